/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads value cells, each by two readers that work in different ways and were
 * trained on different draws:
 *
 * - a recurrent network (Tesseract's LSTM) sees the whole line of the cell;
 * - a classifier of single glyphs (glyph_net.h) sees pieces between cuts.
 *
 * Each gives a text with a probability and other texts it might be. Probabilities
 * are calibrated: of the cells given 0.99, 99 of 100 are right (docs/scans.md shows
 * the curve). Where both give the same text, the chance that both err alike is
 * small; where they differ the reading says so, and is not to be believed.
 *
 * A reader is for one thread; it holds Tesseract's handle and is reused.
 */
#pragma once

#include "ocr/lept.h"

G_BEGIN_DECLS

typedef enum {
  GD_READER_LSTM,
  GD_READER_GLYPHS,
  GD_READERS,
} GdReaderKind;

/* "lstm", "glyphs". Static. */
const char *gd_reader_name(GdReaderKind reader);

typedef enum {
  GD_CELL_BLANK,      /* no ink but rulings and specks */
  GD_CELL_DASH,       /* a mark for none: - — / 无 */
  GD_CELL_NUMBER,     /* digits with the marks and units that go with them */
  GD_CELL_UNREADABLE, /* ink that is no number, or that nobody could read */
} GdCellKind;

/* A text that a cell may hold. */
typedef struct {
  char *text;         /* of GD_GLYPH_ALPHABET, ? for other characters. Owned */
  double probability; /* 0..1 */
} GdCellChoice;

/* What one reader makes of a cell. */
typedef struct {
  char *text;         /* "" if it reads nothing. Owned */
  double probability; /* 0..1, calibrated: that text is what is printed */
  GPtrArray *others;  /* of GdCellChoice*, the likelier first; may be empty. Owned */
} GdCellOpinion;

typedef struct {
  GdCellKind kind;
  char *text;         /* "" for a blank; else that of the likelier reader. Owned */
  double probability; /* 0..1, calibrated: of both readers together, or of being blank */
  gboolean agree;     /* both read the same, or see the cell blank */
  guint lines;        /* of text; lines of `text` are divided by "\n" */
  gboolean cut;       /* ink touches the edge of the picture: text may go on beyond */
  gboolean stray;     /* ink as large as a digit's that is in no line of text */
  GdCellOpinion by[GD_READERS];
} GdCellReading;

void gd_cell_reading_free(GdCellReading *reading);

/* A cell's picture: 8 bpp grey, upright, lent; rulings at its edges do no harm. */
typedef struct {
  PIX *pix;   /* may be NULL: read as unreadable */
  double dpi; /* pixels of an inch of paper; 0 if unknown */
} GdCellPicture;

typedef enum {
  GD_EFFORT_QUICK,    /* several cells in one call of Tesseract; no alternatives of the LSTM */
  GD_EFFORT_THOROUGH, /* cells in doubt once more alone, with alternatives */
} GdEffort;

typedef struct GdCellReader GdCellReader;

/* Loads the models of folder models (NULL: tessdata in gd_data_dir()).
 * GD_ERROR_IO if a model is missing, GD_ERROR_DAMAGED if it is none. */
GdCellReader *gd_cell_reader_new(const char *models, GError **error);
void gd_cell_reader_free(GdCellReader *reader);

/* Reads n cells, best those of one table together: they share their digits' height.
 * Caller owns the array (of GdCellReading*, one for each cell in order). */
GPtrArray *gd_cell_reader_read(GdCellReader *reader, const GdCellPicture *cells, guint n,
                               GdEffort effort);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCellReading, gd_cell_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCellReader, gd_cell_reader_free)

G_END_DECLS
