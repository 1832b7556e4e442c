/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edges of a sheet that was photographed, or scanned on a dark bed. What lies beyond them is
 * no paper: levelled as such, its grain looks like specks and strokes.
 */
#pragma once

#include <glib.h>

struct Pix;

G_BEGIN_DECLS

/* Clears what is beyond the edges of the sheet. ink: 1 bit. grey: 8 bits, the same area, smaller,
 * its light as it is. An edge is seen if what is beyond is clearly darker along most of a side;
 * without one, nothing is cleared there. Method: a vote of steps of light over straight lines
 * (Hough; R. O. Duda and P. E. Hart, Comm. ACM 15, 1972). */
void gd_sheet_edges_clear(struct Pix *ink, struct Pix *grey);

G_END_DECLS
