/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of the pages of a source that was read, for people: as a viewer shows them. It
 * parses the source's file: only workers use it.
 */
#pragma once

#include "models/source.h"
#include "raster/picture.h"

G_BEGIN_DECLS

typedef struct GdPictures GdPictures;

/* Lends source; opens nothing yet. password may be NULL. */
GdPictures *gd_pictures_new(const GdSource *source, const char *password);
void gd_pictures_free(GdPictures *pictures);

/* The page as displayed (to_page leads there), with about dpi pixels of an inch, or up to
 * twice as many. NULL if the file is not there any more, or is another one now, or
 * has no pages to be seen (text inputs). Caller owns. */
GdPicture *gd_pictures_page(GdPictures *pictures, guint number, double dpi);

/* The page of that number, NULL if it was not read. Lent. */
const GdPage *gd_source_page(const GdSource *source, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPictures, gd_pictures_free)

G_END_DECLS
