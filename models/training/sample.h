/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Synthetic value cells: what stands in one, how it is printed, how it is scanned.
 * Everything is drawn from a seed; the two readers train on different seeds, and
 * the tests and the calibration on others again.
 */
#pragma once

#include <pango/pangocairo.h>

#include "ocr/lept.h"
#include "tests/typeset/rng.h"

G_BEGIN_DECLS

/* Ink of one character, pixels of GdSample.pix. */
typedef struct {
  gunichar character;
  double x0, x1, y; /* y: its middle */
} GdSampleGlyph;

typedef struct {
  PIX *pix;       /* 8 bpp, as cut from a scanned page. Owned */
  double dpi;     /* of pix */
  char *text;     /* printed; "" for a blank cell. Owned */
  GArray *glyphs; /* of GdSampleGlyph, in order of the text. Owned */
} GdSample;

/* How much a sample is worn. */
typedef enum {
  GD_WEAR_CLEAN,  /* scanner's blur and grain only */
  GD_WEAR_OFFICE, /* a decent scan: JPEG, weak seal */
  GD_WEAR_HARD,   /* anything: faded, specks, second copies */
  GD_WEAR_FAX,    /* bilevel, thin strokes lost */
  GD_WEAR_LEVELS
} GdWear;

const char *gd_wear_name(GdWear wear);

/* The faces of one list of fonts (one family a line, # comments), those that are
 * installed. Caller owns (of char*). */
GPtrArray *gd_sample_faces(const char *path, GError **error);

/* The same of a list of models/training, as gd_data_dir() finds it, by its name: "faces-test.txt"
 * are those of tests and benches. */
GPtrArray *gd_sample_faces_named(const char *name, GError **error);

/* Text of a value cell: numbers mostly, marks for none, units, signs, separators;
 * others' characters now and then. Caller frees. */
char *gd_sample_text(TsRng *rng);

/* A character that no value has, as the readers are taught to report it. */
#define GD_SAMPLE_OTHER '?'

/* text with each character that no value has replaced by GD_SAMPLE_OTHER. Caller frees. */
char *gd_sample_truth(const char *text);

/* Whether a reading says what is printed: all dashes are the same mark, and separators of
 * thousands do not change a number. */
gboolean gd_sample_same(const char *reading, const char *truth);

/* A level of wear, as the readers were trained on them: most cells are worn. */
GdWear gd_sample_wear(TsRng *rng);

/* Draws text (may be "") in one of the faces. Caller owns. */
GdSample *gd_sample_new(TsRng *rng, const GPtrArray *faces, const char *text, GdWear wear);
void gd_sample_free(GdSample *sample);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdSample, gd_sample_free)

G_END_DECLS
