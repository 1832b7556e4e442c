/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grids from drawn rulings.
 */
#pragma once

#include "models/grid.h"

G_BEGIN_DECLS

/* The grids that a page's rulings form, smallest area first, without text.
 * Edges of shaded areas are not used. A frame of one cell is no grid.
 * Caller owns the array of GdGrid*. */
GPtrArray *gd_lattice_find(const GdPage *page);

G_END_DECLS
