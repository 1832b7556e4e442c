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
  g_test_add_func("/pieces/numbered-labels", test_numbered_labels);
  g_test_add_func("/pieces/taken", test_taken);
  return g_test_run();
}
