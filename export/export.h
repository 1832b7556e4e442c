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

/* A region (page space, inside the page) of a page of the document as a PNG file; NULL if
 * there is no picture. Caller unrefs. */
typedef GBytes *(*GdCutPicture)(guint page, GdBox box, gpointer data);

typedef struct {
  gboolean gb18030;    /* CSV in GB18030 instead of UTF-8 with a byte order mark */
  gboolean headers_zh; /* Chinese column names */
  gboolean xlsx;       /* guidang.xlsx too; it is kept up to date wherever it is already */
  GdCutPicture cut;    /* pictures for review.html; NULL: none */
  gpointer cut_data;   /* lent */
} GdExportOptions;

/* Writes OUT/documents/ID/: report.json, text.txt (UTF-8; none if text is NULL),
 * review.html if something in it is open (review_page.h), TABLE.csv for each form table as printed,
 * table-PAGE-N.csv for each grid of no known form, and .written.json, which lists these files with
 * their digests.
 *
 * Whole or not at all: all of it is written into a scratch folder first. A new
 * document's folder is then renamed into place. Where the folder exists, its
 * files are replaced one by one, report.json last, and nothing that a person
 * changed or added is touched: an edited file keeps name and content, and the
 * new one goes beside it as NAME.new.EXT (see install.h). So an edited report.json
 * stays what the collection is made of.
 *
 * forms: for the labels; a form that is not among them yields no TABLE.csv.
 * recipe (may be NULL): a digest of program version, forms and options, printable
 * text; kept in report.json. options may be NULL. Threads may write different
 * documents at once. Errors: GD_ERROR_IO, GD_ERROR_NO_SPACE, GD_ERROR_CAP
 * (report.json too large), GD_ERROR_INTERNAL (id is no file name). */
gboolean gd_export_document(const GdDocument *document, const GdFormSet *forms, const char *out,
                            const char *recipe, const GdExportOptions *options, GError **error);

/* Reads a report.json back, exactly as it was written; the pages of its source
 * come without words and rulings. *recipe_out (may be NULL): NULL if it holds
 * none; caller frees. Errors: GD_ERROR_IO, GD_ERROR_CAP, GD_ERROR_FORM (names file
 * and key). */
GdDocument *gd_export_load(const char *path, char **recipe_out, GError **error);

/* What is known of OUT/documents/ID without reading its report: FALSE if it has
 * no report.json. *recipe (may be NULL): of guidang's last complete writing, also
 * where a person's report.json was kept; NULL if none. *kept (may be NULL): paths
 * that were kept then because a person edited them (of char*). Caller owns both. */
gboolean gd_export_state(const char *out, const char *id, char **recipe, GPtrArray **kept);

/* The tables of a whole output folder, rebuilt from OUT/documents/.../report.json:
 * documents.csv, headers.csv, values.csv, findings.csv, review.csv, FORM.csv, and
 * csv-metadata.json, which describes them (csvw.h). Documents are added in output
 * order (source path, then order in the file). */
typedef struct GdCollection GdCollection;

/* Starts the files, in a scratch folder, and removes what crashed runs left in OUT.
 * forms must outlive it; options may be NULL. Errors: GD_ERROR_IO, GD_ERROR_NO_SPACE,
 * GD_ERROR_FORM (a form's id cannot name a CSV file). */
GdCollection *gd_collection_new(const char *out, const GdFormSet *forms,
                                const GdExportOptions *options, GError **error);

/* Adds the rows of one document; they go to disk, memory does not grow. further:
 * findings over several documents (of GdFinding*), NULL if none; they are counted,
 * and an error among them makes a complete document one to review. */
gboolean gd_collection_add(GdCollection *collection, const GdDocument *document,
                           const GPtrArray *further, GError **error);

/* Syncs all files and puts them in place (renames). A file that a person edited
 * since guidang wrote it (OUT/.guidang/written.json knows), or that was there
 * before, is kept: the new one goes beside it as NAME.new.csv, and the path of the
 * kept file is in *kept (of char*, empty if none; may be NULL; caller owns). A
 * FORM.csv of which no document is left is removed, unless a person edited it. */
gboolean gd_collection_finish(GdCollection *collection, GPtrArray **kept, GError **error);
void gd_collection_free(GdCollection *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCollection, gd_collection_free)

G_END_DECLS
