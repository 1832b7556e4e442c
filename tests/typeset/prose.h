/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paragraphs about nothing in particular, in sentences written for this program.
 */
#pragma once

#include "rng.h"

G_BEGIN_DECLS

/* A paragraph of some sentences, none twice. Caller frees. */
char *ts_prose(TsRng *rng, guint year);

G_END_DECLS
