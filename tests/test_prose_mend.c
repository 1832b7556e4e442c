/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/prose_mend.h"

#define SIZE 50

/* One character. */
static void add(GArray *symbols, const char *text, int x0, int x1)
{
  GdTessSymbol symbol = {.x0 = x0, .x1 = x1, .y0 = 0, .y1 = SIZE, .confidence = 1};
  g_strlcpy(symbol.text, text, sizeof symbol.text);
  g_array_append_val(symbols, symbol);
}

/* A line of characters set solid. */
static GArray *line(const char *text)
{
  GArray *symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  for (int x = 0; *text != '\0'; text = g_utf8_next_char(text), x += SIZE) {
    g_autofree char *one = g_strndup(text, (gsize)(g_utf8_next_char(text) - text));
    add(symbols, one, x + 2, x + SIZE - 2);
  }
  return symbols;
}

static void assert_text(const GArray *symbols, const char *expected)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < symbols->len; i++)
    g_string_append(text, g_array_index(symbols, GdTessSymbol, i).text);
  g_assert_cmpstr(text->str, ==, expected);
}

static void test_marks(void)
{
  static const char *const cases[][2] = {
      {"一1一", "—1—"},
      {"一12一", "—12—"},
      {"一、总体情况", "一、总体情况"},
      {"一二一", "一二一"},
      {"二O〇二一年", "二〇二一年"},
      {"二〇二一年", "二〇二一年"},
      {"一", "一"},
      {"O", "O"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GArray) symbols = line(cases[i][0]);
    gd_prose_mend(symbols);
    assert_text(symbols, cases[i][1]);
  }
}

/* 上 with a place of its own stays, 上 in the place of the next character goes. */
static void test_parts(void)
{
  g_autoptr(GArray) whole = line("文件和上归档");
  gd_prose_mend(whole);
  assert_text(whole, "文件和上归档");
  g_autoptr(GArray) parted = line("旧文件的清理和");
  add(parted, "上", 7 * SIZE + 2, 7 * SIZE + 15);
  add(parted, "归", 7 * SIZE + 14, 8 * SIZE - 2);
  gd_prose_mend(parted);
  assert_text(parted, "旧文件的清理和归");
}

static void test_size(void)
{
  g_autoptr(GArray) title = line("2021年政府信息公开年报");
  g_assert_cmpfloat_with_epsilon(gd_symbols_size((const GdTessSymbol *)title->data, title->len),
                                 SIZE, 0.1);
  g_autoptr(GArray) few = line("12月3日");
  g_assert_cmpfloat(gd_symbols_size((const GdTessSymbol *)few->data, few->len), ==, 0);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/prose-mend/marks", test_marks);
  g_test_add_func("/prose-mend/parts", test_parts);
  g_test_add_func("/prose-mend/size", test_size);
  return g_test_run();
}
