/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stretch of a strip as a patch of fixed size:
 *
 * 1. Rows and columns of ink; rows apart from the body by a wide gap (a speck, the
 *    ruling below) are left out.
 * 2. The body's box is spread over the patch but for a margin; a glyph that is
 *    much taller than wide is not made wide.
 * 3. Each place of the patch is the mean of four bilinear samples.
 */
#include <math.h>
#include <string.h>

#include "ocr/cell_ink.h"
#include "ocr/glyph_net.h"

/* Levels below this are ink. */
#define GD_PATCH_INK 140

/* Rows without ink that part a speck from the body: more than broken strokes leave. */
#define GD_PATCH_GAP 4

/* Places of a patch left free around the glyph, both sides together. */
#define GD_PATCH_MARGIN 2

/* The least pixels for a place across, over those for a place down. */
#define GD_PATCH_THIN 0.55

typedef struct {
  int x0, x1, y0, y1; /* beyond the ink at x1, y1 */
} Body;

GdStripBytes gd_strip_bytes(PIX *strip)
{
  GdStripBytes bytes = {pixGetWidth(strip), NULL};
  bytes.v = g_malloc((gsize)bytes.width * GD_STRIP_HEIGHT);
  for (int y = 0; y < GD_STRIP_HEIGHT; y++) {
    const l_uint32 *line = pixGetData(strip) + (gsize)y * pixGetWpl(strip);
    for (int x = 0; x < bytes.width; x++)
      bytes.v[(gsize)y * bytes.width + x] = GET_DATA_BYTE(line, x);
  }
  return bytes;
}

void gd_strip_bytes_clear(GdStripBytes *bytes)
{
  g_clear_pointer(&bytes->v, g_free);
}

static int ink_of_row(const GdStripBytes *strip, int y, int x0, int x1)
{
  int ink = 0;
  for (int x = x0; x < x1; x++)
    ink += strip->v[(gsize)y * strip->width + x] < GD_PATCH_INK;
  return ink;
}

/* The rows of most ink, those closer than GD_PATCH_GAP together. FALSE if none. */
static gboolean find_rows(const GdStripBytes *strip, int x0, int x1, Body *body)
{
  int best = 0, sum = 0, first = 0, last = -GD_PATCH_GAP - 2;
  for (int y = 0; y < GD_STRIP_HEIGHT; y++) {
    const int ink = ink_of_row(strip, y, x0, x1);
    if (ink == 0)
      continue;
    if (y - last > GD_PATCH_GAP + 1) {
      first = y;
      sum = 0;
    }
    last = y;
    sum += ink;
    if (sum > best) {
      best = sum;
      body->y0 = first;
      body->y1 = y + 1;
    }
  }
  return best > 0;
}

static gboolean find_body(const GdStripBytes *strip, int x0, int x1, Body *body)
{
  if (!find_rows(strip, x0, x1, body))
    return FALSE;
  body->x0 = x1;
  body->x1 = x0;
  for (int y = body->y0; y < body->y1; y++)
    for (int x = x0; x < x1; x++)
      if (strip->v[(gsize)y * strip->width + x] < GD_PATCH_INK) {
        body->x0 = MIN(body->x0, x);
        body->x1 = MAX(body->x1, x + 1);
      }
  return TRUE;
}

/* Where a sample lies along one axis: between pixels `at` and `at + 1`; inside: which of them are
 * of the stretch, the others are paper. */
typedef struct {
  int at;
  double share[2]; /* of either pixel */
  gboolean inside[2];
} Place;

/* Place of a sample (middle of pixel 0 at 0) in a stretch of pixels from..to-1. */
static Place place_of(double x, int from, int to)
{
  const int at = (int)floor(x);
  const double part = x - at;
  return (Place){at, {1 - part, part}, {at >= from && at < to, at + 1 >= from && at + 1 < to}};
}

/* The two samples of each of n places of a patch, `wide` pixels each, around the middle. */
static void find_places(Place *places, int n, double middle, double wide, int from, int to)
{
  for (int i = 0; i < n; i++)
    for (int half = 0; half < 2; half++)
      places[2 * i + half] =
          place_of(middle + (i + 0.25 + 0.5 * half - n / 2.0) * wide - 0.5, from, to);
}

static double level_at(const GdStripBytes *strip, const Place *x, const Place *y)
{
  double sum = 0;
  for (int q = 0; q < 2; q++) {
    const gssize row = (gssize)(y->at + q) * strip->width + x->at;
    for (int p = 0; p < 2; p++) {
      const double v = x->inside[p] && y->inside[q] ? strip->v[row + p] : 255;
      sum += v * x->share[p] * y->share[q];
    }
  }
  return sum;
}

gboolean gd_glyph_patch(const GdStripBytes *strip, int x0, int x1, float patch[GD_PATCH_SIZE])
{
  x0 = MAX(0, x0);
  x1 = MIN(strip->width, x1);
  Body body = {0};
  if (!find_body(strip, x0, x1, &body))
    return FALSE;
  const double width = body.x1 - body.x0, height = body.y1 - body.y0;
  const double down = height / (GD_PATCH_ROWS - GD_PATCH_MARGIN);
  const double across = MAX(width / (GD_PATCH_COLUMNS - GD_PATCH_MARGIN), down * GD_PATCH_THIN);
  const double cx = (body.x0 + body.x1) / 2.0, cy = (body.y0 + body.y1) / 2.0;
  Place columns[2 * GD_PATCH_COLUMNS], rows[2 * GD_PATCH_ROWS];
  find_places(columns, GD_PATCH_COLUMNS, cx, across, x0, x1);
  find_places(rows, GD_PATCH_ROWS, cy, down, 0, GD_STRIP_HEIGHT);
  double ink = 0;
  for (int j = 0; j < GD_PATCH_ROWS; j++)
    for (int i = 0; i < GD_PATCH_COLUMNS; i++) {
      double sum = 0;
      for (int part = 0; part < 4; part++)
        sum += level_at(strip, &columns[2 * i + (part & 1)], &rows[2 * j + (part >> 1)]);
      const double dark = 1 - sum / 4 / 255;
      patch[j * GD_PATCH_COLUMNS + i] = (float)(dark < 0.02 ? 0 : dark);
      ink += dark;
    }
  float *facts = patch + (gsize)GD_PATCH_ROWS * GD_PATCH_COLUMNS;
  facts[0] = (float)MIN(2, width / height);
  facts[1] = (float)(height / GD_STRIP_HEIGHT * 2);
  facts[2] = (float)(body.y0 * 2.0 / GD_STRIP_HEIGHT);
  facts[3] = (float)(ink / (GD_PATCH_ROWS * GD_PATCH_COLUMNS) * 2);
  return TRUE;
}
