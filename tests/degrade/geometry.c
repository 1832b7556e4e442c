/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. the four corners of the sheet are placed in the picture:
 *
 *          border ->  +--------------+        rotated about the middle,
 *                     |  a______b    |        each corner moved by its own draw
 *                     |  /       \   |        (perspective), one edge pushed
 *                     | d_________c  |        out of the picture (crop)
 *                     +--------------+
 *
 *   2. four corners give the homography (P. Heckbert, Fundamentals of texture
 *      mapping and image warping, 1989, section 2.2.3);
 *   3. each px of the picture is taken back: slip, lens, curl, homography;
 *   4. the sheet is read there bilinearly, or the bed where there is no sheet.
 */
#include "tests/degrade/geometry.h"

#include <math.h>

#include "tests/typeset/rng.h"

#define SLIP_LENGTH 20.0 /* px over which the feeder slips */

DgMatrix dg_matrix_multiply(const DgMatrix *a, const DgMatrix *b)
{
  DgMatrix c;
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      c.m[3 * i + k] =
          a->m[3 * i] * b->m[k] + a->m[3 * i + 1] * b->m[3 + k] + a->m[3 * i + 2] * b->m[6 + k];
  return c;
}

void dg_matrix_apply(const DgMatrix *matrix, double *x, double *y)
{
  const double *m = matrix->m;
  double w = m[6] * *x + m[7] * *y + m[8];
  double u = (m[0] * *x + m[1] * *y + m[2]) / w, v = (m[3] * *x + m[4] * *y + m[5]) / w;
  *x = u;
  *y = v;
}

DgMatrix dg_matrix_turn(guint quarters, double width, double height)
{
  switch (quarters % 4) {
  case 1:
    return (DgMatrix){{0, -1, height, 1, 0, 0, 0, 0, 1}};
  case 2:
    return (DgMatrix){{-1, 0, width, 0, -1, height, 0, 0, 1}};
  case 3:
    return (DgMatrix){{0, 1, 0, -1, 0, width, 0, 0, 1}};
  default:
    return (DgMatrix){{1, 0, 0, 0, 1, 0, 0, 0, 1}};
  }
}

static DgMatrix invert(const DgMatrix *a)
{
  const double *m = a->m;
  DgMatrix c = {{m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                 m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                 m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]}};
  double det = m[0] * c.m[0] + m[1] * c.m[3] + m[2] * c.m[6];
  for (guint i = 0; i < 9; i++)
    c.m[i] /= det;
  return c;
}

/* The rectangle width x height onto four corners: top left, top right, bottom
 * right, bottom left. */
static DgMatrix from_corners(const double *x, const double *y, double width, double height)
{
  double sx = x[0] - x[1] + x[2] - x[3], sy = y[0] - y[1] + y[2] - y[3];
  double ax = x[1] - x[2], bx = x[3] - x[2], ay = y[1] - y[2], by = y[3] - y[2];
  double det = ax * by - bx * ay;
  double g = (sx * by - bx * sy) / det, h = (ax * sy - sx * ay) / det;
  return (DgMatrix){{(x[1] - x[0] + g * x[1]) / width, (x[3] - x[0] + h * x[3]) / height, x[0],
                     (y[1] - y[0] + g * y[1]) / width, (y[3] - y[0] + h * y[3]) / height, y[0],
                     g / width, h / height, 1}};
}

static void place_corners(const DgParams *params, TsRng *rng, double width, double height,
                          double *x, double *y)
{
  double border = dg_param_real(params, "border") * width;
  double crop = dg_param_real(params, "crop") * width;
  double move = dg_param_real(params, "perspective") * width;
  double angle = dg_param_real(params, "rotate") * G_PI / 180;
  guint side = (guint)ts_rng_int(rng, 0, 3);
  double dx = side == 0 ? -crop : side == 1 ? crop : 0;
  double dy = side == 2 ? -crop : side == 3 ? crop : 0;
  for (guint i = 0; i < 4; i++) {
    double px = i == 0 || i == 3 ? border : width - border;
    double py = i < 2 ? border : height - border;
    px += (px < width / 2 ? 1 : -1) * move * ts_rng_real(rng, 0, 1) - width / 2;
    py += (py < height / 2 ? 1 : -1) * move * ts_rng_real(rng, 0, 1) - height / 2;
    x[i] = width / 2 + dx + px * cos(angle) - py * sin(angle);
    y[i] = height / 2 + dy + px * sin(angle) + py * cos(angle);
  }
}

DgGeometry dg_geometry_new(const DgParams *params, guint64 seed, guint page, guint width,
                           guint height)
{
  g_autofree char *stream = g_strdup_printf("geometry %u", page);
  TsRng rng = ts_rng(seed, stream);
  DgGeometry g = {.width = width, .height = height};
  double x[4], y[4];
  place_corners(params, &rng, width, height, x, y);
  g.to_picture = from_corners(x, y, width, height);
  g.to_sheet = invert(&g.to_picture);
  g.barrel = dg_param_real(params, "barrel");
  g.curl = dg_param_real(params, "curl") * height;
  g.slip = dg_param_real(params, "slip") * width;
  g.slip_at = ts_rng_real(&rng, 0.1, 0.9) * height;
  static const char *const moving[] = {"rotate", "perspective", "barrel", "curl",
                                       "slip",   "border",      "crop"};
  g.is_identity = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(moving); i++)
    g.is_identity = g.is_identity && dg_param_real(params, moving[i]) == 0;
  return g;
}

/* Undoes the bends. */
static void unbend(const DgGeometry *g, double *u, double *v)
{
  double slipped = CLAMP((*v - g->slip_at) / SLIP_LENGTH, 0, 1);
  *u -= g->slip * slipped;
  double cx = g->width / 2.0, cy = g->height / 2.0;
  double r2 = ((*u - cx) * (*u - cx) + (*v - cy) * (*v - cy)) / (cx * cx + cy * cy);
  *u = cx + (*u - cx) * (1 + g->barrel * r2);
  *v = cy + (*v - cy) * (1 + g->barrel * r2);
  if (g->curl != 0) {
    double t = (*u - cx) / cx;
    *v -= g->curl * (1 - t * t);
  }
}

double dg_geometry_bend(const DgGeometry *g)
{
  return fabs(g->slip) + fabs(g->curl) + fabs(g->barrel) * hypot(g->width / 2.0, g->height / 2.0);
}

static void sample(const DgPicture *sheet, double x, double y, const guint8 *bed, guint8 *to)
{
  guint n = sheet->channels;
  if (!(x >= 0 && y >= 0 && x <= sheet->width && y <= sheet->height)) {
    for (guint c = 0; c < n; c++)
      to[c] = bed[c];
    return;
  }
  x = CLAMP(x - 0.5, 0, sheet->width - 1.0); /* px have their middles at halves */
  y = CLAMP(y - 0.5, 0, sheet->height - 1.0);
  guint ix = (guint)x, iy = (guint)y;
  guint fx = (guint)((x - ix) * 256), fy = (guint)((y - iy) * 256);
  const guint8 *a = dg_picture_row(sheet, iy) + ix * n;
  const guint8 *b = a + (iy + 1 < sheet->height ? sheet->width * n : 0);
  guint right = ix + 1 < sheet->width ? n : 0;
  for (guint c = 0; c < n; c++) {
    guint top = a[c] * (256 - fx) + a[c + right] * fx;
    guint bottom = b[c] * (256 - fx) + b[c + right] * fx;
    to[c] = (guint8)((top * (256 - fy) + bottom * fy + 32768) >> 16);
  }
}

DgPicture *dg_geometry_warp(const DgGeometry *g, const DgPicture *sheet, const guint8 *bed)
{
  DgPicture *picture = dg_picture_new(g->width, g->height, sheet->channels);
  gboolean bends = dg_geometry_bend(g) > 0;
  for (guint v = 0; v < g->height; v++) {
    guint8 *to = dg_picture_row(picture, v);
    for (guint u = 0; u < g->width; u++, to += sheet->channels) {
      double x = u + 0.5, y = v + 0.5;
      if (bends)
        unbend(g, &x, &y);
      dg_matrix_apply(&g->to_sheet, &x, &y);
      sample(sheet, x, y, bed, to);
    }
  }
  return picture;
}
