/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences that state numbers of the tables, some of them wrong; and sentences
 * that only look like it (other years, other bodies). Both come only where the
 * parameter "stated" is forced. They name cells of the disclosure reports; a form
 * that has no such cells gets no such sentence.
 */
#pragma once

#include "table.h"

G_BEGIN_DECLS

/* One sentence and what is true of it. */
typedef struct {
  const char *statement; /* id of the form's statement. Static */
  char *sentence;
  gint64 says, holds; /* the sentence's number; the sum of the cells as printed */
} TsStated;

/* Draws the sentences about tables (of TsTable*) of one report on that year: an array of
 * TsStated*, empty where "stated" is no. Statements about cells that are printed blank are
 * left out. Caller owns. */
GPtrArray *ts_stated_new(const GPtrArray *tables, const TsParams *params, guint year, TsRng rng);

/* A sentence that states nothing of this report's tables. Caller frees. */
char *ts_stated_bait(TsRng *rng, guint year);

G_END_DECLS
