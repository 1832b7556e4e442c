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
  struct Pix *thin;  /* valleys, straight, the smallest gaps closed. Owned */
  struct Pix *ink;   /* made thicker by a pixel on both sides. Owned */
  struct Pix *quiet; /* 1 where no text is close beside the row, above or below. Owned */
  struct Pix *alone; /* ink where it is quiet. Owned */
  struct Pix *bare;  /* ink before the gaps of dashes were closed. Owned */
} GdView;

/* A view of valleys (1 bit) along a pencil. dirt: what is never quiet (glass_dirt.h), or NULL.
 * dashed: gaps of dashes are closed, which makes lines of some text too. */
GdView gd_view_new(struct Pix *valleys, struct Pix *dirt, const GdPencil *pencil, double dpi,
                   gboolean dashed);
void gd_view_clear(GdView *view);

/* A line of the view that may be a ruling, or a piece of one. */
typedef struct {
  double position; /* of its centre */
  double from, to; /* along, pixels */
  double ink;      /* pixels along it that are ink */
} GdStreak;

/* What streaks must be like: inches, and the least share of ink where it is quiet. */
typedef struct {
  double shortest, window, share;
} GdStreakRule;

/* All streaks of a view by any of n rules that do not lie on a stronger one. Caller owns (of
 * GdStreak). */
GArray *gd_view_streaks(const GdView *view, const GdStreakRule *rules, guint n);

/* How a stretch of a line looks. */
typedef struct {
  double share;  /* of it that is ink, where it is quiet */
  double ends;   /* the same of its outer fifths */
  double quiet;  /* pixels of it that are quiet */
  double plain;  /* share of it that is ink, quiet or not */
  double length; /* pixels looked at */
  double tips;   /* share of its outer fifths that is bare ink, quiet or not */
  double core;   /* the same of what lies between them */
  int offset;    /* pixels across from the position at which it is seen best */
} GdStretch;

/* Looks at the line of a position from one place along it to another, up to `wander` pixels
 * off around an offset. */
GdStretch gd_view_stretch(const GdView *view, double position, double from, double to, int offset,
                          int wander);

/* How far the ink of the line of a position goes on from a place along it, quiet or not: forward to
 * greater places, else to smaller ones. */
double gd_view_reach(const GdView *view, double position, double from, gboolean forward);

/* Pixels of valleys between two positions, from one place along them to another. */
guint gd_view_ink(const GdView *view, double above, double below, double from, double to);

/* Strokes (of GdStroke) of streaks by their two ends: what is left of their slope when the view is
 * straight is added to that of the pencil. shortest, least_ink: pixels of length and of ink (that
 * of the fullest piece) that a streak must have. Caller owns. */
GArray *gd_view_slopes(const GdView *view, const GArray *streaks, double shortest,
                       double least_ink);

G_END_DECLS
