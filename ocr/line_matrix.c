/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops of networks of lines: nearly all of their time is spent here. */
#include "ocr/line_matrix.h"

#include <math.h>

/* Processors with wider registers get code of their own, chosen when the program starts. The
 * compiler vectorises the loops; they are plain C. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)
#define FOR_WIDE_SUMS __attribute__((target_clones("fma", "default")))
#define FOR_WIDE_TABLES __attribute__((target_clones("avx2", "default")))
#else
#define FOR_WIDE_SUMS
#define FOR_WIDE_TABLES
#endif

GdLineMatrix gd_line_matrix_new(guint n_in, guint n_out)
{
  GdLineMatrix m = {.n_in = n_in, .n_out = n_out};
  m.rows = (n_out + GD_LINE_TILE - 1) / GD_LINE_TILE * GD_LINE_TILE;
  m.weights = g_new0(float, (gsize)m.rows *n_in);
  m.bias = g_new0(float, m.rows);
  m.scale = g_new0(float, m.rows);
  return m;
}

void gd_line_matrix_clear(GdLineMatrix *matrix)
{
  g_clear_pointer(&matrix->weights, g_free);
  g_clear_pointer(&matrix->bias, g_free);
  g_clear_pointer(&matrix->scale, g_free);
}

void gd_line_matrix_set(GdLineMatrix *matrix, guint row, const gint8 *weights, gint8 bias,
                        double scale)
{
  float *tile = matrix->weights + (gsize)(row / GD_LINE_TILE) * matrix->n_in * GD_LINE_TILE;
  for (guint i = 0; i < matrix->n_in; i++)
    tile[(gsize)i * GD_LINE_TILE + row % GD_LINE_TILE] = weights[i];
  matrix->bias[row] = (float)bias * GD_LINE_ONE;
  matrix->scale[row] = (float)(scale / GD_LINE_ONE);
}

FOR_WIDE_SUMS
void gd_line_matrix_run(const GdLineMatrix *matrix, const float *in, float *out)
{
  const guint n = matrix->n_in;
  const float *w = matrix->weights;
  for (guint first = 0; first < matrix->rows; first += GD_LINE_TILE) {
    float sums[GD_LINE_TILE];
    for (guint k = 0; k < GD_LINE_TILE; k++)
      sums[k] = matrix->bias[first + k];
    for (guint i = 0; i < n; i++, w += GD_LINE_TILE)
      for (guint k = 0; k < GD_LINE_TILE; k++)
        sums[k] += in[i] * w[k];
    for (guint k = 0; k < GD_LINE_TILE; k++)
      out[first + k] = sums[k] * matrix->scale[first + k];
  }
}

static void make_curve(GdLineCurve *curve, double (*of)(double))
{
  for (guint i = 0; i < GD_LINE_TABLE; i++)
    curve->value[i] = (float)of((double)i / GD_LINE_PLACES);
  for (guint i = 0; i + 1 < GD_LINE_TABLE; i++)
    curve->step[i] = curve->value[i + 1] - curve->value[i];
  curve->value[GD_LINE_TABLE - 1] = 1;
  curve->step[GD_LINE_TABLE - 1] = 0;
}

static double logistic(double x)
{
  return 1 / (1 + exp(-x));
}

void gd_line_curve_logistic(GdLineCurve *curve)
{
  make_curve(curve, logistic);
}

void gd_line_curve_tanh(GdLineCurve *curve)
{
  make_curve(curve, tanh);
}

/* The curve at |x|. */
static inline float look_up(const GdLineCurve *curve, float x)
{
  const float far = fabsf(x) * GD_LINE_PLACES, end = GD_LINE_TABLE - 1;
  const float place = far < end ? far : end;
  const int at = (int)place;
  return curve->value[at] + curve->step[at] * (place - (float)at);
}

FOR_WIDE_TABLES
void gd_line_logistic(const GdLineCurve *curve, float *values, guint n)
{
  for (guint i = 0; i < n; i++) {
    const float y = look_up(curve, values[i]);
    values[i] = values[i] < 0 ? 1 - y : y;
  }
}

FOR_WIDE_TABLES
void gd_line_tanh(const GdLineCurve *curve, float *values, guint n)
{
  for (guint i = 0; i < n; i++) {
    const float y = look_up(curve, values[i]);
    values[i] = values[i] < 0 ? -y : y;
  }
}
