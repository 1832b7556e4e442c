/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to placing: what may be wrong with the numbers of a text's row although they are as
 * many as its columns. Programs that take the text out of a page write it line by line, from top
 * to bottom; where a row's numbers do not stand at one height, or not at that of its label, they
 * come in another order, or before the label above which they stand:
 *
 *     行政处罚                 145      784           3 lines of one row: 145 7 8 784 …
 *     67            whose?       7    8      9 353
 *     行政强制
 *
 * Sums of a row hold in any order. A text whose cells have bars between them was not written so.
 */
#pragma once

#include "tables/placing.h"

G_BEGIN_DECLS

/* Whether the text's cells have bars between them: nothing below speaks against such a text. */
gboolean gd_text_order_knows_table(const GdPlacing *w);

/* Why the numbers of an item of a text input may be another row's: a row next to it has none, and
 * no number stands on a line with this one's label. NULL: nothing speaks for it. */
const char *gd_text_order_doubt(const GdPlacing *w, guint i);

/* The same where a row next to it has too few, or a number of nobody stands before its label, or
 * other words behind the last of its numbers; and where numbers of nobody stand behind it, wherever
 * its own are: relations with other rows must tell. */
gboolean gd_text_order_is_near_lost(const GdPlacing *w, guint i);

/* Whether a number of the item stands on a line with a word of its label: printed beside it. */
gboolean gd_text_order_is_beside(const GdPlacing *w, guint i);

/* The same of the item or of a row next to it: numbers of the text stand beside labels. */
gboolean gd_text_order_is_laid_out(const GdPlacing *w, guint i);

/* Whether of so many rows of a text's table the numbers are too few or too many that those of whole
 * rows may stand in each other's place. */
gboolean gd_text_order_is_torn(const GdPlacing *w);

/* Whether tokens (of GdToken*, the numbers of one row) stand in several lines. */
gboolean gd_text_order_is_parted(const GPtrArray *tokens);

/* Whether marks for none stand among the numbers of a long row on several lines: they are often
 * drawn at another height. */
gboolean gd_text_order_has_marks(const GdPlacing *w, guint i, const GPtrArray *tokens);

/* Whether tokens (of GdToken*, the numbers of the item) stand in several lines, and more than one
 * in one of those, unless they only go on from the label's line. */
gboolean gd_text_order_is_mixed(const GdPlacing *w, guint i, const GPtrArray *tokens);

G_END_DECLS
