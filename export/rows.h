/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of one document in the files of a collection. Columns: columns.h.
 */
#pragma once

#include "export/csv.h"
#include "models/document.h"
#include "models/form.h"
#include "models/messages.h"

G_BEGIN_DECLS

/* The status once further findings (of GdFinding*, may be NULL) are counted: an
 * error among them sends a complete document to review. */
GdDocumentStatus gd_rows_status(const GdDocument *document, const GPtrArray *further);

void gd_rows_document(GdCsv *csv, const GdDocument *document, const GPtrArray *further,
                      GdDocumentStatus status);
void gd_rows_headers(GdCsv *csv, const GdDocument *document);
void gd_rows_values(GdCsv *csv, const GdDocument *document);
/* Messages in that language. */
void gd_rows_findings(GdCsv *csv, const GdDocument *document, const GPtrArray *findings,
                      GdLang lang);

/* Neither read with certainty nor confirmed by a person. */
gboolean gd_rows_is_open(GdStatus status);

/* The name of a leaf's column in FORM.csv: "table.row.column", or zh the labels of table,
 * row and column joined by " / ". Caller frees. */
char *gd_rows_leaf_name(const GdForm *form, guint index, gboolean zh);

/* FORM.csv: its head, and the row of a document; values by leaf, see leaves.h. */
void gd_rows_form_head(GdCsv *csv, const GdForm *form, gboolean zh);
void gd_rows_form(GdCsv *csv, const GdForm *form, const GdDocument *document,
                  const GdValue *const *values, GdDocumentStatus status);

G_END_DECLS
