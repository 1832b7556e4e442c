/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thin dark lines of a grey picture, whatever the light.
 */
#pragma once

#include "raster/homography.h"

struct Pix;

G_BEGIN_DECLS

/* The picture (8 bits) with x and y exchanged. NULL without memory. Caller owns. */
struct Pix *gd_grey_transposed(struct Pix *grey);

/* How deep valleys of a picture must be, as a share of the brightness around: above the noise
 * of its paper, from 0.05 to 0.14. */
double gd_valleys_depth(struct Pix *grey);

/* 1 where a pixel is darker, by that share, than something close above it and something close
 * below it: the inside of lines along rows, up to 7 pixels thick. NULL without memory. Caller
 * owns. */
struct Pix *gd_valleys_new(struct Pix *grey, double depth);

G_END_DECLS
