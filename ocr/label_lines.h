/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: the lines of text in the picture of a label cell. Tesseract's own
 * page segmentation is made for pages: in a cell of two lines of which the second has a
 * single character it takes both for one line, and reads neither.
 */
#pragma once

#include "ocr/lept.h"

G_BEGIN_DECLS

/* A line by itself: ink 0, paper exactly 255, with a margin of paper around. */
typedef struct {
  PIX *pix;             /* 8 bpp. Owned */
  double x0, y0, scale; /* x of the cell's picture = (x0 + x of pix) / scale, same for y */
  double character;     /* height of a Chinese character of the cell, pixels of pix */
} GdLabelLine;

/* cell: 8 bpp grey, upright, lent; rulings at its edges do no harm. dpi: its resolution.
 * Caller owns the array (of GdLabelLine, top to bottom); empty if there are rulings only. NULL if
 * the ink does not fall into lines: nothing that stands out, too many, or rows that run into each
 * other. */
GArray *gd_label_lines_find(PIX *cell, double dpi);

G_END_DECLS
