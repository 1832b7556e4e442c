/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/training/net_train.h"

#include <math.h>
#include <string.h>

#define BATCH 64
#define RATE 0.002F

/* Steps of an input as it is kept. */
#define LEVELS 255

struct GdExamples {
  guint n_inputs;
  GByteArray *inputs; /* owned */
  GArray *targets;    /* of guint. Owned */
};

GdExamples *gd_examples_new(guint n_inputs)
{
  GdExamples *examples = g_new0(GdExamples, 1);
  examples->n_inputs = n_inputs;
  examples->inputs = g_byte_array_new();
  examples->targets = g_array_new(FALSE, FALSE, sizeof(guint));
  return examples;
}

void gd_examples_free(GdExamples *examples)
{
  if (examples == NULL)
    return;
  g_byte_array_unref(examples->inputs);
  g_array_unref(examples->targets);
  g_free(examples);
}

void gd_examples_add(GdExamples *examples, const float *inputs, guint target)
{
  g_autofree guint8 *bytes = g_malloc(examples->n_inputs);
  for (guint i = 0; i < examples->n_inputs; i++)
    bytes[i] = (guint8)(CLAMP(inputs[i] / GD_EXAMPLE_MOST, 0, 1) * LEVELS + 0.5F);
  g_byte_array_append(examples->inputs, bytes, examples->n_inputs);
  g_array_append_val(examples->targets, target);
}

guint gd_examples_count(const GdExamples *examples)
{
  return examples->targets->len;
}

typedef struct {
  GdNet *net;
  float *gradient, *mean, *square; /* of the batch; Adam's moments. As net->weights */
  guint step;
} Training;

static void start_weights(TsRng *rng, GdNet *net)
{
  float *at = net->weights;
  for (guint layer = 0; layer < GD_NET_LAYERS; layer++) {
    const guint rows = net->sizes[layer], columns = net->sizes[layer + 1];
    /* a third of the inputs are ink */
    const double scale = sqrt(6.0 / (layer == 0 ? rows / 3.0 : rows));
    for (gsize i = 0; i < (gsize)rows * columns; i++)
      *at++ = (float)ts_rng_real(rng, -scale, scale);
    for (guint i = 0; i < columns; i++)
      *at++ = 0;
  }
}

/* Adds one layer's part of the gradient for d, the derivative by its sums; d_in, that by its
 * inputs, unless NULL. */
static void learn_layer(const float *weights, float *gradient, const float *in, guint n_in,
                        const float *d, guint n_out, float *d_in)
{
  for (guint i = 0; i < n_in; i++) {
    const float by = in[i];
    const float *row = weights + (gsize)i * n_out;
    float *to = gradient + (gsize)i * n_out, sum[8] = {0};
    if (by == 0)
      continue;
    for (guint k = 0; k < n_out; k++)
      to[k] += by * d[k];
    if (d_in == NULL)
      continue;
    guint k = 0;
    for (; k + 8 <= n_out; k += 8)
      for (guint p = 0; p < 8; p++)
        sum[p] += row[k + p] * d[k + p];
    for (; k < n_out; k++)
      sum[0] += row[k] * d[k];
    d_in[i] = sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
  }
  float *biases = gradient + (gsize)n_in * n_out;
  for (guint k = 0; k < n_out; k++)
    biases[k] += d[k];
}

/* Adds the gradient of one example; returns whether it was classified rightly. */
static gboolean learn(Training *t, const float *input, guint target, float smoothing)
{
  static const guint last = GD_NET_LAYERS - 1;
  const GdNet *net = t->net;
  const guint classes = net->sizes[GD_NET_LAYERS];
  GdNetUnits units = {0}, d = {0};
  gd_net_run(net, input, &units);
  guint best = 0;
  for (guint k = 0; k < classes; k++) {
    const float wanted = k == target ? 1 - smoothing : smoothing / (float)(classes - 1);
    best = units.layer[last][k] > units.layer[last][best] ? k : best;
    d.layer[last][k] = expf(units.layer[last][k]) - wanted;
  }
  for (guint layer = GD_NET_LAYERS; layer-- > 0;) {
    const gsize at = (gsize)(gd_net_layer(net, layer) - net->weights);
    learn_layer(net->weights + at, t->gradient + at, layer > 0 ? units.layer[layer - 1] : input,
                net->sizes[layer], d.layer[layer], net->sizes[layer + 1],
                layer > 0 ? d.layer[layer - 1] : NULL);
  }
  return best == target;
}

static void step(Training *t, float rate)
{
  const float keep = 0.9F, keep_square = 0.999F;
  float *w = t->net->weights, *g = t->gradient, *m = t->mean, *s = t->square;
  t->step++;
  const float c1 = 1 - powf(keep, (float)t->step), c2 = 1 - powf(keep_square, (float)t->step);
  for (gsize i = 0; i < t->net->n_weights; i++) {
    const float d = g[i] / BATCH;
    m[i] = keep * m[i] + (1 - keep) * d;
    s[i] = keep_square * s[i] + (1 - keep_square) * d * d;
    w[i] -= rate * (m[i] / c1) / (sqrtf(s[i] / c2) + 1e-8F);
    g[i] = 0;
  }
}

static guint learn_batch(Training *t, const GdExamples *examples, const guint *which,
                         float smoothing)
{
  g_autofree float *input = g_new0(float, examples->n_inputs);
  guint right = 0;
  for (guint b = 0; b < BATCH; b++) {
    const guint8 *bytes = examples->inputs->data + (gsize)which[b] * examples->n_inputs;
    for (guint i = 0; i < examples->n_inputs; i++)
      input[i] = bytes[i] * GD_EXAMPLE_MOST / LEVELS;
    right += learn(t, input, g_array_index(examples->targets, guint, which[b]), smoothing);
  }
  return right;
}

void gd_net_train(GdNet *net, TsRng *rng, const GdExamples *examples, guint epochs, float smoothing)
{
  const guint n = gd_examples_count(examples);
  g_autofree float *gradient = g_new0(float, net->n_weights);
  g_autofree float *mean = g_new0(float, net->n_weights);
  g_autofree float *square = g_new0(float, net->n_weights);
  g_autofree guint *order = g_new(guint, n);
  Training t = {net, gradient, mean, square, 0};
  start_weights(rng, net);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint epoch = 0; epoch < epochs; epoch++) {
    ts_rng_shuffle(rng, order, n);
    guint right = 0;
    for (guint i = 0; i + BATCH <= n; i += BATCH) {
      right += learn_batch(&t, examples, order + i, smoothing);
      const double done = (epoch + (double)i / n) / epochs;
      step(&t, (float)(RATE * (0.02 + 0.98 * (1 + cos(G_PI * done)) / 2)));
    }
    g_print("epoch %u: %u of %u right\n", epoch + 1, right, n);
  }
}
