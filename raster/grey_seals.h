/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Round seals in grey pictures. In colour their ink is told by its colour (bilevel.h); a grey
 * scanner leaves strokes of one level between paper and print, many pixels wide, around a ring:
 *
 *        ▒▒▒▒▒▒▒
 *      ▒▒  印  ▒▒       a ring of 30 to 50 mm, characters, a star
 *     ▒   1▓9    ▒      print under it is darker than the seal, and stays
 *      ▒▒  ★   ▒▒
 *        ▒▒▒▒▒▒▒
 */
#pragma once

#include "raster/picture.h"

struct Pix;

G_BEGIN_DECLS

/* The seals of a grey picture of a page at dpi (GD_SMALL_DPI): of GdSeal, pixels of it. At most
 * GD_CAP_PAGE_SEALS. Caller owns; empty if there are none, as on most pages. Method: the circular
 * Hough transform, over what is level and neither paper nor print. */
GArray *gd_grey_seals_find(struct Pix *small, double dpi);

/* Fills the strokes of the seals (pixels of grey, 8 bits) with the paper around them. What is
 * darker than they are stays. dpi: of grey. */
void gd_grey_seals_clear(struct Pix *grey, double dpi, const GArray *seals);

/* Whether the box (page space) reaches into a seal that was cleared: pale ink of print may have
 * gone with it. */
gboolean gd_picture_is_sealed(const GdPicture *picture, GdBox box);

G_END_DECLS
