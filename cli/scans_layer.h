/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of somebody else's OCR under the picture of a page, as a third opinion on what guidang
 * reads in the picture. It may lower a reading, never lift one: most such layers were made from
 * the same picture by an engine of the same kind as one of guidang's readers, and err where
 * that errs. What sums prove stands whatever a layer says.
 */
#pragma once

#include "models/request.h"

G_BEGIN_DECLS

/* Whether the hidden words in a cell (page space) are one number, and another one than text ("" if
 * the cell was read as blank). A layer that has no plain number there, or one that reaches over the
 * cell's borders, says nothing. */
gboolean gd_layer_contradicts(const GdPage *page, GdBox cell, const char *text);

/* Where a layer has a number and the readers (values: of GdReadAnswer*) see nothing, puts a word
 * that nobody can read, so that the cell does not count as blank. */
void gd_layer_doubt_blanks(GdPage *page, const GPtrArray *values);

G_END_DECLS
