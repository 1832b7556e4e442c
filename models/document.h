/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One report: everything guidang found out about it. report.json is this
 * record written down; all other outputs derive from it.
 */
#pragma once

#include "models/grid.h"
#include "models/request.h"
#include "models/source.h"
#include "models/value.h"

G_BEGIN_DECLS

typedef enum { GD_SEVERITY_ERROR, GD_SEVERITY_WARNING, GD_SEVERITY_INFO } GdSeverity;

/* "error", "warning", "info". Static. Contract. */
const char *gd_severity_name(GdSeverity severity);
gboolean gd_severity_parse(const char *name, GdSeverity *out);

/* Something a person should know. Strings owned; NULL counts as empty. */
typedef struct {
  GdSeverity severity;
  char *check;    /* which check speaks: "relation", "page not read", "unknown row" … */
  char *relation; /* id of the relation, for check "relation" */
  char *table, *row, *column; /* ids, where one is concerned */
  char *cells;                /* the cells concerned: "table/row/column" joined by a space */
  char *expected;             /* computed from the parts */
  char *found;                /* printed */
  char *message;              /* for people, English */
  guint page;                 /* 0: none */
  char *confirmed; /* who confirmed that it stands so on the page (原文如此), when and why; NULL:
                      nobody */
} GdFinding;

/* An error that nobody has confirmed: it makes a document one to review. */
gboolean gd_finding_is_open(const GdFinding *finding);

GdFinding *gd_finding_new(GdSeverity severity, const char *check, guint page, const char *format,
                          ...) G_GNUC_PRINTF(4, 5);
void gd_finding_free(GdFinding *finding);

/* A header field as read. Strings owned; value is the normalised form (dates
 * are YYYY-MM-DD), NULL if it could not be made out. */
typedef struct {
  char *name; /* column of documents.csv: agency, report_year, title, document_number … */
  char *raw;
  char *value;
  GdStatus status;
  double confidence;
  guint page; /* 0: none */
  GdBox box;
} GdField;

GdField *gd_field_new(const char *name, const char *raw, const char *value, GdStatus status);
void gd_field_free(GdField *field);

/* A row that stands in a known table and that the form does not know. */
typedef struct {
  char *table;      /* form table id */
  char *after;      /* id of the form row it stands behind; NULL: before the first */
  char *label;      /* as printed */
  GPtrArray *cells; /* of char*: its cells behind the label, as printed */
  guint page;
} GdExtraRow;

void gd_extra_row_free(GdExtraRow *row);

typedef enum { GD_DOCUMENT_COMPLETE, GD_DOCUMENT_REVIEW, GD_DOCUMENT_FAILED } GdDocumentStatus;

/* "complete", "review", "failed". Static. Contract. */
const char *gd_document_status_name(GdDocumentStatus status);
gboolean gd_document_status_parse(const char *name, GdDocumentStatus *out);

typedef struct {
  char *id;         /* contract: see gd_source_document_id(); ".2", ".3" for further reports */
  GdSource *source; /* a reference */
  guint order;      /* which report of its file, from 1 */
  guint first_page, last_page; /* pages of the file it stands on, from 1; 0: unknown */
  char *form;                  /* form ids found, joined by a space; NULL if none. Owned */
  char *error;                 /* message, if failed. Owned */
  GdDocumentStatus status;
  GPtrArray *fields;     /* of GdField*, order of documents.csv */
  GPtrArray *values;     /* of GdValue*, form order */
  GPtrArray *extra_rows; /* of GdExtraRow* */
  GPtrArray *findings;   /* of GdFinding*, in order of discovery */
  GPtrArray *grids;      /* of GdGrid*: grids that belong to no known form */
  GArray *requests;      /* of GdReadRequest: cells of scans that a second look may settle */
  char *text;            /* the whole text, pages parted by form feeds. Owned */
} GdDocument;

/* Takes a reference to source. */
GdDocument *gd_document_new(GdSource *source);
void gd_document_free(GdDocument *document);

/* The field of that name, NULL if there is none. Lent. */
GdField *gd_document_field(const GdDocument *document, const char *name);

/* Cells with that status. */
guint gd_document_count(const GdDocument *document, GdStatus status);

/* Sets status from values, findings and error by the rule of DESIGN.md 5. */
void gd_document_settle(GdDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdFinding, gd_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdField, gd_field_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdExtraRow, gd_extra_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdDocument, gd_document_free)

G_END_DECLS
