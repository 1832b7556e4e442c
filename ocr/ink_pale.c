/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. What is darker than paper by GD_PALE_PART of the way to ink and joined to no ink (a fill from
 *    the mask, Vincent, IEEE Transactions on Image Processing 2, 1993), without the fringes of
 *    rulings at the edges.
 * 2. Its connected parts, those too small left out: flat, or of another shape.
 *
 *       mask   2      pale  —     the part to the left is flat: a minus
 */
#include "ocr/ink_pale.h"

#include "models/limits.h"

/* The way from paper to ink, and levels, from which on something is more than grain. */
#define GD_PALE_PART 0.25
#define GD_PALE_CONTRAST 24

/* The same of what may be a minus that is too pale to be read (a thin stroke of a small print, out
 * of focus): it stays a doubt. */
#define GD_TRACE_PART 0.1
#define GD_TRACE_CONTRAST 12

/* Smallest part, square inches: the minus of a print of 6 points. */
#define GD_PALE_AREA (1 / 10000.0)

/* A flat part is that many times as long as high, and no higher (inches). */
#define GD_PALE_FLAT 1.8
#define GD_PALE_HEIGHT 0.03

/* From the edges (inches): fringes of rulings. */
#define GD_PALE_EDGE 0.045

/* How far from a line a part may belong to it, in its heights; and how far from its middle a minus
 * stands. */
#define GD_PALE_REACH 1.5
#define GD_PALE_MIDDLE 0.25

/* What may be a character of pale print that broke up into specks, in a cell without a line: as
 * high as a digit of 5 points at least (inches), where gaps of these pixels less one are bridged,
 * along and across: faded print loses whole rows. From the upper and lower edges (inches): fringes
 * there are flat, but digits of a low row stand close. Its contrast is that of GD_PALE_CONTRAST
 * whatever the ink is, since the ink may be dust, and dust makes nothing surer. */
#define GD_LOST_HEIGHT 0.045
#define GD_LOST_ALONG 3
#define GD_LOST_ACROSS 5
#define GD_LOST_EDGE 0.02

/* Pixels that are darker than paper by that many levels, and that no ink is joined to. NULL if
 * there are none. Caller owns. */
static PIX *find_darker(const GdCellInk *ink, PIX *mask, int levels)
{
  const int level = ink->paper - levels;
  g_autoptr(GdOcrPix) weak = pixThresholdToBinary(ink->grey, level);
  if (weak == NULL)
    return NULL;
  pixOr(weak, weak, mask);
  g_autoptr(GdOcrPix) joined = pixSeedfillBinary(NULL, mask, weak, 8);
  if (joined == NULL)
    return NULL;
  pixSubtract(weak, weak, joined);
  const int edge = (int)(GD_PALE_EDGE * ink->dpi);
  pixSetOrClearBorder(weak, edge, edge, edge, edge, PIX_CLR);
  l_int32 empty = 1;
  pixZero(weak, &empty);
  return empty ? NULL : g_steal_pointer(&weak);
}

static PIX *find_pale(const GdCellInk *ink, PIX *mask)
{
  const int contrast = ink->paper - ink->ink;
  return find_darker(ink, mask, MAX(GD_PALE_CONTRAST, (int)(contrast * GD_PALE_PART)));
}

static gboolean is_flat(const GdCellInk *ink, int width, int height)
{
  return width >= GD_PALE_FLAT * height && height <= GD_PALE_HEIGHT * ink->dpi;
}

static gboolean is_beside(const GdCellInk *ink, double x0, double y0, double x1, double y1)
{
  for (guint i = 0; i < ink->lines->len; i++) {
    const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, i);
    const double reach = (line->y1 - line->y0) * GD_PALE_REACH;
    if (gd_overlap(line->y0, line->y1, y0, y1) > 0 && x1 > line->x0 - reach &&
        x0 < line->x1 + reach)
      return TRUE;
  }
  return FALSE;
}

/* Whether a part stands where the minus of a line would. */
static gboolean is_minus_of_line(const GdCellInk *ink, double x0, double y0, double x1, double y1)
{
  for (guint i = 0; i < ink->lines->len; i++) {
    const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, i);
    const double height = line->y1 - line->y0, middle = (line->y0 + line->y1) / 2;
    if (x1 <= line->x0 && x0 > line->x0 - GD_PALE_REACH * height &&
        fabs((y0 + y1) / 2 - middle) <= GD_PALE_MIDDLE * height)
      return TRUE;
  }
  return FALSE;
}

/* Whether a flat part begins a line, as a minus that was added to it does. */
static gboolean begins_line(const GdCellInk *ink, double x0, double y0, double y1)
{
  for (guint i = 0; i < ink->lines->len; i++) {
    const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, i);
    if (x0 <= line->x0 && y0 >= line->y0 && y1 <= line->y1)
      return TRUE;
  }
  return FALSE;
}

/* Bars that were added, and begin a line of something else. */
static void note_added(GdCellInk *ink, PIX *added)
{
  g_autoptr(GdOcrBoxes) boxes = pixConnCompBB(added, 8);
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n && !ink->minus; i++) {
    l_int32 x = 0, y = 0, width = 0, height = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
    ink->minus = begins_line(ink, x, y, y + height);
  }
}

/* A trace of what may be a minus: flat, where one would stand. */
static void note_traces(GdCellInk *ink, PIX *mask)
{
  const int contrast = ink->paper - ink->ink;
  /* paper without grain shows fainter ones, and smoothing (cell_ink.c) has made them so */
  const double part = ink->clipped && !ink->bilevel ? 0 : GD_TRACE_PART;
  const int levels = MAX(GD_TRACE_CONTRAST, (int)(contrast * part));
  g_autoptr(GdOcrPix) traces = find_darker(ink, mask, levels);
  g_autoptr(GdOcrBoxes) boxes = traces != NULL ? pixConnComp(traces, NULL, 8) : NULL;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 x = 0, y = 0, width = 0, height = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
    if (width * height >= GD_PALE_AREA * ink->dpi * ink->dpi && is_flat(ink, width, height) &&
        is_minus_of_line(ink, x, y, x + width, y + height))
      ink->minus = TRUE;
  }
}

void gd_ink_add_pale(const GdCellInk *ink, PIX *mask)
{
  g_autoptr(GdOcrPix) pale = find_pale(ink, mask);
  PIXA *pictures = NULL;
  g_autoptr(GdOcrBoxes) boxes = pale != NULL ? pixConnComp(pale, &pictures, 8) : NULL;
  const int n = boxes != NULL ? MIN(boxaGetCount(boxes), GD_CAP_CELL_PARTS) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 x = 0, y = 0, width = 0, height = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
    g_autoptr(GdOcrPix) part = pixaGetPix(pictures, i, L_CLONE);
    pixCountPixels(part, &area, NULL);
    if (area >= GD_PALE_AREA * ink->dpi * ink->dpi && is_flat(ink, width, height))
      pixRasterop(mask, x, y, width, height, PIX_SRC | PIX_DST, part, 0, 0);
  }
  pixaDestroy(&pictures);
}

void gd_ink_note_lost(GdCellInk *ink)
{
  g_autoptr(GdOcrPix) pale = pixThresholdToBinary(ink->grey, ink->paper - GD_PALE_CONTRAST);
  if (pale == NULL)
    return;
  const int side = (int)gd_cell_ink_zone(ink, GD_PALE_EDGE);
  const int top = (int)gd_cell_ink_zone(ink, GD_LOST_EDGE);
  pixSetOrClearBorder(pale, side, side, top, top, PIX_CLR);
  g_autoptr(GdOcrPix) whole = pixCloseSafeBrick(NULL, pale, GD_LOST_ALONG, GD_LOST_ACROSS);
  g_autoptr(GdOcrBoxes) boxes = whole != NULL ? pixConnCompBB(whole, 8) : NULL;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes, i, NULL, NULL, NULL, &height);
    if (height >= GD_LOST_HEIGHT * ink->dpi)
      ink->faint = ink->paper - ink->ink;
  }
}

void gd_ink_note_pale(GdCellInk *ink, PIX *mask, PIX *added)
{
  if (added != NULL)
    note_added(ink, added);
  if (ink->lines->len > 0)
    note_traces(ink, mask);
  g_autoptr(GdOcrPix) pale = ink->lines->len > 0 ? find_pale(ink, mask) : NULL;
  g_autoptr(GdOcrBoxes) boxes = pale != NULL ? pixConnComp(pale, NULL, 8) : NULL;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 x = 0, y = 0, width = 0, height = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
    if (width * height >= 2 * GD_PALE_AREA * ink->dpi * ink->dpi &&
        is_beside(ink, x, y, x + width, y + height))
      ink->stray = MAX(ink->stray, 1);
  }
}
