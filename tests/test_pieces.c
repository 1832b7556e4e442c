/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raster/pieces on drawn blocks that stand for text: 150 dpi, so that a character of 10 points has
 * 20 pixels.
 */
#include "raster/pieces.h"

#include <leptonica/allheaders.h>

#define CHARACTER 20
#define DIGIT 12
#define WIDTH 1240
#define HEIGHT 1754

typedef struct {
  PIX *pix;
  GdPage *page;
} Sheet;

static Sheet sheet_new(void)
{
  Sheet sheet = {pixCreate(WIDTH, HEIGHT, 8), gd_page_new(1, 595.2, 841.92)};
  pixSetAll(sheet.pix);
  return sheet;
}

/* n blocks of that size; gap: pixels between them. */
static void draw_sized(const Sheet *sheet, int x, int y, int n, int width, int height, int gap)
{
  for (int i = 0; i < n; i++) {
    BOX *box = boxCreate(x + i * (width + gap), y, width, height);
    pixClearInRect(sheet->pix, box);
    boxDestroy(&box);
  }
}

/* n blocks as high as a character. */
static void draw_blocks(const Sheet *sheet, int x, int y, int n, int width, int gap)
{
  draw_sized(sheet, x, y, n, width, CHARACTER, gap);
}

/* n characters. */
static void draw(const Sheet *sheet, int x, int y, int n, int gap)
{
  draw_blocks(sheet, x, y, n, CHARACTER, gap);
}

/* The areas; the sheet is used up. */
static GPtrArray *find(Sheet sheet, const GArray *taken)
{
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GdPage) page = sheet.page;
  g_autoptr(GdPicture) picture = gd_picture_new(sheet.pix, page->width, page->height);
  return gd_piece_areas_find(picture, page, taken != NULL ? taken : none);
}

/* `rows` lines of a label and three numbers. */
static void draw_table(const Sheet *sheet, int top, int rows, int spaced)
{
  for (int r = 0; r < rows; r++) {
    draw(sheet, 150, top + r * 50, 6, 3);
    for (int c = 0; c < 3; c++)
      draw_blocks(sheet, 600 + c * 180, top + r * 50, 1 + c, DIGIT, spaced);
  }
}

static void draw_prose(const Sheet *sheet, int top, int lines)
{
  for (int i = 0; i < lines; i++)
    draw(sheet, 150, top + i * 40, 36, 4);
}

static void test_prose(void)
{
  Sheet sheet = sheet_new();
  draw_prose(&sheet, 100, 20);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 0);
}

static void test_empty(void)
{
  g_autoptr(GPtrArray) areas = find(sheet_new(), NULL);
  g_assert_cmpuint(areas->len, ==, 0);
}

static void expect_table(int spaced)
{
  Sheet sheet = sheet_new();
  draw_prose(&sheet, 100, 5);
  draw_table(&sheet, 500, 6, spaced);
  draw_prose(&sheet, 1200, 5);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  const GdPieceArea *area = areas->pdata[0];
  g_assert_cmpuint(area->pieces->len, ==, 24);
  g_assert_cmpfloat(fabs(area->box.y0 - 500 * 0.48), <, 2);
  GdBox first = g_array_index(area->pieces, GdBox, 0),
        second = g_array_index(area->pieces, GdBox, 1);
  g_assert_cmpfloat(fabs(first.x0 - 150 * 0.48), <, 2);
  g_assert_cmpfloat(fabs(second.x0 - 600 * 0.48), <, 2);
}

static void test_table(void)
{
  expect_table(3);
}

/* Digits that stand apart by more than a character are one number still. */
static void test_spaced_digits(void)
{
  expect_table(22);
}

/* Labels of columns stand as near to each other as characters that are spaced out; what brackets
 * part is one where lines around go on. */
static void test_near_labels(void)
{
  Sheet sheet = sheet_new();
  for (int c = 0; c < 5; c++)
    for (int l = 0; l < 2; l++)
      draw(&sheet, 150 + c * 68 + (c == 4) * 500, 300 + l * 30, 2, 2);
  for (int c = 0; c < 5; c++)
    draw_blocks(&sheet, 150 + c * 68 + (c == 4) * 500, 360, 3, DIGIT, 2);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 15);
}

/* One line of a table at the head of a page; a line of prose with wide gaps is none. */
static void test_single_line(void)
{
  Sheet sheet = sheet_new();
  for (int c = 0; c < 7; c++)
    draw_blocks(&sheet, 120 + c * 140, 120, 3, DIGIT, 2);
  draw_prose(&sheet, 400, 5);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 7);
  sheet = sheet_new();
  for (int c = 0; c < 3; c++)
    draw(&sheet, 120 + c * 340, 120, 6, 3);
  draw_prose(&sheet, 400, 5);
  g_autoptr(GPtrArray) none = find(sheet, NULL);
  g_assert_cmpuint(none->len, ==, 0);
}

/* A table set much smaller than the prose of its page: half as high, digits lower still. */
static void test_small_table(void)
{
  Sheet sheet = sheet_new();
  for (int i = 0; i < 20; i++)
    draw_sized(&sheet, 150, 900 + i * 40, 26, 24, 28, 4);
  for (int r = 0; r < 4; r++) {
    draw_sized(&sheet, 150, 300 + r * 30, 6, 11, 11, 2);
    for (int c = 0; c < 6; c++)
      draw_sized(&sheet, 400 + c * 120, 302 + r * 30, 1 + c % 3, 5, 8, 2);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 28);
}

/* A label printed downwards beside two rows stands between them: they stay two. */
static void test_between_rows(void)
{
  Sheet sheet = sheet_new();
  for (int r = 0; r < 4; r++) {
    draw(&sheet, 200, 300 + r * 32, 6, 3);
    for (int c = 0; c < 3; c++)
      draw_blocks(&sheet, 600 + c * 180, 300 + r * 32, 1 + c, DIGIT, 3);
  }
  draw(&sheet, 120, 313, 1, 0);
  draw(&sheet, 120, 340, 1, 0);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  const GdPieceArea *area = areas->pdata[0];
  g_assert_cmpuint(area->pieces->len, ==, 18);
  for (guint i = 0; i < area->pieces->len; i++)
    g_assert_cmpfloat(gd_box_height(g_array_index(area->pieces, GdBox, i)), <,
                      1.3 * 0.48 * CHARACTER);
}

static void test_brackets(void)
{
  Sheet sheet = sheet_new();
  for (int r = 0; r < 5; r++) {
    draw(&sheet, 150, 300 + r * 50, r == 2 ? 4 : 12, 2);
    if (r == 2)
      draw(&sheet, 150 + 4 * 22 + 28, 300 + r * 50, 6, 2);
    draw_blocks(&sheet, 700, 300 + r * 50, 2, DIGIT, 2);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 10);
}

/* The strokes of a character that lie apart are one piece; dashes of two rows are two. */
static void test_strokes(void)
{
  Sheet sheet = sheet_new();
  draw_table(&sheet, 300, 4, 3);
  for (int i = 0; i < 3; i++) {
    draw_sized(&sheet, 100, 305 + i * 9, 1, CHARACTER, 2, 0);
    draw_sized(&sheet, 1140, 310 + i * 50, 1, CHARACTER, 2, 0);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 16 + 1 + 3);
}

/* What is left of a broken ruling is no text, with its short pieces; a row of dashes is. */
static void test_broken_rulings(void)
{
  Sheet sheet = sheet_new();
  draw_table(&sheet, 300, 4, 3);
  for (int c = 0; c < 3; c++)
    draw_sized(&sheet, 604 + c * 180, 510, 1, CHARACTER, 2, 0);
  draw(&sheet, 150, 500, 6, 3);
  for (int r = 1; r < 4; r++) {
    draw_sized(&sheet, 200, 285 + r * 50, 1, 70, 2, 0);
    draw_sized(&sheet, 500, 286 + r * 50, 2, CHARACTER, 2, 150);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 20);
}

/* Of a row that a page break cuts only lines of its label stand on the next page, above that of the
 * next row, and below the last numbers; a heading in larger print does not go with them. */
static void test_cut_labels(void)
{
  Sheet sheet = sheet_new();
  draw_sized(&sheet, 150, 120, 8, 30, 30, 4);
  for (int i = 0; i < 3; i++)
    draw(&sheet, 150, 200 + i * 32, 6, 3);
  draw_table(&sheet, 312, 4, 3);
  for (int i = 0; i < 2; i++)
    draw(&sheet, 150, 494 + i * 32, 6, 3);
  draw_prose(&sheet, 640, 5);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  const GdPieceArea *area = areas->pdata[0];
  g_assert_cmpuint(area->pieces->len, ==, 3 + 16 + 2);
  g_assert_cmpfloat(fabs(area->box.y0 - 200 * 0.48), <, 2);
}

/* Numbers beside a label whose two lines are one piece are as high as numbers. */
static void test_stacked_labels(void)
{
  Sheet sheet = sheet_new();
  for (int r = 0; r < 4; r++) {
    for (int l = 0; l < 2; l++)
      draw(&sheet, 150, 300 + r * 60 + l * 22, 6, 3);
    for (int c = 0; c < 3; c++)
      draw_blocks(&sheet, 600 + c * 180, 311 + r * 60, 1 + c, DIGIT, 3);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  const GdPieceArea *area = areas->pdata[0];
  g_assert_cmpuint(area->pieces->len, ==, 16);
  for (guint i = 0; i < area->pieces->len; i++) {
    const GdBox line = g_array_index(area->lines, GdBox, i);
    const gboolean label = g_array_index(area->pieces, GdBox, i).x0 < 500 * 0.48;
    g_assert_cmpfloat(fabs(gd_box_height(line) - 0.48 * (label ? 42 : CHARACTER)), <, 2);
  }
}

/* Numbers between two lines of a label, and higher than these, are in neither. */
static void test_between_lines(void)
{
  Sheet sheet = sheet_new();
  for (int r = 0; r < 4; r++) {
    for (int l = 0; l < 2; l++)
      draw_sized(&sheet, 150, 300 + r * 70 + l * 24, 6, 16, 16, 3);
    for (int c = 0; c < 3; c++)
      draw_sized(&sheet, 600 + c * 180, 307 + r * 70, 1 + c, DIGIT, 26, 3);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  const GdPieceArea *area = areas->pdata[0];
  g_assert_cmpuint(area->pieces->len, ==, 20);
  for (guint i = 0; i < area->pieces->len; i++)
    g_assert_cmpfloat(gd_box_height(g_array_index(area->lines, GdBox, i)), <, 0.48 * 29);
}

/* Labels of columns stand nearer than characters that are spaced out, with a ruling between. */
static void test_parted_labels(void)
{
  for (int ruled = 0; ruled < 2; ruled++) {
    Sheet sheet = sheet_new();
    draw(&sheet, 150, 300, 4, 3);
    for (int c = 0; c < 5; c++) {
      draw(&sheet, 500 + c * 60, 300, 2, 3);
      if (ruled)
        draw_sized(&sheet, 493 + c * 60, 280, 1, 2, 260, 0);
    }
    for (int r = 1; r < 5; r++) {
      draw(&sheet, 150, 300 + r * 50, 4, 3);
      for (int c = 0; c < 5; c++)
        draw_blocks(&sheet, 510 + c * 60, 300 + r * 50, 1, DIGIT, 3);
    }
    g_autoptr(GPtrArray) areas = find(sheet, NULL);
    g_assert_cmpuint(areas->len, ==, 1);
    g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, (ruled ? 6 : 2) + 4 * 6);
  }
}

/* The number of a group and its words below it stand beside the label of a row, as near as the
 * number of that label would. */
static void test_group_beside(void)
{
  for (int group = 0; group < 2; group++) {
    Sheet sheet = sheet_new();
    draw_table(&sheet, 300, 4, 3);
    draw_blocks(&sheet, 91, 350, 1, 34, 0);
    if (group)
      draw(&sheet, 80, 374, 2, 3);
    g_autoptr(GPtrArray) areas = find(sheet, NULL);
    g_assert_cmpuint(areas->len, ==, 1);
    g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, group ? 18 : 16);
  }
}

/* The head of a table at the end of a page, without a row. */
static void test_head_alone(void)
{
  Sheet sheet = sheet_new();
  draw_prose(&sheet, 100, 10);
  draw(&sheet, 500, 700, 3, 3);
  draw(&sheet, 1000, 700, 2, 3);
  for (int c = 0; c < 4; c++)
    draw(&sheet, 150 + c * 220, 740, 4, 3);
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 6);
}

/* The number in front of a label is no piece of its own. */
static void test_numbered_labels(void)
{
  Sheet sheet = sheet_new();
  for (int r = 0; r < 4; r++) {
    draw(&sheet, 150, 300 + r * 50, 1, 0);
    draw(&sheet, 194, 300 + r * 50, 6, 3);
    draw(&sheet, 700, 300 + r * 50, 1, 0);
  }
  g_autoptr(GPtrArray) areas = find(sheet, NULL);
  g_assert_cmpuint(areas->len, ==, 1);
  g_assert_cmpuint(((GdPieceArea *)areas->pdata[0])->pieces->len, ==, 8);
}

static void test_taken(void)
{
  Sheet sheet = sheet_new();
  draw_table(&sheet, 500, 6, 3);
  g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(GdBox));
  GdBox box = gd_box(50, 200, 550, 450);
  g_array_append_val(taken, box);
  g_autoptr(GPtrArray) areas = find(sheet, taken);
  g_assert_cmpuint(areas->len, ==, 0);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pieces/prose", test_prose);
  g_test_add_func("/pieces/empty", test_empty);
  g_test_add_func("/pieces/table", test_table);
  g_test_add_func("/pieces/spaced-digits", test_spaced_digits);
  g_test_add_func("/pieces/near-labels", test_near_labels);
  g_test_add_func("/pieces/brackets", test_brackets);
  g_test_add_func("/pieces/small-table", test_small_table);
  g_test_add_func("/pieces/between-rows", test_between_rows);
  g_test_add_func("/pieces/single-line", test_single_line);
  g_test_add_func("/pieces/strokes", test_strokes);
  g_test_add_func("/pieces/broken-rulings", test_broken_rulings);
  g_test_add_func("/pieces/cut-labels", test_cut_labels);
  g_test_add_func("/pieces/stacked-labels", test_stacked_labels);
  g_test_add_func("/pieces/between-lines", test_between_lines);
  g_test_add_func("/pieces/parted-labels", test_parted_labels);
  g_test_add_func("/pieces/group-beside", test_group_beside);
  g_test_add_func("/pieces/head-alone", test_head_alone);
  g_test_add_func("/pieces/numbered-labels", test_numbered_labels);
  g_test_add_func("/pieces/taken", test_taken);
  return g_test_run();
}
