/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calibration [SEED [CELLS [FACES]]]: reads synthetic value cells of a seed that nothing was
 * trained or calibrated on, and prints for each level of wear how many each reader
 * reads rightly, and whether probabilities are what they say: of the readings given
 * 0.99, 99 of 100 are to be right.
 */
#include <locale.h>
#include <stdlib.h>

#include "models/form.h"
#include "models/training/sample.h"
#include "ocr/reader.h"

#define BATCH 24

/* What is asked for where no seed and number is given. */
#define SEED 7001
#define CELLS 4000

/* Share of cells that are left empty. */
#define BLANK_SHARE 0.15

/* Probability from which a reading counts as sure. */
#define SURE 0.99

/* Lower ends of the bins of the curve. */
static const double bins[] = {0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999};
#define BINS G_N_ELEMENTS(bins)

enum { WHOSE_LSTM, WHOSE_GLYPHS, WHOSE_BOTH, WHOSE };

typedef struct {
  guint n, right;
  double sum;
} Bin;

typedef struct {
  guint cells, flagged, agree, sure, wrong_sure, right[WHOSE];
} Level;

typedef struct {
  GdCellReader *reader;
  GPtrArray *faces;
  Level levels[GD_WEAR_LEVELS];
  Bin curve[WHOSE][BINS];
  double seconds;
} Bench;

static void count(Bench *b, int whose, double probability, gboolean right)
{
  guint at = 0;
  while (at + 1 < BINS && probability >= bins[at + 1])
    at++;
  Bin *bin = &b->curve[whose][at];
  bin->n++;
  bin->right += right;
  bin->sum += probability;
}

static void judge(Bench *b, Level *level, const GdCellReading *reading, const char *truth)
{
  level->cells++;
  const gboolean flagged = reading->lines > 1 || reading->cut || reading->stray;
  level->flagged += flagged;
  for (int k = 0; k < GD_READERS; k++) {
    const gboolean right = gd_sample_same(reading->by[k].text, truth);
    level->right[k] += right;
    if (!flagged && reading->lines == 1)
      count(b, k, reading->by[k].probability, right);
  }
  const gboolean right = gd_sample_same(reading->text, truth);
  level->right[WHOSE_BOTH] += right;
  level->agree += reading->agree;
  level->sure += reading->agree && reading->probability >= SURE;
  level->wrong_sure += reading->agree && reading->probability >= SURE && !right;
  count(b, WHOSE_BOTH, reading->probability, right);
  if (g_getenv("GUIDANG_BENCH_SHOW") != NULL && (!right || flagged))
    g_print("  %s | %s | lstm %s %.3f | glyphs %s %.3f | %.3f%s%s lines %u\n", truth, reading->text,
            reading->by[0].text, reading->by[0].probability, reading->by[1].text,
            reading->by[1].probability, reading->probability, reading->cut ? " cut" : "",
            reading->stray ? " stray" : "", reading->lines);
}

static void run(Bench *b, guint64 seed, GdWear wear, guint cells)
{
  for (guint first = 0; first < cells; first += BATCH) {
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
    GdCellPicture pictures[BATCH];
    for (guint i = 0; i < MIN(BATCH, cells - first); i++) {
      TsRng rng = ts_rng(ts_rng_child(seed, first + i + 1), gd_wear_name(wear));
      g_autofree char *text =
          ts_rng_chance(&rng, BLANK_SHARE) ? g_strdup("") : gd_sample_text(&rng);
      GdSample *sample = gd_sample_new(&rng, b->faces, text, wear);
      g_ptr_array_add(samples, sample);
      pictures[i] = (GdCellPicture){.pix = sample->pix, .dpi = sample->dpi};
    }
    const gint64 start = g_get_monotonic_time();
    g_autoptr(GPtrArray) readings =
        gd_cell_reader_read(b->reader, pictures, samples->len, GD_EFFORT_THOROUGH);
    b->seconds += (g_get_monotonic_time() - start) / 1e6;
    for (guint i = 0; i < samples->len; i++) {
      const GdSample *sample = g_ptr_array_index(samples, i);
      g_autofree char *truth = gd_sample_truth(sample->text);
      judge(b, &b->levels[wear], g_ptr_array_index(readings, i), truth);
    }
  }
}

static void print_levels(const Bench *b)
{
  g_print("level    cells  flagged   lstm  glyphs  fused  agree  sure  wrong and sure\n");
  for (int wear = 0; wear < GD_WEAR_LEVELS; wear++) {
    const Level *l = &b->levels[wear];
    const double part = 100.0 / MAX(1, l->cells);
    g_print("%-8s %5u %7.2f%% %6.2f %7.2f %6.2f %6.2f %5.1f  %u of %u\n",
            gd_wear_name((GdWear)wear), l->cells, l->flagged * part, l->right[WHOSE_LSTM] * part,
            l->right[WHOSE_GLYPHS] * part, l->right[WHOSE_BOTH] * part, l->agree * part,
            l->sure * part, l->wrong_sure, l->sure);
  }
}

static void print_curve(const Bench *b)
{
  static const char *const names[WHOSE] = {"lstm", "glyphs", "both"};
  g_print("reader   given from   readings   mean given   right\n");
  for (int whose = 0; whose < WHOSE; whose++)
    for (guint i = 0; i < BINS; i++) {
      const Bin *bin = &b->curve[whose][i];
      if (bin->n > 0)
        g_print("%-8s %10.3f %10u %12.4f %7.4f\n", names[whose], bins[i], bin->n, bin->sum / bin->n,
                (double)bin->right / bin->n);
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
    g_printerr("calibration: %s\n", error->message);
    return EXIT_FAILURE;
  }
  for (int wear = 0; wear < GD_WEAR_LEVELS; wear++)
    run(&b, seed, (GdWear)wear, MAX(1, cells / GD_WEAR_LEVELS));
  print_levels(&b);
  print_curve(&b);
  g_print("%.2f ms a cell\n", b.seconds * 1e3 / MAX(1, cells));
  gd_cell_reader_free(b.reader);
  g_ptr_array_unref(b.faces);
  return EXIT_SUCCESS;
}
