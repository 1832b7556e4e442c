/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of text inputs, and rows of HTML that have lost cells: their numbers go to columns by
 * count, and what count does not tell is left to the relations (loose.h).
 */
#pragma once

#include "tables/placing.h"

G_BEGIN_DECLS

/* Learns from a complete row which field of a line holds which column. */
void gd_text_row_learn_item(const GdPlacing *w, guint i, GdColumns *columns);

/* Places of an item's columns into out (as many as columns). */
void gd_text_row_place_item(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out);

/* The same if its numbers stand with those of other rows behind one label (text_dealt.h), all of
 * them in doubt; FALSE if they do not. */
gboolean gd_text_dealt_place_item(const GdPlacing *w, guint i, GdPlace *out);

/* The same for a row of HTML that has fewer cells than most; FALSE if it is no such row. */
gboolean gd_short_row_place_item(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out);

/* Numbers that belong to nobody stand before the rows of the block, items `head` to before
 * `end`, or among them while another row lacks its own: each row may have the numbers of
 * another. */
gboolean gd_text_has_row_of_nobody(const GdPlacing *w, guint head, guint end);

/* Marks the places of an item that was not found (as many as columns) as in doubt, if the text
 * holds between the rows around what may be its label or its numbers, or if one of those has
 * numbers too many. */
void gd_text_doubt_absent(const GdPlacing *w, guint i, GdPlace *out);

/* Adds the finding that a row is printed again. */
void gd_placing_add_repeated(GdPlacing *w, guint i, guint page);

G_END_DECLS
