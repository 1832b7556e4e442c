/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the tests of export/: a document in which every field is set and texts are
 * odd, a folder to write into, and a strict reader of RFC 4180.
 */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "export/export.h"

#define ODD_TEXT "\"引\", 逗,号\r\n第二行\t=SUM(A1) \xF0\x9F\x98\x80 \xEF\xBF\xBD \x01\x7F \\ 𠮷"

static inline GdValue *sample_value(const char *table, const char *row, const char *column,
                                    GdStatus status, const char *raw, const char *number)
{
  GdValue *value = gd_value_new();
  value->form = g_strdup("disclosure-report-2021");
  value->table = g_strdup(table);
  value->row = g_strdup(row);
  value->column = g_strdup(column);
  value->status = status;
  value->raw = g_strdup(raw);
  value->has_number = number != NULL;
  if (number != NULL)
    g_assert_true(gd_number_parse(number, &value->number));
  value->confidence = 0.12345678901234567;
  return value;
}

static inline void sample_add_values(GdDocument *document)
{
  GdValue *value =
      sample_value("disclosure", "fee", "amount", GD_STATUS_DOUBTFUL, ODD_TEXT, "-288.8290");
  value->table_label = g_strdup("主动公开政府信息情况");
  value->row_label = g_strdup("行政事业性收费");
  value->column_label = g_strdup("本年收费金额（单位：万元）");
  value->unit = g_strdup("万元");
  value->unit_source = GD_UNIT_LABEL;
  value->evidence = GD_EVIDENCE_TEXT_LAYER | GD_EVIDENCE_SUMS;
  value->page = 3;
  value->box = (GdBox){0.1, 1.0 / 3, 100.005, 1e3};
  value->alternatives = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(value->alternatives, g_strdup("288"));
  g_ptr_array_add(value->alternatives, g_strdup(""));
  value->note = g_strdup("note \"1\"");
  g_ptr_array_add(document->values, value);
  g_ptr_array_add(document->values,
                  sample_value("applications", "new", "total", GD_STATUS_OK, "+8", "8"));
  g_ptr_array_add(document->values,
                  sample_value("applications", "new", "research", GD_STATUS_BLANK, "-", NULL));
  GdValue *large =
      sample_value("applications", "processed", "total", GD_STATUS_INFERRED, NULL, "0");
  large->number = (GdNumber){G_GINT64_CONSTANT(-1234567890123456789), 9};
  g_ptr_array_add(document->values, large);
}

static inline void sample_add_grid(GdDocument *document)
{
  GdGrid *grid = gd_grid_new(2);
  grid->box = (GdBox){10, 20, 300.7, 400.1};
  for (guint i = 0; i < 3; i++) {
    GdDivider divider = {10 + i * 145.35, i != 1, i * 0.3};
    g_array_append_val(grid->dividers[GD_HORIZONTAL], divider);
    g_array_append_val(grid->dividers[GD_VERTICAL], divider);
  }
  GdCell *wide = gd_cell_new(0, 0, 1, 2, (GdBox){10, 10, 300.7, 155.35});
  g_free(wide->text);
  wide->text = g_strdup(ODD_TEXT);
  wide->n_lines = 2;
  wide->confidence = 0.5;
  wide->unreadable = wide->overflow = wide->ragged = 1;
  GdCell *small = gd_cell_new(1, 1, 1, 1, (GdBox){155.35, 155.35, 300.7, 300.7});
  small->uneven = small->split_number = 1;
  g_ptr_array_add(grid->cells, wide);
  g_ptr_array_add(grid->cells, small);
  g_ptr_array_add(document->grids, grid);
}

static inline GdFinding *sample_finding(GdSeverity severity)
{
  GdFinding *finding = gd_finding_new(severity, "relation", 4, "%s", "=1+1 is, \"odd\"");
  finding->relation = g_strdup("applications.balance");
  finding->table = g_strdup("applications");
  finding->row = g_strdup("new");
  finding->column = g_strdup("total");
  finding->cells = g_strdup("applications/new/total applications/processed/total");
  finding->expected = g_strdup("9");
  finding->found = g_strdup("-8");
  return finding;
}

static inline GdDocument *sample_document(void)
{
  g_autoptr(GdSource) source = gd_source_new("in/年报 \"1\",\xFF.pdf"); /* not UTF-8 */
  source->kind = g_strdup("pdf");
  source->sha256 = g_strnfill(64, 'a');
  source->size = G_GUINT64_CONSTANT(5000000000);
  source->n_pages = 7;
  source->container = g_strdup("box.zip");
  source->member = g_strdup("a/b\xFE.pdf");
  source->message_id = g_strdup("<1@x>");
  source->sender = g_strdup("@office");
  source->received = g_strdup("2024-01-31T08:00:00Z");
  GdPage *page = gd_page_new(1, 595.276, 841.89);
  page->kind = GD_PAGE_MIXED;
  page->reason = g_strdup("text beside a picture");
  page->readable = FALSE;
  g_ptr_array_add(source->pages, page);
  g_ptr_array_add(source->pages, gd_page_new(2, 0.1 + 0.2, 1e-7));

  GdDocument *document = gd_document_new(source);
  document->id = g_strdup("年报_1-aaaaaaaa.2");
  document->order = 2;
  document->first_page = 1;
  document->last_page = 6;
  document->form = g_strdup("disclosure-report-2019 disclosure-report-2021");
  document->error = g_strdup(ODD_TEXT);
  document->status = GD_DOCUMENT_FAILED;
  document->text = g_strdup("第一页\n" ODD_TEXT "\f第二页");
  GdField *field = gd_field_new("agency", "=机关", "=机关", GD_STATUS_REPAIRED);
  field->confidence = 0.9;
  field->page = 1;
  field->box = (GdBox){1, 2, 3, 4};
  g_ptr_array_add(document->fields, field);
  g_ptr_array_add(document->fields, gd_field_new("date", "昨日", NULL, GD_STATUS_DOUBTFUL));
  sample_add_values(document);
  GdExtraRow *row = g_new0(GdExtraRow, 1);
  row->table = g_strdup("disclosure");
  row->after = g_strdup("fee");
  row->label = g_strdup("其他主动公开文件");
  row->cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(row->cells, g_strdup("@12"));
  g_ptr_array_add(row->cells, g_strdup(""));
  row->page = 2;
  g_ptr_array_add(document->extra_rows, row);
  g_ptr_array_add(document->findings, sample_finding(GD_SEVERITY_INFO));
  g_ptr_array_add(document->findings, gd_finding_new(GD_SEVERITY_ERROR, NULL, 0, "%s", ""));
  sample_add_grid(document);
  return document;
}

static inline GdFormSet *sample_forms(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  const char *const folders[] = {folder, NULL};
  GdFormSet *forms = gd_form_set_load(folders, &error);
  g_assert_no_error(error);
  return forms;
}

/* A new folder that the test removes with remove_folder(). Caller frees. */
static inline char *new_folder(void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp("gd-export-XXXXXX", &error);
  g_assert_no_error(error);
  return folder;
}

static inline void remove_folder(const char *path)
{
  g_autoptr(GDir) dir =
      g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_folder(child);
  }
  g_assert_cmpint(g_remove(path), ==, 0);
}

/* A whole file; the parts of its path end with NULL. Caller frees. */
static inline char *read_file(const char *first, ...)
{
  va_list parts;
  va_start(parts, first);
  g_autofree char *path = g_build_filename_valist(first, &parts);
  va_end(parts);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  return text;
}

static inline gboolean is_file(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static inline void write_file(const char *folder, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
}

/* Reads CSV by RFC 4180 and nothing else: CRLF ends each row, a quote stands only
 * around a whole cell, doubled inside. Fails the test on anything else. An array
 * of arrays of char*; caller unrefs. */
static inline GPtrArray *read_csv(const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  const char *p = text;
  while (*p != '\0') {
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(rows, row);
    for (;;) {
      GString *cell = g_string_new(NULL);
      if (*p == '"') {
        for (p++; *p != '"' || p[1] == '"'; p++) {
          g_assert_cmpint(*p, !=, '\0');
          p += *p == '"';
          g_string_append_c(cell, *p);
        }
        p++;
      } else {
        gsize n = strcspn(p, ",\r\n\"");
        g_string_append_len(cell, p, (gssize)n);
        p += n;
      }
      g_ptr_array_add(row, g_string_free(cell, FALSE));
      if (*p != ',')
        break;
      p++;
    }
    g_assert_true(g_str_has_prefix(p, "\r\n"));
    p += 2;
  }
  return rows;
}

static inline const char *csv_cell(const GPtrArray *rows, guint row, guint column)
{
  g_assert_cmpuint(row, <, rows->len);
  const GPtrArray *cells = g_ptr_array_index(rows, row);
  g_assert_cmpuint(column, <, cells->len);
  return g_ptr_array_index(cells, column);
}

/* The column of that name in the first row. */
static inline guint csv_column(const GPtrArray *rows, const char *name)
{
  const GPtrArray *head = g_ptr_array_index(rows, 0);
  guint column = G_MAXUINT;
  g_assert_true(g_ptr_array_find_with_equal_func((GPtrArray *)head, name, g_str_equal, &column));
  return column;
}
