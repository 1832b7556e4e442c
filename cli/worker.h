/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers: each task runs in a forked child with limits of its own, so that a
 * file that crashes or never ends takes down nothing but its own task.
 *
 *     parent                                child (one for each task)
 *     gd_workers_start(7)  ---- fork ---->  work(reporter, 7, data)
 *     gd_workers_wait()    <--- pipe -----    gd_reporter_send(record) …
 *     GdWorkerEnd{7, …}    <--- exit -----  ends
 *
 * The child's standard output and error go to a second pipe, whose last lines
 * tell why it died. The parent must have no threads when it starts a worker.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The child's side. */
typedef struct GdReporter GdReporter;

/* Does task; runs in the child. */
typedef void (*GdWork)(GdReporter *reporter, guint task, gpointer data);

/* Sends a message to the parent; takes a floating variant. */
void gd_reporter_send(GdReporter *reporter, const char *name, GVariant *content);

/* From now on the child's processor time is capped at GD_CAP_WORKER_BASE_SECONDS
 * + GD_CAP_WORKER_PAGE_SECONDS for each element that pages has when the cap is
 * looked at; before, at BASE. pages stays the caller's and must outlive the task. */
void gd_reporter_watch(GdReporter *reporter, const GPtrArray *pages);

/* So many of these pages are read as pictures: the cap is GD_CAP_WORKER_SCAN_SECONDS more for
 * each. */
void gd_reporter_watch_scans(GdReporter *reporter, guint n);

typedef struct {
  char *name;
  GVariant *content;
} GdMessage;

/* How a task ended. */
typedef struct {
  guint task;
  GPtrArray *messages; /* of GdMessage*, in the order they were sent */
  GError *error;       /* NULL if it ended well, else GD_ERROR_CAP (the message names
                          the cap) or GD_ERROR_CRASHED */
} GdWorkerEnd;

void gd_worker_end_free(GdWorkerEnd *end);

/* The parent's side. */
typedef struct GdWorkers GdWorkers;

/* jobs: most tasks at a time, at least 1. */
GdWorkers *gd_workers_new(guint jobs, GdWork work, gpointer data);

/* Kills those still at work. */
void gd_workers_free(GdWorkers *workers);

guint gd_workers_busy(const GdWorkers *workers);
gboolean gd_workers_full(const GdWorkers *workers);

/* Starts a task; there must be room. GD_ERROR_IO if the system gives no process. */
gboolean gd_workers_start(GdWorkers *workers, guint task, GError **error);

/* Waits until a task ends, at most timeout milliseconds. NULL if none did. Caller owns. */
GdWorkerEnd *gd_workers_wait(GdWorkers *workers, int timeout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdWorkers, gd_workers_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdWorkerEnd, gd_worker_end_free)

G_END_DECLS
