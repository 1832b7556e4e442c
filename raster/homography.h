/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plane projective maps (homographies) between a picture and a page: they take
 * straight lines to straight lines, and so describe a flat sheet under any
 * scanner or camera (Hartley and Zisserman, Multiple View Geometry, chapter 2).
 * Row by row in m: (x, y, 1) → (m0 x + m1 y + m2, m3 x + m4 y + m5, m6 x + m7 y + m8),
 * divided by its third part.
 */
#pragma once

#include "models/geometry.h"

G_BEGIN_DECLS

/* x' = sx x + tx, y' = sy y + ty. */
static inline GdHomography gd_homography_scale(double sx, double sy, double tx, double ty)
{
  return (GdHomography){{sx, 0, tx, 0, sy, ty, 0, 0, 1}};
}

/* Where p comes to lie. Points of the horizon go very far away, never to NaN. */
GdPoint gd_homography_apply(const GdHomography *map, GdPoint p);

/* First `first`, then `then`. */
GdHomography gd_homography_then(const GdHomography *first, const GdHomography *then);

/* FALSE (and *out untouched) if the map flattens the plane to a line. */
gboolean gd_homography_invert(const GdHomography *map, GdHomography *out);

/* The box around what a box becomes. */
GdBox gd_homography_box(const GdHomography *map, GdBox box);

G_END_DECLS
