/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cells of one printed row → the printed columns of its block.
 */
#pragma once

#include "tables/columns.h"
#include "tables/place.h"

G_BEGIN_DECLS

/* Fills places (one for each column) with the cells of the unit. label_token: the
 * token that is the row's label, G_MAXUINT if none is; of tokens that may be
 * numbers as well as labels only this one is taken for a label. */
void gd_row_cells(const GdUnit *unit, guint label_token, const GdColumns *columns, GdPlace *places);

/* The tokens of a row that can be values: behind its label and not left of the first
 * known column (of GdToken*, lent). Caller owns the array. */
GPtrArray *gd_row_tokens(const GdUnit *unit, guint label_token, const GdColumns *columns);

/* A row with exactly as many cells as columns tells the x range of columns
 * whose label was not found. */
void gd_columns_learn(GdColumns *columns, const GdUnit *unit, guint label_token);

/* Where a place of the column, x in the page space of its grid, stands in that of the unit's: pages
 * of a bound report have mirrored margins, and each page of a photographed one is of another size.
 */
double gd_column_x(const GdUnit *unit, const GdColumnRange *range, double x);

/* As many pieces (of GdToken*) as columns: TRUE if each stands nearer to the label
 * of its own column than to that of another. */
gboolean gd_pieces_agree(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens);

/* The same for the pieces of a text line (of GdToken*, behind its label). */
void gd_row_zones(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens,
                  GdPlace *places);

/* Adds the place found in a further unit of the same row, cut by a page break. */
void gd_place_merge(GdPlace *place, const GdPlace *further);

G_END_DECLS
