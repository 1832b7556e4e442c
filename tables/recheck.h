/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The relations of a document evaluated again, from its values as they now are:
 * after a person has decided about cells, or for a report that was read back.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Brings the findings of check "relation" and the evidence `sums` of all cells in
 * line with the values. No status and no number is changed: what a person has not
 * looked at stays as it was read. A cell that a person found empty counts as a blank.
 * A finding that says the same as before keeps its confirmation, and its severity is
 * never lowered (it was weighed when more was known of the page). If no finding comes
 * or goes, their order stays; else those of relations stand first, in form order.
 * Forms that are not in the set are passed over. */
void gd_tables_recheck(GdDocument *document, const GdFormSet *forms);

G_END_DECLS
