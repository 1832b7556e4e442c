/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every page of a text input must be, whatever the input was.
 */
#pragma once

#include "ingest/ingest.h"

/* Reads data as a text of that kind; aborts if the page breaks a promise of models/piece.h,
 * models/page.h or models/grid.h. */
void fuzz_page(const void *data, size_t size, GdKind kind);
