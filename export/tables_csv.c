/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/tables_csv.h"

#include "export/csv.h"
#include "export/layout.h"
#include "export/leaves.h"
#include "export/names.h"
#include "models/error.h"

/* A name of the batch for the table: TABLE.csv; TABLE-FORM.csv where another
 * form of the document has a table of that id. Caller frees. */
static char *table_file(const GdBatch *batch, const GdForm *form, const GdFormTable *table)
{
  g_autofree char *plain = g_strconcat(table->id, ".csv", NULL);
  g_autofree char *long_stem = g_strconcat(table->id, "-", form->id, NULL);
  if (!g_hash_table_contains(batch->digests, plain))
    return g_steal_pointer(&plain);
  return gd_batch_unused(batch, long_stem, ".csv");
}

static gboolean finish_file(GdCsv *csv, GdBatch *batch, const char *name, GError **error)
{
  g_autofree char *sha256 = NULL;
  if (!gd_csv_close(csv, &sha256, error))
    return FALSE;
  gd_batch_add(batch, name, sha256);
  return TRUE;
}

static gboolean write_rows(const GPtrArray *rows, const char *name, const GdExportOptions *options,
                           GdBatch *batch, GError **error)
{
  g_autofree char *path = gd_batch_path(batch, name);
  g_autoptr(GdCsv) csv = gd_csv_new(path, options->gb18030, error);
  if (csv == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    const GPtrArray *row = g_ptr_array_index(rows, i);
    for (guint j = 0; j < row->len; j++)
      gd_csv_text(csv, g_ptr_array_index(row, j));
    gd_csv_end_row(csv);
  }
  return finish_file(csv, batch, name, error);
}

static gboolean write_form_tables(const GdDocument *document, const GdForm *form,
                                  const GdExportOptions *options, GdBatch *batch, GError **error)
{
  g_autofree const GdValue **values = gd_leaves_find(form, document);
  for (guint i = 0; values != NULL && i < form->tables->len; i++) {
    const GdFormTable *table = g_ptr_array_index(form->tables, i);
    g_autoptr(GPtrArray) rows = gd_layout_table(form, i, document, values);
    if (rows == NULL)
      continue;
    if (!gd_name_is_table_id(table->id)) {
      g_set_error(error, GD_ERROR, GD_ERROR_FORM, "form %s: table id \"%s\" is no file name",
                  form->id, table->id);
      return FALSE;
    }
    g_autofree char *name = table_file(batch, form, table);
    if (!write_rows(rows, name, options, batch, error))
      return FALSE;
  }
  return TRUE;
}

/* Texts at the top left of each merged cell. */
static gboolean write_grid(const GdGrid *grid, const char *name, const GdExportOptions *options,
                           GdBatch *batch, GError **error)
{
  guint n_rows = gd_grid_rows(grid), n_columns = gd_grid_columns(grid);
  g_autofree const char **texts = g_new0(const char *, (gsize)n_rows *n_columns);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = g_ptr_array_index(grid->cells, i);
    if (cell->row < n_rows && cell->column < n_columns)
      texts[(gsize)cell->row * n_columns + cell->column] = cell->text;
  }
  g_autofree char *path = gd_batch_path(batch, name);
  g_autoptr(GdCsv) csv = gd_csv_new(path, options->gb18030, error);
  if (csv == NULL)
    return FALSE;
  for (guint row = 0; row < n_rows; row++) {
    for (guint column = 0; column < n_columns; column++)
      gd_csv_text(csv, texts[(gsize)row * n_columns + column]);
    gd_csv_end_row(csv);
  }
  return finish_file(csv, batch, name, error);
}

static gboolean write_grids(const GdDocument *document, const GdExportOptions *options,
                            GdBatch *batch, GError **error)
{
  guint page = 0, n = 0;
  for (guint i = 0; i < document->grids->len; i++) {
    const GdGrid *grid = g_ptr_array_index(document->grids, i);
    if (gd_grid_rows(grid) == 0 || gd_grid_columns(grid) == 0)
      continue;
    n = grid->page == page ? n + 1 : 1;
    page = grid->page;
    g_autofree char *stem = g_strdup_printf("table-%u-%u", page, n);
    g_autofree char *name = gd_batch_unused(batch, stem, ".csv");
    if (!write_grid(grid, name, options, batch, error))
      return FALSE;
  }
  return TRUE;
}

gboolean gd_tables_write(const GdDocument *document, const GdFormSet *forms,
                         const GdExportOptions *options, GdBatch *batch, GError **error)
{
  g_autoptr(GPtrArray) found = gd_leaves_forms(forms, document);
  for (guint i = 0; i < found->len; i++)
    if (!write_form_tables(document, g_ptr_array_index(found, i), options, batch, error))
      return FALSE;
  return write_grids(document, options, batch, error);
}
