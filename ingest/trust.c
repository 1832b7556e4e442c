/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/trust.h"

struct GdTrust {
  GHashTable *codes;
};

GdTrust *gd_trust_new(void)
{
  return g_new0(GdTrust, 1);
}

void gd_trust_free(GdTrust *trust)
{
  g_free(trust);
}

void gd_trust_glyphs(GdTrust *trust, GdPdfPage *record)
{
  for (guint i = 0; i < record->glyphs->len; i++) {
    GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    glyph->hidden = glyph->invisible;
    glyph->unreadable = glyph->suspect || glyph->n_chars == 0;
  }
}

gboolean gd_trust_must_repeat(GdTrust *trust)
{
  return FALSE;
}

void gd_trust_page(GdTrust *trust, const GdPdfPage *record, GdPage *page)
{
  page->kind = GD_PAGE_TEXT_LAYER;
  page->reason = g_strdup("drawn text");
}
