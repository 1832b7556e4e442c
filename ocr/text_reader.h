/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads labels and prose with Tesseract's chi_sim, and finds which way up a page is.
 * For one thread; reused.
 */
#pragma once

#include "models/page.h"
#include "models/request.h"
#include "ocr/lept.h"
#include "raster/homography.h"

G_BEGIN_DECLS

typedef struct GdTextReader GdTextReader;

/* GD_ERROR_IO if Debian's package tesseract-ocr-chi-sim is not installed. */
GdTextReader *gd_text_reader_new(GError **error);
void gd_text_reader_free(GdTextReader *reader);

/* The words of an upright grey picture of dpi: runs of characters that no wide gap divides, in
 * reading order, boxes through to_page. Caller owns (of GdWord*); empty if nothing is read. */
GPtrArray *gd_text_reader_read(GdTextReader *reader, PIX *picture, double dpi,
                               const GdHomography *to_page, GdContent content);

/* How many quarter turns clockwise (0..3) set a picture of a page upright, as
 * Tesseract's osd judges it. FALSE if it cannot tell (no text, little of it, no
 * package tesseract-ocr-osd). */
gboolean gd_text_upright(PIX *picture, double dpi, guint *quarters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTextReader, gd_text_reader_free)

G_END_DECLS
