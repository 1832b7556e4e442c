/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leptonica's types under GLib's clean-up. Leptonica has no headers that say who
 * owns what in C's types; here a picture is owned where it stands in a g_autoptr.
 */
#pragma once

#include <glib.h>
#include <leptonica/allheaders.h>

G_BEGIN_DECLS

typedef PIX GdOcrPix;
typedef BOXA GdOcrBoxes;

static inline void gd_ocr_pix_free(GdOcrPix *pix)
{
  pixDestroy(&pix);
}

static inline void gd_ocr_boxes_free(GdOcrBoxes *boxes)
{
  boxaDestroy(&boxes);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdOcrPix, gd_ocr_pix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdOcrBoxes, gd_ocr_boxes_free)

/* The part x0..x1, y0..y1 (pixels, cut to the picture; at least one pixel must
 * remain). Caller owns. */
static inline PIX *gd_pix_part(PIX *pix, int x0, int y0, int x1, int y1)
{
  BOX *box = boxCreate(x0, y0, x1 - x0, y1 - y0);
  PIX *part = pixClipRectangle(pix, box, NULL);
  boxDestroy(&box);
  return part;
}

G_END_DECLS
