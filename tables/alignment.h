/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grids of a page, by rulings where it has them, else by the alignment of its
 * words.
 */
#pragma once

#include "models/grid.h"
#include "models/lines.h"

G_BEGIN_DECLS

/* All grids of a page, filled with its words. lines: of GdLine*, the lines of
 * the page. Caller owns the array of GdGrid*. */
GPtrArray *gd_page_grids(const GdPage *page, GPtrArray *lines);

G_END_DECLS
