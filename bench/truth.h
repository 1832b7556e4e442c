/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the typesetter says stands in a report, read back from SEED.truth.csv
 * and SEED.facts.json; and what is not in a text made of it, from SEED.lost.csv.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint document; /* which report of the file, from 1 */
  char *key;      /* "table/row/column" */
  char *value;    /* our contract's syntax; "" for a blank */
  gboolean is_blank;
} GdTruthCell;

typedef struct {
  guint document;
  char *key; /* the cell whose printed total is wrong */
} GdTruthError;

typedef struct {
  guint document;
  char *name, *value;
} GdTruthField;

typedef struct {
  GPtrArray *cells;    /* of GdTruthCell*. Owned */
  GPtrArray *errors;   /* of GdTruthError*: totals that are deliberately wrong. Owned */
  GPtrArray *fields;   /* of GdTruthField*: header fields printed. Owned */
  GArray *first_pages; /* of guint: page of the file on which each report begins. Owned */
  GHashTable *lost;    /* "table/row/column" to how it was lost (see tests/shred/shred.h): cells
                          whose number is not in a text. Empty for PDFs. Owned */
  guint n_reports;
} GdTruth;

/* Reads FOLDER/SEED.truth.csv, FOLDER/SEED.facts.json and, of texts, FOLDER/SEED.lost.csv. NULL and
 * a GError of GLib's or json-glib's domains if they cannot be read. */
GdTruth *gd_truth_load(const char *folder, guint seed, GError **error);
void gd_truth_free(GdTruth *truth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTruth, gd_truth_free)

G_END_DECLS
