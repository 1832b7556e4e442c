/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/measure.h"

#include "cli/scans.h"
#include "ingest/ingest.h"
#include "tables/tables.h"

#include <math.h>
#include <stdio.h>

gboolean gd_bench_load(GdBenchData *data, GError **error)
{
  g_autofree char *folder = gd_data_dir(error);
  if (folder == NULL)
    return FALSE;
  g_autofree char *forms = g_build_filename(folder, "forms", NULL);
  g_autofree char *fields = g_build_filename(folder, "fields", NULL);
  const char *folders[] = {forms, NULL};
  data->forms = gd_form_set_load(folders, error);
  data->patterns = data->forms != NULL ? gd_field_patterns_load(fields, error) : NULL;
  return data->patterns != NULL;
}

void gd_bench_clear(GdBenchData *data)
{
  g_clear_pointer(&data->forms, gd_form_set_free);
  g_clear_pointer(&data->patterns, gd_field_patterns_free);
}

static void keep_pages(GdSource *source, guint64 pages)
{
  for (guint i = source->pages->len; i-- > 0;)
    if (pages != 0 && i < 64 && (pages >> i & 1) == 0)
      g_ptr_array_remove_index(source->pages, i);
}

GPtrArray *gd_bench_convert(const char *path, const GdBenchData *data, GPtrArray **grids)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdSource) source = gd_source_new(path);
  GdIngestOptions options = {NULL};
  if (!gd_ingest_identify(source, &error) || !gd_ingest_read(source, &options, &error)) {
    fprintf(stderr, "%s: %s\n", path, error->message);
    return NULL;
  }
  keep_pages(source, data->pages);
  g_autoptr(GdOcr) ocr = NULL;
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  const GdScansOptions scans = {.prose = data->prose, .kept = kept, .forms = data->forms};
  if (gd_scans_count(source) > 0)
    gd_scans_read(source, &scans, &ocr);
  GPtrArray *documents = gd_scans_recognise(source, &scans, data->forms, ocr, grids);
  gd_scans_read_fields(source, &scans, ocr, documents, data->patterns);
  return documents;
}

GHashTable *gd_bench_index_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void gd_bench_index(GHashTable *index, const GdDocument *document)
{
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = document->values->pdata[i];
    g_autofree char *key = g_strdup_printf("%s/%s/%s", value->table, value->row, value->column);
    const GdValue *known = g_hash_table_lookup(index, key);
    if (known == NULL || known->status == GD_STATUS_MISSING)
      g_hash_table_replace(index, g_steal_pointer(&key), value);
  }
}

gboolean gd_bench_is_right(const GdTruthCell *cell, const GdValue *value)
{
  if (value == NULL || value->status == GD_STATUS_MISSING)
    return FALSE;
  if (cell->is_blank)
    return !value->has_number;
  GdNumber truth;
  return value->has_number && gd_number_parse(cell->value, &truth) &&
         gd_number_compare(truth, value->number) == 0;
}

gboolean gd_bench_names_cell(const GdDocument *document, const char *key)
{
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    if (finding->cells == NULL)
      continue;
    g_auto(GStrv) cells = g_strsplit(finding->cells, " ", -1);
    if (g_strv_contains((const char *const *)cells, key))
      return TRUE;
  }
  return FALSE;
}

void gd_bench_wilson(guint hits, guint n, double *low, double *high)
{
  const double z = 1.959964;
  double p = n ? (double)hits / n : 0, d = 1 + z * z / fmax(n, 1);
  double centre = (p + z * z / (2 * fmax(n, 1))) / d;
  double half = z / d * sqrt(p * (1 - p) / fmax(n, 1) + z * z / (4 * fmax(n, 1) * fmax(n, 1)));
  *low = fmax(0, centre - half);
  *high = fmin(1, centre + half);
}

char *gd_bench_tool(const char *program, const char *name)
{
  g_autofree char *here = g_path_get_dirname(program);
  return g_build_filename(here, "..", "tests", name, NULL);
}
