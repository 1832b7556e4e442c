/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One form table of one document as rows of text.
 *
 *   down:    corner | heads of the columns, a row for each depth of their tree | 备注
 *            labels of the row, a column for each depth of their tree | cells   | notes
 *   across:  heads of the rows, then of the columns, above each other           | 备注
 *            cells                                                              | notes
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Rows (GPtrArray of char*, NULL for empty) of one width. values: by leaf, from
 * gd_leaves_find(). NULL if the document has no value of this table. Caller unrefs. */
GPtrArray *gd_layout_table(const GdForm *form, guint table, const GdDocument *document,
                           const GdValue *const *values);

G_END_DECLS
