/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture as it is read: grey, as red light sees it, with smaller copies for finding things on
 * it. Each pass over a page at full size takes as long as the reading of some cells, so they are
 * made once.
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* Pixels of an inch of the smaller copies. At the first rulings and text are found; at 100 rulings
 * of faxes are lost, at 200 nothing is gained. At the second text is grey, and the sheet's edges
 * are found. */
#define GD_SMALL_DPI 150.0
#define GD_PLAIN_DPI 30.0

/* Makes the picture what gd_grey_without_seal() gives. Without memory it stays as it is. */
void gd_picture_make_grey(GdPicture *picture);

/* Makes the smaller copies, and the picture what gd_grey_without_seal() gives, in a quarter of the
 * memory, and clears seals of a picture that was grey already (grey_seals.h); with_red: what
 * gd_picture_in_green() (red_lines.h) gives of it is kept too. Without memory it stays as it is. */
void gd_picture_prepare(GdPicture *picture, gboolean with_red);

/* The picture without red at GD_SMALL_DPI, 8 bits grey. NULL without memory. Caller owns
 * (pixDestroy). */
struct Pix *gd_picture_small(const GdPicture *picture);

/* The picture at GD_PLAIN_DPI as green light sees it, 8 bits grey: without red, a table of brown
 * wood is as bright as paper. A picture that was grey already is as it is. NULL without memory.
 * Caller owns (pixDestroy). */
struct Pix *gd_picture_plain(const GdPicture *picture);

G_END_DECLS
