/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: a second look. A cell that no sum runs through, or that the sums want otherwise,
 * is believed only if both readers say the same of every picture of it that can be made: smaller
 * and harder, larger and softer, with wider and thinner strokes if it is black and white, and
 * without specks. Two readers of one picture share its
 * accidents; a speck beside a stroke made both of them read "/" as "7".
 */
#pragma once

#include "ocr/cell_lines.h"

G_BEGIN_DECLS

/* For each of the cells' inks (of GdCellInk*, which are changed) whether that is so: 1 or 0. lines:
 * theirs as read before (gd_cell_lines_read()); height: see gd_cell_lines_cut(). Cells of several
 * lines are never confirmed, nor, of bilevel pictures, what is no whole number without a sign: a
 * sign or a point that they have lost is lost in every picture. Caller frees. */
guint8 *gd_cells_confirm(const GdCellModels *models, GPtrArray *inks, const GArray *lines,
                         double height);

G_END_DECLS
