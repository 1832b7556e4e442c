/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to place.c, place_text.c and row_doubt.c: a hit of the alignment while its cells
 * are found. An item is a row or head of the plan, a unit a row or line of the stream; both
 * are indices.
 */
#pragma once

#include "tables/columns.h"
#include "tables/place.h"

G_BEGIN_DECLS

/* A label this near (a share of its characters) is that label, misprinted. */
#define GD_SURE_DISTANCE 0.25

typedef struct {
  const GdHit *hit; /* lent, like stream and table */
  const GdStream *stream;
  const GdFormTable *table;
  GdPlacement *out;       /* owned by the caller of gd_place() */
  GArray **units;         /* per item: the hit's units, and those found out of order. Owned */
  gboolean *moved;        /* per item: found out of order. Owned */
  double *distance;       /* per item: of its label. Owned */
  gboolean shifted;       /* of the block that is placed: rows may have numbers of others */
  gboolean torn;          /* of a text input, see text_order.h */
  gboolean *pieces;       /* per unit: of a text's group label (text_group.h). Owned */
  const char *unit_above; /* said above the table; NULL: nothing is. Lent by the form */
} GdPlacing;

const GdItem *gd_placing_item(const GdPlacing *w, guint i);
guint gd_placing_items(const GdPlacing *w);
const GdUnit *gd_placing_unit(const GdPlacing *w, guint i);

/* The first unit of an item; G_MAXUINT if it was not found. */
guint gd_placing_first_unit(const GdPlacing *w, guint item);

/* The units of an item. Caller frees the array, not the units. */
GdUnit **gd_placing_units_of(const GdPlacing *w, guint i);

/* Whether a unit, or one of an item's units, has numbers. Page furniture has none. */
gboolean gd_placing_has_values(const GdUnit *unit);
gboolean gd_placing_has_numbers(const GdPlacing *w, guint i);

/* Whether the item is of the option that is printed. */
gboolean gd_placing_is_active(const GdPlacing *w, guint i);

/* Whether an item has taken the unit. */
gboolean gd_placing_is_claimed(const GdPlacing *w, guint unit);

/* The token of the unit that is the item's label; G_MAXUINT if none is. */
guint gd_placing_label_token(const GdPlacing *w, guint i, const GdUnit *unit);

/* The next active item in one direction (+1, -1) that is no title; G_MAXUINT at the end. */
guint gd_placing_neighbour(const GdPlacing *w, guint i, int direction);

/* Whether the item was found in a text input. */
gboolean gd_placing_is_boxless(const GdPlacing *w, guint i);

G_END_DECLS
