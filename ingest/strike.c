/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/strike.h"

#include <stdlib.h>

/* Points. The thickest area that strikes out; a thicker one covers. */
#define THICKEST 3.0

/* Share of a digit's em box above and below its ink. */
#define CORE_ABOVE 0.17
#define CORE_BELOW 0.13

/* Share of the ink's height, from above, between which a line strikes it out. Lines
 * to write on and rulings that touch digits stay below it. */
#define MIDDLE_FROM 0.25
#define MIDDLE_TO 0.75

/* Share of a digit's width that is struck through. */
#define LEAST_THROUGH 0.5

/* 0..255. Least contrast of a line that is seen. */
#define LEAST_CONTRAST 24

/* Pairs of lines and digits that are compared: 0.1 s. */
#define CAP_PAIRS (20 * 1000 * 1000)

static gboolean is_line(const GdMark *mark)
{
  double width = gd_box_width(mark->box), height = gd_box_height(mark->box);
  if (mark->kind == GD_MARK_SHAPE) /* a slanted stroke */
    return TRUE;
  return height <= THICKEST && mark->width <= THICKEST && width > height;
}

static int by_height(gconstpointer a, gconstpointer b)
{
  const GdMark *p = *(GdMark *const *)a, *q = *(GdMark *const *)b;
  double y = gd_box_centre(p->box).y, z = gd_box_centre(q->box).y;
  return y < z ? -1 : y > z;
}

/* A line is seen on the glyph, or beneath it. */
static gboolean is_seen(const GdCovers *covers, const GdMark *line, const GdGlyph *glyph)
{
  GdBox box = line->box;
  box.x0 = fmax(box.x0, glyph->box.x0);
  box.x1 = fmin(box.x1, glyph->box.x1);
  box.y0 -= 0.1;
  box.y1 += 0.1;
  GdPoint centre = gd_box_centre(box);
  if (gd_covers_hidden(covers, box, line->order) > 0.5)
    return FALSE;
  if (line->kind == GD_MARK_SHAPE)
    return line->order > glyph->order;
  return line->order > glyph->order ||
         gd_covers_contrast(covers, centre, line->order, line->colour, NULL) >= LEAST_CONTRAST;
}

static gboolean strikes(const GdMark *line, const GdGlyph *glyph)
{
  GdBox b = glyph->box;
  return gd_overlap(line->box.x0, line->box.x1, b.x0, b.x1) >= LEAST_THROUGH * gd_box_width(b);
}

/* Index of the first line at y or below. */
static guint first_from(const GPtrArray *lines, double y)
{
  guint low = 0, high = lines->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (gd_box_centre(((const GdMark *)lines->pdata[middle])->box).y < y)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void gd_strike_find(GdPdfPage *record, const GdCovers *covers)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  for (guint i = 0; i < record->marks->len; i++) {
    GdMark *mark = &g_array_index(record->marks, GdMark, i);
    if (is_line(mark))
      g_ptr_array_add(lines, mark);
  }
  g_ptr_array_sort(lines, by_height);
  guint64 pairs = 0;
  for (guint i = 0; i < record->glyphs->len && lines->len > 0; i++) {
    GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    gboolean upright = fabs(remainder(glyph->angle, 180)) <= 45;
    if (glyph->n_chars == 0 || !g_unichar_isdigit(glyph->chars[0]) || !upright)
      continue;
    double height = gd_box_height(glyph->box);
    double top = glyph->box.y0 + CORE_ABOVE * height;
    double ink = height * (1 - CORE_ABOVE - CORE_BELOW);
    for (guint k = first_from(lines, top + MIDDLE_FROM * ink); k < lines->len; k++) {
      const GdMark *line = lines->pdata[k];
      if (gd_box_centre(line->box).y > top + MIDDLE_TO * ink)
        break;
      if (++pairs > CAP_PAIRS) {
        record->over = "lines of a page";
        return;
      }
      if (strikes(line, glyph) && is_seen(covers, line, glyph))
        glyph->unreadable = TRUE;
    }
  }
}
