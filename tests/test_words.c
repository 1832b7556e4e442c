/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Glyphs become words: what joins, what never does, and where a word stands.
 */
#include "mini_pdf.h"

/* Points. Along a line both backends know a place exactly; across it poppler-glib
 * does not tell the baseline. */
#define ALONG 0.5
#define ACROSS 0.8

/* A word of text, along x by its place, with the baseline at y from the top. */
static void assert_word(const GdPage *page, const char *text, double x0, double x1, double y,
                        double size)
{
  const GdWord *word = mini_word(page, text);
  g_test_message("%s", text);
  g_assert_nonnull(word);
  assert_near(word->box.x0, x0, ALONG);
  assert_near(word->box.x1, x1, ALONG);
  assert_near(word->box.y0, y - 0.88 * size, ACROSS);
  assert_near(word->box.y1, y + 0.12 * size, ACROSS);
  assert_near(word->size, size, 0.01);
}

static void test_words(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 50 200 Td (12 345) Tj 100 0 Td (6) Tj 5.56 0 Td (7) Tj ET\n"
                        "0.5 0 0 0.5 100 50 cm BT /F1 20 Tf 0 0 Td (8,910.5) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_cmpuint(page->words->len, ==, 4);
    assert_word(page, "12", 50, 61.12, 100, 10);
    assert_word(page, "345", 63.9, 80.58, 100, 10);
    assert_word(page, "67", 150, 161.12, 100, 10);
    assert_word(page, "8,910.5", 100, 133.36, 250, 10);
    g_assert_cmpstr(((GdWord *)page->words->pdata[0])->text, ==, "12");
    g_assert_cmpstr(((GdWord *)page->words->pdata[1])->text, ==, "345");
    g_assert_cmpstr(((GdWord *)page->words->pdata[3])->text, ==, "8,910.5");
  }
}

/* However narrow a drawn space is, it keeps two numbers apart; and only numbers. */
static void test_narrow_space(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf -1.2 Tw 50 200 Td (12 34 ab cd) Tj 200 0 Td (5) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    g_assert_nonnull(mini_word(mini_page(source), "12"));
    g_assert_null(mini_word(mini_page(source), "1234"));
  }
}

/* A page that is shown turned: x counts from what is then the left side. */
static void test_rotated(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 0 1 -1 0 50 200 Tm (123) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source =
        mini_read(&(MiniPdf){.page = "/Rotate 90", .content = content}, backends[i]);
    assert_word(mini_page(source), "123", 200, 216.68, 50, 10);
  }
}

/* Text that goes up or down a page that is not turned is one word all the same. */
static void test_sideways(void)
{
  const GdPdfBackend *backends[2];
  const char *content =
      "BT /F1 10 Tf 0 1 -1 0 50 100 Tm (123) Tj 0 -1 1 0 150 200 Tm (456) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdWord *up = mini_word(mini_page(source), "123");
    const GdWord *down = mini_word(mini_page(source), "456");
    g_assert_nonnull(up);
    g_assert_nonnull(down);
    assert_near(up->box.y0, 183.32, ALONG);
    assert_near(up->box.y1, 200, ALONG);
    assert_near(down->box.y0, 100, ALONG);
    assert_near(down->box.y1, 116.68, ALONG);
  }
}

static void test_cropped(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 50 200 Td (12) Tj -40 0 Td (99) Tj 300 0 Td (88) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source =
        mini_read(&(MiniPdf){.page = "/CropBox [40 50 300 250]", .content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_cmpuint(page->words->len, ==, 1);
    assert_word(page, "12", 10, 21.12, 50, 10);
  }
}

static void test_drawn_twice(void)
{
  const GdPdfBackend *backends[2];
  const char *content =
      "BT /F1 10 Tf 50 200 Td (1101) Tj ET BT /F1 10 Tf 50.3 200 Td (1101) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    g_assert_cmpuint(mini_page(source)->words->len, ==, 1);
    g_assert_nonnull(mini_word(mini_page(source), "1101"));
  }
}

/* Numbers of two cells never join, however near they stand. */
static void test_parted(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 50 200 Td (12) Tj 12.12 0 Td (34) Tj 100 0 Td (5) Tj ET\n"
                        "0.5 w 61.6 180 m 61.6 220 l S\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    g_test_message("%s", backends[i]->name);
    g_assert_nonnull(mini_word(mini_page(source), "12"));
    g_assert_nonnull(mini_word(mini_page(source), "34"));
  }
}

static void test_uneven(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 50 200 Td (7) Tj /F1 6 Tf 4 Ts (2) Tj ET\n"
                        "BT /F1 10 Tf 50 100 Td (72) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    guint uneven = 0;
    for (guint k = 0; k < mini_page(source)->words->len; k++) {
      const GdWord *word = mini_page(source)->words->pdata[k];
      g_assert_true(word->uneven == (word->box.y0 < 150));
      uneven += word->uneven;
    }
    g_assert_cmpuint(uneven, ==, 1);
  }
}

/* Two numbers on one spot: neither can be believed. */
static void test_overprinted(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 10 Tf 50 200 Td (12) Tj ET BT /F1 10 Tf 50.5 200 Td (37) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    g_assert_cmpuint(mini_page(source)->words->len, >=, 1);
    for (guint k = 0; k < mini_page(source)->words->len; k++)
      g_assert_true(((const GdWord *)mini_page(source)->words->pdata[k])->unreadable);
  }
}

static void test_ligature_and_marks(void)
{
  const GdPdfBackend *backends[2];
  MiniPdf pdf = {.content = "BT /C1 10 Tf 50 200 Td <00010002> Tj 40 0 Td <0003> Tj ET\n",
                 .unicode = "<0001> <00660069>\n<0002> <0078>\n<0003> <00650301>\n"};
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&pdf, backends[i]);
    g_assert_nonnull(mini_word(mini_page(source), "fix"));
    g_assert_nonnull(mini_word(mini_page(source), "é"));
  }
}

/* A font that is written downwards. */
static void test_vertical(void)
{
  const GdPdfBackend *backends[2];
  MiniPdf pdf = {.content = "BT /C1 10 Tf 100 200 Td <000100020003> Tj ET\n",
                 .unicode = "<0001> <672C>\n<0002> <5E74>\n<0003> <5EA6>\n",
                 .downwards = TRUE};
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&pdf, backends[i]);
    g_autoptr(GString) text = g_string_new(NULL);
    GdBox box = GD_BOX_NONE;
    for (guint k = 0; k < mini_page(source)->words->len; k++) {
      const GdWord *word = mini_page(source)->words->pdata[k];
      g_string_append(text, word->text);
      box = gd_box_union(box, word->box);
    }
    g_test_message("%s: %g %g %g %g", backends[i]->name, box.x0, box.y0, box.x1, box.y1);
    g_assert_cmpstr(text->str, ==, "本年度");
    assert_near(box.x0, 95, 4);
    assert_near(box.y0, 100, 2);
    assert_near(box.y1, 130, 2);
  }
}

/* A column of characters reads from top to bottom. */
static void test_stacked(void)
{
  const GdPdfBackend *backends[2];
  MiniPdf pdf = {.content = "BT /C1 10 Tf 50 180 Td <0002> Tj ET BT /C1 10 Tf 50 192 Td <0001> Tj "
                            "ET BT /C1 10 Tf 50 168 Td <0003> Tj ET\n",
                 .unicode = "<0001> <672C>\n<0002> <5E74>\n<0003> <5EA6>\n"};
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&pdf, backends[i]);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint k = 0; k < mini_page(source)->words->len; k++)
      g_string_append(text, ((GdWord *)mini_page(source)->words->pdata[k])->text);
    g_assert_cmpstr(text->str, ==, "本年度");
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/words/places", test_words);
  g_test_add_func("/words/narrow-space", test_narrow_space);
  g_test_add_func("/words/rotated", test_rotated);
  g_test_add_func("/words/sideways", test_sideways);
  g_test_add_func("/words/cropped", test_cropped);
  g_test_add_func("/words/drawn-twice", test_drawn_twice);
  g_test_add_func("/words/parted", test_parted);
  g_test_add_func("/words/uneven", test_uneven);
  g_test_add_func("/words/overprinted", test_overprinted);
  g_test_add_func("/words/ligature-and-marks", test_ligature_and_marks);
  g_test_add_func("/words/vertical", test_vertical);
  g_test_add_func("/words/stacked", test_stacked);
  return g_test_run();
}
