/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. A worker reads the file as `convert` does, and writes the result under a name of its
 *    own, or sends the text back.
 * 2. The parent, which never parses a document, puts the file in place.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/inspect.h"
#include "cli/inspect_options.h"
#include "cli/lang.h"
#include "cli/people.h"
#include "cli/pipeline.h"
#include "cli/worker.h"
#include "export/file.h"
#include "models/error.h"
#include "models/limits.h"

/* Milliseconds between two looks at a worker's clock. */
#define TICK 100

/* Bytes of text that are printed: what a worker may send, less its wrapping. */
#define TEXT_BYTES (GD_CAP_WORKER_MESSAGE_BYTES - 64 * 1024)

typedef struct {
  const GdInspectOptions *options;
  const GdKnowledge *knowledge;
  GdSource *source;
  char *part; /* what the worker writes; NULL: it sends text */
} Task;

static void watch_scans(guint n, gpointer reporter)
{
  gd_reporter_watch_scans(reporter, n);
}

static gboolean check_page(const GdInspectOptions *options, const GdSource *source, GError **error)
{
  if (options->page == 0 || gd_source_page(source, options->page) != NULL)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_NO_PAGES, "there is no page %u; the file has %u",
              options->page, source->n_pages);
  return FALSE;
}

/* The whole text, or as much of it as may be sent, ending in a whole line. */
static void send_text(GdReporter *reporter, GString *text)
{
  if (text->len > TEXT_BYTES) {
    g_string_truncate(text, TEXT_BYTES);
    const char *end = strrchr(text->str, '\n');
    g_string_truncate(text, end != NULL ? (gsize)(end - text->str) + 1 : 0);
    g_string_append(text, "…\n");
  }
  gd_reporter_send(reporter, "text", g_variant_new("(s)", text->str));
}

static gboolean inspect(GdReporter *reporter, const Task *task, GError **error)
{
  const GdInspectOptions *options = task->options;
  const GdPipeline pipeline = {.knowledge = task->knowledge,
                               .ingest = {.password = options->password},
                               .watch_scans = watch_scans,
                               .watch_data = reporter};
  g_autofree char *id = gd_source_document_id(task->source);
  g_autoptr(GPtrArray) grids = NULL;
  g_autoptr(GPtrArray) documents = gd_pipeline_read(&pipeline, task->source, id, &grids, error);
  if (documents == NULL || !check_page(options, task->source, error))
    return FALSE;
  g_autoptr(GdPictures) pictures = gd_pictures_new(task->source, options->password);
  const GdInspection inspection = {.source = task->source,
                                   .documents = documents,
                                   .grids = grids,
                                   .pictures = pictures,
                                   .lang = options->lang,
                                   .page = options->page};
  g_autoptr(GString) text = options->format == GD_INSPECT_HTML  ? gd_inspect_html(&inspection)
                            : options->format == GD_INSPECT_SVG ? gd_inspect_svg(&inspection)
                                                                : gd_inspect_text(&inspection);
  if (task->part != NULL)
    return gd_file_save(task->part, text->str, text->len, NULL, error);
  send_text(reporter, text);
  return TRUE;
}

/* Runs in the worker. */
static void work(GdReporter *reporter, guint number, gpointer data)
{
  const Task *task = data;
  g_autoptr(GError) error = NULL;
  gd_reporter_watch(reporter, task->source->pages);
  if (!inspect(reporter, task, &error)) {
    g_autofree char *message = g_utf8_make_valid(error->message, -1);
    gd_reporter_send(reporter, "failed", g_variant_new("(is)", error->code, message));
  }
}

/* What the worker sent. */
static gboolean take_messages(const GPtrArray *messages, GError **error)
{
  for (guint i = 0; i < messages->len; i++) {
    const GdMessage *message = messages->pdata[i];
    const char *text;
    int code;
    if (g_variant_is_of_type(message->content, G_VARIANT_TYPE("(is)"))) {
      g_variant_get(message->content, "(i&s)", &code, &text);
      g_set_error_literal(error, GD_ERROR, code, text);
      return FALSE;
    }
    if (g_variant_is_of_type(message->content, G_VARIANT_TYPE("(s)"))) {
      g_variant_get(message->content, "(&s)", &text);
      fputs(text, stdout);
    }
  }
  return TRUE;
}

static gboolean run_worker(Task *task, GError **error)
{
  g_autoptr(GdWorkers) workers = gd_workers_new(1, work, task);
  if (!gd_workers_start(workers, 0, error))
    return FALSE;
  for (;;) {
    g_autoptr(GdWorkerEnd) end = gd_workers_wait(workers, TICK);
    if (end == NULL)
      continue;
    if (end->error == NULL)
      return take_messages(end->messages, error);
    g_propagate_error(error, g_steal_pointer(&end->error));
    return FALSE;
  }
}

/* Only what guidang wrote is written over: a slip of the hand must not cost a document. */
static gboolean may_write(const char *path, GError **error)
{
  char head[GD_INSPECT_MARK_BYTES + 1] = "";
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return TRUE;
  FILE *file = g_fopen(path, "rb");
  gsize n = file != NULL ? fread(head, 1, GD_INSPECT_MARK_BYTES, file) : 0;
  if (file != NULL)
    fclose(file);
  head[n] = '\0';
  if (strstr(head, "<!-- " GD_INSPECT_MARK " -->") != NULL)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_IO,
              "%s is there already, and guidang inspect did not write it; name another with -o",
              path);
  return FALSE;
}

static gboolean run(const GdInspectOptions *options, GError **error)
{
  const GdExportOptions export = {0};
  if (options->out != NULL && !may_write(options->out, error))
    return FALSE;
  g_autoptr(GdKnowledge) knowledge =
      gd_knowledge_load(&export, FALSE, (const char *const *)options->forms, error);
  g_autoptr(GdSource) source = gd_source_new(options->file);
  if (knowledge == NULL || !gd_ingest_identify(source, error))
    return FALSE;
  g_autofree char *part =
      options->out != NULL ? g_strdup_printf("%s.part-%d", options->out, (int)getpid()) : NULL;
  Task task = {.options = options, .knowledge = knowledge, .source = source, .part = part};
  gboolean good = run_worker(&task, error);
  if (part == NULL)
    return good;
  good = good && gd_file_rename(part, options->out, error);
  if (!good)
    g_remove(part);
  return good;
}

int gd_cmd_inspect(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL;
  g_autoptr(GdInspectOptions) options = gd_inspect_options_parse(argv, &help, &error);
  if (options == NULL) {
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  }
  if (help != NULL) {
    fputs(help, stdout);
    return GD_EXIT_OK;
  }
  g_autofree char *file = gd_shown_path(options->file);
  if (!run(options, &error)) {
    g_autofree char *message = gd_error_text(options->lang, error);
    fprintf(stderr, "guidang inspect: %s: %s\n", file, message);
    return GD_EXIT_FAILED;
  }
  if (options->out != NULL) {
    g_autofree char *out = gd_shown_path(options->out);
    printf(gd_tr(options->lang, "%s: see %s\n"), file, out);
  }
  return GD_EXIT_OK;
}
