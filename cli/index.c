/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/index.h"

#include <string.h>

#include "cli/index_cache.h"
#include "export/export.h"
#include "export/file.h"

struct GdIndex {
  GHashTable *by_id;     /* char* (the record's) → GdRecord*, owned */
  GHashTable *by_source; /* char*, owned → GPtrArray of GdRecord*, lent */
};

static GdIndex *index_new(void)
{
  GdIndex *index = g_new0(GdIndex, 1);
  index->by_id =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)gd_record_free);
  index->by_source =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return index;
}

/* The record of what path holds: from the cache, or by reading it. */
static GdRecord *read_record(const char *path, const GdIndexCache *cache, GError **error)
{
  g_autofree char *sha256 = NULL, *recipe = NULL;
  GdRecord *record = gd_file_digest(path, &sha256, NULL) && sha256 != NULL
                         ? gd_index_cache_find(cache, sha256)
                         : NULL;
  if (record != NULL)
    return record;
  g_autoptr(GdDocument) document = gd_export_load(path, &recipe, error);
  return document != NULL ? gd_record_new(document, recipe) : NULL;
}

/* Reads one document folder into index. A folder without report.json is none of
 * guidang's documents. */
static void load_one(GdIndex *index, const char *folder, const GdIndexCache *cache,
                     GPtrArray *broken)
{
  g_autofree char *path = g_build_filename(folder, "report.json", NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return;
  GError *error = NULL;
  GdRecord *record = read_record(path, cache, &error);
  if (record == NULL) {
    g_prefix_error(&error, "%s: ", path);
    g_ptr_array_add(broken, error);
    return;
  }
  g_free(record->id);
  record->id = g_path_get_basename(folder); /* what its path is made of */
  gd_index_put(index, record);
}

GdIndex *gd_index_load(const char *out, GPtrArray *broken)
{
  GdIndex *index = index_new();
  g_autoptr(GdIndexCache) cache = gd_index_cache_load(out);
  g_autofree char *documents = g_build_filename(out, "documents", NULL);
  g_autoptr(GDir) dir = g_dir_open(documents, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *folder = g_build_filename(documents, name, NULL);
    if (name[0] != '.')
      load_one(index, folder, cache, broken);
  }
  return index;
}

void gd_index_free(GdIndex *index)
{
  if (index == NULL)
    return;
  g_hash_table_unref(index->by_source);
  g_hash_table_unref(index->by_id);
  g_free(index);
}

GdRecord *gd_index_lookup(GdIndex *index, const char *id)
{
  return g_hash_table_lookup(index->by_id, id);
}

GPtrArray *gd_index_of_source(GdIndex *index, const char *source)
{
  GPtrArray *found = g_hash_table_lookup(index->by_source, source);
  return found != NULL ? g_ptr_array_copy(found, NULL, NULL) : g_ptr_array_new();
}

/* Puts record under its source. */
static void attach(GdIndex *index, GdRecord *record)
{
  GPtrArray *siblings = g_hash_table_lookup(index->by_source, record->source);
  if (siblings == NULL) {
    siblings = g_ptr_array_new();
    g_hash_table_insert(index->by_source, g_strdup(record->source), siblings);
  }
  g_ptr_array_add(siblings, record);
}

static void detach(GdIndex *index, GdRecord *record)
{
  GPtrArray *siblings = g_hash_table_lookup(index->by_source, record->source);
  g_ptr_array_remove(siblings, record);
  if (siblings->len == 0)
    g_hash_table_remove(index->by_source, record->source);
}

GdRecord *gd_index_put(GdIndex *index, GdRecord *record)
{
  gd_index_remove(index, record->id);
  g_hash_table_insert(index->by_id, record->id, record);
  attach(index, record);
  return record;
}

void gd_index_remove(GdIndex *index, const char *id)
{
  GdRecord *record = g_hash_table_lookup(index->by_id, id);
  if (record == NULL)
    return;
  detach(index, record);
  g_hash_table_remove(index->by_id, id);
}

void gd_index_move(GdIndex *index, const char *from, const char *to, const char *sha256)
{
  g_autoptr(GPtrArray) records = gd_index_of_source(index, from);
  for (guint i = 0; i < records->len; i++) {
    GdRecord *record = g_ptr_array_index(records, i);
    if (!g_str_equal(record->sha256, sha256))
      continue;
    detach(index, record);
    g_free(record->source);
    record->source = g_strdup(to);
    attach(index, record);
  }
}

static int compare_records(gconstpointer a, gconstpointer b)
{
  const GdRecord *left = *(const GdRecord *const *)a, *right = *(const GdRecord *const *)b;
  int order = strcmp(left->source, right->source);
  if (order == 0)
    order = (left->order > right->order) - (left->order < right->order);
  return order != 0 ? order : strcmp(left->id, right->id);
}

GPtrArray *gd_index_sorted(GdIndex *index)
{
  GPtrArray *all = g_ptr_array_new();
  GHashTableIter iter;
  gpointer record;
  g_hash_table_iter_init(&iter, index->by_id);
  while (g_hash_table_iter_next(&iter, NULL, &record))
    g_ptr_array_add(all, record);
  g_ptr_array_sort(all, compare_records);
  return all;
}
