/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What shines through the paper from its other side: paler than the print of this side by far, all
 * over the page, and of the shape of text and rulings, so that it cannot be told by its shape.
 *
 *     ink of a page        │▒                   ▓
 *     (how much of it)     │▒▒                  ▓▓▓
 *                          │▒▒▒              ▓▓▓▓▓▓
 *                          └──────────┬─────────────▶ how dark, as a share of the paper
 *                             behind  │  this side
 *                                 the limit
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* Replaces pix and small (prepared.h) of a grey picture by copies in which what shines through is
 * paper, and sets `cleared` and `uncleared`. A picture is left as it is where characters of the two
 * sides do not fall clearly apart by how dark they are, where few shine through, of grain, and
 * without memory. */
void gd_show_through_clear(GdPicture *picture);

/* Whether any of it was filled in the box (page space): pale ink of print may have gone with it. */
gboolean gd_picture_is_cleared(const GdPicture *picture, GdBox box);

G_END_DECLS
