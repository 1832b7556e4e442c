/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ocr/label_lines on drawn blocks that stand for characters.
 */
#include "ocr/label_lines.h"

/* Pixels at 300 dpi: a character of 10 points, and the gap to the next line. */
#define CHARACTER 40
#define LEADING 12

static PIX *paper_new(void)
{
  PIX *pix = pixCreate(600, 300, 8);
  pixSetAll(pix);
  return pix;
}

static void draw(PIX *pix, int x, int y, int width, int height)
{
  BOX *box = boxCreate(x, y, width, height);
  pixClearInRect(pix, box);
  boxDestroy(&box);
}

static void draw_line(PIX *pix, int y, int characters)
{
  for (int i = 0; i < characters; i++)
    draw(pix, 40 + i * (CHARACTER + 4), y, CHARACTER, CHARACTER);
}

static void expect(PIX *pix, guint lines)
{
  g_autoptr(GArray) found = gd_label_lines_find(pix, 300);
  g_assert_nonnull(found);
  g_assert_cmpuint(found->len, ==, lines);
}

/* What Tesseract takes for one line: the second has a single character. */
static void test_short_second(void)
{
  g_autoptr(GdOcrPix) pix = paper_new();
  draw_line(pix, 60, 10);
  draw_line(pix, 60 + CHARACTER + LEADING, 1);
  g_autoptr(GArray) lines = gd_label_lines_find(pix, 300);
  g_assert_nonnull(lines);
  g_assert_cmpuint(lines->len, ==, 2);
  const GdLabelLine *second = &g_array_index(lines, GdLabelLine, 1);
  g_assert_cmpfloat(second->y0, >=, 60 + CHARACTER - LEADING);
  g_assert_cmpint(pixGetWidth(second->pix), <, 2 * CHARACTER);
  l_uint32 corner = 0;
  pixGetPixel(second->pix, 0, 0, &corner);
  g_assert_cmpuint(corner, ==, 255);
}

/* Two strokes one above the other are one character, beside others. */
static void test_flat_characters(void)
{
  g_autoptr(GdOcrPix) pix = paper_new();
  draw_line(pix, 60, 3);
  draw(pix, 40, 60 + CHARACTER + LEADING + 4, 30, 5);
  draw(pix, 40, 60 + CHARACTER + LEADING + 30, 38, 5);
  expect(pix, 2);
}

static void test_downwards(void)
{
  g_autoptr(GdOcrPix) pix = paper_new();
  for (int i = 0; i < 5; i++)
    draw(pix, 280, 20 + i * (CHARACTER + LEADING), CHARACTER, CHARACTER);
  expect(pix, 5);
}

/* Remains of rulings at the edges are no lines of text; specks are none either. */
static void test_edges_and_specks(void)
{
  g_autoptr(GdOcrPix) pix = paper_new();
  draw(pix, 0, 0, 600, 2);
  draw(pix, 0, 298, 600, 2);
  draw(pix, 300, 200, 1, 1);
  draw_line(pix, 60, 4);
  expect(pix, 1);
}

static void test_nothing(void)
{
  g_autoptr(GdOcrPix) pix = paper_new(), tiny = pixCreate(1, 1, 8);
  g_assert_null(gd_label_lines_find(pix, 300));
  g_assert_null(gd_label_lines_find(tiny, 300));
  g_assert_null(gd_label_lines_find(NULL, 300));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/label-lines/short-second", test_short_second);
  g_test_add_func("/label-lines/flat-characters", test_flat_characters);
  g_test_add_func("/label-lines/downwards", test_downwards);
  g_test_add_func("/label-lines/edges-and-specks", test_edges_and_specks);
  g_test_add_func("/label-lines/nothing", test_nothing);
  return g_test_run();
}
