/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. The ink is counted row by row in narrow strips.
 *
 *        │▒▒│▒▒│  │▒▒│       under a pencil each strip is shifted (and stretched) by
 *        │  │  │▒▒│  │       itself; the profile is the sum of all strips
 *
 *  2. Every pencil of a coarse lattice is judged by the squares of the steps of its profile.
 *  3. The best one is bettered in ever smaller steps.
 */
#include "raster/writing.h"

#include <leptonica/allheaders.h>
#include <string.h>

/* Pixels: width of the strips. A line askew by 6 degrees climbs less than a stroke in it. */
#define STRIP 16

/* Strips that are added at once. */
#define ABREAST 4

/* Lattice: difference of slopes, and of changes of slope over the height. A line as long as the
 * page is off by a few pixels at its ends. */
#define SLOPE_STEP 0.004
#define FAN_STEP 0.02

/* Smaller steps that the best is bettered by, each half of the one before: at last a fifth of a
 * pixel at the ends of the page. */
#define HALVINGS 4

/* Times that a pencil with a fan must be sharper than the best without: on flat sheets 1.03 is
 * exceeded by tiny fans only, photographed ones have 1.04 and more. */
#define FAN_GAIN 1.03

/* Times that the best must be sharper than the pencil in the middle of the order: pictures
 * without lines of writing have 1.5 at most, pages with a few lines 3. */
#define CLEAR 2.0

typedef struct {
  guint n;      /* strips */
  int rows;     /* of the picture */
  guint16 *ink; /* pixels of ink; strip by strip. Owned */
  double middle;
  int *profile; /* of rows; to work in. Owned */
} Strips;

/* Step 1. */
static void count_ink(PIX *ink, Strips *strips)
{
  const int wpl = pixGetWpl(ink), per_word = 32 / STRIP;
  const l_uint32 *data = pixGetData(ink);
  strips->rows = pixGetHeight(ink);
  strips->middle = pixGetWidth(ink) / 2.0;
  strips->n = (guint)(pixGetWidth(ink) / STRIP);
  strips->ink = g_new0(guint16, (gsize)strips->n * (gsize)strips->rows + 1);
  strips->profile = g_new(int, (gsize)strips->rows + 1);
  for (guint s = 0; s < strips->n; s++)
    for (int y = 0; y < strips->rows; y++) {
      l_uint32 word = data[(gsize)y * (gsize)wpl + s / (guint)per_word];
      l_uint32 part = (s % (guint)per_word == 0 ? word >> STRIP : word) & ((1U << STRIP) - 1);
      strips->ink[(gsize)s * (gsize)strips->rows + (gsize)y] = (guint16)__builtin_popcount(part);
    }
}

static void strips_clear(Strips *strips)
{
  g_free(strips->ink);
  g_free(strips->profile);
}

/* A strip under a pencil: along the line of position p, y = p + (slope + fan p) (x - middle), which
 * is linear in p. */
typedef struct {
  const guint16 *ink; /* lent */
  double y, climb;    /* at the next position; from one to the next */
} Walk;

static Walk walk_of(const Strips *strips, guint strip, const GdPencil *pencil, int step)
{
  double along = (strip + 0.5) * STRIP - strips->middle;
  return (Walk){strips->ink + (gsize)strip * (gsize)strips->rows, pencil->slope * along + 0.5,
                (1 + pencil->fan * along) * step};
}

/* Ink at the next position. */
static inline int take(Walk *walk, int rows)
{
  const double y = walk->y;
  walk->y += walk->climb;
  return y >= 0 && y < rows ? walk->ink[(int)y] : 0;
}

/* Adds ABREAST strips from `strip` on, or those that are left; every `step`-th position is looked
 * at. Each sum has to wait for the one before it of its own strip only, so that four go as fast as
 * one. */
static void add_strips(const Strips *strips, guint strip, const GdPencil *pencil, int step)
{
  Walk walks[ABREAST];
  int *profile = strips->profile;
  for (guint k = 0; k < ABREAST; k++)
    walks[k] =
        strip + k < strips->n ? walk_of(strips, strip + k, pencil, step) : (Walk){NULL, -1, 0};
  for (int p = 0; p < strips->rows; p += step)
    for (guint k = 0; k < ABREAST; k++)
      profile[p] += take(&walks[k], strips->rows);
}

static double sharpness(const Strips *strips, const GdPencil *pencil, int step)
{
  memset(strips->profile, 0, (gsize)strips->rows * sizeof *strips->profile);
  for (guint s = 0; s < strips->n; s += ABREAST)
    add_strips(strips, s, pencil, step);
  double sum = 0;
  for (int p = step; p < strips->rows; p += step) {
    double difference = strips->profile[p] - strips->profile[p - step];
    sum += difference * difference;
  }
  return sum;
}

/* A pencil with that slope at half the height. */
static GdPencil pencil_of(const Strips *strips, double slope, double fan)
{
  return (GdPencil){slope - fan / 2, fan / strips->rows, strips->middle};
}

/* Step 2: the slope and the fan of the sharpest without a fan, [0], and of all, [1]. FALSE if it is
 * not clear. */
static gboolean search(const Strips *strips, const GdWritingRange *range, double *slope,
                       double *fan)
{
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));
  const int slopes = (int)(range->within / SLOPE_STEP), fans = (int)(range->fan / FAN_STEP);
  double best[2] = {0, 0};
  for (int f = -fans; f <= fans; f++)
    for (int c = -slopes; c <= slopes; c++) {
      GdPencil pencil = pencil_of(strips, range->slope + c * SLOPE_STEP, f * FAN_STEP);
      double sharp = sharpness(strips, &pencil, 2);
      g_array_append_val(all, sharp);
      for (int k = f == 0 ? 0 : 1; k < 2; k++) {
        if (sharp <= best[k])
          continue;
        best[k] = sharp;
        slope[k] = range->slope + c * SLOPE_STEP;
        fan[k] = f * FAN_STEP;
      }
    }
  g_array_sort(all, gd_compare_doubles);
  return best[1] > 0 && best[1] >= CLEAR * g_array_index(all, double, all->len / 2);
}

/* Step 3, from a slope and a fan on; without a fan if `flat`. *sharp: how sharp it is. */
static GdPencil better(const Strips *strips, double slope, double fan, gboolean flat, double *sharp)
{
  GdPencil pencil = pencil_of(strips, slope, fan);
  const int fans = flat ? 0 : 1;
  *sharp = sharpness(strips, &pencil, 1);
  for (int i = 1; i <= HALVINGS; i++) {
    const double slope_0 = slope, fan_0 = fan, share = 1.0 / (1 << i);
    for (int f = -fans; f <= fans; f++)
      for (int c = -1; c <= 1; c++) {
        double s = slope_0 + c * share * SLOPE_STEP, g = fan_0 + f * share * FAN_STEP;
        GdPencil other = pencil_of(strips, s, g);
        double sharper = sharpness(strips, &other, 1);
        if (sharper <= *sharp)
          continue;
        *sharp = sharper;
        pencil = other;
        slope = s;
        fan = g;
      }
  }
  return pencil;
}

gboolean gd_writing_pencil(PIX *ink, const GdWritingRange *range, GdPencil *pencil)
{
  Strips strips = {0};
  double slope[2], fan[2], sharp[2];
  count_ink(ink, &strips);
  gboolean clear = search(&strips, range, slope, fan);
  if (clear) {
    GdPencil flat = better(&strips, slope[0], 0, TRUE, &sharp[0]);
    GdPencil fanned = better(&strips, slope[1], fan[1], FALSE, &sharp[1]);
    *pencil = sharp[1] > FAN_GAIN * sharp[0] ? fanned : flat;
  }
  strips_clear(&strips);
  return clear;
}
