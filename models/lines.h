/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of a page as lines of text, in reading order. Shared by the stages
 * that read prose: table headings, header fields, text.txt.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

/* Words that share a baseline; words far apart on it (columns of a table) are
 * still one line. */
typedef struct {
  GdBox box;          /* page space */
  char *text;         /* the words' text; a space where the gap is wider than half a character */
  GPtrArray *words;   /* of GdWord*, left to right, lent by the page */
  gboolean furniture; /* a page number, or a running head or foot repeated over pages */
} GdLine;

/* Lines of a page, top to bottom. Hidden words are left out. Caller owns. */
GPtrArray *gd_page_lines(const GdPage *page);

/* Lines of all pages: element i belongs to pages[i]; marks furniture: page
 * numbers (digits, with or without dashes or 第…页, alone in the top or bottom
 * tenth of the page) and lines that stand alike in those margins on most pages.
 * An array of arrays; caller owns. */
GPtrArray *gd_pages_lines(const GPtrArray *pages);

void gd_line_free(GdLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLine, gd_line_free)

G_END_DECLS
