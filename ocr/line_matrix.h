/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: products of a matrix of small whole numbers with vectors of such, and the curves
 * that a network of lines (line_net.h) puts them through. Numbers are kept as floats: all sums of
 * products stay below 2^24, so they are exact in whatever order they are added, with or without
 * fused instructions, and results are the same on every machine.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What 1 is in whole numbers: weights and values go from -127 to 127. */
#define GD_LINE_ONE 127

/* Rows are padded to a multiple of this: so many sums fit into the registers of a processor. */
#define GD_LINE_TILE 32

/* Inputs of one row at most: with more, a sum of products may not be exact. */
#define GD_LINE_MOST_INPUTS 1024

typedef struct {
  guint n_in, n_out;
  guint rows;     /* n_out, padded */
  float *weights; /* rows / GD_LINE_TILE times n_in times GD_LINE_TILE. Owned, as are the others */
  float *bias;    /* rows */
  float *scale;   /* rows: what a sum is multiplied by */
} GdLineMatrix;

/* A matrix of zeros. n_in: at most GD_LINE_MOST_INPUTS. */
GdLineMatrix gd_line_matrix_new(guint n_in, guint n_out);
void gd_line_matrix_clear(GdLineMatrix *matrix);

/* Row by row: bias and weights (whole numbers), scale. */
void gd_line_matrix_set(GdLineMatrix *matrix, guint row, const gint8 *weights, gint8 bias,
                        double scale);

/* out (of rows) = scale · (weights · in + bias). */
void gd_line_matrix_run(const GdLineMatrix *matrix, const float *in, float *out);

/* Places of a table of a curve, to a unit and in all: from 16 on a curve is 1. */
#define GD_LINE_PLACES 256
#define GD_LINE_TABLE 4096

/* A curve from 0 on: its value at each place, and how much more it is at the next one. */
typedef struct {
  float value[GD_LINE_TABLE], step[GD_LINE_TABLE];
} GdLineCurve;

/* The two curves. */
void gd_line_curve_logistic(GdLineCurve *curve);
void gd_line_curve_tanh(GdLineCurve *curve);

/* Put n values through them, straight lines between the places. Below 0 the logistic curve is 1
 * less its mirror image, the other one is the mirror image's negative. */
void gd_line_logistic(const GdLineCurve *curve, float *values, guint n);
void gd_line_tanh(const GdLineCurve *curve, float *values, guint n);

G_END_DECLS
