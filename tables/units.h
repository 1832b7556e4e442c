/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units that the page states outside the cells: in a column of units beside the row labels
 * (单位 | 件), and in a line above the table (单位：万元).
 */
#pragma once

#include "tables/place.h"

G_BEGIN_DECLS

/* Which unit of the cell the text is, of those that the form says or allows in the cell; NULL if
 * it is none. Lent by the form. */
const char *gd_unit_said(const GdFormLeaf *leaf, const char *text);

/* Reads the unit of a row from its tokens between label and first number, where the form has a
 * column of units: into unit of all n places if it is another than the form's; a unit that the
 * form does not know there leaves the places in doubt. label_token: index, G_MAXUINT if the
 * unit has no label; leaf: of the row. */
void gd_row_unit(const GdUnit *unit, guint label_token, const GdFormLeaf *leaf, GdPlace *places,
                 guint n);

/* The unit that a line above the table says, as the form lists such lines; NULL if none does. */
const char *gd_unit_above(const GdHit *hit, const GdStream *stream);

G_END_DECLS
