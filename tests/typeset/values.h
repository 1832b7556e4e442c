/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * True values for a form: random parts, and totals that satisfy the form's
 * relations of the same year, whatever those are. Nothing here knows a form.
 */
#pragma once

#include "models/form.h"
#include "rng.h"

G_BEGIN_DECLS

/* Digits behind the point that amounts in relations have. */
#define TS_RELATION_DECIMALS 2

/* The numbers of one report in one form; arrays have form->leaves->len elements. */
typedef struct {
  const GdForm *form; /* lent */
  guint *options;     /* active option of each alternative */
  gboolean *active;   /* whether the leaf is printed at all */
  gboolean *related;  /* whether it stands in an active relation of this year */
  gboolean *defined;  /* whether it is a total: alone on one side of a relation */
  GdNumber *numbers;
} TsValues;

/* Draws values. option: 0 first, 1 second (if there is one) of every
 * alternative. zero_share: probability that a part is 0. In every table at least
 * half of the cells are not 0 and rows with equally many columns differ. NULL
 * and an error of GD_ERROR_FORM if no such values are found. */
TsValues *ts_values_new(const GdForm *form, guint option, double zero_share, TsRng rng,
                        GError **error);
void ts_values_free(TsValues *values);

/* Whether the equation is about one year and all of its cells are printed. Terms
 * of inactive rows count as absent; an equation without active terms on either
 * side is not active. */
gboolean ts_equation_active(const TsValues *values, const GdEquation *equation);

/* Left minus right of an active equation over given numbers. */
GdNumber ts_equation_difference(const TsValues *values, const GdEquation *equation,
                                const GdNumber *numbers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsValues, ts_values_free)

G_END_DECLS
