/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables in the picture of a page: rulings that are skewed, seen in perspective,
 * faded, broken, dashed or covered with specks → rulings of page space along the
 * axes, from which tables/lattice.c makes grids as from those of a drawing; and
 * regions of page space → small straight pictures for readers.
 */
#pragma once

#include "models/page.h"
#include "raster/picture.h"

G_BEGIN_DECLS

/* What was found. */
typedef struct {
  GArray *rulings; /* of GdRuling, rectified page space; horizontal first, then by at. Owned */
  GdHomography displayed; /* rectified page space → page as shown */
  double turn;            /* degrees clockwise by which the sheet is turned, in the middle */
} GdScan;

/* Finds the lines of tables, and rectifies picture->to_page by them. A picture without
 * tables yields no rulings, and is turned straight by its lines of writing if these are
 * clear. rulings is NULL if there are more than GD_CAP_PAGE_RULINGS. Caller owns. */
GdScan *gd_scan_find(GdPicture *picture);
void gd_scan_free(GdScan *scan);

/* gd_scan_find() for a page: sets its rulings and displayed. FALSE, and the page has no
 * rulings, if there are too many of them. */
gboolean gd_scan_page(GdPage *page, GdPicture *picture);

/* A region as a reader of text wants it. */
typedef struct {
  double height;  /* pixels that height_points are to become; 0: the picture's own scale */
  double points;  /* height in page space of what becomes `height`, points: digits, a line */
  gboolean plain; /* TRUE: no background is taken away, no seal removed */
} GdCrop;

/* The region of page space as an 8-bit grey picture, straight: sampled through
 * to_page, red ink of seals taken out, uneven light levelled so that paper is exactly 255;
 * of bilevel pictures smoothed, with paper 255 too. *to_page (may be NULL) maps
 * its pixels to page space. NULL if the region is empty, outside the picture or larger than
 * GD_CAP_REGION_PIXELS. Caller owns (pixDestroy). */
struct Pix *gd_picture_region(const GdPicture *picture, GdBox box, const GdCrop *crop,
                              GdHomography *to_page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdScan, gd_scan_free)

G_END_DECLS
