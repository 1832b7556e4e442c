/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: a network that reads a line of print, as Tesseract's lstmtraining makes it and
 * combine_tessdata packs it (X.traineddata), run by a program of the project's own. In Tesseract
 * two thirds of the time of so small a network go into everything around it. Weights and values
 * are whole numbers, so that both give the same:
 *
 *     grey, scaled to the network's height
 *       └> stretched: from black to white -127..127
 *            └> 3 × 3 pixels ─ tanh ─> features of each pixel ─> the largest of m × m
 *                 └> each column of these, top to bottom, through an LSTM: features of the column
 *                      └> along the line through LSTMs, from the left or from the right
 *                           └> softmax: how likely each class is at each column
 *
 * Classes are letters or parts of their codes (line_codes.h), and "nothing new here" (connectionist
 * temporal classification, Graves et al., ICML 2006); line_decode.h makes text of them. LSTM:
 * Hochreiter and Schmidhuber, Neural Computation 9, 1997, with forget gates. Only networks of these
 * layers, in that order, are read.
 */
#pragma once

#include "models/error.h"
#include "ocr/lept.h"
#include "ocr/line_codes.h"
#include "ocr/line_matrix.h"

G_BEGIN_DECLS

/* Layers, features of one of them, classes, and rows of a picture, at most. */
#define GD_LINE_LAYERS 12
#define GD_LINE_FEATURES 512
#define GD_LINE_CLASSES 256
#define GD_LINE_MOST_HEIGHT 64

/* Columns of a picture at most; what is longer is no line of a value. */
#define GD_LINE_MOST_WIDTH 16384

typedef enum {
  GD_LAYER_EDGES,    /* 3 × 3 pixels, tanh */
  GD_LAYER_MAXIMA,   /* the largest of each square */
  GD_LAYER_COLUMNS,  /* an LSTM down each column; its last values are the column's */
  GD_LAYER_FORWARD,  /* an LSTM along the line */
  GD_LAYER_BACKWARD, /* the same from the right */
  GD_LAYER_SOFTMAX,
} GdLineLayerKind;

typedef struct {
  GdLineLayerKind kind;
  guint inputs, outputs; /* features */
  guint square;          /* of maxima: pixels of its side */
  GdLineMatrix matrix;   /* of an LSTM: new values, input gates, forget gates, output gates; its
                            inputs are those of the layer and its own outputs one step before.
                            Owned */
} GdLineLayer;

typedef struct {
  guint height;             /* rows of a picture */
  guint n_classes, nothing; /* "nothing new here" is one of the classes */
  guint64 seed;             /* of the noise that Tesseract puts around a picture */
  guint n_letters;          /* the first is the space */
  char **letters;           /* UTF-8; "" for those that are none. Owned */
  GdLineCodes *codes;       /* owned */
  guint n_layers;
  GdLineLayer layers[GD_LINE_LAYERS];
  GdLineCurve logistic, tanh;
} GdLineNet;

/* Reads a traineddata: GD_ERROR_IO, GD_ERROR_DAMAGED if it holds no such network. Caller owns. */
GdLineNet *gd_line_net_load(const char *path, GError **error);
void gd_line_net_free(GdLineNet *net);

/* How likely each class is at each column of a line. */
typedef struct {
  guint n, n_classes; /* columns; classes */
  double pixels;      /* of the picture that was given, to a column */
  float *p;           /* 0..1, column by column. Owned */
} GdLineColumns;

void gd_line_columns_clear(GdLineColumns *columns);

/* Runs the network on n lines, several at once, which is faster: 8 bpp grey, dark print on light.
 * columns: of n; none of a picture that is too narrow or too wide, or without memory. The caller
 * clears them. */
void gd_line_net_run(const GdLineNet *net, PIX *const *lines, guint n, GdLineColumns *columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLineNet, gd_line_net_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GdLineColumns, gd_line_columns_clear)

G_END_DECLS
