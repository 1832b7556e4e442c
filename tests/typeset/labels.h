/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels as they are really printed: the form's text with other brackets,
 * numbering and quotes, blanks, notes, the year, misprints.
 */
#pragma once

#include "models/form.h"
#include "params.h"
#include "rng.h"

G_BEGIN_DECLS

/* The label's text (or, where params ask for variants, one of its others),
 * dressed by the parameters. is_signed: it heads a column of signed numbers.
 * noted: it may get a note. Caller frees. */
char *ts_label_dress(const GdFormLabel *label, const TsParams *params, guint year,
                     gboolean is_signed, gboolean noted, TsRng *rng);

/* Drops or changes a character or two, not digits or punctuation. NULL if the
 * text is too short to be recognised afterwards. Caller frees. */
char *ts_label_misprint(const char *text, TsRng *rng);

/* The first characters of a head that is cut. Caller frees. */
char *ts_label_cut(const char *text);

G_END_DECLS
