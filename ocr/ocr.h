/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stage ocr: requests to read regions of a scanned page → answers. The only place
 * that knows Tesseract. One GdOcr for each thread or worker, reused for all its
 * documents: loading the models takes longer than reading a page of cells.
 */
#pragma once

#include "models/request.h"
#include "raster/picture.h"

G_BEGIN_DECLS

typedef struct GdOcr GdOcr;

/* models: the folder of the trained models, NULL for tessdata in gd_data_dir(). labels: of char*,
 * folded, that may stand on the pages: what cannot be read is held against them (GdWord.known);
 * NULL: none. Models are loaded when they are first needed. Never NULL. */
GdOcr *gd_ocr_new(const char *models, GPtrArray *labels);
void gd_ocr_free(GdOcr *ocr);

/* Answers n requests, all of the page that picture shows, in their order. Value cells are
 * read together, best those of one table in one call. A region outside the picture is
 * an unreadable cell, or has no words. Caller owns (of GdReadAnswer*). NULL and an error
 * (GD_ERROR_IO, GD_ERROR_DAMAGED) if a model cannot be loaded. */
GPtrArray *gd_ocr_read(GdOcr *ocr, const GdPicture *picture, const GdReadRequest *requests, guint n,
                       GError **error);

/* How many quarter turns clockwise (0..3) set the page upright. FALSE if that cannot be
 * told: no text, or little. Method: osd of Tesseract. */
gboolean gd_ocr_upright(const GdPicture *picture, guint *quarters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdOcr, gd_ocr_free)

G_END_DECLS
