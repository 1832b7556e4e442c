/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between words.c, which joins glyphs, and word_text.c, which writes down what
 * they say.
 */
#pragma once

#include "ingest/pdf.h"

G_BEGIN_DECLS

typedef struct {
  const GdGlyph *glyph;
  double u0, u1, v0, v1; /* in the frame of its line */
  guint frame;           /* quarter turns clockwise */
  gboolean clash;        /* another glyph lies on it */
} GdPlaced;

typedef struct {
  GArray *glyphs; /* of GdPlaced* */
  double u1;      /* where it ends */
  double v0, v1;  /* of its last glyph of full height */
  double size;    /* of its largest glyph */
  double width;   /* of its last glyph, along the line */
  guint frame;
  double space; /* middle of a space drawn behind its end; G_MAXDOUBLE: none */
  gboolean hidden;
} GdJoined;

static inline GdPlaced *gd_joined_glyph(const GdJoined *word, guint i)
{
  return g_array_index(word->glyphs, GdPlaced *, i);
}

/* The word with its text in NFC and its flags. Caller owns. */
GdWord *gd_joined_write(const GdJoined *word);

/* Sorts words (GdWord*) into reading order: line by line, each from the left. */
void gd_words_sort(GPtrArray *words);

G_END_DECLS
