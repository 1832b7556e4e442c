/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TIFF files of one page or many.
 */
#pragma once

#include "ingest/image_decode.h"

G_BEGIN_DECLS

typedef struct GdTiff GdTiff;

/* Opens a file. GD_ERROR_DAMAGED. */
GdTiff *gd_tiff_open(const char *path, GError **error);
void gd_tiff_close(GdTiff *tiff);

/* Pages of the file, at most GD_CAP_PAGES + 1. */
guint gd_tiff_pages(GdTiff *tiff);

/* The head of a page (from 1); the pages are to be asked for in order, since finding one takes as
 * long as there are pages before it. GD_ERROR_DAMAGED. */
gboolean gd_tiff_head(GdTiff *tiff, guint page, GdImageHead *head, GError **error);

/* A page at 1 / reduction of its size, not yet turned by its orientation. *damaged: as in
 * gd_jpeg_decode(). GD_ERROR_DAMAGED, GD_ERROR_CAP. Caller owns. */
struct Pix *gd_tiff_decode(GdTiff *tiff, guint page, guint reduction, gboolean *bilevel,
                           gboolean *damaged, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTiff, gd_tiff_close)

G_END_DECLS
