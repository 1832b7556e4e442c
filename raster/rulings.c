/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each direction:
 *  1. Pixels darker than paper by INK are ink. An opening with a brick of
 *     SHORTEST (Serra 1982; Leptonica's) leaves runs of ink at least that long;
 *     a closing before it heals what dashes leave open, along the line only, in
 *     rows that hold little else than short dashes.
 *  2. Connected runs that are thin and much longer than thick are pieces of
 *     lines; the middle of a piece is the centre of its ink, so that it is known
 *     to a fraction of a pixel.
 *  3. Steps in brightness between one row and the next, as long as EDGE, are
 *     pieces of edges of shaded areas.
 *  4. raster/join.h makes rulings of all pieces.
 *
 * Vertical lines are found as the horizontal ones of the turned picture.
 */
#include "raster/rulings.h"

#include "raster/join.h"

#include <leptonica/allheaders.h>

/* Grey levels below paper white that are ink. A ruling of 0.3 points that
 * falls between two pixels of 100 dpi darkens each by a fifth: 53 levels. */
#define INK 36

/* Points. Shorter runs of ink are strokes of characters: the horizontal of a
 * 16 point 一 is 15 long. */
#define SHORTEST 17.0

/* Points. The thickest line of a table; with blur a pixel more is seen. */
#define THICKEST 3.0

/* A line is at least so many times longer than thick. */
#define SLENDER 4.0

/* Points. Gap between dashes that is closed. */
#define DASH_GAP 3.5

/* Grey levels of the step at the edge of a shaded area, and its least length in
 * points: lightest shading seen is 5 % grey. */
#define STEP 8
#define EDGE 24.0

static PIX *to_pix(const GdGrey *picture)
{
  PIX *pix = pixCreate((l_int32)picture->width, (l_int32)picture->height, 8);
  if (pix == NULL)
    return NULL;
  l_int32 wpl = pixGetWpl(pix);
  l_uint32 *data = pixGetData(pix);
  for (guint y = 0; y < picture->height; y++) {
    const guint8 *row = picture->pixels + y * picture->stride;
    l_uint32 *line = data + (gsize)y * (gsize)wpl;
    for (guint x = 0; x < picture->width; x++)
      SET_DATA_BYTE(line, x, row[x]);
  }
  return pix;
}

/* y of the centre of the ink in a box, pixels. */
static double centre_of_ink(PIX *grey, l_int32 x, l_int32 y, l_int32 w, l_int32 h)
{
  double sum = 0, weighted = 0;
  l_int32 top = MAX(0, y - 1), bottom = MIN(pixGetHeight(grey) - 1, y + h);
  for (l_int32 row = top; row <= bottom; row++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)row * (gsize)pixGetWpl(grey);
    double ink = 0;
    for (l_int32 k = x; k < x + w; k++)
      ink += 255 - GET_DATA_BYTE(line, k);
    sum += ink;
    weighted += ink * (row + 0.5);
  }
  return sum > 0 ? weighted / sum : y + h / 2.0;
}

typedef struct {
  GdDirection direction;
  double point; /* points of a pixel */
  GArray *pieces;
} Finder;

static void add(Finder *finder, double at, double from, double to, double width, gboolean is_edge)
{
  GdRuling piece = {finder->direction,  at * finder->point,    from * finder->point,
                    to * finder->point, width * finder->point, is_edge};
  g_array_append_val(finder->pieces, piece);
}

/* Step 2. */
static void collect_lines(Finder *finder, PIX *grey, PIX *runs)
{
  double thickest = THICKEST / finder->point + 1;
  BOXA *boxes = pixConnCompBB(runs, 8);
  for (l_int32 i = 0; i < boxaGetCount(boxes); i++) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (h <= thickest && w >= SLENDER * h)
      add(finder, centre_of_ink(grey, x, y, w, h), x, x + w, h, FALSE);
  }
  boxaDestroy(&boxes);
}

/* Step 1. */
static void find_lines(Finder *finder, PIX *grey)
{
  l_int32 shortest = (l_int32)lround(SHORTEST / finder->point);
  l_int32 gap = (l_int32)lround(DASH_GAP / finder->point);
  PIX *ink = pixThresholdToBinary(grey, 256 - INK);
  PIX *closed = pixCloseSafeBrick(NULL, ink, gap, 1);
  PIX *runs = pixOpenBrick(NULL, ink, shortest, 1);
  collect_lines(finder, grey, runs);
  pixDestroy(&runs);
  pixDestroy(&closed);
  pixDestroy(&ink);
}

/* Step 3. */
static void find_edges(Finder *finder, PIX *grey)
{
  l_int32 width = pixGetWidth(grey), height = pixGetHeight(grey), wpl = pixGetWpl(grey);
  l_int32 least = (l_int32)lround(EDGE / finder->point);
  const l_uint32 *data = pixGetData(grey);
  for (l_int32 y = 1; y < height; y++) {
    const l_uint32 *above = data + (gsize)(y - 1) * (gsize)wpl,
                   *below = data + (gsize)y * (gsize)wpl;
    l_int32 from = 0, sign = 0;
    for (l_int32 x = 0; x <= width; x++) {
      l_int32 step = 0;
      if (x < width)
        step = (l_int32)GET_DATA_BYTE(above, x) - (l_int32)GET_DATA_BYTE(below, x);
      l_int32 now = step >= STEP ? 1 : step <= -STEP ? -1 : 0;
      if (now == sign)
        continue;
      if (sign != 0 && x - from >= least)
        add(finder, y, from, x, 0, TRUE);
      sign = now;
      from = x;
    }
  }
}

GArray *gd_raster_rulings(const GdGrey *picture)
{
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  PIX *grey = to_pix(picture);
  if (grey == NULL)
    return NULL;
  Finder finder = {GD_HORIZONTAL, 72.0 / picture->dpi, pieces};
  find_lines(&finder, grey);
  find_edges(&finder, grey);
  PIX *turned = pixFlipLR(NULL, grey);
  pixDestroy(&grey);
  grey = pixRotate90(turned, -1); /* flip and turn: transpose */
  pixDestroy(&turned);
  finder.direction = GD_VERTICAL;
  find_lines(&finder, grey);
  find_edges(&finder, grey);
  pixDestroy(&grey);
  return gd_rulings_join(pieces);
}
