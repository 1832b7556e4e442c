/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each file, by path:
 * 1. plan it; what needs no reading is done at once;
 * 2. convert it in a worker, which writes its documents itself and sends back a
 *    record of each; for a worker that dies the parent writes a failed document;
 * 3. put the records into the index; documents that an earlier content of the
 *    same file had made are moved to superseded/;
 * 4. tell it, once all files before it are told.
 */
#include "cli/batch.h"

#include "cli/worker.h"
#include "models/error.h"

/* Milliseconds between two looks at clocks and the progress line. */
#define TICK 100

typedef struct {
  GdPlan plan;
  GPtrArray *ids; /* of char*: its documents, in order */
  gboolean done;
} Job;

typedef struct {
  const GdBatch *batch;
  GPtrArray *jobs; /* of Job*, by path; NULL: not planned yet, or told already */
  guint planned, told;
} State;

static const char *job_path(const State *state, guint task)
{
  return g_ptr_array_index(state->batch->inputs->files, task);
}

static void job_free(Job *job)
{
  if (job == NULL)
    return;
  gd_plan_clear(&job->plan);
  g_ptr_array_unref(job->ids);
  g_free(job);
}

static void watch_scans(guint n, gpointer reporter)
{
  gd_reporter_watch_scans(reporter, n);
}

/* Runs in the worker. */
static void convert(GdReporter *reporter, guint task, gpointer data)
{
  const State *state = data;
  GdPipeline pipeline = *state->batch->pipeline;
  const GdPlan *plan = &((const Job *)g_ptr_array_index(state->jobs, task))->plan;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GError) error = NULL;

  gd_reporter_watch(reporter, plan->source->pages);
  pipeline.watch_scans = watch_scans;
  pipeline.watch_data = reporter;
  g_autoptr(GPtrArray) documents =
      gd_pipeline_convert(&pipeline, plan->source, plan->id, &failure, &error);
  if (documents == NULL) {
    gd_reporter_send(reporter, "fatal", g_variant_new("(is)", error->code, error->message));
    return;
  }
  for (guint i = 0; i < documents->len; i++) {
    g_autoptr(GdRecord) record =
        gd_record_new(g_ptr_array_index(documents, i), pipeline.knowledge->recipe);
    if (failure != NULL)
      record->code = failure->code;
    gd_reporter_send(reporter, "record", gd_record_to_variant(record));
  }
}

/* Takes record into the index, as a document of job. */
static void take_record(const State *state, Job *job, GdRecord *record)
{
  g_ptr_array_add(job->ids, g_strdup(record->id));
  gd_index_put(state->batch->index, record);
}

static gboolean write_failure(const State *state, Job *job, const GError *failure, GError **error)
{
  const GdPipeline *pipeline = state->batch->pipeline;
  g_autoptr(GdDocument) document =
      gd_pipeline_fail(pipeline, job->plan.source, job->plan.id, failure, error);
  if (document == NULL)
    return FALSE;
  GdRecord *record = gd_record_new(document, pipeline->knowledge->recipe);
  record->code = failure->code;
  take_record(state, job, record);
  return TRUE;
}

/* Moves away what the same path had yielded and does not yield any more. A path
 * that is not UTF-8 has no name of its own in the records: nothing is moved. */
static gboolean supersede(const State *state, Job *job, const char *path, GError **error)
{
  const GdBatch *batch = state->batch;
  if (!g_utf8_validate(path, -1, NULL) || job->plan.source->sha256 == NULL)
    return TRUE;
  g_autoptr(GPtrArray) records = gd_index_of_source(batch->index, path);
  for (guint i = 0; i < records->len; i++) {
    const GdRecord *record = g_ptr_array_index(records, i);
    if (g_ptr_array_find_with_equal_func(job->ids, record->id, g_str_equal, NULL))
      continue;
    if (!gd_output_supersede(batch->output, record->id, error))
      return FALSE;
    gd_summary_note(batch->summary, path, GD_TEXT_SUPERSEDED, record->id);
    gd_index_remove(batch->index, record->id);
  }
  return TRUE;
}

static void find_unchanged(const State *state, Job *job)
{
  const GdRecord *first = gd_index_lookup(state->batch->index, job->plan.id);
  g_autoptr(GPtrArray) records = gd_index_of_source(state->batch->index, first->source);
  for (guint order = 1; order <= records->len; order++)
    for (guint i = 0; i < records->len; i++) {
      const GdRecord *record = g_ptr_array_index(records, i);
      if (record->order == order && g_str_equal(record->sha256, first->sha256))
        g_ptr_array_add(job->ids, g_strdup(record->id));
    }
}

static void tell(const State *state, guint task, const Job *job)
{
  const GdBatch *batch = state->batch;
  gboolean is_unchanged = job->plan.kind == GD_PLAN_UNCHANGED;
  if (job->plan.kind == GD_PLAN_DUPLICATE)
    gd_summary_duplicate(batch->summary, job_path(state, task),
                         gd_index_lookup(batch->index, job->plan.id));
  for (guint i = 0; i < job->ids->len; i++)
    gd_summary_document(batch->summary,
                        gd_index_lookup(batch->index, g_ptr_array_index(job->ids, i)),
                        is_unchanged);
}

/* Marks a job as done and tells all jobs whose turn has come. */
static gboolean finish(State *state, guint task, GError **error)
{
  Job *job = g_ptr_array_index(state->jobs, task);
  gboolean converted = job->plan.kind == GD_PLAN_CONVERT || job->plan.kind == GD_PLAN_FAIL;
  if (converted && !supersede(state, job, job_path(state, task), error))
    return FALSE;
  guint pages = 0;
  if (converted)
    pages = gd_index_lookup(state->batch->index, g_ptr_array_index(job->ids, 0))->pages;
  gd_progress_add(state->batch->progress, pages);
  job->done = TRUE;
  while (state->told < state->planned) {
    Job *next = g_ptr_array_index(state->jobs, state->told);
    if (!next->done)
      break;
    tell(state, state->told, next);
    g_ptr_array_index(state->jobs, state->told) = NULL;
    job_free(next);
    state->told++;
  }
  return TRUE;
}

/* What a worker left behind. */
static gboolean take_end(State *state, const GdWorkerEnd *end, GError **error)
{
  Job *job = g_ptr_array_index(state->jobs, end->task);
  g_autoptr(GError) failure = end->error != NULL ? g_error_copy(end->error) : NULL;
  for (guint i = 0; i < end->messages->len && failure == NULL; i++) {
    const GdMessage *message = g_ptr_array_index(end->messages, i);
    if (g_str_equal(message->name, "fatal") &&
        g_variant_is_of_type(message->content, G_VARIANT_TYPE("(is)"))) {
      int code;
      const char *text;
      g_variant_get(message->content, "(i&s)", &code, &text);
      g_set_error_literal(error, GD_ERROR, code, text);
      return FALSE;
    }
    GdRecord *record = gd_record_from_variant(message->content);
    if (record != NULL)
      take_record(state, job, record);
  }
  if (failure == NULL && job->ids->len == 0)
    failure = g_error_new(GD_ERROR, GD_ERROR_CRASHED, "reading it ended without a result");
  if (failure != NULL && !write_failure(state, job, failure, error))
    return FALSE;
  return finish(state, end->task, error);
}

/* Plans the next file and starts it, or does what needs no worker. */
static gboolean start_next(State *state, GdPlanner *planner, GdWorkers *workers, GError **error)
{
  guint task = state->planned++;
  Job *job = g_new0(Job, 1);
  job->plan = gd_planner_next(planner, job_path(state, task));
  job->ids = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_index(state->jobs, task) = job;

  switch (job->plan.kind) {
  case GD_PLAN_CONVERT:
    return gd_workers_start(workers, task, error);
  case GD_PLAN_FAIL:
    if (!write_failure(state, job, job->plan.error, error))
      return FALSE;
    break;
  case GD_PLAN_UNCHANGED:
    find_unchanged(state, job);
    break;
  case GD_PLAN_DUPLICATE:
    break;
  }
  return finish(state, task, error);
}

gboolean gd_batch_run(const GdBatch *batch, GError **error)
{
  guint n = batch->inputs->files->len;
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
  g_ptr_array_set_size(jobs, (int)n);
  State state = {.batch = batch, .jobs = jobs};
  g_autoptr(GdPlanner) planner =
      gd_planner_new(batch->index, batch->inputs, batch->pipeline->knowledge->recipe, batch->force);
  g_autoptr(GdWorkers) workers = gd_workers_new(batch->jobs, convert, &state);

  while (state.planned < n || gd_workers_busy(workers) > 0) {
    while (state.planned < n && !gd_workers_full(workers)) {
      if (!start_next(&state, planner, workers, error))
        return FALSE;
      gd_progress_show(batch->progress);
    }
    g_autoptr(GdWorkerEnd) end = gd_workers_wait(workers, TICK);
    if (end != NULL && !take_end(&state, end, error))
      return FALSE;
    gd_progress_show(batch->progress);
  }
  return TRUE;
}
