/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each side:
 *
 * 1. In each row of pixels across the side, steps from dark (outside) to light (inside).
 *
 *        ▓▓▓▓░│        │ the step
 *        ▓▓▓▓▓│
 *        ▓▓▓░ │
 *
 * 2. Lines of little slope are voted for by the steps within a pixel of them. The one with most
 *    votes is the edge, if steps along most of the side are on it: text and shades make none so
 *    long.
 */
#include "raster/sheet_edges.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Pixels on either side of a step whose mean is compared, and how much darker the outer must be. */
#define REACH 3
#define DARKER 0.75

/* Pixels further out that must all be darker than this share of the inner ones; nothing is known
 * beyond the picture, where a region is white. Lines of writing are lower: print of 18 points. */
#define BEYOND 8
#define STILL_DARKER 0.85

/* Share of the width in which the edge is looked for: sheets fill more of a picture. */
#define OUTER 0.3

/* Slopes that are tried, in so many steps either way: the sheet is straight by its rulings, its
 * edges are cut askew by a degree or two, or curl. */
#define SLOPE_STEP 0.008
#define SLOPES 8

/* Share of the side along which steps must be on the line. */
#define LEAST_VOTES 0.45

/* What is cleared inside of the edge, for its shadow: share of the side's length. */
#define SHADOW 0.006

typedef struct {
  PIX *grey;
  gboolean across; /* the sides are top and bottom */
  gboolean far;    /* right or bottom */
  int depth, length;
} Side;

/* Place `in` pixels from the side's outside, `along` it. */
static int level(const Side *side, int in, int along)
{
  const int at = side->far ? side->depth - 1 - in : in;
  const int x = side->across ? along : at, y = side->across ? at : along;
  const l_uint32 *line = pixGetData(side->grey) + (gsize)y * (gsize)pixGetWpl(side->grey);
  return GET_DATA_BYTE(line, x);
}

/* Whether it is dark from `in` outwards, as far as the picture goes. */
static gboolean stays_dark(const Side *side, int in, int along, double light)
{
  for (int k = 1; k <= BEYOND && in - k >= 0; k++)
    if (level(side, in - k, along) > light)
      return FALSE;
  return TRUE;
}

/* Whether a step is between in - 1 and in. */
static gboolean is_step(const Side *side, int in, int along)
{
  int outer = 0, inner = 0;
  for (int k = 1; k <= REACH; k++) {
    outer += level(side, in - k, along);
    inner += level(side, in + k - 1, along);
  }
  return outer < DARKER * inner && stays_dark(side, in, along, STILL_DARKER * inner / REACH);
}

/* Steps 1 and 2: the edge is at + slope (along - length / 2) pixels in. FALSE if none is seen. */
static gboolean find_edge(const Side *side, double *at, double *slope)
{
  const int deep = (int)(OUTER * side->depth),
            drift = (int)(SLOPES * SLOPE_STEP * side->length / 2);
  const int width = deep + 2 * drift + 2;
  g_autofree guint *votes = g_new0(guint, (gsize)(2 * SLOPES + 1) * (gsize)width);
  for (int along = 0; along < side->length; along++)
    for (int in = REACH; in < deep; in++) {
      if (!is_step(side, in, along))
        continue;
      for (int s = -SLOPES; s <= SLOPES; s++) {
        double start = in - s * SLOPE_STEP * (along - side->length / 2.0);
        votes[(s + SLOPES) * width + CLAMP((int)lround(start) + drift, 0, width - 1)]++;
      }
    }
  guint most = 0;
  for (int i = 0; i < (2 * SLOPES + 1) * width; i++) {
    guint n = votes[i] + (i % width > 0 ? votes[i - 1] : 0);
    if (n <= most)
      continue;
    most = n;
    const int step = i / width - SLOPES;
    *slope = step * SLOPE_STEP;
    *at = i % width - drift;
  }
  /* a step is seen at some REACH places in a row */
  return most >= LEAST_VOTES * 2 * side->length;
}

/* Clears a row or column of ink up to `in` pixels from the side. */
static void clear_to(PIX *ink, const Side *side, int along, int in)
{
  const int depth = side->across ? pixGetHeight(ink) : pixGetWidth(ink);
  const int n = CLAMP(in, 0, depth), at = side->far ? depth - n : 0;
  if (side->across)
    pixRasterop(ink, along, at, 1, n, PIX_CLR, NULL, 0, 0);
  else
    pixRasterop(ink, at, along, n, 1, PIX_CLR, NULL, 0, 0);
}

static void clear_side(PIX *ink, const Side *side)
{
  double at = 0, slope = 0;
  if (!find_edge(side, &at, &slope))
    return;
  const int length = side->across ? pixGetWidth(ink) : pixGetHeight(ink);
  const double scale = (double)length / side->length;
  for (int along = 0; along < length; along++) {
    double in = at + slope * (along / scale - side->length / 2.0) + SHADOW * side->length;
    clear_to(ink, side, along, (int)ceil(in * scale));
  }
}

void gd_sheet_edges_clear(PIX *ink, PIX *grey)
{
  const int width = pixGetWidth(grey), height = pixGetHeight(grey);
  for (int i = 0; i < 4 && MIN(width, height) > 4 * REACH; i++) {
    const gboolean across = i >= 2;
    const Side side = {grey, across, i % 2 == 1, across ? height : width, across ? width : height};
    clear_side(ink, &side);
  }
}
