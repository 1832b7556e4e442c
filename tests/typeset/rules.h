/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rulings and shades of one segment of a table, in the ways that word
 * processors, spreadsheets and web pages leave them in PDFs.
 */
#pragma once

#include "models/geometry.h"
#include "paper.h"
#include "table.h"

G_BEGIN_DECLS

/* The part of a cell that stands on one page. */
typedef struct {
  TsCell *cell;
  GdBox box;
  gboolean open_top, open_bottom; /* the cell goes on beyond a page break */
  gboolean again;                 /* of a repeated head */
  gboolean head_end; /* a body row, another block or nothing follows below this head cell */
  double rest;       /* height that the cell will have on later pages, points */
} TsPiece;

/* Shades, then rulings, of all pieces (of TsPiece) of a segment. */
void ts_rules_draw(TsPaper *paper, const GArray *pieces);

G_END_DECLS
