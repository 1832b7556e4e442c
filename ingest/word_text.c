/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/joined.h"

#include "models/text.h"

/* Digits of one number differ in size or height by less than this share. */
#define UNEVEN 0.08

/* Whether the digits of a word differ clearly in size or height (7², 12①): a
 * reader of the text alone would take them for one number. */
static gboolean is_uneven(const GdJoined *word)
{
  const GdPlaced *first = NULL;
  for (guint i = 0; i < word->glyphs->len; i++) {
    const GdPlaced *p = gd_joined_glyph(word, i);
    if (p->glyph->n_chars == 0 || !(g_unichar_isdigit(p->glyph->chars[0]) ||
                                    g_unichar_type(p->glyph->chars[0]) == G_UNICODE_OTHER_NUMBER))
      continue;
    if (first == NULL) {
      first = p;
      continue;
    }
    double size = fmax(first->glyph->size, p->glyph->size);
    if (fabs(p->glyph->size - first->glyph->size) > UNEVEN * size ||
        fabs((p->v0 + p->v1) - (first->v0 + first->v1)) / 2 > UNEVEN * size ||
        g_unichar_isdigit(p->glyph->chars[0]) != g_unichar_isdigit(first->glyph->chars[0]))
      return TRUE;
  }
  return FALSE;
}

GdWord *gd_joined_write(const GdJoined *word)
{
  g_autoptr(GString) text = g_string_new(NULL);
  GdBox box = GD_BOX_NONE;
  gboolean unreadable = FALSE;
  for (guint i = 0; i < word->glyphs->len; i++) {
    const GdGlyph *glyph = gd_joined_glyph(word, i)->glyph;
    box = gd_box_union(box, glyph->box);
    unreadable =
        unreadable || glyph->unreadable || glyph->n_chars == 0 || gd_joined_glyph(word, i)->clash;
    if (glyph->n_chars == 0)
      g_string_append_unichar(text, 0xFFFD);
    for (guint k = 0; k < glyph->n_chars; k++) {
      guint32 c = glyph->chars[k];
      gboolean shown = c >= 0x20 && g_unichar_validate(c) && !g_unichar_isspace(c) &&
                       g_unichar_type(c) != G_UNICODE_FORMAT;
      g_string_append_unichar(text, shown ? c : 0xFFFD);
    }
  }
  g_autofree char *nfc = gd_nfc(text->str);
  GdWord *out = gd_word_new(box, nfc, word->hidden ? GD_SOURCE_HIDDEN : GD_SOURCE_TEXT_LAYER);
  out->size = word->size;
  out->unreadable = unreadable;
  out->uneven = is_uneven(word);
  return out;
}

static int by_height(gconstpointer a, gconstpointer b)
{
  const GdWord *p = *(GdWord *const *)a, *q = *(GdWord *const *)b;
  GdPoint c = gd_box_centre(p->box), d = gd_box_centre(q->box);
  if (c.y != d.y)
    return c.y < d.y ? -1 : 1;
  return c.x < d.x ? -1 : c.x > d.x;
}

static int by_left(gconstpointer a, gconstpointer b)
{
  const GdWord *p = *(GdWord *const *)a, *q = *(GdWord *const *)b;
  if (p->box.x0 != q->box.x0)
    return p->box.x0 < q->box.x0 ? -1 : 1;
  return p->box.y0 < q->box.y0 ? -1 : p->box.y0 > q->box.y0;
}

/* Words whose middles are within half a font size of the first's make a line. */
void gd_words_sort(GPtrArray *words)
{
  g_ptr_array_sort(words, by_height);
  for (guint i = 0; i < words->len;) {
    const GdWord *first = words->pdata[i];
    double limit = gd_box_centre(first->box).y + fmin(first->size, gd_box_height(first->box)) / 2;
    guint n = 1;
    while (i + n < words->len &&
           gd_box_centre(((const GdWord *)words->pdata[i + n])->box).y < limit)
      n++;
    qsort(words->pdata + i, n, sizeof words->pdata[0], by_left);
    i += n;
  }
}
