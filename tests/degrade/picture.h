/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture as plain rows of bytes, which compilers turn into vector code; what
 * Leptonica does well (morphology, thresholds, rotation by right angles, codecs)
 * is done on a Pix made from it.
 */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <leptonica/allheaders.h>

G_BEGIN_DECLS

typedef struct {
  guint width, height; /* px, at least 1 */
  guint channels;      /* 1: grey, 3: red, green, blue */
  guint8 *data;        /* rows of width * channels bytes, no padding. Owned */
} DgPicture;

DgPicture *dg_picture_new(guint width, guint height, guint channels);
void dg_picture_free(DgPicture *picture);

static inline guint8 *dg_picture_row(const DgPicture *picture, guint y)
{
  return picture->data + (gsize)y * picture->width * picture->channels;
}

/* An opaque RGB24 surface as a picture; grey is the luminance (ITU-R BT.601). */
DgPicture *dg_picture_from_surface(cairo_surface_t *surface, guint channels);

/* 8 or 32 bits a pixel. Caller destroys. */
PIX *dg_picture_to_pix(const DgPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgPicture, dg_picture_free)

/* A Pix that is destroyed at the end of its scope. */
static inline void dg_pix_clear(PIX **pix)
{
  pixDestroy(pix);
}
#define DG_AUTO_PIX __attribute__((cleanup(dg_pix_clear))) PIX *

G_END_DECLS
