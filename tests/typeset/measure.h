/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places of a table's cells: widths from the parameters and from the widest
 * number of each column, heights from the text.
 */
#pragma once

#include "style.h"
#include "table.h"

G_BEGIN_DECLS

/* Lays out all cells of a table that is to be about that wide; text_width: room
 * between the margins (points). Sets layouts, widths, heights. */
void ts_table_measure(TsTable *table, const TsStyle *style, double text_width, TsRng rng);

/* Space beside, and above and below the text of a cell (points). */
double ts_pad_x(const TsParams *params);
double ts_pad_y(const TsParams *params);

G_END_DECLS
