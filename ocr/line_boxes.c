/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/line_boxes.h"

#include "ocr/line_decode.h"

#include <math.h>

/* How far behind the middle of a letter the network sees it, in heights of the line: the mean of
 * 1,100 Chinese characters of labels. */
#define LATE 0.085

/* What a letter may reach to either side of its middle, in heights of the line: beyond it are
 * specks. */
#define REACH 0.8

/* Part of the way between two letters, to either side of its middle, in which they may be parted.
 */
#define SEARCHED 0.3

/* Level from which on paper is no ink. */
#define PAPER 192

/* Ink of each column. Caller frees. */
static guint *column_inks(PIX *line)
{
  const int width = pixGetWidth(line), height = pixGetHeight(line);
  guint *inks = g_new0(guint, width + 1);
  for (int y = 0; y < height; y++) {
    const l_uint32 *row = pixGetData(line) + (gsize)y * (gsize)pixGetWpl(line);
    for (int x = 0; x < width; x++)
      inks[x] += 255 - GET_DATA_BYTE(row, x);
  }
  return inks;
}

/* The column between two letters with the least ink, the nearest to the middle if there are
 * several. */
static int part_between(const guint *inks, int width, double a, double b)
{
  const double middle = (a + b) / 2, reach = (b - a) * SEARCHED;
  int best = CLAMP((int)middle, 0, width);
  for (int x = MAX(0, (int)(middle - reach)); x <= MIN(width - 1, (int)(middle + reach)); x++)
    if (inks[x] < inks[best] || (inks[x] == inks[best] && fabs(x - middle) < fabs(best - middle)))
      best = x;
  return best;
}

static gboolean has_ink(PIX *line, int x, int y)
{
  return GET_DATA_BYTE(pixGetData(line) + (gsize)y * (gsize)pixGetWpl(line), x) < PAPER;
}

/* The ink in the columns x0..x1-1; all of them, and all rows, if there is none. */
static GdLineBox box_of(PIX *line, int x0, int x1)
{
  const int height = pixGetHeight(line);
  GdLineBox box = {x1, height, x0, 0};
  for (int y = 0; y < height; y++)
    for (int x = x0; x < x1; x++)
      if (has_ink(line, x, y))
        box = (GdLineBox){MIN(box.x0, x), MIN(box.y0, y), MAX(box.x1, x + 1), y + 1};
  return box.x1 > box.x0 ? box : (GdLineBox){x0, 0, MAX(x1, x0 + 1), height};
}

GdLineBox *gd_line_boxes(PIX *line, const GArray *letters)
{
  const int width = pixGetWidth(line);
  const double late = LATE * pixGetHeight(line);
  g_autofree guint *inks = column_inks(line);
  GdLineBox *boxes = g_new0(GdLineBox, letters->len + 1);
  const double reach = REACH * pixGetHeight(line);
  int from = 0;
  for (guint i = 0; i < letters->len; i++) {
    const double x = g_array_index(letters, GdLineLetter, i).x - late;
    int to = width;
    if (i + 1 < letters->len)
      to = part_between(inks, width, x, g_array_index(letters, GdLineLetter, i + 1).x - late);
    to = MAX(to, from);
    const int left = MAX(from, (int)(x - reach)), right = MIN(to, (int)(x + reach));
    boxes[i] = box_of(line, CLAMP(left, 0, width - 1), CLAMP(right, left, width));
    from = to;
  }
  return boxes;
}
