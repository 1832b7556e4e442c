/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/people.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/people_export.h"
#include "export/report.h"
#include "models/error.h"
#include "tables/recheck.h"

/* Bytes of documents.csv that tell its encoding and language: a mark and two words. */
#define SNIFF_BYTES 64

void gd_people_decide(GdDocument *document, const GdCorrections *corrections,
                      const GdFormSet *forms)
{
  if (corrections == NULL || gd_corrections_of(corrections, document->id) == NULL)
    return;
  gd_corrections_apply_cells(corrections, document, forms);
  gd_tables_recheck(document, forms);
  gd_corrections_apply_findings(corrections, document->id, document->findings);
  gd_document_settle(document);
}

/* How the tables in OUT are written: encoding by the byte order mark, language by the
 * first column's name. */
static GdExportOptions sniff(const char *out)
{
  char head[SNIFF_BYTES + 1] = "";
  GdExportOptions export = {0};
  g_autofree char *path = g_build_filename(out, "documents.csv", NULL);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return export;
  head[fread(head, 1, SNIFF_BYTES, file)] = '\0';
  fclose(file);
  gboolean mark = g_str_has_prefix(head, "\xEF\xBB\xBF");
  export.gb18030 = !mark && head[0] != '\0';
  export.headers_zh = head[0] != '\0' && !g_str_has_prefix(head + (mark ? 3 : 0), "document");
  return export;
}

GdPeople *gd_people_open(const GdPeopleOptions *options, GError **error)
{
  g_autofree char *documents = g_build_filename(options->out, "documents", NULL);
  if (!g_file_test(documents, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s: is no folder that guidang has written",
                options->out);
    return NULL;
  }
  g_autoptr(GdPeople) people = g_new0(GdPeople, 1);
  people->options = options;
  people->export = sniff(options->out);
  people->collected = gd_collected_new();
  people->knowledge =
      gd_knowledge_load(&people->export, FALSE, (const char *const *)options->forms, error);
  if (people->knowledge != NULL)
    people->output = gd_output_open(options->out, error);
  if (people->output != NULL)
    people->corrections = gd_corrections_load(options->out, error);
  if (people->corrections == NULL)
    return NULL;
  people->index = gd_index_load(options->out, people->collected->broken);
  return g_steal_pointer(&people);
}

void gd_people_free(GdPeople *people)
{
  if (people == NULL)
    return;
  g_clear_pointer(&people->index, gd_index_free);
  g_clear_pointer(&people->corrections, gd_corrections_free);
  g_clear_pointer(&people->output, gd_output_free);
  g_clear_pointer(&people->knowledge, gd_knowledge_free);
  g_clear_pointer(&people->collected, gd_collected_free);
  g_free(people);
}

GdDocument *gd_people_load(const GdPeople *people, const char *id, char **recipe, GError **error)
{
  g_autofree char *path =
      g_build_filename(people->options->out, "documents", id, "report.json", NULL);
  GdDocument *document = gd_export_load(path, recipe, error);
  if (document == NULL)
    g_prefix_error(error, "%s: ", path);
  return document;
}

/* Says so if the document's report.json is a person's and was left as it is. */
static void tell_kept(const GdPeople *people, const char *id)
{
  g_autoptr(GPtrArray) kept = NULL;
  if (!gd_export_state(people->options->out, id, NULL, &kept))
    return;
  for (guint i = 0; i < kept->len; i++) {
    const char *path = g_ptr_array_index(kept, i);
    if (g_str_has_suffix(path, "/report.json"))
      fprintf(stderr, "guidang: %s: %s\n", path, gd_text(people->options->lang, GD_TEXT_KEPT));
  }
}

typedef struct {
  const GdPeople *people;
  const char *recipe;
} Writing;

static gboolean write_again(const GdDocument *document, const GdExportOptions *options,
                            gpointer data, GError **error)
{
  const Writing *writing = data;
  const GdPeople *people = writing->people;
  return gd_export_document(document, people->knowledge->forms, people->options->out,
                            writing->recipe, options, error);
}

/* Writes one document again if decisions or relations change it. */
static gboolean renew_one(GdPeople *people, const char *id, gboolean *changed, GError **error)
{
  GError *unreadable = NULL;
  g_autofree char *recipe = NULL;
  g_autoptr(GdDocument) document = gd_people_load(people, id, &recipe, &unreadable);
  if (document == NULL) { /* gd_collect() tells it */
    g_error_free(unreadable);
    return TRUE;
  }
  const GdFormSet *forms = people->knowledge->forms;
  g_autoptr(GString) before = gd_report_to_json(document, recipe);
  gd_people_decide(document, people->corrections, forms);
  gd_tables_recheck(document, forms);
  gd_document_settle(document);
  g_autoptr(GString) after = gd_report_to_json(document, recipe);
  *changed = !g_string_equal(before, after);
  if (!*changed)
    return TRUE;
  Writing writing = {people, recipe};
  if (!gd_people_work(document, &people->export, write_again, &writing, error))
    return FALSE;
  tell_kept(people, id);
  gd_index_put(people->index, gd_record_new(document, recipe));
  return TRUE;
}

gboolean gd_people_renew(GdPeople *people, guint *n_changed, GError **error)
{
  g_autoptr(GPtrArray) records = gd_index_sorted(people->index);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add(ids, g_strdup(((const GdRecord *)g_ptr_array_index(records, i))->id));
  *n_changed = 0;
  for (guint i = 0; i < ids->len; i++) {
    gboolean changed = FALSE;
    if (!renew_one(people, g_ptr_array_index(ids, i), &changed, error))
      return FALSE;
    *n_changed += changed;
  }
  return gd_collect(people->options->out, people->index, people->knowledge, &people->export,
                    people->corrections, people->collected, error);
}

void gd_people_say(const GdPeople *people, GdText text, ...)
{
  if (people->options->quiet)
    return;
  va_list args;
  va_start(args, text);
  g_autofree char *message = g_strdup_vprintf(gd_text(people->options->lang, text), args);
  va_end(args);
  puts(message);
}

int gd_people_finish(const GdPeople *people)
{
  const GdCollected *collected = people->collected;
  GdLang lang = people->options->lang;
  for (guint i = 0; collected->kept != NULL && i < collected->kept->len; i++) {
    g_autofree char *shown = gd_shown_path(g_ptr_array_index(collected->kept, i));
    if (!people->options->quiet)
      fprintf(stderr, "guidang: %s: %s\n", shown, gd_text(lang, GD_TEXT_KEPT));
  }
  for (guint i = 0; i < collected->undecided->len; i++) {
    g_autofree char *shown = gd_shown_path(g_ptr_array_index(collected->undecided, i));
    g_autofree char *line = g_strdup_printf(gd_text(lang, GD_TEXT_UNDECIDED), shown);
    fprintf(stderr, "guidang: %s\n", line);
  }
  for (guint i = 0; i < collected->broken->len; i++) {
    g_autofree char *message = gd_error_text(lang, g_ptr_array_index(collected->broken, i));
    fprintf(stderr, "guidang: %s\n", message);
  }
  const guint *n = collected->by_status;
  guint failed = n[GD_DOCUMENT_FAILED] + collected->broken->len;
  gd_people_say(people, GD_TEXT_STATE, n[GD_DOCUMENT_COMPLETE] + n[GD_DOCUMENT_REVIEW] + failed,
                n[GD_DOCUMENT_COMPLETE], n[GD_DOCUMENT_REVIEW], failed);
  if (failed > 0)
    return GD_EXIT_FAILED;
  gboolean open = n[GD_DOCUMENT_REVIEW] > 0 || collected->undecided->len > 0;
  return open ? GD_EXIT_REVIEW : GD_EXIT_OK;
}

int gd_people_fail(const char *command, GdLang lang, const GError *error)
{
  g_autofree char *message = gd_error_text(lang, error);
  if (!g_error_matches(error, GD_ERROR, GD_ERROR_USAGE))
    fprintf(stderr, "guidang: %s\n", message);
  else
    fprintf(stderr, gd_tr(lang, "guidang %s: %s\n`guidang %s --help` lists the options.\n"),
            command, message, command);
  return gd_error_exit(error);
}
