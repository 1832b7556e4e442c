/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rules of one field found in a document, and the choice among it.
 */
#pragma once

#include "fields/layout.h"

G_BEGIN_DECLS

/* A value that stands behind a label of an index block. */
typedef struct {
  const char *label;  /* squeezed; lent by the patterns */
  GdReading *reading; /* owned */
} GdLabelled;

/* All labelled values of head and ending, in order; an empty one is left out.
 * An array of GdLabelled*; caller owns. */
GPtrArray *gd_labelled_values(const GdLayout *layout);

/* Applies the rules of one field. labelled: see gd_labelled_values(). Adds at most
 * one field to the document, and findings about it. */
void gd_field_settle(GdDocument *document, const GdFieldRules *field, const GdLayout *layout,
                     const GPtrArray *labelled);

G_END_DECLS
