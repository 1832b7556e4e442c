/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/meta.h"

#include <string.h>

#include "fields/title_parts.h"

/* Bytes of metadata that are looked at, some 200 characters: keywords and
 * descriptions are longer. */
#define CONTENT_BYTES_MAX 600

/* What parts a page's title from the names of column and site. */
static const char *const separators[] = {"_", "|", "-", "—", "–", "－", "｜", "·"};

/* The shortest part of title, from its start to a separator or its end, that ends as titles do.
 * NULL if there is none. Caller frees. */
static char *without_site(const GdFieldPatterns *patterns, const char *title)
{
  for (const char *p = title;; p = g_utf8_next_char(p)) {
    gboolean ends = *p == '\0';
    for (guint i = 0; i < G_N_ELEMENTS(separators) && !ends; i++)
      ends = g_str_has_prefix(p, separators[i]);
    if (ends) {
      g_autofree char *part = g_strndup(title, (gsize)(p - title));
      if (gd_shape_is(patterns, GD_SHAPE_TITLE_END, part))
        return g_steal_pointer(&part);
    }
    if (*p == '\0')
      return NULL;
  }
}

/* The part of a title that is meant. NULL if it is not there. Caller frees. */
static char *part_of(const GdFieldPatterns *patterns, const char *title, GdTake take)
{
  g_autofree char *own = without_site(patterns, title);
  if (own == NULL || take == GD_TAKE_TITLE)
    return g_steal_pointer(&own);
  GdTitleParts parts = gd_title_parse(patterns, own);
  const gsize *range = take == GD_TAKE_YEAR ? parts.year : parts.agency;
  gboolean certain = take == GD_TAKE_YEAR ? parts.year_certain : parts.agency_certain;
  if (range[1] <= range[0] || !certain ||
      (take == GD_TAKE_YEAR && !gd_shape_is(patterns, GD_SHAPE_REPORT_TITLE, own)))
    return NULL;
  return g_strndup(own + range[0], range[1] - range[0]);
}

GdReading *gd_meta_reading(const GdFieldPatterns *patterns, const char *content, GdTake take)
{
  if (strlen(content) > CONTENT_BYTES_MAX)
    return NULL;
  g_autofree char *squeezed = gd_squeeze(content, NULL);
  g_autofree char *text =
      take == GD_TAKE_WHOLE ? g_steal_pointer(&squeezed) : part_of(patterns, squeezed, take);
  if (text == NULL || *text == '\0')
    return NULL;
  GdReading *reading = g_new0(GdReading, 1);
  reading->raw = take == GD_TAKE_WHOLE ? g_strdup(content) : g_strdup(text);
  reading->text = g_steal_pointer(&text);
  reading->box = GD_BOX_NONE;
  reading->confidence = 1;
  reading->trusted = TRUE;
  reading->certain = TRUE;
  return reading;
}
