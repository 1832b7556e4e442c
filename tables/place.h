/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hit of the alignment → the cell of the page that holds each cell of the
 * form, and whether that is certain.
 */
#pragma once

#include "models/document.h"
#include "tables/align.h"

G_BEGIN_DECLS

/* Of a text input, where a place is inferred from the order of what is written: what must be shown
 * of it, by relations. All 0 elsewhere. */
typedef struct {
  guint row;       /* the printed row that it is counted in, from 1 */
  gboolean sums;   /* certain only if relations through it hold, and all do */
  gboolean order;  /* the same, but relations must run to other rows, since those of its own
                      hold in any order */
  gboolean parted; /* its row's numbers stand on several lines */
  gboolean dealt;  /* its row's numbers stand among those of other rows (text_dealt.h): relations
                      through it say nothing */
} GdTextPlace;

/* Where a form cell stands. */
typedef struct {
  const GdFormLeaf *leaf;
  GdCell *cell;      /* NULL: no such cell on the page. Lent by the stream */
  GdCell *rest;      /* its lower part if a page break cuts the row, else NULL */
  gboolean faint;    /* the row's other part on the other page seems empty; readers are not sure */
  guint page;        /* of cell; 0 if there is none */
  gboolean drawn;    /* row and column are bounded by drawn rulings */
  gboolean whole;    /* its row is a line of text with as many pieces as columns, each nearest to
                        the label of its own */
  const char *unit;  /* that the page says beside the row, in the column's label or above the
                        table, instead of the form's; NULL if it says none or the same. Lent
                        by the form */
  const char *why;   /* why the place is in doubt; NULL: certain. Static */
  gboolean unplaced; /* without a cell, but its row, or what may be its number, is there: in doubt,
                        not missing */
  gboolean inferred; /* its number is lost, and can only be this one: */
  GdNumber number;
  gboolean by_sums; /* which number of the row it is, the relations said */
  GdTextPlace text;
} GdPlace;

typedef struct {
  const GdHit *hit;      /* lent */
  GArray *places;        /* of GdPlace: active leaves of the table, form order. Owned */
  guint *options;        /* of each alternative of the form, the option found. Owned */
  GPtrArray *extra_rows; /* of GdExtraRow*. Owned */
  GPtrArray *findings;   /* of GdFinding*. Owned */
  GPtrArray *loose;      /* of GdLooseRow*: rows of a text input with numbers too few or too
                            many (loose.h). Owned */
} GdPlacement;

GdPlacement *gd_place(const GdHit *hit, const GdStream *stream);
void gd_placement_free(GdPlacement *placement);

G_END_DECLS
