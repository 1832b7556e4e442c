/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a row that was found is certain, and what rows that were not taken may be.
 */
#pragma once

#include "tables/placing.h"

G_BEGIN_DECLS

/* What leaves all cells of an item in doubt; NULL if nothing does. Static. */
const char *gd_item_doubt(const GdPlacing *w, guint i, const GdColumns *columns);

/* Numbers of a text input have a label that can be none of the table's: that of a row which
 * the form does not know. */
gboolean gd_placing_is_foreign(const GdPlacing *w, guint unit);

/* The row of the table that the unit prints once more, with the same label and the same
 * numbers; G_MAXUINT if it is none. */
guint gd_placing_repeated_row(const GdPlacing *w, guint unit);

G_END_DECLS
