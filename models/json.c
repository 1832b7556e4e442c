/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/json.h"

#include <glib/gstdio.h>
#include <string.h>

#include "models/limits.h"

/* Jansson reads nested values by recursion, so deep ones must not reach it. What is no JSON may
 * be counted wrongly: it does not get past Jansson either, which takes the standard's alone and
 * stops at the first byte that is not of it. */
static gboolean check_depth(const char *text, gsize length, const char *path, GError **error)
{
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = text[i];
    if (quoted && c == '\\')
      i++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '['))
      depth++;
    else if (!quoted && (c == '}' || c == ']') && depth > 0)
      depth--;
    if (depth > GD_CAP_JSON_DEPTH) {
      g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%s: nested deeper than GD_CAP_JSON_DEPTH (%d)",
                  path, GD_CAP_JSON_DEPTH);
      return FALSE;
    }
  }
  return TRUE;
}

static char *read_capped(const char *path, gsize cap, gsize *length, GError **error)
{
  GStatBuf about;
  g_autoptr(GError) reason = NULL;
  if (g_stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: not a regular file", path);
    return NULL;
  }
  if (g_stat(path, &about) == 0 && (guint64)about.st_size > cap) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%s: larger than %" G_GSIZE_FORMAT " bytes", path,
                cap);
    return NULL;
  }
  char *text = NULL;
  if (!g_file_get_contents(path, &text, length, &reason))
    g_set_error_literal(error, GD_ERROR, GD_ERROR_IO, reason->message); /* names the file */
  return text;
}

GdJsonFile *gd_json_file_load(const char *path, gsize cap, GError **error)
{
  gsize length = 0;
  g_autofree char *text = read_capped(path, cap, &length, error);
  if (text == NULL || !check_depth(text, length, path, error))
    return NULL;
  /* Of a byte 0 Jansson tells the line. */
  if (memchr(text, '\0', length) == NULL && !g_utf8_validate(text, (gssize)length, NULL)) {
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: not UTF-8", path);
    return NULL;
  }
  json_error_t wrong;
  json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &wrong);
  if (root == NULL) {
    g_autofree char *reason = g_utf8_make_valid(wrong.text, -1); /* may be cut within a letter */
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: not JSON: line %d: %s", path, wrong.line,
                reason);
    return NULL;
  }
  GdJsonFile *file = g_new0(GdJsonFile, 1);
  file->path = g_strdup(path);
  file->root = root;
  return file;
}

void gd_json_file_free(GdJsonFile *file)
{
  if (file == NULL)
    return;
  g_free(file->path);
  json_decref(file->root);
  g_clear_error(&file->error);
  g_free(file);
}

gboolean gd_json_file_ok(const GdJsonFile *file, GError **error)
{
  if (file->error == NULL)
    return TRUE;
  g_propagate_error(error, g_error_copy(file->error));
  return FALSE;
}

static void append_way(GString *out, const GdJson *at)
{
  if (at == NULL || at->parent == NULL)
    return;
  append_way(out, at->parent);
  if (at->key == NULL)
    g_string_append_printf(out, "[%u]", at->index);
  else
    g_string_append_printf(out, "%s%s", at->parent->parent ? "." : "", at->key);
}

void gd_json_fail(const GdJson *at, const char *format, ...)
{
  if (at->file->error != NULL)
    return;
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  g_autoptr(GString) way = g_string_new(NULL);
  append_way(way, at);
  at->file->error = g_error_new(GD_ERROR, GD_ERROR_FORM, "%s: %s%s%s", at->file->path, way->str,
                                way->len > 0 ? ": " : "", message);
}

GdJson gd_json_root(GdJsonFile *file)
{
  return (GdJson){.file = file, .node = file->root};
}

gboolean gd_json_is_object(const GdJson *at)
{
  return json_is_object(at->node);
}

gboolean gd_json_is_array(const GdJson *at)
{
  return json_is_array(at->node);
}

void gd_json_keys(const GdJson *at, const char *const *known)
{
  if (!gd_json_is_object(at)) {
    gd_json_fail(at, "must be an object");
    return;
  }
  const char *name;
  json_t *node;
  json_object_foreach(at->node, name, node) if (!g_strv_contains(known, name))
  {
    GdJson member = {at->file, at, name, 0, node};
    gd_json_fail(&member, "unknown key");
    return;
  }
}

GdJson gd_json_member(const GdJson *at, const char *key, gboolean required)
{
  GdJson member = {.file = at->file, .parent = at, .key = key};
  member.node = json_object_get(at->node, key); /* NULL of what is no object */
  if (required && member.node == NULL)
    gd_json_fail(&member, "is missing");
  return member;
}

guint gd_json_length(const GdJson *at)
{
  if (at->node == NULL)
    return 0;
  if (gd_json_is_array(at))
    return (guint)json_array_size(at->node);
  gd_json_fail(at, "must be a list");
  return 0;
}

GdJson gd_json_element(const GdJson *at, guint index)
{
  return (GdJson){
      .file = at->file, .parent = at, .index = index, .node = json_array_get(at->node, index)};
}

const char **gd_json_names(const GdJson *at)
{
  if (gd_json_has(at) && !gd_json_is_object(at))
    gd_json_fail(at, "must be an object");
  const char **names = g_new0(const char *, json_object_size(at->node) + 1), *name;
  json_t *node;
  guint n = 0;
  json_object_foreach(at->node, name, node) names[n++] = name;
  return names;
}

const char *gd_json_text(const GdJson *at)
{
  if (at->node == NULL)
    return NULL;
  if (!json_is_string(at->node))
    gd_json_fail(at, "must be a string");
  return json_string_value(at->node);
}

double gd_json_double(const GdJson *at)
{
  if (!json_is_number(at->node))
    gd_json_fail(at, "must be a number");
  return json_number_value(at->node);
}

const char *gd_json_string(const GdJson *at)
{
  if (at->node == NULL)
    return NULL;
  const char *string = json_string_value(at->node);
  if (string == NULL || *string == '\0') {
    gd_json_fail(at, "must be a string that is not empty");
    return NULL;
  }
  for (const char *p = string; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_iscntrl(g_utf8_get_char(p))) {
      gd_json_fail(at, "must not hold control characters");
      return NULL;
    }
  return string;
}

gboolean gd_json_boolean(const GdJson *at)
{
  if (at->node == NULL)
    return FALSE;
  if (json_is_boolean(at->node))
    return json_boolean_value(at->node);
  gd_json_fail(at, "must be true or false");
  return FALSE;
}

gint64 gd_json_integer(const GdJson *at, gint64 least, gint64 most, gint64 fallback)
{
  if (at->node == NULL)
    return fallback;
  gint64 n = json_is_integer(at->node) ? json_integer_value(at->node) : least - 1;
  if (n >= least && n <= most)
    return n;
  gd_json_fail(at, "must be an integer from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, least,
               most);
  return fallback;
}

guint gd_json_choice(const GdJson *at, const char *const *names, guint fallback)
{
  const char *string = gd_json_string(at);
  if (string == NULL)
    return fallback;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal(names[i], string))
      return i;
  g_autofree char *list = g_strjoinv(", ", (char **)names);
  gd_json_fail(at, "is \"%s\", must be one of: %s", string, list);
  return fallback;
}
