/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of inspect.h are put together from.
 */
#pragma once

#include "cli/inspect.h"

G_BEGIN_DECLS

/* Grids of a page (of GdGrid*, lent), those of the documents included. Caller unrefs. */
GPtrArray *gd_inspect_grids(const GdInspection *inspection, guint page);

/* Whether the page is to be shown. */
gboolean gd_inspect_shows(const GdInspection *inspection, const GdPage *page);

/* "page 3: text-layer (…), 512 words, 40 rulings, 2 grids". Caller frees. */
char *gd_inspect_page_line(const GdInspection *inspection, const GdPage *page);

/* What a cell of a form holds, and why it has its status, line by line. Caller frees. */
GStrv gd_inspect_value_lines(const GdInspection *inspection, const GdDocument *document,
                             const GdValue *value);

/* What supports a cell, in words. Caller frees. */
char *gd_inspect_evidence(const GdInspection *inspection, const GdValue *value);

/* The reading of a cell: its number and unit, or its status in words. Caller frees. */
char *gd_inspect_reading(const GdInspection *inspection, const GdValue *value);

/* The lines of a text input with what parts their pieces: · white space, → a tab, | a
 * bar. Caller frees. */
GString *gd_inspect_pieces(const GdInspection *inspection, const GdPage *page);

/* The page as an <svg> element; alone: with all it needs to be a file of its own, else it
 * relies on gd_inspect_style and gd_inspect_put_patterns(). */
void gd_inspect_put_svg(GString *out, const GdInspection *inspection, const GdPage *page,
                        gboolean alone);

/* <defs> with the pattern of each status: colour is never the only sign. */
void gd_inspect_put_patterns(GString *out);

/* How shapes look. In HTML and SVG alike. */
extern const char gd_inspect_shapes_style[];

/* How the page around them looks, and the script that shows what the pointer is over. */
extern const char gd_inspect_page_style[];
extern const char gd_inspect_script[];

G_END_DECLS
