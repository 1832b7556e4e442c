/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shines through the paper is cleared, and nothing else (raster/show_through.h). */
#include "raster/show_through.h"

#include "raster/prepared.h"

#include <leptonica/allheaders.h>

/* An A4 page at 300 dpi; levels of its paper and of print. */
#define WIDTH 2480
#define HEIGHT 3508
#define A4_WIDTH 595.0
#define A4_HEIGHT 842.0
#define PAPER 240
#define PRINT 60

/* Characters are frames of that size, in rows. */
#define SIZE 40
#define STROKE 8
#define STEP 100
#define IN_ROW 20

/* The n-th character of the page, of that level. */
static void draw(PIX *pix, guint n, guint level)
{
  const int x = 200 + STEP * (int)(n % IN_ROW), y = 200 + STEP * (int)(n / IN_ROW);
  pixSetInRectArbitrary(pix, &(BOX){.x = x, .y = y, .w = SIZE, .h = SIZE}, level);
  pixSetInRectArbitrary(
      pix, &(BOX){.x = x + STROKE, .y = y + STROKE, .w = SIZE - 2 * STROKE, .h = SIZE - 2 * STROKE},
      PAPER);
}

/* The box of the n-th character on the page. */
static GdBox box_of(guint n)
{
  const guint column = n % IN_ROW, row = n / IN_ROW;
  const double point = 72.0 / 300, x = 200 + STEP * (double)column, y = 200 + STEP * (double)row;
  return gd_box((x - STROKE) * point, (y - STROKE) * point, (x + SIZE + STROKE) * point,
                (y + SIZE + STROKE) * point);
}

static guint level_of(const GdPicture *picture, guint n)
{
  guint level = 0;
  pixGetPixel(picture->pix, 200 + STEP * (int)(n % IN_ROW) + STROKE / 2,
              200 + STEP * (int)(n / IN_ROW) + SIZE / 2, &level);
  return level;
}

static PIX *paper(void)
{
  PIX *pix = pixCreate(WIDTH, HEIGHT, 8);
  pixSetAllArbitrary(pix, PAPER);
  return pix;
}

static GdPicture *prepared(PIX *pix)
{
  GdPicture *picture = gd_picture_new(pix, A4_WIDTH, A4_HEIGHT);
  gd_picture_prepare(picture, FALSE);
  return picture;
}

/* 200 characters of print, and as many pale ones between them. */
static GdPicture *page_with_pale(guint pale, guint level)
{
  PIX *pix = paper();
  for (guint n = 0; n < 400; n++)
    if (n % 2 == 0)
      draw(pix, n, PRINT);
    else if (n < 2 * pale)
      draw(pix, n, level);
  return prepared(pix);
}

static void test_cleared(void)
{
  static const guint levels[] = {180, 195, 205};
  for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
    g_autoptr(GdPicture) picture = page_with_pale(200, levels[i]);
    g_assert_nonnull(picture->cleared);
    g_assert_cmpuint(level_of(picture, 0), ==, PRINT);
    g_assert_cmpuint(level_of(picture, 1), >=, PAPER - 2);
    g_assert_true(gd_picture_is_cleared(picture, box_of(1)));
    g_assert_false(gd_picture_is_cleared(picture, box_of(0)));
    g_assert_false(gd_picture_is_cleared(picture, gd_box(-90, -90, -10, -10)));
  }
}

/* The page turned: what was cleared turns with it. */
static void test_turned(void)
{
  g_autoptr(GdPicture) picture = page_with_pale(200, 195);
  double width = A4_WIDTH, height = A4_HEIGHT;
  g_autoptr(GdPicture) turned = gd_picture_turned(picture, 2, &width, &height);
  const GdBox b = box_of(1), c = box_of(0);
  g_assert_true(gd_picture_is_cleared(
      turned, gd_box(A4_WIDTH - b.x1, A4_HEIGHT - b.y1, A4_WIDTH - b.x0, A4_HEIGHT - b.y0)));
  g_assert_false(gd_picture_is_cleared(
      turned, gd_box(A4_WIDTH - c.x1, A4_HEIGHT - c.y1, A4_WIDTH - c.x0, A4_HEIGHT - c.y0)));
}

static void test_kept(void)
{
  /* a few pale characters are somebody's pencil, or a stamp */
  g_autoptr(GdPicture) few = page_with_pale(20, 195);
  g_assert_null(few->cleared);
  g_assert_cmpuint(level_of(few, 1), ==, 195);
  /* half as dark as print is print */
  g_autoptr(GdPicture) dark = page_with_pale(200, 130);
  g_assert_null(dark->cleared);
  g_assert_cmpuint(level_of(dark, 1), ==, 130);
}

/* Print that fades away has all levels, and no gap between them. */
static void test_faded(void)
{
  PIX *pix = paper();
  for (guint n = 0; n < 400; n++)
    draw(pix, n, PRINT + n * (PAPER - 15 - PRINT) / 400);
  g_autoptr(GdPicture) picture = prepared(pix);
  g_assert_null(picture->cleared);
  g_assert_cmpuint(level_of(picture, 380), <, PAPER - 15);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/show-through/cleared", test_cleared);
  g_test_add_func("/show-through/turned", test_turned);
  g_test_add_func("/show-through/kept", test_kept);
  g_test_add_func("/show-through/faded", test_faded);
  return g_test_run();
}
