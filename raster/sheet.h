/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A grey picture laid out for work on whole blocks of bytes, and the two questions
 * that the ruling finder asks of each pixel: is it ink of a line, is it the edge
 * of a shaded area?
 */
#pragma once

#include "raster/rulings.h"

G_BEGIN_DECLS

/* Grey levels. A ruling of 0.3 points that falls between two pixels of 100 dpi
 * darkens each by a fifth: 53 levels. */
#define GD_INK 36

/* Rows of paper added above and below: as many as the thickest line may take. */
#define GD_SHEET_MARGIN 16

/* The picture with a margin of paper, and room to work in. */
typedef struct {
  guint8 *pixels, *room; /* room: four rows. Owned */
  gsize stride;
  guint blocks, reach;
} GdSheet;

/* Takes a copy of the picture. reach: pixels of the thickest line, at most
 * GD_SHEET_MARGIN. */
GdSheet gd_sheet_new(const GdGrey *g, guint reach);

/* Frees what the sheet owns. */
void gd_sheet_clear(GdSheet *sheet);

/* marks[x] = 1 where pixel x of row y is darker by GD_INK than something within
 * reach on both sides of a line along direction, else 0. marks has stride bytes. */
void gd_sheet_mark_ink(const GdSheet *sheet, int y, GdDirection direction, guint8 *marks);

/* marks[x] = 1 where brightness steps between the pixel and the one before it
 * across direction, here and to both sides along it, else 0. Steps of text mostly
 * do not go on so. */
void gd_sheet_mark_edges(const GdSheet *sheet, int y, GdDirection direction, guint8 *marks);

G_END_DECLS
