/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `guidang inspect`: what it writes of PDFs and texts, what it refuses, hostile content; and
 * grids drawn with characters. */
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

#include "cli/grid_text.h"
#include "cli_support.h"

#define SAMPLE GUIDANG_TEST_DIR "/../samples/report-2021.pdf"

static GdGrid *grid_of(guint rows, guint columns)
{
  GdGrid *grid = gd_grid_new(1);
  for (guint i = 0; i <= rows; i++) {
    const GdDivider divider = {.at = i, .drawn = TRUE};
    g_array_append_val(grid->dividers[GD_HORIZONTAL], divider);
  }
  for (guint i = 0; i <= columns; i++) {
    const GdDivider divider = {.at = i, .drawn = i != 2};
    g_array_append_val(grid->dividers[GD_VERTICAL], divider);
  }
  return grid;
}

static void add_cell(GdGrid *grid, guint row, guint column, guint row_span, guint column_span,
                     const char *text)
{
  GdCell *cell = gd_cell_new(row, column, row_span, column_span, GD_BOX_NONE);
  g_free(cell->text);
  cell->text = g_strdup(text);
  g_ptr_array_add(grid->cells, cell);
}

static const char *mark(const GdGrid *grid, const GdCell *cell, gpointer data)
{
  return cell->row == 1 && cell->column == 2 ? " ?" : NULL;
}

static void test_grid_text(void)
{
  g_autoptr(GdGrid) grid = grid_of(2, 3);
  g_autoptr(GString) text = g_string_new(NULL);
  add_cell(grid, 0, 0, 2, 1, "总计");
  add_cell(grid, 0, 1, 1, 2, "a\033b");
  add_cell(grid, 1, 1, 1, 1, "12");
  add_cell(grid, 1, 2, 1, 1, "3");
  gd_grid_put_text(text, grid, 80, mark, NULL);
  g_assert_cmpstr(text->str, ==,
                  "┌────┬──────┐\n"
                  "│总计│a\357\277\275b   │\n"
                  "│    ├──┬───┤\n"
                  "│    │12╎3 ?│\n"
                  "└────┴──┴───┘\n");
}

/* A long text is cut to what there is room for, and goes on where a cell has several rows. */
static void test_grid_text_narrow(void)
{
  g_autoptr(GdGrid) grid = grid_of(2, 1);
  g_autoptr(GString) text = g_string_new(NULL);
  add_cell(grid, 0, 0, 2, 1, "一二三四五六七八九");
  gd_grid_put_text(text, grid, 10, NULL, NULL);
  g_assert_cmpstr(text->str, ==,
                  "┌────────┐\n"
                  "│一二三四│\n"
                  "│        │\n"
                  "│五六七… │\n"
                  "└────────┘\n");
}

static guint count(const char *text, const char *part)
{
  guint n = 0;
  for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part))
    n++;
  return n;
}

static void test_html(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) run = run_guidang("inspect " SAMPLE);
  expect_status(run, 0);
  g_autofree char *html = read_text("report-2021.inspect.html");
  g_assert_cmpuint(count(html, "<path class=\"cell s-ok\" d=\"M"), ==, 201); /* and the legend */
  g_assert_cmpuint(count(html, "<image "), ==, 4);
  expect_in(html, "applications/new/natural_person");
  expect_in(html, "<path class=\"ruling\"");
  expect_in(html, "<path class=\"grid\"");
  expect_in(html, "<path class=\"word\"");
  g_assert_null(strstr(html, "http://www.w3.org/1999"));

  /* again: it may write over its own file; the same bytes, in another language others */
  g_autoptr(Run) again = run_guidang("inspect " SAMPLE " -o report-2021.inspect.html");
  expect_status(again, 0);
  g_autofree char *same = read_text("report-2021.inspect.html");
  g_assert_cmpstr(html, ==, same);
  leave_folder(folder);
}

static void test_svg(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) run = run_guidang("inspect " SAMPLE " --svg --page 2");
  expect_status(run, 0);
  g_autofree char *svg = read_text("report-2021.page-2.svg");
  xmlDoc *doc = xmlReadMemory(svg, (int)strlen(svg), "page.svg", NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
  g_assert_nonnull(doc);
  g_assert_cmpstr((const char *)xmlDocGetRootElement(doc)->name, ==, "svg");
  xmlFreeDoc(doc);
  expect_in(svg, "class=\"cell s-ok\"");
  leave_folder(folder);
}

static void test_text(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) run = run_guidang("inspect " SAMPLE " --text --page 1");
  expect_status(run, 0);
  expect_in(run->out, "│行政规范性文件│40          │96          │46          │");
  g_assert_null(strstr(run->out, "page 2"));
  g_auto(GStrv) left = list_folder(".");
  g_assert_cmpuint(g_strv_length(left), ==, 0);
  leave_folder(folder);
}

/* A picture file, and one page of it. */
static void test_picture(void)
{
  char *folder = enter_folder();
  g_autoptr(Run) made = run_program("pdftoppm -r 100 -png -f 2 -l 2 -singlefile " SAMPLE " page");
  if (made == NULL) {
    g_test_skip("no pdftoppm");
  } else {
    g_autoptr(Run) run = run_guidang("inspect page.png");
    expect_status(run, 0);
    g_autofree char *html = read_text("page.inspect.html");
    g_assert_cmpuint(count(html, "<image "), ==, 1);
    expect_in(html, "<path class=\"ruling\"");
  }
  leave_folder(folder);
}

static void test_text_inputs(void)
{
  char *folder = enter_folder();
  write_literal("a.md", "| 规章 | 0 |\n|---|---|\n| <script>alert(1)</script>\" ' & | 2 |\n");
  g_autoptr(Run) run = run_guidang("inspect a.md");
  expect_status(run, 0);
  g_autofree char *html = read_text("a.inspect.html");
  expect_in(html, "规章 | 0");
  expect_in(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot; &#39; &amp;");
  g_assert_cmpuint(count(html, "<script"), ==, 0); /* nothing to point at */
  g_assert_cmpuint(count(html, "<image "), ==, 0);

  write_literal("b.html", "<table><tr><td>规章</td><td>1</td></tr>"
                          "<tr><td colspan=2>\342\200\256&lt;b&gt;</td></tr></table>");
  g_autoptr(Run) text = run_guidang("inspect b.html --text");
  expect_status(text, 0);
  expect_in(text->out, "规章");
  g_assert_null(strstr(text->out, "\342\200\256"));
  leave_folder(folder);
}

static void test_hostile(void)
{
  char *folder = enter_folder();
  write_pdf("x'\"<img src=x>.pdf", 1, "</title><script>alert(1)</script>");
  const char *argv_line = "inspect x'\"<img\302\240src=x>.pdf";
  g_assert_cmpint(g_rename("x'\"<img src=x>.pdf", "x'\"<img\302\240src=x>.pdf"), ==, 0);
  g_autofree char *command = g_strdup_printf("%s -o o.html", argv_line);
  g_autoptr(Run) run = run_guidang(command);
  expect_status(run, 0);
  g_autofree char *html = read_text("o.html");
  g_assert_cmpuint(count(html, "<script"), ==, 1);
  g_assert_cmpuint(count(html, "<img"), ==, 0);
  expect_in(html, "&lt;/title&gt;&lt;script&gt;");
  g_assert_cmpuint(count(html, "</title></path>") + 1, ==, count(html, "</title>"));
  leave_folder(folder);
}

static void test_refused(void)
{
  static const char *const usage[] = {"inspect",
                                      "inspect a.pdf b.pdf",
                                      "inspect a.pdf --svg --text",
                                      "inspect a.pdf --text -o x",
                                      "inspect a.pdf --page -1",
                                      "inspect a.pdf --lang fr",
                                      "inspect a.pdf --rate 5%"};
  static const char *const failing[] = {"inspect none.pdf",   "inspect a.pdf --page 2 -o o.html",
                                        "inspect broken.pdf", "inspect a.pdf -o a.pdf",
                                        "inspect a.pdf -o .", "inspect a.pdf -o none/o.html"};
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "text");
  write_literal("broken.pdf", "%PDF-1.4 nothing more");
  g_autofree char *before = read_text("a.pdf");
  for (guint i = 0; i < G_N_ELEMENTS(usage); i++) {
    g_autoptr(Run) run = run_guidang(usage[i]);
    expect_status(run, 64);
  }
  for (guint i = 0; i < G_N_ELEMENTS(failing); i++) {
    g_autoptr(Run) run = run_guidang(failing[i]);
    expect_status(run, 2);
    g_assert_cmpstr(run->err, !=, "");
  }
  g_autofree char *after = read_text("a.pdf");
  g_assert_cmpstr(before, ==, after);
  g_auto(GStrv) left = list_folder(".");
  g_assert_cmpuint(g_strv_length(left), ==, 2);
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/inspect/grid-text", test_grid_text);
  g_test_add_func("/inspect/grid-text-narrow", test_grid_text_narrow);
  g_test_add_func("/inspect/html", test_html);
  g_test_add_func("/inspect/svg", test_svg);
  g_test_add_func("/inspect/text", test_text);
  g_test_add_func("/inspect/picture", test_picture);
  g_test_add_func("/inspect/text-inputs", test_text_inputs);
  g_test_add_func("/inspect/hostile", test_hostile);
  g_test_add_func("/inspect/refused", test_refused);
  return g_test_run();
}
