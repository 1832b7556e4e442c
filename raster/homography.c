/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/homography.h"

/* Parts of the denominator, as a share of its largest term, below which a point
 * counts as lying on the horizon. */
#define HORIZON 1e-9

/* Determinant, relative to the terms it is made of, below which a map is flat. */
#define FLAT 1e-12

GdPoint gd_homography_apply(const GdHomography *map, GdPoint p)
{
  const double *m = map->m;
  double w = m[6] * p.x + m[7] * p.y + m[8];
  double least = HORIZON * (fabs(m[6] * p.x) + fabs(m[7] * p.y) + fabs(m[8]));
  if (fabs(w) <= least)
    w = least > 0 ? copysign(least, w) : 1;
  return (GdPoint){(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

GdHomography gd_homography_then(const GdHomography *first, const GdHomography *then)
{
  GdHomography both;
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int k = 0; k < 3; k++)
        sum += then->m[3 * r + k] * first->m[3 * k + c];
      both.m[3 * r + c] = sum;
    }
  return both;
}

gboolean gd_homography_invert(const GdHomography *map, GdHomography *out)
{
  const double *m = map->m;
  double inverse[9] = {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  double determinant = m[0] * inverse[0] + m[1] * inverse[3] + m[2] * inverse[6];
  double terms = fabs(m[0] * inverse[0]) + fabs(m[1] * inverse[3]) + fabs(m[2] * inverse[6]);
  if (!(fabs(determinant) > FLAT * terms))
    return FALSE;
  for (int i = 0; i < 9; i++)
    out->m[i] = inverse[i] / determinant;
  return TRUE;
}

GdBox gd_homography_box(const GdHomography *map, GdBox box)
{
  GdPoint a = gd_homography_apply(map, (GdPoint){box.x0, box.y0});
  GdPoint b = gd_homography_apply(map, (GdPoint){box.x1, box.y0});
  GdPoint c = gd_homography_apply(map, (GdPoint){box.x1, box.y1});
  GdPoint d = gd_homography_apply(map, (GdPoint){box.x0, box.y1});
  return (GdBox){fmin(fmin(a.x, b.x), fmin(c.x, d.x)), fmin(fmin(a.y, b.y), fmin(c.y, d.y)),
                 fmax(fmax(a.x, b.x), fmax(c.x, d.x)), fmax(fmax(a.y, b.y), fmax(c.y, d.y))};
}
