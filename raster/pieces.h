/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables without rulings, or with some that bound no cells, as a picture shows them: pieces of
 * text that stand in lines with wide gaps.
 *
 *     行政许可          5          12        pieces: three
 *     行政处罚          0           3        pieces: three
 *     全年通过门户网站发布各类信息59条，      one piece: prose
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* Lines of pieces that follow one another. */
typedef struct {
  GdBox box;      /* around all of them; page space */
  GArray *pieces; /* of GdBox, line by line, left to right; page space. Owned */
  GArray *lines;  /* of GdBox, as many: the line that each piece stands in. Owned */
} GdPieceArea;

void gd_piece_area_free(GdPieceArea *area);

/* The areas of a page whose picture has been laid straight (raster/scan.h), top to bottom. taken
 * (of GdBox, page space): what is ruled, and left out. Caller owns (of GdPieceArea*); empty if
 * there are none, or more parts than GD_CAP_PAGE_PARTS. Method: run-length smoothing (Wong,
 * Casey and Wahl 1982) by the height of the page's own characters. */
GPtrArray *gd_piece_areas_find(const GdPicture *picture, const GdPage *page, const GArray *taken);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPieceArea, gd_piece_area_free)

G_END_DECLS
