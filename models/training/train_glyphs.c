/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * train_glyphs FACES SEED CELLS EPOCHS OUT: draws cells, cuts their glyphs out by the places
 * where they were drawn, and trains the classifier of ocr/glyph_net.h on them.
 *
 * 1. Patches: each glyph between the middles of the gaps to its neighbours, jittered;
 *    as many of no character (halves, a glyph with part of the next).
 * 2. Adam (Kingma and Ba, ICLR 2015) on cross-entropy in mini-batches, the rate
 *    falling to nothing over the epochs; a little of each target is spread over the
 *    other classes (Szegedy et al., CVPR 2016), which keeps probabilities honest.
 */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/training/sample.h"
#include "ocr/cell_ink.h"
#include "ocr/glyph_net.h"

#define BATCH 64
#define RATE 0.002F
#define SMOOTHING 0.01F

typedef struct {
  float patch[GD_PATCH_SIZE];
  int target;
} Example;

static int class_of(gunichar c)
{
  const char *at = g_utf8_strchr(GD_GLYPH_ALPHABET, -1, c);
  return at != NULL ? (int)g_utf8_pointer_to_offset(GD_GLYPH_ALPHABET, at) : GD_GLYPH_OTHER;
}

static void add_example(GArray *examples, const GdStripBytes *strip, double x0, double x1,
                        int target)
{
  Example example;
  example.target = target;
  if (x1 - x0 >= 2 &&
      gd_glyph_patch(strip, (int)floor(x0 + 0.5), (int)floor(x1 + 0.5), example.patch))
    g_array_append_val(examples, example);
}

/* The glyphs of a strip and what lies between; at: ink of each, pixels of the strip. */
static void add_glyphs(TsRng *rng, GArray *examples, const GdStripBytes *strip,
                       const GdSampleGlyph *at, guint n)
{
  for (guint i = 0; i < n; i++) {
    const double left = i > 0 ? (at[i - 1].x1 + at[i].x0) / 2 : at[i].x0 - 6;
    const double right = i + 1 < n ? (at[i].x1 + at[i + 1].x0) / 2 : at[i].x1 + 6;
    const double width = at[i].x1 - at[i].x0;
    const double x0 = left + ts_rng_real(rng, -0.7, 0.7), x1 = right + ts_rng_real(rng, -0.7, 0.7);
    add_example(examples, strip, x0, x1, class_of(at[i].character));
    if (width < 6 || !ts_rng_chance(rng, 0.7))
      continue;
    const double cut = at[i].x0 + width * ts_rng_real(rng, 0.3, 0.7);
    if (ts_rng_chance(rng, 0.5))
      add_example(examples, strip, x0, cut, GD_GLYPH_JUNK);
    else
      add_example(examples, strip, cut, x1, GD_GLYPH_JUNK);
    if (i + 1 < n && at[i + 1].x1 - at[i + 1].x0 >= 6)
      add_example(examples, strip, ts_rng_chance(rng, 0.5) ? x0 : cut,
                  at[i + 1].x0 + (at[i + 1].x1 - at[i + 1].x0) * ts_rng_real(rng, 0.4, 1.1),
                  GD_GLYPH_JUNK);
  }
}

static void add_cell(TsRng *rng, const GPtrArray *faces, GArray *examples)
{
  static const GdWear wears[] = {GD_WEAR_CLEAN, GD_WEAR_OFFICE, GD_WEAR_OFFICE, GD_WEAR_HARD,
                                 GD_WEAR_HARD,  GD_WEAR_FAX,    GD_WEAR_FAX};
  g_autofree char *text = gd_sample_text(rng);
  g_autoptr(GdSample) sample =
      gd_sample_new(rng, faces, text, wears[ts_rng_int(rng, 0, G_N_ELEMENTS(wears) - 1)]);
  g_autoptr(GdCellInk) ink = gd_cell_ink_new(sample->pix, sample->dpi);
  if (ink->lines->len != 1 || sample->glyphs->len == 0)
    return;
  GdStripPlace place;
  g_autoptr(GdOcrPix) strip =
      gd_cell_ink_strip(ink, &g_array_index(ink->lines, GdInkLine, 0), 0, &place);
  if (strip == NULL)
    return;
  for (guint i = 0; i < sample->glyphs->len; i++) {
    GdSampleGlyph *glyph = &g_array_index(sample->glyphs, GdSampleGlyph, i);
    glyph->x0 = (glyph->x0 * ink->scale - place.x0) * place.scale;
    glyph->x1 = (glyph->x1 * ink->scale - place.x0) * place.scale;
  }
  GdStripBytes bytes = gd_strip_bytes(strip);
  add_glyphs(rng, examples, &bytes, (const GdSampleGlyph *)sample->glyphs->data,
             sample->glyphs->len);
  gd_strip_bytes_clear(&bytes);
}

/* The two moments of Adam, and the gradient of a batch. */
typedef struct {
  GdGlyphNet net, gradient, mean, square;
  guint step;
} Training;

static void start_weights(TsRng *rng, float *weights, guint n, guint fan_in)
{
  const double scale = sqrt(6.0 / fan_in);
  for (guint i = 0; i < n; i++)
    weights[i] = (float)ts_rng_real(rng, -scale, scale);
}

/* Adds the gradient of one example; returns whether it was classified rightly. */
static gboolean learn(Training *t, const Example *e)
{
  float first[GD_NET_FIRST], second[GD_NET_SECOND], log_p[GD_GLYPH_CLASSES];
  float d_first[GD_NET_FIRST] = {0}, d_second[GD_NET_SECOND] = {0};
  const GdGlyphNet *net = &t->net;
  GdGlyphNet *g = &t->gradient;
  memcpy(first, net->first_bias, sizeof first);
  for (int i = 0; i < GD_PATCH_SIZE; i++)
    for (int k = 0; e->patch[i] != 0 && k < GD_NET_FIRST; k++)
      first[k] += e->patch[i] * net->first[i][k];
  memcpy(second, net->second_bias, sizeof second);
  for (int i = 0; i < GD_NET_FIRST; i++)
    for (int k = 0; first[i] > 0 && k < GD_NET_SECOND; k++)
      second[k] += first[i] * net->second[i][k];
  gd_glyph_net_run(net, e->patch, log_p);
  int best = 0;
  for (int k = 0; k < GD_GLYPH_CLASSES; k++) {
    best = log_p[k] > log_p[best] ? k : best;
    const float wanted = k == e->target ? 1 - SMOOTHING : SMOOTHING / (GD_GLYPH_CLASSES - 1);
    const float d = expf(log_p[k]) - wanted;
    g->last_bias[k] += d;
    for (int i = 0; i < GD_NET_SECOND; i++) {
      g->last[i][k] += second[i] > 0 ? second[i] * d : 0;
      d_second[i] += second[i] > 0 ? net->last[i][k] * d : 0;
    }
  }
  for (int i = 0; i < GD_NET_FIRST; i++)
    for (int k = 0; first[i] > 0 && k < GD_NET_SECOND; k++) {
      g->second[i][k] += first[i] * d_second[k];
      d_first[i] += net->second[i][k] * d_second[k];
    }
  for (int k = 0; k < GD_NET_SECOND; k++)
    g->second_bias[k] += d_second[k];
  for (int i = 0; i < GD_PATCH_SIZE; i++)
    for (int k = 0; e->patch[i] != 0 && k < GD_NET_FIRST; k++)
      g->first[i][k] += e->patch[i] * d_first[k];
  for (int k = 0; k < GD_NET_FIRST; k++)
    g->first_bias[k] += d_first[k];
  return best == e->target;
}

static void step(Training *t, float rate)
{
  const float keep = 0.9F, keep_square = 0.999F;
  float *w = (float *)&t->net, *g = (float *)&t->gradient;
  float *m = (float *)&t->mean, *s = (float *)&t->square;
  t->step++;
  const float c1 = 1 - powf(keep, (float)t->step), c2 = 1 - powf(keep_square, (float)t->step);
  for (gsize i = 0; i < sizeof(GdGlyphNet) / sizeof(float); i++) {
    const float d = g[i] / BATCH;
    m[i] = keep * m[i] + (1 - keep) * d;
    s[i] = keep_square * s[i] + (1 - keep_square) * d * d;
    w[i] -= rate * (m[i] / c1) / (sqrtf(s[i] / c2) + 1e-8F);
    g[i] = 0;
  }
}

static void shuffle(TsRng *rng, guint *order, guint n)
{
  for (guint i = n; i > 1; i--) {
    const guint k = (guint)ts_rng_int(rng, 0, i - 1), swap = order[i - 1];
    order[i - 1] = order[k];
    order[k] = swap;
  }
}

static void train(Training *t, TsRng *rng, const GArray *examples, guint epochs)
{
  start_weights(rng, &t->net.first[0][0], GD_PATCH_SIZE * GD_NET_FIRST, GD_PATCH_SIZE / 3);
  start_weights(rng, &t->net.second[0][0], GD_NET_FIRST * GD_NET_SECOND, GD_NET_FIRST);
  start_weights(rng, &t->net.last[0][0], GD_NET_SECOND * GD_GLYPH_CLASSES, GD_NET_SECOND);
  g_autofree guint *order = g_new(guint, examples->len);
  for (guint i = 0; i < examples->len; i++)
    order[i] = i;
  for (guint epoch = 0; epoch < epochs; epoch++) {
    shuffle(rng, order, examples->len);
    guint right = 0;
    for (guint i = 0; i + BATCH <= examples->len; i += BATCH) {
      for (guint k = i; k < i + BATCH; k++)
        right += learn(t, &g_array_index(examples, Example, order[k]));
      const double done = (epoch + (double)i / examples->len) / epochs;
      step(t, (float)(RATE * (0.02 + 0.98 * (1 + cos(G_PI * done)) / 2)));
    }
    g_print("epoch %u: %u of %u right\n", epoch + 1, right, examples->len);
  }
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  if (argc != 6) {
    g_printerr("usage: train_glyphs FACES SEED CELLS EPOCHS OUT\n");
    return EXIT_FAILURE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faces = gd_sample_faces(argv[1], &error);
  if (faces == NULL) {
    g_printerr("train_glyphs: %s\n", error->message);
    return EXIT_FAILURE;
  }
  const guint64 seed = g_ascii_strtoull(argv[2], NULL, 10);
  const guint cells = (guint)g_ascii_strtoull(argv[3], NULL, 10);
  g_autoptr(GArray) examples = g_array_new(FALSE, FALSE, sizeof(Example));
  for (guint i = 0; i < cells; i++) {
    TsRng rng = ts_rng(ts_rng_child(seed, i + 1), "glyphs");
    add_cell(&rng, faces, examples);
  }
  TsRng rng = ts_rng(seed, "train");
  g_autofree Training *training = g_new0(Training, 1);
  train(training, &rng, examples, (guint)g_ascii_strtoull(argv[4], NULL, 10));
  if (!gd_glyph_net_save(&training->net, argv[5], &error)) {
    g_printerr("train_glyphs: %s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
