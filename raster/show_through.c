/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Dark ink is surely of this side. What is paler and not close to it, by components of the size
 *     of characters, is of the other side, if it is: how dark each of them is at its darkest.
 *  2. The limit lies in a gap between the characters of the two sides by that. Where print is as
 *     pale as what shines through there is none, and nothing is done.
 *  3. What is paler than the limit, and not the edge of something darker, is filled.
 */
#include "raster/show_through.h"

#include "raster/bilevel.h"
#include "raster/prepared.h"

#include <leptonica/allheaders.h>

/* Inches: tiles of paper. */
#define TILE 0.2

/* As shares of the paper: how much darker ink is that is surely of this side, and what is ink at
 * all: above the noise of most scanners. */
#define STRONG 0.45
#define WEAK 0.06

/* Inches around dark ink that belong to it: blurred edges. */
#define EDGE 0.02
#define EDGE_FINE 0.012

/* Inches: sizes of characters, and of the larger pieces of broken ones. */
#define LEAST_SIZE 0.035
#define MOST_SIZE 0.3

/* How dark a character is at its darkest: the next pixels but so many, for noise. */
#define DARKEST_PIXELS 3

/* Characters of the other side, and of this one, at least. */
#define LEAST_BEHIND 60
#define LEAST_PRINT 60

/* Levels of the limit. Paler than the least are noise and blurred edges, which do no harm; print of
 * small characters is as dark as the greatest. */
#define LEAST_LIMIT 0.08
#define MOST_LIMIT 0.4

/* The gap between the two sides: its two ends as a factor, and how much of the smaller side may lie
 * in it. */
#define GAP 1.3
#define IN_GAP 0.06

/* Components of a page at most: grain has more, text some thousands. */
#define MOST_COMPONENTS 100000

#define LEVELS 256

/* How dark characters are, in 255ths. */
typedef struct {
  guint counts[LEVELS];
} Darkness;

static guint between(const Darkness *d, guint from, guint to)
{
  guint n = 0;
  for (guint i = from; i < to; i++)
    n += d->counts[i];
  return n;
}

/* Step 2: the middle of the clearest gap; 0 if there is none. */
static double find_gap(const Darkness *d)
{
  const guint least = (guint)(LEAST_LIMIT * (LEVELS - 1)),
              most = (guint)(MOST_LIMIT * (LEVELS - 1));
  double best = IN_GAP, limit = 0;
  for (guint low = least; low * GAP < most; low++) {
    const guint high = (guint)(low * GAP), in = between(d, low, high);
    const guint behind = between(d, least, low), print = between(d, high, LEVELS);
    if (behind < LEAST_BEHIND || print < LEAST_PRINT || in > best * MIN(behind, print))
      continue;
    best = (double)in / MIN(behind, print);
    limit = low * sqrt(GAP) / (LEVELS - 1);
  }
  return limit;
}

/* How much darker than its paper the darkest of a box is, 0..1, where ink is set. */
static double darkest(PIX *grey, PIX *ink, const BOX *box, const GdPaper *paper)
{
  guint counts[LEVELS] = {0};
  const double white = MAX(1, gd_paper_at(paper, box->x + box->w / 2.0, box->y + box->h / 2.0));
  for (int y = box->y; y < box->y + box->h; y++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    const l_uint32 *bits = pixGetData(ink) + (gsize)y * (gsize)pixGetWpl(ink);
    for (int x = box->x; x < box->x + box->w; x++)
      if (GET_DATA_BIT(bits, x))
        counts[GET_DATA_BYTE(line, x)]++;
  }
  guint sum = 0, level = 0;
  for (; level < LEVELS - 1; level++) {
    sum += counts[level];
    if (sum >= DARKEST_PIXELS)
      break;
  }
  return CLAMP(1 - level / white, 0, 1);
}

/* Adds the components of ink that have the size of characters. FALSE if there are too many. */
static gboolean measure(PIX *grey, PIX *ink, const GdPaper *paper, double dpi, Darkness *d)
{
  int n = 0;
  if (pixCountConnComp(ink, 8, &n) != 0 || n > MOST_COMPONENTS)
    return FALSE;
  BOXA *boxes = pixConnCompBB(ink, 8);
  for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
    const BOX *box = boxes->box[i];
    if (MAX(box->w, box->h) < LEAST_SIZE * dpi || MAX(box->w, box->h) > MOST_SIZE * dpi)
      continue;
    d->counts[lround(darkest(grey, ink, box, paper) * (LEVELS - 1))]++;
  }
  boxaDestroy(&boxes);
  return TRUE;
}

static PIX *widened(PIX *ink, double inches, double dpi)
{
  const int size = 2 * (int)ceil(inches * dpi) + 1;
  return pixDilateBrick(NULL, ink, size, size);
}

/* The limit, as a share of the paper; 0 if nothing shines through, or it cannot be told. */
static double find_limit(PIX *small, const GdPaper *paper, double dpi)
{
  PIX *strong = gd_bilevel_new(small, paper, 1 - STRONG);
  PIX *weak = gd_bilevel_new(small, paper, 1 - WEAK);
  PIX *wide = strong != NULL ? widened(strong, EDGE, dpi) : NULL;
  double limit = 0;
  if (weak != NULL && wide != NULL) {
    pixSubtract(weak, weak, wide);
    Darkness darkness = {0};
    if (measure(small, weak, paper, dpi, &darkness) &&
        measure(small, strong, paper, dpi, &darkness))
      limit = find_gap(&darkness);
  }
  pixDestroy(&strong);
  pixDestroy(&weak);
  pixDestroy(&wide);
  return limit;
}

/* 1 where ink paler than the limit is no edge of something darker. */
static PIX *pale_ink(PIX *grey, const GdPaper *paper, double dpi, double limit)
{
  PIX *print = gd_bilevel_new(grey, paper, 1 - limit);
  PIX *pale = gd_bilevel_new(grey, paper, 1 - WEAK);
  PIX *wide = print != NULL ? widened(print, EDGE_FINE, dpi) : NULL;
  if (pale != NULL && wide != NULL)
    pixSubtract(pale, pale, wide);
  else
    pixDestroy(&pale);
  pixDestroy(&print);
  pixDestroy(&wide);
  return pale;
}

static void fill(PIX *grey, PIX *where, const GdPaper *paper)
{
  for (int y = 0; y < pixGetHeight(grey); y++) {
    l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    const l_uint32 *bits = pixGetData(where) + (gsize)y * (gsize)pixGetWpl(where);
    for (int x = 0; x < pixGetWidth(grey); x++)
      if (GET_DATA_BIT(bits, x))
        SET_DATA_BYTE(line, x, (l_uint32)gd_paper_at(paper, x, y));
  }
}

/* Fills a copy of grey, and sets *where to what was filled. NULL without memory. */
static PIX *cleared(PIX *grey, double dpi, double limit, PIX **where)
{
  GdPaper paper = gd_paper_new(grey, (guint)MAX(8, lround(TILE * dpi)));
  PIX *pale = pale_ink(grey, &paper, dpi, limit);
  PIX *clear = pale != NULL ? pixCopy(NULL, grey) : NULL;
  if (clear != NULL) {
    fill(clear, pale, &paper);
    *where = pixClone(pale);
  }
  gd_paper_clear(&paper);
  pixDestroy(&pale);
  return clear;
}

void gd_show_through_clear(GdPicture *picture)
{
  if (picture->small == NULL)
    return;
  const double dpi = picture->dpi * pixGetWidth(picture->small) / pixGetWidth(picture->pix);
  GdPaper paper = gd_paper_new(picture->small, (guint)MAX(8, lround(TILE * dpi)));
  const double limit = find_limit(picture->small, &paper, dpi);
  gd_paper_clear(&paper);
  if (limit == 0)
    return;
  PIX *clear = cleared(picture->pix, picture->dpi, limit, &picture->cleared);
  if (clear == NULL)
    return;
  picture->uncleared = picture->pix;
  picture->pix = clear;
  pixDestroy(&picture->small);
  picture->small = gd_picture_small(picture);
}

gboolean gd_picture_is_cleared(const GdPicture *picture, GdBox box)
{
  GdHomography back;
  if (picture->cleared == NULL || !gd_homography_invert(&picture->to_page, &back))
    return FALSE;
  const GdBox b = gd_homography_box(&back, box);
  const int x0 = (int)b.x0, y0 = (int)b.y0;
  BOX *region = boxCreate(x0, y0, (int)ceil(b.x1) - x0, (int)ceil(b.y1) - y0);
  l_int32 count = 0;
  if (region != NULL)
    pixCountPixelsInRect(picture->cleared, region, &count, NULL);
  boxDestroy(&region);
  return count > 0; /* a point has few */
}
