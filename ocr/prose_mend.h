/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: what a line of symbols tells beside its text, and what chi_sim reads into lines
 * now and then that cannot stand there.
 */
#pragma once

#include "ocr/tess.h"

G_BEGIN_DECLS

/* How far apart the Chinese characters of the longest run of them stand, pixels: their size, for
 * they are set solid, and each fills a square of it. How high their ink is depends on which they
 * are. 0 if no run is long enough. */
double gd_symbols_size(const GdTessSymbol *symbols, guint n);

/* A line of prose (of GdTessSymbol): a page number between 一 is one between dashes; O〇 is 〇; 上
 * before a character that has no room beside it is part of that one. */
void gd_prose_mend(GArray *symbols);

G_END_DECLS
