/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bands of a page's rows that hold ink, each with the height of its own characters: a table is
 * often set smaller than the prose around it.
 */
#pragma once

#include <glib.h>

struct Pix;

G_BEGIN_DECLS

typedef struct {
  int y0, y1; /* rows, pixels */
  int height; /* of whole characters, pixels; of the page where the band has too few */
} GdInkBand;

/* The bands of an upright page (1 bit), top to bottom; empty if it has no characters. Caller owns
 * (of GdInkBand). */
GArray *gd_ink_bands_find(struct Pix *ink, double dpi);

/* The height of characters at a row: that of the band above where there is none. bands: not
 * empty. */
int gd_ink_height_at(const GArray *bands, double y);

G_END_DECLS
