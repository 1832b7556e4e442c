/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole document: its pages scanned one after the other, and written.
 */
#pragma once

#include "tests/degrade/poppler_auto.h"

#include "tests/degrade/page.h"

G_BEGIN_DECLS

typedef struct {
  PopplerDocument *pdf;
  const char *in, *out;
  const char *pictures; /* folder for pages as PNG, JPEG or TIFF, or NULL */
  const char *level;
  guint64 seed;
  GHashTable *forced; /* see dg_params_new() */
} DgJob;

/* Writes job->out, its .geometry.csv and .params.csv, and the pictures. FALSE and
 * GD_ERROR_USAGE, GD_ERROR_IO, GD_ERROR_INTERNAL, or an error of GLib's. */
gboolean dg_job_run(const DgJob *job, GError **error);

G_END_DECLS
