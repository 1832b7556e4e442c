/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs: which units next to each other may be one row. A run of units is
 * described by its label, all words joined in order, and how many numbers it has.
 *
 *     [二、上年结转政府信] [2141 3044 … 14675] [息公开申请数量]
 *                                              run of 1: 息公开申请数量, no numbers
 *     run of 3: 二、上年结转政府信息公开申请数量, 7 numbers
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

/* Units of a row at most: words of a label cut by spaces and lines, with its
 * numbers in two places. */
#define GD_TEXT_RUN 9

typedef struct {
  GdShape words;            /* joined; meaningful if n_words > 0 */
  GdLabelText label;        /* the same in all shapes: */
  gboolean shaped;          /* only if it was needed */
  const GdShape *pieces[2]; /* its first two words. Lent by the stream */
  guint n_words, n_values;
  guint first;           /* unit it begins with */
  gboolean values_first; /* it begins with numbers */
  gboolean has_digits;   /* its numbers are not only marks for none */
} GdTextRun;

/* Whether each unit is a word of no row's own label but of a group's, or one that stands in a
 * column of units: such words, and page furniture, may stand anywhere inside a run, which passes
 * over them. A unit would else begin the label of the next row as well as end that of its own.
 *
 *     [2、没有现成信息需要] [314 … 1835] [三、本年度办] [另行制作] [理结果]
 *
 * Caller frees. */
gboolean *gd_text_passed_over(const GdPlan *plan, const GdStream *stream);

/* The runs that end with unit u, by number of units from 1 on, into runs: as many as
 * have labels of up to `longest` characters. Returns how many there are; 0 if the unit
 * is not of a text input, or is itself passed over. */
guint gd_text_runs(const GdStream *stream, const gboolean *passed, guint unit, guint longest,
                   GdTextRun runs[GD_TEXT_RUN]);

/* The first unit of the run of n units that ends with unit u. */
guint gd_text_run_first(const GdStream *stream, const gboolean *passed, guint unit, guint n);

/* The score of a run as a row, in rows (see score.h). Shapes its label if it has to. */
double gd_score_text_run(const GdItem *item, GdTextRun *run);

/* The distance of a label of n words from the item's own, the words in any order. */
double gd_text_label_distance(const GdItem *item, const GdLabelText *label, guint n_words);

/* The words of all given units joined, as far as they are boxless. Returns how many
 * there are; label is set only if there are some. */
guint gd_units_label(GdUnit *const *units, guint n, GdLabelText *label);

G_END_DECLS
