/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to columns.c: the label tokens of a head, and what pieces of labels make together.
 */
#pragma once

#include "tables/align.h"

G_BEGIN_DECLS

/* Pieces of one label stand one below the other, so many at most, and share this part of
 * the narrower width. */
#define GD_STACK_DEPTH 8
#define GD_PIECE_SHARE 0.8

typedef struct {
  GdLabelText label;
  GdBox box;
  const GdGrid *grid;
  guint16 parts[GD_STACK_DEPTH]; /* numbers of the tokens it was made of */
  guint n_parts;                 /* 1: a token as it stands */
  gboolean used;                 /* for a column */
} GdHeadToken;

/* Label tokens of the head's units and of the pieces between them (of GdHeadToken), by x;
 * where a page break or a line cuts a label, the pieces joined count as one more. Caller owns. */
GArray *gd_head_tokens(const GdHit *hit, guint head_item, const GdStream *stream);

/* The first unit behind the head that is a row of its block; behind the head's last unit if no
 * row was found; 0 if neither was. */
guint gd_head_end(const GdHit *hit, guint head_item);

/* Whether the hit has the unit as a row or title. */
gboolean gd_hit_has_row(const GdHit *hit, guint unit);

G_END_DECLS
