/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digits that are struck out: a reader takes the number as deleted, and its text
 * layer says nothing of it.
 */
#pragma once

#include "ingest/covers.h"

G_BEGIN_DECLS

/* Marks digits as unreadable through whose middle a line is drawn. Sets record->over
 * if there are too many lines to tell. */
void gd_strike_find(GdPdfPage *record, const GdCovers *covers);

G_END_DECLS
