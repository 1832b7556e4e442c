/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streaks of both directions → tables: those that cross others, in groups that hold
 * together.
 */
#pragma once

#include "raster/view.h"

G_BEGIN_DECLS

/* The lines of one table, across the whole of it; each of GdStreak, by position. */
typedef struct {
  GArray *rows;    /* Owned */
  GArray *columns; /* Owned */
} GdRuledTable;

void gd_ruled_table_free(GdRuledTable *table);

/* Drops streaks (of GdStreak) that do not cross two of the other direction, again and again.
 * Streaks that follow one another on one line are joined first. */
void gd_crossings_prune(const GdView *rows, GArray *row_streaks, const GdView *columns,
                        GArray *column_streaks);

/* The tables among pruned streaks. Caller owns (of GdRuledTable*). */
GPtrArray *gd_crossings_group(const GdView *rows, const GArray *row_streaks, const GdView *columns,
                              const GArray *column_streaks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdRuledTable, gd_ruled_table_free)

G_END_DECLS
