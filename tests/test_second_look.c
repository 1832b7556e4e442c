/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second look at value cells (ocr/cell_confirm.h): drawn cells of seeds that no reader was
 * trained on, and the accidents that make both readers of one picture wrong.
 */
#include <locale.h>

#include "models/training/sample.h"
#include "ocr/reader.h"

#define SEED 9007
#define CELLS 96
#define BATCH 24

/* Of the cells that readers are sure of in one picture at least this share is confirmed: 97 of 100
 * are on pages of reports. */
#define LEAST_CONFIRMED 0.85

static GdCellReader *reader;
static GPtrArray *faces;

/* whole: see GdCellPicture */
static void count_cells(GdWear wear, gboolean whole, guint *sure, guint *confirmed)
{
  for (guint first = 0; first < CELLS; first += BATCH) {
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
    GdCellPicture cells[BATCH];
    for (guint i = 0; i < BATCH; i++) {
      TsRng rng = ts_rng(ts_rng_child(SEED, first + i + 1), gd_wear_name(wear));
      g_autofree char *text = g_strdup_printf("%u", (guint)(ts_rng_child(SEED, i + first) % 5000));
      GdSample *sample = gd_sample_new(&rng, faces, text, wear);
      g_ptr_array_add(samples, sample);
      cells[i] = (GdCellPicture){
          .pix = sample->pix, .dpi = sample->dpi, .bilevel = wear == GD_WEAR_FAX, .whole = whole};
    }
    g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, cells, BATCH, GD_EFFORT_CONFIRM);
    for (guint i = 0; i < BATCH; i++) {
      const GdCellReading *reading = readings->pdata[i];
      const GdSample *sample = samples->pdata[i];
      *sure += reading->agree && reading->probability >= 0.99;
      *confirmed += reading->confirmed;
      g_assert_true(!reading->confirmed || gd_sample_same(reading->text, sample->text));
    }
  }
}

static void test_most_are_confirmed(void)
{
  guint sure = 0, confirmed = 0;
  count_cells(GD_WEAR_CLEAN, FALSE, &sure, &confirmed);
  count_cells(GD_WEAR_OFFICE, FALSE, &sure, &confirmed);
  g_test_message("%u sure, %u confirmed", sure, confirmed);
  g_assert_cmpuint(sure, >, CELLS);
  g_assert_cmpfloat(confirmed, >=, LEAST_CONFIRMED * sure);
}

/* A sign or a point may have left no trace in black and white: only where neither can stand. */
static void test_bilevel(void)
{
  guint sure = 0, confirmed = 0;
  count_cells(GD_WEAR_FAX, FALSE, &sure, &confirmed);
  g_assert_cmpuint(confirmed, ==, 0);
  count_cells(GD_WEAR_FAX, TRUE, &sure, &confirmed);
  g_test_message("%u sure, %u confirmed in black and white", sure / 2, confirmed);
  g_assert_cmpuint(confirmed, >, 0);
}

static GdCellReading *read_sample(const GdSample *sample, GdEffort effort)
{
  const GdCellPicture cell = {.pix = sample->pix, .dpi = sample->dpi};
  g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, &cell, 1, effort);
  return g_ptr_array_steal_index(readings, 0);
}

static void darken(PIX *pix, int x, int y, int width, int height, int level)
{
  for (int j = y; j < y + height; j++)
    for (int i = x; i < x + width; i++)
      pixSetPixel(pix, i, j, (l_uint32)level);
}

/* A speck at the upper left of the first character, where the bar of a 7 would be. */
static void add_speck(GdSample *sample)
{
  const GdSampleGlyph *glyph = &g_array_index(sample->glyphs, GdSampleGlyph, 0);
  const int size = (int)(sample->dpi / 70);
  darken(sample->pix, (int)glyph->x0 - size, (int)(glyph->y - sample->dpi / 25), size, size, 60);
}

static void test_specks(void)
{
  for (guint64 seed = 1; seed <= 12; seed++) {
    TsRng rng = ts_rng(seed, "second");
    g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, "/", GD_WEAR_CLEAN);
    add_speck(sample);
    g_autoptr(GdCellReading) reading = read_sample(sample, GD_EFFORT_CONFIRM);
    g_assert_true(!reading->confirmed || reading->kind != GD_CELL_NUMBER);
  }
}

/* Ink may have gone with a seal: what is left is neither sure nor confirmed. */
static void test_sealed(void)
{
  for (guint64 seed = 1; seed <= 12; seed++) {
    TsRng rng = ts_rng(seed, "second");
    g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, "1234", GD_WEAR_CLEAN);
    const GdCellPicture cell = {
        .pix = sample->pix, .dpi = sample->dpi, .whole = TRUE, .sealed = TRUE};
    g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, &cell, 1, GD_EFFORT_CONFIRM);
    const GdCellReading *reading = readings->pdata[0];
    g_assert_false(reading->confirmed);
    g_assert_cmpfloat(reading->probability, <, 0.99);
  }
}

/* Room for a minus before the first character: away from the ruling. Inches. */
#define MINUS_ROOM 0.14

static gboolean has_room(const GdSample *sample)
{
  return g_array_index(sample->glyphs, GdSampleGlyph, 0).x0 > MINUS_ROOM * sample->dpi;
}

/* Level of ink. */
#define INK 20

/* A pale bar in front of the digits: the minus of a thin print. part: of the way from paper to ink.
 */
static void add_pale_minus(GdSample *sample, double part)
{
  const GdSampleGlyph *glyph = &g_array_index(sample->glyphs, GdSampleGlyph, 0);
  const int width = (int)(sample->dpi / 22), height = MAX(1, (int)(sample->dpi / 150));
  const int x = (int)glyph->x0 - width - (int)(sample->dpi / 50), y = (int)glyph->y;
  l_uint32 paper = 255;
  pixGetPixel(sample->pix, x, y, &paper);
  darken(sample->pix, x, y, width, height, (int)(paper - part * (paper - INK)));
}

/* How many of the minus signs that are that part of the way from paper to ink are read; none is
 * lost without a doubt. */
static guint read_pale_minus(double part)
{
  guint drawn = 0, seen = 0;
  for (guint64 seed = 1; seed <= 40; seed++) {
    TsRng rng = ts_rng(seed, "second");
    g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, "698", GD_WEAR_CLEAN);
    if (!has_room(sample))
      continue;
    add_pale_minus(sample, part);
    g_autoptr(GdCellReading) reading = read_sample(sample, GD_EFFORT_THOROUGH);
    const gboolean sure = reading->agree && reading->probability >= 0.99;
    g_assert_false(sure && g_str_equal(reading->text, "698"));
    g_autoptr(GdCellReading) again = read_sample(sample, GD_EFFORT_CONFIRM);
    g_assert_false(again->confirmed && g_str_equal(again->text, "698"));
    drawn++;
    seen += g_str_has_prefix(reading->text, "-");
  }
  g_test_message("%u of %u minus signs of %.2f read", seen, drawn, part);
  g_assert_cmpuint(drawn, >=, 10);
  return seen;
}

static void test_pale_minus(void)
{
  g_assert_cmpuint(read_pale_minus(0.5), >, 0);
}

/* Too pale to be read. */
static void test_trace_of_minus(void)
{
  read_pale_minus(0.25);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GError) error = NULL;
  faces = gd_sample_faces_named("faces-test.txt", &error);
  g_assert_no_error(error);
  reader = gd_cell_reader_new(NULL, &error);
  g_assert_no_error(error);
  g_test_add_func("/second-look/most-are-confirmed", test_most_are_confirmed);
  g_test_add_func("/second-look/bilevel", test_bilevel);
  g_test_add_func("/second-look/specks", test_specks);
  g_test_add_func("/second-look/sealed", test_sealed);
  g_test_add_func("/second-look/pale-minus", test_pale_minus);
  g_test_add_func("/second-look/trace-of-minus", test_trace_of_minus);
  const int result = g_test_run();
  gd_cell_reader_free(reader);
  g_ptr_array_unref(faces);
  return result;
}
