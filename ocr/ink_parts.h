/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: from the connected parts of a cell's ink to its lines of text.
 */
#pragma once

#include "ocr/cell_ink.h"

G_BEGIN_DECLS

/* Fills ink->lines, stray and cut. mask: 1 bpp, of the size of ink->grey. */
void gd_ink_find_lines(GdCellInk *ink, PIX *mask);

G_END_DECLS
