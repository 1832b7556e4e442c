/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * train_glyphs FACES SEED CELLS EPOCHS OUT: draws cells, cuts their glyphs out by the places
 * where they were drawn, and trains the classifier of ocr/glyph_net.h on them (net_train.h):
 * each glyph between the middles of the gaps to its neighbours, jittered; as many of no
 * character (halves, a glyph with part of the next).
 */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/training/net_train.h"
#include "models/training/sample.h"
#include "ocr/cell_ink.h"
#include "ocr/glyph_net.h"

/* Units of the hidden layers. */
#define FIRST 80
#define SECOND 40

/* Share of a target that is spread over the other classes. */
#define SMOOTHING 0.01F

static int class_of(gunichar c)
{
  const char *at = g_utf8_strchr(GD_GLYPH_ALPHABET, -1, c);
  return at != NULL ? (int)g_utf8_pointer_to_offset(GD_GLYPH_ALPHABET, at) : GD_GLYPH_OTHER;
}

static void add_example(GdExamples *examples, const GdStripBytes *strip, double x0, double x1,
                        int target)
{
  float patch[GD_PATCH_SIZE];
  if (x1 - x0 >= 2 && gd_glyph_patch(strip, (int)floor(x0 + 0.5), (int)floor(x1 + 0.5), patch))
    gd_examples_add(examples, patch, (guint)target);
}

/* The glyphs of a strip and what lies between; at: ink of each, pixels of the strip. */
static void add_glyphs(TsRng *rng, GdExamples *examples, const GdStripBytes *strip,
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

static void add_cell(TsRng *rng, const GPtrArray *faces, GdExamples *examples)
{
  static const GdWear wears[] = {GD_WEAR_CLEAN, GD_WEAR_OFFICE, GD_WEAR_OFFICE, GD_WEAR_HARD,
                                 GD_WEAR_HARD,  GD_WEAR_FAX,    GD_WEAR_FAX};
  g_autofree char *text = gd_sample_text(rng);
  g_autoptr(GdSample) sample =
      gd_sample_new(rng, faces, text, wears[ts_rng_int(rng, 0, G_N_ELEMENTS(wears) - 1)]);
  g_autoptr(GdCellInk) ink = gd_cell_ink_new(sample->pix, sample->dpi, 0);
  if (ink->lines->len != 1 || sample->glyphs->len == 0)
    return;
  GdStripPlace place;
  g_autoptr(GdOcrPix) strip =
      gd_cell_ink_strip(ink, &g_array_index(ink->lines, GdInkLine, 0), 0, GD_STRIP_USUAL, &place);
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
  g_autoptr(GdExamples) examples = gd_examples_new(GD_PATCH_SIZE);
  for (guint i = 0; i < cells; i++) {
    TsRng rng = ts_rng(ts_rng_child(seed, i + 1), "glyphs");
    add_cell(&rng, faces, examples);
  }
  const guint sizes[] = {GD_PATCH_SIZE, FIRST, SECOND, GD_GLYPH_CLASSES};
  g_autofree GdNet *net = gd_net_new(sizes, GD_GLYPH_ALPHABET);
  TsRng rng = ts_rng(seed, "train");
  gd_net_train(net, &rng, examples, (guint)g_ascii_strtoull(argv[4], NULL, 10), SMOOTHING);
  if (!gd_net_save(net, argv[5], &error)) {
    g_printerr("train_glyphs: %s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
