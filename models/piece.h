/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs: what is left of a table when its boxes are gone. A text page is a
 * sequence of pieces, each with the separator that stood before it. Separators
 * are evidence of rows and columns, not truth: a line break may end a row, a
 * cell, or a line of a cell.
 *
 *     规章 | 0 |  | 2          规章   line 7  field 0  LINE
 *                              0      line 7  field 1  BAR
 *                              ""     line 7  field 2  BAR
 *                              2      line 7  field 3  BAR
 */
#pragma once

#include "models/grid.h"

G_BEGIN_DECLS

/* What stands before a piece, weakest first. */
typedef enum {
  GD_SEPARATOR_SPACE, /* white space within a line */
  GD_SEPARATOR_TAB,   /* a tab, or so wide a gap that it stands for one */
  GD_SEPARATOR_BAR,   /* | of a text or Markdown table, or a cell border of HTML */
  GD_SEPARATOR_LINE,  /* a line break, or a row border of HTML */
  GD_SEPARATOR_BLOCK, /* an empty line, or the border of a paragraph or table */
} GdSeparator;

typedef struct {
  char *text; /* NFC, trimmed, no line break; "" for an empty field. Owned */
  GdSeparator before;
  guint line;  /* of the input, from 1; in HTML counted by blocks and rows */
  guint field; /* which piece of its line, from 0; an empty field counts */
  guint *at;   /* of each of its words, characters that stand before it in the line; NULL: not
                  known. Owned */
  const GdGrid *grid; /* the grid of the page it stands in, NULL outside HTML tables. Lent */
  GdCell *cell;       /* its cell there. Lent by the grid */
} GdPiece;

GdPiece *gd_piece_new(const char *text, GdSeparator before, guint line, guint field);
void gd_piece_free(GdPiece *piece);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPiece, gd_piece_free)

G_END_DECLS
