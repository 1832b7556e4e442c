/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metadata of HTML pages (<title>, <meta>) as readings. Nobody sees them on the
 * page, and editors leave them as they were: alone they are hardly ever certain.
 */
#pragma once

#include "fields/patterns.h"
#include "fields/reading.h"

G_BEGIN_DECLS

/* What is to be taken of content, without page and place; NULL if it is not there. Caller frees. */
GdReading *gd_meta_reading(const GdFieldPatterns *patterns, const char *content, GdTake take);

G_END_DECLS
