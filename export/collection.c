/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. gd_collection_new() clears what crashed runs left and opens the files in a
 *    scratch folder.
 * 2. gd_collection_add() streams the rows of a document; a FORM.csv is opened
 *    when the first document has a value of the form.
 * 3. gd_collection_finish() describes the files (csvw.h), syncs all of them and
 *    puts them in place.
 */
#include "export/columns.h"
#include "export/csvw.h"
#include "export/export.h"
#include "export/file.h"
#include "export/install.h"
#include "export/leaves.h"
#include "export/names.h"
#include "export/review.h"
#include "export/rows.h"
#include "export/xlsx.h"
#include "export/xlsx_sheet.h"
#include "models/error.h"

#define REVIEW_NAME "review.csv"

/* Files in OUT that are not made here: a form must not take their names either. */
static const char *const other_names[] = {REVIEW_NAME, "corrections.csv", "sample.csv"};

typedef enum { FILE_DOCUMENTS, FILE_HEADERS, FILE_VALUES, FILE_FINDINGS, N_FILES } FileIndex;

static const struct {
  const char *name, *title_en, *title_zh;
  const GdColumn *columns;
} files[N_FILES] = {
    [FILE_DOCUMENTS] = {"documents.csv", "documents", "目录", gd_columns_documents},
    [FILE_HEADERS] = {"headers.csv", "header fields", "公文要素", gd_columns_headers},
    [FILE_VALUES] = {"values.csv", "cells of forms", "数据", gd_columns_values},
    [FILE_FINDINGS] = {"findings.csv", "findings", "问题", gd_columns_findings},
};

struct GdCollection {
  char *out;
  const GdFormSet *forms;
  GdExportOptions options;
  GdScratch *scratch;
  GdBatch *batch;
  GdCsv *csv[N_FILES];
  GdReviewQueue *queue;
  GdXlsx *xlsx;        /* NULL: none is asked for */
  GPtrArray *form_csv; /* of GdCsv*, by index in forms->forms; NULL: no document has it */
};

static GdCsv *open_csv(GdCollection *collection, const char *name, GError **error)
{
  g_autofree char *path = gd_batch_path(collection->batch, name);
  return gd_csv_new(path, collection->options.gb18030, error);
}

static void free_csv(gpointer csv)
{
  gd_csv_free(csv);
}

/* FORM.csv must neither leave OUT nor take the name of another file. */
static gboolean check_form_names(const GdFormSet *forms, GError **error)
{
  for (guint i = 0; i < forms->forms->len; i++) {
    const GdForm *form = g_ptr_array_index(forms->forms, i);
    g_autofree char *name = g_strconcat(form->id, ".csv", NULL);
    gboolean good = gd_name_is_form_id(form->id);
    for (guint f = 0; f < N_FILES; f++)
      good = good && !g_str_equal(name, files[f].name);
    for (guint f = 0; f < G_N_ELEMENTS(other_names); f++)
      good = good && !g_str_equal(name, other_names[f]);
    if (good)
      continue;
    g_set_error(error, GD_ERROR, GD_ERROR_FORM, "form \"%s\": its id cannot name a CSV file",
                form->id);
    return FALSE;
  }
  return TRUE;
}

/* The workbook, if it is asked for or there is one that would fall behind. */
static gboolean open_xlsx(GdCollection *collection, GError **error)
{
  g_autofree char *there = g_build_filename(collection->out, GD_XLSX_NAME, NULL);
  if (!collection->options.xlsx && !g_file_test(there, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autofree char *path = gd_batch_path(collection->batch, GD_XLSX_NAME);
  collection->xlsx = gd_xlsx_new(path, collection->scratch->path, collection->forms,
                                 collection->options.headers_zh, GD_XLSX_ROWS, error);
  return collection->xlsx != NULL;
}

/* The language that people read the tables in. */
static GdLang messages_of(const GdCollection *collection)
{
  return collection->options.headers_zh ? GD_LANG_ZH : GD_LANG_EN;
}

static gboolean close_xlsx(GdCollection *collection, GError **error)
{
  g_autofree char *sha256 = NULL;
  if (collection->xlsx == NULL)
    return TRUE;
  if (!gd_xlsx_close(collection->xlsx, &sha256, error))
    return FALSE;
  gd_batch_add(collection->batch, GD_XLSX_NAME, sha256);
  return TRUE;
}

GdCollection *gd_collection_new(const char *out, const GdFormSet *forms,
                                const GdExportOptions *options, GError **error)
{
  g_autoptr(GdCollection) collection = g_new0(GdCollection, 1);
  collection->out = g_strdup(out);
  collection->forms = forms;
  if (options != NULL)
    collection->options = *options;
  collection->form_csv = g_ptr_array_new_with_free_func(free_csv);
  g_ptr_array_set_size(collection->form_csv, (gint)forms->forms->len);
  if (!check_form_names(forms, error))
    return NULL;
  gd_scratch_clean(out);
  collection->scratch = gd_scratch_new(out, error);
  if (collection->scratch == NULL)
    return NULL;
  collection->batch = gd_batch_new(collection->scratch->path);
  for (guint f = 0; f < N_FILES; f++) {
    collection->csv[f] = open_csv(collection, files[f].name, error);
    if (collection->csv[f] == NULL)
      return NULL;
    gd_columns_put(collection->csv[f], files[f].columns, collection->options.headers_zh);
    gd_csv_end_row(collection->csv[f]);
  }
  collection->queue = gd_review_queue_new(collection->scratch->path, &collection->options, error);
  if (collection->queue == NULL || !open_xlsx(collection, error))
    return NULL;
  return g_steal_pointer(&collection);
}

/* The rows of FORM.csv for each form the document has values of. */
static gboolean add_forms(GdCollection *collection, const GdDocument *document,
                          GdDocumentStatus status, GError **error)
{
  for (guint i = 0; i < collection->forms->forms->len; i++) {
    const GdForm *form = g_ptr_array_index(collection->forms->forms, i);
    g_autofree const GdValue **values = gd_leaves_find(form, document);
    if (values == NULL)
      continue;
    GdCsv *csv = g_ptr_array_index(collection->form_csv, i);
    if (csv == NULL) {
      g_autofree char *name = g_strconcat(form->id, ".csv", NULL);
      csv = open_csv(collection, name, error);
      if (csv == NULL)
        return FALSE;
      collection->form_csv->pdata[i] = csv;
      gd_rows_form_head(csv, form, collection->options.headers_zh);
    }
    gd_rows_form(csv, form, document, values, status);
    if (!gd_csv_check(csv, error))
      return FALSE;
  }
  return TRUE;
}

gboolean gd_collection_add(GdCollection *collection, const GdDocument *document,
                           const GPtrArray *further, GError **error)
{
  GdDocumentStatus status = gd_rows_status(document, further);
  gd_rows_document(collection->csv[FILE_DOCUMENTS], document, further, status);
  gd_rows_headers(collection->csv[FILE_HEADERS], document);
  gd_rows_values(collection->csv[FILE_VALUES], document);
  gd_rows_findings(collection->csv[FILE_FINDINGS], document, document->findings,
                   messages_of(collection));
  if (further != NULL)
    gd_rows_findings(collection->csv[FILE_FINDINGS], document, further, messages_of(collection));
  for (guint f = 0; f < N_FILES; f++)
    if (!gd_csv_check(collection->csv[f], error))
      return FALSE;
  if (collection->xlsx != NULL && !gd_xlsx_add(collection->xlsx, document, further, status, error))
    return FALSE;
  return gd_review_queue_add(collection->queue, document, further, error) &&
         add_forms(collection, document, status, error);
}

static gboolean close_csv(GdCollection *collection, GdCsv *csv, const char *name, GError **error)
{
  g_autofree char *sha256 = NULL;
  if (!gd_csv_close(csv, &sha256, error))
    return FALSE;
  gd_batch_add(collection->batch, name, sha256);
  return TRUE;
}

static gboolean close_queue(GdCollection *collection, GError **error)
{
  g_autofree char *path = gd_batch_path(collection->batch, REVIEW_NAME);
  g_autofree char *sha256 = NULL;
  if (!gd_review_queue_finish(collection->queue, path, &sha256, error))
    return FALSE;
  gd_batch_add(collection->batch, REVIEW_NAME, sha256);
  return TRUE;
}

/* csv-metadata.json: the files that there are. */
static gboolean describe(GdCollection *collection, GError **error)
{
  static const char name[] = "csv-metadata.json";
  g_autoptr(GString) json = gd_csvw_new(collection->options.gb18030);
  for (guint f = 0; f < N_FILES; f++)
    gd_csvw_add(json, files[f].name, files[f].title_en, files[f].title_zh, files[f].columns);
  for (guint i = 0; i < collection->form_csv->len; i++) {
    const GdForm *form = g_ptr_array_index(collection->forms->forms, i);
    g_autofree char *url = g_strconcat(form->id, ".csv", NULL);
    if (g_ptr_array_index(collection->form_csv, i) != NULL)
      gd_csvw_add_form(json, url, form);
  }
  gd_csvw_add(json, REVIEW_NAME, "cells and findings to look at", "待核", gd_columns_review);
  gd_csvw_end(json);
  g_autofree char *path = gd_batch_path(collection->batch, name);
  g_autofree char *sha256 = NULL;
  if (!gd_file_save(path, json->str, json->len, &sha256, error))
    return FALSE;
  gd_batch_add(collection->batch, name, sha256);
  return TRUE;
}

gboolean gd_collection_finish(GdCollection *collection, GPtrArray **kept, GError **error)
{
  for (guint f = 0; f < N_FILES; f++)
    if (!close_csv(collection, collection->csv[f], files[f].name, error))
      return FALSE;
  for (guint i = 0; i < collection->form_csv->len; i++) {
    const GdForm *form = g_ptr_array_index(collection->forms->forms, i);
    GdCsv *csv = g_ptr_array_index(collection->form_csv, i);
    g_autofree char *name = g_strconcat(form->id, ".csv", NULL);
    if (csv != NULL && !close_csv(collection, csv, name, error))
      return FALSE;
  }
  if (!close_queue(collection, error) || !close_xlsx(collection, error) ||
      !describe(collection, error))
    return FALSE;
  g_autofree char *manifest = g_build_filename(collection->out, ".guidang", "written.json", NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  if (!gd_install(collection->batch, collection->out, manifest, NULL, paths, error))
    return FALSE;
  if (kept != NULL)
    *kept = g_steal_pointer(&paths);
  return TRUE;
}

void gd_collection_free(GdCollection *collection)
{
  if (collection == NULL)
    return;
  for (guint f = 0; f < N_FILES; f++)
    gd_csv_free(collection->csv[f]);
  g_ptr_array_unref(collection->form_csv);
  gd_review_queue_free(collection->queue);
  gd_xlsx_free(collection->xlsx);
  g_clear_pointer(&collection->batch, gd_batch_free);
  gd_scratch_free(collection->scratch);
  g_free(collection->out);
  g_free(collection);
}
