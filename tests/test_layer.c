/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hidden text under a picture as a third opinion.
 */
#include "cli/scans_layer.h"

static const GdBox cell = {100, 100, 160, 120};

static GdPage *page_with(GdBox box, const char *text)
{
  GdPage *page = gd_page_new(1, 595, 842);
  page->kind = GD_PAGE_SCAN;
  g_ptr_array_add(page->words, gd_word_new(box, text, GD_SOURCE_HIDDEN));
  return page;
}

static void test_contradicts(void)
{
  static const struct {
    const char *hidden, *read;
    gboolean against;
  } cases[] = {
      {"12", "12", FALSE}, {"1,234", "1234", FALSE}, {"12", "17", TRUE},    {"12", "", TRUE},
      {"0", "—", TRUE},    {"规章", "12", FALSE},    {"1Z", "12", FALSE},   {"5.0", "5", FALSE},
      {"-3", "3", TRUE},   {"+8", "8", FALSE},       {"１２", "12", FALSE}, {"", "12", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GdPage) page = page_with(gd_box(120, 104, 140, 116), cases[i].hidden);
    g_assert_true(gd_layer_contradicts(page, cell, cases[i].read) == cases[i].against);
  }
}

/* Words that reach over the borders, several words, and words elsewhere say nothing. */
static void test_silent(void)
{
  g_autoptr(GdPage) wide = page_with(gd_box(80, 104, 180, 116), "12");
  g_assert_false(gd_layer_contradicts(wide, cell, "17"));
  g_autoptr(GdPage) other = page_with(gd_box(220, 104, 240, 116), "12");
  g_assert_false(gd_layer_contradicts(other, cell, "17"));
  g_autoptr(GdPage) two = page_with(gd_box(104, 104, 120, 116), "12");
  g_ptr_array_add(two->words, gd_word_new(gd_box(130, 104, 150, 116), "3", GD_SOURCE_HIDDEN));
  g_assert_false(gd_layer_contradicts(two, cell, "17"));
  g_autoptr(GdPage) own = page_with(gd_box(120, 104, 140, 116), "12");
  ((GdWord *)own->words->pdata[0])->source = GD_SOURCE_OCR;
  g_assert_false(gd_layer_contradicts(own, cell, "17"));
}

/* The layer lies where the page is displayed, the cell on the sheet laid straight. */
static void test_displayed(void)
{
  g_autoptr(GdPage) page = page_with(gd_box(220, 304, 240, 316), "12");
  page->displayed = (GdHomography){{1, 0, 100, 0, 1, 200, 0, 0, 1}};
  g_assert_true(gd_layer_contradicts(page, cell, "17"));
}

static GPtrArray *blank_answer(void)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func((GDestroyNotify)gd_read_answer_free);
  GdReadAnswer *answer = g_new0(GdReadAnswer, 1);
  answer->request.box = cell;
  answer->reading = g_new0(GdCellReading, 1);
  answer->reading->kind = GD_CELL_BLANK;
  answer->reading->text = g_strdup("");
  for (int i = 0; i < GD_READERS; i++) {
    answer->reading->by[i].text = g_strdup("");
    answer->reading->by[i].others = g_ptr_array_new();
  }
  g_ptr_array_add(answers, answer);
  return answers;
}

static void test_blanks(void)
{
  g_autoptr(GPtrArray) values = blank_answer();
  g_autoptr(GdPage) page = page_with(gd_box(120, 104, 140, 116), "12");
  gd_layer_doubt_blanks(page, values);
  g_assert_cmpuint(page->words->len, ==, 2);
  const GdWord *word = page->words->pdata[1];
  g_assert_true(word->unreadable && word->source == GD_SOURCE_OCR);
  g_assert_true(gd_box_has(cell, gd_box_centre(word->box)));
  g_autoptr(GdPage) label = page_with(gd_box(120, 104, 140, 116), "无");
  gd_layer_doubt_blanks(label, values);
  g_assert_cmpuint(label->words->len, ==, 1);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layer/contradicts", test_contradicts);
  g_test_add_func("/layer/silent", test_silent);
  g_test_add_func("/layer/displayed", test_displayed);
  g_test_add_func("/layer/blanks", test_blanks);
  return g_test_run();
}
