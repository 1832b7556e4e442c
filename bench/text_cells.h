/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is counted of texts. Three kinds of cells are counted apart:
 *
 *   whole   the number is in the text
 *   lost    it was left out (--lost): that must show
 *   empty   it is printed as nothing, which a text does not tell from a loss
 */
#pragma once

#include "bench/measure.h"

G_BEGIN_DECLS

typedef struct {
  guint all;
  guint right;          /* ok, blank or inferred, and so it is */
  guint doubtful;       /* a person must look */
  guint missing;        /* or not in the output at all */
  guint silent;         /* ok or blank, and wrong */
  guint inferred_wrong; /* the same by relations */
} GdTextCells;

typedef struct {
  const char *name; /* of the way. Lent */
  guint texts, unread, reports;
  GdTextCells whole, lost, empty;
  guint invisible; /* lost cells that nothing points to */
  guint fields, fields_right, fields_silent;
  guint contradicted;         /* findings that prose and tables disagree: they do not */
  double milliseconds, worst; /* processor time: sum, largest */
} GdTextGroup;

/* A text that was converted. */
typedef struct {
  guint seed;
  const char *way;            /* lent */
  const GdTruth *truth;       /* lent */
  const GPtrArray *documents; /* found in it; NULL: it could not be read. Lent */
  gboolean traditional;       /* names come out as they are written: not compared */
  gboolean list;              /* print what is not right or not sure */
} GdTextCase;

/* Compares a text with its truth, and counts. */
void gd_text_compare(const GdTextCase *text, GdTextGroup *group);

/* Adds what was counted in group to sum. */
void gd_text_group_add(GdTextGroup *sum, const GdTextGroup *group);

/* Prints the cells of a group, and, of all texts together, the rest as well. */
void gd_text_group_print(const GdTextGroup *group);
void gd_text_total_print(const GdTextGroup *all);

G_END_DECLS
