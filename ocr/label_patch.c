/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. The ink of the stretch: columns and rows with more of it than a grey fringe.
 * 2. Its box, in the middle of a square of SIDE places; as large as fits, its shape kept, but
 *    small marks stay small.
 * 3. Edges (Sobel) of the square. Each is shared between the two of eight directions that it
 *    lies between, and the four zones whose middles it lies between.
 * 4. The root of what each zone has of each direction, in relation to the mean: pale and bold print
 *    give much the same.
 *
 * Method: directional features as in Liu, Normalization-cooperated gradient feature extraction
 * for handwritten character recognition, IEEE PAMI 29 (2007).
 */
#include "ocr/label_patch.h"

#include <math.h>
#include <string.h>

#define SIDE 24

/* Places of the square left free around the box, both sides together. */
#define MARGIN 2

/* The square is never less than this share of a character. */
#define LEAST 0.45

/* Ink in a row or column that is more than a fringe, in full pixels, by the height of a character:
 * a point of print of 9 points at 150 dpi has little more; darkness of a pixel from which on it
 * counts. */
#define FRINGE 0.019
#define PALE 64

/* Edges of a zone in relation to the mean: root of it, times this. */
#define STRENGTH 0.6

GdLabelInk gd_label_ink(const GdLabelLine *line)
{
  GdLabelInk ink = {pixGetWidth(line->pix), pixGetHeight(line->pix), line->character, NULL};
  ink.v = g_malloc((gsize)ink.width * (gsize)ink.height);
  for (int y = 0; y < ink.height; y++) {
    const l_uint32 *from = pixGetData(line->pix) + (gsize)y * (gsize)pixGetWpl(line->pix);
    guint8 *to = ink.v + (gsize)y * (gsize)ink.width;
    for (int x = 0; x < ink.width; x++)
      to[x] = (guint8)(255 - GET_DATA_BYTE(from, x));
  }
  return ink;
}

void gd_label_ink_clear(GdLabelInk *ink)
{
  g_clear_pointer(&ink->v, g_free);
}

/* Whether the row's (step 1) or column's (step width) n pixels are more than a fringe. */
static gboolean is_inked(const guint8 *at, int n, int step, double character)
{
  int sum = 0;
  for (int i = 0; i < n; i++, at += step)
    sum += *at >= PALE ? *at : 0;
  return sum >= FRINGE * character * 255;
}

gboolean gd_label_body(const GdLabelInk *ink, int x0, int x1, GdLabelBody *body)
{
  GdLabelBody b = {MAX(0, x0), MIN(ink->width, x1), 0, ink->height};
  while (b.y0 < b.y1 &&
         !is_inked(ink->v + (gsize)b.y0 * (gsize)ink->width + b.x0, b.x1 - b.x0, 1, ink->character))
    b.y0++;
  while (b.y1 > b.y0 && !is_inked(ink->v + (gsize)(b.y1 - 1) * (gsize)ink->width + b.x0,
                                  b.x1 - b.x0, 1, ink->character))
    b.y1--;
  const guint8 *top = ink->v + (gsize)b.y0 * (gsize)ink->width;
  while (b.x0 < b.x1 && !is_inked(top + b.x0, b.y1 - b.y0, ink->width, ink->character))
    b.x0++;
  while (b.x1 > b.x0 && !is_inked(top + b.x1 - 1, b.y1 - b.y0, ink->width, ink->character))
    b.x1--;
  *body = b;
  return b.x1 > b.x0 && b.y1 > b.y0;
}

/* Step 2: levels 0..1, with a rim of one place. */
typedef float Square[SIDE + 2][SIDE + 2];

/* Where a place's sample falls in the body, and what share of the next pixel it has. */
typedef struct {
  int at[2 * SIDE];
  float next[2 * SIDE];
} Samples;

static void find_samples(Samples *s, int from, int to, double scale)
{
  const double middle = (from + to) / 2.0;
  for (int i = 0; i < 2 * SIDE; i++) {
    const double x = middle + ((i + 0.5) / 2 - SIDE / 2.0) * scale - 0.5;
    s->at[i] = (int)floor(x);
    s->next[i] = (float)(x - floor(x));
  }
}

static float level(const GdLabelInk *ink, const GdLabelBody *b, int x, int y)
{
  const gboolean inside = x >= b->x0 && x < b->x1 && y >= b->y0 && y < b->y1;
  return inside ? ink->v[(gsize)y * (gsize)ink->width + (gsize)x] : 0;
}

static void fill_square(const GdLabelInk *ink, const GdLabelBody *b, Square square)
{
  const double least = LEAST * ink->character;
  const double size = MAX(MAX(b->x1 - b->x0, b->y1 - b->y0), least);
  const double scale = size / (SIDE - MARGIN);
  Samples across, down;
  find_samples(&across, b->x0, b->x1, scale);
  find_samples(&down, b->y0, b->y1, scale);
  memset(square, 0, sizeof(Square));
  for (int j = 0; j < 2 * SIDE; j++) {
    const int y = down.at[j];
    const float fy = down.next[j];
    if (y + 1 < b->y0 || y >= b->y1)
      continue;
    for (int i = 0; i < 2 * SIDE; i++) {
      const int x = across.at[i];
      const float fx = across.next[i];
      if (x + 1 < b->x0 || x >= b->x1)
        continue;
      const float upper = level(ink, b, x, y) * (1 - fx) + level(ink, b, x + 1, y) * fx;
      const float lower = level(ink, b, x, y + 1) * (1 - fx) + level(ink, b, x + 1, y + 1) * fx;
      square[1 + j / 2][1 + i / 2] += (upper * (1 - fy) + lower * fy) / (4 * 255);
    }
  }
}

/* The zones a place lies between: the first, and the share of the second. */
static int zone_of(int place, float *share)
{
  const float at = ((float)place + 0.5F) * GD_LABEL_ZONES / SIDE - 0.5F;
  const int first = (int)floorf(at);
  *share = at - (float)first;
  return first;
}

typedef float Zones[GD_LABEL_ZONES + 2][GD_LABEL_ZONES + 2][GD_LABEL_DIRECTIONS];

/* Shares an edge between an axis and a diagonal. */
static void add_edge(Zones zones, int x, int y, float gx, float gy)
{
  const float ax = fabsf(gx), ay = fabsf(gy);
  const float straight = fabsf(ax - ay), slanted = (float)G_SQRT2 * MIN(ax, ay);
  const int axis = ax > ay ? (gx > 0 ? 0 : 4) : (gy > 0 ? 2 : 6);
  const int diagonal = gx > 0 ? (gy > 0 ? 1 : 7) : (gy > 0 ? 3 : 5);
  float fx, fy;
  const int zx = zone_of(x, &fx) + 1, zy = zone_of(y, &fy) + 1;
  const float shares[4] = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
  for (int i = 0; i < 4; i++) {
    float *zone = zones[zy + i / 2][zx + i % 2];
    zone[axis] += shares[i] * straight;
    zone[diagonal] += shares[i] * slanted;
  }
}

static void add_edges(Square s, Zones zones)
{
  for (int y = 1; y <= SIDE; y++)
    for (int x = 1; x <= SIDE; x++) {
      const float gx = s[y - 1][x + 1] + 2 * s[y][x + 1] + s[y + 1][x + 1] - s[y - 1][x - 1] -
                       2 * s[y][x - 1] - s[y + 1][x - 1];
      const float gy = s[y + 1][x - 1] + 2 * s[y + 1][x] + s[y + 1][x + 1] - s[y - 1][x - 1] -
                       2 * s[y - 1][x] - s[y - 1][x + 1];
      if (fabsf(gx) + fabsf(gy) > 0.02F)
        add_edge(zones, x - 1, y - 1, gx, gy);
    }
}

static void add_facts(const GdLabelInk *ink, const GdLabelBody *b, float *facts)
{
  const double unit = ink->character;
  const double width = (b->x1 - b->x0) / unit, height = (b->y1 - b->y0) / unit;
  const double middle = ((b->y0 + b->y1) / 2.0 - ink->height / 2.0) / unit;
  facts[0] = (float)MIN(2, width);
  facts[1] = (float)MIN(2, height);
  facts[2] = (float)CLAMP(1 + middle, 0, 2);
  facts[3] = (float)MIN(2, 4 * width);
  facts[4] = (float)MIN(2, 4 * height);
  facts[5] = (float)CLAMP(1 + 3 * middle, 0, 2);
}

void gd_label_patch(const GdLabelInk *ink, const GdLabelBody *body, float inputs[GD_LABEL_INPUTS])
{
  Square square;
  Zones zones;
  memset(zones, 0, sizeof zones);
  fill_square(ink, body, square);
  add_edges(square, zones);
  float *at = inputs, sum = 0;
  for (int y = 1; y <= GD_LABEL_ZONES; y++)
    for (int x = 1; x <= GD_LABEL_ZONES; x++)
      for (int d = 0; d < GD_LABEL_DIRECTIONS; d++, at++) {
        *at = zones[y][x][d];
        sum += *at;
      }
  const int n = GD_LABEL_INPUTS - GD_LABEL_FACTS;
  const float mean = sum / (float)n;
  for (int i = 0; i < n; i++)
    inputs[i] = mean > 0 ? MIN(2, (float)STRENGTH * sqrtf(inputs[i] / mean)) : 0;
  add_facts(ink, body, inputs + n);
}
