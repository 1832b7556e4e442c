/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to placing: rows of a text whose numbers stand together behind the label of one of them,
 * as programs write them that take the text out of a page in reading order: the labels of taller
 * rows come later, or came before.
 *
 *     二、上年结转  34 0 … 34  1288 21 … 1362  447 7 … 454        three rows of seven
 *     （一）予以公开 （二）部分公开                                without numbers
 *
 * Each row then has those of its turn. That they come in the order of the rows nobody knows: all
 * are in doubt, but there to be looked at.
 */
#pragma once

#include "tables/placing.h"

G_BEGIN_DECLS

/* The numbers of an item (of const GdToken*, as many as it has columns) among those behind another
 * row's label, or behind its own with those of others; NULL if it has no such. Caller owns the
 * array. */
GPtrArray *gd_text_dealt(const GdPlacing *w, guint i);

G_END_DECLS
