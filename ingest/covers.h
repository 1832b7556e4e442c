/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over and under a place of a page: filled areas and pictures, by
 * tiles, so that a look-up does not grow with the page.
 */
#pragma once

#include "ingest/pdf.h"

G_BEGIN_DECLS

typedef struct GdCovers GdCovers;

/* The areas and pictures of a page; the record must outlive it. NULL if there
 * are too many (record->over is set). */
GdCovers *gd_covers_new(GdPdfPage *record);
void gd_covers_free(GdCovers *covers);

/* Share of box (0..1) that the one area or picture hides that is drawn after
 * turn order and hides most of it. Several that hide it only together are not seen. */
double gd_covers_hidden(const GdCovers *covers, GdBox box, guint order);

/* How far a colour (0xRRGGBB) drawn at a place at turn order stands out from what
 * lies beneath, 0..255: the largest difference of a colour part. 255 on a
 * picture, whose colour nobody knows here. Where shapes lie beneath of which only the
 * box is known, the least of what it may be; *sure (may be NULL) is then FALSE. */
guint gd_covers_contrast(const GdCovers *covers, GdPoint place, guint order, guint32 colour,
                         gboolean *sure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCovers, gd_covers_free)

G_END_DECLS
