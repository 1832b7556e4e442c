/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/piece_strokes.h"

#include "models/geometry.h"
#include "raster/ink_bands.h"

/* Strokes below one another are one character (三): so low, in heights of characters, so near, and
 * of the narrower one so much in common. Dashes of two rows are farther apart. */
#define FLAT 0.3
#define STROKE_GAP 0.6
#define STROKE_COMMON 0.6

/* Longer flat pieces, in heights of characters, are what is left of a broken ruling, and so are
 * flat ones in their rows: a dash takes two characters at most. */
#define RULING_LENGTH 2.6

static gboolean is_flat(GdBox box, int height)
{
  return gd_box_height(box) <= FLAT * height;
}

/* Whether the stroke is the next one below of the character that ends with stroke `upper`. */
static gboolean is_next_stroke(GdBox upper, GdBox stroke, int height)
{
  const double common = gd_overlap(upper.x0, upper.x1, stroke.x0, stroke.x1);
  const double narrower = fmin(gd_box_width(upper), gd_box_width(stroke));
  return is_flat(upper, height) && is_flat(stroke, height) && stroke.y0 >= upper.y0 &&
         stroke.y0 - upper.y1 < STROKE_GAP * height && common >= STROKE_COMMON * narrower;
}

/* Makes one piece of the strokes of a character that lie apart; pieces are in the order of their
 * tops. */
static void join_strokes(GArray *pieces, const GArray *bands)
{
  for (guint i = 0; i < pieces->len; i++) {
    const GdBox first = g_array_index(pieces, GdBox, i);
    const int height = gd_ink_height_at(bands, gd_box_centre(first).y);
    GdBox last = first;
    for (guint k = i + 1; k < pieces->len && is_flat(first, height);) {
      const GdBox next = g_array_index(pieces, GdBox, k);
      if (next.y0 - last.y1 >= STROKE_GAP * height)
        break;
      if (!is_next_stroke(last, next, height)) {
        k++;
        continue;
      }
      GdBox *whole = &g_array_index(pieces, GdBox, i);
      *whole = gd_box_union(*whole, next);
      last = next;
      g_array_remove_index(pieces, k);
    }
  }
}

/* Drops what is left of broken rulings. */
static void drop_rulings(GArray *pieces, const GArray *bands)
{
  g_autoptr(GArray) rulings = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint i = 0; i < pieces->len; i++) {
    const GdBox box = g_array_index(pieces, GdBox, i);
    const int height = gd_ink_height_at(bands, gd_box_centre(box).y);
    if (is_flat(box, height) && gd_box_width(box) > RULING_LENGTH * height)
      g_array_append_val(rulings, box);
  }
  for (guint i = pieces->len; i-- > 0 && rulings->len > 0;) {
    const GdBox box = g_array_index(pieces, GdBox, i);
    const int height = gd_ink_height_at(bands, gd_box_centre(box).y);
    const double rim = FLAT * height / 2;
    gboolean left = FALSE;
    for (guint k = 0; k < rulings->len && !left && is_flat(box, height); k++) {
      const GdBox ruling = g_array_index(rulings, GdBox, k);
      left = box.y0 > ruling.y0 - rim && box.y1 < ruling.y1 + rim;
    }
    if (left)
      g_array_remove_index(pieces, i);
  }
}

void gd_piece_strokes_mend(GArray *pieces, const GArray *bands)
{
  drop_rulings(pieces, bands);
  join_strokes(pieces, bands);
}
