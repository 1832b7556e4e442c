/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/corrections.h"

#include <string.h>

#include "export/csv_read.h"
#include "export/file.h"
#include "models/error.h"

#define FILE_NAME "corrections.csv"

struct GdCorrections {
  GPtrArray *rows;         /* of GdDecision*, oldest first. Owned */
  GHashTable *by_document; /* id → GPtrArray of GdDecision*, lent */
  GHashTable *last;        /* subject → GdDecision* that counts, lent */
};

#define COLUMN(id, zh)                                                                             \
  {                                                                                                \
    id, zh, FALSE, GD_COLUMN_TEXT, NULL, NULL                                                      \
  }

static const GdColumn columns[] = {
    COLUMN("document", "文档"), COLUMN("check", "检查"),   COLUMN("relation", "关系"),
    COLUMN("table", "表"),      COLUMN("row", "行"),       COLUMN("column", "列"),
    COLUMN("page", "页"),       COLUMN("raw", "原文"),     COLUMN("status", "状态"),
    COLUMN("reading", "读数"),  COLUMN("value", "核定值"), COLUMN("by", "核对人"),
    COLUMN("date", "日期"),     COLUMN("reason", "理由"),  COLUMN(NULL, NULL),
};

/* The texts of a decision by the names of their columns. */
static const struct {
  const char *id;
  gsize offset;
} texts[] = {
    {"document", G_STRUCT_OFFSET(GdDecision, document)},
    {"check", G_STRUCT_OFFSET(GdDecision, check)},
    {"relation", G_STRUCT_OFFSET(GdDecision, relation)},
    {"table", G_STRUCT_OFFSET(GdDecision, table)},
    {"row", G_STRUCT_OFFSET(GdDecision, row)},
    {"column", G_STRUCT_OFFSET(GdDecision, column)},
    {"raw", G_STRUCT_OFFSET(GdDecision, raw)},
    {"status", G_STRUCT_OFFSET(GdDecision, status)},
    {"reading", G_STRUCT_OFFSET(GdDecision, reading)},
    {"value", G_STRUCT_OFFSET(GdDecision, value)},
    {"by", G_STRUCT_OFFSET(GdDecision, by)},
    {"date", G_STRUCT_OFFSET(GdDecision, date)},
    {"reason", G_STRUCT_OFFSET(GdDecision, reason)},
};

static char **text_at(const GdDecision *decision, guint i)
{
  return (char **)G_STRUCT_MEMBER_P(decision, texts[i].offset);
}

static char **text_of(const GdDecision *decision, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    if (g_str_equal(texts[i].id, id))
      return text_at(decision, i);
  return NULL;
}

GdDecision *gd_decision_new(void)
{
  return g_new0(GdDecision, 1);
}

void gd_decision_free(GdDecision *decision)
{
  if (decision == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(*text_at(decision, i));
  g_free(decision);
}

static const char *plain(const char *text)
{
  return text ? text : "";
}

static gboolean is_same(const char *a, const char *b)
{
  return g_str_equal(plain(a), plain(b));
}

static gboolean is_finding(const GdDecision *decision)
{
  return plain(decision->check)[0] != '\0';
}

char *gd_decision_subject(const GdDecision *decision)
{
  g_autofree char *cell =
      g_strjoin("/", plain(decision->table), plain(decision->row), plain(decision->column), NULL);
  if (!is_finding(decision))
    return g_steal_pointer(&cell);
  return g_strjoin(" ", decision->check, plain(decision->relation), cell, NULL);
}

/* What tells decisions on one thing from those on others. Caller frees. */
static char *subject_key(const GdDecision *decision)
{
  g_autofree char *page = g_strdup_printf("%u", is_finding(decision) ? decision->page : 0);
  const char *message = is_finding(decision) ? plain(decision->raw) : "";
  return g_strjoin("\x1F", plain(decision->document), plain(decision->check),
                   plain(decision->relation), plain(decision->table), plain(decision->row),
                   plain(decision->column), page, message, NULL);
}

/* Takes the decision into the list of its document; it counts instead of the one
 * before it on the same. */
static void count_in(GdCorrections *corrections, GdDecision *decision)
{
  const char *id = plain(decision->document);
  GPtrArray *list = g_hash_table_lookup(corrections->by_document, id);
  if (list == NULL) {
    list = g_ptr_array_new();
    g_hash_table_insert(corrections->by_document, g_strdup(id), list);
  }
  char *key = subject_key(decision);
  GdDecision *before = g_hash_table_lookup(corrections->last, key);
  if (before != NULL)
    before->replaced = TRUE;
  g_hash_table_insert(corrections->last, key, decision);
  g_ptr_array_add(list, decision);
}

static GdCorrections *corrections_new(void)
{
  GdCorrections *corrections = g_new0(GdCorrections, 1);
  corrections->rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_decision_free);
  corrections->by_document =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  corrections->last = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return corrections;
}

void gd_corrections_free(GdCorrections *corrections)
{
  if (corrections == NULL)
    return;
  g_hash_table_unref(corrections->by_document);
  g_hash_table_unref(corrections->last);
  g_ptr_array_unref(corrections->rows);
  g_free(corrections);
}

static gboolean is_value(const GdDecision *decision)
{
  GdNumber number;
  if (is_finding(decision))
    return is_same(decision->value, GD_DECISION_AS_PRINTED);
  return is_same(decision->value, GD_DECISION_BLANK) ||
         gd_number_parse(plain(decision->value), &number);
}

static GdDecision *read_row(const GdCsvReader *reader, const char *path, GError **error)
{
  g_autoptr(GdDecision) decision = gd_decision_new();
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    *text_at(decision, i) = g_strdup(gd_csv_reader_cell(reader, texts[i].id));
  guint64 page = 0;
  const char *digits = gd_csv_reader_cell(reader, "page");
  gboolean good =
      digits[0] == '\0' || g_ascii_string_to_unsigned(digits, 10, 0, G_MAXUINT, &page, NULL);
  decision->page = (guint)page;
  if (good && decision->document[0] != '\0' && is_value(decision))
    return g_steal_pointer(&decision);
  g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: line %u: is no decision (document, page, value)",
              path, gd_csv_reader_line(reader));
  return NULL;
}

GdCorrections *gd_corrections_load(const char *out, GError **error)
{
  g_autoptr(GdCorrections) corrections = corrections_new();
  g_autofree char *path = g_build_filename(out, FILE_NAME, NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return g_steal_pointer(&corrections);
  g_autoptr(GdCsvReader) reader = gd_csv_reader_open(path, columns, TRUE, error);
  if (reader == NULL)
    return NULL;
  GError *wrong = NULL;
  while (gd_csv_reader_next(reader, &wrong)) {
    GdDecision *decision = read_row(reader, path, &wrong);
    if (decision == NULL)
      break;
    g_ptr_array_add(corrections->rows, decision);
    count_in(corrections, decision);
  }
  if (wrong == NULL)
    return g_steal_pointer(&corrections);
  g_propagate_error(error, wrong);
  return NULL;
}

const GPtrArray *gd_corrections_of(const GdCorrections *corrections, const char *document)
{
  return g_hash_table_lookup(corrections->by_document, document);
}

gboolean gd_corrections_add(GdCorrections *corrections, GdDecision *decision)
{
  g_autofree char *key = subject_key(decision);
  const GdDecision *old = g_hash_table_lookup(corrections->last, key);
  if (old != NULL && old->page == decision->page && is_same(old->raw, decision->raw) &&
      is_same(old->value, decision->value) && is_same(old->by, decision->by) &&
      is_same(old->date, decision->date) && is_same(old->reason, decision->reason)) {
    gd_decision_free(decision);
    return FALSE;
  }
  g_ptr_array_add(corrections->rows, decision);
  count_in(corrections, decision);
  return TRUE;
}

gboolean gd_corrections_save(const GdCorrections *corrections, const char *out,
                             const GdExportOptions *options, GError **error)
{
  g_autoptr(GdScratch) scratch = gd_scratch_new(out, error);
  if (scratch == NULL)
    return FALSE;
  g_autofree char *from = g_build_filename(scratch->path, FILE_NAME, NULL);
  g_autofree char *to = g_build_filename(out, FILE_NAME, NULL);
  g_autoptr(GdCsv) csv = gd_csv_new(from, options->gb18030, error);
  if (csv == NULL)
    return FALSE;
  gd_columns_put(csv, columns, options->headers_zh);
  gd_csv_end_row(csv);
  for (guint i = 0; i < corrections->rows->len; i++) {
    const GdDecision *decision = g_ptr_array_index(corrections->rows, i);
    for (const GdColumn *column = columns; column->id != NULL; column++)
      if (g_str_equal(column->id, "page"))
        gd_csv_page(csv, decision->page);
      else
        gd_csv_text(csv, *text_of(decision, column->id));
    gd_csv_end_row(csv);
  }
  if (!gd_csv_close(csv, NULL, error) || !gd_file_rename(from, to, error))
    return FALSE;
  gd_folder_sync(out);
  return TRUE;
}

void gd_corrections_tell_lost(const GdCorrections *corrections, GHashTable *present,
                              GPtrArray *messages)
{
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < corrections->rows->len; i++) {
    const GdDecision *decision = g_ptr_array_index(corrections->rows, i);
    const char *id = plain(decision->document);
    if (g_hash_table_contains(present, id) || !g_hash_table_add(told, (gpointer)id))
      continue;
    g_ptr_array_add(messages, g_strdup_printf("%s: decisions on a document that is not here (any "
                                              "more): not applied",
                                              id));
  }
}
