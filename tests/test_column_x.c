/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a column whose head stands in one grid is in another: pages with mirrored margins,
 * photographs of other sizes, and grids that are not the whole table.
 */
#include "tables/row_cells.h"

#define COLUMNS 6
#define WIDE 60.0 /* points, each */

/* A grid of a row, its left side at x0, of n columns of that width. */
static GdGrid *grid_of(double x0, guint n, double width, gboolean scanned)
{
  GdGrid *grid = gd_grid_new(1);
  grid->scanned = scanned;
  grid->box = gd_box(x0, 0, x0 + n * width, 20);
  for (guint i = 0; i <= n; i++) {
    GdDivider divider = {x0 + i * width, TRUE, 0};
    g_array_append_val(grid->dividers[GD_VERTICAL], divider);
  }
  return grid;
}

/* Where the middle of column i of one grid stands in the other. */
static double middle_in(GdGrid *there, GdGrid *here, guint i)
{
  const double x0 = there->box.x0 + i * WIDE;
  const GdColumnRange range = {.grid = there, .x0 = x0, .x1 = x0 + WIDE};
  const GdUnit unit = {.grid = here};
  return gd_column_x(&unit, &range, x0 + WIDE / 2);
}

static void check(GdGrid *here, guint i, gboolean scanned, double expected)
{
  GdGrid *there = grid_of(50, COLUMNS, WIDE, scanned);
  g_assert_cmpfloat_with_epsilon(middle_in(there, here, i), expected, 1e-6);
  gd_grid_free(there);
  gd_grid_free(here);
}

static void mirrored(void)
{
  check(grid_of(80, COLUMNS, WIDE, FALSE), 2, FALSE, 80 + 2.5 * WIDE);
}

static void photographed(void)
{
  for (guint i = 0; i < COLUMNS; i++)
    check(grid_of(30, COLUMNS, 0.9 * WIDE, TRUE), i, TRUE, 30 + (i + 0.5) * 0.9 * WIDE);
}

/* A page of the file is drawn, the other photographed. */
static void mixed(void)
{
  check(grid_of(30, COLUMNS, 0.9 * WIDE, FALSE), 3, TRUE, 30 + 3.5 * 0.9 * WIDE);
  check(grid_of(30, COLUMNS, 0.9 * WIDE, TRUE), 3, FALSE, 30 + 3.5 * 0.9 * WIDE);
}

/* The last column was lost: it is narrower, and all columns stand where they stood. */
static void lost_column(void)
{
  for (guint i = 1; i < COLUMNS; i++)
    check(grid_of(50, COLUMNS - 1, WIDE, TRUE), i, TRUE, 50 + (i + 0.5) * WIDE);
}

/* A drawing is not photographed: another width is another table's. */
static void drawn(void)
{
  check(grid_of(30, COLUMNS, 0.9 * WIDE, FALSE), 2, FALSE, 50 + 2.5 * WIDE);
}

int main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/column-x/mirrored", mirrored);
  g_test_add_func("/column-x/photographed", photographed);
  g_test_add_func("/column-x/mixed", mixed);
  g_test_add_func("/column-x/lost-column", lost_column);
  g_test_add_func("/column-x/drawn", drawn);
  return g_test_run();
}
