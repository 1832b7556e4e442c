/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents → files. report.json is the complete record of a document; every
 * other output derives from it, so that a folder of outputs can be rebuilt
 * from the reports in it.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

typedef struct {
  gboolean gb18030;    /* CSV in GB18030 instead of UTF-8 with a byte order mark */
  gboolean headers_zh; /* Chinese column names */
} GdExportOptions;

/* Writes OUT/documents/ID/: report.json, text.txt, the tables as printed, grids
 * of no known form. Whole or not at all: into a temporary folder, then renamed.
 * recipe: a digest of program version, forms and options that made it; kept in
 * report.json. Errors: GD_ERROR_IO, GD_ERROR_NO_SPACE. */
gboolean gd_export_document(const GdDocument *document, const GdFormSet *forms, const char *out,
                            const char *recipe, const GdExportOptions *options, GError **error);

/* Reads a report.json back (without pages). recipe_out may be NULL; caller frees
 * *recipe_out. Errors: GD_ERROR_IO, GD_ERROR_FORM. */
GdDocument *gd_export_load(const char *path, char **recipe_out, GError **error);

/* The tables of a whole output folder, rebuilt from OUT/documents/.../report.json:
 * documents.csv, headers.csv, values.csv, findings.csv, FORM.csv. Documents are
 * added in output order (source path, then order in the file). */
typedef struct GdCollection GdCollection;

GdCollection *gd_collection_new(const char *out, const GdFormSet *forms,
                                const GdExportOptions *options, GError **error);

/* Adds the rows of one document; further: findings over several documents (of
 * GdFinding*), NULL if none. */
gboolean gd_collection_add(GdCollection *collection, const GdDocument *document,
                           const GPtrArray *further, GError **error);

/* Puts all files in place (renames). A file that a person edited since guidang
 * wrote it is kept: the new one goes beside it as NAME.new.csv, and its path is
 * added to *kept (of char*; may be NULL; caller owns). */
gboolean gd_collection_finish(GdCollection *collection, GPtrArray **kept, GError **error);
void gd_collection_free(GdCollection *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCollection, gd_collection_free)

G_END_DECLS
