/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws a measured table from the pen on, over as many pages as it takes, and
 * says where each cell of the form came to stand.
 */
#pragma once

#include "breaks.h"
#include "models/geometry.h"
#include "paper.h"

G_BEGIN_DECLS

/* Where a cell of the form is printed. */
typedef struct {
  guint leaf;
  guint page; /* from 1 */
  GdBox box;  /* of the cell, or of its part that holds the number */
} TsPlace;

/* Draws the table by its plan; the pen ends below it. Returns the places, one
 * for each value cell (of TsPlace). Aborts if a number would stand outside its
 * cell: the truth must be certain. Caller owns. */
GArray *ts_table_draw(TsTable *table, TsPaper *paper, const GPtrArray *plan);

G_END_DECLS
