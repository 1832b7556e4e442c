/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways in which a printed table becomes text. Each is a small function over
 * the same record (printed.h); a text uses one way for all its tables.
 */
#pragma once

#include "options.h"
#include "printed.h"
#include "tests/typeset/facts.h"

G_BEGIN_DECLS

typedef enum { SH_PLAIN, SH_MARKDOWN, SH_HTML } ShKind;

/* The text while it is written. */
typedef struct {
  GString *out;
  ShOptions options;
  const TsFacts *facts;   /* lent */
  const TsParams *params; /* of the typesetter. Lent */
  guint64 seed;
  TsRng rng;           /* of the part that is written now, see sh_text_stream() */
  guint page;          /* page number of the furniture, from 1 */
  gboolean bare_pages; /* page numbers may stand without any sign: where cells show, they are told
                          from numbers of the table */
  gboolean nested;     /* in HTML: layout tables, markup inside labels, fillers */
} ShText;

typedef struct {
  const char *name, *help;
  ShKind kind;
  /* Cells without text leave a trace (a separator), so that one can tell that they were there. */
  gboolean shows_empty;
  gboolean takes_doubles; /* a row may hold a number twice */
  void (*write)(ShText *text, const ShTable *table);
} ShWay;

/* way_bars.c: bars behind cells */
void sh_write_bar_cells(ShText *text, const ShTable *table);
void sh_write_bar_lines(ShText *text, const ShTable *table);
void sh_write_bar_rows(ShText *text, const ShTable *table);

/* way_cells.c: one cell to a line, nothing between */
void sh_write_cells(ShText *text, const ShTable *table);
void sh_write_pieces(ShText *text, const ShTable *table);

/* way_lines.c: one row to a line */
void sh_write_tabs(ShText *text, const ShTable *table);
void sh_write_spaces(ShText *text, const ShTable *table);
void sh_write_cut_rows(ShText *text, const ShTable *table);

/* way_markdown.c */
void sh_write_ocr_markdown(ShText *text, const ShTable *table);
void sh_write_row_tables(ShText *text, const ShTable *table);

/* way_html.c */
void sh_write_html(ShText *text, const ShTable *table);

/* way_aligned.c: columns held by blanks */
void sh_write_aligned(ShText *text, const ShTable *table);

/* ---- shared by the ways (pieces.c) ---------------------------------------- */

/* What follows is drawn from the stream of that name: no part of a text depends on what was drawn
 * for another. */
void sh_text_stream(ShText *text, const char *name);

/* The text of a cell as it appears: "" if its number is lost. Lent. */
const char *sh_cell_text(const ShCell *cell);

/* Whether nothing at all is left of the cell. */
gboolean sh_cell_gone(const ShCell *cell);

/* A label in n pieces (at least 1; fewer if it is short), none of which is a
 * number and none of which cuts one. NULL-terminated, caller frees. */
char **sh_label_pieces(const char *label, guint n, TsRng *rng);

/* The label with blanks put in, as copies of PDFs have them. Caller frees. */
char *sh_label_spaced(const char *label, TsRng *rng);

/* A page number, running head or both, in lines of their own. */
void sh_write_furniture(ShText *text);

/* The same between two rows of a table, now and then, where the text has such pages. */
void sh_maybe_furniture(ShText *text);

/* Whether the cell of that row is one of its numbers (of an unknown row, too). */
gboolean sh_cell_is_number(const ShRow *row, const ShCell *cell);

/* Positions of the row's grid that hold no cell of their own. */
guint sh_row_surplus(const ShTable *table, const ShRow *row);

/* Cells left over of a row (of ShCell*): without those that are gone. Caller owns the array. */
GPtrArray *sh_row_left(const ShRow *row);

G_END_DECLS
