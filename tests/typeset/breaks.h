/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a table is cut by page breaks. A plan is a list of segments, one for
 * each page; a segment is a list of slices: whole rows, or one of the two parts
 * of a row that is cut in two.
 */
#pragma once

#include "params.h"
#include "table.h"

G_BEGIN_DECLS

typedef struct {
  guint row;
  guint part;     /* 0: whole; 1, 2: first and second part of a row that is cut */
  double height;  /* points */
  gboolean again; /* a head printed once more */
} TsSlice;

/* A forced cut. */
typedef struct {
  gboolean set;
  guint row;         /* the cut stands before this row, or inside it */
  guint lines;       /* of its label on the first page; 0: not inside the row */
  double heights[2]; /* of both parts, if inside */
} TsCut;

/* The cut that the parameters ask for in this table (not set if none suits);
 * page_room: room of an empty page below a table's title (points). */
TsCut ts_cut_choose(const TsTable *table, const TsParams *params, double page_room, TsRng *rng);

/* Height of the table down to the cut, points. */
double ts_cut_height(const TsTable *table, const TsCut *cut);

/* Segments (of GArray* of TsSlice) of a table that begins with first_room and
 * goes on over pages of page_room. Caller owns. */
GPtrArray *ts_plan(const TsTable *table, const TsParams *params, const TsCut *cut,
                   double first_room, double page_room);

G_END_DECLS
