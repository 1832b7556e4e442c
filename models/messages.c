/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A catalogue, numbers of 32 bits in the byte order of the machine that made it:
 *
 *     magic, revision, n, originals, translations, …
 *     originals:     n times: length, offset ──▶ text NUL     sorted by text
 *     translations:  n times: length, offset ──▶ text NUL
 *
 * Files of the other byte order are refused: msgfmt is run where guidang is built.
 */
#include "models/messages.h"

#include <string.h>

#include "models/error.h"
#include "models/limits.h"

#define MAGIC 0x950412deU

enum { AT_MAGIC, AT_REVISION, AT_N, AT_ORIGINALS, AT_TRANSLATIONS, N_HEAD };

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
  return number;
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

const char *gd_tr(GdLang lang, const char *english)
{
  const GdCatalog *catalog = lang == GD_LANG_ZH ? chinese() : NULL;
  const char *text = catalog != NULL ? gd_catalog_lookup(catalog, english) : NULL;
  return text != NULL ? text : english;
}
