/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/people_export.h"

#include "cli/cutter.h"
#include "cli/worker.h"
#include "models/error.h"

/* Milliseconds between two looks at the worker. */
#define TICK 100

typedef struct {
  const GdDocument *document;
  const GdExportOptions *options;
  GdDocumentWork work;
  gpointer data;
} Task;

gboolean gd_people_has_pictures(const GdDocument *document)
{
  return g_strcmp0(document->source->kind, "pdf") == 0;
}

/* Runs in the worker. */
static void run(GdReporter *reporter, guint number, gpointer data)
{
  const Task *task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCutter) cutter = gd_cutter_new(task->document->source, NULL);
  GdExportOptions options = *task->options;
  options.cut = gd_cutter_cut;
  options.cut_data = cutter;
  gd_reporter_watch(reporter, task->document->source->pages);
  if (task->work(task->document, &options, task->data, &error))
    gd_reporter_send(reporter, "done", g_variant_new("()"));
  else
    gd_reporter_send(reporter, "fatal", g_variant_new("(is)", error->code, error->message));
}

/* What the worker said: TRUE done, FALSE with or without an error. */
static gboolean take_end(const GdWorkerEnd *end, GError **error)
{
  for (guint i = 0; i < end->messages->len; i++) {
    const GdMessage *message = g_ptr_array_index(end->messages, i);
    if (g_str_equal(message->name, "done"))
      return TRUE;
    if (!g_variant_is_of_type(message->content, G_VARIANT_TYPE("(is)")))
      continue;
    int code;
    const char *text;
    g_variant_get(message->content, "(i&s)", &code, &text);
    g_set_error_literal(error, GD_ERROR, code, text);
    return FALSE;
  }
  return FALSE;
}

gboolean gd_people_work(const GdDocument *document, const GdExportOptions *options,
                        GdDocumentWork work, gpointer data, GError **error)
{
  if (!gd_people_has_pictures(document))
    return work(document, options, data, error);
  Task task = {document, options, work, data};
  GError *fatal = NULL;
  gboolean done = FALSE;
  g_autoptr(GdWorkers) workers = gd_workers_new(1, run, &task);
  if (!gd_workers_start(workers, 0, error))
    return FALSE;
  while (gd_workers_busy(workers) > 0) {
    g_autoptr(GdWorkerEnd) end = gd_workers_wait(workers, TICK);
    if (end != NULL)
      done = take_end(end, &fatal);
  }
  if (fatal != NULL) {
    g_propagate_error(error, fatal);
    return FALSE;
  }
  return done || work(document, options, data, error);
}
