/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long thin strokes of a picture, each with its slope: what a pencil is fitted to.
 */
#pragma once

#include "raster/pencil.h"

G_BEGIN_DECLS

/* Strokes along the rows of valleys (valleys.h), askew by up to 6 degrees or so. Caller
 * owns (of GdStroke; positions at `middle`). */
GArray *gd_slopes_find(struct Pix *valleys, double dpi, double middle);

G_END_DECLS
