/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture through the layers. Values between layers are whole numbers -127..127, kept as floats,
 * row by row, column by column, feature by feature; each layer rounds what it gives. How Tesseract
 * rounds, where it begins and what it does at the edges was read from its sources and is tested
 * against it (tests/test_line_net.c).
 */
#include "ocr/line_net.h"

#include <math.h>
#include <string.h>

/* State of an LSTM at most, either way. */
#define MOST_STATE 100.0F

/* Log of the least that a class may be less likely than the likeliest. */
#define LEAST_LOG (-86.0F)

/* Quartiles of local minima and maxima that are black and white. */
#define BLACK_SHARE 0.25
#define WHITE_SHARE 0.75

/* Features of pixels. */
typedef struct {
  guint width, height, depth;
  float *v; /* owned */
} Plane;

static Plane plane_new(guint width, guint height, guint depth)
{
  return (Plane){width, height, depth, g_new0(float, (gsize)width *height *depth)};
}

static void plane_clear(Plane *plane)
{
  g_clear_pointer(&plane->v, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plane, plane_clear)

static float *at(const Plane *plane, guint x, guint y)
{
  return plane->v + ((gsize)y * plane->width + x) * plane->depth;
}

void gd_line_columns_clear(GdLineColumns *columns)
{
  g_clear_pointer(&columns->p, g_free);
  columns->n = 0;
}

/* To the nearest, halves away from 0. */
static int rounded(float x)
{
  return x >= 0 ? (int)(x + 0.5F) : -(int)(-x + 0.5F);
}

static float whole(float x)
{
  return (float)CLAMP(rounded(x * GD_LINE_ONE), -GD_LINE_ONE, GD_LINE_ONE);
}

/* The level below which a share of a histogram lies, straight lines within a level; without any
 * counts it is `none`. */
static float level_of(const guint counts[256], double share, float none)
{
  guint total = 0, sum = 0;
  for (guint i = 0; i < 256; i++)
    total += counts[i];
  if (total == 0)
    return none;
  const double target = CLAMP(share * total, 1, total);
  guint i = 0;
  for (; i < 256 && sum < target; i++)
    sum += counts[i];
  return (float)(i - (sum - target) / counts[i - 1]);
}

/* Black and white of a line: of the local minima and maxima of its middle row. */
static void find_levels(PIX *pix, float *black, float *white)
{
  const l_uint32 *row = pixGetData(pix) + (gsize)(pixGetHeight(pix) / 2) * (gsize)pixGetWpl(pix);
  guint minima[256] = {0}, maxima[256] = {0};
  for (int x = 1; x + 1 < pixGetWidth(pix); x++) {
    const int before = GET_DATA_BYTE(row, x - 1), here = GET_DATA_BYTE(row, x);
    const int behind = GET_DATA_BYTE(row, x + 1);
    minima[here] += (here < before && here <= behind) || (here <= before && here < behind);
    maxima[here] += (here > before && here >= behind) || (here >= before && here > behind);
  }
  *black = level_of(minima, BLACK_SHARE, 0);
  *white = level_of(maxima, WHITE_SHARE, 255);
}

static Plane read_picture(PIX *pix)
{
  Plane plane = plane_new((guint)pixGetWidth(pix), (guint)pixGetHeight(pix), 1);
  float black, white;
  find_levels(pix, &black, &white);
  const float half = white > black ? (white - black) / 2 : 1;
  for (guint y = 0; y < plane.height; y++) {
    const l_uint32 *row = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
    for (guint x = 0; x < plane.width; x++) {
      const float level = ((float)GET_DATA_BYTE(row, x) - black) / half - 1;
      *at(&plane, x, y) =
          (float)CLAMP(rounded((GD_LINE_ONE + 1) * level), -GD_LINE_ONE, GD_LINE_ONE);
    }
  }
  return plane;
}

/* The noise around a picture: the generator of Lewis, Goodman and Miller with the multiplier of
 * Park, Miller and Stockmeyer (Communications of the ACM 36, 1993), as the networks were trained
 * with. */
typedef struct {
  guint64 state;
} Noise;

#define NOISE_MODULUS G_GUINT64_CONSTANT(2147483647)
#define NOISE_MULTIPLIER G_GUINT64_CONSTANT(48271)

static double next_noise(Noise *noise)
{
  noise->state = noise->state * NOISE_MULTIPLIER % NOISE_MODULUS;
  return (double)noise->state;
}

static Noise noise_new(guint64 seed)
{
  Noise noise = {seed % NOISE_MODULUS};
  if (noise.state == 0)
    noise.state = 1;
  next_noise(&noise);
  return noise;
}

static float noise_level(Noise *noise)
{
  const double x = GD_LINE_ONE * 2.0 * next_noise(noise) / G_MAXINT32 - GD_LINE_ONE;
  return (float)(x >= 0 ? (int)(x + 0.5) : -(int)(-x + 0.5));
}

/* The 3 × 3 pixels around x, y, column by column; noise for what lies beyond. */
static void neighbours(const Plane *in, guint x, guint y, Noise *noise, float around[9])
{
  for (int dx = -1; dx <= 1; dx++)
    for (int dy = -1; dy <= 1; dy++) {
      const int px = (int)x + dx, py = (int)y + dy;
      const gboolean inside = px >= 0 && py >= 0 && px < (int)in->width && py < (int)in->height;
      around[(dx + 1) * 3 + dy + 1] = inside ? *at(in, (guint)px, (guint)py) : noise_level(noise);
    }
}

static gboolean is_same(const float a[9], const float b[9])
{
  gboolean same = TRUE;
  for (guint i = 0; i < 9; i++)
    same &= a[i] == b[i];
  return same;
}

/* Each pixel by its neighbourhood; most are paper, and the same as the one before. */
static Plane run_edges(const GdLineNet *net, const GdLineLayer *layer, const Plane *in)
{
  Plane out = plane_new(in->width, in->height, layer->outputs);
  Noise noise = noise_new(net->seed);
  float around[9], before[9] = {0}, sums[GD_LINE_FEATURES];
  for (guint y = 0; y < in->height; y++)
    for (guint x = 0; x < in->width; x++) {
      float *to = at(&out, x, y);
      neighbours(in, x, y, &noise, around);
      if (x > 0 && is_same(around, before)) {
        memcpy(to, at(&out, x - 1, y), layer->outputs * sizeof *to);
        continue;
      }
      memcpy(before, around, sizeof around);
      gd_line_matrix_run(&layer->matrix, around, sums);
      gd_line_tanh(&net->tanh, sums, layer->outputs);
      for (guint k = 0; k < layer->outputs; k++)
        to[k] = whole(sums[k]);
    }
  return out;
}

/* What is no whole square at the right and lower edge is left away. */
static Plane run_maxima(const GdLineLayer *layer, const Plane *in)
{
  const guint side = layer->square;
  Plane out = plane_new(in->width / side, in->height / side, in->depth);
  for (guint y = 0; y < out.height; y++)
    for (guint x = 0; x < out.width; x++) {
      float *to = at(&out, x, y);
      memcpy(to, at(in, x * side, y * side), in->depth * sizeof *to);
      for (guint i = 0; i < side * side; i++) {
        const float *from = at(in, x * side + i % side, y * side + i / side);
        for (guint k = 0; k < in->depth; k++)
          to[k] = MAX(to[k], from[k]);
      }
    }
  return out;
}

/* An LSTM on its way along a sequence. */
typedef struct {
  float state[GD_LINE_FEATURES];
  float source[2 * GD_LINE_FEATURES]; /* the inputs, then what it gave before */
} Memory;

static void start(Memory *memory)
{
  memset(memory, 0, sizeof *memory);
}

/* One step: in → out, whole numbers. */
static void step(const GdLineNet *net, const GdLineLayer *layer, Memory *memory, const float *in,
                 float *out)
{
  const guint n = layer->outputs;
  float sums[4 * GD_LINE_FEATURES + GD_LINE_TILE];
  memcpy(memory->source, in, layer->inputs * sizeof *in);
  gd_line_matrix_run(&layer->matrix, memory->source, sums);
  gd_line_tanh(&net->tanh, sums, n);
  gd_line_logistic(&net->logistic, sums + n, 3 * n);
  const float *values = sums, *let_in = sums + n, *keep = let_in + n, *let_out = keep + n;
  for (guint k = 0; k < n; k++) {
    const float kept = memory->state[k] * keep[k];
    memory->state[k] = CLAMP(kept + values[k] * let_in[k], -MOST_STATE, MOST_STATE);
  }
  float bent[GD_LINE_FEATURES];
  memcpy(bent, memory->state, n * sizeof *bent);
  gd_line_tanh(&net->tanh, bent, n);
  for (guint k = 0; k < n; k++)
    out[k] = memory->source[layer->inputs + k] = whole(bent[k] * let_out[k]);
}

static Plane run_columns(const GdLineNet *net, const GdLineLayer *layer, const Plane *in)
{
  Plane out = plane_new(in->width, 1, layer->outputs);
  Memory memory;
  for (guint x = 0; x < in->width; x++) {
    start(&memory);
    for (guint y = 0; y < in->height; y++)
      step(net, layer, &memory, at(in, x, y), at(&out, x, 0));
  }
  return out;
}

static Plane run_along(const GdLineNet *net, const GdLineLayer *layer, const Plane *in)
{
  Plane out = plane_new(in->width, 1, layer->outputs);
  Memory memory;
  start(&memory);
  for (guint i = 0; i < in->width; i++) {
    const guint x = layer->kind == GD_LAYER_FORWARD ? i : in->width - 1 - i;
    step(net, layer, &memory, at(in, x, 0), at(&out, x, 0));
  }
  return out;
}

static Plane run_softmax(const GdLineLayer *layer, const Plane *in)
{
  Plane out = plane_new(in->width, 1, layer->outputs);
  float sums[GD_LINE_FEATURES];
  for (guint x = 0; x < in->width; x++) {
    float *p = at(&out, x, 0), total = 0;
    gd_line_matrix_run(&layer->matrix, at(in, x, 0), sums);
    float top = sums[0];
    for (guint k = 1; k < layer->outputs; k++)
      top = MAX(top, sums[k]);
    for (guint k = 0; k < layer->outputs; k++) {
      p[k] = expf(MAX(sums[k] - top, LEAST_LOG));
      total += p[k];
    }
    for (guint k = 0; k < layer->outputs; k++)
      p[k] /= total;
  }
  return out;
}

static Plane run_layer(const GdLineNet *net, const GdLineLayer *layer, const Plane *in)
{
  switch (layer->kind) {
  case GD_LAYER_EDGES:
    return run_edges(net, layer, in);
  case GD_LAYER_MAXIMA:
    return run_maxima(layer, in);
  case GD_LAYER_COLUMNS:
    return run_columns(net, layer, in);
  case GD_LAYER_FORWARD:
  case GD_LAYER_BACKWARD:
    return run_along(net, layer, in);
  case GD_LAYER_SOFTMAX:
    break;
  }
  return run_softmax(layer, in);
}

/* The least width that gives a column. */
static guint least_width(const GdLineNet *net)
{
  guint width = 1;
  for (guint i = 0; i < net->n_layers; i++)
    width *= net->layers[i].kind == GD_LAYER_MAXIMA ? net->layers[i].square : 1;
  return width;
}

gboolean gd_line_net_run(const GdLineNet *net, PIX *line, GdLineColumns *columns)
{
  *columns = (GdLineColumns){0};
  const float scale = (float)net->height / (float)pixGetHeight(line);
  if (pixGetWidth(line) * scale > GD_LINE_MOST_WIDTH)
    return FALSE;
  g_autoptr(GdOcrPix) pix = pixScale(line, scale, scale);
  if (pix == NULL || (guint)pixGetWidth(pix) < least_width(net) ||
      (guint)pixGetHeight(pix) != net->height)
    return FALSE;
  Plane plane = read_picture(pix);
  for (guint i = 0; i < net->n_layers; i++) {
    const Plane next = run_layer(net, &net->layers[i], &plane);
    plane_clear(&plane);
    plane = next;
  }
  *columns = (GdLineColumns){plane.width, plane.depth, least_width(net) / scale, plane.v};
  return TRUE;
}
