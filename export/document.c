/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "export/export.h"
#include "export/file.h"
#include "export/install.h"
#include "export/names.h"
#include "export/report.h"
#include "export/review_page.h"
#include "export/tables_csv.h"
#include "models/error.h"

/* The manifest of a document's folder, inside it. */
#define MANIFEST_NAME ".written.json"

static char *document_folder(const char *out, const char *id)
{
  return g_build_filename(out, "documents", id, NULL);
}

static gboolean save_text(GdBatch *batch, const char *name, const char *text, gsize length,
                          GError **error)
{
  g_autofree char *path = gd_batch_path(batch, name);
  g_autofree char *sha256 = NULL;
  if (!gd_file_save(path, text, length, &sha256, error))
    return FALSE;
  gd_batch_add(batch, name, sha256);
  return TRUE;
}

/* All files of the folder; report.json last, since a folder with an up-to-date
 * report is taken to be complete. */
static gboolean write_files(const GdDocument *document, const GdFormSet *forms, const char *recipe,
                            const GdExportOptions *options, GdBatch *batch, GError **error)
{
  if (document->text != NULL) {
    g_autofree char *text = g_utf8_make_valid(document->text, -1);
    if (!save_text(batch, "text.txt", text, strlen(text), error))
      return FALSE;
  }
  if (!gd_tables_write(document, forms, options, batch, error))
    return FALSE;
  GString *page = gd_review_page(document, forms, options->cut, options->cut_data);
  g_autofree char *html = page != NULL ? g_string_free(page, FALSE) : NULL;
  if (html != NULL && !save_text(batch, "review.html", html, strlen(html), error))
    return FALSE;
  g_autoptr(GString) json = gd_report_to_json(document, recipe);
  if (json->len > GD_CAP_REPORT_BYTES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                "%s: report.json would exceed GD_CAP_REPORT_BYTES (%" G_GSIZE_FORMAT ")",
                document->id, GD_CAP_REPORT_BYTES);
    return FALSE;
  }
  return save_text(batch, "report.json", json->str, json->len, error);
}

/* The scratch folder becomes the document's folder. FALSE without an error if
 * something stands there already. */
static gboolean move_folder(const GdBatch *batch, const char *folder, const char *recipe,
                            GError **error)
{
  if (g_file_test(folder, G_FILE_TEST_EXISTS))
    return FALSE;
  g_autoptr(GdManifest) manifest = gd_manifest_new();
  manifest->recipe = g_strdup(recipe);
  for (guint i = 0; i < batch->names->len; i++) {
    const char *name = g_ptr_array_index(batch->names, i);
    gd_manifest_add(manifest, name, g_hash_table_lookup(batch->digests, name));
  }
  g_autofree char *json = gd_manifest_to_json(manifest);
  g_autofree char *path = gd_batch_path(batch, MANIFEST_NAME);
  if (!gd_file_save(path, json, strlen(json), NULL, error))
    return FALSE;
  gd_folder_sync(batch->folder);
  if (g_rename(batch->folder, folder) == 0)
    return TRUE;
  if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
    gd_file_set_error(error, errno, GD_FILE_WRITE, folder);
  return FALSE;
}

gboolean gd_export_document(const GdDocument *document, const GdFormSet *forms, const char *out,
                            const char *recipe, const GdExportOptions *options, GError **error)
{
  static const GdExportOptions defaults = {0};
  if (!gd_name_is_document_id(document->id)) {
    g_set_error(error, GD_ERROR, GD_ERROR_INTERNAL, "\"%s\" is no document id",
                document->id ? document->id : "");
    return FALSE;
  }
  g_autofree char *documents = g_build_filename(out, "documents", NULL);
  g_autofree char *folder = document_folder(out, document->id);
  if (!gd_folder_make(documents, error))
    return FALSE;
  g_autoptr(GdScratch) scratch = gd_scratch_new(out, error);
  if (scratch == NULL)
    return FALSE;
  g_autoptr(GdBatch) batch = gd_batch_new(scratch->path);
  if (!write_files(document, forms, recipe, options ? options : &defaults, batch, error))
    return FALSE;

  GError *reason = NULL;
  if (move_folder(batch, folder, recipe, &reason)) {
    gd_folder_sync(documents);
    return TRUE;
  }
  if (reason != NULL) {
    g_propagate_error(error, reason);
    return FALSE;
  }
  g_autofree char *manifest = g_build_filename(folder, MANIFEST_NAME, NULL);
  return gd_install(batch, folder, manifest, recipe, NULL, error);
}

gboolean gd_export_state(const char *out, const char *id, char **recipe, GPtrArray **kept)
{
  if (!gd_name_is_document_id(id))
    return FALSE;
  g_autofree char *folder = document_folder(out, id);
  g_autofree char *path = g_build_filename(folder, MANIFEST_NAME, NULL);
  g_autofree char *report = g_build_filename(folder, "report.json", NULL);
  g_autoptr(GdManifest) manifest = gd_manifest_load(path);
  if (recipe != NULL)
    *recipe = g_strdup(manifest->recipe);
  if (kept != NULL) {
    *kept = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < manifest->kept->len; i++)
      g_ptr_array_add(*kept, g_build_filename(folder, g_ptr_array_index(manifest->kept, i), NULL));
  }
  return g_file_test(report, G_FILE_TEST_IS_REGULAR);
}
