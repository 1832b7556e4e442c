/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which unit of the stream is which row of a form table.
 *
 * A form table is written as a sequence of items, in print order: for each
 * block its head (headings, corner, column labels) and its rows. The units are
 * written as a sequence too. Local alignment (Smith and Waterman, J. Mol. Biol.
 * 147, 1981) of the two finds where the table stands, which unit is which row,
 * which rows are missing and which units are strangers.
 */
#pragma once

#include "models/form.h"
#include "tables/stream.h"

G_BEGIN_DECLS

typedef enum {
  GD_ITEM_HEAD,       /* the head of a block; takes several units */
  GD_ITEM_ROW,        /* a row with a label */
  GD_ITEM_UNLABELLED, /* the value row of a block printed across */
  GD_ITEM_TITLE,      /* the label of a group in a row of its own, without numbers */
} GdItemKind;

typedef struct {
  GdItemKind kind;
  guint block;             /* index in the table */
  guint row;               /* index in the block, for GD_ITEM_ROW */
  const GdFormLine *line;  /* for GD_ITEM_ROW */
  GPtrArray *labels;       /* of GdLabelMatcher*: HEAD: all labels of the head; others: its own,
                              then those of its groups, innermost first. Lent by the plan */
  guint n_values;          /* printed columns */
  const GdFormLeaf *unit;  /* for GD_ITEM_ROW: a cell of the row, if the block has a column of units
                              beside the labels; else NULL. Lent by the form */
  gboolean column_numbers; /* for GD_ITEM_UNLABELLED: a row that numbers the columns is not it */
  gboolean needs_values;   /* its label alone is no row: where the form prints the block across,
                              it is a label of the head */
} GdItem;

/* A form table as items. */
typedef struct {
  const GdForm *form;
  guint table;
  gboolean down;        /* blocks that the form prints across are taken row by row, each with
                           its label, as some reports print them */
  gboolean turned;      /* blocks that some print with rows and columns exchanged are taken so */
  gboolean either;      /* a block may be turned: the head has to tell which way it is */
  GArray *items;        /* of GdItem. Owned */
  GPtrArray *matchers;  /* of GdLabelMatcher*: owns all. */
  GHashTable *by_label; /* GdFormLabel* → GdLabelMatcher*, lent */
  gboolean has_column_numbers; /* of a block: rows that number the columns are strangers */
  gboolean has_rows;           /* has items with labels of their own: GD_ITEM_ROW, GD_ITEM_TITLE */
  gboolean has_titles;         /* has items GD_ITEM_TITLE: a row of marks for none may be one */
  double best_score;           /* of a complete and flawless table */
  guint longest_label;         /* characters, folded */
} GdPlan;

/* down, turned: see GdPlan. */
GdPlan *gd_plan_new(const GdForm *form, guint table, gboolean down, gboolean turned);
void gd_plan_free(GdPlan *plan);

/* Block i of the table, as the plan takes it. Lent by the form. */
const GdFormBlock *gd_plan_block(const GdPlan *plan, guint i);

/* Whether the plan has the block as one printed row without a label. */
gboolean gd_plan_is_across(const GdPlan *plan, const GdFormBlock *block);

/* The matcher of a label of the table. Lent. */
const GdLabelMatcher *gd_plan_matcher(const GdPlan *plan, const GdFormLabel *label);

/* One place where a table stands. */
typedef struct {
  const GdPlan *plan; /* lent */
  guint first, last;  /* units */
  double score;
  double head_fit;    /* of a plan that may be turned: share of the columns whose labels were found
                         in its order (columns.h); else 0 */
  GPtrArray *matched; /* item → GArray of guint (units), possibly empty. Owned */
  GArray *strangers;  /* of guint: units within that match no item. Owned */
} GdHit;

void gd_hit_free(GdHit *hit);

/* Units of item i (of guint), empty if it was not found. Lent. */
static inline const GArray *gd_hit_units(const GdHit *hit, guint item)
{
  return hit->matched->pdata[item];
}

/* All places where the table stands, in order of units. Caller owns the array
 * of GdHit*. */
GPtrArray *gd_align(const GdPlan *plan, const GdStream *stream);

G_END_DECLS
