/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/picture.h"

/* Share of a digit's em box above and below its ink. */
#define CORE_ABOVE 0.17
#define CORE_BELOW 0.13

/* A ruling that runs through text for more than this share of its length is a
 * stroke of characters: looked at every so many points, in what is left of a
 * character's box without a share of it above and below, left and right: a vertical
 * line may touch the text beside it. */
#define IN_TEXT 0.5
#define GLYPH_MARGIN 0.1 /* font sizes: strokes reach so far out of the em box */
#define TEXT_SAMPLE 4.0
#define TEXT_MIDDLE 0.02
#define TEXT_CENTRE 0.15

/* Pairs of characters and rulings that are compared. A dense page has 3,000 by 200. */
#define CAP_PAIRS (4 * 1000 * 1000)

/* Grey levels between the darkest and the lightest pixel in a glyph's place:
 * less is no ink. */
#define INK_CONTRAST 24

/* Whether the picture has ink in a box. */
static gboolean has_ink(const GdGrey *picture, GdBox box)
{
  double scale = picture->dpi / 72;
  guint x0 = (guint)CLAMP(box.x0 * scale, 0, picture->width - 1);
  guint x1 = (guint)CLAMP(ceil(box.x1 * scale), 0, picture->width);
  guint y0 = (guint)CLAMP(box.y0 * scale, 0, picture->height - 1);
  guint y1 = (guint)CLAMP(ceil(box.y1 * scale), 0, picture->height);
  guint8 dark = 255, light = 0;
  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++) {
      guint8 v = picture->pixels[y * picture->stride + x];
      dark = MIN(dark, v);
      light = MAX(light, v);
    }
  return light >= dark + INK_CONTRAST;
}

void gd_picture_look_for_ink(GdPdfPage *record, const GdGrey *picture)
{
  for (guint i = 0; i < record->glyphs->len; i++) {
    GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    GdBox box = glyph->box;
    if (g_unichar_isdigit(glyph->chars[0]) && glyph->angle == 0) {
      box.y0 += CORE_ABOVE * glyph->size;
      box.y1 -= CORE_BELOW * glyph->size;
    }
    glyph->invisible = !g_unichar_isspace(glyph->chars[0]) && !has_ink(picture, box);
  }
}

/* A piece of a ruling, along it, points. */
typedef struct {
  double from, to;
} Stretch;

/* Where a ruling runs through the middle of characters: an array of Stretch. */
static GArray *through_text(const GdPdfPage *record, const GdRuling *r)
{
  GArray *stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
  for (guint i = 0; i < record->glyphs->len; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    GdBox b = glyph->box;
    gboolean flat = r->direction == GD_HORIZONTAL;
    double margin = flat ? gd_box_height(b) * TEXT_MIDDLE : gd_box_width(b) * TEXT_CENTRE;
    gboolean across = flat ? r->at > b.y0 + margin && r->at < b.y1 - margin
                           : r->at > b.x0 + margin && r->at < b.x1 - margin;
    Stretch stretch = flat ? (Stretch){b.x0, b.x1} : (Stretch){b.y0, b.y1};
    if (across && stretch.to >= r->from && stretch.from <= r->to &&
        !g_unichar_isspace(glyph->chars[0]))
      g_array_append_val(stretches, stretch);
  }
  return stretches;
}

/* Share of a ruling that runs through the middle of characters. */
static double in_text(const GdPdfPage *record, const GdRuling *r)
{
  g_autoptr(GArray) stretches = through_text(record, r);
  guint samples = MAX(2, (guint)((r->to - r->from) / TEXT_SAMPLE)), inside = 0;
  for (guint k = 0; k < samples; k++) {
    double along = r->from + (r->to - r->from) * (k + 0.5) / samples;
    gboolean found = FALSE;
    for (guint i = 0; i < stretches->len && !found; i++) {
      const Stretch *stretch = &g_array_index(stretches, Stretch, i);
      found = along >= stretch->from && along <= stretch->to;
    }
    inside += found;
  }
  return (double)inside / samples;
}

/* Whether a ruling stands in the place of one character. */
static gboolean in_glyph(const GdPdfPage *record, const GdRuling *r)
{
  gboolean flat = r->direction == GD_HORIZONTAL;
  GdBox line = flat ? (GdBox){r->from, r->at, r->to, r->at} : (GdBox){r->at, r->from, r->at, r->to};
  for (guint i = 0; i < record->glyphs->len; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    double more = GLYPH_MARGIN * glyph->size;
    if (line.x0 >= glyph->box.x0 - more && line.x1 <= glyph->box.x1 + more &&
        line.y0 >= glyph->box.y0 - more && line.y1 <= glyph->box.y1 + more &&
        !g_unichar_isspace(glyph->chars[0]))
      return TRUE;
  }
  return FALSE;
}

void gd_picture_drop_text(const GdPdfPage *record, GArray *rulings)
{
  if (record->glyphs->len * (guint64)rulings->len > CAP_PAIRS)
    return;
  for (guint i = rulings->len; i > 0; i--) {
    const GdRuling *r = &g_array_index(rulings, GdRuling, i - 1);
    if (in_glyph(record, r) || in_text(record, r) > IN_TEXT)
      g_array_remove_index(rulings, i - 1);
  }
}
