/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The readings of a cell as one list of texts, each with the probability that it is what is
 * printed. Two readers of values and, where it was asked, the reader of text have a say; what is
 * left to 1 says that none of them has it.
 */
#pragma once

#include "models/request.h"

G_BEGIN_DECLS

/* label: the answer to the same cell as a label; may be NULL. The likelier first. Caller owns
 * (of GdAlternative*). */
GPtrArray *gd_choices_of_reading(const GdCellReading *reading, const GdReadAnswer *label);

/* The same of a cell that holds an amount, whose point may be lost (7035 may have been 70.35).
 * pointed: what raw is with the point, if something says that it was lost (scan_text.h); else NULL.
 * Caller owns. */
GPtrArray *gd_choices_of_amount(const GPtrArray *choices, const char *raw, const char *pointed);

/* Whether one of the choices (of GdAlternative*) has as many digits as the number, and at least
 * half of them in their places; marks and units are passed over. */
gboolean gd_choices_have_like(const GPtrArray *choices, const char *number);

G_END_DECLS
