/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a cell as drawn, at GD_OVERSAMPLE times the resolution, to a cell as
 * scanned: print, seal, optics, grain, and what JPEG or a fax leave of it.
 */
#pragma once

#include "models/training/sample.h"

G_BEGIN_DECLS

/* Pixels as drawn for one as scanned, in each direction. */
#define GD_OVERSAMPLE 3

/* Grey levels, 0 black to 1 white, row by row. */
typedef struct {
  int width, height;
  float *v;
} GdField;

GdField gd_field_new(int width, int height);
void gd_field_clear(GdField *field);

/* The scan of drawn (its size a multiple of GD_OVERSAMPLE), 8 bpp. Caller owns. */
PIX *gd_wear(TsRng *rng, const GdField *drawn, double dpi, GdWear wear);

G_END_DECLS
