/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The glyph classifier: a patch of a strip → log probabilities of the characters
 * of value cells, by a net (net.h) trained by models/training/train_glyphs.c. It sees one
 * glyph at a time and knows nothing of its neighbours: of another kind than an LSTM, so
 * that both rarely fail alike.
 */
#pragma once

#include "ocr/lept.h"
#include "ocr/net.h"

G_BEGIN_DECLS

/* Size of a patch, and what else is told of it: width, height, top, amount of ink. */
#define GD_PATCH_ROWS 20
#define GD_PATCH_COLUMNS 14
#define GD_PATCH_FACTS 4
#define GD_PATCH_SIZE (GD_PATCH_ROWS * GD_PATCH_COLUMNS + GD_PATCH_FACTS)

/* Classes: the alphabet, any other character, and what is no character (a part of
 * one, parts of two). */
#define GD_GLYPH_ALPHABET "0123456789.,-+%/—万元件无"
#define GD_GLYPH_LETTERS 21
#define GD_GLYPH_OTHER 21
#define GD_GLYPH_JUNK 22
#define GD_GLYPH_CLASSES 23

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

/* Reads the classifier's weights: GD_ERROR_IO, or GD_ERROR_DAMAGED if the file holds none, or
 * those of another net. Caller owns (g_free). */
GdNet *gd_glyph_net_load(const char *path, GError **error);

G_END_DECLS
