/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/index_cache.h"

#include <string.h>

#include "export/file.h"

/* What the file begins with: another order of bytes, or other records, read differently. */
#define FORMAT 0x67644901u

/* Bytes of the file: some 200,000 documents. */
#define CAP_BYTES ((gsize)64 * 1024 * 1024)

/* The program's version; digest and record of each document. */
#define CACHE_TYPE "(usa(sv))"

struct GdIndexCache {
  GHashTable *records; /* char*, the digest, owned → GVariant*, owned */
};

static char *path_of(const char *out)
{
  return g_build_filename(out, ".guidang", "index", NULL);
}

GdIndexCache *gd_index_cache_new(void)
{
  GdIndexCache *cache = g_new0(GdIndexCache, 1);
  cache->records =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  return cache;
}

void gd_index_cache_free(GdIndexCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref(cache->records);
  g_free(cache);
}

GdIndexCache *gd_index_cache_load(const char *out)
{
  GdIndexCache *cache = gd_index_cache_new();
  g_autofree char *path = path_of(out);
  char *bytes = NULL;
  gsize length;
  if (!gd_file_load(path, CAP_BYTES, &bytes, &length, NULL))
    return cache;
  g_autoptr(GVariant) all = g_variant_ref_sink(
      g_variant_new_from_data(G_VARIANT_TYPE(CACHE_TYPE), bytes, length, FALSE, g_free, bytes));
  guint format;
  const char *version, *sha256;
  g_autoptr(GVariantIter) entries = NULL;
  g_variant_get(all, "(u&sa(sv))", &format, &version, &entries);
  if (!g_variant_is_normal_form(all) || format != FORMAT || !g_str_equal(version, GUIDANG_VERSION))
    return cache;
  GVariant *record;
  while (g_variant_iter_next(entries, "(&sv)", &sha256, &record))
    g_hash_table_replace(cache->records, g_strdup(sha256), record);
  return cache;
}

GdRecord *gd_index_cache_find(const GdIndexCache *cache, const char *sha256)
{
  GVariant *record = g_hash_table_lookup(cache->records, sha256);
  return record != NULL ? gd_record_from_variant(record) : NULL;
}

void gd_index_cache_put(GdIndexCache *cache, const char *sha256, const GdRecord *record)
{
  g_hash_table_replace(cache->records, g_strdup(sha256),
                       g_variant_ref_sink(gd_record_to_variant(record)));
}

static int compare_digests(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void gd_index_cache_save(const GdIndexCache *cache, const char *out)
{
  guint n;
  g_autofree const char **digests =
      (const char **)g_hash_table_get_keys_as_array(cache->records, &n);
  qsort(digests, n, sizeof *digests, compare_digests);
  GVariantBuilder entries;
  g_variant_builder_init(&entries, G_VARIANT_TYPE("a(sv)"));
  for (guint i = 0; i < n; i++)
    g_variant_builder_add(&entries, "(sv)", digests[i],
                          g_hash_table_lookup(cache->records, digests[i]));
  g_autoptr(GVariant) all =
      g_variant_ref_sink(g_variant_new(CACHE_TYPE, FORMAT, GUIDANG_VERSION, &entries));
  g_autofree char *path = path_of(out);
  gsize length = g_variant_get_size(all);
  if (length <= CAP_BYTES)
    g_file_set_contents_full(path, g_variant_get_data(all), (gssize)length,
                             G_FILE_SET_CONTENTS_CONSISTENT, 0666, NULL);
}
