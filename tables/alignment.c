/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/alignment.h"

#include "tables/cell_text.h"
#include "tables/lattice.h"

GPtrArray *gd_page_grids(const GdPage *page, GPtrArray *lines)
{
  GPtrArray *grids = gd_lattice_find(page);
  gd_cells_fill(grids, page, NULL);
  return grids;
}
