/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of a row of a text input → its columns.
 */
#pragma once

#include "tables/columns.h"
#include "tables/loose.h"

G_BEGIN_DECLS

/* The numbers of a row's units, in order (of GdToken*, lent), without those of the columns.
 * Caller owns the array. */
GPtrArray *gd_text_row_tokens(const GdStream *stream, const GdItem *item, const GArray *units);

/* Whether tokens are the same n numbers over and over: the row is printed more than
 * once. */
gboolean gd_text_row_is_repeated(const GPtrArray *tokens, guint n);

/* Places of a row with as many numbers as columns, one to one; places has their
 * number. With fewer or more, nothing is placed and a loose row is returned, whose
 * first_place is still to be set; NULL otherwise. Caller owns it. laid_out: numbers stand beside
 * their labels, so that one alone on its line may be a page number. */
GdLooseRow *gd_text_row_place(const GPtrArray *tokens, const GdColumns *columns, guint page,
                              gboolean laid_out, GdPlace *places);

G_END_DECLS
