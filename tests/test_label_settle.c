/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels of scans in the light of the forms': which letters are put right, and which never are;
 * and how the letters that one reader considered come to the symbols of the other.
 */
#include "ocr/label_rivals.h"
#include "tables/label_settle.h"
#include "tests/table_case.h"

static GPtrArray *plans;

/* The folded label of a cell of that text once it is settled. rivals: for each character of text
 * its rivals, parted by spaces; "-" for none. */
static char *settled(const char *text, const char *rivals)
{
  g_autoptr(GdGrid) grid = gd_grid_new(1);
  GdCell *cell = gd_cell_new(0, 0, 1, 1, gd_box(0, 0, 100, 20));
  g_ptr_array_add(grid->cells, cell);
  g_free(cell->text);
  cell->text = g_strdup(text);
  cell->rivals = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) each = g_strsplit(rivals, " ", -1);
  for (guint i = 0; each[i] != NULL; i++)
    g_ptr_array_add(cell->rivals, g_str_equal(each[i], "-") ? NULL : g_strdup(each[i]));
  g_assert_cmpint(g_utf8_strlen(text, -1), ==, cell->rivals->len);

  GdStream stream = {.units = g_ptr_array_new()};
  GdUnit *unit = gd_unit_new(1, grid, 0);
  g_ptr_array_add(stream.units, unit);
  gd_unit_add(unit, cell->text, cell->box, cell);
  gd_stream_settle_labels(&stream, plans);
  const GdFolded *label = &gd_unit_token(unit, 0)->label->full.text;
  char *out = g_ucs4_to_utf8(label->chars, (glong)label->length, NULL, NULL, NULL);
  g_ptr_array_unref(stream.units);
  g_array_unref(unit->tokens);
  g_free(unit);
  return out;
}

static void check(const char *text, const char *rivals, const char *expected)
{
  g_autofree char *label = settled(text, rivals);
  g_assert_cmpstr(label, ==, expected);
}

static void considered_letters(void)
{
  check("1.信沪举报投诉要中清", "- - - 诗冷访 - - - - 类案 中申审 请清", "1.信访举报投诉类申请");
  check("4.无正当理由大量及筷中清", "- - - - - - - - - 及反 叉复 申 请",
        "4.无正当理由大量反复申请");
}

/* Without a reader that considered them the letters stay, however near the label is. */
static void nobody_considered(void)
{
  check("1.信沪举报投诉类申请", "- - - - - - - - - - -", "1.信沪举报投诉类申请");
  check("1.信沪举报投诉类申请", "- - - 诗冷 - - - - - - -", "1.信沪举报投诉类申请");
}

/* The label of a row that no form has is not drawn to one that it resembles. */
static void strangers(void)
{
  check("5.涉及工作秘密信息", "- - 涉 及 工 作 秘 密 信 息", "5.涉及工作秘密信息");
  check("规划", "规 划", "规划");
}

/* At least as many letters must have been read outright. */
static void mostly_guessed(void)
{
  check("规荤", "规 草章", "规章");
  check("视荤", "规 章", "视荤");
}

static void figures_stay(void)
{
  check("5.属于二类内部事务信息", "- - - - 三 - - - - - - -", "5.属于二类内部事务信息");
}

/* Turned characters: put right only if the other reader read the form's. */
static void turning(void)
{
  check("2.申请人逾期本按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "- - - - - - - 未本 - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请");
  check("2.申请人逾期本按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "- - - - - - - 本未 - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",
        "2.申请人逾期本按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请");
}

/* What folds to several characters is still what the reader read: the next letter is not. */
static void turning_behind(void)
{
  check("2.申请人逾期本按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "- - - - - - - …未 - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",
        "2.申请人逾期本按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请");
}

static GArray *symbols_of(const char *text)
{
  GArray *symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    GdTessSymbol symbol = {.confidence = 1};
    g_utf8_strncpy(symbol.text, p, 1);
    g_array_append_val(symbols, symbol);
  }
  return symbols;
}

/* One reader lost a character, and one put a stroke too much: the others still go together. */
static void aligned(void)
{
  g_autoptr(GArray) symbols = symbols_of("信沪举报类申请");
  g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  static const GdLabelSymbol net[] = {{.text = "1"},
                                      {.text = "信", .rivals = "佳"},
                                      {.text = "", .rivals = "访诗"},
                                      {.text = "举"},
                                      {.text = "类"},
                                      {.text = "中", .rivals = "申"},
                                      {.text = "请"}};
  g_array_append_vals(seen, net, G_N_ELEMENTS(net));
  gd_label_add_rivals(symbols, seen);
  static const char *const expected[] = {"信佳", "\xEF\xBF\xBD访诗", "", "", "", "中申", ""};
  for (guint i = 0; i < symbols->len; i++)
    g_assert_cmpstr(g_array_index(symbols, GdTessSymbol, i).rivals, ==, expected[i]);
}

static void longest(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 1000; i++)
    g_string_append(text, "信");
  g_autoptr(GArray) symbols = symbols_of(text->str);
  g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  g_array_set_size(seen, 1000);
  gd_label_add_rivals(symbols, seen);
  g_assert_cmpstr(g_array_index(symbols, GdTessSymbol, 0).rivals, ==, "");
}

static void free_plan(gpointer plan)
{
  gd_plan_free(plan);
}

int main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GdFormSet) forms = case_forms();
  plans = g_ptr_array_new_with_free_func(free_plan);
  for (guint f = 0; f < forms->forms->len; f++) {
    const GdForm *form = forms->forms->pdata[f];
    for (guint t = 0; t < form->tables->len; t++)
      g_ptr_array_add(plans, gd_plan_new(form, t, FALSE, FALSE));
  }
  g_test_add_func("/label-settle/considered", considered_letters);
  g_test_add_func("/label-settle/nobody-considered", nobody_considered);
  g_test_add_func("/label-settle/strangers", strangers);
  g_test_add_func("/label-settle/mostly-guessed", mostly_guessed);
  g_test_add_func("/label-settle/figures", figures_stay);
  g_test_add_func("/label-settle/turning", turning);
  g_test_add_func("/label-settle/turning-behind", turning_behind);
  g_test_add_func("/label-settle/aligned", aligned);
  g_test_add_func("/label-settle/longest", longest);
  const int status = g_test_run();
  g_ptr_array_unref(plans);
  return status;
}
