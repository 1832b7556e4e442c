/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ocr/ink_runs against Leptonica's opening and closing, on random pictures. */
#include "ocr/ink_runs.h"

#define PICTURES 40

static PIX *picture_new(GRand *rand, int width, int height)
{
  PIX *pix = pixCreate(width, height, 1);
  for (int i = 0; i < width * height / 12; i++) {
    const int x = g_rand_int_range(rand, -5, width), y = g_rand_int_range(rand, -5, height);
    const gboolean along = g_rand_boolean(rand);
    const int length = g_rand_int_range(rand, 1, 2 + (along ? width : height) / 2);
    pixRasterop(pix, x, y, along ? length : 1, along ? 1 : length, PIX_SET, NULL, 0, 0);
  }
  return pix;
}

static void expect_same(PIX *pix, PIX *as)
{
  l_int32 same = 0;
  g_assert_nonnull(pix);
  pixEqual(pix, as, &same);
  g_assert_true(same);
  pixDestroy(&pix);
  pixDestroy(&as);
}

static void test_same_as_bricks(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  for (int i = 0; i < PICTURES; i++) {
    const int width = g_rand_int_range(rand, 6, 140), height = g_rand_int_range(rand, 6, 70);
    PIX *pix = picture_new(rand, width, height);
    for (int n = 2; n < 60; n += 1 + n / 3) {
      expect_same(gd_runs_keep(pix, n, TRUE), pixOpenBrick(NULL, pix, n, 1));
      expect_same(gd_runs_keep(pix, n, FALSE), pixOpenBrick(NULL, pix, 1, n));
      expect_same(gd_runs_bridge(pix, n), pixCloseSafeBrick(NULL, pix, 1, n));
    }
    pixDestroy(&pix);
  }
}

/* What is longer than the picture is in no run; a gap at the edge is none. */
static void test_edges(void)
{
  PIX *pix = pixCreate(20, 10, 1);
  pixRasterop(pix, 0, 3, 20, 1, PIX_SET, NULL, 0, 0);
  l_int32 n = 0;
  g_autoptr(GdOcrPix) whole = gd_runs_keep(pix, 20, TRUE);
  g_autoptr(GdOcrPix) none = gd_runs_keep(pix, 21, TRUE);
  g_autoptr(GdOcrPix) bridged = gd_runs_bridge(pix, 9);
  pixCountPixels(whole, &n, NULL);
  g_assert_cmpint(n, ==, 20);
  pixCountPixels(none, &n, NULL);
  g_assert_cmpint(n, ==, 0);
  pixCountPixels(bridged, &n, NULL);
  g_assert_cmpint(n, ==, 20);
  pixDestroy(&pix);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ink-runs/same-as-bricks", test_same_as_bricks);
  g_test_add_func("/ink-runs/edges", test_edges);
  return g_test_run();
}
