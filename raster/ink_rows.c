/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/ink_rows.h"

#include <leptonica/allheaders.h>

/* How far lines reach, in heights of characters: a peak that near is that of the next line. */
#define REACH 1.2

/* A row is a valley if it has less than that share of the ink of the peaks on both sides, or of the
 * higher one: above the first line there is none. */
#define BETWEEN 0.5
#define BESIDE 0.25

/* A line is at least that high, in heights of characters. */
#define LEAST 0.5

/* Ink of each row of the box. Caller frees. */
static guint *count_rows(PIX *ink, GdBox box, int n)
{
  guint *counts = g_new0(guint, (gsize)n + 1);
  for (int y = 0; y < n; y++) {
    const l_uint32 *line = pixGetData(ink) + ((gsize)box.y0 + (gsize)y) * (gsize)pixGetWpl(ink);
    for (int x = (int)box.x0; x < (int)box.x1; x++)
      counts[y] += GET_DATA_BIT(line, x);
  }
  return counts;
}

static guint most(const guint *counts, int from, int to)
{
  guint peak = 0;
  for (int y = from; y < to; y++)
    peak = MAX(peak, counts[y]);
  return peak;
}

static gboolean is_valley(const guint *counts, int n, int y, int reach)
{
  const guint above = most(counts, MAX(0, y - reach), y);
  const guint below = most(counts, y + 1, MIN(n, y + 1 + reach));
  return counts[y] < BETWEEN * MIN(above, below) || counts[y] < BESIDE * MAX(above, below);
}

GArray *gd_ink_rows_part(PIX *ink, GdBox box, int height)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(GdBox));
  box = gd_box(fmax(0, box.x0), fmax(0, box.y0), fmin(pixGetWidth(ink), box.x1),
               fmin(pixGetHeight(ink), box.y1));
  const int n = MAX(0, (int)box.y1 - (int)box.y0), reach = (int)(REACH * height);
  g_autofree guint *counts = count_rows(ink, box, n);
  for (int y = 0, from = 0; y <= n; y++) {
    if (y < n && !is_valley(counts, n, y, reach))
      continue;
    const GdBox line = gd_box(box.x0, box.y0 + from, box.x1, box.y0 + y);
    if (y - from >= LEAST * height)
      g_array_append_val(lines, line);
    from = y + 1;
  }
  if (lines->len == 0)
    g_array_append_val(lines, box);
  return lines;
}
