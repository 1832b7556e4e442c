/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line on a terminal that says how far a run is: files, pages a second, what
 * is left. Where standard error is no terminal, all calls do nothing.
 */
#pragma once

#include "cli/lang.h"

G_BEGIN_DECLS

typedef struct GdProgress GdProgress;

/* total: files to do. */
GdProgress *gd_progress_new(guint total, gboolean quiet, GdLang lang);
void gd_progress_free(GdProgress *progress);

/* One more file is done, which had so many pages. */
void gd_progress_add(GdProgress *progress, guint pages);

/* Redraws the line, a few times a second at most. */
void gd_progress_show(GdProgress *progress);

/* Takes the line away, so that something else can be printed. */
void gd_progress_clear(GdProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdProgress, gd_progress_free)

G_END_DECLS
