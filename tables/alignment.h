/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables without rulings, or with some: text lines as rows, pieces of a line as
 * cells. No columns are guessed here: which piece is which column is known once
 * the form's labels are found (row_zones.c).
 */
#pragma once

#include "models/grid.h"

G_BEGIN_DECLS

/* TRUE if the rulings of a filled grid may not part its cells: one of them holds
 * several numbers, side by side or stacked, or numbers and words. Such a grid
 * has lines between some rows or columns only, or numbers that wrap. */
gboolean gd_grid_is_coarse(const GdGrid *grid);

/* One line of text that may be the row of a table: its pieces. */
typedef struct {
  GdBox box;         /* page space */
  GPtrArray *words;  /* of GdWord*, left to right, lent */
  GPtrArray *pieces; /* of GdCell*, left to right; NULL if the line is no table row */
  gboolean absorbed; /* its pieces went to a note that began in a line above */
} GdTextRow;

void gd_text_row_free(GdTextRow *row);

/* Parts words (of GdWord*, lent) into lines, top to bottom, and those that may
 * be table rows into pieces; notes that go on in the next lines are joined. Caller owns the array
 * of GdTextRow*. */
GPtrArray *gd_text_rows(GPtrArray *words);

/* A grid that holds the pieces of all rows that have some (stolen from rows):
 * as many rows, and no columns. NULL if there are none. */
GdGrid *gd_line_grid(GPtrArray *rows, guint page);

/* TRUE for a grid made by gd_line_grid(). */
gboolean gd_grid_is_lines(const GdGrid *grid);

G_END_DECLS
