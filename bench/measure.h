/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the accuracy benches share: converting a file in this process, looking
 * up what was read, and shares with their intervals.
 */
#pragma once

#include "bench/truth.h"
#include "cli/scans.h"
#include "fields/fields.h"
#include "models/form.h"

G_BEGIN_DECLS

/* What a run needs once. */
typedef struct {
  GdFormSet *forms;
  GdFieldPatterns *patterns;
  GdScansProse prose; /* of scans */
  guint64 pages;      /* pages that are read, bit n for page n + 1 (all from 65 on); 0: all */
} GdBenchData;

/* Loads guidang's own forms and patterns. FALSE and an error if they cannot be read. */
gboolean gd_bench_load(GdBenchData *data, GError **error);
void gd_bench_clear(GdBenchData *data);

/* The documents in the file (of GdDocument*), NULL if it cannot be read; then the reason is on
 * stderr. grids: NULL, or where its grids go (gd_tables_recognise_seen()). Caller owns. */
GPtrArray *gd_bench_convert(const char *path, const GdBenchData *data, GPtrArray **grids);

/* Adds the values of a document, lent, to index: "table/row/column" to GdValue*. What is there
 * already stays, unless it is missing. */
void gd_bench_index(GHashTable *index, const GdDocument *document);

/* A new index for gd_bench_index(). */
GHashTable *gd_bench_index_new(void);

/* Whether value (may be NULL) says what is printed. */
gboolean gd_bench_is_right(const GdTruthCell *cell, const GdValue *value);

/* Whether a finding of the document is about the cell ("table/row/column"). */
gboolean gd_bench_names_cell(const GdDocument *document, const char *key);

/* The Wilson score interval at 95 % (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927): 0..1. */
void gd_bench_wilson(guint hits, guint n, double *low, double *high);

/* A tool built beside the benches, by its name in the folder tests. Caller frees. */
char *gd_bench_tool(const char *program, const char *name);

G_END_DECLS
