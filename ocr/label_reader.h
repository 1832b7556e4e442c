/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads a line of a label character by character, many times faster than
 * Tesseract. It knows the letters of its net only, and says so where it does not know: a
 * stranger's label is for chi_sim.
 */
#pragma once

#include "ocr/label_lines.h"
#include "ocr/net.h"

G_BEGIN_DECLS

/* Other letters of one character that are told, and the bytes they take. */
#define GD_LABEL_RIVALS 5
#define GD_LABEL_RIVALS_BYTES (4 * GD_LABEL_RIVALS + 1)

/* A character, pixels of the line's picture. */
typedef struct {
  char text[8];                       /* UTF-8; "" for a character that is no letter of the net */
  char rivals[GD_LABEL_RIVALS_BYTES]; /* UTF-8: other letters that it may be, likeliest first; ""
                                         for all of a line that is sure */
  int x0, y0, x1, y1;                 /* around its ink */
  float probability;                  /* 0..1, as the net gives it: not calibrated */
} GdLabelSymbol;

/* The net's letter for the comma of a number. */
#define GD_LABEL_COMMA "\xEF\xBC\x8C"

/* The characters of a line by the best way to cut it, left to right. Caller owns (of
 * GdLabelSymbol); empty if there is no ink, or too much. */
GArray *gd_label_read(const GdNet *net, const GdLabelLine *line);

/* Whether the net knows what it reads. Never for lines without a Chinese character: they may be
 * values in doubt. */
gboolean gd_label_is_sure(const GArray *symbols);

/* Whether it knows that the line is a number: digits, and commas (full-width ones, as the net has
 * them) between. A point may be a comma: then it never does. */
gboolean gd_label_is_number(const GArray *symbols);

G_END_DECLS
