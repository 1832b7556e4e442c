/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Geometry as plain values.
 *
 * Page space: PDF points (1/72 inch), origin at the top left corner of the
 * page as it is displayed (after CropBox and /Rotate), x to the right, y down.
 * Every box that guidang keeps or prints is in page space unless it says so.
 */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

typedef struct {
  double x, y; /* points */
} GdPoint;

/* x0 <= x1 and y0 <= y1; a box of no area is allowed, GD_BOX_NONE means none. */
typedef struct {
  double x0, y0, x1, y1; /* points */
} GdBox;

#define GD_BOX_NONE ((GdBox){0, 0, 0, 0})

/* A plane projective map, row by row: see raster/homography.h for what works on it. */
typedef struct {
  double m[9];
} GdHomography;

#define GD_HOMOGRAPHY_NONE ((GdHomography){{1, 0, 0, 0, 1, 0, 0, 0, 1}})

static inline GdBox gd_box(double x0, double y0, double x1, double y1)
{
  return (GdBox){fmin(x0, x1), fmin(y0, y1), fmax(x0, x1), fmax(y0, y1)};
}

static inline double gd_box_width(GdBox b)
{
  return b.x1 - b.x0;
}

static inline double gd_box_height(GdBox b)
{
  return b.y1 - b.y0;
}

static inline double gd_box_area(GdBox b)
{
  return gd_box_width(b) * gd_box_height(b);
}

static inline gboolean gd_box_is_none(GdBox b)
{
  return b.x0 == 0 && b.y0 == 0 && b.x1 == 0 && b.y1 == 0;
}

static inline GdPoint gd_box_centre(GdBox b)
{
  return (GdPoint){(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2};
}

static inline gboolean gd_box_has(GdBox b, GdPoint p)
{
  return p.x >= b.x0 && p.x <= b.x1 && p.y >= b.y0 && p.y <= b.y1;
}

/* The smallest box around both; GD_BOX_NONE is neutral. */
static inline GdBox gd_box_union(GdBox a, GdBox b)
{
  if (gd_box_is_none(a))
    return b;
  if (gd_box_is_none(b))
    return a;
  return (GdBox){fmin(a.x0, b.x0), fmin(a.y0, b.y0), fmax(a.x1, b.x1), fmax(a.y1, b.y1)};
}

/* Length, in points, that the intervals [a0,a1] and [b0,b1] share; 0 if none. */
static inline double gd_overlap(double a0, double a1, double b0, double b1)
{
  return fmax(0, fmin(a1, b1) - fmax(a0, b0));
}

/* Area, in square points, that both boxes share; 0 if none. */
static inline double gd_box_shared(GdBox a, GdBox b)
{
  return gd_overlap(a.x0, a.x1, b.x0, b.x1) * gd_overlap(a.y0, a.y1, b.y0, b.y1);
}

/* Order of two doubles, for sorting. */
static inline int gd_compare_doubles(gconstpointer a, gconstpointer b)
{
  const double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}

G_END_DECLS
