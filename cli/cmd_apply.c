/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `guidang apply OUT review.csv`:
 * 1. read the filled rows;
 * 2. make a decision of each, against the document as it is now; say what is wrong with
 *    any, with its line, and stop there if anything is;
 * 3. write corrections.csv, then the documents and the tables. After a crash in between,
 *    `guidang check` takes in what corrections.csv holds.
 */
#include <stdio.h>

#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/people.h"
#include "export/file.h"
#include "export/review.h"
#include "models/error.h"

/* Wrong rows that are told one by one: more have a common cause. */
#define MAX_TOLD 50

/* Filled queues that are kept in one folder: more than one a day for ten years. */
#define MAX_QUEUES 4000

typedef struct {
  GdPeople *people;
  GdYears *years;
  GPtrArray *decisions; /* of GdDecision* */
  GHashTable *lines;    /* document and subject → GdReviewRow* that decided it, lent */
  guint n_wrong;
} Apply;

static void refuse(Apply *apply, const GdReviewRow *row, const char *message)
{
  const GdPeopleOptions *options = apply->people->options;
  if (apply->n_wrong++ < MAX_TOLD) {
    g_autofree char *text = g_strdup_printf("%s: line %u: %s", options->file, row->line, message);
    g_autofree char *shown = gd_shown_path(text);
    g_autofree char *said = gd_said(options->lang, shown);
    fprintf(stderr, "guidang: %s\n", said);
  }
}

/* Takes the decision, unless another row says something else about the same. */
static void take(Apply *apply, GdReviewRow *row, GdDecision *decision)
{
  g_autoptr(GdDecision) owned = decision;
  g_autofree char *subject = gd_decision_subject(decision);
  char *key = g_strjoin("\x1F", decision->document, subject, row->page, row->message, NULL);
  const GdReviewRow *other = g_hash_table_lookup(apply->lines, key);
  if (other != NULL && !g_str_equal(other->value, row->value)) {
    g_autofree char *message =
        g_strdup_printf("says %s, and line %u says %s", row->value, other->line, other->value);
    refuse(apply, row, message);
  }
  if (other != NULL) {
    g_free(key);
    return;
  }
  g_hash_table_insert(apply->lines, key, row);
  g_ptr_array_add(apply->decisions, g_steal_pointer(&owned));
}

/* The rows on one document. */
static void decide_document(Apply *apply, const char *id, const GPtrArray *rows)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdDocument) document = NULL;
  if (gd_index_lookup(apply->people->index, id) == NULL)
    g_set_error(&error, GD_ERROR, GD_ERROR_FORM, "there is no document \"%s\"", id);
  else
    document = gd_people_load(apply->people, id, NULL, &error);
  g_autoptr(GPtrArray) further = document != NULL ? gd_years_relate(apply->years, document) : NULL;
  for (guint i = 0; i < rows->len; i++) {
    GdReviewRow *row = g_ptr_array_index(rows, i);
    GdDecision *decision =
        document != NULL
            ? gd_review_decide(row, document, further, apply->people->knowledge->forms, &error)
            : NULL;
    if (decision != NULL)
      take(apply, row, decision);
    else
      refuse(apply, row, error->message);
    if (document != NULL)
      g_clear_error(&error);
  }
}

/* Rows by document, in order of their first rows. */
static void decide_all(Apply *apply, const GPtrArray *rows)
{
  g_autoptr(GHashTable) by_document =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < rows->len; i++) {
    GdReviewRow *row = g_ptr_array_index(rows, i);
    GPtrArray *list = g_hash_table_lookup(by_document, row->document);
    if (list == NULL) {
      list = g_ptr_array_new();
      g_hash_table_insert(by_document, row->document, list);
      g_ptr_array_add(ids, row->document);
    }
    g_ptr_array_add(list, row);
  }
  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index(ids, i);
    decide_document(apply, id, g_hash_table_lookup(by_document, id));
  }
}

/* A queue that was filled in where it stands is done with: it moves to OUT/superseded/, and
 * the new one takes its place. */
static gboolean set_aside(const GdPeopleOptions *options, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(options->file);
  g_autofree char *name = g_path_get_basename(options->file);
  g_autofree char *here = g_canonicalize_filename(folder, NULL);
  g_autofree char *out = g_canonicalize_filename(options->out, NULL);
  if (!g_str_equal(here, out) || !g_str_has_prefix(name, "review.") ||
      !g_str_has_suffix(name, ".csv"))
    return TRUE;
  g_autofree char *superseded = g_build_filename(options->out, "superseded", NULL);
  if (!gd_folder_make(superseded, error))
    return FALSE;
  for (guint version = 1; version <= MAX_QUEUES; version++) {
    g_autofree char *stem = g_strdup_printf("review-%u.csv", version);
    g_autofree char *to = g_build_filename(superseded, stem, NULL);
    if (!g_file_test(to, G_FILE_TEST_EXISTS))
      return gd_file_rename(options->file, to, error);
  }
  return TRUE; /* it stays, and the new one goes beside it */
}

/* Saves the decisions and all that follows from them. */
static gboolean carry_out(Apply *apply, guint n_open, GError **error)
{
  GdPeople *people = apply->people;
  guint n_taken = 0, n_changed = 0;
  for (guint i = 0; i < apply->decisions->len; i++)
    n_taken += gd_corrections_add(people->corrections, g_ptr_array_index(apply->decisions, i));
  g_ptr_array_set_free_func(apply->decisions, NULL);
  if (n_taken > 0 &&
      !gd_corrections_save(people->corrections, people->options->out, &people->export, error))
    return FALSE;
  if (n_taken > 0 && !set_aside(people->options, error))
    return FALSE;
  if (!gd_people_renew(people, &n_changed, error))
    return FALSE;
  gd_people_say(people, GD_TEXT_DECIDED, n_taken, n_open);
  gd_people_say(people, GD_TEXT_CHANGED, n_changed);
  return TRUE;
}

static int run(const GdPeopleOptions *options, GError **error)
{
  guint n_open = 0;
  g_autoptr(GdPeople) people = gd_people_open(options, error);
  if (people == NULL)
    return GD_EXIT_FAILED;
  g_autoptr(GPtrArray) rows = gd_review_read(options->file, &n_open, error);
  if (rows == NULL)
    return GD_EXIT_FAILED;
  g_autoptr(GdYears) years = gd_years_new(options->out, people->index, people->knowledge->forms);
  g_autoptr(GPtrArray) decisions = g_ptr_array_new_with_free_func((GDestroyNotify)gd_decision_free);
  g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Apply apply = {people, years, decisions, lines, 0};
  decide_all(&apply, rows);
  if (apply.n_wrong > 0) {
    g_autofree char *text = g_strdup_printf(gd_text(options->lang, GD_TEXT_REFUSED), apply.n_wrong);
    fprintf(stderr, "guidang: %s: %s\n", options->file, text);
    return GD_EXIT_FAILED;
  }
  return carry_out(&apply, n_open, error) ? gd_people_finish(people) : GD_EXIT_FAILED;
}

int gd_cmd_apply(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL;
  g_autoptr(GdPeopleOptions) options = gd_people_options_parse(
      argv, "REVIEW.csv",
      "Takes the rows of a review.csv of OUT whose column \"value\" a person has filled in:\n"
      "the number that stands there, \"blank\" (空白) for an empty cell, or \"as printed\"\n"
      "(原文如此) to confirm a reading or a finding. All rows are taken, or none.",
      NULL, &help, &error);
  if (options == NULL)
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  if (help != NULL) {
    fputs(help, stdout);
    return GD_EXIT_OK;
  }
  int status = run(options, &error);
  return error != NULL ? gd_people_fail(argv[0], options->lang, error) : status;
}
