/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What else than rulings and print is on scanned pages: seals, dirt on the glass, strokes of
 * characters that stand in line; and rulings that are dashed or broken. Pages are drawn
 * with rectangles and rings, 200 dpi.
 */
#include "raster/glass_dirt.h"
#include "raster/grey_seals.h"
#include "raster/prepared.h"
#include "raster/scan.h"

#include <leptonica/allheaders.h>
#include <math.h>

#define WIDTH 1654 /* A4 */
#define HEIGHT 2339
#define DPI 200.0
#define PAPER 240
#define PRINT 40
#define SEAL 140

/* The table: pixels. */
#define LEFT 200
#define TOP 420
#define COLUMN 156
#define ROW 50
#define COLUMNS 8
#define ROWS 20

static void fill(PIX *pix, int x, int y, int width, int height, int level)
{
  for (int k = MAX(0, y); k < MIN(HEIGHT, y + height); k++)
    for (int i = MAX(0, x); i < MIN(WIDTH, x + width); i++)
      SET_DATA_BYTE(pixGetData(pix) + (gsize)k * (gsize)pixGetWpl(pix), i, level);
}

static PIX *sheet(void)
{
  PIX *pix = pixCreate(WIDTH, HEIGHT, 8);
  fill(pix, 0, 0, WIDTH, HEIGHT, PAPER);
  return pix;
}

/* How lines are drawn: of each `period` pixels the first `ink` ones, from another place on each. */
typedef struct {
  int period, ink;
} Pattern;

static void draw_line(PIX *pix, gboolean down, int at, int from, int to, Pattern pattern)
{
  int start = from - at * 7 % pattern.period;
  for (; start < to; start += pattern.period) {
    const int a = MAX(from, start), b = MIN(to, start + pattern.ink);
    if (b > a)
      fill(pix, down ? at : a, down ? a : at, down ? 3 : b - a, down ? b - a : 3, PRINT);
  }
}

static const Pattern solid = {10, 10};

static void draw_table(PIX *pix, Pattern frame, Pattern pattern)
{
  const int right = LEFT + COLUMNS * COLUMN, bottom = TOP + ROWS * ROW;
  for (int i = 0; i <= COLUMNS; i++)
    draw_line(pix, TRUE, LEFT + i * COLUMN, TOP, bottom + 3,
              i == 0 || i == COLUMNS ? frame : pattern);
  for (int k = 0; k <= ROWS; k++)
    draw_line(pix, FALSE, TOP + k * ROW, LEFT, right + 3, k == 0 || k == ROWS ? frame : pattern);
}

/* A number and a unit whose upright stroke stands at the same place in each cell of a column. */
static void draw_units(PIX *pix)
{
  for (int i = 0; i < COLUMNS; i++)
    for (int k = 0; k < ROWS; k++) {
      const int x = LEFT + i * COLUMN + 12, y = TOP + k * ROW + 9;
      fill(pix, x, y + 4, 14, 4, PRINT); /* a 7 */
      fill(pix, x + 10, y + 4, 4, 26, PRINT);
      fill(pix, x + 24, y, 3, 34, PRINT); /* 亻, a bar, and the stroke */
      fill(pix, x + 32, y + 8, 22, 3, PRINT);
      fill(pix, x + 30, y + 20, 26, 3, PRINT);
      fill(pix, x + 42, y, 4, 34, PRINT);
    }
}

static GArray *rulings_of(PIX *pix)
{
  g_autoptr(GdPicture) picture = gd_picture_new(pix, WIDTH * 72 / DPI, HEIGHT * 72 / DPI);
  g_autoptr(GdScan) scan = gd_scan_find(picture);
  g_assert_nonnull(scan->rulings);
  return g_array_ref(scan->rulings);
}

/* Number of lines of a direction, and points of the longest piece of that nearest to at. */
static guint count_lines(const GArray *rulings, GdDirection direction, double at, double *longest)
{
  guint lines = 0;
  double last = -100;
  *longest = 0;
  for (guint i = 0; i < rulings->len; i++) { /* by direction and place */
    const GdRuling *r = &g_array_index(rulings, GdRuling, i);
    if (r->direction != direction)
      continue;
    lines += r->at - last > 3;
    last = r->at;
    if (fabs(r->at - at) < 3)
      *longest = fmax(*longest, r->to - r->from);
  }
  return lines;
}

static void assert_table(const GArray *rulings)
{
  double longest;
  const double inner = (LEFT + 3 * COLUMN + 1.5) * 72 / DPI;
  g_assert_cmpuint(count_lines(rulings, GD_HORIZONTAL, 0, &longest), ==, ROWS + 1);
  g_assert_cmpuint(count_lines(rulings, GD_VERTICAL, inner, &longest), ==, COLUMNS + 1);
  g_assert_cmpfloat(longest, >, 0.95 * ROWS * ROW * 72 / DPI);
}

/* Worn rulings; of the strokes a third of a line is more than of dashes. */
static void test_strokes(void)
{
  PIX *pix = sheet();
  draw_table(pix, (Pattern){60, 48}, (Pattern){60, 48});
  draw_units(pix);
  g_autoptr(GArray) rulings = rulings_of(pix);
  assert_table(rulings);
}

static void test_dashed(void)
{
  PIX *pix = sheet();
  draw_table(pix, solid, (Pattern){14, 8});
  g_autoptr(GArray) rulings = rulings_of(pix);
  assert_table(rulings);
}

static void test_dirt(void)
{
  PIX *pix = sheet();
  draw_table(pix, solid, solid);
  draw_units(pix);
  fill(pix, LEFT + 2 * COLUMN + 100, 0, 2, HEIGHT, 150);
  g_autoptr(GArray) rulings = rulings_of(pix);
  assert_table(rulings);
}

/* Rulings do not reach the edges, nor does writing fill them. */
static void test_no_dirt(void)
{
  PIX *valleys = pixCreate(WIDTH, HEIGHT, 1);
  g_assert_null(gd_glass_dirt_find(valleys));
  pixRasterop(valleys, 150, 500, WIDTH - 300, 2, PIX_SET, NULL, 0, 0);
  for (int x = 0; x < WIDTH; x += 20)
    pixRasterop(valleys, x, 700, 8, 3, PIX_SET, NULL, 0, 0);
  g_assert_null(gd_glass_dirt_find(valleys));
  pixRasterop(valleys, 0, 900, WIDTH, 2, PIX_SET, NULL, 0, 0);
  PIX *dirt = gd_glass_dirt_find(valleys);
  g_assert_nonnull(dirt);
  l_uint32 at[3];
  pixGetPixel(dirt, 800, 901, &at[0]);
  pixGetPixel(dirt, 800, 500, &at[1]);
  pixGetPixel(dirt, 800, 701, &at[2]);
  g_assert_cmpuint(at[0], ==, 1);
  g_assert_cmpuint(at[1] + at[2], ==, 0);
  pixDestroy(&dirt);
  pixDestroy(&valleys);
}

/* Multiplies what is there, as ink on ink. */
static void stamp(PIX *pix, int x, int y)
{
  l_uint32 *line = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
  SET_DATA_BYTE(line, x, GET_DATA_BYTE(line, x) * SEAL / PAPER);
}

/* A ring, a star (here a disc), and the strokes of a character. */
static void draw_seal(PIX *pix, int x0, int y0, int radius)
{
  for (int y = -radius - 5; y <= radius + 5; y++)
    for (int x = -radius - 5; x <= radius + 5; x++) {
      const double r = hypot(x, y);
      const gboolean character = abs(x) < 24 && y > -120 && y < -80 && (y + 120) % 14 < 6;
      if (fabs(r - radius) < 4 || r < 30 || character)
        stamp(pix, x0 + x, y0 + y);
    }
}

static int level_at(const GdPicture *picture, int x, int y)
{
  return GET_DATA_BYTE(pixGetData(picture->pix) + (gsize)y * (gsize)pixGetWpl(picture->pix), x);
}

static void test_seal(void)
{
  PIX *pix = sheet();
  const int x = LEFT + 4 * COLUMN + 20, y = TOP + 8 * ROW + 12, radius = 160;
  draw_table(pix, solid, solid);
  draw_units(pix);
  draw_seal(pix, x, y, radius);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, WIDTH * 72 / DPI, HEIGHT * 72 / DPI);
  gd_picture_prepare(picture, FALSE);
  g_assert_nonnull(picture->seals);
  g_assert_cmpuint(picture->seals->len, ==, 1);
  const GdSeal *seal = &g_array_index(picture->seals, GdSeal, 0);
  g_assert_cmpfloat_with_epsilon(seal->x, x, 4);
  g_assert_cmpfloat_with_epsilon(seal->y, y, 4);
  g_assert_cmpfloat_with_epsilon(seal->radius, radius, 5);
  g_assert_cmpint(level_at(picture, x + 40 + 113, y - 113 + 40), >, PAPER - 30);
  g_assert_cmpint(level_at(picture, x + 12, y + 22), >, PAPER - 30);   /* the star */
  g_assert_cmpint(level_at(picture, LEFT + 4 * COLUMN + 1, y), <, 80); /* a ruling under it */
  const double points = 72 / DPI;
  g_assert_true(gd_picture_is_sealed(
      picture, gd_box((x + 100) * points, y * points, (x + 140) * points, (y + 30) * points)));
  g_assert_false(gd_picture_is_sealed(
      picture, gd_box((x + 180) * points, y * points, (x + 240) * points, (y + 30) * points)));
}

/* Tables and shading are no seals, nor is a ring as dark as print. */
static void test_no_seal(void)
{
  PIX *pix = sheet();
  fill(pix, LEFT, TOP, COLUMNS * COLUMN, 2 * ROW, 205);
  draw_table(pix, solid, solid);
  draw_units(pix);
  for (int d = 0; d < 2000; d++)
    fill(pix, 800 + (int)(150 * cos(d * G_PI / 1000)), 1800 + (int)(150 * sin(d * G_PI / 1000)), 5,
         5, PRINT);
  g_autoptr(GdPicture) picture = gd_picture_new(pix, WIDTH * 72 / DPI, HEIGHT * 72 / DPI);
  gd_picture_prepare(picture, FALSE);
  g_assert_null(picture->seals);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scan-marks/strokes", test_strokes);
  g_test_add_func("/scan-marks/dashed", test_dashed);
  g_test_add_func("/scan-marks/dirt", test_dirt);
  g_test_add_func("/scan-marks/no-dirt", test_no_dirt);
  g_test_add_func("/scan-marks/seal", test_seal);
  g_test_add_func("/scan-marks/no-seal", test_no_seal);
  return g_test_run();
}
