/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which x range is which printed column of a block.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

typedef struct {
  const GdGrid *grid; /* the grid whose head or rows gave the range; NULL: unknown */
  double x0, x1;      /* page space */
  double distance;    /* of the label found from the form's; 1 if none was found */
  gboolean learned;   /* from complete rows, not from the label */
  double centre;      /* x of the middle of the label; meaningful if distance < 1 */
  GdFolded label;     /* as printed; empty if none was found */
  const char *why;    /* why the column is in doubt; NULL: it is not. Static */
} GdColumnRange;

typedef struct {
  GArray *ranges;  /* of GdColumnRange, one for each printed column. Owned */
  gboolean across; /* all cells of the block stand in one line: as many numbers are best read in
                      their order, however little is known of the columns */
  GArray *strange; /* of GdColumnRange: labels of the head that are none of the form's. Owned */
} GdColumns;

/* Finds the printed columns of the item's block from the units of its head.
 * Range i belongs to printed column i (for a block printed across: row * columns
 * + column). Columns whose label was not found have grid NULL. Caller owns it. */
GdColumns *gd_columns_find(const GdHit *hit, guint head_item, const GdStream *stream);

/* The share of the printed columns of all blocks whose label was found and is in no doubt,
 * 0..1: says which way a block is printed that may be turned. */
double gd_columns_fit(const GdHit *hit, const GdStream *stream);

void gd_columns_free(GdColumns *columns);

static inline GdColumnRange *gd_column(const GdColumns *columns, guint i)
{
  return &g_array_index(columns->ranges, GdColumnRange, i);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdColumns, gd_columns_free)

G_END_DECLS
