/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of a text input. Nothing has an x there: numbers go to columns by their
 * order, so that the head must show that the columns stand in the form's order.
 */
#pragma once

#include "tables/columns.h"

G_BEGIN_DECLS

/* Units of a head: from those above it that belong to nothing, and may be pieces of wrapped labels;
 * from its first; to before its first row. */
typedef struct {
  guint above, from, to;
} GdTextHead;

/* Columns from the words of a head. distance is less
 * than 1 where a column's label was found; why is set for all if labels stand in
 * another order. x0 and x1 are fields (see GdPiece), once rows have shown them
 * (gd_text_columns_learn()). Fills columns->ranges, which has their number. */
void gd_text_columns_find(const GdHit *hit, guint head_item, const GdStream *stream,
                          GdTextHead units, GdColumns *columns);

/* Which field of its line holds which column, from a complete row of one line. */
void gd_text_columns_learn(GdColumns *columns, const GPtrArray *tokens);

G_END_DECLS
