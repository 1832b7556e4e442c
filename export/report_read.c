/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads report.json. The file may have been changed by anybody: every key and
 * every range is checked, and what is used as a file name later is checked here.
 */
#include "export/export.h"
#include "export/names.h"
#include "export/report_record.h"
#include "models/limits.h"

static void read_pages(const GdJson *at, GPtrArray *pages)
{
  guint n = gd_json_length(at);
  if (n > GD_CAP_PAGES) {
    gd_json_fail(at, "more than GD_CAP_PAGES (%d)", GD_CAP_PAGES);
    return;
  }
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(at, i);
    GdPage *page = gd_page_new(i + 1, 0, 0);
    g_ptr_array_add(pages, page);
    gd_report_read_record(&element, page, gd_keys_page);
  }
}

static void read_source(const GdJson *root, GdSource *source)
{
  GdJson at = gd_json_member(root, "source", TRUE);
  gd_report_read_record(&at, source, gd_keys_source);
  GdJson path = gd_json_member(&at, "path", TRUE);
  GdJson pages = gd_json_member(&at, "pages", TRUE);
  if (gd_json_has(&path))
    read_pages(&pages, source->pages);
}

/* Reads a list of objects; make() gives a new record, ready to be filled. */
static void read_list(const GdJson *root, const char *name, GPtrArray *list, const GdKey *keys,
                      void *(*make)(void))
{
  GdJson at = gd_json_member(root, name, TRUE);
  guint n = gd_json_length(&at);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    void *record = make();
    g_ptr_array_add(list, record);
    gd_report_read_record(&element, record, keys);
  }
}

static void *make_field(void)
{
  return gd_field_new(NULL, NULL, NULL, GD_STATUS_MISSING);
}

static void *make_value(void)
{
  return gd_value_new();
}

static void *make_extra_row(void)
{
  GdExtraRow *row = g_new0(GdExtraRow, 1);
  row->cells = g_ptr_array_new_with_free_func(g_free);
  return row;
}

static void *make_finding(void)
{
  return g_new0(GdFinding, 1);
}

static void read_dividers(const GdJson *grid, const char *name, GArray *dividers)
{
  GdJson at = gd_json_member(grid, name, TRUE);
  guint n = gd_json_length(&at);
  if (n > GD_CAP_GRID_LINES + 1) {
    gd_json_fail(&at, "more than GD_CAP_GRID_LINES (%d)", GD_CAP_GRID_LINES);
    return;
  }
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    GdDivider divider = {0};
    gd_report_read_record(&element, &divider, gd_keys_divider);
    g_array_append_val(dividers, divider);
  }
}

static void read_marks(const GdJson *cell_at, GdCell *cell)
{
  GdJson at = gd_json_member(cell_at, "marks", FALSE);
  guint n = gd_json_length(&at), marks = 0;
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    const char *name = gd_json_text(&element);
    guint mark = 0;
    while (mark < GD_N_CELL_MARKS && g_strcmp0(name, gd_cell_mark_names[mark]) != 0)
      mark++;
    if (mark == GD_N_CELL_MARKS)
      gd_json_fail(&element, "is no mark of a cell");
    else
      marks |= 1u << mark;
  }
  gd_cell_set_marks(cell, marks);
}

static void read_cell(const GdJson *at, GdGrid *grid)
{
  GdCell *cell = gd_cell_new(0, 0, 1, 1, GD_BOX_NONE);
  g_ptr_array_add(grid->cells, cell);
  gd_report_read_record(at, cell, gd_keys_cell);
  read_marks(at, cell);
  guint64 bottom = (guint64)cell->row + cell->row_span;
  guint64 right = (guint64)cell->column + cell->column_span;
  if (cell->row_span == 0 || cell->column_span == 0 || bottom > gd_grid_rows(grid) ||
      right > gd_grid_columns(grid))
    gd_json_fail(at, "does not lie within the grid");
}

static void read_grids(const GdJson *root, GPtrArray *grids)
{
  GdJson at = gd_json_member(root, "grids", TRUE);
  guint n = gd_json_length(&at);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    GdGrid *grid = gd_grid_new(0);
    g_ptr_array_add(grids, grid);
    gd_report_read_record(&element, grid, gd_keys_grid);
    read_dividers(&element, "horizontal", grid->dividers[GD_HORIZONTAL]);
    read_dividers(&element, "vertical", grid->dividers[GD_VERTICAL]);
    GdJson cells = gd_json_member(&element, "cells", TRUE);
    guint n_cells = gd_json_length(&cells);
    for (guint j = 0; j < n_cells; j++) {
      GdJson cell = gd_json_element(&cells, j);
      read_cell(&cell, grid);
    }
  }
}

/* Ids become names of files and folders. */
static void check_ids(const GdJson *root, const GdDocument *document)
{
  GdJson id = gd_json_member(root, "id", TRUE);
  if (!gd_name_is_document_id(document->id))
    gd_json_fail(&id, "is no document id");
  GdJson form = gd_json_member(root, "form", FALSE);
  g_auto(GStrv) forms = g_strsplit(document->form ? document->form : "", " ", -1);
  for (guint i = 0; forms[i] != NULL; i++)
    if (!gd_name_is_form_id(forms[i]))
      gd_json_fail(&form, "must be form ids of a-z, 0-9 and -");
  GdJson values = gd_json_member(root, "values", TRUE);
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    GdJson at = gd_json_element(&values, i);
    GdJson value_form = gd_json_member(&at, "form", FALSE);
    if (value->form != NULL && !gd_name_is_form_id(value->form))
      gd_json_fail(&value_form, "must be a form id of a-z, 0-9 and -");
  }
}

/* What this version cannot read is said first, before its keys are found wrong. */
static void read_head(const GdJson *root, char **recipe)
{
  GdJson format = gd_json_member(root, "format", TRUE);
  const char *name = gd_json_has(&format) ? gd_json_text(&format) : NULL;
  if (name != NULL && !g_str_equal(name, GD_REPORT_FORMAT))
    gd_json_fail(&format, "is \"%s\"; this version reads " GD_REPORT_FORMAT, name);
  GdJson version = gd_json_member(root, "version", TRUE);
  gd_json_text(&version);
  GdJson made_by = gd_json_member(root, "recipe", FALSE);
  *recipe = g_strdup(gd_json_text(&made_by));
}

GdDocument *gd_export_load(const char *path, char **recipe_out, GError **error)
{
  g_autoptr(GdJsonFile) file = gd_json_file_load(path, GD_CAP_REPORT_BYTES, error);
  if (file == NULL)
    return NULL;
  GdJson root = gd_json_root(file);
  g_autoptr(GdSource) source = gd_source_new(NULL);
  g_autoptr(GdDocument) document = gd_document_new(source);
  g_autofree char *recipe = NULL;
  read_head(&root, &recipe);
  gd_report_read_record(&root, document, gd_keys_document);
  read_source(&root, source);
  read_list(&root, "fields", document->fields, gd_keys_field, make_field);
  read_list(&root, "values", document->values, gd_keys_value, make_value);
  read_list(&root, "extra_rows", document->extra_rows, gd_keys_extra_row, make_extra_row);
  read_list(&root, "findings", document->findings, gd_keys_finding, make_finding);
  read_grids(&root, document->grids);
  if (file->error == NULL)
    check_ids(&root, document);
  if (!gd_json_file_ok(file, error))
    return NULL;
  if (recipe_out != NULL)
    *recipe_out = g_steal_pointer(&recipe);
  return g_steal_pointer(&document);
}
