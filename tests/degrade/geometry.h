/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the sheet lies in the picture: a homography (rotation, perspective, bed
 * around it, edge cut off), and small bends that no homography describes (lens,
 * curled paper, a feeder that slips). All are done in one resampling, since
 * several would blur more than a scanner does.
 */
#pragma once

#include "tests/degrade/levels.h"
#include "tests/degrade/picture.h"

G_BEGIN_DECLS

typedef struct {
  double m[9]; /* rows; maps (x, y, 1) */
} DgMatrix;

typedef struct {
  guint width, height; /* of the picture, px */
  DgMatrix to_picture; /* px of the sheet → px of the picture, bends left out */
  DgMatrix to_sheet;   /* its inverse */
  double barrel; /* picture px at distance r (1: the corner) comes from r * (1 + barrel * r2) */
  double curl;   /* px that the middle of a line hangs down */
  double slip, slip_at; /* px to the right below slip_at (px) */
  gboolean is_identity;
} DgGeometry;

/* Draws the position of a sheet of that size (px) in a picture of the same size. */
DgGeometry dg_geometry_new(const DgParams *params, guint64 seed, guint page, guint width,
                           guint height);

/* The picture of the sheet; bed is the colour around it (channels values). */
DgPicture *dg_geometry_warp(const DgGeometry *geometry, const DgPicture *sheet, const guint8 *bed);

/* The largest distance that the bends move a point of the picture, px. */
double dg_geometry_bend(const DgGeometry *geometry);

DgMatrix dg_matrix_multiply(const DgMatrix *a, const DgMatrix *b); /* first b, then a */
void dg_matrix_apply(const DgMatrix *matrix, double *x, double *y);

/* The turn by quarters (0-3, clockwise) of a picture width x height. */
DgMatrix dg_matrix_turn(guint quarters, double width, double height);

G_END_DECLS
