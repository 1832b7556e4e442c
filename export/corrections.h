/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people decided, in OUT/corrections.csv: one row for each decision, oldest
 * first. Of several on one cell or finding the last counts; the others tell what was
 * decided before. Rows are only ever added by guidang; a person may edit the file.
 *
 *   a cell      (check is empty): its number, or that it is empty
 *   a finding   (check is named): that the page says so (原文如此)
 *
 * A decision belongs to what was seen when it was made: the raw reading and page of
 * the cell, or the message of the finding. Where these are others now it is stale, and
 * is told, not applied.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

/* Values of a decision that are no number. Contract. */
#define GD_DECISION_BLANK "blank"
#define GD_DECISION_AS_PRINTED "as printed"

/* Strings owned; NULL counts as empty. */
typedef struct {
  char *document;
  char *check, *relation; /* of a finding; empty for a cell */
  char *table, *row, *column;
  guint page;
  char *raw;     /* what was decided about: raw of the cell, message of the finding */
  char *status;  /* before: of the cell, or severity of the finding */
  char *reading; /* before: the number, or what the finding found */
  char *value;   /* a number, "blank", or (findings) "as printed" */
  char *by, *date, *reason;
  gboolean replaced; /* a later one on the same counts */
} GdDecision;

GdDecision *gd_decision_new(void);
void gd_decision_free(GdDecision *decision);

/* "table/row/column" or "check relation table/row/column". Caller frees. */
char *gd_decision_subject(const GdDecision *decision);

typedef struct GdCorrections GdCorrections;

/* Reads OUT/corrections.csv; none there is none decided. Errors: GD_ERROR_IO, _CAP,
 * _FORM (names the line). */
GdCorrections *gd_corrections_load(const char *out, GError **error);
void gd_corrections_free(GdCorrections *corrections);

/* Adds a decision, unless the one that counts says the same. Takes it. TRUE if added. */
gboolean gd_corrections_add(GdCorrections *corrections, GdDecision *decision);

/* Writes OUT/corrections.csv whole, in place of the one there. */
gboolean gd_corrections_save(const GdCorrections *corrections, const char *out,
                             const GdExportOptions *options, GError **error);

/* Decisions on a document (of GdDecision*), oldest first, replaced ones too; NULL if there
 * are none. Lent. */
const GPtrArray *gd_corrections_of(const GdCorrections *corrections, const char *document);

/* Puts the decisions on its cells into the document: status, number, evidence `person`. A
 * stale one, and one on a cell that the document does not have, changes nothing. Relations
 * are to be evaluated afterwards, and then: */
void gd_corrections_apply_cells(const GdCorrections *corrections, GdDocument *document,
                                const GdFormSet *forms);

/* Marks the findings (of GdFinding*, of that document) that were confirmed. */
void gd_corrections_apply_findings(const GdCorrections *corrections, const char *document,
                                   GPtrArray *findings);

/* Adds a message (char*) for each decision that a document does not show: a stale one, or
 * one that has not been applied yet. further: findings over several documents, or NULL. */
void gd_corrections_tell_open(const GdCorrections *corrections, const GdDocument *document,
                              const GPtrArray *further, GPtrArray *messages);

/* The same for documents that are not there: present holds the ids of those that are. */
void gd_corrections_tell_lost(const GdCorrections *corrections, GHashTable *present,
                              GPtrArray *messages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdDecision, gd_decision_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCorrections, gd_corrections_free)

G_END_DECLS
