/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a picture is ink: grey without the red of seals, the level of the paper all
 * over it, and a picture of 1 bit.
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* In 1/64. Seal ink of 205, 40, 60 becomes 255. */
#define GD_RED_GAIN 11

/* The picture as 8 bits grey, as red light sees it: red ink (seals, red heads) is
 * as bright as paper, black ink under it stays dark. A picture that is grey already is
 * returned itself, with a reference more. Caller owns (pixDestroy). */
struct Pix *gd_grey_without_seal(const GdPicture *picture);

/* The level of a pixel of RGB (0xRRGGBB00) without red: the redder it is, the nearer to its paper
 * than red light alone would see it. */
static inline guint gd_level_without_red(guint32 rgb)
{
  int red = (int)(rgb >> 24), green = (int)(rgb >> 16 & 0xFF), blue = (int)(rgb >> 8 & 0xFF);
  int redness = MAX(0, 2 * red - green - blue);
  return (guint)MIN(255, red + redness * GD_RED_GAIN / 64);
}

/* Brightness of the paper, by tiles of the picture. */
typedef struct {
  guint8 *levels; /* row by row. Owned */
  guint columns, rows;
  guint tile; /* pixels of its side */
} GdPaper;

/* The paper of a grey picture; tile: pixels, larger than the largest character. */
GdPaper gd_paper_new(struct Pix *grey, guint tile);
void gd_paper_clear(GdPaper *paper);

/* Level at pixel (x, y), 0..255, interpolated between the middles of tiles. */
double gd_paper_at(const GdPaper *paper, double x, double y);

/* Ink of a grey picture: 1 where it is darker than `share` of the paper there. NULL without
 * memory. Caller owns. */
struct Pix *gd_bilevel_new(struct Pix *grey, const GdPaper *paper, double share);

G_END_DECLS
