/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small classifier: fully connected layers with rectifiers between them and a softmax
 * behind (Bishop, Pattern Recognition and Machine Learning, chapter 5). What its inputs
 * and its classes mean is the business of those who use it: glyphs of value cells
 * (glyph_net.h), characters of labels (label_net.h). Trained by models/training/net_train.h.
 */
#pragma once

#include "models/error.h"

G_BEGIN_DECLS

/* Layers of weights, and units of one layer, at most. */
#define GD_NET_LAYERS 3
#define GD_NET_WIDEST 1024

/* Bytes of the letters of the classes, at most: one of three bytes for each. */
#define GD_NET_LETTERS (3 * GD_NET_WIDEST + 1)

/* One block of memory, freed by g_free. */
typedef struct {
  guint sizes[GD_NET_LAYERS + 1]; /* units: inputs, hidden layers, classes */
  char letters[GD_NET_LETTERS];   /* UTF-8, one letter for each of the first classes; further
                                     classes are no letters */
  gsize n_weights;
  float weights[]; /* of each layer: a row for each unit before it, then the biases */
} GdNet;

/* A net of that shape, weights 0. letters: no more than classes. Caller owns (g_free). */
GdNet *gd_net_new(const guint sizes[GD_NET_LAYERS + 1], const char *letters);

/* The weights of one layer (0..GD_NET_LAYERS - 1): sizes[layer] rows of sizes[layer + 1], then as
 * many biases. Lent. */
const float *gd_net_layer(const GdNet *net, guint layer);

/* What the units of each layer give for an input: sums for the last, rectified for the others. */
typedef struct {
  float layer[GD_NET_LAYERS][GD_NET_WIDEST];
} GdNetUnits;

/* Fills units for sizes[0] inputs; the last layer becomes log probabilities, the sum of their
 * exponentials is 1. */
void gd_net_run(const GdNet *net, const float *input, GdNetUnits *units);

/* Reads a file of weights: GD_ERROR_IO, or GD_ERROR_DAMAGED if it is not one. Caller owns
 * (g_free). */
GdNet *gd_net_load(const char *path, GError **error);

/* Writes such a file. The weights lose the lower half of their bits. */
gboolean gd_net_save(const GdNet *net, const char *path, GError **error);

G_END_DECLS
