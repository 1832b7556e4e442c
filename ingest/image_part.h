/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures placed on a page → the picture of the page.
 */
#pragma once

#include "models/error.h"
#include "raster/picture.h"

G_BEGIN_DECLS

/* One picture as a page places it. */
typedef struct {
  struct Pix *pix;    /* 8 or 32 bits. Owned */
  gboolean bilevel;   /* its source has 1 bit */
  gboolean damaged;   /* see GdPicture */
  gboolean coarse;    /* see GdPicture; known once it is composed */
  GdHomography place; /* the unit square (x to the right, y down) → page space; affine */
} GdPart;

GdPart *gd_part_new(struct Pix *pix, gboolean bilevel, gboolean damaged, const GdHomography *place);
void gd_part_free(GdPart *part);

/* The picture of a page of that size (points) on which parts (of GdPart*; taken out of the array
 * where that saves copying) lie side by side: strips, tiles or one picture. Upright, cut to
 * the page, with square pixels. NULL and GD_ERROR_CAP if it would be too large, or
 * GD_ERROR_UNSUPPORTED if the parts overlap, or lie askew beside each other: then only a render
 * shows the page. Caller owns. */
GdPicture *gd_parts_compose(GPtrArray *parts, double width, double height, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPart, gd_part_free)

G_END_DECLS
