/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page's picture as the pictures a PDF keeps: one, strips or tiles, in the codec
 * that the parameters name.
 */
#pragma once

#include "tests/degrade/levels.h"
#include "tests/degrade/picture.h"

G_BEGIN_DECLS

typedef struct {
  guint x, y, width, height; /* in the page's picture, px from its top left */
  GBytes *data;
  char *entries; /* of the picture's dictionary in a PDF, all but Type, size, Length */
} DgPiece;

/* Pictures of DgPiece*, left to right, top to bottom. Caller owns. NULL and
 * GD_ERROR_INTERNAL if a codec fails. */
GPtrArray *dg_encode(PIX *pix, const DgParams *params, guint64 seed, GError **error);

/* What the earlier JPEG of "quality_before" leaves of a picture of 8 or 32 bits, or
 * the picture itself where there was none. Caller destroys. */
PIX *dg_encode_before(PIX *pix, const DgParams *params);

/* A stream for /JBIG2Decode of a picture of 1 bit (jbig2.c). Caller owns. */
GBytes *dg_jbig2_encode(PIX *pix);

G_END_DECLS
