/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One report: its figures, tables and facts, drawn from a seed and put on paper.
 */
#pragma once

#include "draw_table.h"
#include "facts.h"
#include "paper.h"
#include "stated.h"

G_BEGIN_DECLS

typedef struct {
  TsParams *params;   /* owned */
  TsStyle *style;     /* owned */
  TsFacts *facts;     /* owned */
  GPtrArray *figures; /* of TsFigures*: one form, or two if editions are mixed */
  GPtrArray *tables;  /* of TsTable* */
  GPtrArray *places;  /* of GArray* of TsPlace: one for each table */
  GArray *cuts;       /* of TsCut: one for each table */
  GPtrArray *stated;  /* of TsStated* */
  guint first_page, last_page;
} TsReport;

/* Draws report number `index` (from 0) of the file with that seed. form_id: NULL
 * for any form of the family that set's first form with a family belongs to.
 * forced: see ts_params_new(). Errors: GD_ERROR_USAGE, GD_ERROR_FORM, GD_ERROR_IO. */
TsReport *ts_report_new(const GdFormSet *set, const char *form_id, guint64 seed, guint index,
                        GHashTable *forced, GError **error);
void ts_report_free(TsReport *report);

/* Puts it on paper, beginning on a new page. */
void ts_report_draw(TsReport *report, TsPaper *paper, guint64 seed, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsReport, ts_report_free)

G_END_DECLS
