/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calibrate FACES SEED CELLS MODELS OUT: draws cells that no reader was trained on, reads
 * them by the models of a folder whose tables of calibration change nothing, and writes the
 * tables that make a reader's figure the share of such readings that are right.
 *
 * Isotonic regression by pooling adjacent violators (Ayer et al., Annals of Mathematical
 * Statistics 1955): readings in order of their figure, neighbours pooled while the share
 * of right ones would fall; half a reading right and half wrong is added to
 * each pool, so that no figure becomes certainty.
 */
#include <locale.h>
#include <stdlib.h>

#include "models/training/sample.h"
#include "ocr/calibration.h"
#include "ocr/reader.h"

/* Readings of one pool at least, so that the tables do not follow single cells. */
#define LEAST_POOL 60

/* Cells of one table, read together. */
#define BATCH 24

typedef struct {
  double raw;
  gboolean right;
} Outcome;

typedef struct {
  double raw, right, n;
} Pool;

/* What both readers made of a cell. */
typedef struct {
  double raw[GD_READERS];
  gboolean right[GD_READERS], agree;
} Record;

static int by_raw(gconstpointer a, gconstpointer b)
{
  const double d = ((const Outcome *)a)->raw - ((const Outcome *)b)->raw;
  return d < 0 ? -1 : d > 0;
}

static double share(const Pool *p)
{
  return (p->right + 0.5) / (p->n + 1);
}

/* The table of those outcomes. Caller owns (of GdKnot). */
static GArray *fit(GArray *outcomes)
{
  g_autoptr(GArray) pools = g_array_new(FALSE, FALSE, sizeof(Pool));
  g_array_sort(outcomes, by_raw);
  for (guint i = 0; i < outcomes->len; i++) {
    const Outcome *o = &g_array_index(outcomes, Outcome, i);
    Pool pool = {o->raw, o->right, 1};
    while (pools->len > 0) {
      const Pool *last = &g_array_index(pools, Pool, pools->len - 1);
      if (last->n >= LEAST_POOL && last->right / last->n < pool.right / pool.n)
        break;
      pool = (Pool){pool.raw + last->raw, pool.right + last->right, pool.n + last->n};
      g_array_set_size(pools, pools->len - 1);
    }
    g_array_append_val(pools, pool);
  }
  GArray *knots = g_array_new(FALSE, FALSE, sizeof(GdKnot));
  for (guint i = 0; i < pools->len; i++) {
    const Pool *pool = &g_array_index(pools, Pool, i);
    const GdKnot knot = {pool->raw / pool->n, share(pool)};
    g_array_append_val(knots, knot);
  }
  return knots;
}

static void read_batch(GdCellReader *reader, const GPtrArray *samples, GArray *records)
{
  GdCellPicture pictures[BATCH];
  for (guint i = 0; i < samples->len; i++) {
    const GdSample *sample = g_ptr_array_index(samples, i);
    pictures[i] = (GdCellPicture){.pix = sample->pix, .dpi = sample->dpi};
  }
  g_autoptr(GPtrArray) readings =
      gd_cell_reader_read(reader, pictures, samples->len, GD_EFFORT_THOROUGH);
  for (guint i = 0; i < samples->len; i++) {
    const GdSample *sample = g_ptr_array_index(samples, i);
    const GdCellReading *reading = g_ptr_array_index(readings, i);
    g_autofree char *truth = gd_sample_truth(sample->text);
    if (reading->lines != 1 || reading->cut || reading->stray)
      continue;
    Record record = {.agree = reading->agree};
    for (int k = 0; k < GD_READERS; k++) {
      record.raw[k] = reading->by[k].probability;
      record.right[k] = gd_sample_same(reading->by[k].text, truth);
    }
    g_array_append_val(records, record);
  }
}

static GArray *collect(GdCellReader *reader, const GPtrArray *faces, guint64 seed, guint cells)
{
  GArray *records = g_array_new(FALSE, FALSE, sizeof(Record));
  for (guint first = 0; first < cells; first += BATCH) {
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
    for (guint i = 0; i < MIN(BATCH, cells - first); i++) {
      TsRng rng = ts_rng(ts_rng_child(seed, first + i + 1), "calibrate");
      const GdWear wear = gd_sample_wear(&rng);
      g_autofree char *text = gd_sample_text(&rng);
      g_ptr_array_add(samples, gd_sample_new(&rng, faces, text, wear));
    }
    read_batch(reader, samples, records);
  }
  return records;
}

/* The figure of a record for a table: those of both readers go through their own tables
 * first. FALSE if the table is not about such records. */
static gboolean outcome_of(const Record *record, const GdCalibration *fitted, GdTable table,
                           Outcome *outcome)
{
  if (table == GD_TABLE_LSTM || table == GD_TABLE_GLYPHS) {
    const int k = table == GD_TABLE_LSTM ? GD_READER_LSTM : GD_READER_GLYPHS;
    *outcome = (Outcome){record->raw[k], record->right[k]};
    return TRUE;
  }
  const double lstm = gd_calibrate(fitted, GD_TABLE_LSTM, record->raw[GD_READER_LSTM]);
  const double glyphs = gd_calibrate(fitted, GD_TABLE_GLYPHS, record->raw[GD_READER_GLYPHS]);
  const int best = lstm >= glyphs ? GD_READER_LSTM : GD_READER_GLYPHS;
  *outcome =
      (Outcome){record->agree ? (lstm + glyphs) / 2 : ABS(lstm - glyphs), record->right[best]};
  return record->agree == (table == GD_TABLE_AGREE);
}

static GdCalibration *fit_all(const GArray *records)
{
  GdCalibration *fitted = gd_calibration_none();
  for (int table = 0; table < GD_TABLES; table++) {
    g_autoptr(GArray) outcomes = g_array_new(FALSE, FALSE, sizeof(Outcome));
    for (guint i = 0; i < records->len; i++) {
      Outcome outcome;
      if (outcome_of(&g_array_index(records, Record, i), fitted, (GdTable)table, &outcome))
        g_array_append_val(outcomes, outcome);
    }
    GArray *knots = fit(outcomes);
    if (knots->len == 0) {
      g_array_unref(knots);
      continue;
    }
    g_array_unref(fitted->knots[table]);
    fitted->knots[table] = knots;
  }
  return fitted;
}

static gboolean write_tables(const GdCalibration *fitted, guint cells, const char *path,
                             GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_printf(out, "# models/training/calibrate.c, %u cells: table raw probability\n",
                         cells);
  for (int table = 0; table < GD_TABLES; table++)
    for (guint i = 0; i < fitted->knots[table]->len; i++) {
      const GdKnot *knot = &g_array_index(fitted->knots[table], GdKnot, i);
      char raw[G_ASCII_DTOSTR_BUF_SIZE], probability[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf(
          out, "%s %s %s\n", gd_table_name((GdTable)table),
          g_ascii_formatd(raw, sizeof raw, "%.6f", knot->raw),
          g_ascii_formatd(probability, sizeof probability, "%.6f", knot->probability));
    }
  return g_file_set_contents(path, out->str, (gssize)out->len, error);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  if (argc != 6) {
    g_printerr("usage: calibrate FACES SEED CELLS MODELS OUT\n");
    return EXIT_FAILURE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faces = gd_sample_faces(argv[1], &error);
  g_autoptr(GdCellReader) reader = faces != NULL ? gd_cell_reader_new(argv[4], &error) : NULL;
  if (reader == NULL) {
    g_printerr("calibrate: %s\n", error->message);
    return EXIT_FAILURE;
  }
  const guint cells = (guint)g_ascii_strtoull(argv[3], NULL, 10);
  g_autoptr(GArray) records = collect(reader, faces, g_ascii_strtoull(argv[2], NULL, 10), cells);
  g_autoptr(GdCalibration) fitted = fit_all(records);
  if (!write_tables(fitted, records->len, argv[5], &error)) {
    g_printerr("calibrate: %s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
