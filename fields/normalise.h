/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is printed → the normalised value of a header field.
 */
#pragma once

#include "fields/patterns.h"
#include "fields/reading.h"

G_BEGIN_DECLS

typedef struct {
  char *value;      /* owned; NULL if it cannot be made out */
  gboolean nothing; /* what is printed says that there is nothing: 无, — */
  gboolean certain; /* only one way to understand it */
  char *note;       /* what a person should know (English), NULL: nothing. Owned */
} GdNormalised;

/* By normaliser:
 *   text             squeezed, without punctuation at the end
 *   date             YYYY-MM-DD of an Arabic or Chinese date that the calendar has
 *   year             four digits
 *   document-number  code〔YYYY〕N号 (GB/T 9704-2012); other signs are noted
 *   names            persons' names joined by 、
 *   list             squeezed, without the full stop at the end
 */
GdNormalised gd_normalise(const GdFieldPatterns *patterns, GdNormaliser normaliser,
                          const GdReading *reading);

void gd_normalised_clear(GdNormalised *normalised);

/* The four digits of a year at the start of text, printed in Arabic or Chinese digits; 0 if it
 * does not start with one of 1900..2099. *length, if not NULL: its bytes. */
guint gd_year_parse(const char *text, gsize *length);

G_END_DECLS
