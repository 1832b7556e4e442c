/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rulings of a picture: the lines of tables, and the edges of shaded areas,
 * that are seen in a grey picture of a page.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

/* A grey picture: 0 black, 255 white. Borrowed. */
typedef struct {
  const guint8 *pixels;
  guint width, height; /* pixels */
  gsize stride;        /* bytes from row to row */
  double dpi;          /* pixels of an inch, both ways */
} GdGrey;

/* The rulings of an upright picture, in points from its top left corner; see
 * gd_rulings_join(). Caller owns (of GdRuling); NULL if there are too many. */
GArray *gd_raster_rulings(const GdGrey *picture);

G_END_DECLS
