/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guidang says of one form cell: what is printed, what number that is,
 * and how sure that is. Statuses and their names are contract (DESIGN.md 5).
 */
#pragma once

#include "models/geometry.h"
#include "models/number.h"

G_BEGIN_DECLS

typedef enum {
  GD_STATUS_OK,        /* the reading and its cell are certain */
  GD_STATUS_BLANK,     /* seen to be empty, or a mark for none */
  GD_STATUS_INFERRED,  /* lost, and the relations leave exactly one number */
  GD_STATUS_REPAIRED,  /* another reading of the picture satisfies all relations */
  GD_STATUS_DOUBTFUL,  /* a person must look */
  GD_STATUS_MISSING,   /* the form has the cell, the document has not */
  GD_STATUS_CONFIRMED, /* a person looked */
  GD_N_STATUSES
} GdStatus;

/* "ok", "blank" … Static. */
const char *gd_status_name(GdStatus status);

/* FALSE (and *out untouched) if name is none of them. */
gboolean gd_status_parse(const char *name, GdStatus *out);

/* What supports a value; flags. */
typedef enum {
  GD_EVIDENCE_TEXT_LAYER = 1 << 0, /* a trusted text layer */
  GD_EVIDENCE_READERS = 1 << 1,    /* independent readers agree */
  GD_EVIDENCE_SUMS = 1 << 2,       /* every relation through the cell holds, and there is one */
  GD_EVIDENCE_PERSON = 1 << 3,
} GdEvidence;

/* Names joined by a space, in the order above: "text-layer sums". Caller frees. */
char *gd_evidence_to_string(guint evidence);

/* Where a unit was found. */
typedef enum { GD_UNIT_NONE, GD_UNIT_CELL, GD_UNIT_LABEL } GdUnitSource;

/* One form cell of one report. All strings are owned, UTF-8; NULL counts as empty. */
typedef struct {
  char *form;  /* form id, e.g. disclosure-report-2021 */
  char *table; /* ids */
  char *row;
  char *column;
  char *table_label; /* the form's own labels, whole paths joined by " / " */
  char *row_label;
  char *column_label;
  GdStatus status;
  char *raw; /* what stands on the page, line breaks removed */
  gboolean has_number;
  GdNumber number; /* meaningful if has_number */
  char *unit;
  GdUnitSource unit_source;
  guint evidence;          /* GdEvidence flags */
  double confidence;       /* 0..1 */
  guint page;              /* 0: none */
  GdBox box;               /* page space; GD_BOX_NONE: none */
  GPtrArray *alternatives; /* of char*: other readings, likeliest first; NULL if none */
  char *note;              /* why it is not ok, for people; NULL if there is nothing to say */
} GdValue;

GdValue *gd_value_new(void);
void gd_value_free(GdValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdValue, gd_value_free)

G_END_DECLS
