/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inputs of a run → documents in OUT/documents, several at a time, each in a
 * worker. What is told of them, and in what order, depends on the inputs only.
 */
#pragma once

#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/plan.h"
#include "cli/summary.h"

G_BEGIN_DECLS

/* What a batch works with; all lent. */
typedef struct {
  const GdPipeline *pipeline;
  const GdInputs *inputs;
  GdIndex *index; /* brought up to date */
  GdOutput *output;
  GdProgress *progress;
  GdSummary *summary;
  guint jobs;     /* workers */
  gboolean force; /* convert what is unchanged, too */
} GdBatch;

/* Converts. A file that fails is told and does not stop the others. FALSE if the
 * output folder fails: GD_ERROR_IO, GD_ERROR_NO_SPACE. */
gboolean gd_batch_run(const GdBatch *batch, GError **error);

G_END_DECLS
