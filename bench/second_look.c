/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * second_look [SEED [CELLS [FACES]]]: drawn value cells of a seed that nothing was trained on, read
 * with a second look, in grey and as black and white pictures. Of the readings that both readers
 * are sure of: how many the second look confirms, and how many are wrong, before it and behind it.
 * Texts with a sign or a point are counted apart: in black and white these may leave no trace.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "models/form.h"
#include "models/training/sample.h"
#include "ocr/reader.h"

#define BATCH 24

/* What is asked for where no seed and number is given. */
#define SEED 7901
#define CELLS 4000

/* Probability from which a reading counts as sure. */
#define SURE 0.99

/* Levels of grey, 0..255, about one of which a scanner parts black from white. */
#define DARKEST_THRESHOLD 90
#define PALEST_THRESHOLD 190

/* From here on readings count as nearly sure. */
#define NEARLY 0.9

typedef struct {
  guint readings, wrong, confirmed, wrong_confirmed;
} Band;

typedef struct {
  guint cells, digits, lost; /* lost: of the texts with digits, those of which no ink was seen */
  Band sure, nearly;
} Counts;

typedef struct {
  GdCellReader *reader;
  GPtrArray *faces;
  Counts counts[2][GD_WEAR_LEVELS][2]; /* black and white; wear; with a sign or a point */
  double seconds;
} Bench;

static void to_black_and_white(PIX *pix, int threshold)
{
  const int width = pixGetWidth(pix), height = pixGetHeight(pix), wpl = pixGetWpl(pix);
  for (int y = 0; y < height; y++) {
    l_uint32 *line = pixGetData(pix) + (gsize)y * wpl;
    for (int x = 0; x < width; x++)
      SET_DATA_BYTE(line, x, GET_DATA_BYTE(line, x) < threshold ? 0 : 255);
  }
}

static void judge(Counts *counts, const GdCellReading *reading, const char *truth, const char *what)
{
  const gboolean right = gd_sample_same(reading->text, truth);
  const gboolean digits = strpbrk(truth, "0123456789") != NULL;
  counts->cells++;
  counts->digits += digits;
  counts->lost += digits && reading->kind == GD_CELL_BLANK;
  if (!reading->agree || reading->probability < NEARLY || reading->lines > 1)
    return;
  Band *band = reading->probability >= SURE ? &counts->sure : &counts->nearly;
  band->readings++;
  band->wrong += !right;
  band->confirmed += reading->confirmed;
  band->wrong_confirmed += reading->confirmed && !right;
  if (g_getenv("GUIDANG_BENCH_SHOW") != NULL && !right)
    g_print("  %s: %s read %s %.3f%s\n", what, truth, reading->text, reading->probability,
            reading->confirmed ? ", confirmed" : "");
}

static void run(Bench *b, guint64 seed, GdWear wear, gboolean flat, guint cells)
{
  for (guint first = 0; first < cells; first += BATCH) {
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
    GdCellPicture pictures[BATCH];
    for (guint i = 0; i < MIN(BATCH, cells - first); i++) {
      TsRng rng = ts_rng(ts_rng_child(seed, first + i + 1), gd_wear_name(wear));
      g_autofree char *text = gd_sample_text(&rng);
      GdSample *sample = gd_sample_new(&rng, b->faces, text, wear);
      g_ptr_array_add(samples, sample);
      if (flat)
        to_black_and_white(sample->pix, (int)ts_rng_int(&rng, DARKEST_THRESHOLD, PALEST_THRESHOLD));
      pictures[i] = (GdCellPicture){.pix = sample->pix,
                                    .dpi = sample->dpi,
                                    .bilevel = flat || wear == GD_WEAR_FAX,
                                    .whole = TRUE};
    }
    const gint64 start = g_get_monotonic_time();
    g_autoptr(GPtrArray) readings =
        gd_cell_reader_read(b->reader, pictures, samples->len, GD_EFFORT_CONFIRM);
    b->seconds += (g_get_monotonic_time() - start) / 1e6;
    for (guint i = 0; i < samples->len; i++) {
      const GdSample *sample = g_ptr_array_index(samples, i);
      g_autofree char *truth = gd_sample_truth(sample->text);
      const gboolean marked = strpbrk(truth, "+-.%") != NULL;
      judge(&b->counts[flat][wear][marked], g_ptr_array_index(readings, i), truth,
            gd_wear_name(wear));
    }
  }
}

static void print(const Bench *b)
{
  g_print("level                         cells    sure wrong confirmed wrong    nearly wrong "
          "confirmed wrong\n");
  for (int flat = 0; flat < 2; flat++)
    for (int wear = 0; wear < GD_WEAR_LEVELS; wear++)
      for (int marked = 0; marked < 2; marked++) {
        const Counts *c = &b->counts[flat][wear][marked];
        if (c->cells > 0)
          g_print("%-7s %-6s %-14s %6u %6u %5u  %6u %5u %9u %5u    %6u %5u %9u %5u\n",
                  gd_wear_name((GdWear)wear), flat || wear == GD_WEAR_FAX ? "black" : "grey",
                  marked ? "sign or point" : "", c->cells, c->digits, c->lost, c->sure.readings,
                  c->sure.wrong, c->sure.confirmed, c->sure.wrong_confirmed, c->nearly.readings,
                  c->nearly.wrong, c->nearly.confirmed, c->nearly.wrong_confirmed);
      }
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  const guint64 seed = argc > 1 ? g_ascii_strtoull(argv[1], NULL, 10) : SEED;
  const guint cells = argc > 2 ? (guint)g_ascii_strtoull(argv[2], NULL, 10) : CELLS;
  g_autoptr(GError) error = NULL;
  Bench b = {0};
  b.faces = gd_sample_faces_named(argc > 3 ? argv[3] : "faces-test.txt", &error);
  b.reader = b.faces != NULL ? gd_cell_reader_new(NULL, &error) : NULL;
  if (b.reader == NULL) {
    g_printerr("second_look: %s\n", error->message);
    return EXIT_FAILURE;
  }
  for (int wear = 0; wear < GD_WEAR_LEVELS; wear++) {
    run(&b, seed, (GdWear)wear, FALSE, MAX(1, cells / (2 * GD_WEAR_LEVELS - 1)));
    if (wear != GD_WEAR_FAX)
      run(&b, seed, (GdWear)wear, TRUE, MAX(1, cells / (2 * GD_WEAR_LEVELS - 1)));
  }
  print(&b);
  g_print("%.2f ms a cell\n", b.seconds * 1e3 / MAX(1, cells));
  gd_cell_reader_free(b.reader);
  g_ptr_array_unref(b.faces);
  return EXIT_SUCCESS;
}
