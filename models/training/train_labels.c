/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * train_labels FACES SEED LINES EPOCHS OUT ALPHABET…: draws lines of labels, cuts their
 * characters out by the places where they were drawn, and trains the net of ocr/label_net.h on
 * them. The alphabet is what the files have: forms, patterns of fields, a list.
 */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/training/label_like.h"
#include "models/training/net_train.h"
#include "models/training/sample.h"
#include "ocr/label_net.h"

/* Units of the hidden layers. */
#define FIRST 224
#define SECOND 160

/* Share of a target that is spread over the other classes. */
#define SMOOTHING 0.02F

/* Share of the characters of which a part or a join with the next is shown too. */
#define JUNK 0.3

/* Characters narrower than this are never cut, joins wider than that never tried; in heights. */
#define THIN 0.4
#define WIDEST 1.4

typedef struct {
  TsRng *rng;
  const GdLabelLetters *letters;
  const GPtrArray *faces;
  GdExamples *examples;
} Making;

static void add_example(Making *m, const GdLabelInk *ink, double x0, double x1, guint target)
{
  GdLabelBody body;
  float inputs[GD_LABEL_INPUTS];
  if (!gd_label_body(ink, (int)lround(x0), (int)lround(x1), &body))
    return;
  gd_label_patch(ink, &body, inputs);
  gd_examples_add(m->examples, inputs, target);
}

static gboolean is_gap(const GdLabelInk *ink, int x)
{
  for (int y = 0; y < ink->height; y++)
    if (ink->v[(gsize)y * (gsize)ink->width + (gsize)x] > 90)
      return FALSE;
  return TRUE;
}

/* Where a reader might cut a character: a gap of its own if it has one. */
static double cut_of(Making *m, const GdLabelInk *ink, double x0, double x1)
{
  const double width = x1 - x0;
  int gaps[64], n = 0;
  for (int x = (int)(x0 + 0.15 * width); x < x1 - 0.15 * width && n < 64; x++)
    if (x > 0 && x < ink->width && is_gap(ink, x))
      gaps[n++] = x;
  if (n > 0 && ts_rng_chance(m->rng, 0.8))
    return gaps[ts_rng_int(m->rng, 0, n - 1)];
  return x0 + width * ts_rng_real(m->rng, 0.25, 0.75);
}

/* A part of glyph i, or a join of it and the next. */
static void add_junk(Making *m, const GdLabelInk *ink, const GdSampleGlyph *at, guint i, guint n)
{
  const guint junk = GD_LABEL_JUNK(g_hash_table_size(m->letters->index));
  const double cut = cut_of(m, ink, at[i].x0, at[i].x1);
  const gint64 kind = ts_rng_int(m->rng, 0, 3);
  const gboolean wide = at[i].x1 - at[i].x0 > THIN * ink->character;
  if (kind == 0 && wide)
    add_example(m, ink, at[i].x0 - 1, cut, junk);
  if (kind == 1 && wide)
    add_example(m, ink, cut, at[i].x1 + 1, junk);
  if (kind < 2 || i + 1 >= n)
    return;
  const gboolean thin = at[i + 1].x1 - at[i + 1].x0 < THIN * ink->character;
  const double from = wide && kind == 2 ? cut : at[i].x0 - 1;
  const double to =
      thin || kind == 3 ? at[i + 1].x1 + 1 : cut_of(m, ink, at[i + 1].x0, at[i + 1].x1);
  if (to - from < WIDEST * ink->character)
    add_example(m, ink, from, to, junk);
}

/* What is left of rulings beside the text. */
static void add_margins(Making *m, const GdLabelInk *ink, double first, double last)
{
  const guint junk = GD_LABEL_JUNK(g_hash_table_size(m->letters->index));
  const double room = 0.1 * ink->character;
  add_example(m, ink, 0, first - room, junk);
  add_example(m, ink, last + room, ink->width, junk);
}

/* The characters of a line; at: ink of each, pixels of the line. */
static void add_characters(Making *m, const GdLabelInk *ink, const GdSampleGlyph *at, guint n)
{
  if (n > 0)
    add_margins(m, ink, at[0].x0, at[n - 1].x1);
  for (guint i = 0; i < n; i++) {
    const double left = i > 0 ? (at[i - 1].x1 + at[i].x0) / 2 : at[i].x0 - 6;
    const double right = i + 1 < n ? (at[i].x1 + at[i + 1].x0) / 2 : at[i].x1 + 6;
    add_example(m, ink, left + ts_rng_real(m->rng, -0.8, 0.8),
                right + ts_rng_real(m->rng, -0.8, 0.8),
                gd_label_class(m->letters, at[i].character));
    if (ts_rng_chance(m->rng, JUNK))
      add_junk(m, ink, at, i, n);
  }
}

static void add_line(Making *m)
{
  static const GdWear wears[] = {GD_WEAR_CLEAN, GD_WEAR_CLEAN, GD_WEAR_OFFICE, GD_WEAR_OFFICE,
                                 GD_WEAR_HARD,  GD_WEAR_HARD,  GD_WEAR_FAX};
  g_autofree char *text = gd_label_text(m->rng, m->letters);
  g_autoptr(GdSample) sample =
      gd_sample_new(m->rng, m->faces, text, wears[ts_rng_int(m->rng, 0, G_N_ELEMENTS(wears) - 1)]);
  g_autoptr(GArray) lines = gd_label_lines_find(sample->pix, sample->dpi);
  if (lines == NULL || lines->len != 1)
    return;
  const GdLabelLine *line = &g_array_index(lines, GdLabelLine, 0);
  for (guint i = 0; i < sample->glyphs->len; i++) {
    GdSampleGlyph *glyph = &g_array_index(sample->glyphs, GdSampleGlyph, i);
    glyph->x0 = glyph->x0 * line->scale - line->x0;
    glyph->x1 = glyph->x1 * line->scale - line->x0;
  }
  g_auto(GdLabelInk) ink = gd_label_ink(line);
  add_characters(m, &ink, (const GdSampleGlyph *)sample->glyphs->data, sample->glyphs->len);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  if (argc < 7) {
    g_printerr("usage: train_labels FACES SEED LINES EPOCHS OUT ALPHABET...\n");
    return EXIT_FAILURE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faces = gd_sample_faces(argv[1], &error);
  g_autoptr(GdLabelLetters) letters = faces != NULL ? gd_label_letters_new(argv + 6, &error) : NULL;
  if (letters == NULL) {
    g_printerr("train_labels: %s\n", error->message);
    return EXIT_FAILURE;
  }
  gd_label_find_like(letters, faces);
  const guint64 seed = g_ascii_strtoull(argv[2], NULL, 10);
  const guint lines = (guint)g_ascii_strtoull(argv[3], NULL, 10);
  g_autoptr(GdExamples) examples = gd_examples_new(GD_LABEL_INPUTS);
  for (guint i = 0; i < lines; i++) {
    TsRng rng = ts_rng(ts_rng_child(seed, i + 1), "labels");
    Making making = {&rng, letters, faces, examples};
    add_line(&making);
  }
  const guint n = g_hash_table_size(letters->index);
  g_print("%u letters, %u examples\n", n, gd_examples_count(examples));
  const guint sizes[] = {GD_LABEL_INPUTS, FIRST, SECOND, GD_LABEL_CLASSES(n)};
  g_autofree GdNet *net = gd_net_new(sizes, letters->letters);
  TsRng rng = ts_rng(seed, "train");
  gd_net_train(net, &rng, examples, (guint)g_ascii_strtoull(argv[4], NULL, 10), SMOOTHING);
  if (!gd_net_save(net, argv[5], &error)) {
    g_printerr("train_labels: %s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
