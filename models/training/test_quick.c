/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the recipe with much less of everything (train.sh --quick BUILD MODELS) into a folder of
 * its own, loads what comes out into guidang's readers, and shows them clean cells and labels of
 * other seeds, in the one face that they were trained on. Models that were trained read far more of
 * these than chance would.
 */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "models/form.h"
#include "models/training/label_text.h"
#include "models/training/sample.h"
#include "ocr/calibration.h"
#include "ocr/label_net.h"
#include "ocr/label_reader.h"
#include "ocr/reader.h"

#define SEED 9101

/* Cells that are read: whole numbers of two to four digits. Chance reads one in thousands. */
#define CELLS 48
#define LEAST_NUMBER 10
#define MOST_NUMBER 9999

/* Of them, the share that each reader must read: half of what was measured, or less. */
static const double least_right[GD_READERS] = {[GD_READER_LSTM] = 0.3, [GD_READER_GLYPHS] = 0.5};

/* Lines of labels, characters of each, and the share of all that the net must read; chance: one in
 * nine hundred. */
#define LINES 24
#define LETTERS 6
#define LEAST_LETTERS 0.2

static char *folder;     /* the trained models */
static GPtrArray *faces; /* of char*: the one that they were trained on */

static void remove_tree(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child);
  }
  (void)g_remove(path);
}

/* Runs the recipe. NULL and an error if it fails. Caller frees. */
static char *train(const char *script, const char *tools, const char *models, GError **error)
{
  const char *const argv[] = {script, "--quick", tools, models, NULL};
  g_autofree char *output = NULL, *errors = NULL;
  int status = 0;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors,
                    &status, error))
    return NULL;
  if (!g_spawn_check_wait_status(status, error)) {
    g_prefix_error(error, "%s", errors);
    return NULL;
  }
  return g_build_filename(models, "tessdata", NULL);
}

static void test_files(void)
{
  static const char *const names[] = {"gd_cells.traineddata", "gd_glyphs.net",
                                      "gd_cells.calibration", "gd_labels.net"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_autofree char *content = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &content, &length, NULL));
    g_assert_cmpuint(length, >, 0);
  }
}

static void test_cells(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCellReader) reader = gd_cell_reader_new(folder, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)gd_sample_free);
  GdCellPicture cells[CELLS];
  for (guint i = 0; i < CELLS; i++) {
    TsRng rng = ts_rng(ts_rng_child(SEED, i + 1), "cells");
    g_autofree char *text = g_strdup_printf("%d", (int)ts_rng_int(&rng, LEAST_NUMBER, MOST_NUMBER));
    GdSample *sample = gd_sample_new(&rng, faces, text, GD_WEAR_CLEAN);
    g_ptr_array_add(samples, sample);
    cells[i] = (GdCellPicture){.pix = sample->pix, .dpi = sample->dpi};
  }
  g_autoptr(GPtrArray) readings = gd_cell_reader_read(reader, cells, CELLS, GD_EFFORT_THOROUGH);
  guint right[GD_READERS] = {0};
  for (guint i = 0; i < CELLS; i++)
    for (int k = 0; k < GD_READERS; k++) {
      const GdCellReading *reading = readings->pdata[i];
      right[k] += gd_sample_same(reading->by[k].text, ((GdSample *)samples->pdata[i])->text);
    }
  for (int k = 0; k < GD_READERS; k++) {
    g_test_message("%s: %u of %u right", gd_reader_name((GdReaderKind)k), right[k], CELLS);
    g_assert_cmpfloat(right[k], >=, least_right[k] * CELLS);
  }
}

/* The figures of the recipe's calibration are those of models that were not yet calibrated, put in
 * order: greater ones mean more. */
static void test_calibration(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, "gd_cells.calibration", NULL);
  g_autoptr(GdCalibration) calibration = gd_calibration_load(path, &error);
  g_assert_no_error(error);
  for (int table = 0; table < GD_TABLES; table++)
    g_assert_cmpfloat(gd_calibrate(calibration, (GdTable)table, 0), <=,
                      gd_calibrate(calibration, (GdTable)table, 1));
  g_assert_cmpfloat(gd_calibrate(calibration, GD_TABLE_GLYPHS, 0), <,
                    gd_calibrate(calibration, GD_TABLE_GLYPHS, 1));
}

/* Letters of the line that the net read, if it read as many as there are. */
static guint letters_read(const GdNet *net, const GdSample *sample)
{
  g_autoptr(GArray) lines = gd_label_lines_find(sample->pix, sample->dpi);
  if (lines == NULL || lines->len != 1)
    return 0;
  g_autoptr(GArray) symbols = gd_label_read(net, &g_array_index(lines, GdLabelLine, 0));
  guint right = 0;
  const char *at = sample->text;
  for (guint i = 0; symbols->len == LETTERS && i < LETTERS; i++) {
    const char *next = g_utf8_next_char(at), *text = g_array_index(symbols, GdLabelSymbol, i).text;
    right += strlen(text) == (gsize)(next - at) && strncmp(text, at, (gsize)(next - at)) == 0;
    at = next;
  }
  return right;
}

static void test_labels(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_assert_no_error(error);
  char *files[] = {g_build_filename(data, "training", "labels-more.txt", NULL), NULL};
  g_autoptr(GdLabelLetters) letters = gd_label_letters_new(files, &error);
  g_free(files[0]);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(folder, "gd_labels.net", NULL);
  g_autofree GdNet *net = gd_label_net_load(path, &error);
  g_assert_no_error(error);
  guint right = 0;
  for (guint i = 0; i < LINES; i++) {
    TsRng rng = ts_rng(ts_rng_child(SEED, i + 1), "labels");
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint k = 0; k < LETTERS; k++)
      g_string_append_unichar(
          text,
          g_array_index(letters->han, gunichar, (guint)ts_rng_int(&rng, 0, letters->han->len - 1)));
    g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, text->str, GD_WEAR_CLEAN);
    right += letters_read(net, sample);
  }
  g_test_message("labels: %u of %u letters right", right, LINES * LETTERS);
  g_assert_cmpfloat(right, >=, LEAST_LETTERS * LINES * LETTERS);
}

/* Why the recipe cannot run here; NULL if it can. Static. */
static const char *why_not(void)
{
  static const char *const programs[] = {"tesseract", "lstmtraining", "unicharset_extractor",
                                         "combine_lang_model"};
  for (guint i = 0; i < G_N_ELEMENTS(programs); i++) {
    g_autofree char *path = g_find_program_in_path(programs[i]);
    if (path == NULL)
      return "tesseract-ocr, which trains, is not installed";
  }
  return NULL;
}

static void skipped(gconstpointer why)
{
  g_test_skip(why);
}

/* test_quick SCRIPT TOOLS */
int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_assert_cmpint(argc, ==, 3);
  const char *why = why_not();
  if (why != NULL) {
    g_test_add_data_func("/train/quick", why, skipped);
    return g_test_run();
  }
  g_autoptr(GError) error = NULL;
  g_autofree char *models = g_dir_make_tmp("guidang-train-XXXXXX", &error);
  g_assert_no_error(error);
  folder = train(argv[1], argv[2], models, &error);
  g_assert_no_error(error);
  g_autofree char *list = g_build_filename(models, "faces.txt", NULL);
  faces = gd_sample_faces(list, &error);
  g_assert_no_error(error);
  g_test_add_func("/train/files", test_files);
  g_test_add_func("/train/cells", test_cells);
  g_test_add_func("/train/calibration", test_calibration);
  g_test_add_func("/train/labels", test_labels);
  const int status = g_test_run();
  remove_tree(models);
  g_ptr_array_unref(faces);
  g_free(folder);
  return status;
}
