/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/collect.h"

#include "tables/tables.h"

static char *year_key(const char *agency, guint year)
{
  return g_strdup_printf("%u %s", year, agency);
}

/* Agency and year → the first such document in output order. Values are lent. */
static GHashTable *index_years(const GPtrArray *records)
{
  GHashTable *years = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < records->len; i++) {
    GdRecord *record = g_ptr_array_index(records, i);
    if (record->agency[0] == '\0' || record->year == 0 || record->form[0] == '\0')
      continue;
    char *key = year_key(record->agency, record->year);
    if (g_hash_table_contains(years, key))
      g_free(key);
    else
      g_hash_table_insert(years, key, record);
  }
  return years;
}

static GdDocument *load(const char *out, const GdRecord *record, GError **error)
{
  g_autofree char *path = g_build_filename(out, "documents", record->id, "report.json", NULL);
  GdDocument *document = gd_export_load(path, NULL, error);
  if (document == NULL)
    g_prefix_error(error, "%s: ", path);
  return document;
}

/* Findings about document against the year before; NULL if there is no such year. */
static GPtrArray *relate(const char *out, const GdDocument *document, const GdRecord *record,
                         GHashTable *years, const GdFormSet *forms)
{
  if (record->agency[0] == '\0' || record->year == 0)
    return NULL;
  g_autofree char *key = year_key(record->agency, record->year - 1);
  const GdRecord *before = g_hash_table_lookup(years, key);
  if (before == NULL)
    return NULL;
  g_autoptr(GdDocument) earlier = load(out, before, NULL); /* told when its own turn comes */
  return earlier != NULL ? gd_tables_relate(document, earlier, forms) : NULL;
}

gboolean gd_collect(const char *out, GdIndex *index, const GdKnowledge *knowledge,
                    const GdExportOptions *options, GPtrArray **kept, GPtrArray *broken,
                    GError **error)
{
  g_autoptr(GdCollection) collection = gd_collection_new(out, knowledge->forms, options, error);
  if (collection == NULL)
    return FALSE;
  g_autoptr(GPtrArray) records = gd_index_sorted(index);
  g_autoptr(GHashTable) years = index_years(records);
  for (guint i = 0; i < records->len; i++) {
    const GdRecord *record = g_ptr_array_index(records, i);
    GError *unreadable = NULL;
    g_autoptr(GdDocument) document = load(out, record, &unreadable);
    if (document == NULL) {
      g_ptr_array_add(broken, unreadable);
      continue;
    }
    g_autoptr(GPtrArray) further = relate(out, document, record, years, knowledge->forms);
    if (!gd_collection_add(collection, document, further, error))
      return FALSE;
  }
  return gd_collection_finish(collection, kept, error);
}
