/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/ink.h"

/* Points. Pictures of this height may be of a number. */
#define PICTURE_LEAST 4.0
#define PICTURE_MOST 40.0
#define PICTURE_WIDEST 150.0

/* Share of it that a later area covers, from which ink is not seen. */
#define COVERED 0.9

/* Pairs of shapes and glyphs or rulings that are compared: 0.1 s. */
#define CAP_PAIRS (40 * 1000 * 1000)

static gboolean is_ink(const GdMark *mark)
{
  double height = gd_box_height(mark->box);
  if (mark->kind == GD_MARK_IMAGE)
    return height >= PICTURE_LEAST && height <= PICTURE_MOST &&
           gd_box_width(mark->box) <= PICTURE_WIDEST;
  return mark->kind == GD_MARK_SHAPE;
}

/* Whether rulings stand above, below, left and right of a place. */
static gboolean is_in_cell(const GArray *rulings, GdPoint p)
{
  gboolean above = FALSE, below = FALSE, left = FALSE, right = FALSE;
  for (guint i = 0; i < rulings->len; i++) {
    const GdRuling *r = &g_array_index(rulings, GdRuling, i);
    gboolean flat = r->direction == GD_HORIZONTAL;
    double along = flat ? p.x : p.y, across = flat ? p.y : p.x;
    if (along < r->from || along > r->to)
      continue;
    above = above || (flat && r->at < across);
    below = below || (flat && r->at > across);
    left = left || (!flat && r->at < across);
    right = right || (!flat && r->at > across);
  }
  return above && below && left && right;
}

/* Whether text of the first n glyphs lies on a box, as on a coloured button. */
static gboolean carries_text(const GdPdfPage *record, guint n, GdBox box)
{
  for (guint i = 0; i < n; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    if (!glyph->hidden && gd_box_has(box, gd_box_centre(glyph->box)))
      return TRUE;
  }
  return FALSE;
}

void gd_ink_add(GdPdfPage *record, const GdCovers *covers, const GArray *rulings)
{
  guint n = record->glyphs->len;
  guint64 pairs = 0;
  if (rulings->len == 0)
    return;
  for (guint i = 0; i < record->marks->len; i++) {
    const GdMark *mark = &g_array_index(record->marks, GdMark, i);
    if (!is_ink(mark))
      continue;
    pairs += n + rulings->len;
    if (pairs > CAP_PAIRS) {
      record->over = "small shapes of a page";
      return;
    }
    if (!is_in_cell(rulings, gd_box_centre(mark->box)) || carries_text(record, n, mark->box) ||
        gd_covers_hidden(covers, mark->box, mark->order) >= COVERED)
      continue;
    GdGlyph glyph = {.box = mark->box,
                     .size = gd_box_height(mark->box),
                     .code = i,
                     .order = mark->order,
                     .colour = mark->colour,
                     .unreadable = TRUE};
    g_array_append_val(record->glyphs, glyph);
  }
}
