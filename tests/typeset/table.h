/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table to be typeset: the cells of a form table by logical rows and columns,
 * before (build) and after (measure) they have places.
 *
 *     rows     one below the other, each with a height; heads included
 *     columns  each block has its own: label columns (the last may be one of units), then
 *              value columns
 *     cells    span rows r0..r1 and columns c0..c1 of their block, ends excluded
 */
#pragma once

#include <pango/pangocairo.h>

#include "figures.h"

G_BEGIN_DECLS

typedef enum {
  TS_HEADING, /* line above the columns */
  TS_CORNER,  /* beside the column labels */
  TS_HEAD,    /* column label, single or group */
  TS_GROUP,   /* row label of a group */
  TS_LABEL,   /* row label */
  TS_VALUE,   /* a cell of the form */
  TS_STRANGE, /* a cell of an unknown row */
  TS_FILL,    /* beside a title, in a column of units, a number of a column */
} TsRole;

typedef struct {
  TsRole role;
  guint block, r0, r1, c0, c1;
  char *text;           /* owned */
  guint leaf;           /* index into the form's leaves, G_MAXUINT: none */
  gboolean single_head; /* a column's own label */

  /* set by measuring */
  PangoLayout *layout;            /* owned */
  gboolean vertical;              /* set from top to bottom, upright characters */
  double x0, x1;                  /* points from the table's left side */
  double text_width, text_height; /* points, as displayed */
  guint n_lines;

  /* while drawing */
  guint next_line; /* lines drawn so far */
} TsCell;

typedef struct {
  double height; /* points */
  guint block;
  gboolean head; /* heading or column labels */
} TsRow;

/* A row that the form does not know. */
typedef struct {
  const char *after; /* id of the row it stands behind. Lent */
  char *label;       /* owned */
  GPtrArray *cells;  /* of char*, owned */
} TsStrangeRow;

typedef struct {
  const TsFigures *figures; /* lent */
  guint table;              /* of the form */
  GPtrArray *cells;         /* of TsCell* */
  GArray *rows;             /* of TsRow */
  GArray *label_columns;    /* of guint: of each block */
  GArray *value_columns;    /* of guint: of each block */
  GArray *unit_columns;     /* of guint: of each block, 1 if its last label column has units */
  TsStrangeRow *strange;    /* NULL if none */
  double width;             /* points */
  double size;              /* of its text, points */
  guint wrapped_numbers;    /* numbers broken over lines */
} TsTable;

TsTable *ts_table_new(const TsFigures *figures, guint table, const TsParams *params, guint year,
                      TsRng rng);
void ts_table_free(TsTable *table);

/* Puts count misprints into labels of the tables (of TsTable*). */
void ts_tables_misprint(const GPtrArray *tables, guint count, TsRng rng);

/* Cuts or empties one column head of one table, where params ask for it. */
void ts_tables_damage_head(const GPtrArray *tables, const TsParams *params, TsRng rng);

static inline TsRow *ts_table_row(const TsTable *table, guint i)
{
  return &g_array_index(table->rows, TsRow, i);
}

static inline const GdFormTable *ts_table_form(const TsTable *table)
{
  return table->figures->values->form->tables->pdata[table->table];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsTable, ts_table_free)

G_END_DECLS
