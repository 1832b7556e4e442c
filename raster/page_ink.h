/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ink of a whole page as small as it can be for finding text: straight, 1 bit, without rulings
 * and without what stands at the edges.
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* Pixels of an inch. */
#define GD_PAGE_INK_DPI 150.0

/* The ink of a page whose picture has been laid straight (raster/scan.h), without the boxes `taken`
 * (of GdBox, page space). *to_page maps its pixels to page space; *uprights, which may be NULL, is
 * of the same size: the upright rulings that were taken out. NULL without memory. Caller owns
 * (pixDestroy). */
struct Pix *gd_page_ink_new(const GdPicture *picture, const GdPage *page, const GArray *taken,
                            GdHomography *to_page, struct Pix **uprights);

G_END_DECLS
