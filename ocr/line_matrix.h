/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: products of a matrix of small whole numbers with vectors of such, and the curves
 * that a network of lines (line_net.h) puts them through. All sums are whole numbers, so that they
 * are the same in whatever order, and on whatever machine, they are made.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What 1 is in whole numbers: weights and values go from -127 to 127. */
#define GD_LINE_ONE 127

/* Inputs of one row at most. */
#define GD_LINE_MOST_INPUTS 1024

/* Vectors are padded to a multiple of this with zeros: what wide registers hold. */
#define GD_LINE_PAD 16

/* Vectors that are multiplied at once: each weight is fetched once for all. */
#define GD_LINE_LANES 8

typedef struct {
  guint n_in, n_out;
  guint padded;    /* n_in, padded */
  gint16 *weights; /* n_out rows of `padded`. Owned, as are the others */
  gint32 *bias;    /* n_out */
  float *scale;    /* n_out: what a sum is multiplied by */
} GdLineMatrix;

/* A matrix of zeros. n_in: at most GD_LINE_MOST_INPUTS. */
GdLineMatrix gd_line_matrix_new(guint n_in, guint n_out);
void gd_line_matrix_clear(GdLineMatrix *matrix);

/* One row: n_in weights and the bias, signed bytes; and its scale. */
void gd_line_matrix_set(GdLineMatrix *matrix, guint row, const guint8 *weights, double scale);

/* out[i] (of n_out) = scale · (weights · in[i] + bias), for n (1..GD_LINE_LANES) vectors, padded.
 */
void gd_line_matrix_run(const GdLineMatrix *matrix, const gint16 *const *in, float *const *out,
                        guint n);

/* Places of a table of a curve, to a unit and in all: from 16 on a curve is 1. */
#define GD_LINE_PLACES 256
#define GD_LINE_TABLE 4096

/* A curve from 0 on: its value at each place, and one more. */
typedef struct {
  float value[GD_LINE_TABLE + 1];
} GdLineCurve;

/* The two curves. */
void gd_line_curve_logistic(GdLineCurve *curve);
void gd_line_curve_tanh(GdLineCurve *curve);

/* Put n values through them, straight lines between the places. Below 0 the logistic curve is 1
 * less its mirror image, the other one is the mirror image's negative. */
void gd_line_logistic(const GdLineCurve *curve, float *values, guint n);
void gd_line_tanh(const GdLineCurve *curve, float *values, guint n);

G_END_DECLS
