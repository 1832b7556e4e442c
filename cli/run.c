/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run.h"

#include <stdio.h>

#include "cli/batch.h"
#include "cli/collect.h"
#include "models/error.h"

static void tell_all(GdSummary *summary, const GPtrArray *errors)
{
  for (guint i = 0; i < errors->len; i++)
    gd_summary_failure(summary, NULL, g_ptr_array_index(errors, i));
}

static void tell_inputs(GdSummary *summary, const GdInputs *inputs)
{
  for (guint i = 0; i < inputs->errors->len; i++) {
    const GdInputError *failure = g_ptr_array_index(inputs->errors, i);
    gd_summary_failure(summary, failure->path, failure->error);
  }
}

/* Converts and collects. FALSE if the output folder fails. */
static gboolean work(const GdConvertOptions *options, const GdBatch *batch, GdCollected *collected,
                     GError **error)
{
  if (!gd_batch_run(batch, error))
    return FALSE;
  const GdPipeline *pipeline = batch->pipeline;
  if (!gd_collect(options->out, batch->index, pipeline->knowledge, &options->export,
                  pipeline->corrections, collected, error))
    return FALSE;
  for (guint i = 0; collected->kept != NULL && i < collected->kept->len; i++) {
    const char *path = g_ptr_array_index(collected->kept, i);
    gd_summary_note(batch->summary, path, GD_TEXT_KEPT);
  }
  for (guint i = 0; i < collected->undecided->len; i++)
    gd_summary_note(batch->summary, NULL, GD_TEXT_UNDECIDED,
                    (const char *)g_ptr_array_index(collected->undecided, i));
  return TRUE;
}

static int run(const GdConvertOptions *options, const GdKnowledge *knowledge, GdOutput *output,
               const GdCorrections *corrections)
{
  g_autoptr(GdInputs) inputs = gd_inputs_find(options->inputs, options->out);
  g_autoptr(GdCollected) collected = gd_collected_new();
  g_autoptr(GdIndex) index = gd_index_load(options->out, collected->broken);
  g_autoptr(GdProgress) progress =
      gd_progress_new(inputs->files->len, options->quiet, options->lang);
  g_autoptr(GdSummary) summary = gd_summary_new(options, progress);
  const GdPipeline pipeline = {.knowledge = knowledge,
                               .out = options->out,
                               .corrections = corrections,
                               .ingest = {.password = options->password},
                               .prose = options->tables_only ? GD_PROSE_FIELDS : GD_PROSE_ALL,
                               .export = options->export};
  const GdBatch batch = {.pipeline = &pipeline,
                         .inputs = inputs,
                         .index = index,
                         .output = output,
                         .progress = progress,
                         .summary = summary,
                         .jobs = options->jobs,
                         .force = options->force};
  g_autoptr(GError) error = NULL;
  tell_inputs(summary, inputs);
  if (!work(options, &batch, collected, &error))
    gd_summary_stop(summary, error);
  tell_all(summary, collected->broken);
  gd_summary_finish(summary, inputs->n_unknown, inputs->n_links);
  return gd_summary_exit(summary);
}

int gd_convert_run(const GdConvertOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdOutput) output = NULL;
  g_autoptr(GdKnowledge) knowledge = gd_knowledge_load(&options->export, options->tables_only,
                                                       (const char *const *)options->forms, &error);
  if (knowledge != NULL)
    output = gd_output_open(options->out, &error);
  g_autoptr(GdCorrections) corrections =
      output != NULL ? gd_corrections_load(options->out, &error) : NULL;
  if (corrections != NULL)
    return run(options, knowledge, output, corrections);
  g_autofree char *message = gd_error_text(options->lang, error);
  fprintf(stderr, "guidang: %s\n", message);
  return gd_error_exit(error);
}
