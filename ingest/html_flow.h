/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a page of HTML as it flows into lines, cells and tables; between html.c, which
 * listens to the parser, and html_flow.c.
 */
#pragma once

#include "ingest/html_table.h"

#include <libxml/parser.h>

G_BEGIN_DECLS

typedef struct {
  GdTextPage *page;
  xmlParserCtxt *parser;
  gboolean fragment;
  GArray *open;                      /* of Element */
  GPtrArray *tables;                 /* of GdHtmlTable*: open, outermost first. Owned */
  guint hidden, struck, raised, pre; /* open elements that are */
  GString *run;                      /* the text gathered */
  gboolean space, broken;            /* white space behind it, that holds a line break */
  GdSeparator before;                /* what stands before the text gathered */
  GString *title;                    /* NULL outside <title> */
  guint errors;
} GdHtml;

/* Ends the parser: page->error is set. */
void gd_html_stop(GdHtml *html);

/* The innermost open table, NULL if none is. Lent. */
GdHtmlTable *gd_html_innermost(const GdHtml *html);

/* The innermost open cell, NULL: the page. Lent. */
GdHtmlCell *gd_html_container(const GdHtml *html);

/* What was gathered is a line; the next one stands behind before. */
void gd_html_flush(GdHtml *html, GdSeparator before);

/* Gathers n bytes of text. */
void gd_html_add_text(GdHtml *html, const char *text, gsize n);

/* Closes the open cell of a table, if there are both. */
void gd_html_close_cell(GdHtml *html, GdHtmlTable *table);

/* Closes the innermost table: it becomes an item of the cell around it, or is written. */
void gd_html_close_table(GdHtml *html);

G_END_DECLS
