/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. What is darker than paper by POINT_PART of the way to ink, and its connected parts in the
 *    band of the only line. Parts above one another, or nearly, are one: thin strokes break.
 * 2. Digits are as tall as the line. A point is low, small, and above it is nothing:
 *
 *       7  0  .  3  5        two digits before it, two behind
 *
 * 3. One such part, whole digits on both sides: that is where the point is. Where there is
 *    anything else, or several parts may be points, nothing is said.
 */
#include "ocr/ink_point.h"

#include "models/limits.h"

#include <string.h>

/* The way from paper to ink from which on something is seen. */
#define POINT_PART 0.3

/* Shares of the height of digits: digits have that height at least, points at most these heights
 * and widths; they end so near to the foot of the line. Gaps that broken strokes leave. */
#define DIGIT_TALL 0.75
#define POINT_HIGH 0.35
#define POINT_WIDE 0.35
#define POINT_OFF 0.15
#define STROKE_GAP 0.1

/* Ink, in squares of that height, below which a part is grain. */
#define GRAIN_AREA 0.01

static int by_left(gconstpointer a, gconstpointer b)
{
  const double d = ((const GdBox *)a)->x0 - ((const GdBox *)b)->x0;
  return d < 0 ? -1 : d > 0;
}

static gboolean is_in_line(const GdInkLine *line, GdBox box, double area)
{
  return area >= GRAIN_AREA * line->height * line->height &&
         gd_overlap(line->x0, line->x1, box.x0, box.x1) > 0 &&
         gd_overlap(line->y0, line->y1, box.y0, box.y1) > 0;
}

/* Parts of the line, by their left edges. Caller owns (of GdBox); empty if there are too many. */
static GArray *find_parts(const GdCellInk *ink, const GdInkLine *line)
{
  GArray *found = g_array_new(FALSE, FALSE, sizeof(GdBox));
  const int level = ink->paper - (int)(POINT_PART * (ink->paper - ink->ink));
  g_autoptr(GdOcrPix) dark = pixThresholdToBinary(ink->grey, level);
  PIXA *pictures = NULL;
  BOXA *boxes = dark != NULL ? pixConnComp(dark, &pictures, 8) : NULL;
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n && n <= GD_CAP_CELL_PARTS; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    PIX *part = pixaGetPix(pictures, i, L_CLONE);
    const GdBox box = gd_box(x, y, x + w, y + h);
    if (part != NULL && pixCountPixels(part, &area, NULL) == 0 && is_in_line(line, box, area))
      g_array_append_val(found, box);
    pixDestroy(&part);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&pictures);
  g_array_sort(found, by_left);
  return found;
}

/* Takes parts above one another together. */
static void join_parts(GArray *parts, double gap)
{
  for (guint i = 1; i < parts->len;) {
    GdBox *left = &g_array_index(parts, GdBox, i - 1);
    const GdBox right = g_array_index(parts, GdBox, i);
    if (right.x0 - left->x1 > gap) {
      i++;
      continue;
    }
    *left = gd_box_union(*left, right);
    g_array_remove_index(parts, i);
  }
}

static gboolean is_point(GdBox box, const GdInkLine *line)
{
  const double h = line->height;
  return gd_box_height(box) <= POINT_HIGH * h && gd_box_width(box) <= POINT_WIDE * h &&
         fabs(box.y1 - line->y1) <= POINT_OFF * h;
}

/* Steps 2 and 3: digits before and behind the point; FALSE if that is not clear. */
static gboolean count_digits(const GArray *parts, const GdInkLine *line, gsize *before,
                             gsize *behind)
{
  gboolean seen = FALSE;
  *before = *behind = 0;
  for (guint i = 0; i < parts->len; i++) {
    const GdBox box = g_array_index(parts, GdBox, i);
    if (gd_box_height(box) >= DIGIT_TALL * line->height)
      ++*(seen ? behind : before);
    else if (seen || !is_point(box, line))
      return FALSE;
    else
      seen = TRUE;
  }
  return seen && *before > 0 && *behind > 0;
}

char *gd_ink_with_point(const GdCellInk *ink, const char *text)
{
  const gsize digits = strspn(text, "0123456789");
  if (ink->grey == NULL || ink->lines->len != 1 || digits < 2 ||
      strpbrk(text + digits, "0123456789.,") != NULL)
    return NULL;
  const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, 0);
  if (line->height <= 0)
    return NULL;
  gsize before = 0, behind = 0;
  g_autoptr(GArray) parts = find_parts(ink, line);
  join_parts(parts, STROKE_GAP * line->height);
  gboolean seen = count_digits(parts, line, &before, &behind);
  /* characters of a unit are in pieces, and behind the digits */
  gboolean fits = text[digits] == '\0' ? before + behind == digits : before + behind >= digits;
  if (!seen || !fits || before >= digits)
    return NULL;
  return g_strdup_printf("%.*s.%s", (int)before, text, text + before);
}
