/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of pages, on request: the picture that is embedded in a page, or that
 * a file of pictures holds; else a render.
 */
#pragma once

#include "ingest/ingest.h"
#include "raster/picture.h"

G_BEGIN_DECLS

/* Access to the pictures of one source, which may be read page by page. Opens what it
 * needs, once. Not to be shared by threads. */
typedef struct GdImages GdImages;

/* Opens a source that gd_ingest_read() has read (kinds pdf and image). options may be
 * NULL. Errors: GD_ERROR_IO, _DAMAGED, _ENCRYPTED; _UNSUPPORTED for other kinds. */
GdImages *gd_images_open(const GdSource *source, const GdIngestOptions *options, GError **error);
void gd_images_close(GdImages *images);

/* The picture of a page, upright as displayed, with at least about dpi pixels of an
 * inch if the source has as many, and less than twice as many if it can be read at reduced
 * size; never more than GD_CAP_PICTURE_PIXELS. Caller owns. NULL and an error,
 * which does not concern other pages: GD_ERROR_DAMAGED, GD_ERROR_CAP, GD_ERROR_IO. */
GdPicture *gd_images_page(GdImages *images, guint number, double dpi, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdImages, gd_images_close)

G_END_DECLS
