/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of HTML while it is read, and the grid that it becomes.
 *
 *     <td rowspan=2>a <td colspan=2>b         +---+---+---+
 *                     <td>c <td>d       →     | a |   b   |
 *                                             |   | c | d |
 *                                             +---+---+---+
 *
 * Cells take the free places of the grid from the left, row by row (HTML Standard, "forming a
 * table"). Columns and rows in which no cell begins are left out.
 */
#pragma once

#include "ingest/text_page.h"

G_BEGIN_DECLS

typedef struct GdHtmlTable GdHtmlTable;

/* What a cell or a page holds: a line of text, a row of a table that lays out the page, or a
 * table. */
typedef struct {
  GPtrArray *fields;  /* of char*; NULL for a table. Owned */
  GdHtmlTable *table; /* NULL for text. Owned */
  GdSeparator before;
} GdHtmlItem;

typedef struct {
  guint row_span, column_span; /* as written; row_span 0: all rows below in its section */
  GPtrArray *items;            /* of GdHtmlItem*. Owned */
  gboolean picture;            /* shows something that is no text */
} GdHtmlCell;

typedef struct {
  GPtrArray *cells; /* of GdHtmlCell*. Owned */
  guint section;    /* spans end where the section does */
} GdHtmlRow;

struct GdHtmlTable {
  GPtrArray *rows;  /* of GdHtmlRow*. Owned */
  GdHtmlRow *row;   /* that takes cells, NULL: none is open. Lent */
  GdHtmlCell *cell; /* that takes text, NULL: none is open. Lent */
  guint section;    /* number of the open one */
  guint n_cells;
  gboolean lays_out; /* the page says so */
};

GdHtmlItem *gd_html_item_new(const char *text, GdSeparator before);
void gd_html_item_free(GdHtmlItem *item);

GdHtmlTable *gd_html_table_new(void);
void gd_html_table_free(GdHtmlTable *table);

/* Opens a row; one without cells counts for spans only. */
void gd_html_table_row(GdHtmlTable *table);

/* Opens a cell, and a row if none is open. */
void gd_html_table_open(GdHtmlTable *table, guint row_span, guint column_span);

/* Whether the table only lays out its page. */
gboolean gd_html_table_lays_out(const GdHtmlTable *table);

/* Takes the table apart: its items in reading order (of GdHtmlItem*), rows of several short cells
 * as one item each. Frees table. Caller owns. */
GPtrArray *gd_html_table_unwrap(GdHtmlTable *table);

/* Adds the table as a grid, one line for each row. */
void gd_html_table_write(const GdHtmlTable *table, GdTextPage *page);

/* Adds one item as a line or as a grid. */
void gd_html_item_write(const GdHtmlItem *item, GdTextPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdHtmlTable, gd_html_table_free)

G_END_DECLS
