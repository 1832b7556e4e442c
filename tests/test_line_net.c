/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ocr/line_net and line_decode against Tesseract, which runs the same networks: the same letters,
 * as sure, and the same others. Where letters stand (line_boxes). Files that are none, or damaged.
 */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "models/training/sample.h"
#include "ocr/cell_ink.h"
#include "ocr/label_lines.h"
#include "ocr/line_boxes.h"
#include "ocr/line_decode.h"
#include "ocr/models_folder.h"
#include "ocr/strip_line.h"
#include "ocr/tess_library.h"

#define SEED 9301

/* Of how sure a letter is, and another that may stand there (sums of more logs). */
#define SAME_CONFIDENCE 1e-5
#define SAME_OTHER 1e-3

typedef struct {
  char *folder, *path;
  GdLineNet *net;
  const GdTessLibrary *lib;
  TessBaseAPI *api;
  GPtrArray *faces;
} Fixture;

static Fixture f;

/* Tesseract with a model of a folder. */
static TessBaseAPI *api_new(const char *folder, const char *model)
{
  static const char *const options[][2] = {
      {"tessedit_do_invert", "0"}, {"user_defined_dpi", "300"}, {"lstm_choice_mode", "2"}};
  TessBaseAPI *api = f.lib->BaseAPICreate();
  g_assert_cmpint(f.lib->BaseAPIInit2(api, folder, model, OEM_LSTM_ONLY), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS(options); i++)
    f.lib->BaseAPISetVariable(api, options[i][0], options[i][1]);
  f.lib->BaseAPISetPageSegMode(api, PSM_RAW_LINE);
  return api;
}

static void set_up(void)
{
  f.folder = gd_models_folder(NULL, NULL);
  g_assert_nonnull(f.folder);
  f.path = g_build_filename(f.folder, "gd_cells.traineddata", NULL);
  g_autoptr(GError) error = NULL;
  f.net = gd_line_net_load(f.path, &error);
  g_assert_no_error(error);
  f.faces = gd_sample_faces_named("faces-test.txt", NULL);
  f.lib = gd_tess_library(NULL);
  g_assert_nonnull(f.lib);
  f.api = api_new(f.folder, "gd_cells");
}

static void tear_down(void)
{
  f.lib->BaseAPIEnd(f.api);
  f.lib->BaseAPIDelete(f.api);
  g_ptr_array_unref(f.faces);
  gd_line_net_free(f.net);
  g_free(f.path);
  g_free(f.folder);
}

/* A strip of a drawn cell; the next cell that gives one. */
static PIX *draw_strip(guint *drawn)
{
  for (;;) {
    TsRng rng = ts_rng(ts_rng_child(SEED, ++*drawn), "strip");
    g_autofree char *text = gd_sample_text(&rng);
    const GdWear wear = (GdWear)(*drawn % GD_WEAR_LEVELS);
    g_autoptr(GdSample) sample = gd_sample_new(&rng, f.faces, text, wear);
    g_autoptr(GdCellInk) ink = gd_cell_ink_new(sample->pix, sample->dpi, 0);
    PIX *strip = ink->lines->len > 0
                     ? gd_cell_ink_strip(ink, &g_array_index(ink->lines, GdInkLine, 0), 0,
                                         GD_STRIP_USUAL, NULL)
                     : NULL;
    if (strip != NULL)
      return strip;
  }
}

/* Of letter's others how many Tesseract has too, at the same place, and as sure. */
static guint count_same_others(TessResultIterator *at, const GdLineLetter *letter, guint *n)
{
  guint same = 0, i = 0;
  TessChoiceIterator *choice = f.lib->ResultIteratorGetChoiceIterator(at);
  do {
    const char *text = f.lib->ChoiceIteratorGetUTF8Text(choice);
    if (text == NULL || g_str_equal(text, letter->text))
      continue;
    if (i >= letter->n_others)
      break;
    const double confidence = f.lib->ChoiceIteratorConfidence(choice) / 100;
    const GdLineChoice *other = &letter->others[i++];
    same += g_str_equal(text, other->text) && fabs(confidence - other->confidence) < SAME_OTHER;
  } while (f.lib->ChoiceIteratorNext(choice));
  f.lib->ChoiceIteratorDelete(choice);
  *n += letter->n_others;
  return same;
}

/* Reads a line both ways. others, same: counts of others. */
static void compare(const GdLineNet *net, TessBaseAPI *api, PIX *line, guint *others, guint *same)
{
  g_auto(GdLineColumns) columns = {0};
  gd_line_net_run(net, &line, 1, &columns);
  g_assert_cmpuint(columns.n, >, 0);
  g_autoptr(GArray) letters = gd_line_decode(net, &columns, TRUE);
  f.lib->BaseAPISetImage2(api, line);
  g_assert_cmpint(f.lib->BaseAPIRecognize(api, NULL), ==, 0);
  TessResultIterator *at = f.lib->BaseAPIGetIterator(api);
  guint i = 0;
  do {
    char *text = f.lib->ResultIteratorGetUTF8Text(at, RIL_SYMBOL);
    if (text != NULL && *text != '\0' && *text != ' ') {
      g_assert_cmpuint(i, <, letters->len);
      const GdLineLetter *letter = &g_array_index(letters, GdLineLetter, i++);
      g_assert_cmpstr(letter->text, ==, text);
      const double confidence = f.lib->ResultIteratorConfidence(at, RIL_SYMBOL) / 100;
      g_assert_cmpfloat_with_epsilon(letter->confidence, confidence, SAME_CONFIDENCE);
      *same += count_same_others(at, letter, others);
    }
    f.lib->DeleteText(text);
  } while (f.lib->ResultIteratorNext(at, RIL_SYMBOL));
  f.lib->ResultIteratorDelete(at);
  f.lib->BaseAPIClear(api);
  g_assert_cmpuint(i, ==, letters->len);
}

/* Lines of n strips. What is all but impossible is in another order now and then. */
static void test_same_as_tesseract(gconstpointer data)
{
  const guint n = GPOINTER_TO_UINT(data);
  guint drawn = n * 1000, others = 0, same = 0;
  for (guint i = 0; i < 72 / n; i++) {
    PIX *strips[GD_LINE_CELLS];
    for (guint k = 0; k < n; k++)
      strips[k] = draw_strip(&drawn);
    g_autoptr(GdOcrPix) line = gd_strip_line_new(strips, n, NULL);
    compare(f.net, f.api, line, &others, &same);
    for (guint k = 0; k < n; k++)
      pixDestroy(&strips[k]);
  }
  g_assert_cmpuint(others, >, 200);
  g_assert_cmpuint(same * 100, >=, others * 99);
}

/* Letters stand in the strips that they are read from. */
static void test_places(void)
{
  guint drawn = 0, wrong = 0, all = 0;
  for (guint i = 0; i < 20; i++) {
    PIX *strips[3];
    int starts[4];
    guint counts[3] = {0}, alone[3] = {0};
    for (guint k = 0; k < 3; k++) {
      strips[k] = draw_strip(&drawn);
      g_auto(GdLineColumns) columns = {0};
      g_autoptr(GdOcrPix) line = gd_strip_line_new(&strips[k], 1, NULL);
      gd_line_net_run(f.net, &(PIX *){line}, 1, &columns);
      g_autoptr(GArray) letters = gd_line_decode(f.net, &columns, FALSE);
      alone[k] = letters->len;
    }
    g_autoptr(GdOcrPix) line = gd_strip_line_new(strips, 3, starts);
    g_auto(GdLineColumns) columns = {0};
    gd_line_net_run(f.net, &(PIX *){line}, 1, &columns);
    g_autoptr(GArray) letters = gd_line_decode(f.net, &columns, FALSE);
    for (guint j = 0; j < letters->len; j++)
      for (guint k = 0; k < 3; k++) {
        const double x = g_array_index(letters, GdLineLetter, j).x;
        counts[k] += x >= starts[k] - GD_LINE_GAP / 2.0 && x < starts[k + 1] - GD_LINE_GAP / 2.0;
      }
    for (guint k = 0; k < 3; k++) {
      all++;
      wrong += counts[k] != alone[k];
      pixDestroy(&strips[k]);
    }
  }
  /* a neighbour changes what is read now and then */
  g_assert_cmpuint(wrong * 10, <=, all);
}

/* chi_sim, its dictionary taken out of the file: line_net.h has none. NULL if it is not there.
 * Caller frees. */
static char *without_dictionary(void)
{
  static const guint dictionary[] = {18, 19, 20};
  const char *folder = g_getenv("TESSDATA_PREFIX");
  g_autofree char *path = g_build_filename(
      folder != NULL ? folder : "/usr/share/tesseract-ocr/5/tessdata", "chi_sim.traineddata", NULL);
  g_autofree char *data = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &data, &size, NULL))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(dictionary); i++)
    memset(data + 4 + 8 * (gsize)dictionary[i], 0xFF, 8);
  char *to = g_dir_make_tmp("test-line-net-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename(to, "bare.traineddata", NULL);
  g_assert_true(g_file_set_contents(copy, data, (gssize)size, NULL));
  return to;
}

/* The only line of a drawn label; NULL if there is none. Caller owns the array. */
static GArray *draw_label(const char *text, guint seed)
{
  TsRng rng = ts_rng(ts_rng_child(SEED, seed), "label");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, f.faces, text, (GdWear)(seed % GD_WEAR_LEVELS));
  GArray *lines = gd_label_lines_find(sample->pix, sample->dpi);
  if (lines != NULL && lines->len == 1)
    return lines;
  g_clear_pointer(&lines, g_array_unref);
  return NULL;
}

/* Letters from left to right, as far apart as characters are, each around ink of its own. */
static guint count_good_boxes(const GdLineNet *net, PIX *line, guint *n)
{
  g_auto(GdLineColumns) columns = {0};
  gd_line_net_run(net, &line, 1, &columns);
  g_autoptr(GArray) letters = gd_line_decode(net, &columns, FALSE);
  g_autofree GdLineBox *boxes = gd_line_boxes(line, letters);
  guint good = 0;
  for (guint i = 0; i < letters->len; i++) {
    g_assert_true(boxes[i].x0 >= 0 && boxes[i].x0 < boxes[i].x1 &&
                  boxes[i].x1 <= pixGetWidth(line));
    g_assert_true(boxes[i].y0 >= 0 && boxes[i].y0 < boxes[i].y1 &&
                  boxes[i].y1 <= pixGetHeight(line));
    g_assert_true(i == 0 || boxes[i].x0 >= boxes[i - 1].x1);
    const double width = boxes[i].x1 - boxes[i].x0, height = pixGetHeight(line);
    good += width > 0.4 * height && width < 1.1 * height;
  }
  *n += letters->len;
  return good;
}

static void test_chi_sim(void)
{
  static const char *const texts[] = {"申请人情况", "本年新收政府信息公开申请数量",
                                      "行政复议结果纠正", "其他处理", "保护第三方合法权益"};
  g_autofree char *folder = without_dictionary();
  if (folder == NULL) {
    g_test_skip("no chi_sim");
    return;
  }
  g_autofree char *path = g_build_filename(folder, "bare.traineddata", NULL);
  g_autoptr(GdLineNet) net = gd_line_net_load(path, NULL);
  g_assert_nonnull(net);
  TessBaseAPI *api = api_new(folder, "bare");
  guint others = 0, same = 0, lines = 0, letters = 0, good = 0;
  for (guint i = 0; i < 8 * G_N_ELEMENTS(texts); i++) {
    g_autoptr(GArray) found = draw_label(texts[i % G_N_ELEMENTS(texts)], i + 1);
    if (found == NULL)
      continue;
    lines++;
    PIX *line = g_array_index(found, GdLabelLine, 0).pix;
    compare(net, api, line, &others, &same);
    good += count_good_boxes(net, line, &letters);
  }
  f.lib->BaseAPIEnd(api);
  f.lib->BaseAPIDelete(api);
  g_unlink(path);
  g_rmdir(folder);
  g_assert_cmpuint(lines, >, 20);
  g_assert_cmpuint(same * 100, >=, others * 95);
  g_test_message("%u of %u boxes", good, letters);
  g_assert_cmpuint(good * 100, >=, letters * 85);
}

/* Several lines at once are read as each by itself. */
static void test_together(void)
{
  guint drawn = 50;
  PIX *strips[11];
  GdLineColumns all[11];
  for (guint i = 0; i < 11; i++)
    strips[i] = draw_strip(&drawn);
  gd_line_net_run(f.net, strips, 11, all);
  for (guint i = 0; i < 11; i++) {
    g_auto(GdLineColumns) one = {0};
    gd_line_net_run(f.net, &strips[i], 1, &one);
    g_assert_cmpmem(one.p, one.n * one.n_classes * sizeof(float), all[i].p,
                    all[i].n * all[i].n_classes * sizeof(float));
    gd_line_columns_clear(&all[i]);
    pixDestroy(&strips[i]);
  }
}

/* Pictures without print: no letters; too narrow or too wide: not run. */
static void test_no_line(void)
{
  static const struct {
    int width, height;
    gboolean is_run;
  } cases[] = {{1, 1, TRUE},       {2, 36, FALSE}, {3, 500, FALSE},
               {400000, 8, FALSE}, {3, 36, TRUE},  {60, 36, TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GdOcrPix) pix = pixCreate(cases[i].width, cases[i].height, 8);
    pixSetAllArbitrary(pix, 255);
    g_auto(GdLineColumns) columns = {0};
    gd_line_net_run(f.net, &(PIX *){pix}, 1, &columns);
    g_assert_true((columns.n > 0) == cases[i].is_run);
    g_autoptr(GArray) letters = gd_line_decode(f.net, &columns, TRUE);
    g_assert_cmpuint(letters->len, ==, 0);
  }
}

/* Loads what may be no network; if it is one after all, it must run. */
static gboolean load_bytes(const char *data, gsize size)
{
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "test-line-net.traineddata", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
  g_autoptr(GdLineNet) net = gd_line_net_load(path, &error);
  g_unlink(path);
  if (net == NULL) {
    g_assert_error(error, GD_ERROR, GD_ERROR_DAMAGED);
    return FALSE;
  }
  g_autoptr(GdOcrPix) pix = pixCreate(80, 36, 8);
  g_auto(GdLineColumns) columns = {0};
  gd_line_net_run(net, &(PIX *){pix}, 1, &columns);
  g_array_unref(gd_line_decode(net, &columns, TRUE));
  return TRUE;
}

static void test_damaged(void)
{
  g_autofree char *data = NULL;
  gsize size = 0;
  g_assert_true(g_file_get_contents(f.path, &data, &size, NULL));
  g_assert_true(load_bytes(data, size));
  for (gsize n = 0; n < size; n += 1 + n / 7)
    g_assert_false(load_bytes(data, n));
  g_autoptr(GRand) rand = g_rand_new_with_seed(SEED);
  for (guint i = 0; i < 300; i++) {
    const gsize at = (gsize)g_rand_int_range(rand, 0, i % 2 == 0 ? 700 : (gint32)size);
    const char before = data[at];
    data[at] = (char)g_rand_int_range(rand, 0, 256);
    load_bytes(data, size);
    data[at] = before;
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(gd_line_net_load("/nonexistent/x.traineddata", &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  set_up();
  g_test_add_data_func("/line_net/one_strip", GUINT_TO_POINTER(1), test_same_as_tesseract);
  g_test_add_data_func("/line_net/six_strips", GUINT_TO_POINTER(6), test_same_as_tesseract);
  g_test_add_func("/line_net/chi_sim", test_chi_sim);
  g_test_add_func("/line_net/together", test_together);
  g_test_add_func("/line_net/places", test_places);
  g_test_add_func("/line_net/no_line", test_no_line);
  g_test_add_func("/line_net/damaged", test_damaged);
  const int status = g_test_run();
  tear_down();
  return status;
}
