/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Each item's row goes to the file of its rank.
 * 2. review.csv is these files one behind the other: rank by rank, inside a rank in
 *    the order in which documents were added.
 */
#include <glib/gstdio.h>
#include <stdio.h>

#include "export/file.h"
#include "export/review.h"
#include "models/error.h"
#include "models/messages.h"

#define MARK_BYTES 3 /* byte order mark of UTF-8 */
#define CHUNK_BYTES (64 * 1024)

struct GdReviewQueue {
  GdCsv *csv[GD_N_RANKS];
  char *path[GD_N_RANKS];
  gsize mark;  /* bytes that open each file */
  GdLang lang; /* of messages */
};

#define COLUMN(id, zh, about_en, about_zh)                                                         \
  {                                                                                                \
    id, zh, FALSE, GD_COLUMN_TEXT, about_en, about_zh                                              \
  }

const GdColumn gd_columns_review[] = {
    COLUMN("document", "文档", "id of the document", "文档标识"),
    COLUMN("status", "状态", "status of the cell, or severity of the finding",
           "单元格的状态，或问题的程度"),
    COLUMN("check", "检查", "of a finding: the check that speaks", "问题：检查项目"),
    COLUMN("relation", "关系", "of a finding: the relation that is broken",
           "问题：不成立的勾稽关系"),
    COLUMN("table", "表", "id of the form's table", "表标识"),
    COLUMN("row", "行", "id of the form's row", "行标识"),
    COLUMN("column", "列", "id of the form's column", "列标识"),
    COLUMN("table_label", "表名", "the form's label of the table", "表名"),
    COLUMN("row_label", "行名", "the form's labels of the row", "行名"),
    COLUMN("column_label", "列名", "the form's labels of the column", "列名"),
    COLUMN("picture", "图像", "where to look at it", "图像所在"),
    COLUMN("reading", "读数", "what was read, or what the finding found", "读数，或页面所印"),
    COLUMN("candidates", "候选", "other readings, joined by |, or what the finding expects",
           "其他读法，以 | 分隔，或由各分项算得"),
    {"page", "页", FALSE, GD_COLUMN_PAGE, "page of the file, from 1", "文件页码，从 1 起"},
    COLUMN("message", "说明", "why it is in doubt", "存疑的原因"),
    COLUMN("value", "核定值", "to fill in: the number, blank, or as printed",
           "请填写：数值、空白或原文如此"),
    COLUMN("by", "核对人", "to fill in: who decided", "请填写：核对人"),
    COLUMN("date", "日期", "to fill in: when", "请填写：日期"),
    COLUMN("reason", "理由", "to fill in: why", "请填写：理由"),
    {NULL, NULL, FALSE, GD_COLUMN_TEXT, NULL, NULL},
};

GdReviewQueue *gd_review_queue_new(const char *folder, const GdExportOptions *options,
                                   GError **error)
{
  g_autoptr(GdReviewQueue) queue = g_new0(GdReviewQueue, 1);
  queue->lang = options->headers_zh ? GD_LANG_ZH : GD_LANG_EN;
  queue->mark = options->gb18030 ? 0 : MARK_BYTES;
  for (guint rank = 0; rank < GD_N_RANKS; rank++) {
    g_autofree char *name = g_strdup_printf(".review-%u", rank);
    queue->path[rank] = g_build_filename(folder, name, NULL);
    queue->csv[rank] = gd_csv_new(queue->path[rank], options->gb18030, error);
    if (queue->csv[rank] == NULL)
      return NULL;
  }
  gd_columns_put(queue->csv[0], gd_columns_review, options->headers_zh);
  gd_csv_end_row(queue->csv[0]);
  return g_steal_pointer(&queue);
}

void gd_review_queue_free(GdReviewQueue *queue)
{
  if (queue == NULL)
    return;
  for (guint rank = 0; rank < GD_N_RANKS; rank++) {
    gd_csv_free(queue->csv[rank]);
    g_free(queue->path[rank]);
  }
  g_free(queue);
}

/* Readings that a cell may have beside its own, joined by " | "; NULL: none. Caller frees. */
static char *candidates_of(const GdValue *value)
{
  if (value->alternatives == NULL || value->alternatives->len == 0)
    return NULL;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < value->alternatives->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " | " : "",
                           (const char *)g_ptr_array_index(value->alternatives, i));
  return g_string_free(text, FALSE);
}

static void put_cell(GdCsv *csv, const GdValue *value, GdLang lang)
{
  g_autofree char *note = gd_said(lang, value->note);
  g_autofree char *number = value->has_number ? gd_number_to_string(value->number) : NULL;
  g_autofree char *candidates = candidates_of(value);
  gd_csv_text(csv, number != NULL ? number : value->raw);
  gd_csv_text(csv, candidates);
  gd_csv_page(csv, value->page);
  gd_csv_text(csv, note);
}

static void put_finding(GdCsv *csv, const GdFinding *finding, GdLang lang)
{
  g_autofree char *message = gd_said(lang, finding->message);
  gd_csv_text(csv, finding->found);
  gd_csv_text(csv, finding->expected);
  gd_csv_page(csv, finding->page);
  gd_csv_text(csv, message);
}

static void put_row(GdCsv *csv, const GdDocument *document, const GdReviewItem *item, GdLang lang)
{
  const GdValue *value = item->value;
  const GdFinding *finding = item->finding;
  GdReviewLabels labels = gd_review_labels(document, item);
  g_autofree char *anchor = gd_review_anchor(document, item);
  g_autofree char *picture =
      anchor ? g_strdup_printf("documents/%s/review.html#%s", document->id, anchor) : NULL;
  gd_csv_text(csv, document->id);
  gd_csv_text(csv, value ? gd_status_name(value->status) : gd_severity_name(finding->severity));
  gd_csv_text(csv, value ? NULL : finding->check);
  gd_csv_text(csv, value ? NULL : finding->relation);
  gd_csv_text(csv, value ? value->table : finding->table);
  gd_csv_text(csv, value ? value->row : finding->row);
  gd_csv_text(csv, value ? value->column : finding->column);
  gd_csv_text(csv, labels.table);
  gd_csv_text(csv, labels.row);
  gd_csv_text(csv, labels.column);
  gd_csv_text(csv, picture);
  if (value != NULL)
    put_cell(csv, value, lang);
  else
    put_finding(csv, finding, lang);
  for (guint i = 0; i < 4; i++) /* value, by, date, reason */
    gd_csv_text(csv, NULL);
  gd_csv_end_row(csv);
}

gboolean gd_review_queue_add(GdReviewQueue *queue, const GdDocument *document,
                             const GPtrArray *further, GError **error)
{
  g_autoptr(GArray) items = gd_review_items(document, further);
  for (guint i = 0; i < items->len; i++) {
    const GdReviewItem *item = &g_array_index(items, GdReviewItem, i);
    put_row(queue->csv[item->rank], document, item, queue->lang);
    if (!gd_csv_check(queue->csv[item->rank], error))
      return FALSE;
  }
  return TRUE;
}

/* Appends the file of a rank, without its byte order mark unless it is the first. */
static gboolean append(GdReviewQueue *queue, guint rank, GdFile *to, GError **error)
{
  if (!gd_csv_close(queue->csv[rank], NULL, error))
    return FALSE;
  FILE *from = g_fopen(queue->path[rank], "rb");
  g_autofree char *bytes = g_malloc(CHUNK_BYTES);
  gboolean good = from != NULL && fseek(from, rank > 0 ? (long)queue->mark : 0, SEEK_SET) == 0;
  gsize n;
  while (good && (n = fread(bytes, 1, CHUNK_BYTES, from)) > 0)
    if (!gd_file_write(to, bytes, n, error)) {
      fclose(from);
      return FALSE;
    }
  good = good && !ferror(from);
  if (!good)
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: cannot be read back", queue->path[rank]);
  if (from != NULL)
    fclose(from);
  g_remove(queue->path[rank]);
  return good;
}

gboolean gd_review_queue_finish(GdReviewQueue *queue, const char *path, char **sha256,
                                GError **error)
{
  g_autoptr(GdFile) file = gd_file_create(path, error);
  for (guint rank = 0; file != NULL && rank < GD_N_RANKS; rank++)
    if (!append(queue, rank, file, error))
      return FALSE;
  return file != NULL && gd_file_close(file, sha256, error);
}
