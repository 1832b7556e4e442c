/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as they are printed: wrong totals, marks for none, separators, signs,
 * units and notes in cells. What stands in a figure is the truth of its cell.
 */
#pragma once

#include "params.h"
#include "values.h"

G_BEGIN_DECLS

/* One cell as printed. */
typedef struct {
  char *text;       /* on the page; "" if the cell is left empty. Owned */
  GdNumber number;  /* printed; meaningless if blank */
  gboolean blank;   /* empty, or a mark for none */
  const char *unit; /* printed behind the number, NULL if none. Lent by the form */
} TsFigure;

typedef struct {
  TsValues *values;  /* owned */
  TsFigure *figures; /* one for each leaf of the form */
  GArray *wrong;     /* of guint: leaves whose printed total is wrong */
} TsFigures;

/* Prints values, which it takes over, by the parameters. tables[t]: whether table
 * t of the form is printed (wrong totals are made in those only). */
TsFigures *ts_figures_new(TsValues *values, const TsParams *params, const gboolean *tables,
                          TsRng rng);
void ts_figures_free(TsFigures *figures);

/* The numbers as printed, blanks as 0; form->leaves->len of them. Caller frees. */
GdNumber *ts_figures_numbers(const TsFigures *figures);

/* A number in the style of the document, without unit and notes. Caller frees. */
char *ts_print_number(GdNumber number, gboolean is_signed, const TsParams *params);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsFigures, ts_figures_free)

G_END_DECLS
