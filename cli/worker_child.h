/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a worker: its limits, its clock, its exit. Only worker.c uses it.
 */
#pragma once

#include "cli/worker.h"

G_BEGIN_DECLS

/* Exit status of a child that exceeded its processor time: a code that neither
 * the C library nor the sanitizers use. */
#define GD_WORKER_EXIT_TIME 71

/* What heads each message on the pipe; bytes follow that hold a "(sv)". */
typedef struct {
  guint32 magic, length;
} GdFrame;

#define GD_FRAME_MAGIC 0x67644d31u
#define GD_FRAME_TYPE "(sv)"

/* Turns the process, just forked, into a worker and never returns. report and
 * noise are the writing ends of the two pipes. */
G_NORETURN void gd_worker_child_run(int report, int noise, GdWork work, guint task, gpointer data);

/* FALSE under AddressSanitizer, whose shadow memory no cap would hold. */
gboolean gd_worker_memory_capped(void);

G_END_DECLS
