/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where single spaces part cells: only beside numbers, and not in prose.
 *
 *     1.属于国家秘密 0 0 12      four fields
 *     结果 维持                  one: a label that a line break cut
 *     政府集中采购 1827190 元    two: a number keeps its measure word
 *     截至 2020 年 12 月 31 日   one: a date is no number
 */
#pragma once

#include <glib.h>

#include "models/piece.h"

G_BEGIN_DECLS

/* Adds the fields (GdLineField*, text_line.h) of a text without wide gaps: the first stands behind
 * before, others behind a SPACE. */
void gd_numbers_split(GPtrArray *fields, const char *text, GdSeparator before);

/* Whether next is a note in brackets, and text the number that it belongs to. */
gboolean gd_is_note_of(const char *text, const char *next);

/* Whether text is a row's own number, and next begins with the stop behind it: 3 | 、其他. */
gboolean gd_is_stop_of(const char *text, const char *next);

/* Whether the whole text is a number as cells print it (sign, digits, measure word, note), or a
 * mark for none that is no word. */
gboolean gd_is_cell_number(const char *text);

G_END_DECLS
