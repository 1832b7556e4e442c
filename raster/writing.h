/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pencil of a page's lines of writing, where there are no rulings that would show it.
 */
#pragma once

#include "raster/pencil.h"

struct Pix;

G_BEGIN_DECLS

/* Where the pencil is looked for. */
typedef struct {
  double slope, within; /* the slope in the middle of the picture, and how far off it may be */
  double fan;           /* the widest change of slope over the height of the picture */
} GdWritingRange;

/* Finds the pencil under which the rows of ink (1 bit) are most unlike their neighbours: full
 * where a line of writing is, empty between two. FALSE, and *pencil stays, if no pencil of the
 * range is clearly better than the others. Method: sharpest projection profile (Postl 1986),
 * here over turn and perspective at once. */
gboolean gd_writing_pencil(struct Pix *ink, const GdWritingRange *range, GdPencil *pencil);

G_END_DECLS
