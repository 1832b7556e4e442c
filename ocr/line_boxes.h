/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: where in the picture of a line the letters stand that a network has read
 * (line_decode.h). It tells a column for each, somewhat behind its middle; the ink tells the rest.
 */
#pragma once

#include "ocr/lept.h"

G_BEGIN_DECLS

/* Around the ink of a letter, pixels; x1, y1 beyond. */
typedef struct {
  int x0, y0, x1, y1;
} GdLineBox;

/* The boxes of letters (of GdLineLetter, left to right) in a line: 8 bpp, paper exactly 255.
 * Letters are parted where there is least ink between them. Caller frees. */
GdLineBox *gd_line_boxes(PIX *line, const GArray *letters);

G_END_DECLS
