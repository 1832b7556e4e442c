/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages drawn as characters, for the tests of tables/:
 *
 *     +------+----+        one character is 6 points wide and 14 high, a
 *     | 规章 | 12 |        full-width one is 12 wide; a form feed ends a page
 *     +------+----+
 *
 * - and + in a row are a horizontal ruling if they run from + to +, or are four
 * or longer; | and the + above and below them are a vertical one. Ruled
 * characters stand for the line through their middle, a | at the end of a line
 * for its whole height. What is left, parted by spaces, are words of size 12. A
 * gap of one character is half of a full-width one. Lines that begin with % are
 * orders and take no room:
 *
 *     %unreadable        the page's words are not to be trusted
 *     %uneven WORD       digits of WORD differ in size
 *     %unknown WORD      WORD holds glyphs without a Unicode value
 *     %hidden WORD       WORD is invisible
 */
#pragma once

#include "models/source.h"

G_BEGIN_DECLS

#define DRAWING_COLUMN 6.0  /* width of a character, points */
#define DRAWING_ROW 14.0    /* height of a line, points */
#define DRAWING_MARGIN 20.0 /* around the drawing, points */

/* A source of kind pdf with the pages of text. Caller owns it. */
GdSource *drawing_source(const char *text);

/* One page. Caller owns it. */
GdPage *drawing_page(const char *text, guint number);

G_END_DECLS
