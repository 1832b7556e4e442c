/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/source.h"

#include <string.h>

/* Characters of a stem that stay in a document id; a file name has 255 bytes at
 * most and ids get suffixes. */
#define ID_STEM_CHARS 60

GdMeta *gd_meta_new(const char *name, const char *content)
{
  GdMeta *meta = g_new0(GdMeta, 1);
  meta->name = g_strdup(name);
  meta->content = g_strdup(content);
  return meta;
}

void gd_meta_free(GdMeta *meta)
{
  if (meta == NULL)
    return;
  g_free(meta->name);
  g_free(meta->content);
  g_free(meta);
}

GdSource *gd_source_new(const char *path)
{
  GdSource *source = g_new0(GdSource, 1);
  g_atomic_ref_count_init(&source->refs);
  source->path = g_strdup(path);
  source->pages = g_ptr_array_new_with_free_func((GDestroyNotify)gd_page_free);
  return source;
}

GdSource *gd_source_ref(GdSource *source)
{
  g_atomic_ref_count_inc(&source->refs);
  return source;
}

void gd_source_unref(GdSource *source)
{
  if (source == NULL || !g_atomic_ref_count_dec(&source->refs))
    return;
  g_free(source->path);
  g_free(source->kind);
  g_free(source->sha256);
  g_free(source->container);
  g_free(source->member);
  g_free(source->message_id);
  g_free(source->sender);
  g_free(source->received);
  g_ptr_array_unref(source->pages);
  g_clear_pointer(&source->metas, g_ptr_array_unref);
  g_free(source);
}

char *gd_source_document_id(const GdSource *source)
{
  g_autofree char *base = g_path_get_basename(source->member ? source->member : source->path);
  g_autofree char *valid = g_utf8_make_valid(base, -1);
  char *dot = strrchr(valid, '.');
  if (dot != NULL && dot != valid)
    *dot = '\0';

  GString *id = g_string_new(NULL);
  guint chars = 0;
  for (const char *p = valid; *p != '\0' && chars < ID_STEM_CHARS; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean keep = g_unichar_isalnum(c) || c == '_' || c == '.' || c == '-';
    gunichar out = keep ? c : '_';
    if (out == '_' && (id->len == 0 || id->str[id->len - 1] == '_'))
      continue; /* no leading and no doubled underscores */
    if ((out == '.' || out == '-') && id->len == 0)
      continue; /* neither a hidden folder nor an option */
    g_string_append_unichar(id, out);
    chars++;
  }
  while (id->len > 0 && strchr("_.", id->str[id->len - 1]) != NULL)
    g_string_truncate(id, id->len - 1);
  if (id->len == 0)
    g_string_append(id, "document");
  g_string_append_printf(id, "-%.8s", source->sha256 ? source->sha256 : "00000000");
  return g_string_free(id, FALSE);
}
