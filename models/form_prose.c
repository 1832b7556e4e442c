/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "prose": what the text around the tables may say of their numbers.
 *   1. The parts, for the patterns of all statements.
 *   2. Each statement: its patterns, and its sums. A sum names rows and columns of
 *      the statement's table as relations do; every cell where one of the rows
 *      crosses one of the columns is in it.
 */
#include "models/form_build.h"
#include "models/limits.h"
#include "models/pattern.h"

/* The group of a pattern that holds the number. */
#define NUMBER_GROUP "number"

/* The group of "subject" that holds the name of a body. */
#define SUBJECT_GROUP "subject"

/* A list of regular expressions; with_number: each needs the group. Caller owns it. */
static GPtrArray *read_patterns(GdFormBuilder *builder, const GdJson *list, GHashTable *parts,
                                gboolean with_number)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func((GDestroyNotify)gd_lazy_pattern_free);
  gd_form_count_list(builder, list);
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson at = gd_json_element(list, i);
    GdLazyPattern *pattern =
        gd_lazy_pattern_read(&at, parts, with_number ? NUMBER_GROUP : NULL, !builder->trusted);
    if (pattern == NULL)
      break;
    g_ptr_array_add(patterns, pattern);
  }
  return patterns;
}

/* A list of words. Caller owns it. */
static GPtrArray *read_words(GdFormBuilder *builder, const GdJson *list)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  gd_form_count_list(builder, list);
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson at = gd_json_element(list, i);
    const char *word = gd_json_string(&at);
    g_ptr_array_add(words, g_strdup(word != NULL ? word : ""));
  }
  return words;
}

/* Sets met[i] for the elements of list that mean id; whether any does. */
static gboolean is_wanted(const GdJson *list, const char *id, gboolean *met)
{
  gboolean wanted = FALSE;
  guint n = gd_json_length(list);
  for (guint i = 0; i < n; i++) {
    GdJson one = gd_json_element(list, i);
    const char *pattern = gd_json_string(&one);
    if (pattern != NULL && gd_form_id_matches(pattern, id))
      wanted = met[i] = TRUE;
  }
  return wanted;
}

static void check_met(const GdJson *list, const gboolean *met, const char *what)
{
  guint n = gd_json_length(list);
  for (guint i = 0; i < n; i++)
    if (!met[i]) {
      GdJson one = gd_json_element(list, i);
      const char *pattern = gd_json_string(&one);
      gd_json_fail(&one, "the table has no %s \"%s\"", what, pattern != NULL ? pattern : "");
    }
}

/* The leaves of one sum. Caller owns the array. */
static GArray *read_sum(GdFormBuilder *builder, const GdJson *at, guint table)
{
  static const char *const keys[] = {"rows", "columns", NULL};
  GArray *sum = g_array_new(FALSE, FALSE, sizeof(guint));
  gd_json_keys(at, keys);
  GdJson rows = gd_json_member(at, "rows", TRUE), columns = gd_json_member(at, "columns", TRUE);
  gd_form_count_list(builder, &rows);
  gd_form_count_list(builder, &columns);
  if (!gd_form_going_on(at))
    return sum;
  g_autofree gboolean *rows_met = g_new0(gboolean, gd_json_length(&rows) + 1);
  g_autofree gboolean *columns_met = g_new0(gboolean, gd_json_length(&columns) + 1);
  const GdForm *form = builder->form;
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    if (leaf->table != table)
      continue;
    gboolean row = is_wanted(&rows, leaf->row->id, rows_met);
    gboolean column = is_wanted(&columns, leaf->column->id, columns_met);
    if (row && column)
      g_array_append_val(sum, i);
  }
  check_met(&rows, rows_met, "row");
  check_met(&columns, columns_met, "column");
  builder->terms += sum->len;
  if (sum->len == 0)
    gd_json_fail(at, "no cell is meant");
  if (builder->terms > GD_CAP_FORM_TERMS)
    gd_json_fail(at, "more terms than GD_CAP_FORM_TERMS (%d)", GD_CAP_FORM_TERMS);
  return sum;
}

static void read_statement(GdFormBuilder *builder, const GdJson *at, GHashTable *parts,
                           GHashTable *ids)
{
  static const char *const keys[] = {"id",       "label",         "table",      "cells", "words",
                                     "patterns", "zero_patterns", "not_before", NULL};
  gd_form_count(builder, at);
  gd_json_keys(at, keys);
  GdJson id_at = gd_json_member(at, "id", TRUE), label = gd_json_member(at, "label", TRUE);
  GdJson table = gd_json_member(at, "table", TRUE), cells = gd_json_member(at, "cells", TRUE);
  GdJson words = gd_json_member(at, "words", FALSE);
  GdJson patterns = gd_json_member(at, "patterns", FALSE);
  GdJson zeros = gd_json_member(at, "zero_patterns", FALSE);
  GdJson not_before = gd_json_member(at, "not_before", FALSE);
  const char *id = gd_form_id(&id_at, "_.");
  if (id != NULL && !g_hash_table_add(ids, (gpointer)id))
    gd_json_fail(&id_at, "\"%s\" stands twice in this form", id);
  if (!gd_json_has(&patterns) && !gd_json_has(&zeros))
    gd_json_fail(at, "needs one of the keys patterns, zero_patterns");
  GdStatement *statement = g_new0(GdStatement, 1);
  statement->id = gd_form_keep(builder->form, id);
  statement->label = gd_form_keep(builder->form, gd_json_string(&label));
  statement->table = gd_form_table_named(builder->form, &table);
  statement->words = read_words(builder, &words);
  statement->patterns = read_patterns(builder, &patterns, parts, TRUE);
  statement->zero_patterns = read_patterns(builder, &zeros, parts, FALSE);
  statement->not_before = read_patterns(builder, &not_before, parts, FALSE);
  statement->sums = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  g_ptr_array_add(builder->form->statements, statement);
  gd_form_count_list(builder, &cells);
  guint n = gd_json_length(&cells);
  for (guint i = 0; i < n && gd_form_going_on(at); i++) {
    GdJson sum = gd_json_element(&cells, i);
    g_ptr_array_add(statement->sums, read_sum(builder, &sum, statement->table));
  }
}

void gd_form_prose(GdFormBuilder *builder, const GdJson *at)
{
  static const char *const keys[] = {"parts", "subject", "not_in", "statements", NULL};
  if (!gd_json_has(at))
    return;
  gd_json_keys(at, keys);
  GdJson parts_at = gd_json_member(at, "parts", FALSE);
  GdJson subject = gd_json_member(at, "subject", FALSE);
  GdJson not_in = gd_json_member(at, "not_in", FALSE);
  GdJson statements = gd_json_member(at, "statements", TRUE);
  g_autoptr(GHashTable) parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  gd_pattern_read_parts(&parts_at, parts);
  g_ptr_array_unref(builder->form->not_in);
  builder->form->subject = gd_lazy_pattern_read(&subject, parts, SUBJECT_GROUP, !builder->trusted);
  builder->form->not_in = read_patterns(builder, &not_in, parts, FALSE);
  guint n = gd_json_length(&statements);
  for (guint i = 0; i < n && gd_form_going_on(at); i++) {
    GdJson statement = gd_json_element(&statements, i);
    read_statement(builder, &statement, parts, ids);
  }
}
