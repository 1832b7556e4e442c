/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grids of a scan that are none: strokes of prose that stand in rows and columns, and rulings
 * between columns that part no rows. Only their contents tell: ink runs through the borders of
 * their cells, or all rows of a table stand in one.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

/* values: the answers to gd_requests_values() of the page, in their order (of GdReadAnswer*).
 * Of grids of which most inked cells are cut through, the rulings are taken off the page, but
 * for those around groups of cells that are not: a table that prose below it was joined to. Those
 * of grids of one row of cells that hold lines of text go too.
 * TRUE if some were; the page is then to be asked for its values again. */
gboolean gd_false_grids_drop(GdPage *page, const GPtrArray *values);

/* The same for grids that lines of writing run through from outside. lines (of GdBox, page space,
 * with paper around): all that stand on the page, tables included (raster/prose_lines.h). */
gboolean gd_false_grids_drop_crossed(GdPage *page, const GPtrArray *values, const GArray *lines);

G_END_DECLS
