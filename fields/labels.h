/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "label: value" in the index blocks of web pages and of official documents;
 * several may stand on one line, parted by white space or a table's bars.
 */
#pragma once

#include "fields/patterns.h"
#include "fields/reading.h"

G_BEGIN_DECLS

typedef struct {
  const char *label; /* squeezed; lent by the patterns */
  gsize start;       /* byte of line->text where the label starts */
  gsize value;       /* where the value starts: behind the colon */
} GdLabelSpan;

/* The next label at or behind byte from. FALSE if there is none. */
gboolean gd_label_find(const GdFieldPatterns *patterns, const GdFieldLine *line, gsize from,
                       GdLabelSpan *span);

/* Whether a tab stands before byte at of line->text: text of a table has tabs between its cells. */
gboolean gd_label_tab_before(const GdFieldLine *line, gsize at);

G_END_DECLS
