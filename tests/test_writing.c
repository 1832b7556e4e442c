/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raster/writing on drawn lines of writing: blocks of the size of characters at 150 dpi, along a
 * known pencil.
 */
#include "raster/writing.h"

#include <leptonica/allheaders.h>

#define WIDTH 1240
#define HEIGHT 1754
#define CHARACTER 14
#define LEADING 28

static const GdWritingRange everything = {0, 0.13, 0.12};

/* Lines of characters from y0 to y1, of uneven length, along the pencil. */
static PIX *page_new(const GdPencil *pencil, int y0, int y1)
{
  PIX *pix = pixCreate(WIDTH, HEIGHT, 1);
  for (int y = y0; y < y1; y += LEADING)
    for (int x = 150; x < WIDTH - 150 - (y * 7) % 400; x += CHARACTER + 4) {
      int across = (int)lround(gd_pencil_across(pencil, y, x));
      pixRasterop(pix, x, across, CHARACTER, CHARACTER - (x * 5) % 6, PIX_SET, NULL, 0, 0);
    }
  return pix;
}

static GdPencil pencil_of(double slope, double fan)
{
  return (GdPencil){slope - fan / 2, fan / HEIGHT, WIDTH / 2.0};
}

static void expect(double slope, double fan, double slope_error, double fan_error)
{
  GdPencil drawn = pencil_of(slope, fan), found = {0};
  PIX *pix = page_new(&drawn, 200, 1500);
  g_assert_true(gd_writing_pencil(pix, &everything, &found));
  g_assert_cmpfloat_with_epsilon(gd_pencil_slope(&found, HEIGHT / 2.0), slope, slope_error);
  g_assert_cmpfloat_with_epsilon(found.fan * HEIGHT, fan, fan_error);
  pixDestroy(&pix);
}

/* Slopes to a pixel at the ends of the page. */
static void test_turned(void)
{
  expect(0, 0, 0.001, 0.001);
  expect(0.0052, 0, 0.001, 0.002);
  expect(-0.041, 0, 0.001, 0.003);
  expect(0.087, 0, 0.001, 0.005);
}

static void test_photographed(void)
{
  expect(0.01, 0.04, 0.0015, 0.006);
  expect(-0.02, -0.07, 0.0015, 0.006);
}

/* A few lines at the top say nothing of how the slope changes: none is made up. */
static void test_few_lines(void)
{
  GdPencil drawn = pencil_of(0.012, 0), found = {0};
  PIX *pix = page_new(&drawn, 150, 450);
  g_assert_true(gd_writing_pencil(pix, &everything, &found));
  g_assert_cmpfloat_with_epsilon(gd_pencil_slope(&found, 300), 0.012, 0.001);
  g_assert_cmpfloat_with_epsilon(gd_pencil_slope(&found, HEIGHT), 0.012, 0.004);
  pixDestroy(&pix);
}

/* Neither an empty page nor specks have lines. */
static void test_none(void)
{
  GdPencil found = {0.5, 0.5, 0.5};
  PIX *pix = pixCreate(WIDTH, HEIGHT, 1);
  g_assert_false(gd_writing_pencil(pix, &everything, &found));
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  for (int i = 0; i < 4000; i++)
    pixRasterop(pix, g_rand_int_range(rand, 0, WIDTH), g_rand_int_range(rand, 0, HEIGHT), 4, 4,
                PIX_SET, NULL, 0, 0);
  g_assert_false(gd_writing_pencil(pix, &everything, &found));
  g_assert_cmpfloat(found.slope, ==, 0.5);
  pixDestroy(&pix);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/writing/turned", test_turned);
  g_test_add_func("/writing/photographed", test_photographed);
  g_test_add_func("/writing/few-lines", test_few_lines);
  g_test_add_func("/writing/none", test_none);
  return g_test_run();
}
