/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prose against tables: where the text states a number that a table states too
 * (applications received, lawsuits), both should agree. Sentences and cells that
 * belong together are data ("prose" in models/forms/); false alarms cost a
 * person's time, so whatever is not plainly this year's total of this agency is
 * passed over in silence.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Compares the text of each document (of GdDocument*, of one source, in order) with its
 * values, and adds a finding of severity warning, check "prose", for each statement that
 * disagrees: found is the text's number, expected the tables'. Pages that
 * several documents share are left out: nobody knows whose text stands there. */
void gd_prose_check(GPtrArray *documents, const GdFormSet *forms);

G_END_DECLS
