/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole numbers as running text writes them: 1,234 or 一千二百三十四.
 */
#pragma once

#include "models/number.h"

G_BEGIN_DECLS

/* Parses the whole of text: ASCII digits, plain or in groups of three parted by
 * commas, or Chinese numerals up to 千万, with 零 〇 两 and 廿. FALSE (and *out
 * untouched) for anything else, also for what can be understood in two ways:
 * 一百二 (102 or 120), 二三 (23, or "two or three"). */
gboolean gd_numeral_parse(const char *text, GdNumber *out);

G_END_DECLS
