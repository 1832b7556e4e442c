/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number that did not fit its column stands on several lines (ocr/cell_verdict.h): when these are
 * one number, and when they are something else.
 */
#include "ocr/cell_verdict.h"
#include "ocr/opinion.h"

#define HEIGHT 36 /* of a digit, pixels */

typedef struct {
  const char *lstm[2], *glyphs[2]; /* line by line */
  int width, first, second;        /* of the cell and of its lines, pixels */
  const char *text;                /* as one number; NULL: it is none */
} Case;

static GdCellOpinion opinion(const char *text)
{
  GdCellOpinion made = gd_cell_opinion_none();
  g_free(made.text);
  made.text = g_strdup(text);
  made.probability = 1;
  return made;
}

static GdCellReading *read_case(const Case *c)
{
  GdCellInk ink = {.scale = 1, .dpi = 300, .paper = 255};
  ink.grey = pixCreate(c->width, 4 * HEIGHT, 8);
  ink.lines = g_array_new(FALSE, FALSE, sizeof(GdInkLine));
  const GdInkLine lines[] = {{20, 10, 20 + c->first, 10 + HEIGHT, HEIGHT},
                             {20, 70, 20 + c->second, 70 + HEIGHT, HEIGHT}};
  g_array_append_vals(ink.lines, lines, 2);
  GdCellVerdict verdict = gd_cell_verdict_start(&ink, 0);
  for (int i = 0; i < 2; i++) {
    GdCellOpinion by[] = {opinion(c->lstm[i]), opinion(c->glyphs[i])};
    gd_cell_verdict_add(&verdict, by);
    for (int k = 0; k < GD_READERS; k++)
      gd_cell_opinion_clear(&by[k]);
  }
  g_autoptr(GdCalibration) none = gd_calibration_none();
  GdCellReading *reading = gd_cell_verdict_end(&verdict, none);
  g_array_unref(ink.lines);
  pixDestroy(&ink.grey);
  return reading;
}

static void check(gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GdCellReading) reading = read_case(c);
  g_assert_cmpfloat(reading->probability, <=, 0.5); /* never sure by itself */
  g_assert_cmpuint(reading->lines, ==, c->text != NULL ? 1 : 2);
  if (c->text == NULL)
    return;
  g_assert_cmpstr(reading->text, ==, c->text);
  g_assert_cmpint(reading->kind, ==, GD_CELL_NUMBER);
  g_assert_true(reading->agree);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  static const Case digits = {{"0.8", "9"}, {"0.8", "9"}, 120, 81, 24, "0.89"};
  static const Case unit = {{"8.28", "无"}, {"8.28", "元"}, 162, 112, 40, "8.28元"};
  static const Case differ = {{"0.8", "9"}, {"0.8", "0"}, 120, 81, 24, NULL};
  static const Case roomy = {{"12", "34"}, {"12", "34"}, 300, 60, 60, NULL};
  static const Case wider = {{"1", "2345"}, {"1", "2345"}, 130, 20, 90, NULL};
  static const Case points = {{"0.8", "0.9"}, {"0.8", "0.9"}, 120, 81, 81, NULL};
  static const Case words = {{"???", "??"}, {"???", "??"}, 120, 81, 40, NULL};
  static const Case one_point = {{"38.3", "0"}, {"383", "0"}, 166, 106, 27, "38.30"};
  static const Case other_point = {{"383", "元"}, {"38.3", "元"}, 166, 106, 40, "38.3元"};
  static const Case two_points = {{"38.3", "0"}, {"3.83", "0"}, 166, 106, 27, NULL};
  g_test_add_data_func("/wrapped/one-point", &one_point, check);
  g_test_add_data_func("/wrapped/other-point", &other_point, check);
  g_test_add_data_func("/wrapped/points-differ", &two_points, check);
  g_test_add_data_func("/wrapped/digits", &digits, check);
  g_test_add_data_func("/wrapped/unit", &unit, check);
  g_test_add_data_func("/wrapped/readers-differ", &differ, check);
  g_test_add_data_func("/wrapped/room-for-more", &roomy, check);
  g_test_add_data_func("/wrapped/second-line-wider", &wider, check);
  g_test_add_data_func("/wrapped/two-numbers", &points, check);
  g_test_add_data_func("/wrapped/words", &words, check);
  return g_test_run();
}
