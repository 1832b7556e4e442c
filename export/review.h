/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue of what people should look at, OUT/review.csv: over all documents, most
 * telling first, with empty columns for what they decide; and the way back, from a
 * filled row to a decision.
 */
#pragma once

#include "export/corrections.h"
#include "export/csv_read.h"
#include "export/export.h"

G_BEGIN_DECLS

/* How telling an item is: what can prove or break other numbers comes first. */
typedef enum {
  GD_RANK_BROKEN,   /* a doubtful cell in a relation that does not hold */
  GD_RANK_ERROR,    /* a finding of severity error */
  GD_RANK_DOUBTFUL, /* another doubtful cell */
  GD_RANK_MISSING,
  GD_RANK_INFERRED,
  GD_RANK_REPAIRED,
  GD_N_RANKS
} GdReviewRank;

/* One thing to look at: a cell or a finding, the other is NULL. Lent by the document. */
typedef struct {
  GdReviewRank rank;
  const GdValue *value;
  const GdFinding *finding;
} GdReviewItem;

/* Of one document, by rank, then in order of the document; empty for one that failed.
 * further: findings over several documents (of GdFinding*), or NULL. An array of
 * GdReviewItem; caller unrefs. */
GArray *gd_review_items(const GdDocument *document, const GPtrArray *further);

/* Name of an item inside review.html of its document: "applications/new/total" of a cell,
 * "finding-3" of the third finding. NULL for a finding over several documents: it does not
 * stand there. Caller frees. */
char *gd_review_anchor(const GdDocument *document, const GdReviewItem *item);

/* The label of a finding's table, row or column, as the document's cells have it. Lent;
 * NULL if no cell has. */
typedef struct {
  const char *table, *row, *column;
} GdReviewLabels;
GdReviewLabels gd_review_labels(const GdDocument *document, const GdReviewItem *item);

extern const GdColumn gd_columns_review[];

/* Writes review.csv. Rows stream into a file for each rank; memory does not grow. */
typedef struct GdReviewQueue GdReviewQueue;

/* folder: an empty one for its files. Errors, here and below: GD_ERROR_IO, _NO_SPACE. */
GdReviewQueue *gd_review_queue_new(const char *folder, const GdExportOptions *options,
                                   GError **error);
gboolean gd_review_queue_add(GdReviewQueue *queue, const GdDocument *document,
                             const GPtrArray *further, GError **error);

/* Writes all ranks into path, which must not exist. *sha256: its digest, caller frees. */
gboolean gd_review_queue_finish(GdReviewQueue *queue, const char *path, char **sha256,
                                GError **error);
void gd_review_queue_free(GdReviewQueue *queue);

/* A filled row: value is not empty. Strings owned, never NULL. */
typedef struct {
  guint line;
  char *document, *check, *relation, *table, *row, *column, *page, *message;
  char *value, *by, *date, *reason;
} GdReviewRow;

void gd_review_row_free(GdReviewRow *row);

/* The filled rows of a file (of GdReviewRow*); *n_open: rows without a value. Caller owns.
 * Errors: GD_ERROR_IO, _CAP, _EMPTY, _FORM (names the line). */
GPtrArray *gd_review_read(const char *path, guint *n_open, GError **error);

/* The decision of a row about document. further: findings over several documents, or
 * NULL. NULL and GD_ERROR_FORM (says what is wrong, not the line) if the document has no
 * such cell or finding, or the row says nothing that can be taken. Caller owns. */
GdDecision *gd_review_decide(const GdReviewRow *row, const GdDocument *document,
                             const GPtrArray *further, const GdFormSet *forms, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdReviewQueue, gd_review_queue_free)

G_END_DECLS
