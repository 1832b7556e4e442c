/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: from the connected parts of a cell's ink to its lines of text.
 */
#pragma once

#include "ocr/cell_ink.h"

G_BEGIN_DECLS

/* Area of a digit's ink in squares of its height. */
#define GD_DIGIT_AREA 0.22

/* Paints a part (1 bpp) at x, y of ink->grey over with paper, with the grey fringe around it. */
void gd_ink_paint_over(GdCellInk *ink, PIX *part, int x, int y);

/* Fills ink->lines, stray and cut. mask: 1 bpp, of the size of ink->grey. */
void gd_ink_find_lines(GdCellInk *ink, PIX *mask);

G_END_DECLS
