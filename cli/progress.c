/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* Microseconds between two drawings: fast enough to look alive. */
#define REDRAW_INTERVAL (G_USEC_PER_SEC / 5)

struct GdProgress {
  gboolean on, drawn;
  GdLang lang;
  guint total, done;
  guint64 pages;
  gint64 started, last; /* monotonic, microseconds */
};

GdProgress *gd_progress_new(guint total, gboolean quiet, GdLang lang)
{
  GdProgress *progress = g_new0(GdProgress, 1);
  progress->on = !quiet && isatty(STDERR_FILENO);
  progress->lang = lang;
  progress->total = total;
  progress->started = g_get_monotonic_time();
  return progress;
}

void gd_progress_free(GdProgress *progress)
{
  if (progress == NULL)
    return;
  gd_progress_clear(progress);
  g_free(progress);
}

void gd_progress_add(GdProgress *progress, guint pages)
{
  progress->done++;
  progress->pages += pages;
}

void gd_progress_show(GdProgress *progress)
{
  gint64 now = g_get_monotonic_time();
  if (!progress->on || now - progress->last < REDRAW_INTERVAL)
    return;
  progress->last = now;
  double seconds = (double)(now - progress->started) / G_USEC_PER_SEC;
  fputs("\r\033[K", stderr);
  if (progress->pages == 0) { /* nothing to reckon with */
    fprintf(stderr, gd_text(progress->lang, GD_TEXT_PROGRESS_FILES), progress->done,
            progress->total);
  } else {
    double left = seconds / progress->done * (double)(progress->total - progress->done);
    guint whole = (guint)(left + 0.5);
    fprintf(stderr, gd_text(progress->lang, GD_TEXT_PROGRESS), progress->done, progress->total,
            (double)progress->pages / seconds, whole / 60, whole % 60);
  }
  fflush(stderr);
  progress->drawn = TRUE;
}

void gd_progress_clear(GdProgress *progress)
{
  if (progress->drawn)
    fputs("\r\033[K", stderr);
  progress->drawn = FALSE;
}
