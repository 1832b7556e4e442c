/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The net of labels on lines drawn from seeds that it was not trained on: what it knows, what it
 * must not claim to know, and what is no net.
 */
#include <glib/gstdio.h>
#include <locale.h>

#include "models/error.h"
#include "models/training/sample.h"
#include "ocr/label_net.h"
#include "ocr/label_reader.h"

#define SEED 9101

static GdNet *net;
static GPtrArray *faces;

/* The characters of a cell of one line, turned clockwise by quarters, "?" for unknown ones; NULL if
 * it has no such line. */
static char *read_turned(const char *text, GdWear wear, guint64 seed, int quarters, gboolean *sure)
{
  TsRng rng = ts_rng(seed, "label");
  g_autoptr(GdSample) sample = gd_sample_new(&rng, faces, text, wear);
  g_autoptr(GdOcrPix) pix = pixRotateOrth(sample->pix, quarters);
  g_autoptr(GArray) lines = gd_label_lines_find(pix, sample->dpi);
  if (lines == NULL || lines->len != 1)
    return NULL;
  g_autoptr(GArray) symbols = gd_label_read(net, &g_array_index(lines, GdLabelLine, 0));
  GString *read = g_string_new(NULL);
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *s = &g_array_index(symbols, GdLabelSymbol, i);
    g_string_append(read, s->text[0] != '\0' ? s->text : "?");
  }
  *sure = gd_label_is_sure(symbols);
  return g_string_free(read, FALSE);
}

static char *read_drawn(const char *text, GdWear wear, guint64 seed, gboolean *sure)
{
  return read_turned(text, wear, seed, 0, sure);
}

typedef struct {
  guint drawn, right, sure, wrong_and_sure;
} Count;

static Count count(const char *const *texts, GdWear wear, guint each)
{
  Count c = {0};
  for (guint t = 0; texts[t] != NULL; t++)
    for (guint i = 0; i < each; i++) {
      gboolean sure = FALSE;
      g_autofree char *read =
          read_drawn(texts[t], wear, ts_rng_child(SEED + wear, t * each + i + 1), &sure);
      if (read == NULL)
        continue;
      const gboolean right = g_str_equal(read, texts[t]);
      c.drawn++;
      c.right += right;
      c.sure += sure;
      c.wrong_and_sure += sure && !right;
      if (sure && !right)
        g_test_message("sure of %s for %s", read, texts[t]);
    }
  g_test_message("%s: %u of %u right, %u sure, %u of them wrong", gd_wear_name(wear), c.right,
                 c.drawn, c.sure, c.wrong_and_sure);
  return c;
}

/* Lines as labels have them: numbers, brackets, characters of two parts (行, 到), wide and flat
 * ones. */
static void test_labels(void)
{
  static const char *const texts[] = {
      "（三）不予公开", "本年新收政府信息公开申请数量", "行政规范性文件", "二、上年结转",
      "结果维持",       "8.属于行政查询事项",           "社会公益组织",   NULL};
  const Count clean = count(texts, GD_WEAR_CLEAN, 10), office = count(texts, GD_WEAR_OFFICE, 10);
  g_assert_cmpuint(clean.drawn, >=, 50);
  g_assert_cmpuint(clean.right * 10, >=, clean.drawn * 7);
  g_assert_cmpuint(clean.sure * 10, >=, clean.drawn * 6);
  g_assert_cmpuint(office.right * 10, >=, office.drawn * 5);
  g_assert_cmpuint(clean.wrong_and_sure + office.wrong_and_sure, <=, 2);
}

/* Misprints whose right character is like the wrong one. */
static void test_misprints(void)
{
  static const char *const texts[] = {"上年度办理结果", "（三）不子公开", "尚末审结", "自然入",
                                      "申请入情况",     "（七）怠计",     NULL};
  const Count c = count(texts, GD_WEAR_CLEAN, 10);
  g_assert_cmpuint(c.drawn, >=, 40);
  g_assert_cmpuint(c.wrong_and_sure, <=, 1);
}

/* Characters that the net has no class for. */
static void test_strangers(void)
{
  static const char *const texts[] = {"珊瑚礁鱼虾蟹", "饕餮盛宴",     "螺蛳粉汤",
                                      "翡翠玛瑙",     "嵩屿码头泊位", NULL};
  for (GdWear wear = GD_WEAR_CLEAN; wear < GD_WEAR_LEVELS; wear++)
    g_assert_cmpuint(count(texts, wear, 8).sure, ==, 0);
}

/* That a page is upright is told by lines that the net is sure of (cli/scans_upright.c). */
static void test_on_its_head(void)
{
  static const char *const texts[] = {"本年新收政府信息公开申请数量", "（三）不予公开",
                                      "法律服务机构", "结转下年度继续办理"};
  guint read = 0, sure_of = 0;
  for (guint i = 0; i < 12 * G_N_ELEMENTS(texts); i++) {
    gboolean sure = FALSE;
    g_autofree char *text = read_turned(texts[i % G_N_ELEMENTS(texts)], GD_WEAR_CLEAN,
                                        ts_rng_child(SEED, i + 1), 2, &sure);
    read += text != NULL;
    sure_of += sure;
  }
  g_assert_cmpuint(read, >=, 24);
  g_assert_cmpuint(sure_of, ==, 0);
}

/* A value in doubt is for others to read. */
static void test_numbers(void)
{
  static const char *const texts[] = {"1234", "56,789", "12.5%", NULL};
  const Count c = count(texts, GD_WEAR_CLEAN, 12);
  g_assert_cmpuint(c.drawn, >=, 12);
  g_assert_cmpuint(c.sure, ==, 0);
}

static void test_nothing(void)
{
  g_autoptr(GdOcrPix) pix = pixCreate(200, 50, 8);
  pixSetAll(pix);
  const GdLabelLine line = {.pix = pix, .scale = 1, .character = 40};
  g_autoptr(GArray) symbols = gd_label_read(net, &line);
  g_assert_cmpuint(symbols->len, ==, 0);
  g_assert_false(gd_label_is_sure(symbols));
}

/* A line of nothing but ink, wider than any text: some reading, in bounds. */
static void test_black(void)
{
  g_autoptr(GdOcrPix) pix = pixCreate(9000, 40, 8);
  const GdLabelLine line = {.pix = pix, .scale = 1, .character = 30};
  g_autoptr(GArray) symbols = gd_label_read(net, &line);
  g_assert_false(gd_label_is_sure(symbols));
}

/* More pieces of ink than a line is read with: nothing of it is, not its beginning. */
static void test_too_many(void)
{
  g_autoptr(GdOcrPix) pix = pixCreate(6000, 40, 8);
  pixSetAll(pix);
  for (int x = 20; x < 5900; x += 10)
    pixRasterop(pix, x, 8, 4, 24, PIX_CLR, NULL, 0, 0);
  const GdLabelLine line = {.pix = pix, .scale = 1, .character = 30};
  g_autoptr(GArray) symbols = gd_label_read(net, &line);
  g_assert_cmpuint(symbols->len, ==, 0);
}

static void expect_damaged(const char *path, const char *bytes, gsize size)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  g_assert_null(gd_label_net_load(path, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_DAMAGED);
}

static void test_files(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("guidang-net-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "some.net", NULL), *content = NULL;
  gsize size = 0;
  g_assert_null(gd_label_net_load(path, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_assert_true(gd_net_save(net, path, NULL));
  g_autofree GdNet *again = gd_label_net_load(path, NULL);
  g_assert_nonnull(again);
  g_assert_cmpmem(again->weights, again->n_weights * sizeof(float), net->weights,
                  net->n_weights * sizeof(float));
  g_assert_true(g_file_get_contents(path, &content, &size, NULL));
  expect_damaged(path, content, size - 1);
  expect_damaged(path, content, 10);
  content[size / 2] ^= 1;
  expect_damaged(path, content, size);
  /* sound, but another net's */
  const guint sizes[] = {2, 2, 2, 3};
  g_autofree GdNet *other = gd_net_new(sizes, "甲");
  g_assert_true(gd_net_save(other, path, NULL));
  g_autoptr(GError) which = NULL;
  g_assert_null(gd_label_net_load(path, &which));
  g_assert_error(which, GD_ERROR, GD_ERROR_DAMAGED);
  g_unlink(path);
  g_rmdir(folder);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *models = g_build_filename(GUIDANG_TEST_DIR, "..", "models", NULL);
  g_autofree char *weights = g_build_filename(models, "tessdata", "gd_labels.net", NULL);
  faces = gd_sample_faces_named("faces-test.txt", &error);
  g_assert_no_error(error);
  net = gd_label_net_load(weights, &error);
  g_assert_no_error(error);
  g_test_add_func("/label-reader/labels", test_labels);
  g_test_add_func("/label-reader/misprints", test_misprints);
  g_test_add_func("/label-reader/strangers", test_strangers);
  g_test_add_func("/label-reader/on-its-head", test_on_its_head);
  g_test_add_func("/label-reader/numbers", test_numbers);
  g_test_add_func("/label-reader/nothing", test_nothing);
  g_test_add_func("/label-reader/black", test_black);
  g_test_add_func("/label-reader/too-many", test_too_many);
  g_test_add_func("/label-reader/files", test_files);
  const int result = g_test_run();
  g_free(net);
  g_ptr_array_unref(faces);
  return result;
}
