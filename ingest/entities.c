/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/entities.h"

#include <libxml/HTMLparser.h>

/* Bytes of the longest name in HTML 4 ("thetasym"), or of a number, with some room. */
#define NAME_MAX_BYTES 12

const char *gd_entity_decode(const char *text, GString *out)
{
  if (text[0] != '&')
    return NULL;
  char name[NAME_MAX_BYTES + 1];
  gsize n = 0;
  for (const char *p = text + 1; n < NAME_MAX_BYTES && (g_ascii_isalnum(*p) || *p == '#'); p++)
    name[n++] = *p;
  name[n] = '\0';
  if (n == 0 || text[n + 1] != ';')
    return NULL;
  gunichar c = 0;
  if (name[0] == '#') {
    gboolean hex = name[1] == 'x' || name[1] == 'X';
    char *end = NULL;
    guint64 code = g_ascii_strtoull(name + 1 + hex, &end, hex ? 16 : 10);
    if (end != NULL && *end == '\0' && end > name + 1 + hex)
      c = code >= 0x20 && code <= 0x10FFFF && g_unichar_validate((gunichar)code) ? (gunichar)code
                                                                                 : 0xFFFD;
  } else {
    const htmlEntityDesc *entity = htmlEntityLookup(BAD_CAST name);
    c = entity != NULL ? entity->value : 0;
  }
  if (c == 0)
    return NULL;
  g_string_append_unichar(out, c);
  return text + n + 2;
}
