/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks of Markdown (CommonMark, GFM tables), taken off one line or one table cell.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A cell or a line without its inline marks: bold, italic, code, links, HTML entities, inline tags,
 * $ around a formula that is a number, escapes. What is struck out loses its digits to U+FFFD, a
 * picture becomes U+FFFD, <sup>2</sup> becomes ². Caller frees. */
char *gd_markdown_clean(const char *text);

/* Where the text of a line begins behind marks of a heading, a quotation or a list. A dash in front
 * of a number, or of a mark for none, stays: it may be a sign, or a cell. Lent. */
const char *gd_markdown_body(const char *line);

/* Whether a line is drawn, not written: |---|:--|, ----, ====, +---+, box drawing. second: it
 * stands below the first row of a table, where |-|-| is a rule, too. */
gboolean gd_markdown_is_rule(const char *line, gboolean second);

/* Whether a line opens or closes a code fence (``` or ~~~). */
gboolean gd_markdown_is_fence(const char *line);

G_END_DECLS
