/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on documents that were converted before and may need pictures of their files, which
 * are hostile input: it is done in a worker, and once more without pictures if that one dies.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

/* Does the work; options have the means to cut pictures, or not. FALSE and an error if the
 * output folder fails. */
typedef gboolean (*GdDocumentWork)(const GdDocument *document, const GdExportOptions *options,
                                   gpointer data, GError **error);

/* Whether the file of the document can have pictures at all. */
gboolean gd_people_has_pictures(const GdDocument *document);

/* Runs work for one document. What work leaves behind must be files: it may run in
 * another process. */
gboolean gd_people_work(const GdDocument *document, const GdExportOptions *options,
                        GdDocumentWork work, gpointer data, GError **error);

G_END_DECLS
