/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/blur.h"

#include <math.h>
#include <string.h>

#define LARGEST_REACH 12    /* px; further ones are not asked for */
#define SMALLEST_GAUSS 0.15 /* px; less changes no grey level */
#define ONE 256             /* sum of a kernel's weights */

typedef struct {
  gint dx, dy;
  guint weight;
} Tap;

/* Adds weight * row to sums, the row shifted by dx px and its ends repeated. */
static void add_row(guint16 *sums, const guint8 *row, guint width, guint channels, gint dx,
                    guint weight)
{
  gint n = (gint)(width * channels), shift = dx * (gint)channels;
  gint first = CLAMP(-shift, 0, n), last = CLAMP(n - shift, 0, n);
  for (gint i = 0; i < first; i++)
    sums[i] += (guint16)(weight * row[i % (gint)channels]);
  for (gint i = first; i < last; i++)
    sums[i] += (guint16)(weight * row[i + shift]);
  for (gint i = last; i < n; i++)
    sums[i] += (guint16)(weight * row[n - (gint)channels + i % (gint)channels]);
}

static void convolve(DgPicture *picture, const Tap *taps, guint n_taps)
{
  gsize bytes = (gsize)picture->width * picture->channels;
  g_autofree guint16 *sums = g_new(guint16, bytes);
  DgPicture *out = dg_picture_new(picture->width, picture->height, picture->channels);
  for (gint y = 0; y < (gint)picture->height; y++) {
    memset(sums, 0, bytes * sizeof *sums);
    for (guint k = 0; k < n_taps; k++) {
      gint from = CLAMP(y + taps[k].dy, 0, (gint)picture->height - 1);
      add_row(sums, dg_picture_row(picture, (guint)from), picture->width, picture->channels,
              taps[k].dx, taps[k].weight);
    }
    guint8 *to = dg_picture_row(out, (guint)y);
    for (gsize i = 0; i < bytes; i++)
      to[i] = (guint8)(sums[i] / ONE);
  }
  g_free(picture->data);
  picture->data = g_steal_pointer(&out->data);
  dg_picture_free(out);
}

void dg_blur_gauss(DgPicture *picture, double deviation)
{
  if (deviation < SMALLEST_GAUSS)
    return;
  gint reach = (gint)fmin(ceil(2.5 * deviation), LARGEST_REACH);
  double sum = 0, weights[2 * LARGEST_REACH + 1] = {0};
  for (gint i = -reach; i <= reach; i++)
    sum += weights[i + reach] = exp(-i * i / (2 * deviation * deviation));
  Tap across[2 * LARGEST_REACH + 1], down[2 * LARGEST_REACH + 1];
  guint left = ONE, n = (guint)(2 * reach + 1);
  for (gint i = 0; i < (gint)n; i++) {
    guint weight = (guint)(ONE * weights[i] / sum);
    across[i] = (Tap){i - reach, 0, weight};
    left -= weight;
  }
  across[reach].weight += left; /* what rounding took */
  for (guint i = 0; i < n; i++)
    down[i] = (Tap){0, across[i].dx, across[i].weight};
  convolve(picture, across, n);
  convolve(picture, down, n);
}

void dg_blur_motion(DgPicture *picture, double length, double angle)
{
  guint n = (guint)CLAMP(ceil(length), 1, 2 * LARGEST_REACH);
  if (n < 2)
    return;
  Tap taps[2 * LARGEST_REACH];
  guint left = ONE;
  for (guint i = 0; i < n; i++) {
    double t = length * ((double)i / (n - 1) - 0.5);
    taps[i] = (Tap){(gint)lround(t * cos(angle)), (gint)lround(t * sin(angle)), ONE / n};
    left -= ONE / n;
  }
  taps[n / 2].weight += left;
  convolve(picture, taps, n);
}
