/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/requests on pieces of text without rulings: which become numbers, which labels, and where
 * their words stand.
 */
#include "tables/requests.h"

#define RIM 2.5

/* A line of a table, and what was read of its pieces. */
typedef struct {
  GPtrArray *values, *labels;
  GdBox line;
} Line;

static Line line_new(double y)
{
  return (Line){g_ptr_array_new_with_free_func((GDestroyNotify)gd_read_answer_free),
                g_ptr_array_new_with_free_func((GDestroyNotify)gd_read_answer_free),
                gd_box(100, y, 500, y + 10)};
}

/* A piece from x0 to x1, read as a number with that probability (0: as none); label: what the
 * reader of text has, words divided by "|"; NULL if it was not asked. */
static void add(Line *line, double x0, double x1, const char *number, double probability,
                const char *label)
{
  GdReadAnswer *value = g_new0(GdReadAnswer, 1);
  GdBox box = gd_box(x0 - RIM, line->line.y0 - RIM, x1 + RIM, line->line.y1 + RIM);
  value->request =
      (GdReadRequest){1, box, GD_CONTENT_VALUE, GD_EFFORT_THOROUGH, TRUE, line->line, FALSE};
  value->reading = g_new0(GdCellReading, 1);
  value->reading->kind = probability > 0 ? GD_CELL_NUMBER : GD_CELL_UNREADABLE;
  value->reading->text = g_strdup(number);
  value->reading->probability = probability;
  value->reading->agree = probability > 0.5;
  value->reading->lines = 1;
  for (int i = 0; i < GD_READERS; i++)
    value->reading->by[i] =
        (GdCellOpinion){g_strdup(number), probability,
                        g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_choice_free)};
  g_ptr_array_add(line->values, value);
  if (label == NULL)
    return;
  GdReadAnswer *answer = g_new0(GdReadAnswer, 1);
  answer->request = value->request;
  answer->request.content = GD_CONTENT_LABEL;
  answer->words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  g_auto(GStrv) parts = g_strsplit(label, "|", -1);
  double width = (x1 - x0) / g_strv_length(parts);
  for (guint i = 0; parts[i] != NULL; i++) {
    GdBox of = gd_box(x0 + i * width, line->line.y0, x0 + (i + 0.8) * width, line->line.y1 - 2);
    GdWord *word = gd_word_new(of, parts[i], GD_SOURCE_OCR);
    word->confidence = 0.95;
    g_ptr_array_add(answer->words, word);
  }
  g_ptr_array_add(line->labels, answer);
}

/* The words of the page, "text text …"; the lines are used up. */
static char *words_of(Line *lines, guint n, GdPage *page)
{
  for (guint i = 0; i < n; i++) {
    gd_answers_to_words(page, lines[i].values, lines[i].labels);
    g_ptr_array_unref(lines[i].values);
    g_ptr_array_unref(lines[i].labels);
  }
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < page->words->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", ((GdWord *)page->words->pdata[i])->text);
  return g_string_free(text, FALSE);
}

static void expect(Line line, const char *words)
{
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  g_autofree char *text = words_of(&line, 1, page);
  g_assert_cmpstr(text, ==, words);
}

/* A number that the reader of text takes for a character is one where numbers stand beside it and
 * in its column; in a head it is not, nor is a label of its length. */
static void test_digit_or_character(void)
{
  Line line = line_new(300);
  add(&line, 110, 200, "", 0, "结转下年度继续办理");
  add(&line, 300, 306, "2", 0.8, "了");
  add(&line, 350, 370, "988", 0.999, NULL);
  add(&line, 300, 306, "7", 0.999, NULL); /* of its column */
  expect(line, "结转下年度继续办理 2 988 7");
  line = line_new(300);
  add(&line, 110, 120, "8", 0.6, "日");
  add(&line, 300, 310, "0", 0.6, "口");
  expect(line, "日 口");
}

/* Words of a piece belong together, however far the reader of text sees them apart, and are as
 * high as their line. */
static void test_piece(void)
{
  Line line = line_new(300);
  add(&line, 110, 200, "", 0, "（一）|予以公开");
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  g_autofree char *text = words_of(&line, 1, page);
  g_assert_cmpstr(text, ==, "（一）予以公开");
  const GdWord *word = page->words->pdata[0];
  g_assert_cmpfloat_with_epsilon(word->box.x0, 110, 0.01);
  g_assert_cmpfloat_with_epsilon(word->box.x1, 200, 0.01);
  g_assert_cmpfloat_with_epsilon(word->box.y0, 300, 0.01);
  g_assert_cmpfloat_with_epsilon(word->box.y1, 310, 0.01);
  g_assert_cmpfloat(word->confidence, <=, GD_LABEL_TRUST);
}

/* The number of a label goes with it, with the stop that readers lose; a 0 and a number far off
 * are values, and so is a number before another. */
static void test_numbering(void)
{
  Line line = line_new(300);
  add(&line, 110, 114, "3", 0.999, NULL);
  add(&line, 124, 150, "", 0, "其他");
  expect(line, "3.其他");
  line = line_new(300);
  add(&line, 110, 150, "", 0, "3|其他");
  expect(line, "3.其他");
  line = line_new(300);
  add(&line, 110, 114, "0", 0.999, NULL);
  add(&line, 124, 150, "", 0, "其他");
  expect(line, "0 其他");
  line = line_new(300);
  add(&line, 110, 114, "3", 0.999, NULL);
  add(&line, 154, 180, "", 0, "其他");
  expect(line, "3 其他");
  line = line_new(300);
  add(&line, 110, 114, "3", 0.999, NULL);
  add(&line, 124, 150, "15", 0.999, NULL);
  expect(line, "3 15");
  line = line_new(300);
  add(&line, 110, 114, "", 0, "（四）");
  add(&line, 124, 150, "", 0, "2.没有");
  expect(line, "（四） 2.没有");
  line = line_new(300);
  add(&line, 110, 114, "", 0, "（四）");
  add(&line, 124, 150, "", 0, "没有");
  expect(line, "（四）没有");
}

/* The number of a register is no value; a long value is. */
static void test_code(void)
{
  Line line = line_new(300);
  add(&line, 110, 140, "", 0, "索引号");
  add(&line, 150, 300, "20915276?2025-05146", 0.4, "20915276X/2025-05146");
  expect(line, "索引号 20915276X/2025-05146");
  line = line_new(300);
  add(&line, 150, 300, "109152762025", 0.4, "109152762025");
  expect(line, "109152762025");
  line = line_new(300);
  add(&line, 150, 300, "1091?", 0.4, "l0915Z76");
  expect(line, "1091?");
}

/* Strokes of 一 and 二 in front of a label are no marks for none. */
static void test_strokes(void)
{
  Line line = line_new(300);
  add(&line, 110, 116, "-", 0.7, NULL);
  add(&line, 124, 190, "", 0, "上年结转申请");
  add(&line, 300, 306, "-", 0.7, NULL);
  expect(line, "上年结转申请 -");
  line = line_new(300);
  add(&line, 110, 122, "-71", 0.7, NULL);
  add(&line, 130, 170, "", 0, "其他处理");
  expect(line, "其他处理");
}

/* A piece is ink: one that the readers of values take for blank is read as a label. */
static void test_blank(void)
{
  for (int label = 0; label < 2; label++) {
    Line line = line_new(300);
    add(&line, 110, 190, "", 0.9999, label ? "属于三类内部" : NULL);
    ((GdReadAnswer *)line.values->pdata[0])->reading->kind = GD_CELL_BLANK;
    g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(GdBox));
    g_autoptr(GArray) asked = gd_requests_labels(page, line.values);
    g_assert_cmpuint(asked->len, ==, 1);
    expect(line, label ? "属于三类内部" : "");
  }
}

/* Makes the last piece of a line a cell between rulings: that box, its label read 2 points inside;
 * words: where its first and its last one stand. */
static void make_cell(const Line *line, GdBox box, GdBox first, GdBox last)
{
  GdReadAnswer *value = line->values->pdata[line->values->len - 1];
  GdReadAnswer *label = line->labels->pdata[line->labels->len - 1];
  value->request.open = label->request.open = FALSE;
  value->request.box = box;
  label->request.box = gd_box(box.x0 + 2, box.y0 + 2, box.x1 - 2, box.y1 - 2);
  ((GdWord *)label->words->pdata[0])->box = first;
  ((GdWord *)label->words->pdata[label->words->len - 1])->box = last;
}

/* A label and the group before it, without a border between them, are a cell of the shape of an L:
 * the label below stands in its box, and not in it. */
static void test_shape_of_l(void)
{
  const GdBox upper = gd_box(210, 304, 280, 314), lower = gd_box(210, 334, 280, 344);
  Line line = line_new(300);
  add(&line, 110, 190, "", 0, "属于国家秘密|其他规走");
  make_cell(&line, gd_box(100, 300, 300, 350), upper, lower);
  add(&line, 200, 290, "", 0, "其他规定");
  make_cell(&line, gd_box(200, 330, 300, 350), lower, lower);
  expect(line, "属于国家秘密 其他规定");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/requests/digit-or-character", test_digit_or_character);
  g_test_add_func("/requests/piece", test_piece);
  g_test_add_func("/requests/numbering", test_numbering);
  g_test_add_func("/requests/blank", test_blank);
  g_test_add_func("/requests/strokes", test_strokes);
  g_test_add_func("/requests/code", test_code);
  g_test_add_func("/requests/shape-of-l", test_shape_of_l);
  return g_test_run();
}
