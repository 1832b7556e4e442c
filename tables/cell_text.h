/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words → the text of cells.
 */
#pragma once

#include "models/grid.h"

G_BEGIN_DECLS

/* Gives each visible word of the page to the cell that holds its centre, in the
 * smallest grid that has one (grids are ordered smallest first), and joins the
 * words of each cell into its text. Words that no grid holds are added to rest
 * (lent by the page; may be NULL). */
void gd_cells_fill(GPtrArray *grids, const GdPage *page, GPtrArray *rest);

/* Sets text, n_lines, confidence and flags of a cell from its words (of
 * GdWord*), which are put in reading order. */
void gd_cell_set_words(GdCell *cell, GPtrArray *words);

/* What a text can be by its looks alone. */
typedef enum {
  GD_TEXT_WORDS,  /* a label */
  GD_TEXT_NUMBER, /* a number with sign, separators, a note; a mark for none (- / 无) */
  GD_TEXT_EITHER, /* a number with one or two letters behind it: 12 件, but also 3 其他 */
} GdTextKind;

GdTextKind gd_text_kind(const char *text);

/* The word for none, simplified or traditional. */
gboolean gd_text_is_none(const char *text);

/* Parts words (of GdWord*) into lines: an array of arrays, top to bottom, left
 * to right. Caller owns the arrays; words stay lent. */
GPtrArray *gd_words_to_lines(GPtrArray *words);

G_END_DECLS
