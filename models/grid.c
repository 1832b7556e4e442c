/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/grid.h"

GdCell *gd_cell_new(guint row, guint column, guint row_span, guint column_span, GdBox box)
{
  GdCell *cell = g_new0(GdCell, 1);
  cell->row = row;
  cell->column = column;
  cell->row_span = row_span;
  cell->column_span = column_span;
  cell->box = box;
  cell->text = g_strdup("");
  cell->confidence = 1;
  return cell;
}

void gd_cell_free(GdCell *cell)
{
  if (cell == NULL)
    return;
  g_free(cell->text);
  g_clear_pointer(&cell->alternatives, g_ptr_array_unref);
  g_clear_pointer(&cell->rivals, g_ptr_array_unref);
  g_free(cell->known);
  g_free(cell);
}

GdGrid *gd_grid_new(guint page)
{
  GdGrid *grid = g_new0(GdGrid, 1);
  grid->page = page;
  for (int d = 0; d < 2; d++)
    grid->dividers[d] = g_array_new(FALSE, FALSE, sizeof(GdDivider));
  grid->cells = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_free);
  return grid;
}

void gd_grid_free(GdGrid *grid)
{
  if (grid == NULL)
    return;
  for (int d = 0; d < 2; d++)
    g_array_unref(grid->dividers[d]);
  g_ptr_array_unref(grid->cells);
  g_free(grid);
}

guint gd_grid_rows(const GdGrid *grid)
{
  guint n = grid->dividers[GD_HORIZONTAL]->len;
  return n < 2 ? 0 : n - 1;
}

guint gd_grid_columns(const GdGrid *grid)
{
  guint n = grid->dividers[GD_VERTICAL]->len;
  return n < 2 ? 0 : n - 1;
}

GdCell *gd_grid_lookup(const GdGrid *grid, guint row, guint column)
{
  for (guint i = 0; i < grid->cells->len; i++) {
    GdCell *cell = g_ptr_array_index(grid->cells, i);
    if (row >= cell->row && row < cell->row + cell->row_span && column >= cell->column &&
        column < cell->column + cell->column_span)
      return cell;
  }
  return NULL;
}
