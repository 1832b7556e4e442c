/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of the stages: one file → its documents.
 */
#pragma once

#include "cli/knowledge.h"
#include "cli/scans.h"
#include "export/corrections.h"
#include "ingest/ingest.h"

G_BEGIN_DECLS

typedef struct {
  const GdKnowledge *knowledge;
  const char *out;                  /* output folder */
  const GdCorrections *corrections; /* what people decided; NULL: nothing */
  GdIngestOptions ingest;
  GdScansProse prose; /* of scans */
  GdExportOptions export;
  /* Called before pages are read as pictures, with their number; may be NULL. */
  void (*watch_scans)(guint n, gpointer data);
  gpointer watch_data;
} GdPipeline;

/* Reads an identified source: its documents (of GdDocument*, at least one; caller owns),
 * settled, with ids as below. Writes nothing: pipeline->out and export are not looked at. grids
 * (may be NULL): see gd_tables_recognise_seen(). NULL if the file cannot be read. */
GPtrArray *gd_pipeline_read(const GdPipeline *pipeline, GdSource *source, const char *id,
                            GPtrArray **grids, GError **failure);

/* Reads an identified source and writes OUT/documents/ID for each report in it;
 * id is the first one's, further ones get ".2", ".3". A file that cannot be read
 * yields one document with status failed, which is written too; *failure (owned
 * by the caller) then says why, else it is untouched. Returns the documents (of
 * GdDocument*, at least one; caller owns). NULL if one cannot be written:
 * GD_ERROR_IO, GD_ERROR_NO_SPACE. */
GPtrArray *gd_pipeline_convert(const GdPipeline *pipeline, GdSource *source, const char *id,
                               GError **failure, GError **error);

/* Writes a failed document for a source that could not be read because of
 * failure. Caller owns. NULL as above. */
GdDocument *gd_pipeline_fail(const GdPipeline *pipeline, GdSource *source, const char *id,
                             const GError *failure, GError **error);

G_END_DECLS
