/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/collect.h"

#include "cli/index_cache.h"
#include "export/file.h"
#include "export/rows.h"
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

/* Reads a document; puts it into cache, unless that is NULL. */
static GdDocument *load(const char *out, const GdRecord *record, GdIndexCache *cache,
                        GError **error)
{
  g_autofree char *path = g_build_filename(out, "documents", record->id, "report.json", NULL);
  g_autofree char *sha256 = NULL, *recipe = NULL;
  gboolean digested = cache != NULL && gd_file_digest(path, &sha256, NULL) && sha256 != NULL;
  GdDocument *document = gd_export_load(path, &recipe, error);
  if (document == NULL) {
    g_prefix_error(error, "%s: ", path);
    return NULL;
  }
  if (digested) {
    g_autoptr(GdRecord) as_read = gd_record_new(document, recipe);
    gd_index_cache_put(cache, sha256, as_read);
  }
  return document;
}

struct GdYears {
  const char *out;
  GdIndex *index;
  const GdFormSet *forms;
  GHashTable *by_key; /* see index_years() */
};

GdYears *gd_years_new(const char *out, GdIndex *index, const GdFormSet *forms)
{
  GdYears *years = g_new0(GdYears, 1);
  years->out = out;
  years->index = index;
  years->forms = forms;
  g_autoptr(GPtrArray) records = gd_index_sorted(index);
  years->by_key = index_years(records);
  return years;
}

void gd_years_free(GdYears *years)
{
  if (years == NULL)
    return;
  g_hash_table_unref(years->by_key);
  g_free(years);
}

GPtrArray *gd_years_relate(const GdYears *years, const GdDocument *document)
{
  const GdRecord *record = gd_index_lookup(years->index, document->id);
  if (record == NULL || record->agency[0] == '\0' || record->year == 0)
    return NULL;
  g_autofree char *key = year_key(record->agency, record->year - 1);
  const GdRecord *before = g_hash_table_lookup(years->by_key, key);
  if (before == NULL)
    return NULL;
  g_autoptr(GdDocument) earlier =
      load(years->out, before, NULL, NULL); /* told when its turn comes */
  return earlier != NULL ? gd_tables_relate(document, earlier, years->forms) : NULL;
}

GdCollected *gd_collected_new(void)
{
  GdCollected *collected = g_new0(GdCollected, 1);
  collected->broken = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
  collected->undecided = g_ptr_array_new_with_free_func(g_free);
  return collected;
}

void gd_collected_free(GdCollected *collected)
{
  if (collected == NULL)
    return;
  g_clear_pointer(&collected->kept, g_ptr_array_unref);
  g_ptr_array_unref(collected->broken);
  g_ptr_array_unref(collected->undecided);
  g_free(collected);
}

static gboolean add(GdCollection *collection, const GdDocument *document, GPtrArray *further,
                    const GdCorrections *corrections, GdCollected *collected, GError **error)
{
  if (further != NULL)
    gd_corrections_apply_findings(corrections, document->id, further);
  gd_corrections_tell_open(corrections, document, further, collected->undecided);
  collected->by_status[gd_rows_status(document, further)]++;
  return gd_collection_add(collection, document, further, error);
}

gboolean gd_collect(const char *out, GdIndex *index, const GdKnowledge *knowledge,
                    const GdExportOptions *options, const GdCorrections *corrections,
                    GdCollected *collected, GError **error)
{
  g_autoptr(GdCollection) collection = gd_collection_new(out, knowledge->forms, options, error);
  if (collection == NULL)
    return FALSE;
  g_autoptr(GPtrArray) records = gd_index_sorted(index);
  g_autoptr(GdYears) years = gd_years_new(out, index, knowledge->forms);
  g_autoptr(GdIndexCache) cache = gd_index_cache_new();
  g_autoptr(GHashTable) present = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < records->len; i++) {
    const GdRecord *record = g_ptr_array_index(records, i);
    GError *unreadable = NULL;
    g_hash_table_add(present, record->id);
    g_autoptr(GdDocument) document = load(out, record, cache, &unreadable);
    if (document == NULL) {
      g_ptr_array_add(collected->broken, unreadable);
      continue;
    }
    g_autoptr(GPtrArray) further = gd_years_relate(years, document);
    if (!add(collection, document, further, corrections, collected, error))
      return FALSE;
  }
  gd_index_cache_save(cache, out);
  gd_corrections_tell_lost(corrections, present, collected->undecided);
  return gd_collection_finish(collection, &collected->kept, error);
}
