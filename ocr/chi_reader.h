/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads Chinese print with Tesseract's chi_sim, which Debian keeps. Single lines
 * go through the network of chi_sim by line_net.h: several at once, without Tesseract, whose
 * loading alone takes as long as the reading of ten labels. Its dictionary is left out: what it
 * makes of labels is wrong more often than right (docs/scans.md). Where the file is of a kind that
 * line_net.h does not read, and for pictures of several lines, it is Tesseract itself.
 */
#pragma once

#include "ocr/tess.h"

G_BEGIN_DECLS

typedef struct GdChiReader GdChiReader;

/* Nothing is loaded before it is needed. Never NULL. */
GdChiReader *gd_chi_reader_new(void);
void gd_chi_reader_free(GdChiReader *reader);

/* Reads n pictures of one line each (8 bpp, ink 0, paper exactly 255). symbols: of n, each set to
 * an array (of GdTessSymbol, left to right) that the caller owns. FALSE, and nothing set, if
 * chi_sim cannot be loaded (GD_ERROR_IO). */
gboolean gd_chi_reader_lines(GdChiReader *reader, PIX *const *lines, guint n, GArray **symbols,
                             GError **error);

/* Reads a grey picture as Tesseract itself parts it. Caller owns (of GdTessSymbol). NULL if chi_sim
 * cannot be loaded (GD_ERROR_IO). */
GArray *gd_chi_reader_picture(GdChiReader *reader, PIX *picture, GdTessLayout layout,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdChiReader, gd_chi_reader_free)

G_END_DECLS
