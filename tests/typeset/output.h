/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The truth of a typeset file:
 *
 *   SEED.truth.csv   document,table,row,column,value,kind
 *                    kind: number; blank (empty or a mark for none); lost (the
 *                    page has no text layer to be trusted: the value is printed,
 *                    but must come out as missing)
 *   SEED.cells.csv   document,table,row,column,printed,page,x0,y0,x1,y1: where
 *                    each cell stands (points, page space)
 *   SEED.facts.json  header fields, forms, pages, wrong totals, broken
 *                    relations, unknown rows, units
 *   SEED.layout.json the parameters of each report, and what came of them
 */
#pragma once

#include "report.h"

G_BEGIN_DECLS

/* Writes the four files; reports: of TsReport*. Error: GD_ERROR_IO. */
gboolean ts_output_write(const char *folder, guint64 seed, const GPtrArray *reports,
                         GError **error);

G_END_DECLS
