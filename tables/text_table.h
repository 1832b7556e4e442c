/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of a text input are rows of a table, so that nobody takes them for
 * sentences. Their looks must tell, whatever form the table has:
 *
 *     一、本年新收 | 7件 | 1件      bars or tabs
 *     0件  31  899                two numbers, and nothing but space between
 *     一、本年新收 537件           a number at the end, no punctuation, and such a row near
 *
 * A sentence has text or a mark between its numbers: 收到 12 件，答复 9 件。
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For each of words (of GdWord*, the lines of a text input), whether it is of a table.
 * Caller frees. */
gboolean *gd_rows_of_text(const GPtrArray *words);

G_END_DECLS
