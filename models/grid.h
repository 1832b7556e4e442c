/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A grid: the geometry of one table on one page, and the text in its cells.
 *
 *        x0     x1     x2     x3       dividers[GD_VERTICAL]
 *     y0 +------+------+------+
 *        |  a   |  b   |  c   |        b: row 0, column 1
 *     y1 +------+------+------+
 *        |  d          |  e   |        d: row 1, column 0, 2 columns wide
 *     y2 +-------------+------+        dividers[GD_HORIZONTAL]
 *
 * A merged cell appears once, at its top left row and column.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

typedef struct {
  double at;      /* y of a horizontal, x of a vertical divider; page space */
  gboolean drawn; /* FALSE: inferred from the alignment of words */
  double doubt;   /* 0..1: 0 certain, 1 a guess */
} GdDivider;

typedef struct {
  guint row, column;           /* of its top left, from 0 */
  guint row_span, column_span; /* at least 1 */
  GdBox box;                   /* page space */
  char *text;                  /* words joined, lines joined without a break; "" if empty. Owned */
  guint n_lines;               /* lines of text in it */
  double confidence;           /* least of its words, 1 if empty */
  GPtrArray *alternatives;     /* of its only word (GdWord); NULL: none, or several words. Owned */
  GPtrArray *rivals;           /* of the characters of text (GdWord); NULL: not known. Owned */
  char *known;                 /* of all of its words (GdWord); NULL: none. Owned */
  guint unreadable : 1;        /* see GdWord */
  guint uneven : 1;            /* see GdWord */
  guint confirmed : 1;         /* of its only word (GdWord) */
  guint overflow : 1;          /* a word reaches clearly over the cell's border */
  guint split_number : 1;      /* digits continue on a second line of the cell */
  guint crowded : 1;           /* several numbers, or numbers and lines of words */
  guint ragged : 1;            /* the merged region was not a rectangle */
  guint mended : 1;            /* a border of it is a mended ruling (GdRuling) */
} GdCell;

typedef struct {
  guint page;          /* page number, from 1 */
  gboolean scanned;    /* drawn lines of a picture; its text was read by guidang */
  GdBox box;           /* page space */
  GArray *dividers[2]; /* of GdDivider; [GD_HORIZONTAL] by y, [GD_VERTICAL] by x. Owned */
  GPtrArray *cells;    /* of GdCell*, by row, then column. Owned */
} GdGrid;

GdGrid *gd_grid_new(guint page);
void gd_grid_free(GdGrid *grid);

GdCell *gd_cell_new(guint row, guint column, guint row_span, guint column_span, GdBox box);
void gd_cell_free(GdCell *cell);

/* Rows and columns between the dividers; 0 if there are fewer than two dividers. */
guint gd_grid_rows(const GdGrid *grid);
guint gd_grid_columns(const GdGrid *grid);

/* The cell that covers an elementary row and column, NULL if none does. Lent. */
GdCell *gd_grid_lookup(const GdGrid *grid, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdGrid, gd_grid_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCell, gd_cell_free)

G_END_DECLS
