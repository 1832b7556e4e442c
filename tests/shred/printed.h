/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table as it was printed, before it is broken into text: rows of cells over
 * one set of columns. All ways of breaking start from this record.
 *
 *     columns   0          1          2         3
 *     row 0   | heading over all columns                 |
 *     row 1   | corner   | head     | head    | head     |
 *     row 2   | label    | value    | value   | value    |
 *     row 3   | label    | value    | (filler: the block is narrower) |
 *
 * A cell that spans rows stands in the row it begins in only.
 */
#pragma once

#include "tests/typeset/table.h"

G_BEGIN_DECLS

/* What happens to a cell's number. */
typedef enum {
  SH_KEPT,
  SH_LOST_FIELD, /* the number is gone, the separators around it stay, where there are any */
  SH_LOST_GONE,  /* the cell is gone with its separator */
} ShLoss;

typedef struct {
  TsRole role;
  guint column;        /* it begins in */
  guint rows, columns; /* spanned, at least 1 */
  char *text;          /* owned */
  guint leaf;          /* of the form, G_MAXUINT: none */
  gboolean filler;     /* an empty cell beyond the columns of a narrow block */
  gboolean blank;      /* a value that is printed as nothing or as a mark for none */
  gboolean again;      /* printed once more, behind the first */
  ShLoss loss;
} ShCell;

typedef struct {
  GPtrArray *cells; /* of ShCell*, from the left. Owned */
  guint block;
  gboolean head; /* a heading or column labels */
} ShRow;

typedef struct {
  const TsTable *source; /* lent */
  char *title;           /* owned; NULL: not printed */
  GPtrArray *rows;       /* of ShRow*. Owned */
  guint n_columns;
} ShTable;

/* The table as printed. Blocks that are narrower than the table end in a filler,
 * or in a last cell that reaches to the edge. */
ShTable *sh_table_new(const TsTable *source, const char *title, TsRng rng);
void sh_table_free(ShTable *table);

/* A row without cells. Caller owns, until it is put into a table. */
ShRow *sh_row_new(guint block, gboolean head);

ShCell *sh_cell_copy(const ShCell *cell);

/* Adds a cell to the row, behind cell i - 1. Takes it over. */
void sh_row_insert(ShRow *row, guint i, ShCell *cell);

static inline ShRow *sh_row(const ShTable *table, guint i)
{
  return table->rows->pdata[i];
}

static inline ShCell *sh_cell(const ShRow *row, guint i)
{
  return row->cells->pdata[i];
}

/* Whether the row holds a cell of the form or of an unknown row. */
gboolean sh_row_has_values(const ShRow *row);

/* The row's own label: the last label cell before its values; NULL if it has none. Lent. */
ShCell *sh_row_label(const ShRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShTable, sh_table_free)

G_END_DECLS
