/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to raster/: one family of lines of a table, stretch by stretch between its crossings, and
 * which of the stretches are really there.
 */
#pragma once

#include "raster/crossings.h"

G_BEGIN_DECLS

/* Share of a stretch that must be ink where it is quiet: enough, and needed, whatever is usual. */
#define GD_STRETCH_ENOUGH 0.5
#define GD_STRETCH_NEEDED 0.13

/* The same of all of it, quiet or not. */
#define GD_STRETCH_PLAIN 0.88

/* Shares of a stretch, or of a line, that are quiet: below the first text hides it, below the
 * second it is crowded by text, from the third on no text is beside it. */
#define GD_STRETCH_HIDDEN 0.4
#define GD_STRETCH_CROWDED 0.8
#define GD_STRETCH_CLEAR 0.9

/* Pixels that a line wanders where it has been lost. */
#define GD_LINE_WANDER 3

/* One family of lines of a table, and what crosses it. */
typedef struct {
  const GdView *view, *other_view;
  GArray *lines, *others; /* of GdStreak. Lent */
  gboolean turned;        /* the lines are columns */
  guint stretches;        /* of a line: one less than the others were when it was judged */
  gboolean *there;        /* [line * stretches + stretch]. Owned */
  gboolean *mended;       /* the same: there by what mend.h finds. Owned */
  GdStretch *seen;        /* the same. Owned */
} GdBorderSide;

void gd_border_side_clear(GdBorderSide *side);

/* Where along line i the k-th of the others crosses it. */
double gd_border_along(const GdBorderSide *side, guint i, guint k);

/* Looks at all stretches of all lines, and says which are there. */
void gd_border_judge(GdBorderSide *side);

/* What there is of a line, pixels. */
typedef struct {
  double ink, quiet; /* ink where it is quiet, and how much is */
  double length;
  double plain;      /* ink, quiet or not */
  double ends;       /* length times the share that is ink near the ends of its stretches */
  double tips, core; /* length times the shares of GdStretch */
  guint stretches;
} GdBorderStrength;

GdBorderStrength gd_border_strength(const GdBorderSide *side, guint i);

G_END_DECLS
