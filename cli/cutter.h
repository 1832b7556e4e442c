/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cuts pictures out of the pages of a source, for the sheets that people look at. It
 * parses the source's file: only workers use it.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

typedef struct GdCutter GdCutter;

/* Lends source; opens nothing yet. password may be NULL. */
GdCutter *gd_cutter_new(const GdSource *source, const char *password);
void gd_cutter_free(GdCutter *cutter);

/* A GdCutPicture; data is the cutter. NULL also where the file is not there any more, or is
 * another one now, or has no pages to be seen (text inputs). */
GBytes *gd_cutter_cut(guint page, GdBox box, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCutter, gd_cutter_free)

G_END_DECLS
