/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a document by the leaves of a form.
 */
#pragma once

#include "models/document.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Element i is the value of leaf i of the form, NULL where the document has
 * none; of several for one leaf, the first. Values lent by the document; caller
 * frees the array with g_free(). NULL if the document has no value of the form. */
const GdValue **gd_leaves_find(const GdForm *form, const GdDocument *document);

/* Forms of the document's values that the set knows, in order of appearance.
 * Forms lent by the set; caller unrefs the array. */
GPtrArray *gd_leaves_forms(const GdFormSet *forms, const GdDocument *document);

G_END_DECLS
