/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML → lines, pieces and grids, by libxml2's HTML parser in SAX mode: no tree is built, so that
 * neither depth nor size of a page costs more than its own state.
 *
 * Nothing is loaded that a page refers to. What a browser does not show gives nothing: scripts,
 * styles, templates, comments, and what hides itself in its own tag (hidden, display:none,
 * visibility:hidden, font-size:0). Style sheets are not read.
 *
 * A table of one cell or one column, one that holds other tables, and one that is too large for a
 * grid, only lay out the page: their texts are lines, rows of several short cells lines with bars.
 */
#pragma once

#include "ingest/text_page.h"

G_BEGIN_DECLS

/* Adds what n bytes of HTML (text, valid UTF-8) show to page. fragment: they stand in a text, where
 * a line break outside of tables is one. */
void gd_html_read(GdTextPage *page, const char *text, gsize n, gboolean fragment);

G_END_DECLS
