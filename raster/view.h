/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The valleys of a picture (valleys.h) seen along one family of lines: straightened by its
 * pencil. Rows of a view are lines of the
 * pencil; `along` is a pixel column of the picture (of the transposed picture for
 * vertical lines).
 */
#pragma once

#include "raster/pencil.h"

G_BEGIN_DECLS

typedef struct {
  GdPencil pencil;
  double dpi;
  int first;         /* position of row 0 */
  int width, height; /* pixels */
  struct Pix *thin;  /* small gaps along rows closed. Owned */
  struct Pix *wide;  /* the same, made thicker by a pixel on both sides. Owned */
} GdView;

/* A view of valleys (1 bit) along a pencil. */
GdView gd_view_new(struct Pix *valleys, const GdPencil *pencil, double dpi);
void gd_view_clear(GdView *view);

/* A line of the view that may be a ruling, or a piece of one. */
typedef struct {
  double position; /* of its centre */
  double from, to; /* along, pixels */
  double ink;      /* pixels along it that are ink */
} GdStreak;

/* What streaks must be like. Inches, and a share. */
typedef struct {
  double shortest, window, share;
} GdStreakRule;

/* All streaks of a view that do not lie on a stronger one, and look like lines. Caller owns (of
 * GdStreak). */
GArray *gd_view_streaks(const GdView *view, const GdStreakRule *rule);

/* How a stretch of a line looks. */
typedef struct {
  double share;      /* of it that is ink, where it is quiet beside it */
  double ends;       /* share of its outer fifths that is ink */
  double quiet;      /* share of it that has nothing close beside it */
  double half_quiet; /* the same of one side, the better one */
  double plain;      /* share of it that is ink, whatever is beside it */
} GdStretch;

/* Looks at the line of a position from one place along it to another. */
GdStretch gd_view_stretch(const GdView *view, double position, double from, double to);

/* Whether a stretch looks like one of a ruling: ink where it is quiet, and near both of its
 * ends too. */
gboolean gd_stretch_is_line(const GdStretch *stretch);

/* Strokes (of GdStroke) of streaks by their two ends: what is left of their slope when the
 * view is straight is added to that of the pencil. Caller owns. */
GArray *gd_view_slopes(const GdView *view, const GArray *streaks, double shortest);

G_END_DECLS
