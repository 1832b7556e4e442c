/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/labels.h"
#include <string.h>

/* Bytes of a line in which labels are looked for, about 130 characters: index
 * blocks have short lines, and every colon costs a walk over all labels. */
#define LABEL_BYTES_MAX 400

/* Length of the separator that may stand between label and value; 0 if p is none. */
static gsize separator_length(const char *p)
{
  if (*p == ':' || *p == '|')
    return 1;
  return g_str_has_prefix(p, "：") ? strlen("：") : 0;
}

/* A label starts its line, or white space or a bar parts it from what is before. */
static gboolean stands_apart(const GdFieldLine *line, gsize start)
{
  if (start == 0)
    return TRUE;
  guint32 raw = g_array_index(line->offsets, guint32, start);
  if (raw == 0)
    return TRUE;
  const char *before = g_utf8_find_prev_char(line->raw, line->raw + raw);
  if (before == NULL)
    return TRUE;
  gunichar c = g_utf8_get_char(before);
  return g_unichar_isspace(c) || c == 0x3000 || c == '|' || c == '\t' || c == '[' ||
         c == 0x3010; /* 【 */
}

gboolean gd_label_tab_before(const GdFieldLine *line, gsize at)
{
  for (guint32 raw = g_array_index(line->offsets, guint32, at); raw > 0; raw--) {
    char c = line->raw[raw - 1];
    if (c != ' ')
      return c == '\t';
  }
  return FALSE;
}

gboolean gd_label_find(const GdFieldPatterns *patterns, const GdFieldLine *line, gsize from,
                       GdLabelSpan *span)
{
  const char *text = line->text;
  gsize length = MIN(strlen(text), LABEL_BYTES_MAX);
  for (gsize at = from + 1; at < length; at++) {
    gsize separator = separator_length(text + at);
    if (separator == 0 && !gd_label_tab_before(line, at))
      continue;
    for (guint i = 0; i < patterns->labels->len; i++) {
      const char *label = patterns->labels->pdata[i];
      gsize bytes = strlen(label);
      if (bytes > at - from || memcmp(text + at - bytes, label, bytes) != 0 ||
          !stands_apart(line, at - bytes))
        continue;
      *span = (GdLabelSpan){label, at - bytes, at + separator};
      return TRUE;
    }
  }
  return FALSE;
}
