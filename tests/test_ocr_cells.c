/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The readers of value cells on cells drawn from seeds that no reader was trained or
 * calibrated on, and on pictures that hold no cell.
 */
#include <locale.h>
#include <math.h>

#include "models/error.h"
#include "models/training/sample.h"
#include "ocr/cell_ink.h"
#include "ocr/ocr.h"
#include "ocr/reader.h"

/* Cells of a level, and the least share of them that each reader must read rightly:
 * bench/calibration measures more by two to four of a hundred. */
#define CELLS 96
#define SEED 9001

#define PALE_DPI 200.0

typedef struct {
  GdWear wear;
  double least[GD_READERS];
} Bound;

static GdCellReader *reader;
static GPtrArray *faces;

static GdCellReading *read_pix(PIX *pix, double dpi)
{
  const GdCellPicture cell = {.pix = pix, .dpi = dpi};
  g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, &cell, 1, GD_EFFORT_THOROUGH);
  g_assert_cmpuint(readings->len, ==, 1);
  return g_ptr_array_steal_index(readings, 0);
}

/* A clean cell with that text, in the first face. */
static GdCellReading *read_text(const char *text, guint64 seed)
{
  TsRng rng = ts_rng(seed, "text");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, text, GD_WEAR_CLEAN);
  return read_pix(sample->pix, sample->dpi);
}

/* The text as a piece: what stands within the rulings of a drawn cell, with GD_PIECE_RIM of
 * paper. Caller owns. */
static GdCellReading *read_piece(const char *text, guint64 seed)
{
  TsRng rng = ts_rng(seed, "piece");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, text, GD_WEAR_CLEAN);
  g_autoptr(GdCellInk) ink = gd_cell_ink_new(sample->pix, sample->dpi, 0);
  g_assert_cmpuint(ink->lines->len, ==, 1);
  const GdInkLine line = g_array_index(ink->lines, GdInkLine, 0);
  const double inches = GD_PIECE_RIM / 72;
  const int rim = 1 + (int)(inches * ink->dpi), x0 = (int)line.x0 - rim, y0 = (int)line.y0 - rim;
  BOX *box = boxCreate(x0, y0, (int)line.x1 + rim - x0, (int)line.y1 + rim - y0);
  g_autoptr(GdOcrPix) pix = pixClipRectangle(ink->grey, box, NULL);
  boxDestroy(&box);
  const GdCellPicture cell = {.pix = pix, .dpi = ink->dpi, .rim = inches};
  g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, &cell, 1, GD_EFFORT_THOROUGH);
  return g_ptr_array_steal_index(readings, 0);
}

/* The bar of a 7 and a dash are no remains of rulings, near as they are to the edge of a piece. (At
 * 155 dpi, seed 8, the rim has five rows, too few for a dash.) */
static void test_piece_strokes(void)
{
  for (guint64 seed = 1; seed <= 7; seed++) {
    g_autoptr(GdCellReading) seven = read_piece("7", seed), dash = read_piece("—", seed);
    g_assert_cmpstr(seven->by[GD_READER_GLYPHS].text, ==, "7");
    g_assert_cmpstr(seven->by[GD_READER_LSTM].text, ==, "7");
    g_assert_cmpint(dash->kind, ==, GD_CELL_DASH);
  }
}

/* A cell of PALE_DPI with dust of that level, and with a ring like a 0 that is paler than the mask
 * of ink takes; some of the dust lies on it. Caller owns. */
static PIX *pale_cell(gboolean ring, guint level)
{
  PIX *pix = pixCreate(240, 40, 8);
  for (int y = 0; y < 40; y++)
    for (int x = 0; x < 240; x++) {
      const double away = hypot((x - 30) / 6.0, (y - 20) / 10.0); /* 1: on the ring */
      const l_uint32 grain = (l_uint32)(7 * x + 13 * y + x * y) % 11;
      pixSetPixel(pix, x, y, (ring && away > 0.8 && away < 1.2 ? 200 : 235) + grain);
    }
  static const int dust[][2] = {{30, 9}, {36, 22}, {110, 12}, {150, 28}, {200, 15}};
  for (guint i = 0; i < G_N_ELEMENTS(dust); i++)
    for (int k = 0; k < 4; k++)
      pixSetPixel(pix, dust[i][0] + k % 2, dust[i][1] + k / 2, level);
  return pix;
}

/* Print so pale that only dust is in the mask: the cell is not surely empty, however dark the
 * dust is; one with the same dust alone is. */
static void test_pale_print(void)
{
  static const guint levels[] = {115, 15};
  for (guint i = 0; i < G_N_ELEMENTS(levels); i++)
    for (int ring = 0; ring < 2; ring++) {
      g_autoptr(GdOcrPix) pix = pale_cell(ring, levels[i]);
      g_autoptr(GdCellInk) ink = gd_cell_ink_new(pix, PALE_DPI, 0);
      g_assert_cmpuint(ink->lines->len, ==, 0);
      g_assert_cmpint(ink->faint > 0, ==, ring);
    }
}

static void test_accuracy(gconstpointer data)
{
  const Bound *bound = data;
  guint right[GD_READERS] = {0}, sure = 0;
  for (guint first = 0; first < CELLS; first += 24) {
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
    GdCellPicture cells[24];
    for (guint i = 0; i < 24; i++) {
      TsRng rng = ts_rng(ts_rng_child(SEED, first + i + 1), gd_wear_name(bound->wear));
      g_autofree char *text = gd_sample_text(&rng);
      GdSample *sample = gd_sample_new(&rng, faces, text, bound->wear);
      g_ptr_array_add(samples, sample);
      cells[i] = (GdCellPicture){.pix = sample->pix, .dpi = sample->dpi};
    }
    g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, cells, 24, GD_EFFORT_THOROUGH);
    for (guint i = 0; i < 24; i++) {
      const GdCellReading *reading = g_ptr_array_index(readings, i);
      const GdSample *sample = g_ptr_array_index(samples, i);
      g_autofree char *truth = gd_sample_truth(sample->text);
      for (int k = 0; k < GD_READERS; k++)
        right[k] += gd_sample_same(reading->by[k].text, truth);
      if (!reading->agree || reading->probability < 0.99 || reading->kind != GD_CELL_NUMBER)
        continue;
      sure++;
      if (!gd_sample_same(reading->text, truth))
        g_test_message("wrong and sure: %s for %s", reading->text, truth);
      g_assert_true(gd_sample_same(reading->text, truth));
    }
  }
  for (int k = 0; k < GD_READERS; k++) {
    g_test_message("%s: %s reads %u of %u, %u sure", gd_wear_name(bound->wear),
                   gd_reader_name((GdReaderKind)k), right[k], CELLS, sure);
    g_assert_cmpfloat(right[k], >=, bound->least[k] * CELLS);
  }
}

static void test_contents(void)
{
  static const struct {
    const char *text;
    GdCellKind kind;
  } cases[] = {
      {"0", GD_CELL_NUMBER},
      {"17", GD_CELL_NUMBER},
      {"288.829", GD_CELL_NUMBER},
      {"1,234", GD_CELL_NUMBER},
      {"-8", GD_CELL_NUMBER},
      {"+5", GD_CELL_NUMBER},
      {"288.829万元", GD_CELL_NUMBER},
      {"36元", GD_CELL_NUMBER},
      {"12件", GD_CELL_NUMBER},
      {"100%", GD_CELL_NUMBER},
      {"-", GD_CELL_DASH},
      {"—", GD_CELL_DASH},
      {"无", GD_CELL_DASH},
      {"", GD_CELL_BLANK},
  };
  guint right = 0;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    for (guint64 seed = 1; seed <= 4; seed++) {
      g_autoptr(GdCellReading) reading = read_text(cases[i].text, seed);
      const gboolean same = *cases[i].text == '\0' ? reading->kind == GD_CELL_BLANK
                                                   : gd_sample_same(reading->text, cases[i].text);
      if (!same)
        g_test_message("%s read as %s, %.3f", cases[i].text, reading->text, reading->probability);
      right += same && reading->kind == cases[i].kind;
      g_assert_true(same || !reading->agree || reading->probability < 0.99);
    }
  g_assert_cmpuint(right * 10, >=, G_N_ELEMENTS(cases) * 4 * 9);
}

static PIX *paper(int width, int height, guint level)
{
  PIX *pix = pixCreate(width, height, 8);
  pixSetAllArbitrary(pix, level);
  return pix;
}

static void test_no_cell(void)
{
  static const int sizes[][2] = {{1, 1}, {1, 500}, {500, 1}, {3, 3}, {60, 30}, {1100, 1100}};
  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
    for (guint level = 0; level <= 255; level += 255) {
      g_autoptr(GdOcrPix) pix = paper(sizes[i][0], sizes[i][1], level);
      g_autoptr(GdCellReading) reading = read_pix(pix, i == 0 ? 0 : 200);
      g_assert_cmpstr(reading->text, ==, "");
      g_assert_true(reading->kind == GD_CELL_BLANK || reading->kind == GD_CELL_UNREADABLE);
    }
  g_autoptr(GdCellReading) none = read_pix(NULL, 200);
  g_assert_cmpint(none->kind, ==, GD_CELL_UNREADABLE);
  g_autoptr(GdOcrPix) huge = paper(4000, 3000, 255);
  g_autoptr(GdCellReading) capped = read_pix(huge, 300);
  g_assert_cmpint(capped->kind, ==, GD_CELL_UNREADABLE);
  g_assert_false(capped->agree);
}

/* Noise of every size holds no certain number, and takes no long time. */
static void test_noise(void)
{
  TsRng rng = ts_rng(5, "noise");
  for (int size = 8; size <= 1024; size *= 4) {
    g_autoptr(GdOcrPix) pix = paper(size, size, 255);
    for (int i = 0; i < size * size / 2; i++)
      pixSetPixel(pix, (l_int32)ts_rng_int(&rng, 0, size - 1),
                  (l_int32)ts_rng_int(&rng, 0, size - 1), (l_uint32)ts_rng_int(&rng, 0, 255));
    g_autoptr(GdCellReading) reading = read_pix(pix, 200);
    g_assert_cmpfloat(reading->probability, <, 0.9);
  }
}

static void test_stage(void)
{
  TsRng rng = ts_rng(3, "stage");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, "4,096", GD_WEAR_CLEAN);
  const int width = pixGetWidth(sample->pix), height = pixGetHeight(sample->pix);
  PIX *page = paper(width + 400, height + 600, 255);
  pixRasterop(page, 200, 300, width, height, PIX_SRC, sample->pix, 0, 0);
  const double point = 72 / sample->dpi;
  g_autoptr(GdPicture) picture =
      gd_picture_new(page, pixGetWidth(page) * point, pixGetHeight(page) * point);
  const GdReadRequest requests[] = {
      {1, gd_box(200 * point, 300 * point, (200 + width) * point, (300 + height) * point),
       GD_CONTENT_VALUE, GD_EFFORT_THOROUGH, FALSE, GD_BOX_NONE, FALSE},
      {1, gd_box(-90, -90, -50, -50), GD_CONTENT_VALUE, GD_EFFORT_QUICK, FALSE, GD_BOX_NONE, FALSE},
      {1, gd_box(200 * point, 300 * point, (200 + width) * point, (300 + height) * point),
       GD_CONTENT_LABEL, GD_EFFORT_QUICK, FALSE, GD_BOX_NONE, FALSE},
      {1, gd_box(-90, -90, -50, -50), GD_CONTENT_LABEL, GD_EFFORT_QUICK, FALSE, GD_BOX_NONE, FALSE},
  };
  g_autoptr(GdOcr) ocr = gd_ocr_new(NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) answers =
      gd_ocr_read(ocr, picture, requests, G_N_ELEMENTS(requests), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(answers->len, ==, G_N_ELEMENTS(requests));
  const GdReadAnswer *value = g_ptr_array_index(answers, 0);
  g_assert_cmpstr(value->reading->text, ==, "4,096");
  const GdReadAnswer *outside = g_ptr_array_index(answers, 1);
  g_assert_cmpint(outside->reading->kind, ==, GD_CELL_UNREADABLE);
  const GdReadAnswer *label = g_ptr_array_index(answers, 2);
  g_assert_null(label->reading);
  g_assert_cmpuint(label->words->len, >=, 1);
  const GdWord *word = g_ptr_array_index(label->words, 0);
  g_assert_cmpint(word->source, ==, GD_SOURCE_OCR);
  g_assert_true(gd_box_has(requests[0].box, gd_box_centre(word->box)));
  const GdReadAnswer *nothing = g_ptr_array_index(answers, 3);
  g_assert_cmpuint(nothing->words->len, ==, 0);
}

static void test_no_models(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(gd_cell_reader_new("/nonexistent", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
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
  static const Bound bounds[] = {
      {GD_WEAR_CLEAN, {0.86, 0.84}},
      {GD_WEAR_OFFICE, {0.84, 0.82}},
      {GD_WEAR_HARD, {0.72, 0.70}},
      {GD_WEAR_FAX, {0.64, 0.62}},
  };
  for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
    g_autofree char *path = g_strdup_printf("/ocr/cells/%s", gd_wear_name(bounds[i].wear));
    g_test_add_data_func(path, &bounds[i], test_accuracy);
  }
  g_test_add_func("/ocr/cells/piece", test_piece_strokes);
  g_test_add_func("/ocr/cells/pale", test_pale_print);
  g_test_add_func("/ocr/cells/contents", test_contents);
  g_test_add_func("/ocr/cells/none", test_no_cell);
  g_test_add_func("/ocr/cells/noise", test_noise);
  g_test_add_func("/ocr/stage", test_stage);
  g_test_add_func("/ocr/no-models", test_no_models);
  const int status = g_test_run();
  gd_cell_reader_free(reader);
  g_ptr_array_unref(faces);
  return status;
}
