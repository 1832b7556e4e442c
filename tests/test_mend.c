/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders of which wear has left a piece (raster/mend.h), and merged cells in which something looks
 * like one. Tables of five rows and four columns, 200 dpi; a cell that two or more elementary cells
 * make is written as "row,column:rows x columns", one beside a mended border as "row,column~".
 */
#include "models/grid.h"
#include "raster/scan.h"
#include "tables/lattice.h"

#include <leptonica/allheaders.h>

#define LEFT 300
#define TOP 400
#define ROW 90
#define COLUMN 220
#define ROWS 5
#define COLUMNS 4
#define LINE 3

static int x_of(int column)
{
  return LEFT + COLUMN * column;
}

static int y_of(int row)
{
  return TOP + ROW * row;
}

static void ink(PIX *pix, int x, int y, int width, int height)
{
  pixRasterop(pix, x, y, width, height, PIX_CLR, NULL, 0, 0);
}

static void paper(PIX *pix, int x, int y, int width, int height)
{
  pixRasterop(pix, x, y, width, height, PIX_SET, NULL, 0, 0);
}

/* A table without anything in its cells. Caller owns. */
static PIX *table_new(void)
{
  PIX *pix = pixCreate(1654, 2339, 8);
  pixSetAll(pix);
  for (int row = 0; row <= ROWS; row++)
    ink(pix, x_of(0), y_of(row), COLUMN * COLUMNS + LINE, LINE);
  for (int column = 0; column <= COLUMNS; column++)
    ink(pix, x_of(column), y_of(0), LINE, ROW * ROWS);
  return pix;
}

/* A digit 0 with its centre at a place. */
static void digit(PIX *pix, int x, int y)
{
  ink(pix, x - 8, y - 14, 16, 28);
  paper(pix, x - 4, y - 10, 8, 20);
}

static void digit_in(PIX *pix, int row, int column)
{
  digit(pix, x_of(column) + COLUMN / 2, y_of(row) + ROW / 2);
}

/* Takes the border left of a cell off but for a piece of so many pixels in its middle. */
static void wear_side(PIX *pix, int row, int column, int left)
{
  paper(pix, x_of(column), y_of(row) + LINE, LINE, (ROW - left) / 2 - LINE);
  paper(pix, x_of(column), y_of(row) + (ROW + left) / 2, LINE, (ROW - left) / 2);
}

/* The same of the border above a cell. */
static void wear_top(PIX *pix, int row, int column, int left)
{
  paper(pix, x_of(column) + LINE, y_of(row), (COLUMN - left) / 2 - LINE, LINE);
  paper(pix, x_of(column) + (COLUMN + left) / 2, y_of(row), (COLUMN - left) / 2, LINE);
}

/* Takes ownership of the picture. */
static void expect(PIX *pix, const char *wanted)
{
  g_autoptr(GdPicture) picture = gd_picture_new(pix, 595, 842);
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  g_assert_true(gd_scan_page(page, picture));
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 1);
  const GdGrid *grid = grids->pdata[0];
  g_assert_cmpuint(gd_grid_rows(grid), ==, ROWS);
  g_assert_cmpuint(gd_grid_columns(grid), ==, COLUMNS);
  g_autoptr(GString) is = g_string_new(NULL);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    if (cell->row_span * cell->column_span > 1)
      g_string_append_printf(is, " %u,%u:%ux%u%s", cell->row, cell->column, cell->row_span,
                             cell->column_span, cell->ragged ? "!" : "");
    if (cell->mended)
      g_string_append_printf(is, " %u,%u~", cell->row, cell->column);
  }
  g_assert_cmpstr(is->str, ==, wanted);
}

static void test_whole(void)
{
  expect(table_new(), "");
}

/* Labels of groups over two rows each, beside one another. The line between them has a gap in one
 * row, so that both are one region. */
static void test_gap_between_groups(void)
{
  PIX *pix = table_new();
  paper(pix, x_of(0) + LINE, y_of(2), COLUMN - LINE, LINE);
  paper(pix, x_of(1) + LINE, y_of(3), COLUMN - LINE, LINE);
  wear_side(pix, 2, 1, 36);
  expect(pix, " 1,0:2x1 1,0~ 2,1:2x1 2,1~");
}

/* The line between the last row's label, two columns wide, and the group above ends too early. */
static void test_end_of_line(void)
{
  PIX *pix = table_new();
  paper(pix, x_of(1), y_of(4) + LINE, LINE, ROW - LINE);
  paper(pix, x_of(0) + LINE, y_of(3), COLUMN - LINE, LINE);
  wear_top(pix, 4, 0, 120);
  expect(pix, " 2,0:2x1 2,0~ 4,0:1x2 4,0~");
}

/* Two numbers of a row, two numbers of the last column. */
static void test_two_numbers(void)
{
  PIX *pix = table_new();
  digit_in(pix, 2, 1);
  digit_in(pix, 2, 2);
  wear_side(pix, 2, 2, 40);
  expect(pix, " 2,1~ 2,2~");
  pix = table_new();
  digit_in(pix, 1, 3);
  digit_in(pix, 2, 3);
  wear_top(pix, 2, 3, 140);
  expect(pix, " 1,3~ 2,3~");
}

/* Numbers that stand low and high in their cells, so that the row is near to both. */
static void test_near_numbers(void)
{
  PIX *pix = table_new();
  digit(pix, x_of(1) + COLUMN / 2, y_of(2) - 27);
  digit(pix, x_of(1) + COLUMN / 2, y_of(2) + 29);
  wear_top(pix, 2, 1, 120);
  expect(pix, " 1,1~ 2,1~");
}

/* A cell over two columns with a stroke in its middle, and nothing else: a 1. */
static void test_merged_with_one(void)
{
  PIX *pix = table_new();
  wear_side(pix, 2, 2, 40);
  expect(pix, " 2,1:1x2");
}

/* The same between digits that belong to it. */
static void test_merged_with_number(void)
{
  PIX *pix = table_new();
  wear_side(pix, 2, 2, 40);
  digit(pix, x_of(2) - 20, y_of(2) + ROW / 2);
  digit(pix, x_of(2) + 22, y_of(2) + ROW / 2);
  expect(pix, " 2,1:1x2");
}

/* A title over two columns: 十 stands in line with the columns below it. */
static void test_merged_with_cross(void)
{
  PIX *pix = table_new();
  wear_side(pix, 2, 2, 44);
  ink(pix, x_of(2) - 20, y_of(2) + ROW / 2 - 8, 43, LINE);
  digit(pix, x_of(2) - 70, y_of(2) + ROW / 2);
  digit(pix, x_of(2) + 70, y_of(2) + ROW / 2);
  expect(pix, " 2,1:1x2");
}

/* A group's label over three rows, characters below one another: a flat one is in line with a row.
 */
static void test_merged_with_dash(void)
{
  PIX *pix = table_new();
  paper(pix, x_of(0) + LINE, y_of(2), COLUMN - LINE, LINE);
  wear_top(pix, 3, 0, 90);
  digit_in(pix, 1, 0);
  digit_in(pix, 3, 0);
  expect(pix, " 1,0:3x1");
}

/* Of a border without any ink nothing is guessed. */
static void test_nothing_left(void)
{
  PIX *pix = table_new();
  digit_in(pix, 2, 1);
  digit_in(pix, 2, 2);
  wear_side(pix, 2, 2, 0);
  expect(pix, " 2,1:1x2");
}

int main(int argc, char **argv)
{
  setMsgSeverity(L_SEVERITY_NONE);
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mend/whole", test_whole);
  g_test_add_func("/mend/gap-between-groups", test_gap_between_groups);
  g_test_add_func("/mend/end-of-line", test_end_of_line);
  g_test_add_func("/mend/two-numbers", test_two_numbers);
  g_test_add_func("/mend/near-numbers", test_near_numbers);
  g_test_add_func("/mend/merged-with-one", test_merged_with_one);
  g_test_add_func("/mend/merged-with-number", test_merged_with_number);
  g_test_add_func("/mend/merged-with-cross", test_merged_with_cross);
  g_test_add_func("/mend/merged-with-dash", test_merged_with_dash);
  g_test_add_func("/mend/nothing-left", test_nothing_left);
  return g_test_run();
}
