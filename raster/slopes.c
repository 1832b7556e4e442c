/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Small gaps along rows are closed and everything is made thicker, so that a line
 *     askew by 6 degrees still has runs of SHORTEST_RUN pixels.
 *  2. What has no such run is dropped: most of text.
 *  3. A line is fitted to each component that is long and flat.
 */
#include "raster/slopes.h"

#include <leptonica/allheaders.h>

/* Inches. */
#define GAP (1 / 30.0)
#define SHORTEST_RUN (1 / 6.5)
#define SHORTEST 0.5

/* Height of a component: its slope, and some pixels for thickness and crossings. */
#define STEEPEST 0.13
#define THICK 8

/* Components that are looked at. */
#define CAP_COMPONENTS 20000

/* Step 3, by least squares over every second column of a component whose corner is at box. */
static gboolean fit_line(PIX *component, const BOX *box, double middle, GdStroke *stroke)
{
  const l_uint32 *data = pixGetData(component);
  int wpl = pixGetWpl(component);
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (int y = 0; y < box->h; y++) {
    const l_uint32 *line = data + (gsize)y * (gsize)wpl;
    for (int x = 0; x < box->w; x += 2) {
      if (!GET_DATA_BIT(line, x))
        continue;
      double u = box->x + x + 0.5 - middle, v = box->y + y + 0.5;
      n++;
      sx += u;
      sy += v;
      sxx += u * u;
      sxy += u * v;
    }
  }
  double spread = n * sxx - sx * sx;
  if (!(spread > 0))
    return FALSE;
  stroke->slope = (n * sxy - sx * sy) / spread;
  stroke->position = (sy - stroke->slope * sx) / n;
  stroke->weight = box->w;
  return TRUE;
}

GArray *gd_slopes_find(PIX *valleys, double dpi, double middle)
{
  GArray *strokes = g_array_new(FALSE, FALSE, sizeof(GdStroke));
  PIX *closed = pixCloseSafeBrick(NULL, valleys, MAX(1, (int)lround(GAP * dpi)), 1);
  PIX *thick = pixDilateBrick(NULL, closed, 1, 3);
  PIX *runs = pixOpenCompBrick(NULL, thick, (int)lround(SHORTEST_RUN * dpi), 1);
  PIXA *components = NULL;
  BOXA *boxes = pixConnComp(runs, &components, 8);
  for (int i = 0; i < MIN(boxaGetCount(boxes), CAP_COMPONENTS); i++) {
    BOX *box = boxaGetBox(boxes, i, L_CLONE);
    PIX *component = pixaGetPix(components, i, L_CLONE);
    GdStroke stroke;
    if (box->w >= SHORTEST * dpi && box->h <= STEEPEST * box->w + THICK &&
        fit_line(component, box, middle, &stroke))
      g_array_append_val(strokes, stroke);
    pixDestroy(&component);
    boxDestroy(&box);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&components);
  pixDestroy(&closed);
  pixDestroy(&thick);
  pixDestroy(&runs);
  return strokes;
}
