/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The glyph classifier: a patch of a strip → log probabilities of the characters
 * of value cells. Three fully connected layers with rectifiers between them and a
 * softmax behind (Bishop, Pattern Recognition and Machine Learning, chapter 5),
 * trained by models/training/train_glyphs.c. It sees one glyph at a time and knows
 * nothing of its neighbours: of another kind than an LSTM, so that both rarely fail
 * alike.
 */
#pragma once

#include "models/error.h"
#include "ocr/lept.h"

G_BEGIN_DECLS

/* Size of a patch, and what else is told of it: width, height, top, amount of ink. */
#define GD_PATCH_ROWS 20
#define GD_PATCH_COLUMNS 14
#define GD_PATCH_FACTS 4
#define GD_PATCH_SIZE (GD_PATCH_ROWS * GD_PATCH_COLUMNS + GD_PATCH_FACTS)

/* Units of the hidden layers. */
#define GD_NET_FIRST 80
#define GD_NET_SECOND 40

/* Classes: the alphabet, any other character, and what is no character (a part of
 * one, parts of two). */
#define GD_GLYPH_ALPHABET "0123456789.,-+%/—万元件无"
#define GD_GLYPH_LETTERS 21
#define GD_GLYPH_OTHER 21
#define GD_GLYPH_JUNK 22
#define GD_GLYPH_CLASSES 23

typedef struct {
  float first[GD_PATCH_SIZE][GD_NET_FIRST], first_bias[GD_NET_FIRST];
  float second[GD_NET_FIRST][GD_NET_SECOND], second_bias[GD_NET_SECOND];
  float last[GD_NET_SECOND][GD_GLYPH_CLASSES], last_bias[GD_GLYPH_CLASSES];
} GdGlyphNet;

/* A strip's grey levels, 0 ink to 255 paper, GD_STRIP_HEIGHT rows of width bytes. */
typedef struct {
  int width;
  guint8 *v; /* owned */
} GdStripBytes;

GdStripBytes gd_strip_bytes(PIX *strip);
void gd_strip_bytes_clear(GdStripBytes *bytes);

/* The columns x0..x1-1 as a patch: its ink fitted into the patch, thin glyphs kept
 * thin. FALSE if there is no ink. */
gboolean gd_glyph_patch(const GdStripBytes *strip, int x0, int x1, float patch[GD_PATCH_SIZE]);

/* Log probabilities of the classes; sum of their exponentials is 1. */
void gd_glyph_net_run(const GdGlyphNet *net, const float patch[GD_PATCH_SIZE],
                      float log_p[GD_GLYPH_CLASSES]);

/* Reads a file of weights (16-bit floats of bfloat kind, little endian, with a header and a
 * CRC-32): GD_ERROR_IO, or GD_ERROR_DAMAGED if it is not one. Caller owns (g_free). */
GdGlyphNet *gd_glyph_net_load(const char *path, GError **error);

/* Writes such a file. The weights lose the lower half of their bits. */
gboolean gd_glyph_net_save(const GdGlyphNet *net, const char *path, GError **error);

G_END_DECLS
