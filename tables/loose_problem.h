/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to loose.c and loose_check.c: the loose rows of a table while ways to place their numbers
 * are tried.
 */
#pragma once

#include "tables/loose.h"

G_BEGIN_DECLS

typedef enum {
  GD_LOOSE_ABSENT, /* of an option that is not printed */
  GD_LOOSE_OPEN,   /* no number to reckon with */
  GD_LOOSE_KNOWN,
  GD_LOOSE_LOST,
} GdLooseKind;

typedef struct {
  GdLooseKind kind;
  GdNumber number;
  gboolean blank; /* GD_LOOSE_KNOWN, and counted as 0 */
} GdLooseLeaf;

/* One way to place a row's numbers. */
typedef struct {
  guint *token_of; /* per column: number of its token from 1, 0: lost. Owned */
  guint8 *or_lost; /* per column: 1 if it is lost in this way or in one of equal numbers. Owned */
  GdLooseLeaf *leaves; /* per column. Owned */
} GdLooseWay;

typedef struct {
  GdLooseRow *row;
  GPtrArray *ways;     /* of GdLooseWay*: those that the row alone leaves. Owned */
  guint8 *or_lost;     /* per column: 1 if it is lost in a choice that holds. Owned */
  GdLooseLeaf *common; /* per column: what all choices have in common; GD_LOOSE_OPEN: nothing. NULL:
                   there is no choice. Owned */
  const GdLooseWay *best; /* in the first choice, or that the separators prefer. Lent */
} GdLoose;

typedef struct {
  GdPlacement *placement;
  const GdForm *form;
  GdLooseLeaf *leaves;  /* by leaf index */
  gboolean *unproved;   /* by leaf index: a relation through it cannot be assessed */
  GPtrArray *equations; /* of GdEquation*: those through loose rows */
  GPtrArray *rows;      /* of GdLoose* */
  gboolean has_marks;   /* the table prints marks for none */
} GdLooseProblem;

/* The place of a row's column. Lent by the placement. */
static inline GdPlace *gd_loose_place(const GdLooseProblem *p, const GdLooseRow *row, guint column)
{
  return &g_array_index(p->placement->places, GdPlace, row->first_place + column);
}

/* By leaf: 1 if no number was printed for it in a choice, which has one way for each row, or NULL.
 * Caller frees. */
guint8 *gd_loose_lost(const GdLooseProblem *p, GdLooseWay *const *ways);

/* Once all lost numbers of a choice are known: opens (unproved) the leaves of rows whose choice no
 * relation had a chance to refuse. was_lost: by leaf, as it was before. */
void gd_loose_open_unchecked(GdLooseProblem *p, const guint8 *was_lost);

G_END_DECLS
