/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. The text of the report's own pages, its title and year (report_text.h).
 * 2. For each statement of its forms, every sentence that one of the patterns
 *    matches gives a reading, unless the sentence is about something else
 *    (not_in, not_before), names another body, or names another year last before
 *    the number.
 * 3. Readings that differ from one another: silence.
 * 4. The cells' sum. A cell that is not ok: silence. A reading that equals none of
 *    the statement's sums becomes a finding.
 *
 *     "2024年，我局共收到政府信息公开申请12件"     applications.received = 12
 *                                                      |
 *     一、本年新收政府信息公开申请数量 … 总计 10        new/total = 10   → finding
 */
#include "tables/prose.h"

#include <string.h>

#include "models/numeral.h"
#include "models/pattern.h"
#include "tables/report_text.h"

#define CHECK "prose"

/* Characters of a sentence that a message quotes before and behind the number. */
#define QUOTE_BEFORE 40
#define QUOTE_BEHIND 10

/* Readings of one statement that are looked at. */
#define READINGS_MAX 50

/* What a sentence says. */
typedef struct {
  GdNumber number;
  guint year; /* named before the number, 0 if none is */
  const GdSentence *sentence;
  gsize start, end; /* bytes of the match in the sentence */
} Reading;

typedef struct {
  GdDocument *document;
  const GdReportText *text;
  GHashTable *values; /* "form/table/row/column" → GdValue*, lent */
} Check;

static gboolean any_matches(const GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    if (gd_lazy_pattern_match(patterns->pdata[i], text, NULL))
      return TRUE;
  return FALSE;
}

/* Whether what precedes a match names a body that the title does not name. */
static gboolean is_about_another(const Check *check, const GdForm *form, const char *before)
{
  g_autoptr(GMatchInfo) match = NULL;
  if (form->subject == NULL || *check->text->titles == '\0' ||
      !gd_lazy_pattern_match(form->subject, before, &match))
    return FALSE;
  g_autofree char *subject = g_match_info_fetch_named(match, "subject");
  return strstr(check->text->titles, subject) == NULL;
}

/* Adds what a match says, unless it is about something else. */
static void add_reading(const Check *check, const GdForm *form, const GdStatement *statement,
                        const GdSentence *sentence, const GMatchInfo *match, GArray *readings)
{
  int start, end;
  g_match_info_fetch_pos(match, 0, &start, &end);
  if (end <= (int)sentence->topic)
    return;
  Reading reading = {.sentence = sentence, .start = (gsize)start, .end = (gsize)end};
  g_autofree char *number = g_match_info_fetch_named(match, "number");
  if (number != NULL && *number != '\0' && !gd_numeral_parse(number, &reading.number))
    return;
  g_autofree char *whole = g_strndup(sentence->text, reading.end);
  g_autofree char *before = g_strndup(sentence->text, reading.start);
  if (any_matches(statement->not_before, whole) || is_about_another(check, form, before))
    return;
  reading.year = gd_last_year(check->text, sentence->text, reading.end);
  if (check->text->year != 0 && reading.year != 0 && reading.year != check->text->year)
    return;
  if (readings->len < READINGS_MAX)
    g_array_append_val(readings, reading);
}

static void add_matches(const Check *check, const GdForm *form, const GdStatement *statement,
                        const GPtrArray *patterns, const GdSentence *sentence, GArray *readings)
{
  for (guint i = 0; i < patterns->len; i++) {
    g_autoptr(GMatchInfo) match = NULL;
    if (!gd_lazy_pattern_match(patterns->pdata[i], sentence->text, &match))
      continue;
    if (any_matches(form->not_in, sentence->text))
      return;
    do
      add_reading(check, form, statement, sentence, match, readings);
    while (g_match_info_next(match, NULL));
  }
}

/* Whether all readings say the same, and of one year. */
static gboolean agree(const GArray *readings)
{
  guint year = 0;
  for (guint i = 0; i < readings->len; i++) {
    const Reading *reading = &g_array_index(readings, Reading, i);
    if (gd_number_compare(reading->number, g_array_index(readings, Reading, 0).number) != 0 ||
        (year != 0 && reading->year != 0 && reading->year != year))
      return FALSE;
    year = MAX(year, reading->year);
  }
  return readings->len > 0;
}

static char *value_key(const char *form, const char *table, const char *row, const char *column)
{
  return g_strjoin("/", form, table, row, column, NULL);
}

static const GdValue *value_of(const Check *check, const GdForm *form, guint index)
{
  const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, index);
  const GdFormTable *table = form->tables->pdata[leaf->table];
  g_autofree char *key = value_key(form->id, table->id, leaf->row->id, leaf->column->id);
  return g_hash_table_lookup(check->values, key);
}

/* Whether the printed row of a blank cell holds nothing but blanks and zeros. */
static gboolean row_is_empty(const Check *check, const GdValue *blank)
{
  for (guint i = 0; i < check->document->values->len; i++) {
    const GdValue *value = check->document->values->pdata[i];
    if (g_str_equal(value->table, blank->table) && g_str_equal(value->row, blank->row) &&
        value->status != GD_STATUS_BLANK &&
        (value->status != GD_STATUS_OK || !gd_number_is_zero(value->number)))
      return FALSE;
  }
  return TRUE;
}

/* The number of one cell, if it is certain. */
static gboolean certain(const Check *check, const GdValue *value, GdNumber *number)
{
  *number = value->number;
  if (value->status == GD_STATUS_BLANK) {
    *number = gd_number(0);
    return row_is_empty(check, value);
  }
  return value->has_number &&
         (value->status == GD_STATUS_OK || value->status == GD_STATUS_CONFIRMED);
}

/* The sum of cells. FALSE if one of them is not certain. cells, if not NULL, gets their names. */
static gboolean add_up(const Check *check, const GdForm *form, const GArray *leaves,
                       GdNumber *total, GString *cells)
{
  guint n = 0;
  *total = gd_number(0);
  for (guint i = 0; i < leaves->len; i++) {
    guint index = g_array_index(leaves, guint, i);
    const GdFormLine *row = g_array_index(form->leaves, GdFormLeaf, index).row;
    const GdValue *value = value_of(check, form, index);
    GdNumber number;
    if (value == NULL && row->alternative != GD_NO_ALTERNATIVE)
      continue; /* a row of an option that is not printed */
    if (value == NULL || !certain(check, value, &number) ||
        !gd_number_add(*total, number, 1, total))
      return FALSE;
    n++;
    if (cells != NULL)
      g_string_append_printf(cells, "%s%s/%s/%s", cells->len > 0 ? " " : "", value->table,
                             value->row, value->column);
  }
  return n > 0;
}

/* The part of the sentence around the match. Caller frees. */
static char *quote(const Reading *reading)
{
  const char *text = reading->sentence->text;
  const char *from = text + reading->start, *to = text + reading->end;
  const char *first = text + reading->sentence->topic;
  for (guint i = 0; i < QUOTE_BEFORE && from > first; i++)
    from = g_utf8_prev_char(from);
  from = MAX(from, first);
  for (guint i = 0; i < QUOTE_BEHIND && *to != '\0'; i++)
    to = g_utf8_next_char(to);
  g_autofree char *part = g_strndup(from, (gsize)(to - from));
  return g_strconcat(from > first ? "…" : "", part, *to != '\0' ? "…" : "", NULL);
}

static void add_finding(const Check *check, const GdForm *form, const GdStatement *statement,
                        const Reading *reading, GdNumber expected, GString *cells)
{
  const GArray *leaves = statement->sums->pdata[0];
  const GdFormTable *table = form->tables->pdata[statement->table];
  guint page = value_of(check, form, g_array_index(leaves, guint, 0))->page;
  g_autofree char *says = gd_number_to_string(reading->number);
  g_autofree char *holds = gd_number_to_string(expected);
  g_autofree char *sentence = quote(reading);
  GdFinding *finding =
      gd_finding_new(GD_SEVERITY_WARNING, CHECK, reading->sentence->page,
                     "%s: the text says %s (page %u, \"%s\"), the table %s says %s (page %u, %s)",
                     statement->label, says, reading->sentence->page, sentence, table->label, holds,
                     page, cells->str);
  finding->relation = g_strdup(statement->id);
  finding->table = g_strdup(table->id);
  finding->cells = g_strdup(cells->str);
  finding->expected = g_steal_pointer(&holds);
  finding->found = g_steal_pointer(&says);
  g_ptr_array_add(check->document->findings, finding);
}

static gboolean holds_a_word(const GdStatement *statement, const char *text)
{
  gboolean holds = statement->words->len == 0;
  for (guint i = 0; i < statement->words->len && !holds; i++)
    holds = strstr(text, statement->words->pdata[i]) != NULL;
  return holds;
}

static void check_statement(const Check *check, const GdForm *form, const GdStatement *statement)
{
  GdNumber expected;
  g_autoptr(GString) cells = g_string_new(NULL);
  if (!add_up(check, form, statement->sums->pdata[0], &expected, cells))
    return;
  g_autoptr(GArray) readings = g_array_new(FALSE, TRUE, sizeof(Reading));
  for (guint i = 0; i < check->text->sentences->len; i++) {
    const GdSentence *sentence = check->text->sentences->pdata[i];
    if (!holds_a_word(statement, sentence->text))
      continue;
    add_matches(check, form, statement, statement->patterns, sentence, readings);
    add_matches(check, form, statement, statement->zero_patterns, sentence, readings);
  }
  if (!agree(readings))
    return;
  const Reading *reading = &g_array_index(readings, Reading, 0);
  for (guint i = 0; i < statement->sums->len; i++) {
    GdNumber sum;
    if (!add_up(check, form, statement->sums->pdata[i], &sum, NULL) ||
        gd_number_compare(sum, reading->number) == 0)
      return;
  }
  add_finding(check, form, statement, reading, expected, cells);
}

/* The report's pages that no other report of the file shares: first > last if there are none. */
static void own_pages(const GPtrArray *documents, guint index, guint *first, guint *last)
{
  const GdDocument *document = documents->pdata[index];
  *first = document->first_page;
  *last = document->last_page;
  if (index > 0) {
    const GdDocument *before = documents->pdata[index - 1];
    *first = MAX(*first, before->last_page + 1);
  }
  if (index + 1 < documents->len) {
    const GdDocument *after = documents->pdata[index + 1];
    *last = after->first_page > 0 ? MIN(*last, after->first_page - 1) : 0;
  }
}

static void check_document(const Check *check, const GdFormSet *forms)
{
  g_auto(GStrv) ids = g_strsplit(check->document->form, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++) {
    const GdForm *form = gd_form_set_lookup(forms, ids[i]);
    if (form == NULL)
      continue;
    for (guint s = 0; s < form->statements->len; s++)
      check_statement(check, form, form->statements->pdata[s]);
  }
}

void gd_prose_check(GPtrArray *documents, const GdFormSet *forms)
{
  for (guint d = 0; d < documents->len; d++) {
    GdDocument *document = documents->pdata[d];
    guint first, last;
    own_pages(documents, d, &first, &last);
    if (document->form == NULL || first == 0 || first > last)
      continue;
    g_autofree char *main_form = g_strndup(document->form, strcspn(document->form, " "));
    g_autoptr(GdReportText) text =
        gd_report_text_new(document, gd_form_set_lookup(forms, main_form), first, last);
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < document->values->len; i++) {
      GdValue *value = document->values->pdata[i];
      g_hash_table_insert(values, value_key(value->form, value->table, value->row, value->column),
                          value);
    }
    const Check check = {document, text, values};
    check_document(&check, forms);
  }
}
