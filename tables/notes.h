/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notes in brackets and numbers that go on in the next lines of text.
 */
#pragma once

#include "tables/alignment.h"

G_BEGIN_DECLS

/* Joins each piece that opens a bracket with the pieces below it that end the
 * note, so that the digits of a note are no numbers of their own:
 *
 *      89983（含废          89983（含废止9999件）
 *       止9999件）     →
 *
 * rows: of GdTextRow*. A note that does not end is left as it is. */
void gd_join_notes(GPtrArray *rows);

/* Joins numbers that wrap: a line of nothing but digits and units, each tight below a number;
 * the label and shorter numbers, in the middle of the row's height, may stand on a
 * line between.
 *
 *                       2,155,62    66,24
 *      本年新收申请数量                     722,161
 *                              9        1
 *
 * The joined piece has split_number set, since only sums can tell that it is one
 * number. */
void gd_join_wrapped(GPtrArray *rows);

G_END_DECLS
