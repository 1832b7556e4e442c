/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raster/prose_lines and raster/sheet_edges on drawn blocks that stand for text: 150 dpi, so that a
 * character of 10 points has 20 pixels.
 */
#include "raster/prepared.h"
#include "raster/prose_lines.h"
#include "raster/red_lines.h"

#include <leptonica/allheaders.h>

#define WIDTH 1240
#define HEIGHT 1754
#define CHARACTER 20
#define GAP 4

/* Points of a pixel. */
#define POINTS 0.48

static PIX *sheet_new(void)
{
  PIX *pix = pixCreate(WIDTH, HEIGHT, 8);
  pixSetAll(pix);
  return pix;
}

static void fill(PIX *pix, int x, int y, int width, int height, int level)
{
  BOX *box = boxCreate(x, y, width, height);
  pixSetInRectArbitrary(pix, box, (l_uint32)level);
  boxDestroy(&box);
}

/* n characters of that size. */
static void draw(PIX *pix, int x, int y, int n, int size)
{
  for (int i = 0; i < n; i++)
    fill(pix, x + i * (size + GAP), y, size, size, 0);
}

/* The pieces of lines; pix is used up. */
static GArray *find(PIX *pix, const GArray *taken)
{
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(GdBox));
  g_autoptr(GdPage) page = gd_page_new(1, WIDTH * POINTS, HEIGHT * POINTS);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, page->width, page->height);
  return gd_prose_lines_find(picture, page, taken != NULL ? taken : none);
}

static void assert_piece(const GArray *pieces, guint i, double x0, double y0, double x1, double y1)
{
  const double rim = 2 * CHARACTER * POINTS;
  GdBox box = g_array_index(pieces, GdBox, i);
  g_assert_cmpfloat_with_epsilon(box.x0, x0 * POINTS, rim);
  g_assert_cmpfloat_with_epsilon(box.x1, x1 * POINTS, rim);
  g_assert_cmpfloat(box.y0, <=, y0 * POINTS);
  g_assert_cmpfloat(box.y1, >=, y1 * POINTS);
  g_assert_cmpfloat(box.y1 - box.y0, <, (y1 - y0) * POINTS + rim);
}

/* A head: number left and signer right on one line, a rule, a title in large print, prose. */
static void test_head(void)
{
  PIX *pix = sheet_new();
  draw(pix, 150, 200, 6, CHARACTER);
  draw(pix, 900, 200, 5, CHARACTER);
  fill(pix, 150, 240, 940, 3, 0);
  draw(pix, 300, 300, 12, 2 * CHARACTER);
  for (int i = 0; i < 6; i++)
    draw(pix, 150, 400 + i * 36, 38, CHARACTER);
  g_autoptr(GArray) pieces = find(pix, NULL);
  g_assert_cmpuint(pieces->len, ==, 9);
  assert_piece(pieces, 0, 150, 200, 150 + 6 * 24 - GAP, 220);
  assert_piece(pieces, 1, 900, 200, 900 + 5 * 24 - GAP, 220);
  assert_piece(pieces, 2, 300, 300, 300 + 12 * 44 - GAP, 340);
  assert_piece(pieces, 8, 150, 400 + 5 * 36, 150 + 38 * 24 - GAP, 420 + 5 * 36);
}

/* Nothing is looked for beside a table. */
static void test_taken(void)
{
  PIX *pix = sheet_new();
  for (int i = 0; i < 10; i++)
    draw(pix, 150, 200 + i * 40, 38, CHARACTER);
  g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(GdBox));
  GdBox table = gd_box(300 * POINTS, 275 * POINTS, 600 * POINTS, 385 * POINTS);
  g_array_append_val(taken, table);
  g_autoptr(GArray) pieces = find(pix, taken);
  g_assert_cmpuint(pieces->len, ==, 7);
}

/* A grainy desk around a sheet that lies a little askew. */
static void test_desk(void)
{
  PIX *pix = sheet_new();
  for (int y = 0; y < HEIGHT; y++) {
    const int left = 60 + y / 80, right = WIDTH - 90 + y / 80;
    for (int x = 0; x < WIDTH; x++)
      if (x < left || x >= right)
        pixSetPixel(pix, x, y, (l_uint32)(60 + (x * 7919 + y * 104729) % 83));
  }
  for (int i = 0; i < 20; i++)
    draw(pix, 200, 200 + i * 40, 34, CHARACTER);
  g_autoptr(GArray) pieces = find(pix, NULL);
  g_assert_cmpuint(pieces->len, ==, 20);
}

/* Strokes of a seal across three lines do not make them one. */
static void test_joined(void)
{
  PIX *pix = sheet_new();
  for (int i = 0; i < 3; i++)
    draw(pix, 300, 400 + i * 36, 25, CHARACTER);
  fill(pix, 500, 390, 4, 120, 0);
  fill(pix, 760, 390, 4, 120, 0);
  g_autoptr(GArray) pieces = find(pix, NULL);
  g_assert_cmpuint(pieces->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    assert_piece(pieces, i, 300, 400 + i * 36, 300 + 25 * 24 - GAP, 420 + i * 36);
}

/* A head in red is found in green light only; a red square, as a seal is, never. */
static void test_red(void)
{
  PIX *pix = pixCreate(WIDTH, HEIGHT, 32);
  pixSetAll(pix);
  for (int i = 0; i < 8; i++) {
    BOX *box = boxCreate(300 + i * 64, 200, 56, 56);
    pixSetInRectArbitrary(pix, box, 0xD0202000);
    boxDestroy(&box);
  }
  BOX *seal = boxCreate(900, 400, 150, 150);
  pixSetInRectArbitrary(pix, seal, 0xD0202000);
  boxDestroy(&seal);
  g_autoptr(GdPage) page = gd_page_new(1, WIDTH * POINTS, HEIGHT * POINTS);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, page->width, page->height);
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (int prepared = 0; prepared < 2; prepared++) {
    if (prepared)
      gd_picture_prepare(picture, TRUE);
    g_assert_cmpint(pixGetDepth(picture->pix), ==, prepared ? 8 : 32);
    g_autoptr(GArray) black = gd_prose_lines_find(picture, page, none);
    g_assert_cmpuint(black->len, ==, 0);
    g_autoptr(GdPicture) green = gd_picture_in_green(picture);
    g_assert_nonnull(green);
    g_autoptr(GArray) red = gd_red_lines_find(picture, green, page, none);
    g_assert_cmpuint(red->len, ==, 1);
    assert_piece(red, 0, 300, 200, 300 + 8 * 64 - 8, 256);
  }
}

/* A page of grain is no writing, and no time is spent on it. */
static void test_grain(void)
{
  PIX *pix = sheet_new();
  for (int y = 0; y < HEIGHT; y += 2)
    for (int x = 0; x < WIDTH; x += 2)
      if ((x * 7919 + y * 104729) % 7 == 0)
        fill(pix, x, y, 2, 2, 0);
  g_autoptr(GArray) pieces = find(pix, NULL);
  g_assert_cmpuint(pieces->len, <=, 400);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/prose-lines/head", test_head);
  g_test_add_func("/prose-lines/taken", test_taken);
  g_test_add_func("/prose-lines/desk", test_desk);
  g_test_add_func("/prose-lines/joined", test_joined);
  g_test_add_func("/prose-lines/red", test_red);
  g_test_add_func("/prose-lines/grain", test_grain);
  return g_test_run();
}
