/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pencil of a table's lines. Parallel lines of a flat sheet, seen by a scanner
 * that it was fed into askew or by a camera, meet in one point; so each of them
 * is told by one number, its position at the middle of the picture:
 *
 *     y = position + (slope + fan * position) * (x - middle)
 *
 *        ___----          slope: of the line at position 0
 *     ___________         fan:   how much steeper, for each pixel further down
 *        ---___
 *
 * Vertical lines are those of the transposed picture.
 */
#pragma once

#include "raster/homography.h"

struct Pix;

G_BEGIN_DECLS

typedef struct {
  double slope, fan;
  double middle; /* pixels along the lines */
} GdPencil;

static inline double gd_pencil_slope(const GdPencil *p, double position)
{
  return p->slope + p->fan * position;
}

/* Where across the picture a line of the pencil is, at a place along it. */
static inline double gd_pencil_across(const GdPencil *p, double position, double along)
{
  return position + gd_pencil_slope(p, position) * (along - p->middle);
}

/* Position of the line of the pencil through a point. */
static inline double gd_pencil_position(const GdPencil *p, double along, double across)
{
  double d = along - p->middle;
  return (across - p->slope * d) / (1 + p->fan * d);
}

/* A piece of a line, or of something that looks like one. */
typedef struct {
  double position, slope; /* of the line through it */
  double weight;          /* pixels of length */
} GdStroke;

/* The pencil that most of the weight of all strokes (of GdStroke) agrees with, across a picture
 * of `height` pixels; by a search over slope and fan, then by weighted least
 * squares. prior: the slope to be taken where pieces do not tell. */
GdPencil gd_pencil_fit(const GArray *all, double middle, double height, double prior);

/* The weight of the strokes that agree with the pencil. */
double gd_pencil_agreement(const GdPencil *pencil, const GArray *all);

/* The same from a pencil that is nearly right. */
GdPencil gd_pencil_refine(const GdPencil *pencil, const GArray *all, double height);

/* A picture of 1 bit in which the lines of the pencil are rows: row r holds the line of
 * position r + first. Caller owns. */
struct Pix *gd_pencil_straighten(const GdPencil *pencil, struct Pix *pix, int *first);

/* Where two lines of the pencils of rows and of columns (that of the transposed picture)
 * cross. */
GdPoint gd_pencil_crossing(const GdPencil *rows, double row, const GdPencil *columns,
                           double column);

/* The map that makes the lines of both pencils run along the axes, keeps `middle` of the
 * picture and the scale there. */
GdHomography gd_pencil_rectify(const GdPencil *rows, const GdPencil *columns, GdPoint middle);

G_END_DECLS
