/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/summary.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#include "models/error.h"

struct GdSummary {
  const GdConvertOptions *options;
  GdProgress *progress;
  GHashTable *contents; /* SHA-256 → path of the first file with it, both char*. Owned */
  guint by_status[3];   /* by GdDocumentStatus */
  guint failures;       /* inputs without a document */
  guint unchanged, duplicates;
  gboolean listing; /* JSON: an element has been printed */
  gboolean stopped;
};

GdSummary *gd_summary_new(const GdConvertOptions *options, GdProgress *progress)
{
  GdSummary *summary = g_new0(GdSummary, 1);
  summary->options = options;
  summary->progress = progress;
  summary->contents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (options->json)
    fputs("{\"documents\": [", stdout);
  return summary;
}

void gd_summary_free(GdSummary *summary)
{
  g_hash_table_unref(summary->contents);
  g_free(summary);
}

static void print_error(GdSummary *summary, const char *path, const char *message)
{
  gd_progress_clear(summary->progress);
  if (path == NULL) {
    fprintf(stderr, "guidang: %s\n", message);
    return;
  }
  g_autofree char *shown = gd_shown_path(path);
  fprintf(stderr, "guidang: %s: %s\n", shown, message);
}

/* Names of files and what is told of them may hold bytes that are no UTF-8. */
static json_t *text_new(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  return json_string(valid);
}

/* An object with the keys that all elements of "documents" have; caller owns. */
static json_t *element_new(const char *id, const char *source, const char *status)
{
  json_t *element = json_object();
  json_object_set_new(element, "id", id != NULL ? text_new(id) : json_null());
  json_object_set_new(element, "source", text_new(source));
  json_object_set_new(element, "status", json_string(status));
  return element;
}

/* The object's text on one line. Takes the object; caller frees the text (free). */
static char *object_text(json_t *object)
{
  char *text = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  return text;
}

static void print_element(GdSummary *summary, json_t *element)
{
  char *text = object_text(element);
  printf("%s\n  %s", summary->listing ? "," : "", text);
  free(text);
  summary->listing = TRUE;
}

static void print_document_json(GdSummary *summary, const GdRecord *record, gboolean unchanged)
{
  json_t *element =
      element_new(record->id, record->source, gd_document_status_name(record->status));
  json_object_set_new(element, "form", text_new(record->form));
  json_t *counts = json_object();
  for (guint i = 0; i < GD_N_STATUSES; i++)
    json_object_set_new(counts, gd_status_name((GdStatus)i), json_integer(record->counts[i]));
  json_object_set_new(element, "counts", counts);
  json_object_set_new(element, "findings", json_integer(record->findings));
  json_object_set_new(element, "error", text_new(record->error));
  json_object_set_new(element, "unchanged", json_boolean(unchanged));
  print_element(summary, element);
}

/* "200 cells: 198 ok, 2 doubtful"; caller frees. */
static char *counts_text(const GdRecord *record, GdLang lang)
{
  GString *text = g_string_new(NULL);
  guint cells = 0;
  for (guint i = 0; i < GD_N_STATUSES; i++)
    cells += record->counts[i];
  g_string_append_printf(text, gd_text(lang, GD_TEXT_CELLS), cells);
  const char *separator = lang == GD_LANG_EN ? " " : "";
  for (guint i = 0; i < GD_N_STATUSES; i++) {
    if (record->counts[i] == 0)
      continue;
    g_string_append_printf(text, "%s%u %s", separator, record->counts[i],
                           gd_status_name((GdStatus)i));
    separator = lang == GD_LANG_EN ? ", " : "，";
  }
  return g_string_free(text, FALSE);
}

static void print_document_line(GdSummary *summary, const GdRecord *record, gboolean unchanged)
{
  GdLang lang = summary->options->lang;
  g_autofree char *shown = gd_shown_path(record->source);
  gd_progress_clear(summary->progress);
  fputs(shown, stdout);
  if (record->order > 1)
    printf(" (%u)", record->order);
  if (record->status != GD_DOCUMENT_FAILED) {
    if (record->form[0] != '\0') {
      g_autofree char *counts = counts_text(record, lang);
      printf("  %s  %s", record->form, counts);
    } else {
      printf("  %s", gd_text(lang, GD_TEXT_NO_FORM));
    }
    if (record->findings > 0) {
      fputs("  ", stdout);
      printf(gd_text(lang, GD_TEXT_FINDINGS), record->findings);
    }
  }
  printf("  %s", gd_document_status_name(record->status));
  if (unchanged)
    printf("  (%s)", gd_text(lang, GD_TEXT_UNCHANGED));
  putchar('\n');
}

/* A file under two names is two documents, which people hardly want. */
static void note_same_content(GdSummary *summary, const GdRecord *record)
{
  if (record->status == GD_DOCUMENT_FAILED || record->sha256[0] == '\0')
    return;
  const char *first = g_hash_table_lookup(summary->contents, record->sha256);
  if (first == NULL) {
    g_hash_table_insert(summary->contents, g_strdup(record->sha256), g_strdup(record->source));
  } else if (record->order == 1 && !g_str_equal(first, record->source)) {
    g_autofree char *shown = gd_shown_path(first);
    gd_summary_note(summary, record->source, GD_TEXT_SAME_CONTENT, shown);
  }
}

void gd_summary_document(GdSummary *summary, const GdRecord *record, gboolean unchanged)
{
  summary->by_status[record->status]++;
  summary->unchanged += unchanged;
  if (record->status == GD_DOCUMENT_FAILED) {
    g_autoptr(GError) error = g_error_new_literal(GD_ERROR, record->code, record->error);
    g_autofree char *message = gd_error_text(summary->options->lang, error);
    print_error(summary, record->source, message);
  }
  if (summary->options->json)
    print_document_json(summary, record, unchanged);
  else if (!summary->options->quiet)
    print_document_line(summary, record, unchanged);
  note_same_content(summary, record);
}

void gd_summary_duplicate(GdSummary *summary, const char *path, const GdRecord *record)
{
  summary->duplicates++;
  if (summary->options->json) {
    json_t *element = element_new(NULL, path, "duplicate");
    json_object_set_new(element, "duplicate_of", text_new(record->id));
    print_element(summary, element);
  } else if (!summary->options->quiet) {
    g_autofree char *shown = gd_shown_path(path);
    g_autofree char *other = gd_shown_path(record->source);
    gd_progress_clear(summary->progress);
    printf("%s  ", shown);
    printf(gd_text(summary->options->lang, GD_TEXT_DUPLICATE), other);
    putchar('\n');
  }
}

void gd_summary_failure(GdSummary *summary, const char *path, const GError *error)
{
  g_autofree char *message = gd_error_text(summary->options->lang, error);
  summary->failures++;
  print_error(summary, path, message);
  if (summary->options->json) {
    json_t *element = element_new(NULL, path != NULL ? path : "", "failed");
    json_object_set_new(element, "error", text_new(message));
    print_element(summary, element);
  }
}

void gd_summary_stop(GdSummary *summary, const GError *error)
{
  g_autofree char *message = gd_error_text(summary->options->lang, error);
  summary->stopped = TRUE;
  print_error(summary, NULL, message);
  print_error(summary, NULL, gd_text(summary->options->lang, GD_TEXT_STOPPED));
}

void gd_summary_note(GdSummary *summary, const char *path, GdText text, ...)
{
  if (summary->options->quiet)
    return;
  va_list args;
  va_start(args, text);
  g_autofree char *message = g_strdup_vprintf(gd_text(summary->options->lang, text), args);
  va_end(args);
  print_error(summary, path, message);
}

static void finish_json(const GdSummary *summary, guint skipped)
{
  json_t *object = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(summary->by_status); i++) {
    guint extra = i == GD_DOCUMENT_FAILED ? summary->failures : 0;
    json_object_set_new(object, gd_document_status_name((GdDocumentStatus)i),
                        json_integer(summary->by_status[i] + extra));
  }
  json_object_set_new(object, "unchanged", json_integer(summary->unchanged));
  json_object_set_new(object, "duplicates", json_integer(summary->duplicates));
  json_object_set_new(object, "skipped", json_integer(skipped));
  char *totals = object_text(object);
  printf("%s],\n \"totals\": %s,\n \"exit\": %d}\n", summary->listing ? "\n" : "", totals,
         gd_summary_exit(summary));
  free(totals);
}

void gd_summary_finish(GdSummary *summary, guint skipped, guint links)
{
  GdLang lang = summary->options->lang;
  const guint *n = summary->by_status;
  gd_progress_clear(summary->progress);
  if (skipped > 0)
    gd_summary_note(summary, NULL, GD_TEXT_SKIPPED, skipped);
  if (links > 0)
    gd_summary_note(summary, NULL, GD_TEXT_LINKS, links);
  if (summary->options->json) {
    finish_json(summary, skipped);
  } else if (!summary->options->quiet) {
    guint failed = n[GD_DOCUMENT_FAILED] + summary->failures;
    printf(gd_text(lang, GD_TEXT_TOTALS), n[GD_DOCUMENT_COMPLETE] + n[GD_DOCUMENT_REVIEW] + failed,
           n[GD_DOCUMENT_COMPLETE], n[GD_DOCUMENT_REVIEW], failed, summary->unchanged);
    if (!summary->stopped) {
      g_autofree char *out = gd_shown_path(summary->options->out);
      fputs(lang == GD_LANG_EN ? "; " : "；", stdout);
      printf(gd_text(lang, GD_TEXT_TABLES_IN), out);
    }
    putchar('\n');
  }
}

int gd_summary_exit(const GdSummary *summary)
{
  if (summary->stopped || summary->failures > 0 || summary->by_status[GD_DOCUMENT_FAILED] > 0)
    return GD_EXIT_FAILED;
  return summary->by_status[GD_DOCUMENT_REVIEW] > 0 ? GD_EXIT_REVIEW : GD_EXIT_OK;
}
