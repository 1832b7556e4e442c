/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make_lines FACES SEED LINES CELLS OUT: training lines for Tesseract. Each line holds
 * strips of one to CELLS cells, cut by the same code that cuts a scan's, with the
 * gaps that the reader leaves. Writes OUT-N.tif, pages of at most PAGES_PER_FILE lines
 * (lstm.train takes time quadratic in pages), and OUT-N.box, a WordStr line for each.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "models/training/sample.h"
#include "ocr/strip_line.h"

#define PAGES_PER_FILE 400

/* Lines of one cell: the network learns to align on short lines first. */
#define SINGLE_SHARE 0.5

/* The strip of a new sample of one line; NULL if its cut has none or several. */
static PIX *make_strip(TsRng *rng, const GPtrArray *faces, GdWear wear, char **truth)
{
  g_autofree char *text = gd_sample_text(rng);
  g_autoptr(GdSample) sample = gd_sample_new(rng, faces, text, wear);
  g_autoptr(GdCellInk) ink = gd_cell_ink_new(sample->pix, sample->dpi, 0);
  if (ink->lines->len != 1)
    return NULL;
  const GdInkLine *line = &g_array_index(ink->lines, GdInkLine, 0);
  *truth = gd_sample_truth(text);
  return gd_cell_ink_strip(ink, line, 0, GD_STRIP_USUAL, NULL);
}

static PIX *make_line(TsRng *rng, const GPtrArray *faces, guint most, GString *truth)
{
  PIX *strips[GD_LINE_CELLS];
  guint n = 0;
  const guint wanted =
      most == 1 || ts_rng_chance(rng, SINGLE_SHARE) ? 1 : (guint)ts_rng_int(rng, 2, most);
  const GdWear wear = gd_sample_wear(rng);
  while (n < wanted) {
    g_autofree char *text = NULL;
    PIX *strip = make_strip(rng, faces, wear, &text);
    if (strip == NULL)
      continue;
    strips[n++] = strip;
    g_string_append_printf(truth, "%s%s", truth->len > 0 ? " " : "", text);
  }
  PIX *line = gd_strip_line_new(strips, n, NULL);
  for (guint i = 0; i < n; i++)
    pixDestroy(&strips[i]);
  return line;
}

/* One file of pages. FALSE if it cannot be written. */
static gboolean make_file(guint64 seed, guint first, guint pages, const GPtrArray *faces,
                          guint most, const char *stem)
{
  g_autofree char *tif = g_strconcat(stem, ".tif", NULL), *box = g_strconcat(stem, ".box", NULL);
  g_autoptr(GString) boxes = g_string_new(NULL);
  for (guint page = 0; page < pages; page++) {
    TsRng rng = ts_rng(ts_rng_child(seed, first + page + 1), "line");
    g_autoptr(GString) truth = g_string_new(NULL);
    g_autoptr(GdOcrPix) line = make_line(&rng, faces, most, truth);
    if (line == NULL || pixWriteTiff(tif, line, IFF_TIFF_ZIP, page == 0 ? "w" : "a") != 0)
      return FALSE;
    const int width = pixGetWidth(line), height = pixGetHeight(line);
    g_string_append_printf(boxes, "WordStr 0 0 %d %d %u #%s\n\t 0 0 %d %d %u\n", width, height,
                           page, truth->str, width, height, page);
  }
  return g_file_set_contents(box, boxes->str, (gssize)boxes->len, NULL);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  if (argc != 6) {
    g_printerr("usage: make_lines FACES SEED LINES CELLS OUT\n");
    return EXIT_FAILURE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faces = gd_sample_faces(argv[1], &error);
  if (faces == NULL) {
    g_printerr("make_lines: %s\n", error->message);
    return EXIT_FAILURE;
  }
  const guint64 seed = g_ascii_strtoull(argv[2], NULL, 10);
  const guint lines = (guint)g_ascii_strtoull(argv[3], NULL, 10);
  const guint most = CLAMP((guint)g_ascii_strtoull(argv[4], NULL, 10), 1, GD_LINE_CELLS);
  for (guint first = 0; first < lines; first += PAGES_PER_FILE) {
    g_autofree char *stem = g_strdup_printf("%s-%03u", argv[5], first / PAGES_PER_FILE);
    if (!make_file(seed, first, MIN(PAGES_PER_FILE, lines - first), faces, most, stem)) {
      g_printerr("make_lines: cannot write %s\n", stem);
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
