/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A catalogue, numbers of 32 bits, the lowest byte first (as msgfmt is told to write them):
 *
 *     magic, revision, n, originals, translations, …
 *     originals:     n times: length, offset ──▶ text NUL     sorted by text
 *     translations:  n times: length, offset ──▶ text NUL
 *
 * What was said earlier, and is kept in English in a record, is translated by its format: of
 * those formats of the catalogue whose literal parts stand in the text in their order, the
 * one with the longest parts; what stands between them is put into the translation.
 *
 *     the table %s was not found        ──▶  the table | (1) | was not found
 *     未找到表 %s                        ◀──  未找到表 (1)
 */
#include "models/messages.h"

#include <string.h>

#include "models/error.h"
#include "models/limits.h"

#define MAGIC 0x950412deU

/* Bytes of a format's literal parts: "%s: %s" would fit everything. */
#define LITERAL_LEAST 6

/* A reason stands inside a message, a kind inside the reason. */
#define SAID_DEPTH 2

enum { AT_MAGIC, AT_REVISION, AT_N, AT_ORIGINALS, AT_TRANSLATIONS, N_HEAD };

static char *said_by(const GdCatalog *catalog, const char *english, guint depth);

struct GdCatalog {
  GMappedFile *file;
  const char *bytes;
  gsize length;
  guint32 n, originals, translations;
};

static guint32 number_at(const GdCatalog *catalog, gsize offset)
{
  guint32 number;
  memcpy(&number, catalog->bytes + offset, sizeof number);
  return GUINT32_FROM_LE(number);
}

/* Text i of the table at offset, which load has checked to be inside. NULL if the text
 * is not. */
static const char *text_at(const GdCatalog *catalog, guint32 table, guint32 i)
{
  gsize entry = table + (gsize)i * 2 * sizeof(guint32);
  gsize length = number_at(catalog, entry), offset = number_at(catalog, entry + sizeof(guint32));
  if (offset >= catalog->length || length >= catalog->length - offset ||
      catalog->bytes[offset + length] != '\0')
    return NULL;
  return catalog->bytes + offset;
}

static gboolean holds_table(const GdCatalog *catalog, guint32 table)
{
  return table <= catalog->length &&
         (catalog->length - table) / (2 * sizeof(guint32)) >= catalog->n;
}

static gboolean read_head(GdCatalog *catalog)
{
  if (catalog->length < N_HEAD * sizeof(guint32) || number_at(catalog, 0) != MAGIC)
    return FALSE;
  catalog->n = number_at(catalog, AT_N * sizeof(guint32));
  catalog->originals = number_at(catalog, AT_ORIGINALS * sizeof(guint32));
  catalog->translations = number_at(catalog, AT_TRANSLATIONS * sizeof(guint32));
  return holds_table(catalog, catalog->originals) && holds_table(catalog, catalog->translations);
}

GdCatalog *gd_catalog_load(const char *path, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GdCatalog) catalog = g_new0(GdCatalog, 1);
  catalog->file = g_mapped_file_new(path, FALSE, &cause);
  if (catalog->file == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", cause->message);
    return NULL;
  }
  catalog->bytes = g_mapped_file_get_contents(catalog->file);
  catalog->length = g_mapped_file_get_length(catalog->file);
  if (catalog->length > GD_CAP_CATALOG_BYTES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP, "%s: more than %d bytes (GD_CAP_CATALOG_BYTES)",
                path, GD_CAP_CATALOG_BYTES);
    return NULL;
  }
  if (!read_head(catalog)) {
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: no catalogue of messages", path);
    return NULL;
  }
  return g_steal_pointer(&catalog);
}

void gd_catalog_free(GdCatalog *catalog)
{
  if (catalog == NULL)
    return;
  g_clear_pointer(&catalog->file, g_mapped_file_unref);
  g_free(catalog);
}

const char *gd_catalog_lookup(const GdCatalog *catalog, const char *english)
{
  guint32 low = 0, high = catalog->n;
  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    const char *original = text_at(catalog, catalog->originals, middle);
    if (original == NULL)
      return NULL;
    int order = strcmp(english, original);
    if (order == 0) {
      const char *text = text_at(catalog, catalog->translations, middle);
      return text != NULL && text[0] != '\0' ? text : NULL;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* The catalogue of a language: installed beside the executable, else in the tree it was built
 * in. NULL if there is none. Caller frees. */
static char *find_file(const char *language)
{
  g_autofree char *executable = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *bin = g_path_get_dirname(executable != NULL ? executable : "/");
  g_autofree char *prefix = g_path_get_dirname(bin);
  g_autofree char *installed =
      g_build_filename(prefix, "share", "locale", language, "LC_MESSAGES", "guidang.mo", NULL);
  if (g_file_test(installed, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer(&installed);
#ifdef GUIDANG_BUILD_LOCALE_DIR
  g_autofree char *built =
      g_build_filename(GUIDANG_BUILD_LOCALE_DIR, language, "LC_MESSAGES", "guidang.mo", NULL);
  if (g_file_test(built, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer(&built);
#endif
  return NULL;
}

/* The Chinese catalogue, loaded when first asked for, never changed or freed: like the
 * texts in the sources, it is the same for all of a run. NULL if there is none. */
static const GdCatalog *chinese(void)
{
  static gsize done = 0;
  static GdCatalog *catalog = NULL;
  if (g_once_init_enter(&done)) {
    g_autofree char *path = find_file("zh_CN");
    catalog = path != NULL ? gd_catalog_load(path, NULL) : NULL;
    g_once_init_leave(&done, 1);
  }
  return catalog;
}

/* The directive of a format at p, which is a '%': its length, 0 if it is none that guidang's
 * messages use. "%%" is one too. */
static gsize directive_length(const char *p)
{
  gsize n = 1;
  if (p[n] == '%')
    return 2;
  n += strspn(p + n, "0123456789.");
  n += strspn(p + n, "lz");
  return p[n] != '\0' && strchr("sducgfi", p[n]) != NULL ? n + 1 : 0;
}

/* A format cut at its directives (of char*): literal, directive, literal … literal. */
static GPtrArray *cut_format(const char *format)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  GString *literal = g_string_new(NULL);
  for (const char *p = format; *p != '\0';) {
    gsize n = *p == '%' ? directive_length(p) : 0;
    if (n == 2 && p[1] == '%') {
      g_string_append_c(literal, '%');
    } else if (n > 0) {
      g_ptr_array_add(parts, g_strdup(literal->str));
      g_ptr_array_add(parts, g_strndup(p, n));
      g_string_truncate(literal, 0);
    } else {
      g_string_append_c(literal, *p);
    }
    p += n > 0 ? n : 1;
  }
  g_ptr_array_add(parts, g_string_free(literal, FALSE));
  return parts;
}

/* Whether text can be what a directive printed. */
static gboolean fits(const char *directive, const char *text, gsize length)
{
  char kind = directive[strlen(directive) - 1];
  return kind == 's' || (length > 0 && strspn(text, "0123456789.-+e") >= length);
}

/* What the directives of a format printed into text (of char*); NULL if it is not of this
 * format. Caller owns. */
static GPtrArray *arguments_of(const GPtrArray *parts, const char *text)
{
  const char *first = parts->pdata[0];
  if (!g_str_has_prefix(text, first))
    return NULL;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  const char *at = text + strlen(first);
  for (guint i = 1; i + 1 < parts->len; i += 2) {
    const char *literal = parts->pdata[i + 1];
    gboolean last = i + 2 == parts->len;
    const char *end = NULL;
    if (last && g_str_has_suffix(at, literal))
      end = at + strlen(at) - strlen(literal);
    else if (!last)
      end = literal[0] != '\0' ? strstr(at, literal) : at;
    if (end == NULL || !fits(parts->pdata[i], at, (gsize)(end - at)))
      return NULL;
    g_ptr_array_add(found, g_strndup(at, (gsize)(end - at)));
    at = end + strlen(literal);
  }
  return g_steal_pointer(&found);
}

static gsize literal_length(const GPtrArray *parts)
{
  gsize length = 0;
  for (guint i = 0; i < parts->len; i += 2)
    length += strlen(parts->pdata[i]);
  return length;
}

/* The translated format with these arguments, translated themselves where they can be. */
static char *put_together(const GdCatalog *catalog, const char *format, const GPtrArray *arguments,
                          guint depth)
{
  g_autoptr(GPtrArray) parts = cut_format(format);
  GString *text = g_string_new(parts->pdata[0]);
  for (guint i = 1; i + 1 < parts->len; i += 2) {
    const char *argument = i / 2 < arguments->len ? arguments->pdata[i / 2] : "";
    g_autofree char *said = said_by(catalog, argument, depth + 1);
    g_string_append_printf(text, "%s%s", said, (const char *)parts->pdata[i + 1]);
  }
  return g_string_free(text, FALSE);
}

static char *said_by(const GdCatalog *catalog, const char *english, guint depth)
{
  const char *known = english[0] != '\0' ? gd_catalog_lookup(catalog, english) : NULL;
  if (known != NULL || depth > SAID_DEPTH)
    return g_strdup(known != NULL ? known : english);
  g_autoptr(GPtrArray) best = NULL;
  const char *translation = NULL;
  gsize longest = LITERAL_LEAST - 1;
  for (guint32 i = 0; i < catalog->n; i++) {
    const char *original = text_at(catalog, catalog->originals, i);
    if (original == NULL || strchr(original, '%') == NULL)
      continue;
    g_autoptr(GPtrArray) parts = cut_format(original);
    gsize length = literal_length(parts);
    if (parts->len < 3 || length <= longest)
      continue;
    GPtrArray *arguments = arguments_of(parts, english);
    if (arguments == NULL)
      continue;
    g_clear_pointer(&best, g_ptr_array_unref);
    best = arguments;
    longest = length;
    translation = text_at(catalog, catalog->translations, i);
  }
  return best != NULL && translation != NULL ? put_together(catalog, translation, best, depth)
                                             : g_strdup(english);
}

char *gd_said(GdLang lang, const char *english)
{
  const GdCatalog *catalog = lang == GD_LANG_ZH ? chinese() : NULL;
  if (catalog == NULL || english == NULL || english[0] == '\0')
    return g_strdup(english);
  return said_by(catalog, english, 0);
}

const char *gd_tr(GdLang lang, const char *english)
{
  const GdCatalog *catalog = lang == GD_LANG_ZH && english[0] != '\0' ? chinese() : NULL;
  const char *text = catalog != NULL ? gd_catalog_lookup(catalog, english) : NULL;
  return text != NULL ? text : english;
}
