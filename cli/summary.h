/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run tells: a line for each document (or JSON) on standard output, errors
 * and notes on standard error, and the exit status.
 */
#pragma once

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/record.h"

G_BEGIN_DECLS

typedef struct GdSummary GdSummary;

/* Lends options and progress. */
GdSummary *gd_summary_new(const GdConvertOptions *options, GdProgress *progress);
void gd_summary_free(GdSummary *summary);

/* A document; unchanged: it was converted by an earlier run. */
void gd_summary_document(GdSummary *summary, const GdRecord *record, gboolean unchanged);

/* A file with the content of another one, whose document is record. */
void gd_summary_duplicate(GdSummary *summary, const char *path, const GdRecord *record);

/* An input that led to no document. It counts as failed. path may be NULL if the
 * message names it. */
void gd_summary_failure(GdSummary *summary, const char *path, const GError *error);

/* The run cannot go on: the output folder fails. */
void gd_summary_stop(GdSummary *summary, const GError *error);

/* A note on standard error about path. */
void gd_summary_note(GdSummary *summary, const char *path, GdText text, ...);

/* Totals. skipped: files of unknown kind in folders; links: links to folders. */
void gd_summary_finish(GdSummary *summary, guint skipped, guint links);

/* The exit status so far (GdExit). */
int gd_summary_exit(const GdSummary *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdSummary, gd_summary_free)

G_END_DECLS
