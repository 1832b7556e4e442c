/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. The region is sampled through the inverse of to_page at the picture's own scale, between
 *     four pixels each (bilinear), in red light. Beyond the picture is paper.
 *  2. Its paper (bilevel.h) becomes 255: levels are divided by it, and what is within NOISE of it
 *     is 255 exactly; readers estimate contrast from the levels that they see.
 *     Of bilevel pictures strokes are smoothed instead: their paper is 255 already.
 *  3. It is scaled to the height that is asked for.
 */
#include "raster/scan.h"

#include "models/limits.h"
#include "raster/bilevel.h"

#include <leptonica/allheaders.h>

/* Share of the paper's level that is its noise. */
#define NOISE 0.07

/* Inches: tiles of paper, larger than characters; a cell has one or a few. */
#define TILE 0.25

/* Pixels of a row between which places are interpolated. */
#define SPAN 64

/* A page is scaled up at most so much. */
#define MOST_SCALE 8.0

/* Reads the red or only channel of a picture. */
typedef struct {
  const l_uint32 *data;
  int wpl, width, height;
  gboolean colour;
} Source;

static int level(const Source *s, int x, int y)
{
  if (x < 0 || y < 0 || x >= s->width || y >= s->height)
    return 255;
  const l_uint32 *line = s->data + (gsize)y * (gsize)s->wpl;
  return s->colour ? (int)gd_level_without_red(line[x]) : GET_DATA_BYTE(line, x);
}

/* The level at a place in 1/256 pixels. */
static int between(const Source *s, gint64 px, gint64 py)
{
  int x = (int)(px >> 8), y = (int)(py >> 8), fx = (int)(px & 255), fy = (int)(py & 255);
  int a, b, c, d;
  if (x >= 0 && y >= 0 && x + 1 < s->width && y + 1 < s->height) {
    const l_uint32 *line = s->data + (gsize)y * (gsize)s->wpl, *next = line + s->wpl;
    a = s->colour ? (int)gd_level_without_red(line[x]) : GET_DATA_BYTE(line, x);
    b = s->colour ? (int)gd_level_without_red(line[x + 1]) : GET_DATA_BYTE(line, x + 1);
    c = s->colour ? (int)gd_level_without_red(next[x]) : GET_DATA_BYTE(next, x);
    d = s->colour ? (int)gd_level_without_red(next[x + 1]) : GET_DATA_BYTE(next, x + 1);
  } else {
    a = level(s, x, y);
    b = level(s, x + 1, y);
    c = level(s, x, y + 1);
    d = level(s, x + 1, y + 1);
  }
  return ((a * (256 - fx) + b * fx) * (256 - fy) + (c * (256 - fx) + d * fx) * fy + 32768) >> 16;
}

/* Place of a pixel's middle in the picture, 1/65536 pixels; beyond the picture by at most its
 * size. */
static void place_of(const Source *s, const GdHomography *map, double x, double y, gint64 *px,
                     gint64 *py)
{
  GdPoint p = gd_homography_apply(map, (GdPoint){x + 0.5, y + 0.5});
  *px = (gint64)(CLAMP(p.x - 0.5, -s->width, 2.0 * s->width) * 65536);
  *py = (gint64)(CLAMP(p.y - 0.5, -s->height, 2.0 * s->height) * 65536);
}

/* Whether the place and the pixels right of and below it are in the picture; 1/65536 pixels. */
static gboolean is_inside(const Source *s, gint64 px, gint64 py)
{
  return px >= 0 && py >= 0 && px >> 16 < s->width - 1 && py >> 16 < s->height - 1;
}

/* Places of up to SPAN pixels of a row; 1/65536 pixels. */
typedef struct {
  gint64 px, py, dx, dy;
  int n;
} Span;

/* between(), of a grey picture, for places that all are inside. */
static void sample_grey(const Source *s, Span span, guint8 *levels)
{
  for (int i = 0; i < span.n; i++, span.px += span.dx, span.py += span.dy) {
    const int x = (int)(span.px >> 16);
    const int fx = (int)(span.px >> 8 & 255), fy = (int)(span.py >> 8 & 255);
    const l_uint32 *line = s->data + (gsize)(span.py >> 16) * (gsize)s->wpl, *next = line + s->wpl;
    const int above = GET_DATA_BYTE(line, x) * (256 - fx) + GET_DATA_BYTE(line, x + 1) * fx;
    const int below = GET_DATA_BYTE(next, x) * (256 - fx) + GET_DATA_BYTE(next, x + 1) * fx;
    levels[i] = (guint8)((above * (256 - fy) + below * fy + 32768) >> 16);
  }
}

static void sample_span(const Source *s, Span span, guint8 *levels)
{
  const int last = span.n - 1;
  if (!s->colour && is_inside(s, span.px, span.py) &&
      is_inside(s, span.px + last * span.dx, span.py + last * span.dy)) {
    sample_grey(s, span, levels);
    return;
  }
  for (int i = 0; i < span.n; i++, span.px += span.dx, span.py += span.dy)
    levels[i] = (guint8)between(s, span.px >> 8, span.py >> 8);
}

/* Step 1: one row of the region. Within SPAN pixels perspective is too little to be seen. */
static void sample_row(const Source *s, const GdHomography *map, int y, PIX *pix)
{
  l_uint32 *out = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
  int w = pixGetWidth(pix);
  guint8 levels[SPAN];
  for (int start = 0; start < w; start += SPAN) {
    int n = MIN(SPAN, w - start);
    gint64 px, py, qx, qy;
    place_of(s, map, start, y, &px, &py);
    place_of(s, map, start + n, y, &qx, &qy);
    sample_span(s, (Span){px, py, (qx - px) / n, (qy - py) / n, n}, levels);
    for (int i = 0; i < n; i++)
      SET_DATA_BYTE(out, start + i, levels[i]);
  }
}

/* Step 2. */
static void level_paper(PIX *grey, double dpi)
{
  int width = pixGetWidth(grey), height = pixGetHeight(grey), wpl = pixGetWpl(grey);
  GdPaper paper = gd_paper_new(grey, (guint)MAX(8, lround(TILE * dpi)));
  for (int y = 0; y < height; y++) {
    l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)wpl;
    double scale = 0;
    for (int x = 0; x < width; x++) {
      if (x % 8 == 0)
        scale = 255 / ((1 - NOISE) * gd_paper_at(&paper, x + 4, y));
      const double level = GET_DATA_BYTE(line, x) * scale;
      SET_DATA_BYTE(line, x, level < 255 ? (int)level : 255);
    }
  }
  gd_paper_clear(&paper);
}

/* Step 3. Takes pix. */
static PIX *scaled_to(PIX *pix, double scale)
{
  if (fabs(scale - 1) < 0.01)
    return pix;
  PIX *scaled = pixScaleGeneral(pix, (float)scale, (float)scale, 0, 0);
  pixDestroy(&pix);
  return scaled;
}

PIX *gd_picture_region(const GdPicture *picture, GdBox box, const GdCrop *crop,
                       GdHomography *to_page)
{
  GdHomography back;
  double own = picture->dpi / 72; /* pixels of a point */
  double scale = crop->height > 0 && crop->points > 0 ? crop->height / crop->points / own : 1;
  double w = ceil(gd_box_width(box) * own), h = ceil(gd_box_height(box) * own);
  gboolean fits = w >= 1 && h >= 1 && w * h * fmax(1, scale * scale) <= GD_CAP_REGION_PIXELS;
  if (!fits || scale > MOST_SCALE || !gd_homography_invert(&picture->to_page, &back))
    return NULL;
  GdBox there = gd_homography_box(&back, box);
  if (there.x1 <= 0 || there.y1 <= 0 || there.x0 >= gd_picture_width(picture) ||
      there.y0 >= gd_picture_height(picture))
    return NULL;
  GdHomography unit = gd_homography_scale(1 / own, 1 / own, box.x0, box.y0);
  GdHomography map = gd_homography_then(&unit, &back);
  PIX *pix = pixCreate((l_int32)w, (l_int32)h, 8);
  if (pix == NULL)
    return NULL;
  Source source = {pixGetData(picture->pix), pixGetWpl(picture->pix), pixGetWidth(picture->pix),
                   pixGetHeight(picture->pix), pixGetDepth(picture->pix) == 32};
  for (int y = 0; y < (int)h; y++)
    sample_row(&source, &map, y, pix);
  if (picture->bilevel && !crop->plain) {
    PIX *smooth = pixGetWidth(pix) > 3 && pixGetHeight(pix) > 3 ? pixBlockconv(pix, 1, 1) : NULL;
    if (smooth != NULL) {
      pixDestroy(&pix);
      pix = smooth;
    }
  } else if (!crop->plain) {
    level_paper(pix, picture->dpi);
  }
  pix = scaled_to(pix, scale);
  if (pix != NULL && to_page != NULL)
    *to_page = gd_homography_scale(w / own / pixGetWidth(pix), h / own / pixGetHeight(pix), box.x0,
                                   box.y0);
  return pix;
}
