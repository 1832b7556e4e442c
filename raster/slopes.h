/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long thin strokes of a picture, each with its slope: what a pencil is fitted to.
 */
#pragma once

#include "raster/pencil.h"

G_BEGIN_DECLS

/* Strokes along the rows of a picture of 1 bit, askew by up to 6 degrees or so. Caller
 * owns (of GdStroke; positions at `middle`). */
GArray *gd_slopes_find(struct Pix *ink, double dpi, double middle);

/* The picture with x and y exchanged. Caller owns. */
struct Pix *gd_transposed(struct Pix *pix);

G_END_DECLS
