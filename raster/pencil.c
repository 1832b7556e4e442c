/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fitting:
 *  1. Every pair of slope and fan on a coarse lattice is scored by the weight of the
 *     strokes that agree with it; the best one is kept. Strokes of characters agree
 *     with none in particular.
 *  2. From there, least squares with weights that fall off with the residual
 *     (a redescending M-estimator), in a window that narrows.
 *
 * Straightening: along a line, the row changes by one pixel in 1 / slope; within the 8
 * pixels of a byte it moves by less than one pixel for any slope up to 7 degrees.
 * So a row is put together of bytes from the rows that the line crosses:
 *
 *     ░░░░░░░░▓▓▓▓▓▓▓▓           bytes of row y
 *             ░░░░░░░░▓▓▓▓▓▓▓▓   bytes of row y + 1
 */
#include "raster/pencil.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

/* Slopes that are searched: sheets are fed askew by up to 5 degrees (0.087), and
 * photographs add some. */
#define STEEPEST 0.13
#define SLOPE_STEPS 32

/* Change of slope over the height of the picture that is searched. A phone held 15
 * degrees off at arm's length gives 0.08. */
#define WIDEST_FAN 0.12
#define FAN_STEPS 10

/* Difference of slope up to which a stroke agrees: one of 75 pixels whose ends are
 * known to half a pixel. */
#define AGREES 0.008
#define AGREES_AT_LAST 0.003

/* Part of the score that the widest fan costs: a few strokes of text agree with some fan. */
#define AGAINST_FAN 0.2

#define ROUNDS 6

/* Strength of the belief that there is no fan, as a share of the variance of positions
 * over the whole height; and weight, in pixels, of the belief in the prior slope. */
#define NO_FAN 0.01
#define PRIOR_WEIGHT 60.0

/* Strokes that are looked at: of more, the heaviest. */
#define CAP_STROKES 400

static int by_weight(gconstpointer a, gconstpointer b)
{
  double p = ((const GdStroke *)a)->weight, q = ((const GdStroke *)b)->weight;
  return (p < q) - (p > q);
}

/* The heaviest strokes, positions as at the middle. Caller owns. */
static GArray *heaviest(const GArray *strokes)
{
  GArray *kept = g_array_new(FALSE, FALSE, sizeof(GdStroke));
  g_array_append_vals(kept, strokes->data, strokes->len);
  g_array_sort(kept, by_weight);
  g_array_set_size(kept, MIN(kept->len, CAP_STROKES));
  return kept;
}

static double score(const GArray *strokes, double slope, double fan)
{
  double sum = 0;
  for (guint i = 0; i < strokes->len; i++) {
    const GdStroke *s = &g_array_index(strokes, GdStroke, i);
    double r = (s->slope - slope - fan * s->position) / AGREES;
    if (r > -1 && r < 1)
      sum += s->weight * (1 - r * r);
  }
  return sum;
}

/* One step of least squares around pencil, strokes further off than window left out. */
static void fit_once(GdPencil *pencil, const GArray *strokes, double window, double height,
                     double prior)
{
  double w = PRIOR_WEIGHT, wx = PRIOR_WEIGHT * height / 2, wy = PRIOR_WEIGHT * prior;
  double wxx = wx * height / 2, wxy = wx * prior;
  for (guint i = 0; i < strokes->len; i++) {
    const GdStroke *s = &g_array_index(strokes, GdStroke, i);
    double r = (s->slope - gd_pencil_slope(pencil, s->position)) / window;
    if (r <= -1 || r >= 1)
      continue;
    double g = s->weight * (1 - r * r) * (1 - r * r);
    w += g;
    wx += g * s->position;
    wy += g * s->slope;
    wxx += g * s->position * s->position;
    wxy += g * s->position * s->slope;
  }
  double mx = wx / w, my = wy / w;
  pencil->fan = (wxy / w - mx * my) / (wxx / w - mx * mx + NO_FAN * height * height);
  pencil->slope = my - pencil->fan * mx;
}

GdPencil gd_pencil_fit(const GArray *all, double middle, double height, double prior)
{
  g_autoptr(GArray) strokes = heaviest(all);
  GdPencil pencil = {prior, 0, middle};
  double most = PRIOR_WEIGHT;
  for (int f = -FAN_STEPS; f <= FAN_STEPS; f++)
    for (int c = -SLOPE_STEPS; c <= SLOPE_STEPS; c++) {
      double fan = f * WIDEST_FAN / FAN_STEPS;
      double slope = c * STEEPEST / SLOPE_STEPS - fan / 2; /* that is at half the height */
      double s = score(strokes, slope, fan / height) * (1 - AGAINST_FAN * abs(f) / FAN_STEPS);
      if (s > most) {
        most = s;
        pencil.slope = slope;
        pencil.fan = fan / height;
      }
    }
  prior = gd_pencil_slope(&pencil, height / 2);
  for (int i = 0; i < ROUNDS; i++) {
    double window = AGREES + (AGREES_AT_LAST - AGREES) * i / (ROUNDS - 1);
    fit_once(&pencil, strokes, window, height, prior);
  }
  return pencil;
}

double gd_pencil_agreement(const GdPencil *pencil, const GArray *all)
{
  return score(all, pencil->slope, pencil->fan);
}

GdPencil gd_pencil_refine(const GdPencil *pencil, const GArray *all, double height)
{
  g_autoptr(GArray) strokes = heaviest(all);
  GdPencil better = *pencil;
  double prior = gd_pencil_slope(pencil, height / 2);
  for (int i = 0; i < ROUNDS; i++)
    fit_once(&better, strokes, AGREES, height, prior);
  return better;
}

PIX *gd_pencil_straighten(const GdPencil *pencil, PIX *pix, int *first)
{
  int width = pixGetWidth(pix), height = pixGetHeight(pix);
  double ends = fmax(fabs(pencil->slope), fabs(gd_pencil_slope(pencil, height)));
  int reach = (int)ceil(ends * width / 2) + 1;
  *first = -reach;
  PIX *straight = pixCreate(width, height + 2 * reach, 1);
  if (straight == NULL)
    return NULL;
  const l_uint32 *from = pixGetData(pix);
  l_uint32 *to = pixGetData(straight);
  int from_words = pixGetWpl(pix), to_words = pixGetWpl(straight), bytes = (width + 7) / 8;
  for (int row = 0; row < height + 2 * reach; row++) {
    double slope = gd_pencil_slope(pencil, row + *first);
    double y = row + *first + 0.5 + slope * (4 - pencil->middle);
    l_uint32 *line = to + (gsize)row * (gsize)to_words;
    for (int b = 0; b < bytes; b++) {
      int source = (int)floor(y + 8 * slope * b);
      if (source < 0 || source >= height)
        continue;
      const l_uint32 *words = from + (gsize)source * (gsize)from_words;
      SET_DATA_BYTE(line, b, GET_DATA_BYTE(words, b));
    }
  }
  return straight;
}

GdPoint gd_pencil_crossing(const GdPencil *rows, double row, const GdPencil *columns, double column)
{
  double a = gd_pencil_slope(rows, row), c = gd_pencil_slope(columns, column);
  double y0 = row - a * rows->middle, x0 = column - c * columns->middle;
  double y = (a * x0 + y0) / (1 - a * c);
  return (GdPoint){c * y + x0, y};
}

/* The lines of rows meet where 1 + fan (x - middle) = 0, those of columns alike. The line
 * through both points is sent to infinity by the third row of the map; the first
 * two keep each pencil's own numerator, which vanishes at its point. */
GdHomography gd_pencil_rectify(const GdPencil *rows, const GdPencil *columns, GdPoint middle)
{
  /* About the middles of both pencils, u = x - rows->middle and v = y - columns->middle:
   * rows: v + v0 = p + (slope + fan p) u; columns: u + u0 = q + (slope + fan q) v. */
  double v0 = columns->middle, u0 = rows->middle;
  double a = rows->slope, b = rows->fan, c = columns->slope, d = columns->fan;
  /* Meeting points, homogeneous (u, v, w). */
  double rp[3] = {-1, -a - v0 * b, b}, cp[3] = {-c - u0 * d, -1, d};
  double line[3] = {rp[1] * cp[2] - rp[2] * cp[1], rp[2] * cp[0] - rp[0] * cp[2],
                    rp[0] * cp[1] - rp[1] * cp[0]};
  for (int i = 0; i < 3; i++)
    line[i] /= line[2] != 0 ? line[2] : 1;
  line[2] = 1;
  /* Numerators that vanish at the meeting points and at the origin of u and v. */
  double ry = v0 * b + a, rx = u0 * d + c; /* slopes of the lines through the origin */
  double sx = 1 / sqrt(1 + rx * rx), sy = 1 / sqrt(1 + ry * ry);
  GdHomography map = {{sx, -sx * rx, 0, -sy * ry, sy, 0, line[0], line[1], 1}};
  GdHomography to_origin = gd_homography_scale(1, 1, -u0, -v0);
  GdHomography back = gd_homography_scale(1, 1, u0, v0);
  map = gd_homography_then(&to_origin, &map);
  map = gd_homography_then(&map, &back);
  GdPoint moved = gd_homography_apply(&map, middle);
  GdHomography shift = gd_homography_scale(1, 1, middle.x - moved.x, middle.y - moved.y);
  return gd_homography_then(&map, &shift);
}
