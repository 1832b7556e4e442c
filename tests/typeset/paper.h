/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of the PDF, and a pen that moves down them. All coordinates are page
 * space as displayed (points, origin top left, y down); turning for /Rotate and
 * the offset of a crop box happen here. Text can be drawn damaged (only when
 * forced): as outlines, as a picture, covered by one, or with wrong Unicode.
 */
#pragma once

#include "style.h"

G_BEGIN_DECLS

typedef struct {
  const TsParams *file;   /* of the whole file: page size, rotation, crop box, damage. Lent */
  const TsParams *params; /* of the current report. Lent */
  const TsStyle *style;   /* lent */
  guint64 seed;
  GByteArray *bytes; /* the PDF */
  cairo_surface_t *surface;
  cairo_t *pdf;
  cairo_t *cr;                     /* where to draw: the page, or a recording of it */
  double width, height;            /* of the page as displayed */
  double left, right, top, bottom; /* edges of the text area */
  double y;                        /* the pen */
  guint page;                      /* from 1; 0 before the first */
  const char *running_head;        /* NULL if none. Lent */
} TsPaper;

TsPaper *ts_paper_new(const TsParams *params, const TsStyle *style, guint64 seed);

/* Ends the current page, if any; from the next one on, these hold (lent). */
void ts_paper_report(TsPaper *paper, const TsParams *params, const TsStyle *style,
                     const char *running_head);

/* Ends the current page, if any, and starts the next: the pen is at its top. */
void ts_paper_page(TsPaper *paper);

/* Room below the pen, points. */
static inline double ts_paper_room(const TsPaper *paper)
{
  return paper->bottom - paper->y;
}

/* Ends the document: its bytes, with /Rotate, /CropBox and damage to /ToUnicode
 * done. Caller owns. NULL and an error of GD_ERROR_IO. */
GBytes *ts_paper_finish(TsPaper *paper, GError **error);
void ts_paper_free(TsPaper *paper);

/* Draws lines first..first+count of a layout whose upper left corner would be at
 * x; line first begins at y. */
void ts_paper_lines(TsPaper *paper, PangoLayout *layout, double x, double y, guint first,
                    guint count, gboolean twice);

/* Draws a one-line layout from top to bottom in a box that begins at x, y. */
void ts_paper_vertical(TsPaper *paper, PangoLayout *layout, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsPaper, ts_paper_free)

G_END_DECLS
