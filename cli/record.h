/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run keeps of a document: enough to tell whether it must be converted
 * again, to list it, and to find the report of the year before. The document
 * itself stays on disk (report.json), so that memory does not grow with it.
 */
#pragma once

#include "models/document.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *source; /* path as it was named */
  char *sha256; /* "" if the file could not be read */
  char *recipe; /* see GdKnowledge */
  char *form;   /* "" if none */
  char *error;  /* "" if it did not fail */
  int code;     /* GdErrorCode of error in the run that met it, else -1 */
  char *agency; /* "" if unknown */
  guint year;   /* of the report, 0 if unknown */
  guint order;  /* which report of its file, from 1 */
  guint pages;  /* of the file */
  guint findings;
  GdDocumentStatus status;
  guint counts[GD_N_STATUSES]; /* cells of each status */
} GdRecord;

/* code is -1. */
GdRecord *gd_record_new(const GdDocument *document, const char *recipe);
void gd_record_free(GdRecord *record);

/* A record as it travels from a worker. The variant is floating. */
GVariant *gd_record_to_variant(const GdRecord *record);

/* NULL if the variant is not a record: what a worker sends is not trusted. */
GdRecord *gd_record_from_variant(GVariant *variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdRecord, gd_record_free)

G_END_DECLS
