/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures that pages of a PDF embed, from their undecoded data, by Poppler's
 * private headers: several times as fast as a render, and not resampled.
 * Only in a build with GUIDANG_POPPLER_PRIVATE.
 */
#pragma once

#include "ingest/image_part.h"

G_BEGIN_DECLS

typedef struct GdPdfImages GdPdfImages;

/* password may be NULL. NULL if the file cannot be opened. */
GdPdfImages *gd_pdf_images_open(const char *path, const char *password);
void gd_pdf_images_close(GdPdfImages *images);

/* Size of a page as displayed, points. FALSE if there is no such page. */
gboolean gd_pdf_images_size(GdPdfImages *images, guint number, double *width, double *height);

/* The pictures of a page (from 1), decoded with at least dpi pixels of an inch where they have
 * as many. NULL and GD_ERROR_UNSUPPORTED if the page draws anything else that is seen, or draws
 * them in a way that only a render shows; GD_ERROR_DAMAGED, GD_ERROR_CAP if one cannot be
 * decoded. Caller owns (of GdPart*). */
GPtrArray *gd_pdf_images_page(GdPdfImages *images, guint number, double dpi, GError **error);

G_END_DECLS
