/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pixel is in a valley if it is darker, by a share, than the brightest of the REACH
 * pixels above it and than the brightest of those below it. (About the black hat of
 * mathematical morphology: Serra 1982.)
 *
 *      ▓▓▓▓▓░░░░░   edge of a shadow or a dark border: no valley, one side is not brighter
 *      ─────────    ruling: a valley
 *          │        stroke across: no valley, it is as dark above and below
 *
 * So neither the level of the paper nor a threshold for the picture is needed. The
 * brightest of 8 rows is had in three steps, each of which doubles the number:
 * max(1 row) → max(2) → max(4) → max(8); all in loops that compilers vectorise.
 */
#include "raster/valleys.h"

#include <leptonica/allheaders.h>
#include <string.h>

/* Rows; a power of two. At 150 pixels of an inch, lines of up to 3.3 points. */
#define REACH 8

/* Depth, in standard deviations of the paper's noise, that one pixel in 10,000 has by chance: the
 * brightest of 8 lies 1.4 above the mean. Its least value: JPEG. Its greatest: a ruling of
 * 0.3 points at 150 dpi is 0.2 deep. */
#define DEVIATIONS 5.0
#define SHALLOWEST 0.08
#define DEEPEST 0.14

/* Grey levels, for the dark. */
#define DEEP_LEAST 10

/* The noise is measured between pixels so far apart, every so many rows and columns. */
#define APART 2
#define SAMPLE 7

/* Median of the difference of two pixels, in standard deviations of one. */
#define MEDIAN_DIFFERENCE 0.954

/* Pixels of a side of the square blocks that are transposed at once. */
#define BLOCK 16

/* The pixels of a picture as plain bytes, row by row. */
typedef struct {
  guint8 *bytes;
  gsize width, height;
} Plain;

static Plain plain_new(PIX *grey)
{
  Plain plain = {NULL, (gsize)pixGetWidth(grey), (gsize)pixGetHeight(grey)};
  plain.bytes = g_try_malloc(plain.width * plain.height);
  for (gsize y = 0; plain.bytes != NULL && y < plain.height; y++) {
    const l_uint32 *line = pixGetData(grey) + y * (gsize)pixGetWpl(grey);
    guint8 *out = plain.bytes + y * plain.width;
    gsize x = 0;
    for (; x + 4 <= plain.width; x += 4) {
      guint32 four = GUINT32_SWAP_LE_BE(line[x / 4]); /* the first pixel is in the highest byte */
      memcpy(out + x, &four, 4);
    }
    for (; x < plain.width; x++)
      out[x] = (guint8)GET_DATA_BYTE(line, x);
  }
  return plain;
}

PIX *gd_grey_transposed(PIX *grey)
{
  Plain from = plain_new(grey);
  PIX *to = pixCreate((l_int32)from.height, (l_int32)from.width, 8);
  if (from.bytes == NULL || to == NULL) {
    g_free(from.bytes);
    pixDestroy(&to);
    return NULL;
  }
  l_uint32 *data = pixGetData(to);
  gsize wpl = (gsize)pixGetWpl(to);
  for (gsize y0 = 0; y0 < from.height; y0 += BLOCK)
    for (gsize x0 = 0; x0 < from.width; x0 += BLOCK)
      for (gsize x = x0; x < MIN(x0 + BLOCK, from.width); x++) {
        l_uint32 *line = data + x * wpl;
        for (gsize y = y0; y < MIN(y0 + BLOCK, from.height); y++)
          SET_DATA_BYTE(line, y, from.bytes[y * from.width + x]);
      }
  g_free(from.bytes);
  return to;
}

/* Each row becomes the brightest of itself and the one `step` below it; the last rows stay. */
static void brighten(Plain *p, gsize step)
{
  for (gsize y = 0; y + step < p->height; y++) {
    guint8 *row = p->bytes + y * p->width;
    const guint8 *below = row + step * p->width;
    for (gsize x = 0; x < p->width; x++)
      row[x] = MAX(row[x], below[x]);
  }
}

/* marks[x] = 1 in a valley. */
static void mark_row(const guint8 *row, const guint8 *above, const guint8 *below, gsize width,
                     guint keep, guint8 *marks)
{
  for (gsize x = 0; x < width; x++) {
    guint16 around = MIN(above[x], below[x]);
    guint16 limit = (guint16)(around * keep) >> 8;
    marks[x] = row[x] < limit && row[x] + DEEP_LEAST <= around;
  }
}

/* Eight marks as bits, the first one highest: a multiplication gathers them. */
static guint pack(const guint8 *marks)
{
  guint64 eight;
  memcpy(&eight, marks, sizeof eight);
  return (guint)(GUINT64_TO_BE(eight) * 0x0102040810204080ULL >> 56);
}

double gd_valleys_depth(PIX *grey)
{
  guint counts[256] = {0}, n = 0;
  double sum = 0;
  int width = pixGetWidth(grey), height = pixGetHeight(grey);
  for (int y = 0; y < height; y += SAMPLE) {
    const l_uint32 *line = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    for (int x = 0; x + APART < width; x += SAMPLE, n++) {
      int a = GET_DATA_BYTE(line, x), b = GET_DATA_BYTE(line, x + APART);
      counts[ABS(a - b)]++;
      sum += MAX(a, b);
    }
  }
  guint below = 0;
  int median = 0;
  for (; median < 255 && below + counts[median] <= n / 2; median++)
    below += counts[median];
  /* between whole levels by how many lie below */
  double part = counts[median] > 0 ? (n / 2.0 - below) / counts[median] : 0;
  double deviation = (median > 0 ? median - 0.5 + part : part / 2) / MEDIAN_DIFFERENCE;
  double share = sum > 0 ? DEVIATIONS * deviation * n / sum : 0;
  return CLAMP(share, SHALLOWEST, DEEPEST);
}

PIX *gd_valleys_new(PIX *grey, double depth)
{
  guint keep = (guint)lround(256 * (1 - depth));
  Plain rows = plain_new(grey), bright = plain_new(grey);
  PIX *valleys = pixCreate(pixGetWidth(grey), pixGetHeight(grey), 1);
  g_autofree guint8 *marks = g_malloc0(rows.width + 8);
  if (rows.bytes != NULL && bright.bytes != NULL && valleys != NULL) {
    for (gsize step = 1; step < REACH; step *= 2)
      brighten(&bright, step);
    for (gsize y = REACH; y + REACH < rows.height; y++) {
      mark_row(rows.bytes + y * rows.width, bright.bytes + (y - REACH) * rows.width,
               bright.bytes + (y + 1) * rows.width, rows.width, keep, marks);
      l_uint32 *line = pixGetData(valleys) + y * (gsize)pixGetWpl(valleys);
      for (gsize x = 0; x < rows.width; x += 8)
        SET_DATA_BYTE(line, x / 8, pack(marks + x));
    }
  }
  g_free(rows.bytes);
  g_free(bright.bytes);
  return valleys;
}
