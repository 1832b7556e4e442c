/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures that arrive row by row and are kept at reduced size, so that a large scan
 * never stands in memory as a whole.
 */
#pragma once

#include "models/error.h"

struct Pix;

G_BEGIN_DECLS

typedef struct GdRows GdRows;

/* For a picture of that size; channels: 1 (grey) or 3 (red, green, blue); each pixel that is
 * kept is the mean of reduction x reduction, or of more if else more than GD_CAP_PICTURE_PIXELS
 * were kept. NULL and GD_ERROR_CAP if the source is larger than GD_CAP_IMAGE_PIXELS;
 * GD_ERROR_DAMAGED if it has no pixels. */
GdRows *gd_rows_new(gint64 width, gint64 height, guint channels, guint reduction, GError **error);
void gd_rows_free(GdRows *rows);

/* The next row: width * channels bytes. More than height rows are ignored. */
void gd_rows_add(GdRows *rows, const guint8 *row);

/* Rows that have come so far. */
guint gd_rows_count(const GdRows *rows);

/* The picture (8 or 32 bits); rows that have not come are white, and *damaged (may be NULL) is
 * set if there are any. Frees rows. Caller owns. */
struct Pix *gd_rows_finish(GdRows *rows, gboolean *damaged);

/* How much a picture of `have` pixels of an inch is to be reduced to have at least `want`. */
guint gd_rows_reduction(double have, double want);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdRows, gd_rows_free)

G_END_DECLS
