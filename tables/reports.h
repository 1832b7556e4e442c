/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hits of all tables → reports: which edition a table is of, and which tables
 * belong together.
 */
#pragma once

#include "tables/place.h"

G_BEGIN_DECLS

typedef struct {
  const GdForm *form;    /* the edition of most of its tables. Lent */
  GPtrArray *placements; /* of GdPlacement*, one for each table found. Owned */
  GPtrArray *repeated;   /* of GdPlacement*: tables printed again with equal values. Owned */
  gboolean torn; /* a table of it stands in the file again with other values, and no title between
                    says whose the one or the other is */
  guint first_page, last_page;

  /* while reports are found */
  const char *key; /* of the title above its last table; NULL if none is. Lent */
  guint after;     /* unit behind its last table */
} GdReport;

/* Finds the reports of a stream, in order; empty if no table of a form is there.
 * n_pages: of the source. Caller owns the array of GdReport*; plans (of GdPlan*)
 * must outlive it. */
GPtrArray *gd_reports_find(const GPtrArray *plans, const GdStream *stream, guint n_pages);

/* What the reports score in all, in rows (score.h). */
double gd_reports_score(const GPtrArray *reports);

/* TRUE if a line of the stream is a title of the form's family, so that the
 * document should hold the form even if none of its tables is found. */
gboolean gd_stream_has_title(const GdStream *stream, const GdForm *form);

G_END_DECLS
