/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text and Markdown → lines and pieces. The two differ in the marks that are taken off only:
 * text that was made by a machine from pages is often Markdown without saying so, and then holds
 * rules of tables; it is read as Markdown as soon as it does.
 */
#pragma once

#include "ingest/text_page.h"

G_BEGIN_DECLS

/* Adds all lines of text (valid UTF-8, "\n" between lines) to page. Tables of HTML among them are
 * read as such. */
void gd_text_lines_read(GdTextPage *page, const char *text, gboolean markdown);

G_END_DECLS
