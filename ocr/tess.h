/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: one handle of Tesseract (C API of 5.3), with its own threads
 * off. Gives symbols; what they make together is the caller's business.
 */
#pragma once

#include "models/error.h"
#include "ocr/lept.h"

G_BEGIN_DECLS

typedef struct GdTess GdTess;

/* What the picture is, in Tesseract's terms of page segmentation. */
typedef enum {
  GD_TESS_BLOCK = 6,     /* lines of one block */
  GD_TESS_LINE = 7,      /* one line */
  GD_TESS_RAW_LINE = 13, /* one line, exactly as it is */
} GdTessLayout;

/* Bytes of GdTessSymbol.rivals: eight letters. */
#define GD_TESS_RIVALS_BYTES 33

typedef struct {
  char text[16];      /* UTF-8, not empty */
  int x0, y0, x1, y1; /* pixels */
  float confidence;   /* 0..1, Tesseract's own: not calibrated */
  gboolean starts_line, starts_word;
  char rivals[GD_TESS_RIVALS_BYTES]; /* UTF-8: what another reader read there (U+FFFD: no
                                        letter it knows) and considered, likeliest first; "": not
                                        known. Not Tesseract's */
} GdTessSymbol;

/* Loads LANGUAGE.traineddata of a folder (NULL: where Tesseract's own are).
 * GD_ERROR_IO if it cannot. */
GdTess *gd_tess_new(const char *folder, const char *language, GError **error);
void gd_tess_free(GdTess *tess);

/* The symbols of a grey picture in reading order. Caller owns (of GdTessSymbol); empty if nothing
 * is read. */
GArray *gd_tess_read(GdTess *tess, PIX *picture, GdTessLayout layout);

/* How many quarter turns clockwise (0..3) set a picture of text upright, by osd. FALSE if
 * it is not sure, or not installed. */
gboolean gd_tess_orientation(PIX *picture, guint *quarters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTess, gd_tess_free)

G_END_DECLS
