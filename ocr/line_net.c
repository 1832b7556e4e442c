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
  gint16 *v; /* owned */
} Plane;

static Plane plane_new(guint width, guint height, guint depth)
{
  return (Plane){width, height, depth, g_new0(gint16, (gsize)width * height * depth)};
}

static void plane_clear(Plane *plane)
{
  g_clear_pointer(&plane->v, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plane, plane_clear)

static gint16 *at(const Plane *plane, guint x, guint y)
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
  return (int)(x + copysignf(0.5F, x));
}

/* Of -1..1. */
static gint16 whole(float x)
{
  return (gint16)rounded(x * GD_LINE_ONE);
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
          (gint16)CLAMP(rounded((GD_LINE_ONE + 1) * level), -GD_LINE_ONE, GD_LINE_ONE);
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

static gint16 noise_level(Noise *noise)
{
  const double x = GD_LINE_ONE * 2.0 * next_noise(noise) / G_MAXINT32 - GD_LINE_ONE;
  return (gint16)(x >= 0 ? (int)(x + 0.5) : -(int)(-x + 0.5));
}

/* The 3 × 3 pixels around x, y, column by column; noise for what lies beyond. */
static void neighbours(const Plane *in, guint x, guint y, Noise *noise, gint16 around[9])
{
  for (int dx = -1; dx <= 1; dx++)
    for (int dy = -1; dy <= 1; dy++) {
      const int px = (int)x + dx, py = (int)y + dy;
      const gboolean inside = px >= 0 && py >= 0 && px < (int)in->width && py < (int)in->height;
      around[(dx + 1) * 3 + dy + 1] = inside ? *at(in, (guint)px, (guint)py) : noise_level(noise);
    }
}

static void run_single(const GdLineMatrix *matrix, const gint16 *in, float *out)
{
  gint16 padded[GD_LINE_MOST_INPUTS + GD_LINE_PAD];
  const gint16 *from = padded;
  memset(padded + matrix->n_in, 0, (matrix->padded - matrix->n_in) * sizeof *padded);
  memcpy(padded, in, matrix->n_in * sizeof *in);
  gd_line_matrix_run(matrix, &from, &out, 1);
}

/* Each pixel by its neighbourhood; most are paper, and the same as the one before. */
static Plane run_edges(const GdLineNet *net, const GdLineLayer *layer, const Plane *in)
{
  Plane out = plane_new(in->width, in->height, layer->outputs);
  Noise noise = noise_new(net->seed);
  gint16 around[9], before[9] = {0};
  float sums[GD_LINE_FEATURES];
  for (guint y = 0; y < in->height; y++)
    for (guint x = 0; x < in->width; x++) {
      gint16 *to = at(&out, x, y);
      neighbours(in, x, y, &noise, around);
      if (x > 0 && memcmp(around, before, sizeof around) == 0) {
        memcpy(to, at(&out, x - 1, y), layer->outputs * sizeof *to);
        continue;
      }
      memcpy(before, around, sizeof around);
      run_single(&layer->matrix, around, sums);
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
      gint16 *to = at(&out, x, y);
      memcpy(to, at(in, x * side, y * side), in->depth * sizeof *to);
      for (guint i = 0; i < side * side; i++) {
        const gint16 *from = at(in, x * side + i % side, y * side + i / side);
        for (guint k = 0; k < in->depth; k++)
          to[k] = MAX(to[k], from[k]);
      }
    }
  return out;
}

/* A sequence that an LSTM goes along: where its inputs begin, where the outputs go, how far it is
 * to the next ones, how many there are. */
typedef struct {
  const gint16 *in;
  gint16 *out;
  gssize in_step, out_step;
  guint n;
} Sequence;

/* LSTMs on their way along sequences, side by side. */
typedef struct {
  float state[GD_LINE_LANES][GD_LINE_FEATURES];
  gint16 source[GD_LINE_LANES][2 * GD_LINE_FEATURES]; /* the inputs, then what it gave before */
  float sums[GD_LINE_LANES][4 * GD_LINE_FEATURES];
} Lanes;

/* From the sums of the gates to what the LSTM gives: whole numbers. */
static void open_gates(const GdLineNet *net, guint n, float *sums, float *state, gint16 *out)
{
  const float *values = sums, *let_in = sums + n, *keep = let_in + n, *let_out = keep + n;
  float bent[GD_LINE_FEATURES];
  gd_line_tanh(&net->tanh, sums, n);
  gd_line_logistic(&net->logistic, sums + n, 3 * n);
  for (guint k = 0; k < n; k++) {
    const float kept = state[k] * keep[k];
    bent[k] = state[k] = CLAMP(kept + values[k] * let_in[k], -MOST_STATE, MOST_STATE);
  }
  gd_line_tanh(&net->tanh, bent, n);
  for (guint k = 0; k < n; k++)
    out[k] = whole(bent[k] * let_out[k]);
}

/* Up to GD_LINE_LANES sequences, the longest first. */
static void run_lanes(const GdLineNet *net, const GdLineLayer *layer, const Sequence *sequences,
                      guint n, Lanes *lanes)
{
  const gint16 *in[GD_LINE_LANES];
  float *out[GD_LINE_LANES];
  for (guint i = 0; i < n; i++) {
    memset(lanes->state[i], 0, sizeof lanes->state[i]);
    memset(lanes->source[i], 0, sizeof lanes->source[i]);
    in[i] = lanes->source[i];
    out[i] = lanes->sums[i];
  }
  for (guint t = 0; t < sequences[0].n; t++) {
    for (; n > 0 && t >= sequences[n - 1].n; n--)
      ;
    for (guint i = 0; i < n; i++)
      memcpy(lanes->source[i], sequences[i].in + (gssize)t * sequences[i].in_step,
             layer->inputs * sizeof(gint16));
    gd_line_matrix_run(&layer->matrix, in, out, n);
    for (guint i = 0; i < n; i++) {
      gint16 *to = sequences[i].out + (gssize)t * sequences[i].out_step;
      open_gates(net, layer->outputs, lanes->sums[i], lanes->state[i], to);
      memcpy(lanes->source[i] + layer->inputs, to, layer->outputs * sizeof(gint16));
    }
  }
}

static int by_length(gconstpointer a, gconstpointer b)
{
  const guint m = ((const Sequence *)a)->n, n = ((const Sequence *)b)->n;
  return m > n ? -1 : m < n;
}

static void run_sequences(const GdLineNet *net, const GdLineLayer *layer, GArray *sequences)
{
  g_autofree Lanes *lanes = g_new(Lanes, 1);
  g_array_sort(sequences, by_length);
  for (guint i = 0; i < sequences->len; i += GD_LINE_LANES)
    run_lanes(net, layer, &g_array_index(sequences, Sequence, i),
              MIN(GD_LINE_LANES, sequences->len - i), lanes);
}

/* Each column from top to bottom; what is given last stays. */
static void add_columns(const Plane *in, const Plane *out, GArray *sequences)
{
  for (guint x = 0; x < in->width; x++) {
    const Sequence down = {at(in, x, 0), at(out, x, 0), (gssize)in->width * in->depth, 0,
                           in->height};
    g_array_append_val(sequences, down);
  }
}

static void add_along(const Plane *in, const Plane *out, gboolean backward, GArray *sequences)
{
  const guint first = backward ? in->width - 1 : 0;
  const gssize sign = backward ? -1 : 1;
  const Sequence along = {at(in, first, 0), at(out, first, 0), sign * (gssize)in->depth,
                          sign * (gssize)out->depth, in->width};
  g_array_append_val(sequences, along);
}

/* An LSTM on n pictures at once. */
static void run_lstm(const GdLineNet *net, const GdLineLayer *layer, const Plane *in, guint n,
                     Plane *out)
{
  g_autoptr(GArray) sequences = g_array_new(FALSE, FALSE, sizeof(Sequence));
  for (guint i = 0; i < n; i++) {
    out[i] = plane_new(in[i].width, 1, layer->outputs);
    if (layer->kind == GD_LAYER_COLUMNS)
      add_columns(&in[i], &out[i], sequences);
    else
      add_along(&in[i], &out[i], layer->kind == GD_LAYER_BACKWARD, sequences);
  }
  run_sequences(net, layer, sequences);
}

/* The last layer. */
static void run_softmax(const GdLineLayer *layer, const Plane *in, GdLineColumns *columns)
{
  columns->n = in->width;
  columns->p = g_new(float, (gsize)in->width * layer->outputs);
  for (guint x = 0; x < in->width; x++) {
    float *p = columns->p + (gsize)x * layer->outputs, total = 0;
    run_single(&layer->matrix, at(in, x, 0), p);
    float top = p[0];
    for (guint k = 1; k < layer->outputs; k++)
      top = MAX(top, p[k]);
    for (guint k = 0; k < layer->outputs; k++) {
      p[k] = expf(MAX(p[k] - top, LEAST_LOG));
      total += p[k];
    }
    for (guint k = 0; k < layer->outputs; k++)
      p[k] /= total;
  }
}

/* The least width that gives a column. */
static guint least_width(const GdLineNet *net)
{
  guint width = 1;
  for (guint i = 0; i < net->n_layers; i++)
    width *= net->layers[i].kind == GD_LAYER_MAXIMA ? net->layers[i].square : 1;
  return width;
}

/* A line as the network sees it; an empty plane if it is too narrow or too wide. *pixels: of the
 * line, to a column. */
static Plane scaled_line(const GdLineNet *net, PIX *line, double *pixels)
{
  const float scale = (float)net->height / (float)pixGetHeight(line);
  const float width = (float)pixGetWidth(line) * scale;
  if (width > GD_LINE_MOST_WIDTH || width < (float)least_width(net))
    return (Plane){0};
  g_autoptr(GdOcrPix) pix = pixScale(line, scale, scale);
  if (pix == NULL || (guint)pixGetWidth(pix) < least_width(net) ||
      (guint)pixGetHeight(pix) != net->height)
    return (Plane){0};
  *pixels = least_width(net) / scale;
  return read_picture(pix);
}

/* The layers before the first LSTM: the picture becomes much smaller. Takes plane. */
static Plane run_first(const GdLineNet *net, Plane plane)
{
  for (guint k = 0; k < net->n_layers && net->layers[k].kind <= GD_LAYER_MAXIMA; k++) {
    const GdLineLayer *layer = &net->layers[k];
    const Plane next =
        layer->kind == GD_LAYER_EDGES ? run_edges(net, layer, &plane) : run_maxima(layer, &plane);
    plane_clear(&plane);
    plane = next;
  }
  return plane;
}

void gd_line_net_run(const GdLineNet *net, PIX *const *lines, guint n, GdLineColumns *columns)
{
  g_autofree Plane *planes = g_new0(Plane, n + 1), *next = g_new0(Plane, n + 1);
  g_autofree guint *whose = g_new0(guint, n + 1);
  guint m = 0; /* lines that are run */
  for (guint i = 0; i < n; i++) {
    columns[i] = (GdLineColumns){.n_classes = net->n_classes};
    const Plane plane = scaled_line(net, lines[i], &columns[i].pixels);
    if (plane.v == NULL)
      continue;
    planes[m] = run_first(net, plane);
    whose[m++] = i;
  }
  for (guint k = 0; k + 1 < net->n_layers; k++) {
    if (net->layers[k].kind <= GD_LAYER_MAXIMA)
      continue;
    run_lstm(net, &net->layers[k], planes, m, next);
    for (guint i = 0; i < m; i++) {
      plane_clear(&planes[i]);
      planes[i] = next[i];
    }
  }
  for (guint i = 0; i < m; i++) {
    run_softmax(&net->layers[net->n_layers - 1], &planes[i], &columns[whose[i]]);
    plane_clear(&planes[i]);
  }
}
