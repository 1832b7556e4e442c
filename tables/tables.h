/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and rulings → grids → form cells → values → relations.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* The check of the finding that a table stands in the file twice with different values, and no
 * title says whose they are. */
#define GD_CHECK_TABLE_TWICE "table twice"
/* That it stands there again with the same values, and no title between. */
#define GD_CHECK_TABLE_REPEATED "table repeated"

/* Finds the reports that stand in a source (at least one GdDocument, even if no
 * form is found in it) and fills in their pages, form, values, extra_rows,
 * findings and grids. Header fields, id and text stay empty. Caller owns the array. */
GPtrArray *gd_tables_recognise(GdSource *source, const GdFormSet *forms);

/* The same for people who want to see how it came about: *grids (caller owns, of GdGrid*)
 * are those that the values came from, or that were not worth keeping; with the grids of
 * the documents they are all that were found, in order of pages. */
GPtrArray *gd_tables_recognise_seen(GdSource *source, const GdFormSet *forms, GPtrArray **grids);

/* Evaluates the relations that name the same agency's report of the year before.
 * Returns findings (GdFinding*) about `later`; caller owns the array. */
GPtrArray *gd_tables_relate(const GdDocument *later, const GdDocument *earlier,
                            const GdFormSet *forms);

G_END_DECLS
