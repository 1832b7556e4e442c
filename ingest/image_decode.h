/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encoded pictures → pixels, at reduced size.
 */
#pragma once

#include "ingest/image_rows.h"

G_BEGIN_DECLS

/* What the head of a picture says. */
typedef struct {
  gint64 width, height; /* pixels */
  double dpi_x, dpi_y;  /* pixels of an inch; 0: not told */
  guint orientation;    /* of TIFF and EXIF, 1 to 8; 1: upright */
} GdImageHead;

/* The head of a JPEG. GD_ERROR_DAMAGED. */
gboolean gd_jpeg_head(const guint8 *data, gsize size, GdImageHead *head, GError **error);

/* Decodes a JPEG (8 bits; grey, RGB, YCbCr, CMYK, YCCK, also inverted as Adobe's programs do) at
 * 1 / reduction of its size or a little more. Of data that breaks off the rest is white or
 * grey, and *damaged is set (else untouched). Errors: GD_ERROR_DAMAGED, GD_ERROR_CAP. Caller
 * owns. */
struct Pix *gd_jpeg_decode(const guint8 *data, gsize size, guint reduction, gboolean *damaged,
                           GError **error);

/* Decodes a JPEG 2000 (JP2 or codestream). As above. */
struct Pix *gd_jpx_decode(const guint8 *data, gsize size, guint reduction, GError **error);

/* A PNG. As above. */
gboolean gd_png_head(const guint8 *data, gsize size, GdImageHead *head, GError **error);
struct Pix *gd_png_decode(const guint8 *data, gsize size, guint reduction, gboolean *bilevel,
                          gboolean *damaged, GError **error);

/* Turns and mirrors a picture by an orientation of TIFF. Takes pix. */
struct Pix *gd_image_orient(struct Pix *pix, guint orientation);

G_END_DECLS
