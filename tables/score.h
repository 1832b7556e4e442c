/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well a unit of the stream fits an item of a form table. Scores are in
 * rows: a row whose label is printed without a flaw scores 1, so that every
 * other score says how many sound rows it is worth.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

#define GD_SCORE_ROW 1.0
/* A unit of a head. Heads hold few and common words (总计, 其他), rows many. */
#define GD_SCORE_HEAD 0.6
/* The label of a group in a row of its own: it says less than a row, but not little. */
#define GD_SCORE_TITLE 0.5
/* The pair does not fit at all. */
#define GD_SCORE_NEVER (-100.0)

/* Labels at this distance or less may be the same label misprinted; beyond it
 * more than two in five characters differ and other labels come as close. */
#define GD_LABEL_WORST 0.42

/* The score of unit as the item. */
double gd_score_unit(const GdItem *item, const GdUnit *unit);

/* The score of consecutive units as one row: a page break cuts it, or its label
 * takes several lines of text. Labels are joined downwards. */
double gd_score_run(const GdItem *item, GdUnit *const *units, guint n);

/* What it costs to pass over a unit inside the table of the plan: little for
 * page furniture, prose and pieces of its own labels, much for a row with
 * numbers. Not positive. */
double gd_score_stranger(const GdPlan *plan, const GdUnit *unit);

/* What it costs that an item is not printed. Not positive. */
double gd_score_missing(const GdItem *item);

/* The distance of the item's own label from the best of the unit's label
 * tokens, 1 if none is near. *token (may be NULL) receives its index. */
double gd_row_distance(const GdItem *item, const GdUnit *unit, guint *token);

/* The same for a row of several units. */
double gd_run_distance(const GdItem *item, GdUnit *const *units, guint n);

/* Whether the unit numbers the columns: 1 2 3 … in order, GD_FEWEST_COLUMN_NUMBERS of them
 * at least, perhaps behind a label; one of six may be another character. On a scan most of them are
 * enough (score_scan.h). */
gboolean gd_unit_numbers_columns(const GdUnit *unit);

/* Whether the numbers of a text input begin with those of n columns, 1 to n, and others follow:
 * nothing parts them from the numbers below. */
gboolean gd_unit_begins_with_column_numbers(const GdUnit *unit, guint n);

/* Fewer may be numbers of the table. */
#define GD_FEWEST_COLUMN_NUMBERS 3

/* Number of tokens before the first value: labels and empty cells. */
guint gd_unit_label_end(const GdUnit *unit);

G_END_DECLS
