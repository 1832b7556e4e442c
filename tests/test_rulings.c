/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rulings of pages that draw them in all the ways that exporters have; by every
 * backend of the build. y counts from the bottom in content, from the top in
 * rulings: y = 300 - content's.
 */
#include "mini_pdf.h"

#include "models/limits.h"

/* Two words on a line, so that a backend that renders pages looks for a table. */
#define TWO_CELLS "BT /F1 10 Tf 60 205 Td (12) Tj 100 0 Td (34) Tj ET\n"

/* Points. A render at 100 dpi knows a place to less than a pixel of 0.72, an end to
 * a pixel and a half. */
#define PLACE 0.6
#define END 1.5

static const GdRuling *find(const GdPage *page, GdDirection direction, double at)
{
  const GdRuling *found = NULL;
  for (guint i = 0; i < page->rulings->len; i++) {
    const GdRuling *r = &g_array_index(page->rulings, GdRuling, i);
    if (r->direction != direction || fabs(r->at - at) > PLACE)
      continue;
    g_assert_null(found);
    found = r;
  }
  return found;
}

static void assert_ruling(const GdPage *page, GdDirection direction, double at, double from,
                          double to)
{
  const GdRuling *r = find(page, direction, at);
  g_assert_nonnull(r);
  assert_near(r->from, from, END);
  assert_near(r->to, to, END);
}

/* Draws content and compares with the one horizontal ruling that a reader sees. */
static void check_line(const char *content, double at, double from, double to)
{
  const GdPdfBackend *backends[2];
  g_autofree char *whole = g_strconcat(TWO_CELLS, content, NULL);
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = whole}, backends[i]);
    const GdPage *page = mini_page(source);
    g_test_message("%s", backends[i]->name);
    g_assert_cmpuint(page->rulings->len, ==, 1);
    assert_ruling(page, GD_HORIZONTAL, at, from, to);
  }
}

static void test_strokes(void)
{
  check_line("0.5 w 50 150 m 350 150 l S\n", 150, 50, 350);
  check_line("0.3 w 50 150.3 m 350 150.3 l S\n", 149.7, 50, 350);
  check_line("2.25 w 50 150 m 350 150 l S\n", 150, 50, 350);
}

static void test_thin_areas(void)
{
  check_line("50 150 300 0.48 re f\n", 149.76, 50, 350);
  check_line("50 150 300 0.3 re f\n", 149.85, 50, 350);
}

static void test_doubled(void)
{
  check_line("0.5 w 50 150 m 350 150 l S 50 152 m 350 152 l S\n", 149, 50, 350);
}

static void test_dashed(void)
{
  check_line("0.5 w [3 2] 0 d 50 150 m 350 150 l S\n", 150, 50, 350);
  g_autoptr(GString) pieces = g_string_new("0.75 w\n");
  for (int x = 50; x < 350; x += 6)
    g_string_append_printf(pieces, "%d 150 m %d 150 l S\n", x, x + 4);
  check_line(pieces->str, 150, 50, 348);
}

/* Borders drawn row by row that leave out a row are no dashes. */
static void test_left_out(void)
{
  const GdPdfBackend *backends[2];
  g_autoptr(GString) content = g_string_new(TWO_CELLS "0.5 w\n");
  for (int row = 0; row < 12; row++)
    if (row % 4 != 3)
      g_string_append_printf(content, "50 %d m 50 %d l S\n", 180 - 13 * row, 180 - 13 * row - 13);
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content->str}, backends[i]);
    g_assert_cmpuint(mini_page(source)->rulings->len, ==, 3);
  }
  g_string_assign(content, TWO_CELLS "0.5 w\n"); /* every other row */
  for (int row = 0; row < 12; row += 2)
    g_string_append_printf(content, "50 %d m 50 %d l S\n", 180 - 13 * row, 180 - 13 * row - 13);
  g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content->str}, gd_pdf_backend());
  g_assert_cmpuint(mini_page(source)->rulings->len, !=, 1);
}

static void test_interrupted(void)
{
  check_line("0.5 w 50 150 m 150 150 l S 152 150 m 250 150 l S 252 150 m 350 150 l S\n", 150, 50,
             350);
}

static void test_by_cell(void)
{
  const GdPdfBackend *backends[2];
  const char *content = TWO_CELLS "0.5 w 50 190 100 40 re S 150 190 100 40 re S\n"
                                  "50 150 100 40 re S 150 150 100 40 re S\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_cmpuint(page->rulings->len, ==, 6);
    assert_ruling(page, GD_HORIZONTAL, 70, 50, 250);
    assert_ruling(page, GD_HORIZONTAL, 110, 50, 250);
    assert_ruling(page, GD_HORIZONTAL, 150, 50, 250);
    assert_ruling(page, GD_VERTICAL, 50, 70, 150);
    assert_ruling(page, GD_VERTICAL, 150, 70, 150);
    assert_ruling(page, GD_VERTICAL, 250, 70, 150);
    for (guint k = 1; k < page->rulings->len; k++) {
      const GdRuling *a = &g_array_index(page->rulings, GdRuling, k - 1), *b = a + 1;
      g_assert_true(a->direction < b->direction ||
                    (a->direction == b->direction && a->at <= b->at));
    }
  }
}

/* A low row: its vertical lines are no longer than a character is high. */
static void test_low_row(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "BT /F1 8 Tf 60 203 Td (12) Tj 100 0 Td (34) Tj ET\n0.5 w\n"
                        "50 200 100 12 re S 150 200 100 12 re S\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    assert_ruling(page, GD_VERTICAL, 50, 88, 100);
    assert_ruling(page, GD_VERTICAL, 150, 88, 100);
    assert_ruling(page, GD_VERTICAL, 250, 88, 100);
  }
}

static void test_shaded(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "0.9 g 50 120 300 40 re f 0 g\n" TWO_CELLS;
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_cmpuint(page->rulings->len, ==, 4);
    assert_ruling(page, GD_HORIZONTAL, 140, 50, 350);
    assert_ruling(page, GD_HORIZONTAL, 180, 50, 350);
    g_assert_true(find(page, GD_HORIZONTAL, 140)->is_edge);
    assert_ruling(page, GD_VERTICAL, 50, 140, 180);
    assert_ruling(page, GD_VERTICAL, 350, 140, 180);
  }
}

/* A line along the edge of a shaded area is a line. */
static void test_line_on_shade(void)
{
  const GdPdfBackend *backends[2];
  const char *content = "0.8 0.85 0.95 rg 50 120 300 40 re f 0 g\n" TWO_CELLS
                        "0.5 w 50 120 300 40 re S 200 120 m 200 160 l S\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    const GdPage *page = mini_page(source);
    g_assert_cmpuint(page->rulings->len, ==, 5);
    for (guint k = 0; k < page->rulings->len; k++)
      g_assert_false(g_array_index(page->rulings, GdRuling, k).is_edge);
    assert_ruling(page, GD_VERTICAL, 200, 140, 180);
  }
}

/* What no reader sees is no ruling. */
static void test_unseen(void)
{
  const GdPdfBackend *backends[2];
  const char *unseen[] = {
      "1 G 0.5 w 50 150 m 350 150 l S\n",                    /* white on white */
      "/T gs 0.5 w 50 150 m 350 150 l S\n",                  /* transparent */
      "q 0 0 400 100 re W n 0.5 w 50 150 m 350 150 l S Q\n", /* outside the clip */
      "0.5 w 50 150 m 350 150 l S 1 g 40 120 330 60 re f\n", /* covered */
      "0.5 w 50 310 m 350 310 l S\n",                        /* beside the page */
  };
  for (guint i = 0, n = mini_backends(backends); i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(unseen); k++) {
      g_autofree char *content = g_strconcat(TWO_CELLS, unseen[k], NULL);
      g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
      g_test_message("%s: %s", backends[i]->name, unseen[k]);
      g_assert_cmpuint(mini_page(source)->rulings->len, ==, 0);
    }
}

/* Text is no ruling: dashes, Chinese ones, rows of strokes. */
static void test_text_is_none(void)
{
  const GdPdfBackend *backends[2];
  const char *content = TWO_CELLS "BT /F1 16 Tf 50 150 Td (----- EEEEEEEEEEEE HHHHHHHHHHH) Tj ET\n"
                                  "BT /F1 30 Tf 50 100 Td (-=| T L I H) Tj ET\n";
  for (guint i = 0, n = mini_backends(backends); i < n; i++) {
    g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content}, backends[i]);
    g_assert_cmpuint(mini_page(source)->rulings->len, ==, 0);
  }
}

static void test_cap(void)
{
  g_autoptr(GString) content = g_string_new(TWO_CELLS "0.5 w\n");
  for (guint i = 0; i <= GD_CAP_PAGE_SEGMENTS; i++)
    g_string_append_printf(content, "%u 10 m %u 90 l S\n", i % 400, i % 400);
  if (gd_pdf_backend() == &gd_pdf_glib) {
    g_test_skip("a render has no segments to count");
    return;
  }
  g_autoptr(GdSource) source = mini_read(&(MiniPdf){.content = content->str}, gd_pdf_backend());
  g_assert_false(mini_page(source)->readable);
  g_assert_nonnull(strstr(mini_page(source)->reason, "line segments"));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rulings/strokes", test_strokes);
  g_test_add_func("/rulings/thin-areas", test_thin_areas);
  g_test_add_func("/rulings/doubled", test_doubled);
  g_test_add_func("/rulings/dashed", test_dashed);
  g_test_add_func("/rulings/left-out", test_left_out);
  g_test_add_func("/rulings/interrupted", test_interrupted);
  g_test_add_func("/rulings/by-cell", test_by_cell);
  g_test_add_func("/rulings/low-row", test_low_row);
  g_test_add_func("/rulings/shaded", test_shaded);
  g_test_add_func("/rulings/line-on-shade", test_line_on_shade);
  g_test_add_func("/rulings/unseen", test_unseen);
  g_test_add_func("/rulings/text-is-none", test_text_is_none);
  g_test_add_func("/rulings/cap", test_cap);
  return g_test_run();
}
