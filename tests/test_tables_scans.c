/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of scanned tables: those that number the columns, those whose ink is unread in part, those
 * that a page break cuts.
 */
#include "tables/row_cells.h"
#include "tables/score.h"
#include "tables/score_scan.h"
#include "tables/stream.h"
#include "tables/units.h"
#include "tests/table_case.h"

/* Tokens of a row; lent texts. Caller owns. */
static GArray *tokens_of(char **texts)
{
  GArray *tokens = g_array_new(FALSE, TRUE, sizeof(GdToken));
  for (guint t = 0; texts[t] != NULL; t++) {
    const char c = texts[t][0];
    GdToken token = {.text = texts[t]};
    token.kind = c == '\0'                        ? GD_TOKEN_EMPTY
                 : g_ascii_isdigit(c) || c == '/' ? GD_TOKEN_VALUE
                                                  : GD_TOKEN_LABEL;
    g_array_append_val(tokens, token);
  }
  return tokens;
}

/* What judge says of a row whose tokens are parted by spaces. */
static gboolean is_judged(const char *read, gboolean (*judge)(const GdUnit *))
{
  g_auto(GStrv) texts = g_strsplit(read, " ", -1);
  g_autoptr(GArray) tokens = tokens_of(texts);
  GdUnit unit = {.tokens = tokens};
  for (guint i = 0; i < tokens->len; i++)
    unit.digits |= g_array_index(tokens, GdToken, i).kind == GD_TOKEN_VALUE;
  g_test_message("%s", read);
  return judge(&unit);
}

/* Where no picture is known of, one number of six may be another character. */
static void test_column_numbers_plain(void)
{
  static const struct {
    const char *read;
    gboolean numbers;
  } rows[] = {
      {"1 2 3 4 5 6", TRUE},
      {"1 2 3 4 5 6 / 8 9 10 11 12", TRUE},
      {"1 2 3 4 5 只", TRUE},
      {"1 2 / 4 / 6", FALSE},
      {"1 2 /", FALSE},
      {"1 2 30 4 5 6", FALSE},
      {"1 2 3 4 5", TRUE},
      {"1 2 3  5 6", FALSE},
      {"1 2 3 4 5 预算", FALSE},
      {"1 232 3 4 5 6 7 8", TRUE},
      {"1 53 3 4 5 6 7 8", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(is_judged(rows[i].read, gd_unit_numbers_columns), ==, rows[i].numbers);
}

static gboolean numbers_columns_on_scan(const GdUnit *unit)
{
  GdUnit scanned = *unit;
  scanned.scanned = TRUE;
  return gd_unit_numbers_columns(&scanned);
}

/* On a scan more of them may be, with or without rulings. */
static void test_column_numbers_scanned(void)
{
  static const char read[] = "1 2 3 4 85 6 77 8 9 10 11 12";
  g_assert_false(is_judged(read, gd_unit_numbers_columns));
  g_assert_true(is_judged(read, numbers_columns_on_scan));
}

/* A row that numbers the columns, misread here and there, is none of values; values are not taken
 * for it, though some of them may be in order. */
static void test_column_numbers(void)
{
  static const struct {
    const char *read; /* an empty text: a cell without ink; others as tokens */
    gboolean numbers;
  } rows[] = {
      {"1 2 3 4 5 6", TRUE},
      {"1 2 及地 殉4吧上 5 人 7 8 9 10 11 12", TRUE},
      {"1 2 3 4 5  6 7 8 9 10 11 12", TRUE}, /* a line that is none parts a cell */
      {"2 3 4 5 6", TRUE},                   /* the first one was lost */
      {"1 2 30 4 5 6", TRUE},
      {"0.24 0.03 0.15 0.06 0.09 0.06", FALSE},
      {"1 2 0.15 0.06 0.09 0.06", FALSE},
      {"1 1 1 1 1 1", FALSE},
      {"0 0 3 0 0 6", FALSE},
      {"6 5 4 3 2 1", FALSE},
      {"1 2", FALSE},
      {"12 14 15 16 18 20", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(is_judged(rows[i].read, gd_unit_numbers_columns_worn), ==, rows[i].numbers);
}

/* A cell whose only word is text; alternative: what readers hold likeliest, NULL for none. */
static GdCell *merged_cell(const char *text, const char *alternative)
{
  GdCell *cell = gd_cell_new(0, 0, 1, 1, (GdBox){0, 0, 10, 10});
  g_free(cell->text);
  cell->text = g_strdup(text);
  cell->unreadable = g_str_equal(text, "\xEF\xBF\xBD");
  if (alternative != NULL) {
    cell->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
    g_ptr_array_add(cell->alternatives, gd_alternative_new(alternative, 0.5));
  }
  return cell;
}

/* Of a row that a page break cuts, one part is a number and the other one seems empty, or is ink
 * that nobody can read, or a number too. */
static void test_row_over_pages(void)
{
  static const char unreadable[] = "\xEF\xBF\xBD";
  enum { NUMBER, FAINT, INK, EMPTY, N };
  static const struct {
    guint upper, lower, taken; /* taken: whose cell the place then has */
    gboolean faint, cut;
  } rows[] = {
      {NUMBER, FAINT, NUMBER, TRUE, FALSE},  {FAINT, NUMBER, NUMBER, TRUE, FALSE},
      {FAINT, INK, INK, TRUE, FALSE},        {NUMBER, INK, NUMBER, FALSE, TRUE},
      {INK, NUMBER, INK, FALSE, TRUE},       {FAINT, FAINT, FAINT, FALSE, TRUE},
      {NUMBER, EMPTY, NUMBER, FALSE, FALSE}, {EMPTY, NUMBER, NUMBER, FALSE, FALSE},
  };
  GdCell *cells[N] = {merged_cell("86", "86"), merged_cell(unreadable, ""),
                      merged_cell(unreadable, "3"), merged_cell("", NULL)};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    GdPlace place = {.cell = cells[rows[i].upper], .page = 1, .drawn = TRUE};
    const GdPlace further = {.cell = cells[rows[i].lower], .page = 2, .drawn = TRUE};
    gd_place_merge(&place, &further);
    g_assert_true(place.cell == cells[rows[i].taken]);
    g_assert_cmpint(place.faint, ==, rows[i].faint);
    g_assert_cmpint(place.rest != NULL, ==, rows[i].cut);
  }
  for (guint i = 0; i < N; i++)
    gd_cell_free(cells[i]);
}

static gboolean is_worn_row(const GdUnit *unit)
{
  const GdItem item = {.kind = GD_ITEM_UNLABELLED, .n_values = 6};
  return gd_score_worn_values(&item, unit) > 0;
}

/* A row of values of which some cells hold ink that nobody could read, on a scan. */
static void test_unread_values(void)
{
  static const struct {
    const char *read;
    gboolean values;
  } rows[] = {
      {"� � 0.06 0.99 � �", TRUE},  {"0.09 1.03 0.01 � 0.06", TRUE},
      {"0.09 1.03 只 0.06", FALSE}, {"� � 0.06 � � �", FALSE},
      {"� � � � � �", FALSE},       {"1 2 3 4 5 6 7", FALSE},
      {"合计 小计 � � � �", FALSE}, {"0.09 0.03", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(is_judged(rows[i].read, is_worn_row), ==, rows[i].values);
}

/* The labels of rows that stand below each column are those of a head, whatever numbers a page
 * break has put below them. */
static void test_row_labels_in_head(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  const GdForm *form = gd_form_set_lookup(forms, "three-public-expenses");
  GdPlan *plan = gd_plan_new(form, 0, TRUE, FALSE);
  const GdItem *item = NULL;
  for (guint i = 0; i < plan->items->len && item == NULL; i++)
    if (g_array_index(plan->items, GdItem, i).kind == GD_ITEM_ROW)
      item = &g_array_index(plan->items, GdItem, i);
  GdGrid *grid = gd_grid_new(1);
  GdUnit *head = gd_unit_new(1, grid, 0), *row = gd_unit_new(1, grid, 1),
         *values = gd_unit_new(2, grid, 0);
  for (guint i = 0; i < 12; i++)
    gd_unit_add(head, i % 2 == 0 ? "预算数" : "决算数", GD_BOX_NONE, NULL);
  gd_unit_add(row, "预算数", GD_BOX_NONE, NULL);
  for (guint i = 0; i < 6; i++)
    gd_unit_add(values, "0.03", GD_BOX_NONE, NULL);
  GdUnit *cut_head[] = {head, values}, *cut_row[] = {row, values};
  g_assert_cmpfloat(gd_score_run(item, cut_head, 2), <=, GD_SCORE_NEVER);
  g_assert_cmpfloat(gd_score_run(item, cut_row, 2), >, 0);
  GdUnit *units[] = {head, row, values};
  for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
    g_array_unref(units[i]->tokens);
    g_free(units[i]);
  }
  gd_grid_free(grid);
  gd_plan_free(plan);
}

/* The first row of a form with a column of units. Lent by the plan. */
static const GdItem *item_with_unit(const GdPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++) {
    const GdItem *item = &g_array_index(plan->items, GdItem, i);
    if (item->kind == GD_ITEM_ROW && item->unit != NULL)
      return item;
  }
  g_assert_not_reached();
}

/* The only cell for values of a row holds ink that nobody could read, or was read as words: it is a
 * row all the same if it stands between lines on a scan, and the words are not its unit. */
static void test_unread_cell(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  GdPlan *plan =
      gd_plan_new(gd_form_set_lookup(forms, "disclosure-statistics-2014"), 0, FALSE, FALSE);
  const GdItem *item = item_with_unit(plan);
  const GdLabelMatcher *own = item->labels->pdata[0];
  static const struct {
    const char *read; /* NULL: the row ends with its unit */
    gboolean scanned, row;
  } rows[] = {{"\xEF\xBF\xBD", TRUE, TRUE},
              {"了2817", TRUE, TRUE},
              {NULL, TRUE, FALSE},
              {"\xEF\xBF\xBD", FALSE, FALSE},
              {"2817", FALSE, TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    GdGrid *grid = gd_grid_new(1);
    GdDivider edges[] = {{0, TRUE, 0}, {100, TRUE, 0}};
    g_array_append_vals(grid->dividers[GD_VERTICAL], edges, G_N_ELEMENTS(edges));
    grid->scanned = rows[i].scanned;
    GdUnit *unit = gd_unit_new(1, grid, 0);
    gd_unit_add(unit, own->label->text, GD_BOX_NONE, NULL);
    gd_unit_add(unit, item->unit->unit, GD_BOX_NONE, NULL);
    GdCell *cell = merged_cell(rows[i].read != NULL ? rows[i].read : "", NULL);
    if (rows[i].read != NULL)
      gd_unit_add(unit, cell->text, GD_BOX_NONE, cell);
    g_assert_cmpint(gd_score_unit(item, unit) > 0, ==, rows[i].row);
    GdPlace place = {.cell = cell};
    gd_row_unit(unit, 0, item->unit, &place, 1);
    g_assert_cmpstr(place.unit, ==, item->unit->unit);
    g_assert_null(place.why);
    g_array_unref(unit->tokens);
    g_free(unit);
    gd_cell_free(cell);
    gd_grid_free(grid);
  }
  gd_plan_free(plan);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/column-numbers", test_column_numbers);
  g_test_add_func("/column-numbers/plain", test_column_numbers_plain);
  g_test_add_func("/column-numbers/scanned", test_column_numbers_scanned);
  g_test_add_func("/row-over-pages", test_row_over_pages);
  g_test_add_func("/unread-values", test_unread_values);
  g_test_add_func("/unread-cell", test_unread_cell);
  g_test_add_func("/row-labels-in-head", test_row_labels_in_head);
  return g_test_run();
}
