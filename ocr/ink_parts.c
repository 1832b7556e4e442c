/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of text among the connected parts of a cell's ink:
 *
 * 1. Parts that lie along the edge and are thin are remains of rulings.
 * 2. Parts as tall as a digit start lines; those beside one another share one.
 *    If none is so tall, parts of some size in the middle do (a dash, a digit
 *    that the fax broke).
 * 3. What is near a line joins it (points, commas, broken pieces), until nothing
 *    more does.
 * 4. What then belongs nowhere is stray; specks are too small to count.
 *
 *       tall:  |1| |2|  |5|      near: .  ,      stray: a stamp's edge
 */
#include "ocr/ink_parts.h"

#include "models/limits.h"

/* Pieces of digits one above the other are of one line if they are no higher together: two
 * lines of the smallest print have 0.13 inches. */
#define GD_ONE_LINE 0.12

/* Inches. The smallest print of tables is 5 points: its digits have 0.05 inches. */
#define GD_TALL 0.052

/* Height of a part that starts a line where nothing is tall, in GD_TALL. */
#define GD_MEDIUM 0.3

/* Areas, square inches: a speck, and the smallest dash or broken digit; the latter has
 * at least that length (inches) one way or the other. */
#define GD_SPECK_AREA (1 / 12000.0)
#define GD_DASH_AREA (1 / 5500.0)
#define GD_DASH_LENGTH 0.022

/* A part within this of the edge (inches) and thinner than that is of a ruling. The cut
 * goes along the middle of rulings, exact to a pixel or two. */
#define GD_EDGE_ZONE 0.035
#define GD_RULING_WIDTH 0.024

/* A part as wide as this share of the cell and that flat (inches) is of a ruling,
 * if it is near the edge; in the middle it is a dash. */
#define GD_RULING_SHARE 0.5
#define GD_FLAT 0.03

/* Share of an edge's length beside the lines of text (not in their band) along which there
 * are remains of a ruling, from which on those in the band are of the ruling too. */
#define GD_EDGE_RULED 0.3

/* A part at the edge that is as long as this share of the cell's side, and fills
 * no more than that share of its box or is thin, is of rulings, slanted ones or a
 * corner of two. */
#define GD_FRAME_SHARE 0.72
#define GD_FRAME_FILL 0.2

/* The middle of a cell, where dashes stand: beyond this share from the edges. */
#define GD_MIDDLE 0.2

/* Nearness to a line, in heights of the line, or of a small digit (inches) where the
 * line is lower: a dash, a broken digit. A minus stands off by up to a digit's width. */
#define GD_NEAR 0.9
#define GD_SMALL_DIGIT 0.07

/* How far a part may hang over the line's top and bottom, in such heights. */
#define GD_HANG 0.28

/* Parts in the band of a line within this many heights of it that did not join it, specks
 * too, may be what is left of a sign, a digit or a unit, if together they have that
 * part of a digit's ink. */
#define GD_APART 2.5
#define GD_BESIDE_MOST 0.06

/* How far the middle of a digit's piece may stand out from the rest of it, in heights of the line.
 */
#define GD_PIECE_HANG 0.1

/* Rounds of joining: the gaps between parts grow a line by at most a digit each. */
#define GD_ROUNDS 6

typedef enum { PART_FREE, PART_RULING, PART_SPECK, PART_TEXT } PartRole;

typedef struct {
  int x0, y0, x1, y1; /* pixels, x1 and y1 beyond the part */
  int area;           /* pixels of ink */
  PartRole role;
} Part;

typedef struct {
  GdCellInk *ink;
  GArray *parts; /* of Part */
  int width, height;
} Cell;

/* Pixels of ink of a part further than zone pixels from all edges. */
static int count_inner(const Cell *cell, const Part *part, PIX *picture, int zone)
{
  const int x0 = MAX(zone, part->x0), x1 = MIN(cell->width - zone, part->x1);
  const int y0 = MAX(zone, part->y0), y1 = MIN(cell->height - zone, part->y1);
  if (x0 >= x1 || y0 >= y1)
    return 0;
  BOX *box = boxCreate(x0 - part->x0, y0 - part->y0, x1 - x0, y1 - y0);
  l_int32 inner = 0;
  pixCountPixelsInRect(picture, box, &inner, NULL);
  boxDestroy(&box);
  return inner;
}

/* Whether a part of that picture has no more ink away from the edges than a slanted ruling
 * has: digits that touch a ruling are no part of it. */
static gboolean keeps_to_edges(const Cell *cell, const Part *part, PIX *picture)
{
  const int zone = 1 + (int)(2 * gd_cell_ink_zone(cell->ink, GD_EDGE_ZONE));
  const double tall = GD_TALL * cell->ink->dpi;
  return count_inner(cell, part, picture, zone) < GD_DIGIT_AREA * tall * tall / 2;
}

/* A piece of a corner of two rulings: thin, and wholly beside the edges. */
static gboolean is_corner(const Cell *cell, const Part *part, PIX *picture)
{
  const double thin = GD_RULING_WIDTH * cell->ink->dpi;
  const int width = part->x1 - part->x0, height = part->y1 - part->y0;
  return part->area < thin * MAX(width, height) &&
         count_inner(cell, part, picture, (int)(gd_cell_ink_zone(cell->ink, GD_EDGE_ZONE))) == 0;
}

/* A slanted ruling, or a corner of rulings, at the edge. */
static gboolean is_frame(const Cell *cell, const Part *part, PIX *picture)
{
  const double thin = GD_RULING_WIDTH * cell->ink->dpi;
  const int width = part->x1 - part->x0, height = part->y1 - part->y0;
  if (part->x0 > 2 && part->y0 > 2 && part->x1 < cell->width - 2 && part->y1 < cell->height - 2)
    return FALSE;
  if (width < cell->width * GD_FRAME_SHARE && height < cell->height * GD_FRAME_SHARE)
    return FALSE;
  return (part->area < GD_FRAME_FILL * width * height || part->area < thin * MAX(width, height)) &&
         keeps_to_edges(cell, part, picture);
}

/* Thin, and wholly beside an edge: mostly a piece of a ruling. */
static gboolean along_edge(const Cell *cell, const Part *part)
{
  const double thin = GD_RULING_WIDTH * cell->ink->dpi,
               zone = gd_cell_ink_zone(cell->ink, GD_EDGE_ZONE);
  const int width = part->x1 - part->x0, height = part->y1 - part->y0;
  const gboolean side = part->x1 <= zone || part->x0 >= cell->width - zone;
  const gboolean top = part->y1 <= zone || part->y0 >= cell->height - zone;
  const double middle = (part->y0 + part->y1) / 2.0 / cell->height;
  if ((side && width < thin) || (top && height < thin))
    return TRUE;
  return width > cell->width * GD_RULING_SHARE && height < GD_FLAT * cell->ink->dpi &&
         (middle < GD_MIDDLE || middle > 1 - GD_MIDDLE);
}

void gd_ink_paint_over(GdCellInk *ink, PIX *part, int x, int y)
{
  g_autoptr(GdOcrPix) wide = pixAddBorder(part, 1, 0);
  g_autoptr(GdOcrPix) grown = wide != NULL ? pixDilateBrick(NULL, wide, 3, 3) : NULL;
  if (grown != NULL)
    pixSetMaskedGeneral(ink->grey, grown, (l_uint32)ink->paper, x - 1, y - 1);
}

static GArray *find_parts(const Cell *cell, PIX *mask)
{
  GArray *parts = g_array_new(FALSE, TRUE, sizeof(Part));
  l_int32 count = 0;
  if (pixCountConnComp(mask, 8, &count) != 0 || count > GD_CAP_CELL_PARTS) {
    cell->ink->rest = count;
    return parts;
  }
  PIXA *pictures = NULL;
  g_autoptr(GdOcrBoxes) boxes = pixConnComp(mask, &pictures, 8);
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    g_autoptr(GdOcrPix) picture = pixaGetPix(pictures, i, L_CLONE);
    pixCountPixels(picture, &area, NULL);
    Part part = {x, y, x + w, y + h, area, PART_FREE};
    if (along_edge(cell, &part) || is_corner(cell, &part, picture) ||
        is_frame(cell, &part, picture))
      part.role = PART_RULING;
    if (part.role == PART_RULING)
      gd_ink_paint_over(cell->ink, picture, x, y);
    else if (area < 1 + GD_SPECK_AREA * cell->ink->dpi * cell->ink->dpi)
      part.role = PART_SPECK;
    g_array_append_val(parts, part);
  }
  pixaDestroy(&pictures);
  return parts;
}

static void grow(GdInkLine *line, const Part *part, gboolean upright)
{
  line->x0 = MIN(line->x0, part->x0);
  line->x1 = MAX(line->x1, part->x1);
  if (upright) {
    line->y0 = MIN(line->y0, part->y0);
    line->y1 = MAX(line->y1, part->y1);
  }
}

/* The line that a tall part stands in, by overlap in y; NULL if none. */
static GdInkLine *line_beside(GArray *lines, const Part *part)
{
  for (guint i = 0; i < lines->len; i++) {
    GdInkLine *line = &g_array_index(lines, GdInkLine, i);
    const double shared = gd_overlap(line->y0, line->y1, part->y0, part->y1);
    if (shared > 0.5 * MIN(line->y1 - line->y0, part->y1 - part->y0))
      return line;
  }
  return NULL;
}

static void start_line(Cell *cell, Part *part, gboolean tall)
{
  GArray *lines = cell->ink->lines;
  GdInkLine *line = line_beside(lines, part);
  if (line == NULL && lines->len < GD_CAP_CELL_LINES) {
    GdInkLine fresh = {part->x0, part->y0, part->x1, part->y1, tall ? part->y1 - part->y0 : 0};
    g_array_append_val(lines, fresh);
  } else if (line != NULL) {
    grow(line, part, TRUE);
  } else {
    return;
  }
  part->role = PART_TEXT;
}

static void start_lines(Cell *cell)
{
  const double dpi = cell->ink->dpi;
  for (guint i = 0; i < cell->parts->len; i++) {
    Part *part = &g_array_index(cell->parts, Part, i);
    if (part->role == PART_FREE && part->y1 - part->y0 >= GD_TALL * dpi)
      start_line(cell, part, TRUE);
  }
  if (cell->ink->lines->len > 0)
    return;
  for (guint i = 0; i < cell->parts->len; i++) {
    Part *part = &g_array_index(cell->parts, Part, i);
    const double height = part->y1 - part->y0, length = MAX(height, part->x1 - part->x0);
    const gboolean medium = height >= GD_TALL * GD_MEDIUM * dpi;
    if (part->role == PART_FREE && length >= GD_DASH_LENGTH * dpi &&
        (medium || part->area >= GD_DASH_AREA * dpi * dpi))
      start_line(cell, part, FALSE);
  }
}

/* Takes together what a digit fell into whose thin strokes left no ink. */
static void join_pieces(Cell *cell)
{
  GArray *lines = cell->ink->lines;
  for (guint i = 0; i < lines->len; i++)
    for (guint k = lines->len - 1; k > i; k--) {
      GdInkLine *a = &g_array_index(lines, GdInkLine, i);
      const GdInkLine *b = &g_array_index(lines, GdInkLine, k);
      if (MAX(a->y1, b->y1) - MIN(a->y0, b->y0) > GD_ONE_LINE * cell->ink->dpi)
        continue;
      const Part whole = {(int)b->x0, (int)b->y0, (int)b->x1, (int)b->y1, 0, PART_TEXT};
      grow(a, &whole, TRUE);
      a->height = MAX(a->height, b->height) > 0 ? a->y1 - a->y0 : 0;
      g_array_remove_index(lines, k);
    }
}

/* Whether a part stands in the band of a line and within reach of it, in heights. */
static gboolean is_near(const Cell *cell, const GdInkLine *line, const Part *part, double reach)
{
  const double tall = MAX(line->y1 - line->y0, GD_SMALL_DIGIT * cell->ink->dpi);
  const double middle = (line->y0 + line->y1) / 2, half = tall * (0.5 + GD_HANG);
  if (part->y0 < middle - half || part->y1 > middle + half)
    return FALSE;
  return part->x1 > line->x0 - reach * tall && part->x0 < line->x1 + reach * tall;
}

/* A flat speck to the left of a line at half its height: a pale minus. */
static gboolean may_be_minus(const Cell *cell, const GdInkLine *line, const Part *part)
{
  const double off = (part->y0 + part->y1) / 2.0 - (line->y0 + line->y1) / 2;
  return part->role == PART_SPECK && part->x1 - part->x0 >= part->y1 - part->y0 &&
         part->x1 <= line->x0 && ABS(off) < (line->y1 - line->y0) / 4 &&
         is_near(cell, line, part, GD_NEAR);
}

static gboolean join_near(Cell *cell)
{
  gboolean joined = FALSE;
  for (guint i = 0; i < cell->parts->len; i++) {
    Part *part = &g_array_index(cell->parts, Part, i);
    for (guint k = 0; k < cell->ink->lines->len; k++) {
      GdInkLine *line = &g_array_index(cell->ink->lines, GdInkLine, k);
      const gboolean near = part->role == PART_FREE && is_near(cell, line, part, GD_NEAR);
      if (!near && !may_be_minus(cell, line, part))
        continue;
      grow(line, part, part->y1 - part->y0 > (line->y1 - line->y0) / 4);
      part->role = PART_TEXT;
      joined = TRUE;
    }
  }
  return joined;
}

static int by_length(gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

/* Height of the line's digits: the median of its tall parts. */
static double digit_height(const Cell *cell, const GdInkLine *line)
{
  g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < cell->parts->len; i++) {
    const Part *part = &g_array_index(cell->parts, Part, i);
    const int height = part->y1 - part->y0;
    if (part->role == PART_TEXT && height >= (line->y1 - line->y0) * 0.6 && part->y0 >= line->y0 &&
        part->y1 <= line->y1)
      g_array_append_val(heights, height);
  }
  g_array_sort(heights, by_length);
  return heights->len > 0 ? g_array_index(heights, int, heights->len / 2) : 0;
}

static int by_top(gconstpointer a, gconstpointer b)
{
  const double d = ((const GdInkLine *)a)->y0 - ((const GdInkLine *)b)->y0;
  return d < 0 ? -1 : d > 0;
}

/* Whether a part that was taken for a ruling may be a digit that the cut goes through:
 * as tall as the line's digits, beside them, and of no length beyond. */
static gboolean may_be_digit(const GdInkLine *line, const Part *part)
{
  const double tall = line->y1 - line->y0, height = part->y1 - part->y0;
  return height > 0.7 * tall && height < 1.3 * tall &&
         gd_overlap(line->y0, line->y1, part->y0, part->y1) > 0.7 * tall;
}

/* Whether the edge that a part of a ruling lies at has remains of the ruling above and
 * below the line too: then it is no digit. */
static gboolean is_ruled_beside(const Cell *cell, const GdInkLine *line, const Part *of)
{
  const gboolean left = of->x0 + of->x1 < cell->width;
  const double zone = gd_cell_ink_zone(cell->ink, GD_EDGE_ZONE);
  double along = 0;
  for (guint i = 0; i < cell->parts->len; i++) {
    const Part *part = &g_array_index(cell->parts, Part, i);
    const gboolean here = left ? part->x0 < zone : part->x1 > cell->width - zone;
    if (part->role == PART_RULING && here)
      along += part->y1 - part->y0 - gd_overlap(part->y0, part->y1, line->y0, line->y1);
  }
  return along > GD_EDGE_RULED * (cell->height - (line->y1 - line->y0));
}

/* Whether a part stands above or below the middle of a part of the line: a piece of a digit whose
 * thin strokes are too pale, which readers see with it. A point or a sign stands beside. */
static gboolean is_piece(const Cell *cell, const GdInkLine *line, const Part *part)
{
  if (part->y0 < line->y0 || part->y1 > line->y1)
    return FALSE;
  const double middle = (part->x0 + part->x1) / 2.0, hang = GD_PIECE_HANG * (line->y1 - line->y0);
  for (guint i = 0; i < cell->parts->len; i++) {
    const Part *other = &g_array_index(cell->parts, Part, i);
    if (other->role == PART_TEXT && middle > other->x0 - hang && middle < other->x1 + hang &&
        (other->y1 <= part->y0 || other->y0 >= part->y1 || other->area > part->area))
      return TRUE;
  }
  return FALSE;
}

/* What is beside a line, in its band, and not of it. */
static void look_beside(Cell *cell, const GdInkLine *line, double digit)
{
  double beside = 0;
  for (guint i = 0; i < cell->parts->len; i++) {
    const Part *part = &g_array_index(cell->parts, Part, i);
    if (part->role == PART_RULING)
      cell->ink->cut |= may_be_digit(line, part) && !is_ruled_beside(cell, line, part);
    else if (part->role != PART_TEXT && is_near(cell, line, part, GD_APART) &&
             !is_piece(cell, line, part))
      beside += part->area;
  }
  if (beside > GD_BESIDE_MOST * digit)
    cell->ink->stray = MAX(cell->ink->stray, 1);
}

static void sum_up(Cell *cell)
{
  GdCellInk *ink = cell->ink;
  double tallest = GD_TALL * ink->dpi;
  for (guint i = 0; i < ink->lines->len; i++) {
    GdInkLine *line = &g_array_index(ink->lines, GdInkLine, i);
    if (line->height > 0)
      line->height = digit_height(cell, line);
    tallest = MAX(tallest, line->height);
    if (line->x0 <= 1 || line->y0 <= 1 || line->x1 >= cell->width - 1 ||
        line->y1 >= cell->height - 1)
      ink->cut = TRUE;
  }
  const double digit = GD_DIGIT_AREA * tallest * tallest;
  for (guint i = 0; i < cell->parts->len; i++) {
    const Part *part = &g_array_index(cell->parts, Part, i);
    if (part->role == PART_FREE || part->role == PART_SPECK)
      ink->rest += part->area / digit;
    if (part->role == PART_FREE)
      ink->stray = MAX(ink->stray, part->area / digit);
  }
  for (guint k = 0; k < ink->lines->len; k++)
    look_beside(cell, &g_array_index(ink->lines, GdInkLine, k), digit);
}

void gd_ink_find_lines(GdCellInk *ink, PIX *mask)
{
  Cell cell = {ink, NULL, pixGetWidth(mask), pixGetHeight(mask)};
  cell.parts = find_parts(&cell, mask);
  start_lines(&cell);
  join_pieces(&cell);
  for (int round = 0; round < GD_ROUNDS && join_near(&cell); round++)
    ;
  sum_up(&cell);
  g_array_sort(ink->lines, by_top);
  g_array_unref(cell.parts);
}
