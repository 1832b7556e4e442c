/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "export/columns.h"
#include "export/file.h"
#include "export/leaves.h"
#include "export/rows.h"
#include "export/xlsx_about.h"
#include "export/xlsx_sheet.h"
#include "models/error.h"

typedef enum {
  SHEET_DOCUMENTS,
  SHEET_DATA,
  SHEET_REVIEW,
  SHEET_FINDINGS,
  SHEET_ABOUT,
  N_SHEETS
} SheetIndex;

/* Name of each sheet, and the CSV file that has all of it. */
static const char *const sheets[N_SHEETS][2] = {
    [SHEET_DOCUMENTS] = {"目录", "documents.csv"}, [SHEET_DATA] = {"数据", "values.csv"},
    [SHEET_REVIEW] = {"待核", "values.csv"},       [SHEET_FINDINGS] = {"问题", "findings.csv"},
    [SHEET_ABOUT] = {"说明", "csv-metadata.json"},
};

/* When the workbook says it was made: always the same, so that its bytes are (2000-01-01). */
#define CREATED 946684800

struct GdXlsx {
  char *path, *scratch;
  const GdFormSet *forms;
  gboolean zh;
  guint rows_max;
  const GdXlsxLibrary *lib; /* lent */
  lxw_workbook *workbook;   /* NULL once closed */
  GdXlsxFormats formats;
  GdXlsxSheet sheet[N_SHEETS];
  GPtrArray *data;  /* of GdXlsxSheet* by form: sheet[SHEET_DATA], or one of extra; NULL: none */
  GPtrArray *extra; /* of GdXlsxSheet*, owned */
  gboolean has_data;
};

static void sheet_init(GdXlsx *xlsx, GdXlsxSheet *sheet, const char *name)
{
  *sheet = (GdXlsxSheet){.sheet = xlsx->lib->workbook_add_worksheet(xlsx->workbook, name),
                         .formats = &xlsx->formats,
                         .rows_max = xlsx->rows_max};
}

static void put_head(GdXlsx *xlsx, GdXlsxSheet *sheet, const GdColumn *columns)
{
  for (; columns->id != NULL; columns++)
    gd_xlsx_head(sheet, xlsx->zh ? columns->zh : columns->id);
}

/* Columns of values.csv that 待核 has, in its order, and the note behind them. */
static const char *const review_columns[] = {
    "document", "agency", "report_year", "table_label", "row_label", "column_label",
    "value",    "unit",   "status",      "raw",         "page"};

static void put_review_head(GdXlsx *xlsx)
{
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_REVIEW];
  for (guint i = 0; i < G_N_ELEMENTS(review_columns); i++)
    for (const GdColumn *column = gd_columns_values; column->id != NULL; column++)
      if (g_str_equal(column->id, review_columns[i]))
        gd_xlsx_head(sheet, xlsx->zh ? column->zh : column->id);
  gd_xlsx_head(sheet, xlsx->zh ? "备注" : "note");
  gd_xlsx_end_head(sheet);
}

GdXlsx *gd_xlsx_new(const char *path, const char *scratch, const GdFormSet *forms,
                    gboolean headers_zh, guint rows_max, GError **error)
{
  const GdXlsxLibrary *lib = gd_xlsx_library(error);
  if (lib == NULL)
    return NULL;
  g_autoptr(GdXlsx) xlsx = g_new0(GdXlsx, 1);
  xlsx->lib = lib;
  xlsx->path = g_strdup(path);
  xlsx->scratch = g_strdup(scratch);
  xlsx->forms = forms;
  xlsx->zh = headers_zh;
  xlsx->rows_max = MIN(rows_max, GD_XLSX_ROWS);
  xlsx->data = g_ptr_array_new();
  g_ptr_array_set_size(xlsx->data, (gint)forms->forms->len);
  xlsx->extra = g_ptr_array_new_with_free_func(g_free);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = xlsx->scratch};
  xlsx->workbook = xlsx->lib->workbook_new_opt(path, &options);
  if (xlsx->workbook == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cannot make the workbook %s", path);
    return NULL;
  }
  lxw_doc_properties properties = {
      .title = "guidang", .comments = GUIDANG_VERSION, .created = CREATED};
  xlsx->lib->workbook_set_properties(xlsx->workbook, &properties);
  gd_xlsx_formats_make(&xlsx->formats, xlsx->lib, xlsx->workbook);
  for (guint i = 0; i < N_SHEETS; i++)
    sheet_init(xlsx, &xlsx->sheet[i], sheets[i][0]);
  put_head(xlsx, &xlsx->sheet[SHEET_DOCUMENTS], gd_columns_documents);
  gd_xlsx_end_head(&xlsx->sheet[SHEET_DOCUMENTS]);
  put_head(xlsx, &xlsx->sheet[SHEET_FINDINGS], gd_columns_findings);
  gd_xlsx_end_head(&xlsx->sheet[SHEET_FINDINGS]);
  put_review_head(xlsx);
  return g_steal_pointer(&xlsx);
}

static const char *field(const GdDocument *document, const char *name)
{
  const GdField *found = gd_document_field(document, name);
  return found != NULL ? found->value : NULL;
}

/* A link to the file the document came from; NULL if it stands in no file of its own. */
static char *source_url(const GdDocument *document, guint page)
{
  const GdSource *source = document->source;
  if (source->container != NULL || source->path == NULL)
    return NULL;
  g_autofree char *full = g_canonicalize_filename(source->path, NULL);
  g_autofree char *uri = g_filename_to_uri(full, NULL, NULL);
  if (uri == NULL || page == 0)
    return g_steal_pointer(&uri);
  return g_strdup_printf("%s#page=%u", uri, page);
}

static void put_link(GdXlsxSheet *sheet, const char *url, const char *text)
{
  if (url != NULL)
    gd_xlsx_link(sheet, url, text, GD_TINT_NONE);
  else
    gd_xlsx_text(sheet, text, GD_TINT_NONE);
}

static void put_page(GdXlsxSheet *sheet, const GdDocument *document, guint page)
{
  g_autofree char *url = page > 0 ? source_url(document, page) : NULL;
  g_autofree char *text = page > 0 ? g_strdup_printf("%u", page) : NULL;
  put_link(sheet, url, text);
}

/* document (a link to its folder beside the workbook), agency, report_year. */
static void put_key(GdXlsxSheet *sheet, const GdDocument *document)
{
  g_autofree char *escaped = g_uri_escape_string(document->id, NULL, FALSE);
  g_autofree char *folder = g_strconcat("documents/", escaped, NULL);
  gd_xlsx_link(sheet, folder, document->id, GD_TINT_NONE);
  gd_xlsx_text(sheet, field(document, "agency"), GD_TINT_NONE);
  gd_xlsx_text(sheet, field(document, "report_year"), GD_TINT_NONE);
}

static GdTint document_tint(GdDocumentStatus status)
{
  static const GdTint tints[] = {[GD_DOCUMENT_COMPLETE] = GD_TINT_GOOD,
                                 [GD_DOCUMENT_REVIEW] = GD_TINT_WARNING,
                                 [GD_DOCUMENT_FAILED] = GD_TINT_BAD};
  return tints[status];
}

static void add_document(GdXlsx *xlsx, const GdDocument *document, guint findings,
                         GdDocumentStatus status)
{
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_DOCUMENTS];
  const GdSource *source = document->source;
  put_key(sheet, document);
  for (const GdColumn *column = gd_columns_documents; column->id != NULL; column++)
    if (column->is_field && sheet->column < sheet->width && !g_str_equal(column->id, "agency") &&
        !g_str_equal(column->id, "report_year"))
      gd_xlsx_text(sheet, field(document, column->id), GD_TINT_NONE);
  gd_xlsx_text(sheet, document->form, GD_TINT_NONE);
  gd_xlsx_text(sheet, gd_document_status_name(status), document_tint(status));
  gd_xlsx_uint(sheet, document->values->len);
  for (guint i = 0; i < GD_N_STATUSES; i++)
    gd_xlsx_uint(sheet, gd_document_count(document, (GdStatus)i));
  gd_xlsx_uint(sheet, findings);
  gd_xlsx_text(sheet, document->error, GD_TINT_NONE);
  gd_xlsx_text(sheet, source->kind, GD_TINT_NONE);
  gd_xlsx_uint(sheet, source->n_pages);
  g_autofree char *url = source_url(document, 0);
  put_link(sheet, url, source->path);
  const char *const rest[] = {source->container, source->member, source->message_id, source->sender,
                              source->received};
  for (guint i = 0; i < G_N_ELEMENTS(rest); i++)
    gd_xlsx_text(sheet, rest[i], GD_TINT_NONE);
  gd_xlsx_uint(sheet, source->size);
  gd_xlsx_text(sheet, source->sha256, GD_TINT_NONE);
  gd_xlsx_text(sheet, GUIDANG_VERSION, GD_TINT_NONE);
  gd_xlsx_end_row(sheet);
}

/* The sheet of a form: 数据 for the first that is found, then 数据 2 … */
static GdXlsxSheet *data_sheet(GdXlsx *xlsx, guint index, const GdForm *form)
{
  if (xlsx->data->pdata[index] != NULL)
    return xlsx->data->pdata[index];
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_DATA];
  if (xlsx->has_data) {
    sheet = g_new0(GdXlsxSheet, 1);
    g_ptr_array_add(xlsx->extra, sheet);
    g_autofree char *name = g_strdup_printf("%s %u", sheets[SHEET_DATA][0], xlsx->extra->len + 1);
    sheet_init(xlsx, sheet, name);
  }
  xlsx->has_data = TRUE;
  xlsx->data->pdata[index] = sheet;
  put_head(xlsx, sheet, gd_columns_form);
  for (guint i = 0; i < form->leaves->len; i++) {
    g_autofree char *name = gd_rows_leaf_name(form, i, xlsx->zh);
    gd_xlsx_head(sheet, name);
  }
  gd_xlsx_end_head(sheet);
  return sheet;
}

static void put_value(GdXlsxSheet *sheet, const GdValue *value)
{
  if (value == NULL)
    gd_xlsx_text(sheet, NULL, GD_TINT_NONE);
  else
    gd_xlsx_number(sheet, value->has_number ? &value->number : NULL,
                   (GdTint)(GD_TINT_STATUS + value->status));
}

static void add_data(GdXlsx *xlsx, const GdDocument *document, GdDocumentStatus status)
{
  for (guint i = 0; i < xlsx->forms->forms->len; i++) {
    const GdForm *form = g_ptr_array_index(xlsx->forms->forms, i);
    g_autofree const GdValue **values = gd_leaves_find(form, document);
    if (values == NULL)
      continue;
    GdXlsxSheet *sheet = data_sheet(xlsx, i, form);
    put_key(sheet, document);
    gd_xlsx_text(sheet, gd_document_status_name(status), document_tint(status));
    for (guint leaf = 0; leaf < form->leaves->len; leaf++)
      put_value(sheet, values[leaf]);
    gd_xlsx_end_row(sheet);
  }
}

static void add_review(GdXlsx *xlsx, const GdDocument *document)
{
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_REVIEW];
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    if (!gd_rows_is_open(value->status))
      continue;
    g_autofree char *note = gd_said(xlsx->zh ? GD_LANG_ZH : GD_LANG_EN, value->note);
    put_key(sheet, document);
    gd_xlsx_text(sheet, value->table_label, GD_TINT_NONE);
    gd_xlsx_text(sheet, value->row_label, GD_TINT_NONE);
    gd_xlsx_text(sheet, value->column_label, GD_TINT_NONE);
    put_value(sheet, value);
    gd_xlsx_text(sheet, value->unit, GD_TINT_NONE);
    gd_xlsx_text(sheet, gd_status_name(value->status), (GdTint)(GD_TINT_STATUS + value->status));
    gd_xlsx_text(sheet, value->raw, GD_TINT_NONE);
    put_page(sheet, document, value->page);
    gd_xlsx_text(sheet, note, GD_TINT_NONE);
    gd_xlsx_end_row(sheet);
  }
}

static void add_findings(GdXlsx *xlsx, const GdDocument *document, const GPtrArray *findings)
{
  static const GdTint tints[] = {[GD_SEVERITY_ERROR] = GD_TINT_BAD,
                                 [GD_SEVERITY_WARNING] = GD_TINT_WARNING,
                                 [GD_SEVERITY_INFO] = GD_TINT_NONE};
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_FINDINGS];
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(findings, i);
    g_autofree char *message = gd_said(xlsx->zh ? GD_LANG_ZH : GD_LANG_EN, finding->message);
    const char *const texts[] = {finding->check,    finding->relation, finding->table,
                                 finding->row,      finding->column,   finding->cells,
                                 finding->expected, finding->found,    message};
    put_key(sheet, document);
    gd_xlsx_text(sheet, gd_severity_name(finding->severity), tints[finding->severity]);
    for (guint t = 0; t < G_N_ELEMENTS(texts); t++)
      gd_xlsx_text(sheet, texts[t], GD_TINT_NONE);
    put_page(sheet, document, finding->page);
    gd_xlsx_end_row(sheet);
  }
}

/* The library does not say that its scratch files could not be written: the error
 * number that the system left does. */
static gboolean check_disk(GdXlsx *xlsx, GError **error)
{
  if (errno != ENOSPC && errno != EDQUOT && errno != EFBIG && errno != EIO)
    return TRUE;
  gd_file_set_error(error, errno, GD_FILE_WRITE, xlsx->path);
  return FALSE;
}

gboolean gd_xlsx_add(GdXlsx *xlsx, const GdDocument *document, const GPtrArray *further,
                     GdDocumentStatus status, GError **error)
{
  errno = 0;
  add_document(xlsx, document, document->findings->len + (further ? further->len : 0), status);
  add_data(xlsx, document, status);
  add_review(xlsx, document);
  add_findings(xlsx, document, document->findings);
  add_findings(xlsx, document, further);
  return check_disk(xlsx, error);
}

static void add_about(GdXlsx *xlsx)
{
  GdXlsxSheet *sheet = &xlsx->sheet[SHEET_ABOUT];
  gd_xlsx_about_statuses(sheet);
  gboolean cut = FALSE;
  for (guint i = 0; i < SHEET_ABOUT; i++)
    cut = cut || xlsx->sheet[i].cut || xlsx->sheet[i].left_out > 0;
  for (guint i = 0; i < xlsx->data->len; i++) {
    const GdForm *form = g_ptr_array_index(xlsx->forms->forms, i);
    const GdXlsxSheet *data = xlsx->data->pdata[i];
    if (data == NULL)
      continue;
    gd_xlsx_about_row(sheet, data->sheet->name, form->title, GD_TINT_NONE);
    cut = cut || data->cut || data->left_out > 0;
  }
  if (cut)
    gd_xlsx_about_row(
        sheet, "超出 Excel 上限 limits of Excel",
        "部分行、列或文本未列全，见 CSV 文件 some rows, columns or texts are left out here",
        GD_TINT_BAD);
}

static gboolean sync_file(const char *path, GError **error)
{
  int descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
  gboolean good = descriptor >= 0 && fsync(descriptor) == 0;
  if (!good)
    gd_file_set_error(error, errno, GD_FILE_WRITE, path);
  if (descriptor >= 0)
    close(descriptor);
  return good;
}

gboolean gd_xlsx_close(GdXlsx *xlsx, char **sha256, GError **error)
{
  add_about(xlsx);
  for (guint i = 0; i < SHEET_ABOUT; i++)
    gd_xlsx_end_sheet(&xlsx->sheet[i], sheets[i][1]);
  for (guint i = 0; i < xlsx->extra->len; i++)
    gd_xlsx_end_sheet(xlsx->extra->pdata[i], sheets[SHEET_DATA][1]);
  errno = 0;
  lxw_error failure = xlsx->lib->workbook_close(g_steal_pointer(&xlsx->workbook));
  if (!check_disk(xlsx, error))
    return FALSE;
  if (failure != LXW_NO_ERROR) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cannot write %s: %s", xlsx->path,
                xlsx->lib->lxw_strerror(failure));
    return FALSE;
  }
  return sync_file(xlsx->path, error) && gd_file_digest(xlsx->path, sha256, error);
}

void gd_xlsx_free(GdXlsx *xlsx)
{
  if (xlsx == NULL)
    return;
  if (xlsx->workbook != NULL)
    xlsx->lib->lxw_workbook_free(xlsx->workbook);
  g_ptr_array_unref(xlsx->data);
  g_ptr_array_unref(xlsx->extra);
  g_free(xlsx->path);
  g_free(xlsx->scratch);
  g_free(xlsx);
}
