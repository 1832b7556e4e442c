/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads labels and prose, and finds which way up a page is. A line of a label is read by the net of
 * labels (label_reader.h) if that is sure of every character, else by chi_sim
 * (chi_reader.h). For one thread; reused.
 */
#pragma once

#include "models/page.h"
#include "models/request.h"
#include "ocr/lept.h"
#include "raster/homography.h"

G_BEGIN_DECLS

typedef struct GdTextReader GdTextReader;

/* models: the folder of the trained models, lent until the reader is freed; NULL for tessdata in
 * gd_data_dir(). labels: see gd_ocr_new(). Models are loaded when they are first needed. Never
 * NULL. */
GdTextReader *gd_text_reader_new(const char *models, GPtrArray *labels);
void gd_text_reader_free(GdTextReader *reader);

/* A picture that is read. */
typedef struct {
  PIX *picture; /* upright, grey. Lent */
  double dpi;
  GdHomography to_page; /* of the picture's pixels */
  GdContent content;    /* a label, or a line of prose */
  GPtrArray *words;     /* set: of GdWord*, runs of characters that no wide gap divides, in reading
                           order, boxes through to_page; empty if nothing is read. Caller owns */
} GdTextTask;

/* Reads n pictures, which is faster together. FALSE and an error if a model cannot be loaded:
 * GD_ERROR_IO (for chi_sim, if Debian's package tesseract-ocr-chi-sim is not installed),
 * GD_ERROR_DAMAGED; words of some may then be set. */
gboolean gd_text_reader_read(GdTextReader *reader, GdTextTask *tasks, guint n, GError **error);

/* What each of the readers makes of the line in a picture of one, left to right: *chi (of
 * GdTessSymbol), *net (of GdLabelSymbol). Caller owns both; empty if there is no line. FALSE and an
 * error as above. */
gboolean gd_text_reader_line(GdTextReader *reader, PIX *picture, double dpi, GArray **chi,
                             GArray **net, GError **error);

/* A first look at a picture as of a task: *upright is how many of its lines the net of labels is
 * sure of. FALSE and an error if that cannot be loaded. */
gboolean gd_text_reader_glance(GdTextReader *reader, PIX *picture, double dpi, guint *upright,
                               GError **error);

/* How many quarter turns clockwise (0..3) set a picture of a page upright, as
 * Tesseract's osd judges it. FALSE if it cannot tell (no text, little of it, no
 * package tesseract-ocr-osd). */
gboolean gd_text_upright(PIX *picture, double dpi, guint *quarters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTextReader, gd_text_reader_free)

G_END_DECLS
