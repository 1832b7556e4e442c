/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strokes along an axis and thin filled areas are pieces of lines; the four
 * sides of a larger filled area are pieces of edges. raster/join.h makes rulings
 * of them.
 */
#include "ingest/rulings.h"

#include "raster/join.h"

/* Points. A filled area with a shorter side is a bullet or a box to tick, and
 * one with both sides below it is no cell. */
#define LEAST_AREA 8.0

/* Points; also the thickest filled area that is taken for a line. */
#define THIN_FILL 3.0

/* Share of the page's width and height from which a filled area is the paper. */
#define PAPER 0.9

/* 0..255. Least contrast of a line with what lies beneath it: hairlines of web
 * tables are as light as #EEE. */
#define LEAST_CONTRAST 8

/* Points. A later area hides a line if it reaches this far to both sides of it; one
 * that ends at the line is a cell's shading. */
#define REACH 1.0

/* Share of a line that a later area covers. */
#define COVERED 0.9

static gboolean is_seen(const GdMark *mark, const GdCovers *covers)
{
  GdPoint centre = gd_box_centre(mark->box);
  if (mark->kind != GD_MARK_IMAGE &&
      gd_covers_contrast(covers, centre, mark->order, mark->colour, NULL) < LEAST_CONTRAST)
    return FALSE;
  GdBox around = {mark->box.x0, mark->box.y0, mark->box.x1, mark->box.y1};
  if (gd_box_width(mark->box) >= gd_box_height(mark->box)) {
    around.y0 -= REACH;
    around.y1 += REACH;
  } else {
    around.x0 -= REACH;
    around.x1 += REACH;
  }
  return gd_covers_hidden(covers, around, mark->order) < COVERED;
}

static void add(GArray *pieces, GdDirection direction, double at, double from, double to,
                double width, gboolean is_edge)
{
  GdRuling piece = {direction, at, from, to, width, is_edge, FALSE};
  g_array_append_val(pieces, piece);
}

static void add_edges(GArray *pieces, const GdPdfPage *page, GdBox box)
{
  double width = gd_box_width(box), height = gd_box_height(box);
  gboolean paper = width > PAPER * page->width && height > PAPER * page->height;
  if (paper || width < LEAST_AREA || height < LEAST_AREA)
    return;
  add(pieces, GD_HORIZONTAL, box.y0, box.x0, box.x1, 0, TRUE);
  add(pieces, GD_HORIZONTAL, box.y1, box.x0, box.x1, 0, TRUE);
  add(pieces, GD_VERTICAL, box.x0, box.y0, box.y1, 0, TRUE);
  add(pieces, GD_VERTICAL, box.x1, box.y0, box.y1, 0, TRUE);
}

static GArray *find_pieces(const GdPdfPage *page, const GdCovers *covers)
{
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  for (guint i = 0; i < page->marks->len; i++) {
    const GdMark *mark = &g_array_index(page->marks, GdMark, i);
    GdBox box = mark->box;
    double width = gd_box_width(box), height = gd_box_height(box);
    GdPoint centre = gd_box_centre(box);
    gboolean line = mark->kind == GD_MARK_LINE;
    gboolean area = mark->kind == GD_MARK_FILL;
    gboolean image = mark->kind == GD_MARK_IMAGE; /* a pixel stretched to a line */
    if (!is_seen(mark, covers))
      continue;
    if ((line || area || image) && height <= THIN_FILL && width >= height)
      add(pieces, GD_HORIZONTAL, centre.y, box.x0, box.x1, line ? mark->width : height, FALSE);
    else if ((line || area || image) && width <= THIN_FILL)
      add(pieces, GD_VERTICAL, centre.x, box.y0, box.y1, line ? mark->width : width, FALSE);
    else if (area)
      add_edges(pieces, page, box);
  }
  return pieces;
}

GArray *gd_rulings_from_marks(const GdPdfPage *page, const GdCovers *covers)
{
  g_autoptr(GArray) pieces = find_pieces(page, covers);
  return gd_rulings_join(pieces);
}
