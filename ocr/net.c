/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input through the layers, weight by weight in a fixed order: results are the same on
 * every machine of one kind. */
#include "ocr/net.h"

#include <math.h>
#include <string.h>

#include "ocr/wide.h"

GdNet *gd_net_new(const guint sizes[GD_NET_LAYERS + 1], const char *letters)
{
  gsize n = 0;
  for (guint i = 0; i < GD_NET_LAYERS; i++)
    n += ((gsize)sizes[i] + 1) * sizes[i + 1];
  GdNet *net = g_malloc0(sizeof(GdNet) + n * sizeof(float));
  memcpy(net->sizes, sizes, sizeof net->sizes);
  g_strlcpy(net->letters, letters, sizeof net->letters);
  net->n_weights = n;
  return net;
}

const float *gd_net_layer(const GdNet *net, guint layer)
{
  const float *at = net->weights;
  for (guint i = 0; i < layer; i++)
    at += ((gsize)net->sizes[i] + 1) * net->sizes[i + 1];
  return at;
}

/* out = bias + in · weights. Inputs of 0, half of them or more, cost nothing. */
GD_INLINE void add_rows(const float *weights, const float *in, guint n_in, float *restrict out,
                        guint n_out)
{
  memcpy(out, weights + (gsize)n_in * n_out, n_out * sizeof(float));
  for (guint i = 0; i < n_in; i++) {
    const float by = in[i];
    const float *row = weights + (gsize)i * n_out;
    for (guint k = 0; by != 0 && k < n_out; k++)
      out[k] += by * row[k];
  }
}

#ifdef GD_WIDE
GD_WIDE static void add_rows_wide(const float *weights, const float *in, guint n_in, float *out,
                                  guint n_out)
{
  add_rows(weights, in, n_in, out, n_out);
}
#endif

static void run_layer(const float *weights, const float *in, guint n_in, float *out, guint n_out)
{
#ifdef GD_WIDE
  if (GD_HAS_WIDE) {
    add_rows_wide(weights, in, n_in, out, n_out);
    return;
  }
#endif
  add_rows(weights, in, n_in, out, n_out);
}

static void to_log_probabilities(float *log_p, guint n)
{
  float top = log_p[0], sum = 0;
  for (guint k = 1; k < n; k++)
    top = MAX(top, log_p[k]);
  for (guint k = 0; k < n; k++)
    sum += expf(log_p[k] - top);
  for (guint k = 0; k < n; k++)
    log_p[k] -= top + logf(sum);
}

void gd_net_run(const GdNet *net, const float *input, GdNetUnits *units)
{
  const float *weights = net->weights;
  for (guint i = 0; i < GD_NET_LAYERS; i++) {
    const guint n = net->sizes[i + 1];
    float *out = units->layer[i];
    run_layer(weights, input, net->sizes[i], out, n);
    for (guint k = 0; i + 1 < GD_NET_LAYERS && k < n; k++)
      out[k] = MAX(0, out[k]);
    weights += ((gsize)net->sizes[i] + 1) * n;
    input = out;
  }
  to_log_probabilities(units->layer[GD_NET_LAYERS - 1], net->sizes[GD_NET_LAYERS]);
}
