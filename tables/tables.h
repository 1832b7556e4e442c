/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and rulings → grids → form cells → values → relations.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Finds the reports that stand in a source (at least one GdDocument, even if no
 * form is found in it) and fills in their pages, form, values, extra_rows,
 * findings and grids. Header fields, id and text stay empty. Caller owns the array. */
GPtrArray *gd_tables_recognise(GdSource *source, const GdFormSet *forms);

/* Evaluates the relations that name the same agency's report of the year before.
 * Returns findings (GdFinding*) about `later`; caller owns the array. */
GPtrArray *gd_tables_relate(const GdDocument *later, const GdDocument *earlier,
                            const GdFormSet *forms);

G_END_DECLS
