/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filled rows → decisions. Each is checked against the document as it is now.
 */
#include <string.h>

#include "export/review.h"
#include "models/error.h"
#include "models/messages.h"

/* Characters of a name, a date, a reason: more is text in the wrong column. */
#define MAX_NOTE_CHARS 1000

static const struct {
  const char *id;
  gsize offset;
} texts[] = {
    {"document", G_STRUCT_OFFSET(GdReviewRow, document)},
    {"check", G_STRUCT_OFFSET(GdReviewRow, check)},
    {"relation", G_STRUCT_OFFSET(GdReviewRow, relation)},
    {"table", G_STRUCT_OFFSET(GdReviewRow, table)},
    {"row", G_STRUCT_OFFSET(GdReviewRow, row)},
    {"column", G_STRUCT_OFFSET(GdReviewRow, column)},
    {"page", G_STRUCT_OFFSET(GdReviewRow, page)},
    {"message", G_STRUCT_OFFSET(GdReviewRow, message)},
    {"value", G_STRUCT_OFFSET(GdReviewRow, value)},
    {"by", G_STRUCT_OFFSET(GdReviewRow, by)},
    {"date", G_STRUCT_OFFSET(GdReviewRow, date)},
    {"reason", G_STRUCT_OFFSET(GdReviewRow, reason)},
};

static char **text_at(GdReviewRow *row, guint i)
{
  return (char **)G_STRUCT_MEMBER_P(row, texts[i].offset);
}

void gd_review_row_free(GdReviewRow *row)
{
  if (row == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(*text_at(row, i));
  g_free(row);
}

static gboolean check_columns(const GdCsvReader *reader, const char *path, GError **error)
{
  static const char *const needed[] = {"document", "table", "row", "column", "value"};
  for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
    if (!gd_csv_reader_has(reader, needed[i])) {
      g_set_error(error, GD_ERROR, GD_ERROR_FORM, "%s: line 1: there is no column \"%s\"", path,
                  needed[i]);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *gd_review_read(const char *path, guint *n_open, GError **error)
{
  g_autoptr(GdCsvReader) reader = gd_csv_reader_open(path, gd_columns_review, FALSE, error);
  if (reader == NULL || !check_columns(reader, path, error))
    return NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_review_row_free);
  GError *wrong = NULL;
  *n_open = 0;
  while (gd_csv_reader_next(reader, &wrong)) {
    if (gd_csv_reader_cell(reader, "value")[0] == '\0') {
      ++*n_open;
      continue;
    }
    GdReviewRow *row = g_new0(GdReviewRow, 1);
    row->line = gd_csv_reader_line(reader);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
      *text_at(row, i) = g_strdup(gd_csv_reader_cell(reader, texts[i].id));
    g_ptr_array_add(rows, row);
  }
  if (wrong == NULL)
    return g_steal_pointer(&rows);
  g_propagate_error(error, wrong);
  return NULL;
}

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean fail(GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, GD_ERROR, GD_ERROR_FORM, text);
  return FALSE;
}

static gboolean is_one_of(const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp(text, *words) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_as_printed(const char *text)
{
  static const char *const words[] = {GD_DECISION_AS_PRINTED, "原文如此", NULL};
  return is_one_of(text, words);
}

static gboolean is_blank(const char *text)
{
  static const char *const words[] = {GD_DECISION_BLANK, "空白", NULL};
  return is_one_of(text, words);
}

/* YYYY-MM-DD of a real day; spreadsheets write 2026/1/31. Empty stays empty. NULL if it is no
 * date. Caller frees. */
static char *normal_date(const char *text)
{
  guint parts[3] = {0, 0, 0};
  guint n = 0;
  const char *p = text;
  if (*text == '\0')
    return g_strdup("");
  for (; n < G_N_ELEMENTS(parts); n++) {
    char *end = NULL;
    guint64 number = g_ascii_isdigit(*p) ? g_ascii_strtoull(p, &end, 10) : 0;
    if (number == 0 || number > 9999)
      return NULL;
    parts[n] = (guint)number;
    p = end;
    if (n < 2 && *p++ != (strchr(text, '/') ? '/' : '-'))
      return NULL;
  }
  gboolean good = *p == '\0' && parts[0] >= 1000 && parts[1] <= 12 &&
                  g_date_valid_dmy((GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0]);
  return good ? g_strdup_printf("%04u-%02u-%02u", parts[0], parts[1], parts[2]) : NULL;
}

static gboolean check_who(const GdReviewRow *row, char **date, GError **error)
{
  *date = normal_date(row->date);
  if (*date == NULL)
    return fail(error, "\"%s\" is no date (YYYY-MM-DD)", row->date);
  if (row->by[0] == '\0')
    return fail(error, "column \"by\" is empty: who decided?");
  if (g_utf8_strlen(row->by, -1) > MAX_NOTE_CHARS ||
      g_utf8_strlen(row->reason, -1) > MAX_NOTE_CHARS)
    return fail(error, "\"by\" or \"reason\" is longer than %d characters", MAX_NOTE_CHARS);
  return TRUE;
}

static GdValue *find_value(const GdReviewRow *row, const GdDocument *document)
{
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = g_ptr_array_index(document->values, i);
    if (g_strcmp0(value->column, row->column) == 0 && g_strcmp0(value->row, row->row) == 0 &&
        g_strcmp0(value->table, row->table) == 0)
      return value;
  }
  return NULL;
}

/* The number must be one that the form can hold there. */
static gboolean check_number(const GdValue *value, const char *text, const GdFormSet *forms,
                             GError **error)
{
  GdNumber number;
  if (!gd_number_parse(text, &number))
    return fail(error,
                "\"%s\" is no value: an optional minus, digits, at most one point; or \"blank\" "
                "(空白), or \"as printed\" (原文如此)",
                text);
  const GdForm *form = value->form ? gd_form_set_lookup(forms, value->form) : NULL;
  guint index = form ? gd_form_find(form, value->table, value->row, value->column) : G_MAXUINT;
  if (form == NULL || index >= form->leaves->len)
    return fail(error, "the form %s does not know this cell", value->form ? value->form : "");
  GdLeafType type = g_array_index(form->leaves, GdFormLeaf, index).type;
  if (type != GD_TYPE_DECIMAL && number.decimals > 0)
    return fail(error, "\"%s\": this cell of the form holds whole numbers", text);
  if (type != GD_TYPE_SIGNED && text[0] == '-')
    return fail(error, "\"%s\": this cell of the form holds no negative numbers", text);
  return TRUE;
}

/* What the row says of the cell, as a decision has it. NULL on an error. Caller frees. */
static char *value_of_cell(const GdReviewRow *row, const GdValue *value, const GdFormSet *forms,
                           GError **error)
{
  if (is_blank(row->value))
    return g_strdup(GD_DECISION_BLANK);
  if (!is_as_printed(row->value))
    return check_number(value, row->value, forms, error) ? g_strdup(row->value) : NULL;
  if (value->has_number)
    return gd_number_to_string(value->number);
  fail(error, "\"%s\": the cell has no reading that could be confirmed", row->value);
  return NULL;
}

static gboolean decide_cell(GdDecision *decision, const GdReviewRow *row,
                            const GdDocument *document, const GdFormSet *forms, GError **error)
{
  const GdValue *value = find_value(row, document);
  if (value == NULL)
    return fail(error, "%s has no cell %s/%s/%s", document->id, row->table, row->row, row->column);
  decision->value = value_of_cell(row, value, forms, error);
  if (decision->value == NULL)
    return FALSE;
  decision->page = value->page;
  decision->raw = g_strdup(value->raw ? value->raw : "");
  decision->status = g_strdup(gd_status_name(value->status));
  decision->reading = value->has_number ? gd_number_to_string(value->number) : g_strdup("");
  return TRUE;
}

static gboolean is_same(const char *cell, const char *member)
{
  return g_str_equal(cell, member ? member : "");
}

/* The message without white space: a spreadsheet may have changed its line ends. */
static gboolean is_same_message(const char *cell, const char *message)
{
  const char *a = cell, *b = message ? message : "";
  for (;;) {
    while (g_ascii_isspace(*a))
      a++;
    while (g_ascii_isspace(*b))
      b++;
    if (*a != *b || *a == '\0')
      return *a == *b;
    a++;
    b++;
  }
}

static const GdFinding *find_finding(const GdReviewRow *row, const GPtrArray *findings,
                                     gboolean *changed)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(findings, i);
    g_autofree char *page = finding->page ? g_strdup_printf("%u", finding->page) : g_strdup("");
    if (!is_same(row->check, finding->check) || !is_same(row->relation, finding->relation) ||
        !is_same(row->table, finding->table) || !is_same(row->row, finding->row) ||
        !is_same(row->column, finding->column) ||
        (row->page[0] != '\0' && !g_str_equal(row->page, page)))
      continue;
    g_autofree char *chinese = gd_said(GD_LANG_ZH, finding->message);
    if (row->message[0] == '\0' || is_same_message(row->message, finding->message) ||
        is_same_message(row->message, chinese))
      return finding;
    *changed = TRUE;
  }
  return NULL;
}

static gboolean decide_finding(GdDecision *decision, const GdReviewRow *row,
                               const GdDocument *document, const GPtrArray *further, GError **error)
{
  if (!is_as_printed(row->value))
    return fail(error, "\"%s\": a finding can only be confirmed \"as printed\" (原文如此)",
                row->value);
  gboolean changed = FALSE;
  const GdFinding *finding = find_finding(row, document->findings, &changed);
  if (finding == NULL)
    finding = find_finding(row, further, &changed);
  if (finding == NULL)
    return fail(error,
                changed ? "%s has another finding \"%s\" there than this row states"
                        : "%s has no such finding \"%s\"",
                document->id, row->check);
  decision->value = g_strdup(GD_DECISION_AS_PRINTED);
  decision->page = finding->page;
  decision->raw = g_strdup(finding->message ? finding->message : "");
  decision->status = g_strdup(gd_severity_name(finding->severity));
  decision->reading = g_strdup(finding->found ? finding->found : "");
  return TRUE;
}

GdDecision *gd_review_decide(const GdReviewRow *row, const GdDocument *document,
                             const GPtrArray *further, const GdFormSet *forms, GError **error)
{
  g_autoptr(GdDecision) decision = gd_decision_new();
  if (!check_who(row, &decision->date, error))
    return NULL;
  decision->document = g_strdup(document->id);
  decision->check = g_strdup(row->check);
  decision->relation = g_strdup(row->relation);
  decision->table = g_strdup(row->table);
  decision->row = g_strdup(row->row);
  decision->column = g_strdup(row->column);
  decision->by = g_strdup(row->by);
  decision->reason = g_strdup(row->reason);
  gboolean good = row->check[0] != '\0' ? decide_finding(decision, row, document, further, error)
                                        : decide_cell(decision, row, document, forms, error);
  return good ? g_steal_pointer(&decision) : NULL;
}
