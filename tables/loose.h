/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loose rows: rows of a text input with fewer or more numbers than columns. Which
 * number is lost, or too many, only the relations can tell: every way to place the
 * numbers is tried, and what all ways that satisfy the relations have in common is
 * certain.
 */
#pragma once

#include "tables/place.h"

G_BEGIN_DECLS

typedef struct {
  guint first_place; /* in GdPlacement.places: that of its first column */
  guint n_columns;   /* its places follow each other */
  guint page;
  GPtrArray *cells;       /* of GdCell*: its numbers in order. Lent by the stream */
  guint *preferred;       /* n_columns: the number (from 1) that separators, or numbers printed
                             twice, put in a column, 0: none. Owned */
  gboolean has_preferred; /* FALSE: nothing speaks for one way */
  const char *why;        /* why the whole row is in doubt; NULL: it is not. Static */
} GdLooseRow;

GdLooseRow *gd_loose_row_new(guint n_columns, guint page);
void gd_loose_row_free(GdLooseRow *row);

/* Fills in the places of the loose rows: cell where every way agrees, number where a
 * lost one can only be that (GdPlace.inferred), else a doubt. Adds a finding for each
 * row. */
void gd_loose_settle(GdPlacement *placement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLooseRow, gd_loose_row_free)

G_END_DECLS
