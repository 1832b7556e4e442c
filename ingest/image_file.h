/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of pictures (TIFF, PNG, JPEG) as documents: one page for each picture.
 */
#pragma once

#include "ingest/ingest.h"
#include "raster/picture.h"

G_BEGIN_DECLS

/* Reads an identified file: fills n_pages and pages, all of kind scan and not readable until
 * their pictures are read. A page that is damaged says so in its reason. Errors:
 * GD_ERROR_DAMAGED, GD_ERROR_CAP (GD_CAP_PAGES, GD_CAP_IMAGE_FILE_BYTES). */
gboolean gd_image_file_read(GdSource *source, GError **error);

typedef struct GdImageFile GdImageFile;

/* Opens a file of pictures. GD_ERROR_IO, _DAMAGED, _CAP, _UNSUPPORTED. */
GdImageFile *gd_image_file_open(const char *path, GError **error);
void gd_image_file_close(GdImageFile *file);

/* The picture of a page (from 1). See gd_images_page(). */
GdPicture *gd_image_file_page(GdImageFile *file, guint number, double dpi, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdImageFile, gd_image_file_close)

G_END_DECLS
