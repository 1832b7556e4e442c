/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small pieces of HTML for the sheets of review_page.h.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

/* Text from a document as HTML text or attribute: & < > " ' escaped; control characters,
 * marks of direction and what is not UTF-8 become U+FFFD. NULL adds nothing. */
void gd_html_put(GString *html, const char *text);

/* <tag class="klass">text</tag>; klass is ours, or NULL. */
void gd_html_put_element(GString *html, const char *tag, const char *klass, const char *text);

/* The document up to <body>: style inside, a policy that forbids scripts and loading. */
void gd_html_begin(GString *html, const char *title);
void gd_html_end(GString *html);

/* The part of that page around box, with a frame around box itself. FALSE, and nothing is
 * added, if there is no picture. */
gboolean gd_html_put_picture(GString *html, const GdDocument *document, guint number, GdBox box,
                             GdCutPicture cut, gpointer data);

G_END_DECLS
