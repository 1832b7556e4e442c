/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of a form with random numbers that satisfy its relations, and readings of them as two
 * readers give them, some of them wrong: what the proof by the sums (tables/proof.h) is measured
 * and tested with. No picture is made.
 */
#pragma once

#include "tables/values.h"

G_BEGIN_DECLS

/* Where the readings of a table without rulings stand. */
typedef enum {
  GD_PLACES_RULED,  /* in the cells of a drawn grid */
  GD_PLACES_OPEN,   /* in rows of text, each where it belongs */
  GD_PLACES_BESIDE, /* of one row, from a column on, one column too far right: something else stands
                       before them, and the last number is lost */
  GD_PLACES_SWAPPED, /* of one row, two neighbours exchanged */
  GD_PLACES_ABOVE, /* from a row on, some rows one row too high, and the last of them is read again
                      or has zeros */
} GdPlaces;

/* What is done to a table. */
typedef struct {
  guint n_wrong; /* cells in relations that are misread: a digit another, one lost or doubled, the
                    cell unreadable, or ink that is not seen */
  guint n_misprints; /* totals that are printed wrong, and that readers are sure of */
  double unsure; /* 0..1: share of the other cells that readers read rightly without being sure */
  gboolean sure_too; /* misreadings may be such that both readers are sure of them */
  GdPlaces places;
} GdCorruption;

/* A table as it was printed and as it was read. */
typedef struct {
  const GdForm *form;   /* lent */
  GdDocument *document; /* owned */
  GdValueSet *set;      /* its values. Owned */
  gint64 *printed;      /* by leaf. Owned */
  guint8 *blank;        /* by leaf: 1: nothing is printed, or a dash. Owned */
  guint8 *wrong;        /* by leaf: 1: misread. Owned */
  guint8 *sure;         /* by leaf: 1: both readers agree, and are sure. Owned */
} GdCorrupted;

/* A table of one of the forms, with the relations not yet evaluated. forms must outlive it. Caller
 * owns. */
GdCorrupted *gd_corrupted_new(const GdFormSet *forms, GRand *random, const GdCorruption *how);
void gd_corrupted_free(GdCorrupted *table);

/* Whether the value of a leaf is what is printed. */
gboolean gd_corrupted_is_right(const GdCorrupted *table, guint leaf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCorrupted, gd_corrupted_free)

G_END_DECLS
