/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink of a cell:
 *
 * 1. Grey, at most GD_INK_DPI; bilevel pictures are smoothed, or the steps of
 *    their strokes would look like strokes.
 * 2. Levels: paper is the level that a third of the pixels reach, ink the level
 *    of a number of darkest pixels (a part of them would lose a lone 1 in a wide
 *    cell).
 * 3. Mask: darker than paper by GD_INK_PART of the way to ink.
 * 4. Remains of rulings, long runs near the edge, are painted over; if there
 *    were any, once more from 2 (a black ruling hides how pale the text is).
 * 5. Pale strokes that may be a minus join the mask (ink_pale.h).
 * 6. Components of the mask become lines (ink_parts.c).
 *
 *    |---------------------|    the ruling's remains at the edge
 *    |   . 1 2 3   元      |    a line: its tall parts, and what is near them
 */
#include "ocr/cell_ink.h"

#include "models/limits.h"
#include "ocr/ink_pale.h"
#include "ocr/ink_parts.h"
#include "ocr/ink_runs.h"

/* Pixels of an inch that are worked on: a digit of 7 points has 25 rows there,
 * the strips have 24. */
#define GD_INK_DPI 300.0

/* Taken where the resolution is unknown: the most usual one of offices. */
#define GD_INK_USUAL_DPI 200.0

/* Side of the smallest picture that can hold a digit, pixels. */
#define GD_CELL_MIN_PIXELS 6

/* Share of the pixels that are paper or lighter, for the level of paper. */
#define GD_PAPER_SHARE 0.35

/* Darkest pixels that tell the level of ink, of a square inch: at 200 dpi 12
 * pixels, a fifth of a "1" of 9 points. */
#define GD_INK_PIXELS (1 / 3500.0)

/* The way from paper to ink at which a pixel counts as ink. */
#define GD_INK_PART 0.42

/* The same of pixels between ink above and below them, and how far that is apart at most
 * (inches): the thin upright strokes of Song's 5 and 7 are pale grey at 300 dpi, and half as
 * long as the digit. */
#define GD_INK_WEAK_PART 0.2
#define GD_INK_BRIDGE 0.05

/* Levels between paper and ink. Noise and the back of the sheet stay under the
 * lower; above the upper is print. */
#define GD_FAINT_CONTRAST 24
#define GD_INK_CONTRAST 40

/* Share of the pixels within GD_TWO_LEVELS of black or white from which on a picture is smoothed:
 * bilevel ones, and those with little ink, as the readers were trained. */
#define GD_BILEVEL_SHARE 0.98
#define GD_TWO_LEVELS 8

/* Pixels between, for one black pixel, in a bilevel picture at most. Grey ones have as many at the
 * edges of their strokes as black ones inside. */
#define GD_BILEVEL_BETWEEN 0.1

/* Remains of rulings: this close to the edge (inches), and as long as this part
 * of the side. Digits fill at most two thirds of a cell's height. */
#define GD_RULING_ZONE 0.045

/* Around a piece of text that no ruling bounds only this share of the paper that was cut out with
 * it may have a ruling: what is nearer are its own strokes, the bar of a 7 or a dash. */
#define GD_RULING_RIM 0.6

#define GD_RULING_SIDE_PART 0.75
#define GD_RULING_TOP_PART 0.4

static void histogram_of(PIX *grey, int counts[256])
{
  int by_place[4][256] = {{0}}; /* a count that was just written is not waited for */
  const int width = pixGetWidth(grey), height = pixGetHeight(grey), wpl = pixGetWpl(grey);
  for (int y = 0; y < height; y++) {
    const l_uint32 *line = pixGetData(grey) + (gsize)y * wpl;
    int x = 0;
    for (; x + 4 <= width; x += 4)
      for (int k = 0; k < 4; k++)
        by_place[k][line[x / 4] >> 8 * k & 0xFF]++;
    for (; x < width; x++)
      by_place[0][GET_DATA_BYTE(line, x)]++;
  }
  for (int i = 0; i < 256; i++)
    counts[i] = by_place[0][i] + by_place[1][i] + by_place[2][i] + by_place[3][i];
}

static void find_levels(GdCellInk *ink)
{
  int counts[256];
  histogram_of(ink->grey, counts);
  const int total = pixGetWidth(ink->grey) * pixGetHeight(ink->grey);
  const int darkest = 2 + (int)(ink->dpi * ink->dpi * GD_INK_PIXELS);
  ink->paper = 255;
  for (int sum = counts[255]; ink->paper > 0 && sum <= total * GD_PAPER_SHARE;)
    sum += counts[--ink->paper];
  ink->ink = 0;
  for (int sum = counts[0]; ink->ink < 255 && sum < darkest;)
    sum += counts[++ink->ink];
}

/* Pixels that are nearly black, nearly white, and all. */
typedef struct {
  int black, white, all;
} Extremes;

static Extremes count_extremes(PIX *grey)
{
  int counts[256];
  histogram_of(grey, counts);
  Extremes n = {0, 0, pixGetWidth(grey) * pixGetHeight(grey)};
  for (int i = 0; i < GD_TWO_LEVELS; i++) {
    n.black += counts[i];
    n.white += counts[255 - i];
  }
  return n;
}

static gboolean is_smoothed(const Extremes *n)
{
  return n->black + n->white >= GD_BILEVEL_SHARE * n->all;
}

static gboolean is_bilevel(const Extremes *n)
{
  return n->black > 0 && n->all - n->black - n->white <= GD_BILEVEL_BETWEEN * n->black;
}

static PIX *darker_than(const GdCellInk *ink, double part)
{
  return pixThresholdToBinary(ink->grey, ink->paper - (int)((ink->paper - ink->ink) * part));
}

PIX *gd_cell_ink_mask(const GdCellInk *ink)
{
  g_autoptr(GdOcrPix) strong = darker_than(ink, GD_INK_PART);
  g_autoptr(GdOcrPix) weak = darker_than(ink, GD_INK_WEAK_PART);
  g_autoptr(GdOcrPix) bridges =
      weak != NULL ? gd_runs_bridge(strong, 1 + (int)(GD_INK_BRIDGE * ink->dpi)) : NULL;
  if (bridges == NULL)
    return g_steal_pointer(&strong);
  pixAnd(bridges, bridges, weak);
  pixOr(strong, strong, bridges);
  return g_steal_pointer(&strong);
}

/* Keeps of mask what lies within zone pixels of the edges that runs along. */
static void keep_edges(PIX *mask, int zone, gboolean horizontal)
{
  const int width = pixGetWidth(mask), height = pixGetHeight(mask);
  if (horizontal && height > 2 * zone)
    pixRasterop(mask, 0, zone, width, height - 2 * zone, PIX_CLR, NULL, 0, 0);
  if (!horizontal && width > 2 * zone)
    pixRasterop(mask, zone, 0, width - 2 * zone, height, PIX_CLR, NULL, 0, 0);
}

/* The remains of rulings in the mask, up to zone pixels from the edge; NULL if there are none.
 * Caller owns. */
static PIX *find_rulings(PIX *mask, int zone)
{
  const int width = pixGetWidth(mask), height = pixGetHeight(mask);
  PIX *along = gd_runs_keep(mask, MAX(3, (int)(width * GD_RULING_TOP_PART)), TRUE);
  g_autoptr(GdOcrPix) upright =
      gd_runs_keep(mask, MAX(3, (int)(height * GD_RULING_SIDE_PART)), FALSE);
  if (along == NULL || upright == NULL) {
    pixDestroy(&along);
    return NULL;
  }
  keep_edges(along, zone, TRUE);
  keep_edges(upright, zone, FALSE);
  pixOr(along, along, upright);
  l_int32 empty = 1;
  pixZero(along, &empty);
  if (empty)
    pixDestroy(&along);
  return along;
}

double gd_cell_ink_zone(const GdCellInk *ink, double inches)
{
  return (ink->rim > 0 ? MIN(inches, GD_RULING_RIM * ink->rim) : inches) * ink->dpi;
}

/* Paints the rulings over with paper, with the grey fringe around them. */
static gboolean erase_rulings(GdCellInk *ink)
{
  const int zone = 1 + (int)gd_cell_ink_zone(ink, GD_RULING_ZONE);
  g_autoptr(GdOcrPix) mask = gd_cell_ink_mask(ink);
  g_autoptr(GdOcrPix) rulings = mask != NULL ? find_rulings(mask, zone) : NULL;
  if (rulings == NULL)
    return FALSE;
  g_autoptr(GdOcrPix) wide = pixDilateBrick(NULL, rulings, 3, 3);
  if (wide != NULL)
    pixSetMasked(ink->grey, wide, (l_uint32)ink->paper);
  return wide != NULL;
}

/* The picture at no more than GD_INK_DPI, bilevel ones smoothed. n: of the cell. NULL without
 * memory. */
static PIX *working_copy(PIX *cell, double dpi, Extremes n, double *scale)
{
  *scale = dpi > GD_INK_DPI ? GD_INK_DPI / dpi : 1;
  g_autoptr(GdOcrPix) copy =
      *scale < 1 ? pixScaleGeneral(cell, (float)*scale, (float)*scale, 0, 0) : pixCopy(NULL, cell);
  if (copy != NULL && *scale < 1)
    n = count_extremes(copy);
  if (copy == NULL || !is_smoothed(&n) || pixGetWidth(copy) < 3 || pixGetHeight(copy) < 3)
    return g_steal_pointer(&copy);
  return pixBlockconv(copy, 1, 1);
}

static gboolean can_be_read(PIX *cell)
{
  return cell != NULL && pixGetDepth(cell) == 8 && pixGetWidth(cell) >= GD_CELL_MIN_PIXELS &&
         pixGetHeight(cell) >= GD_CELL_MIN_PIXELS &&
         (gint64)pixGetWidth(cell) * pixGetHeight(cell) <= GD_CAP_CELL_PIXELS;
}

/* rim: see gd_cell_ink_new(). */
static GdCellInk *find_ink(PIX *cell, double dpi, double rim)
{
  GdCellInk *ink = g_new0(GdCellInk, 1);
  ink->lines = g_array_new(FALSE, FALSE, sizeof(GdInkLine));
  ink->scale = 1;
  ink->dpi = dpi > 0 ? dpi : GD_INK_USUAL_DPI;
  ink->rim = rim;
  if (!can_be_read(cell))
    return ink;
  const Extremes extremes = count_extremes(cell);
  ink->bilevel = is_bilevel(&extremes);
  ink->clipped = is_smoothed(&extremes);
  ink->grey = working_copy(cell, ink->dpi, extremes, &ink->scale);
  if (ink->grey == NULL)
    return ink;
  ink->dpi *= ink->scale;
  find_levels(ink);
  if (ink->paper - ink->ink >= GD_FAINT_CONTRAST && erase_rulings(ink))
    find_levels(ink);
  if (ink->paper - ink->ink < GD_INK_CONTRAST)
    ink->faint = MAX(0, ink->paper - ink->ink);
  return ink;
}

GdCellInk *gd_cell_ink_levels(PIX *cell, double dpi)
{
  return find_ink(cell, dpi, 0);
}

GdCellInk *gd_cell_ink_new(PIX *cell, double dpi, double rim)
{
  GdCellInk *ink = find_ink(cell, dpi, rim);
  if (ink->grey == NULL || ink->paper - ink->ink < GD_INK_CONTRAST)
    return ink;
  g_autoptr(GdOcrPix) mask = gd_cell_ink_mask(ink);
  if (mask == NULL)
    return ink;
  g_autoptr(GdOcrPix) added = pixCopy(NULL, mask);
  gd_ink_add_pale(ink, mask);
  if (added != NULL)
    pixXor(added, added, mask);
  gd_ink_find_lines(ink, mask);
  gd_ink_note_pale(ink, mask, added);
  if (ink->lines->len == 0)
    gd_ink_note_lost(ink);
  return ink;
}

void gd_cell_ink_free(GdCellInk *ink)
{
  if (ink == NULL)
    return;
  pixDestroy(&ink->grey);
  g_array_unref(ink->lines);
  g_free(ink);
}
