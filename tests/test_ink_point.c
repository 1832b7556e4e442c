/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point that readers did not see, and what is none (ocr/ink_point.h). */
#include "ocr/ink_point.h"

#define WIDTH 200
#define HEIGHT 60

typedef struct {
  int x, y, w, h;
} Bar;

/* A cell with bars for digits, on paper. Caller owns. */
static GdCellInk *draw(const Bar *bars, guint n)
{
  PIX *cell = pixCreate(WIDTH, HEIGHT, 8);
  pixSetAllArbitrary(cell, 240);
  for (guint i = 0; i < n; i++) {
    BOX *box = boxCreate(bars[i].x, bars[i].y, bars[i].w, bars[i].h);
    pixSetInRectArbitrary(cell, box, 20);
    boxDestroy(&box);
  }
  GdCellInk *ink = gd_cell_ink_new(cell, 300, 0);
  pixDestroy(&cell);
  return ink;
}

/* Four digits 26 high, feet at 43; what stands between the second and the third. */
static const Bar two_and_two[] = {{20, 17, 8, 26},  {50, 17, 8, 26}, {110, 17, 8, 26},
                                  {140, 17, 8, 26}, {0, 0, 0, 0},    {0, 0, 0, 0}};

static void check(const Bar *more, guint n, const char *text, const char *pointed)
{
  Bar bars[6];
  memcpy(bars, two_and_two, sizeof bars);
  for (guint i = 0; i < n; i++)
    bars[4 + i] = more[i];
  GdCellInk *ink = draw(bars, 4 + n);
  g_autofree char *seen = gd_ink_with_point(ink, text);
  g_assert_cmpstr(seen, ==, pointed);
  gd_cell_ink_free(ink);
}

static void test_point(void)
{
  static const Bar point = {80, 39, 4, 4};
  check(&point, 1, "7035", "70.35");
  check(&point, 1, "7035万", "70.35万");
  check(&point, 1, "703", NULL); /* as many digits as the ink has */
  check(&point, 1, "70.35", NULL);
  check(&point, 1, "70,35", NULL);
  check(&point, 1, "-", NULL);
}

static void test_none(void)
{
  static const Bar high = {80, 20, 4, 4}, large = {76, 27, 14, 16}, below = {20, 52, 4, 4};
  static const Bar two[] = {{80, 39, 4, 4}, {34, 39, 4, 4}}, before = {6, 39, 4, 4};
  check(NULL, 0, "7035", NULL);
  check(&high, 1, "7035", NULL);
  check(&large, 1, "7035", NULL);
  check(&below, 1, "7035", NULL);
  check(&before, 1, "7035", NULL);
  check(two, 2, "7035", NULL);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ink-point/point", test_point);
  g_test_add_func("/ink-point/none", test_none);
  return g_test_run();
}
