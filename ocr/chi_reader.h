/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads Chinese print with Tesseract's chi_sim, which Debian keeps. Single lines
 * go through the network of chi_sim by line_net.h: several at once, without Tesseract, whose
 * loading alone takes as long as the reading of ten labels. Its dictionary is left out: what it
 * makes of labels is wrong more often than right (docs/scans.md). Where the file is of a kind that
 * line_net.h does not read, and for pictures of several lines, it is Tesseract itself.
 */
#pragma once

#include "ocr/line_net.h"
#include "ocr/tess.h"

G_BEGIN_DECLS

typedef struct GdChiReader GdChiReader;

/* labels: of char*, folded, for gd_chi_reader_known(); may be NULL. Nothing is loaded before it is
 * needed. Never NULL. */
GdChiReader *gd_chi_reader_new(GPtrArray *labels);
void gd_chi_reader_free(GdChiReader *reader);

/* Reads n pictures of one line each (8 bpp, ink 0, paper exactly 255). symbols: of n, each set to
 * an array (of GdTessSymbol, left to right) that the caller owns. FALSE, and nothing set, if
 * chi_sim cannot be loaded (GD_ERROR_IO). columns: NULL, or of n, set to what the network made of
 * each, none where Tesseract read it; the caller clears them. */
gboolean gd_chi_reader_lines(GdChiReader *reader, PIX *const *lines, guint n, GArray **symbols,
                             GdLineColumns *columns, GError **error);

/* The known label that n lines of a picture, read as above, are: line_known.h. Lent. */
const char *gd_chi_reader_known(GdChiReader *reader, const GdLineColumns *lines, guint n,
                                const char *read);

/* Reads a grey picture as Tesseract itself parts it. Caller owns (of GdTessSymbol). NULL if chi_sim
 * cannot be loaded (GD_ERROR_IO). */
GArray *gd_chi_reader_picture(GdChiReader *reader, PIX *picture, GdTessLayout layout,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdChiReader, gd_chi_reader_free)

G_END_DECLS
