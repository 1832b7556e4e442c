/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/lattice: grids of drawn rulings (tests/drawing.h), and of rulings that
 * characters cannot draw.
 */
#include "tables/lattice.h"

#include "models/limits.h"
#include "tests/drawing.h"

static GPtrArray *grids_of(const char *drawing)
{
  g_autoptr(GdPage) page = drawing_page(drawing, 1);
  return gd_lattice_find(page);
}

/* The one grid of a drawing. */
static GdGrid *grid_of(const char *drawing)
{
  g_autoptr(GPtrArray) grids = grids_of(drawing);
  g_assert_cmpuint(grids->len, ==, 1);
  g_ptr_array_set_free_func(grids, NULL);
  return grids->pdata[0];
}

static void add_ruling(GdPage *page, GdDirection direction, double at, double from, double to)
{
  GdRuling ruling = {direction, at, from, to, 0.5, FALSE, FALSE};
  g_array_append_val(page->rulings, ruling);
}

/* Every elementary cell is covered by exactly one cell, within the grid's box. */
static void check_grid(const GdGrid *grid)
{
  guint rows = gd_grid_rows(grid), columns = gd_grid_columns(grid), covered = 0;
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    g_assert_cmpuint(cell->row + cell->row_span, <=, rows);
    g_assert_cmpuint(cell->column + cell->column_span, <=, columns);
    g_assert_cmpfloat(cell->box.x0, >=, grid->box.x0);
    g_assert_cmpfloat(cell->box.y1, <=, grid->box.y1);
    covered += cell->ragged ? 0 : cell->row_span * cell->column_span;
    g_assert_cmpstr(cell->text, ==, "");
  }
  g_assert_cmpuint(covered, <=, rows * columns);
  for (int d = 0; d < 2; d++)
    for (guint i = 1; i < grid->dividers[d]->len; i++)
      g_assert_cmpfloat(g_array_index(grid->dividers[d], GdDivider, i - 1).at, <,
                        g_array_index(grid->dividers[d], GdDivider, i).at);
}

/* Asserts what the drawing yields: "ROWSxCOLUMNS", then "row,column rows x
 * columns" of each cell that is wider or higher than one, ! if it is ragged. */
static void expect(const char *drawing, const char *wanted)
{
  g_autoptr(GdGrid) grid = grid_of(drawing);
  check_grid(grid);
  g_autoptr(GString) is = g_string_new(NULL);
  g_string_append_printf(is, "%ux%u", gd_grid_rows(grid), gd_grid_columns(grid));
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    if (cell->row_span * cell->column_span > 1)
      g_string_append_printf(is, " %u,%u:%ux%u%s", cell->row, cell->column, cell->row_span,
                             cell->column_span, cell->ragged ? "!" : "");
  }
  g_assert_cmpstr(is->str, ==, wanted);
}

static void plain(void)
{
  const char *drawing = "+---+------+\n"
                        "|   |      |\n"
                        "+---+------+\n"
                        "|   |      |\n"
                        "+---+------+\n";
  expect(drawing, "2x2");
  g_autoptr(GdGrid) grid = grid_of(drawing);
  g_assert_cmpuint(grid->page, ==, 1);
  g_assert_cmpuint(grid->cells->len, ==, 4);
  const GdCell *cell = gd_grid_lookup(grid, 1, 1);
  g_assert_cmpfloat_with_epsilon(cell->box.x0, DRAWING_MARGIN + 4.5 * DRAWING_COLUMN, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.x1, DRAWING_MARGIN + 11.5 * DRAWING_COLUMN, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.y0, DRAWING_MARGIN + 2.5 * DRAWING_ROW, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.y1, DRAWING_MARGIN + 4.5 * DRAWING_ROW, 0.01);
  for (int d = 0; d < 2; d++)
    for (guint i = 0; i < grid->dividers[d]->len; i++)
      g_assert_true(g_array_index(grid->dividers[d], GdDivider, i).drawn);
}

static void merged(void)
{
  expect("+---+---+---+\n"
         "|       |   |\n"
         "+---+---+---+\n"
         "|   |   |   |\n"
         "+---+---+---+\n",
         "2x3 0,0:1x2");
  expect("+---+---+---+\n"
         "|   |   |   |\n"
         "|   +---+---+\n"
         "|   |   |   |\n"
         "+---+---+---+\n",
         "2x3 0,0:2x1");
  expect("+---+---+---+\n"
         "|       |   |\n"
         "|       +---+\n"
         "|       |   |\n"
         "+---+---+---+\n"
         "|   |       |\n"
         "+---+-------+\n",
         "3x3 0,0:2x2 2,1:1x2");
}

/* A region without borders inside that is no rectangle. */
static void ragged(void)
{
  expect("+---+---+---+\n"
         "|       |   |\n"
         "|   +---+---+\n"
         "|   |   |   |\n"
         "+---+---+---+\n",
         "2x3 0,0:2x2!");
}

/* A ruling with a mended piece, which crosses no other: the cells beside it say so. */
static void mended(void)
{
  g_autoptr(GdPage) page = drawing_page("+---+---+---+\n"
                                        "|   |   |   |\n"
                                        "|   |   +---+\n"
                                        "|   |   |   |\n"
                                        "|   |   +---+\n"
                                        "|   |   |   |\n"
                                        "+---+---+---+\n",
                                        1);
  GdRuling *cut = NULL;
  for (guint i = 0; i < page->rulings->len; i++) {
    GdRuling *ruling = &g_array_index(page->rulings, GdRuling, i);
    if (ruling->direction == GD_VERTICAL && ruling->at < DRAWING_MARGIN + 5 * DRAWING_COLUMN)
      cut = ruling; /* the last such one: between the first two columns */
  }
  g_assert_nonnull(cut);
  GdRuling piece = *cut, rest = *cut;
  cut->to = piece.from = DRAWING_MARGIN + 2.5 * DRAWING_ROW;
  rest.from = piece.to = DRAWING_MARGIN + 4.5 * DRAWING_ROW;
  piece.mended = TRUE;
  g_array_append_val(page->rulings, piece);
  g_array_append_val(page->rulings, rest);
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 1);
  const GdGrid *grid = grids->pdata[0];
  g_assert_cmpuint(grid->cells->len, ==, 5);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    g_assert_false(cell->ragged);
    g_assert_cmpint(cell->mended, ==, cell->column < 2);
  }
}

static void open_sides(void)
{
  g_autoptr(GdGrid) grid = grid_of("------+-----+------\n"
                                   "      |     |      \n"
                                   "------+-----+------\n"
                                   "      |     |      \n"
                                   "------+-----+------\n");
  g_assert_cmpuint(gd_grid_rows(grid), ==, 2);
  g_assert_cmpuint(gd_grid_columns(grid), ==, 3);
  const GArray *xs = grid->dividers[GD_VERTICAL];
  g_assert_false(g_array_index(xs, GdDivider, 0).drawn);
  g_assert_true(g_array_index(xs, GdDivider, 1).drawn);
  g_assert_false(g_array_index(xs, GdDivider, 3).drawn);
  g_assert_cmpuint(grid->cells->len, ==, 6);
}

/* The page end cuts a row: its lower border is inferred where the rulings end. */
static void cut_row(void)
{
  g_autoptr(GdGrid) grid = grid_of("+---+------+\n"
                                   "|   |      |\n"
                                   "+---+------+\n"
                                   "|   |      |\n");
  const GArray *ys = grid->dividers[GD_HORIZONTAL];
  g_assert_cmpuint(gd_grid_rows(grid), ==, 2);
  g_assert_true(g_array_index(ys, GdDivider, 1).drawn);
  g_assert_false(g_array_index(ys, GdDivider, 2).drawn);
  g_autoptr(GdGrid) below = grid_of("|   |      |\n"
                                    "+---+------+\n"
                                    "|   |      |\n"
                                    "+---+------+\n");
  g_assert_cmpuint(gd_grid_rows(below), ==, 2);
  g_assert_false(g_array_index(below->dividers[GD_HORIZONTAL], GdDivider, 0).drawn);
}

static void interrupted(void)
{
  expect("+------+------+\n" /* a gap of less than half is a border */
         "|      |      |\n"
         "+--  --+------+\n"
         "|      |      |\n"
         "+------+------+\n",
         "2x2");
  expect("+------+------+\n" /* a stump is none */
         "|      |      |\n"
         "+--    +------+\n"
         "|      |      |\n"
         "+------+------+\n",
         "2x2 0,0:2x1");
}

static void nested(void)
{
  g_autoptr(GPtrArray) grids = grids_of("+--------------------+------+\n"
                                        "|                    |      |\n"
                                        "|  +----+----+----+  |      |\n"
                                        "|  |    |    |    |  |      |\n"
                                        "|  +----+----+----+  |      |\n"
                                        "|                    |      |\n"
                                        "+--------------------+------+\n");
  g_assert_cmpuint(grids->len, ==, 2);
  const GdGrid *inner = grids->pdata[0], *outer = grids->pdata[1];
  g_assert_cmpuint(gd_grid_columns(inner), ==, 3);
  g_assert_cmpuint(gd_grid_columns(outer), ==, 2);
  check_grid(inner);
  check_grid(outer);
}

static void two_tables(void)
{
  g_autoptr(GPtrArray) grids = grids_of("+---+---+     +---+---+\n"
                                        "|   |   |     |   |   |\n"
                                        "+---+---+     |   |   |\n"
                                        "              +---+---+\n");
  g_assert_cmpuint(grids->len, ==, 2);
  g_assert_cmpfloat(gd_box_area(((GdGrid *)grids->pdata[0])->box), <,
                    gd_box_area(((GdGrid *)grids->pdata[1])->box));
}

static void nothing(void)
{
  static const char *const drawings[] = {
      "",
      "规章 12",
      "+------+\n|      |\n+------+\n",             /* a frame */
      "------------\n\n\n------------\n",           /* rules of a letterhead */
      "|\n|\n|\n",                                  /* a margin line */
      "------------\n\n\n\n|   |   |\n|   |   |\n", /* apart from each other */
  };
  for (guint i = 0; i < G_N_ELEMENTS(drawings); i++) {
    g_autoptr(GPtrArray) grids = grids_of(drawings[i]);
    g_assert_cmpuint(grids->len, ==, 0);
  }
}

/* Doubled lines, one point apart, and corners that miss by two points. */
static void doubled_and_rough(void)
{
  g_autoptr(GdPage) page = gd_page_new(3, 600, 800);
  for (int y = 0; y < 4; y++)
    for (int twice = 0; twice < 2; twice++)
      add_ruling(page, GD_HORIZONTAL, 100 + 30 * y + twice, 102, 298);
  for (int x = 0; x < 5; x++)
    for (int twice = 0; twice < 2; twice++)
      add_ruling(page, GD_VERTICAL, 100 + 50 * x + twice, 101, 189);
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 1);
  const GdGrid *grid = grids->pdata[0];
  check_grid(grid);
  g_assert_cmpuint(grid->page, ==, 3);
  g_assert_cmpuint(gd_grid_rows(grid), ==, 3);
  g_assert_cmpuint(gd_grid_columns(grid), ==, 4);
  g_assert_cmpuint(grid->cells->len, ==, 12);
}

/* A narrow column between two full ones is a column, not a doubled line. */
static void narrow_column(void)
{
  expect("+---++---+\n"
         "|   ||   |\n"
         "+---++---+\n",
         "1x3");
}

static void shading_is_no_line(void)
{
  g_autoptr(GdPage) page = drawing_page("+---+---+\n|   |   |\n+---+---+\n", 1);
  GdRuling edge = {GD_HORIZONTAL,
                   DRAWING_MARGIN + 1.5 * DRAWING_ROW,
                   DRAWING_MARGIN,
                   DRAWING_MARGIN + 9 * DRAWING_COLUMN,
                   0,
                   TRUE,
                   FALSE};
  g_array_append_val(page->rulings, edge);
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 1);
  g_assert_cmpuint(gd_grid_rows(grids->pdata[0]), ==, 1);
}

static GPtrArray *squares(guint lines)
{
  g_autoptr(GdPage) page = gd_page_new(1, GD_CAP_PAGE_POINTS, GD_CAP_PAGE_POINTS);
  double side = 20.0 * (lines - 1);
  for (guint i = 0; i < lines; i++)
    add_ruling(page, GD_HORIZONTAL, 20.0 * i, 0, side);
  for (guint i = 0; i < 3; i++)
    add_ruling(page, GD_VERTICAL, side / 2 * i, 0, side);
  return gd_lattice_find(page);
}

static void capped(void)
{
  g_autoptr(GPtrArray) most = squares(GD_CAP_GRID_LINES);
  g_assert_cmpuint(most->len, ==, 1);
  g_assert_cmpuint(gd_grid_rows(most->pdata[0]), ==, GD_CAP_GRID_LINES - 1);
  g_autoptr(GPtrArray) more = squares(GD_CAP_GRID_LINES + 1);
  g_assert_cmpuint(more->len, ==, 0);
}

static void random_rulings(void)
{
  for (guint round = 0; round < 2000; round++) {
    g_autoptr(GdPage) page = gd_page_new(1, 600, 800);
    for (gint n = g_test_rand_int_range(0, 40); n > 0; n--) {
      GdDirection direction = g_test_rand_bit() ? GD_HORIZONTAL : GD_VERTICAL;
      double at = 20 * g_test_rand_int_range(0, 20), a = g_test_rand_double_range(-50, 500);
      add_ruling(page, direction, at, a, a + g_test_rand_double_range(0, 400));
    }
    g_autoptr(GPtrArray) grids = gd_lattice_find(page);
    for (guint i = 0; i < grids->len; i++)
      check_grid(grids->pdata[i]);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lattice/plain", plain);
  g_test_add_func("/lattice/merged", merged);
  g_test_add_func("/lattice/ragged", ragged);
  g_test_add_func("/lattice/mended", mended);
  g_test_add_func("/lattice/open-sides", open_sides);
  g_test_add_func("/lattice/cut-row", cut_row);
  g_test_add_func("/lattice/interrupted", interrupted);
  g_test_add_func("/lattice/nested", nested);
  g_test_add_func("/lattice/two-tables", two_tables);
  g_test_add_func("/lattice/nothing", nothing);
  g_test_add_func("/lattice/doubled-and-rough", doubled_and_rough);
  g_test_add_func("/lattice/narrow-column", narrow_column);
  g_test_add_func("/lattice/shading-is-no-line", shading_is_no_line);
  g_test_add_func("/lattice/capped", capped);
  g_test_add_func("/lattice/random", random_rulings);
  return g_test_run();
}
