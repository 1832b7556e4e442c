/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/pairs.h"

/* A label may be there if this share of its pairs is: a break of the line loses one, a misprint
 * two. */
#define PAIRS_SHARE 0.8
/* Share of the rows whose labels may be there. A hit has a third of the rows (align.c); in real
 * reports of other forms on the same subject up to a seventh of a long form's labels may be. */
#define ROWS_SHARE 0.2

#define HASH_BITS 16 /* 8 KB; a report has some thousand different pairs */

struct GdPairs {
  guint8 bits[(1 << HASH_BITS) / 8];
};

static guint hash(gunichar a, gunichar b)
{
  guint32 h = (a * 0x9E3779B1u) ^ (b * 0x85EBCA77u); /* odd constants of xxHash */
  return h >> (32 - HASH_BITS);
}

static void add(GdPairs *pairs, gunichar a, gunichar b)
{
  guint h = hash(a, b);
  pairs->bits[h / 8] |= (guint8)(1u << (h % 8));
}

static gboolean has(const GdPairs *pairs, gunichar a, gunichar b)
{
  guint h = hash(a, b);
  return (pairs->bits[h / 8] >> (h % 8)) & 1;
}

GdPairs *gd_pairs_new(const GdStream *stream)
{
  GdPairs *pairs = g_new0(GdPairs, 1);
  gunichar before = 0; /* labels may go on in the next token */
  for (guint u = 0; u < stream->units->len; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    for (guint t = 0; t < unit->tokens->len; t++) {
      const GdLabelText *label = gd_unit_token(unit, t)->label;
      for (guint i = 0; label != NULL && i < label->full.text.length; i++) {
        add(pairs, before, label->full.text.chars[i]);
        before = label->full.text.chars[i];
      }
    }
  }
  return pairs;
}

void gd_pairs_free(GdPairs *pairs)
{
  g_free(pairs);
}

static gboolean may_be_there(const GdFolded *text, const GdPairs *pairs)
{
  guint found = 0;
  for (guint i = 1; i < text->length; i++)
    found += has(pairs, text->chars[i - 1], text->chars[i]);
  return text->length < 2 || found >= PAIRS_SHARE * (text->length - 1);
}

gboolean gd_plan_may_stand(const GdPlan *plan, const GdPairs *pairs)
{
  guint rows = 0, there = 0;
  for (guint i = 0; i < plan->items->len; i++) {
    const GdItem *item = &g_array_index(plan->items, GdItem, i);
    if (item->kind != GD_ITEM_ROW)
      continue;
    const GdLabelMatcher *matcher = item->labels->pdata[0];
    gboolean found = FALSE;
    for (guint v = 0; v < matcher->variants->len && !found; v++)
      found = may_be_there(&g_array_index(matcher->variants, GdLabelText, v).bare.text, pairs);
    rows++;
    there += found;
  }
  return rows < GD_LONG_PLAN || there >= ROWS_SHARE * rows;
}
