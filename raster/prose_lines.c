/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. The ink of the page (page_ink.h), without large dark areas and what is joined to the edge.
 *  2. In each band of rows with ink, gaps narrower than a share of its characters' height are
 *     closed along the lines: what is then connected is part of a line (L. O'Gorman and
 *     R. Kasturi, Document Image Analysis, 1995, chapter 4: run-length smoothing).
 *     Parts that are as high as two lines are parted where their rows have little ink.
 *  3. Parts side by side make a line; those that no wide gap divides are one piece.
 *  4. Pieces outside the columns that long pieces and tables make are the sheet's edge, or what it
 *     lies on; so is what is much higher than a line.
 */
#include "raster/prose_lines.h"

#include "models/limits.h"
#include "raster/ink_bands.h"
#include "raster/ink_rows.h"
#include "raster/page_ink.h"

#include <leptonica/allheaders.h>

/* Gaps that are closed, in heights of characters: along lines, and across (the strokes of 二). */
#define CLOSE_ALONG 0.85
#define CLOSE_ACROSS 0.15

/* A part lower than this, in heights of characters, is a speck or a stop; a dash is long. */
#define LEAST_PART 0.45
#define DASH_LENGTH 0.4

/* Share of the lower one's height by which parts of one line overlap. */
#define SAME_LINE 0.5

/* Gap, in heights of characters, that divides pieces: wider than the paper of two full-width stops
 * beside one another. */
#define WIDE_GAP 2.0

/* Paper around a piece, in heights of characters; lines set solid leave a tenth between them. */
#define RIM_ACROSS 0.2
#define RIM_ALONG 0.5

/* Inches: connected ink that is larger both ways is no writing if it covers that share of its box:
 * thinner is the ring of a seal, which may be joined to what it is stamped over. */
#define LARGE 0.7
#define DARK 0.25

/* Inches: ink so near to the edge of what is looked at, and that long, comes from beyond it. */
#define NEAR_EDGE 0.15
#define LONG_AT_EDGE 0.35

/* A piece this long, in heights of characters, is writing; what is no further outside of such than
 * that may be a number in the margin. */
#define LONG_PIECE 8.0
#define BESIDE_COLUMN 2.0

/* Heights of characters from which on a part holds two lines, and of a part at most: a seal that is
 * not red joins three lines or four. */
#define TWO_LINES 1.8
#define HIGHEST 8.0

/* A part of a line, pixels. */
typedef struct {
  GdBox box;
  int height; /* of the characters of its band */
} Part;

/* Parts side by side. */
typedef struct {
  double core0, core1; /* rows that all of them share */
  guint first, n;
} Line;

static gboolean comes_from_beyond(PIX *ink, int x, int y, int w, int h)
{
  const int edge = (int)(NEAR_EDGE * GD_PAGE_INK_DPI);
  const gboolean touches =
      x < edge || y < edge || x + w > pixGetWidth(ink) - edge || y + h > pixGetHeight(ink) - edge;
  return touches && MAX(w, h) > LONG_AT_EDGE * GD_PAGE_INK_DPI;
}

/* Whether a connected part is a dark area rather than writing. */
static gboolean is_area(PIX *part, int w, int h)
{
  const double large = LARGE * GD_PAGE_INK_DPI;
  l_int32 pixels = 0;
  if (w <= large || h <= large || pixCountPixels(part, &pixels, NULL) != 0)
    return FALSE;
  return pixels > DARK * w * h;
}

/* Step 1. */
static void clear_areas(PIX *ink)
{
  PIXA *parts = NULL;
  BOXA *boxes = pixConnComp(ink, &parts, 8);
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n && n <= GD_CAP_PAGE_PARTS; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    PIX *part = pixaGetPix(parts, i, L_CLONE);
    if (part != NULL && (comes_from_beyond(ink, x, y, w, h) || is_area(part, w, h)))
      pixRasterop(ink, x, y, w, h, PIX_NOT(PIX_SRC) & PIX_DST, part, 0, 0);
    pixDestroy(&part);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
}

static void add_part(GdBox box, int height, GArray *parts)
{
  const Part part = {box, height};
  g_array_append_val(parts, part);
}

/* Lines that something across them joins. */
static void add_parted(PIX *ink, GdBox box, int height, GArray *parts)
{
  g_autoptr(GArray) lines = gd_ink_rows_part(ink, box, height);
  for (guint i = 0; i < lines->len; i++)
    add_part(g_array_index(lines, GdBox, i), height, parts);
}

static void add_parts(PIX *ink, const GdInkBand *band, GArray *parts)
{
  const int height = band->height;
  BOX *rows = boxCreate(0, band->y0, pixGetWidth(ink), band->y1 - band->y0);
  PIX *strip = pixClipRectangle(ink, rows, NULL);
  PIX *closed = strip != NULL ? pixCloseSafeBrick(NULL, strip, 1 + (int)(CLOSE_ALONG * height),
                                                  1 + (int)(CLOSE_ACROSS * height))
                              : NULL;
  BOXA *boxes = closed != NULL ? pixConnCompBB(closed, 8) : NULL;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n && parts->len <= GD_CAP_PAGE_PARTS; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const GdBox box = gd_box(x, band->y0 + y, x + w, band->y0 + y + h);
    if (h >= TWO_LINES * height && h <= HIGHEST * height && w > h)
      add_parted(ink, box, height, parts);
    else if (h >= LEAST_PART * height || (w >= DASH_LENGTH * height && w > 2 * h))
      add_part(box, height, parts);
  }
  boxaDestroy(&boxes);
  boxDestroy(&rows);
  pixDestroy(&strip);
  pixDestroy(&closed);
}

static int by_top(gconstpointer a, gconstpointer b)
{
  const GdBox p = ((const Part *)a)->box, q = ((const Part *)b)->box;
  return p.y0 != q.y0 ? (p.y0 > q.y0) - (p.y0 < q.y0) : (p.x0 > q.x0) - (p.x0 < q.x0);
}

static int by_left(gconstpointer a, gconstpointer b)
{
  const GdBox p = ((const Part *)a)->box, q = ((const Part *)b)->box;
  return p.x0 != q.x0 ? (p.x0 > q.x0) - (p.x0 < q.x0) : (p.y0 > q.y0) - (p.y0 < q.y0);
}

/* Step 2. Caller owns (of Part, by their top). */
static GArray *find_parts(PIX *ink)
{
  GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
  g_autoptr(GArray) bands = gd_ink_bands_find(ink, GD_PAGE_INK_DPI);
  for (guint i = 0; i < bands->len; i++)
    add_parts(ink, &g_array_index(bands, GdInkBand, i), parts);
  g_array_sort(parts, by_top);
  return parts;
}

/* Lines of parts, which are brought into their order. Caller owns (of Line). */
static GArray *find_lines(GArray *parts)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (guint i = 0; i < parts->len; i++) {
    GdBox box = g_array_index(parts, Part, i).box;
    Line *last = lines->len > 0 ? &g_array_index(lines, Line, lines->len - 1) : NULL;
    double lower = last != NULL ? fmin(last->core1 - last->core0, gd_box_height(box)) : 0;
    if (last != NULL && gd_overlap(last->core0, last->core1, box.y0, box.y1) > SAME_LINE * lower) {
      last->core0 = fmax(last->core0, box.y0);
      last->core1 = fmin(last->core1, box.y1);
      last->n++;
      continue;
    }
    Line line = {box.y0, box.y1, i, 1};
    g_array_append_val(lines, line);
  }
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index(lines, Line, i);
    qsort(&g_array_index(parts, Part, line->first), line->n, sizeof(Part), by_left);
  }
  return lines;
}

/* The box of a piece with paper around it: a flat one (一, a dash) is as high as its line. */
static GdBox with_rim(GdBox box, int height)
{
  const double flat = fmax(0, (height - gd_box_height(box)) / 2);
  const double across = flat + RIM_ACROSS * height, along = RIM_ALONG * height;
  return gd_box(box.x0 - along, box.y0 - across, box.x1 + along, box.y1 + across);
}

/* Step 3: the pieces of a line (of Part). */
static void add_pieces(const GArray *parts, const Line *line, GArray *pieces)
{
  Part piece = g_array_index(parts, Part, line->first);
  for (guint i = 1; i <= line->n; i++) {
    const Part *next = i < line->n ? &g_array_index(parts, Part, line->first + i) : NULL;
    if (next != NULL && next->box.x0 - piece.box.x1 < WIDE_GAP * MAX(piece.height, next->height)) {
      piece.box = gd_box_union(piece.box, next->box);
      piece.height = MAX(piece.height, next->height);
      continue;
    }
    g_array_append_val(pieces, piece);
    if (next != NULL)
      piece = *next;
  }
}

/* Step 4. Of the box of all columns only x counts. taken: pixels. */
static GdBox find_columns(const GArray *pieces, const GArray *taken)
{
  GdBox columns = GD_BOX_NONE;
  for (guint i = 0; i < taken->len; i++)
    columns = gd_box_union(columns, g_array_index(taken, GdBox, i));
  for (guint i = 0; i < pieces->len; i++) {
    const Part *piece = &g_array_index(pieces, Part, i);
    if (gd_box_width(piece->box) >= LONG_PIECE * piece->height)
      columns = gd_box_union(columns, piece->box);
  }
  return columns;
}

static gboolean is_writing(const Part *piece, GdBox columns)
{
  const double beside = BESIDE_COLUMN * piece->height;
  if (gd_box_height(piece->box) > HIGHEST * piece->height)
    return FALSE;
  return gd_box_is_none(columns) ||
         (piece->box.x1 > columns.x0 - beside && piece->box.x0 < columns.x1 + beside);
}

/* Boxes of page space in pixels. Caller owns (of GdBox). */
static GArray *in_pixels(const GArray *boxes, const GdHomography *to_page)
{
  GArray *pixels = g_array_new(FALSE, FALSE, sizeof(GdBox));
  GdHomography back;
  for (guint i = 0; i < boxes->len && gd_homography_invert(to_page, &back); i++) {
    GdBox box = gd_homography_box(&back, g_array_index(boxes, GdBox, i));
    g_array_append_val(pixels, box);
  }
  return pixels;
}

/* What is taken, as wide as the page. Caller owns (of GdBox). */
static GArray *across_page(const GdPage *page, const GArray *taken)
{
  GArray *wide = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint i = 0; i < taken->len; i++) {
    GdBox box = g_array_index(taken, GdBox, i);
    GdBox whole = gd_box(0, box.y0, page->width, box.y1);
    g_array_append_val(wide, whole);
  }
  return wide;
}

GArray *gd_prose_lines_of_ink(PIX *ink, const GArray *taken, const GdHomography *to_page)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(GdBox));
  if (ink == NULL)
    return boxes;
  clear_areas(ink);
  g_autoptr(GArray) parts = find_parts(ink), pieces = g_array_new(FALSE, FALSE, sizeof(Part));
  g_autoptr(GArray) lines = find_lines(parts);
  for (guint i = 0; i < lines->len; i++)
    add_pieces(parts, &g_array_index(lines, Line, i), pieces);
  g_autoptr(GArray) tables = in_pixels(taken, to_page);
  const GdBox columns = find_columns(pieces, tables);
  for (guint i = 0; i < pieces->len && pieces->len <= GD_CAP_PAGE_LINES; i++) {
    const Part *piece = &g_array_index(pieces, Part, i);
    GdBox box = gd_homography_box(to_page, with_rim(piece->box, piece->height));
    if (is_writing(piece, columns))
      g_array_append_val(boxes, box);
  }
  return boxes;
}

GArray *gd_prose_lines_find(const GdPicture *picture, const GdPage *page, const GArray *taken)
{
  g_autoptr(GArray) wide = across_page(page, taken);
  GdHomography to_page;
  PIX *ink = gd_page_ink_new(picture, page, wide, &to_page, NULL);
  GArray *boxes = gd_prose_lines_of_ink(ink, taken, &to_page);
  pixDestroy(&ink);
  return boxes;
}
