/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matcher on any text: what the readers make of it goes through tables/. The first
 * byte chooses the reader. A report has each cell of a form at most once, and a number
 * that is called ok is one.
 */
#include "fuzz/fuzz.h"
#include "ingest/text.h"
#include "tables/tables.h"

#include <stdlib.h>

static GdFormSet *forms_once(void)
{
  static GdFormSet *forms = NULL; /* loading them takes longer than most inputs */
  if (forms != NULL)
    return forms;
  g_autofree char *data = gd_data_dir(NULL);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  const char *const folders[] = {folder, NULL};
  forms = gd_form_set_load(folders, NULL);
  if (forms == NULL)
    abort();
  return forms;
}

static void check(const GdDocument *document)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    gboolean sure = value->status == GD_STATUS_OK || value->status == GD_STATUS_INFERRED;
    char *key = g_strdup_printf("%s/%s/%s", value->table, value->row, value->column);
    if (!g_hash_table_add(seen, key) || (sure && !value->has_number))
      abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const GdKind kinds[] = {GD_KIND_TEXT, GD_KIND_MARKDOWN, GD_KIND_HTML};
  if (size == 0)
    return 0;
  g_autoptr(GdSource) source = gd_source_new("fuzz");
  GdPage *page = gd_text_page((const char *)data + 1, size - 1,
                              kinds[data[0] % G_N_ELEMENTS(kinds)], NULL, NULL);
  if (page == NULL)
    return 0;
  g_ptr_array_add(source->pages, page);
  source->n_pages = 1;
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, forms_once());
  for (guint i = 0; i < documents->len; i++)
    check(documents->pdata[i]);
  return 0;
}
