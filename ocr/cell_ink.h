/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the picture of a value cell: the levels of paper and ink, the
 * lines of text, without the remains of rulings at the edge. Both readers of
 * cells start here, and so does the making of their training data; the readers
 * are only as good as this cut ("the crop decides more than the recogniser").
 */
#pragma once

#include "models/geometry.h"
#include "ocr/lept.h"

G_BEGIN_DECLS

/* Rows of a strip, pixels. Readers scale them to what they need. */
#define GD_STRIP_HEIGHT 36

/* Height of a strip over the height of a digit: room for 万, for a comma below
 * the line, and for a digit that stands off by some pixels. */
#define GD_STRIP_ROOM 1.5

/* A line of text in a cell; pixels of GdCellInk.grey. */
typedef struct {
  double x0, y0, x1, y1; /* around the ink */
  double height;         /* of a digit; 0 if the line has nothing so tall (a dash) */
} GdInkLine;

typedef struct {
  PIX *grey;        /* 8 bpp, at most GD_INK_DPI, rulings painted over. Owned */
  double scale;     /* pixels of grey for one of the picture that was given */
  double dpi;       /* of grey */
  double rim;       /* see gd_cell_ink_new() */
  int paper;        /* level of the paper, 0..255 */
  int ink;          /* level of the darkest strokes, 0..255 */
  GArray *lines;    /* of GdInkLine, top to bottom; empty if the cell is blank. Owned */
  double stray;     /* the largest part in no line and of no ruling, in areas of a digit */
  double rest;      /* all ink in no line and of no ruling, specks too, in areas of a digit */
  double faint;     /* the most that something too faint to be read stands out, levels */
  gboolean bilevel; /* black and white only: pale ink leaves no trace */
  gboolean whole;   /* see GdCellPicture */
  gboolean sealed;  /* the same */
  gboolean clipped; /* paper without any grain: pale ink may have been taken for paper */
  gboolean minus;   /* a pale bar stands in front of a line: readers may not see it */
  gboolean cut;     /* a line touches the edge of the picture: text may go on beyond */
} GdCellInk;

/* cell: 8 bpp grey, upright, lent. dpi: its resolution, 0 if unknown. rim: of a piece of text that
 * no ruling bounds, the paper around it, inches; 0 for a cell along its rulings. Never NULL:
 * a picture that is too small, too large (GD_CAP_CELL_PIXELS) or has no ink gives
 * no lines. Method: levels by percentiles, components (Leptonica), see cell_ink.c. */
GdCellInk *gd_cell_ink_new(PIX *cell, double dpi, double rim);

/* Levels and rulings only, for text that is no value: no lines are looked for, and nothing but
 * long rulings is painted over. A picture without ink has `faint`. */
GdCellInk *gd_cell_ink_levels(PIX *cell, double dpi);
void gd_cell_ink_free(GdCellInk *ink);

/* How far from the edge remains of rulings are, pixels of grey: `inches` in a cell, and less around
 * a piece of text, whose own strokes stand no farther from the edge than its rim. */
double gd_cell_ink_zone(const GdCellInk *ink, double inches);

/* What is darker than paper, 1 bpp, of the size of grey, which must not be NULL. NULL without
 * memory. Caller owns. */
PIX *gd_cell_ink_mask(const GdCellInk *ink);

/* A window of grey (pixels; what lies beyond it is paper), contrast stretched so that ink is 0
 * and paper exactly 255. NULL without memory. Caller owns. */
PIX *gd_cell_ink_window(const GdCellInk *ink, int x0, int y0, int width, int height);

/* Where a strip was taken from: x of grey = x0 + x of strip / scale, same for y. */
typedef struct {
  double x0, y0, scale;
} GdStripPlace;

/* How a strip is made. */
typedef struct {
  double room;  /* its height over that of a digit */
  double paper; /* part of the way from paper to ink that is still paper: grain and shading */
} GdStripLook;

/* What readers are trained on. */
#define GD_STRIP_USUAL ((GdStripLook){GD_STRIP_ROOM, 0.15})

/* The line as a strip: 8 bpp, GD_STRIP_HEIGHT rows, ink 0, paper exactly 255.
 * height: of the table's digits in pixels of grey (0 if unknown), which counts where the line's own
 * differs much. place: may be NULL. NULL if the line is too long to be a value.
 * Caller owns. */
PIX *gd_cell_ink_strip(const GdCellInk *ink, const GdInkLine *line, double height, GdStripLook look,
                       GdStripPlace *place);

/* Strokes wider (or thinner, if not) by a pixel on each side. */
void gd_cell_ink_spread(GdCellInk *ink, gboolean wider);

/* Paints over what is small beside a digit of that height (pixels of grey) and stands alone:
 * specks, but points and commas too. */
void gd_cell_ink_clean(GdCellInk *ink, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCellInk, gd_cell_ink_free)

G_END_DECLS
