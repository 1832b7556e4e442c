/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops of networks of lines: nearly all of their time is spent here. */
#include "ocr/line_matrix.h"

#include <math.h>

#include "ocr/wide.h"

GdLineMatrix gd_line_matrix_new(guint n_in, guint n_out)
{
  GdLineMatrix m = {.n_in = n_in, .n_out = n_out};
  m.padded = (n_in + GD_LINE_PAD - 1) / GD_LINE_PAD * GD_LINE_PAD;
  m.weights = g_new0(gint16, (gsize)m.padded * n_out);
  m.bias = g_new0(gint32, n_out);
  m.scale = g_new0(float, n_out);
  return m;
}

void gd_line_matrix_clear(GdLineMatrix *matrix)
{
  g_clear_pointer(&matrix->weights, g_free);
  g_clear_pointer(&matrix->bias, g_free);
  g_clear_pointer(&matrix->scale, g_free);
}

/* Two's complement. */
static int signed_byte(guint8 byte)
{
  return byte < 128 ? byte : byte - 256;
}

void gd_line_matrix_set(GdLineMatrix *matrix, guint row, const guint8 *weights, double scale)
{
  for (guint i = 0; i < matrix->n_in; i++)
    matrix->weights[(gsize)row * matrix->padded + i] = (gint16)signed_byte(weights[i]);
  matrix->bias[row] = signed_byte(weights[matrix->n_in]) * GD_LINE_ONE;
  matrix->scale[row] = (float)(scale / GD_LINE_ONE);
}

/* A row times one vector. n: a multiple of GD_LINE_PAD. */
GD_UNWATCHED GD_INLINE gint32 dot(const gint16 *restrict w, const gint16 *restrict in, guint n)
{
  gint32 sum = 0;
  for (guint i = 0; i < n; i++)
    sum += w[i] * in[i];
  return sum;
}

/* A row times GD_LINE_LANES vectors. */
GD_UNWATCHED GD_INLINE void dot_lanes(const gint16 *restrict w, const gint16 *const *in, guint n,
                                      gint32 sums[GD_LINE_LANES])
{
  const gint16 *restrict p0 = in[0], *restrict p1 = in[1], *restrict p2 = in[2],
                         *restrict p3 = in[3], *restrict p4 = in[4], *restrict p5 = in[5],
                         *restrict p6 = in[6], *restrict p7 = in[7];
  gint32 s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
  for (guint i = 0; i < n; i++) {
    s0 += w[i] * p0[i];
    s1 += w[i] * p1[i];
    s2 += w[i] * p2[i];
    s3 += w[i] * p3[i];
    s4 += w[i] * p4[i];
    s5 += w[i] * p5[i];
    s6 += w[i] * p6[i];
    s7 += w[i] * p7[i];
  }
  const gint32 all[GD_LINE_LANES] = {s0, s1, s2, s3, s4, s5, s6, s7};
  for (guint l = 0; l < GD_LINE_LANES; l++)
    sums[l] = all[l];
}

GD_UNWATCHED GD_INLINE void run_rows(const GdLineMatrix *m, const gint16 *const *in,
                                     float *const *out, guint n)
{
  const guint padded = m->padded / GD_LINE_PAD * GD_LINE_PAD; /* tells the compiler so */
  gint32 sums[GD_LINE_LANES];
  for (guint row = 0; row < m->n_out; row++) {
    const gint16 *w = m->weights + (gsize)row * padded;
    if (n == GD_LINE_LANES)
      dot_lanes(w, in, padded, sums);
    else
      for (guint l = 0; l < n; l++)
        sums[l] = dot(w, in[l], padded);
    for (guint l = 0; l < n; l++)
      out[l][row] = (float)(sums[l] + m->bias[row]) * m->scale[row];
  }
}

GD_UNWATCHED static void run_plain(const GdLineMatrix *m, const gint16 *const *in,
                                   float *const *out, guint n)
{
  run_rows(m, in, out, n);
}

#ifdef GD_WIDE
GD_UNWATCHED GD_WIDE static void run_wide(const GdLineMatrix *m, const gint16 *const *in,
                                          float *const *out, guint n)
{
  run_rows(m, in, out, n);
}
#endif

/* All that the loops touch. Their sums are of GD_LINE_MOST_INPUTS products of 128 and 127 at most.
 */
static void check_ranges(const GdLineMatrix *m, const gint16 *const *in, float *const *out, guint n)
{
  GD_CHECK_RANGE(m->weights, (gsize)m->padded * m->n_out);
  GD_CHECK_RANGE(m->bias, m->n_out);
  GD_CHECK_RANGE(m->scale, m->n_out);
  for (guint i = 0; i < n; i++) {
    GD_CHECK_RANGE(in[i], m->padded);
    GD_CHECK_RANGE(out[i], m->n_out);
  }
}

void gd_line_matrix_run(const GdLineMatrix *matrix, const gint16 *const *in, float *const *out,
                        guint n)
{
  check_ranges(matrix, in, out, n);
#ifdef GD_WIDE
  if (GD_HAS_WIDE) {
    run_wide(matrix, in, out, n);
    return;
  }
#endif
  run_plain(matrix, in, out, n);
}

static void make_curve(GdLineCurve *curve, double (*of)(double))
{
  for (guint i = 0; i + 2 < G_N_ELEMENTS(curve->value); i++)
    curve->value[i] = (float)of((double)i / GD_LINE_PLACES);
  curve->value[GD_LINE_TABLE - 1] = curve->value[GD_LINE_TABLE] = 1;
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
GD_INLINE float look_up(const GdLineCurve *curve, float x)
{
  const float far = fabsf(x) * GD_LINE_PLACES, end = GD_LINE_TABLE - 1;
  const float place = far < end ? far : end;
  const int at = (int)place;
  const float here = curve->value[at], next = curve->value[at + 1];
  return here + (next - here) * (place - (float)at);
}

/* Signs are copied, not asked for: a processor cannot guess them. */
void gd_line_logistic(const GdLineCurve *curve, float *values, guint n)
{
  for (guint i = 0; i < n; i++)
    values[i] = 0.5F + copysignf(look_up(curve, values[i]) - 0.5F, values[i]);
}

void gd_line_tanh(const GdLineCurve *curve, float *values, guint n)
{
  for (guint i = 0; i < n; i++)
    values[i] = copysignf(look_up(curve, values[i]), values[i]);
}
