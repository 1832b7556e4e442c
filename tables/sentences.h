/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text around the tables as sentences.
 *
 * Patterns see plain text: white space, quotes and emphasis gone, punctuation
 * full-width (，：（） also where , : ( ) are printed, but for commas
 * between digits), letters and digits half-width, traditional characters
 * simplified. Unlike folding (models/text.h) this turns no ² or ① into a digit.
 */
#pragma once

#include "models/document.h"

G_BEGIN_DECLS

typedef struct {
  char *text;     /* plain, without the full stop. Owned */
  guint page;     /* where it begins */
  guint topic;    /* byte where the text of this sentence begins: a sentence that follows one that
                     begins with a year (2023年，…) in its paragraph has that year put before it */
  gboolean title; /* a paragraph that ends without a full stop */
} GdSentence;

/* utf8 as plain text. Caller frees. */
char *gd_plain_text(const char *utf8);

/* The sentences of pages from first to last, in reading order, within the caps of
 * sentences.c. Left out: pages and words that cannot be trusted, lines of tables
 * (lines at the height of a value of document; of text inputs see text_table.h). An array of
 * GdSentence*; caller owns. */
GPtrArray *gd_sentences(const GdDocument *document, guint first, guint last);

G_END_DECLS
