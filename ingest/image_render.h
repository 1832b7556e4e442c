/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of a PDF rendered by poppler-glib: shows everything, and is slower than the
 * pictures that a page embeds.
 */
#pragma once

#include "models/error.h"
#include "raster/picture.h"

G_BEGIN_DECLS

typedef struct GdRender GdRender;

/* password may be NULL. Errors: GD_ERROR_IO, _DAMAGED, _ENCRYPTED. */
GdRender *gd_render_open(const char *path, const char *password, GError **error);
void gd_render_close(GdRender *render);

/* A page (from 1) in colour, or in grey if it has no colour; at fewer than dpi if it would exceed
 * GD_CAP_PICTURE_PIXELS. GD_ERROR_DAMAGED, GD_ERROR_CAP. Caller owns. */
GdPicture *gd_render_page(GdRender *render, guint number, double dpi, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdRender, gd_render_close)

G_END_DECLS
