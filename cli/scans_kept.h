/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of the pages that were read, kept for a second look: to have one anew takes as long as
 * reading twenty cells.
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

typedef struct GdKeptPictures GdKeptPictures;

/* Empty. Caller owns. */
GdKeptPictures *gd_kept_pictures_new(void);
void gd_kept_pictures_free(GdKeptPictures *kept);

/* Takes the picture of a page, laid as the page is. It is kept if it is grey and there is room:
 * memory holds those of a few pages only. kept may be NULL. */
void gd_kept_pictures_add(GdKeptPictures *kept, guint page, GdPicture *picture);

/* A picture that shares its pixels with the one kept of a page; NULL if none is, or kept is NULL.
 * Caller owns. */
GdPicture *gd_kept_pictures_get(const GdKeptPictures *kept, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdKeptPictures, gd_kept_pictures_free)

G_END_DECLS
