/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/fields.h"
#include "fields/candidates.h"
#include "models/lines.h"

gboolean gd_field_is_seen(const GdFieldPatterns *patterns, const char *name)
{
  for (guint i = 0; i < patterns->fields->len; i++) {
    const GdFieldRules *field = patterns->fields->pdata[i];
    if (g_str_equal(field->name, name))
      return field->seen;
  }
  return FALSE;
}

void gd_fields_read(GdDocument *document, const GdFieldPatterns *patterns)
{
  g_autoptr(GPtrArray) page_lines = NULL;
  g_autoptr(GPtrArray) lines =
      gd_field_lines(document->source, document->first_page, document->last_page, &page_lines);
  if (lines->len == 0)
    return;
  g_autoptr(GdLayout) layout = gd_layout_new(patterns, lines);
  if (document->order <= 1) /* metadata are the file's: whose they are is not clear further on */
    layout->metas = document->source->metas;
  g_autoptr(GPtrArray) labelled = gd_labelled_values(layout);
  for (guint i = 0; i < patterns->fields->len; i++)
    gd_field_settle(document, patterns->fields->pdata[i], layout, labelled);
}
