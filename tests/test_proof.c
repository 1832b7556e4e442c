/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for the proof by the sums whatever is printed and however it was misread.
 */
#include "bench/corrupt.h"
#include "tests/table_case.h"

#include <string.h>

#define TABLES 60
#define OPEN_TABLES 200

#define ROWS_IN_DOUBT 5

/* Cells called right in a table with so many rows in doubt, at least, on average; 74 at most if
 * their relations are not left out. */
#define LEAST_BESIDE_DOUBT 95

static const GdValue *value_at(guint leaf, int year, gpointer data)
{
  const GdCorrupted *table = data;
  return year == 0 ? g_ptr_array_index(table->set->by_leaf, leaf) : NULL;
}

/* The same while the relations were evaluated: a cell that readers are sure is empty counted as
 * 0 then. */
static const GdValue *value_then(guint leaf, int year, gpointer data)
{
  static const GdValue blank = {.status = GD_STATUS_BLANK};
  const GdCorrupted *table = data;
  const GdValue *value = value_at(leaf, year, data);
  gboolean is_blank =
      value != NULL && !value->has_number && table->set->trust[leaf] == GD_TRUST_SURE;
  return is_blank ? &blank : value;
}

/* The same with what nobody could read as 0: the proof knows where it must be that. */
static const GdValue *value_proved(guint leaf, int year, gpointer data)
{
  static const GdValue blank = {.status = GD_STATUS_BLANK};
  const GdCorrupted *table = data;
  const GdValue *value = value_then(leaf, year, data);
  gboolean lost = value != NULL && !value->has_number && table->set->trust[leaf] == GD_TRUST_LOST;
  return lost ? &blank : value;
}

static gboolean is_term(const GdEquation *equation, guint leaf)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (g_array_index(equation->terms, GdTerm, i).leaf == leaf)
      return TRUE;
  return FALSE;
}

/* The relations through a cell, counted by outcome. */
static void count(GdCorrupted *table, guint leaf,
                  const GdValue *(*value_of)(guint leaf, int year, gpointer data), guint *outcomes)
{
  for (guint e = 0; e < table->form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(table->form->equations, e);
    if (!equation->across && is_term(equation, leaf))
      outcomes[gd_equation_evaluate(equation, value_of, table).outcome]++;
  }
}

static gboolean has_finding(const GdCorrupted *table, const GdEquation *equation)
{
  for (guint i = 0; i < table->document->findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(table->document->findings, i);
    const char *line = equation->by_row ? finding->row : finding->column;
    if (g_strcmp0(finding->relation, equation->id) == 0 && g_strcmp0(line, equation->line->id) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_related(const GdCorrupted *table, guint leaf)
{
  for (guint e = 0; e < table->form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(table->form->equations, e);
    if (!equation->across && is_term(equation, leaf))
      return TRUE;
  }
  return FALSE;
}

/* Whether a cell of the relation is left to a person. */
static gboolean has_doubt(GdCorrupted *table, const GdEquation *equation)
{
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdValue *value = value_at(g_array_index(equation->terms, GdTerm, i).leaf, 0, table);
    if (value != NULL && value->status == GD_STATUS_DOUBTFUL)
      return TRUE;
  }
  return FALSE;
}

static void check_cell(GdCorrupted *table, guint leaf, const GdValue *before)
{
  const GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
  guint outcomes[3] = {0, 0, 0}, proved[3] = {0, 0, 0};
  count(table, leaf, value_then, outcomes);
  count(table, leaf, value_proved, proved);
  if (table->sure[leaf]) { /* never changed */
    g_assert_cmpint(value->has_number, ==, before->has_number);
    g_assert_cmpint(value->number.mantissa, ==, before->number.mantissa);
  }
  gboolean called_right = value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK;
  guint related =
      outcomes[GD_RELATION_HOLDS] + outcomes[GD_RELATION_BROKEN] + outcomes[GD_RELATION_OPEN];
  if (called_right && (related > 0 || value->status != GD_STATUS_BLANK))
    g_assert_cmpuint(proved[GD_RELATION_HOLDS], >, 0);
  if (value->status == GD_STATUS_REPAIRED || value->status == GD_STATUS_INFERRED) {
    g_assert_false(table->sure[leaf]);
    g_assert_cmpuint(outcomes[GD_RELATION_HOLDS], >, 0);
    g_assert_cmpuint(outcomes[GD_RELATION_BROKEN] + outcomes[GD_RELATION_OPEN], ==, 0);
    g_assert_nonnull(value->note);
  }
}

static void check_table(const GdFormSet *forms, GRand *random, const GdCorruption *how,
                        guint *settled)
{
  g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, how);
  guint n = table->form->leaves->len;
  g_autofree GdValue *before = g_new0(GdValue, n);
  for (guint leaf = 0; leaf < n; leaf++)
    if (value_at(leaf, 0, table) != NULL)
      before[leaf] = *value_at(leaf, 0, table);
  gd_relations_check(table->set, table->document);
  for (guint leaf = 0; leaf < n; leaf++) {
    if (value_at(leaf, 0, table) == NULL)
      continue;
    check_cell(table, leaf, &before[leaf]);
    *settled += value_at(leaf, 0, table)->status == GD_STATUS_REPAIRED;
  }
  for (guint e = 0; e < table->form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(table->form->equations, e);
    if (equation->across)
      continue;
    GdRelationResult result = gd_equation_evaluate(equation, value_then, table);
    if (result.outcome != GD_RELATION_BROKEN || !result.any)
      continue;
    g_assert_true(has_finding(table, equation));
    g_assert_true(has_doubt(table, equation));
  }
}

static void properties(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint settled = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_wrong = i % 6,
                              .n_misprints = i % 4 == 3,
                              .unsure = 0.05 * (i % 7),
                              .sure_too = i % 3 == 2};
    check_table(forms, random, &how, &settled);
  }
  g_assert_cmpuint(settled, >, 0);
}

/* Nobody can be sure of anything. */
static void all_wrong(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint settled = 0;
  const GdCorruption how = {.n_wrong = 100, .unsure = 1};
  for (guint i = 0; i < 5; i++)
    check_table(forms, random, &how, &settled);
}

/* One misread cell is never settled wrongly, and nothing wrong is called right. */
static void one_wrong(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint right = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_wrong = 1, .unsure = 0.1};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    gd_relations_check(table->set, table->document);
    for (guint leaf = 0; leaf < table->form->leaves->len; leaf++) {
      const GdValue *value = value_at(leaf, 0, table);
      if (value == NULL || value->status == GD_STATUS_DOUBTFUL)
        continue;
      g_assert_true(gd_corrupted_is_right(table, leaf));
      right += table->wrong[leaf];
    }
  }
  g_assert_cmpuint(right, >, TABLES / 4);
}

/* Tables without rulings: where numbers stand in other places, none that is wrong there is called
 * right; where all stand in their own, many are. */
static void no_rulings(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  static const GdPlaces places[] = {GD_PLACES_OPEN, GD_PLACES_BESIDE, GD_PLACES_SWAPPED,
                                    GD_PLACES_ABOVE};
  guint called_right[G_N_ELEMENTS(places)] = {0};
  for (guint i = 0; i < OPEN_TABLES; i++) {
    const guint p = i % G_N_ELEMENTS(places);
    const GdCorruption how = {.n_wrong = i / 4 % 3, .unsure = 0.02, .places = places[p]};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    gd_relations_check(table->set, table->document);
    for (guint leaf = 0; leaf < table->form->leaves->len; leaf++) {
      const GdValue *value = value_at(leaf, 0, table);
      if (value == NULL || value->status == GD_STATUS_DOUBTFUL)
        continue;
      g_assert_cmpint(value->status, ==, GD_STATUS_OK);
      g_assert_true(gd_corrupted_is_right(table, leaf));
      g_assert_cmpuint(value->evidence, ==, GD_EVIDENCE_READERS | GD_EVIDENCE_SUMS);
      called_right[p]++;
    }
  }
  g_assert_cmpuint(called_right[0], >, 20 * OPEN_TABLES / 4);
}

/* Readers are sure, and a second look has confirmed it. FALSE if they are not sure of some cell. */
static gboolean confirm_all(GdCorrupted *table)
{
  gboolean all = TRUE;
  for (guint leaf = 0; leaf < table->form->leaves->len; leaf++) {
    if (table->set->trust[leaf] == GD_TRUST_SURE)
      table->set->trust[leaf] = GD_TRUST_CONFIRMED;
    else
      all = all && table->set->trust[leaf] == GD_TRUST_NONE;
  }
  return all;
}

/* A misprint that is confirmed: all stays as printed, and is certain; the finding says what does
 * not agree, and is as grave as on a text layer. */
static void misprints(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint errors = 0, tried = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_misprints = 1};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    if (!confirm_all(table))
      continue;
    tried++;
    gd_relations_check(table->set, table->document);
    for (guint leaf = 0; leaf < table->form->leaves->len; leaf++)
      if (value_at(leaf, 0, table) != NULL)
        g_assert_true(gd_corrupted_is_right(table, leaf));
    for (guint f = 0; f < table->document->findings->len; f++) {
      const GdFinding *finding = g_ptr_array_index(table->document->findings, f);
      g_assert_cmpstr(finding->check, !=, "cell suspected");
      errors += finding->severity == GD_SEVERITY_ERROR;
    }
  }
  g_assert_cmpuint(tried, >=, TABLES / 4);
  g_assert_cmpuint(errors, >=, tried / 2);
}

/* The first two numbers of a row that differ, each in the other's cell. FALSE if there are none. */
static gboolean exchange_two(GdCorrupted *table)
{
  const GArray *leaves = table->form->leaves;
  for (guint leaf = 0; leaf + 1 < leaves->len; leaf++) {
    const GdFormLeaf *a = &g_array_index(leaves, GdFormLeaf, leaf);
    const GdFormLeaf *b = &g_array_index(leaves, GdFormLeaf, leaf + 1);
    GdValue *from = g_ptr_array_index(table->set->by_leaf, leaf);
    GdValue *to = g_ptr_array_index(table->set->by_leaf, leaf + 1);
    if (from == NULL || to == NULL || a->row != b->row || !from->has_number || !to->has_number ||
        gd_number_compare(from->number, to->number) == 0)
      continue;
    const GdNumber kept = from->number;
    from->number = to->number;
    to->number = kept;
    table->wrong[leaf] = table->wrong[leaf + 1] = 1;
    return TRUE;
  }
  return FALSE;
}

/* Numbers in each other's cells, surely read and confirmed: they are no misprints. */
static void displaced(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint tried = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_wrong = 0};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    confirm_all(table);
    if (!exchange_two(table))
      continue;
    tried++;
    gd_relations_check(table->set, table->document);
    for (guint leaf = 0; leaf < table->form->leaves->len; leaf++)
      if (table->wrong[leaf] && table->set->scanned[leaf] && is_related(table, leaf))
        g_assert_cmpint(value_at(leaf, 0, table)->status, ==, GD_STATUS_DOUBTFUL);
  }
  g_assert_cmpuint(tried, >, TABLES / 2);
}

/* Numbers of nothing known in a row whose label could not be read. FALSE if the table has none with
 * relations. */
static gboolean displace_row(GdCorrupted *table, GRand *random)
{
  const GArray *leaves = table->form->leaves;
  const guint at = (guint)g_rand_int_range(random, 0, (gint)leaves->len);
  const GdFormLine *row = g_array_index(leaves, GdFormLeaf, at).row;
  gboolean any = FALSE;
  for (guint leaf = 0; leaf < leaves->len; leaf++) {
    GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
    if (g_array_index(leaves, GdFormLeaf, leaf).row != row || value == NULL ||
        !table->set->scanned[leaf])
      continue;
    table->set->trust[leaf] = GD_TRUST_DOUBT;
    value->status = GD_STATUS_DOUBTFUL;
    value->has_number = TRUE;
    value->number = gd_number(g_rand_int_range(random, 0, 500));
    table->wrong[leaf] = 1;
    any = any || is_related(table, leaf);
  }
  return any;
}

/* Some rows may be others: they say nothing, and what the rest proves by itself is right. */
static void rows_in_doubt(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint tried = 0, called_right = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_wrong = 2 + i % 4, .unsure = 0.1};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    guint displaced = 0;
    for (guint row = 0; row < ROWS_IN_DOUBT; row++)
      displaced += displace_row(table, random);
    if (displaced == 0)
      continue;
    tried++;
    gd_relations_check(table->set, table->document);
    for (guint leaf = 0; leaf < table->form->leaves->len; leaf++) {
      const GdValue *value = value_at(leaf, 0, table);
      if (value == NULL || value->status == GD_STATUS_DOUBTFUL || !is_related(table, leaf))
        continue;
      g_assert_true(gd_corrupted_is_right(table, leaf));
      called_right++;
    }
  }
  g_test_message("%u cells called right in %u tables", called_right, tried);
  g_assert_cmpuint(tried, >, TABLES / 4);
  g_assert_cmpuint(called_right, >, LEAST_BESIDE_DOUBT * tried);
}

static gboolean has_columns(const GdCorrupted *table, guint leaf)
{
  guint n = 0;
  for (guint e = 0; e < table->form->equations->len; e++) {
    const GdEquation *equation = table->form->equations->pdata[e];
    n += !equation->across && is_term(equation, leaf);
  }
  return n > 1;
}

/* A relation within one row, of three cells or more, all of which stand in others too; NULL: the
 * form has none. Lent. */
static const GdEquation *random_row(const GdCorrupted *table, GRand *random)
{
  const GPtrArray *equations = table->form->equations;
  const guint from = (guint)g_rand_int_range(random, 0, (gint)MAX(equations->len, 1));
  for (guint i = 0; i < equations->len; i++) {
    const GdEquation *equation = equations->pdata[(from + i) % equations->len];
    const GdFormLine *row = NULL;
    gboolean fits = equation->terms->len >= 3 && !equation->across;
    for (guint t = 0; t < equation->terms->len && fits; t++) {
      const guint leaf = g_array_index(equation->terms, GdTerm, t).leaf;
      const GdFormLeaf *of = &g_array_index(table->form->leaves, GdFormLeaf, leaf);
      fits = (row == NULL || of->row == row) && value_at(leaf, 0, (gpointer)table) != NULL &&
             table->set->scanned[leaf] && has_columns(table, leaf);
      row = of->row;
    }
    if (fits)
      return equation;
  }
  return NULL;
}

/* Both readers are sure of a number in a cell. */
static void read_surely(GdCorrupted *table, guint leaf, gint64 number)
{
  GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
  g_clear_pointer(&table->set->readings[leaf], g_ptr_array_unref);
  table->set->trust[leaf] = GD_TRUST_SURE;
  value->status = GD_STATUS_OK;
  value->confidence = 0.998;
  value->has_number = TRUE;
  value->number = gd_number(number);
}

/* A row with one number and its total, printed alike and so misread alike, both surely: 34, 0, 0
 * and 34 as 31. It holds; the columns would tell, but a row in doubt stands in them. */
static void misread_alike(void)
{
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)g_test_rand_int());
  guint tried = 0;
  for (guint i = 0; i < TABLES; i++) {
    const GdCorruption how = {.n_wrong = 0};
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, &how);
    const gboolean doubt = displace_row(table, random);
    const GdEquation *row = random_row(table, random);
    if (!doubt || row == NULL)
      continue;
    const guint part = (guint)g_rand_int_range(random, 1, (gint)row->terms->len);
    guint wrong[2], n = 0;
    for (guint t = 0; t < row->terms->len; t++) {
      const GdTerm *term = &g_array_index(row->terms, GdTerm, t);
      const gboolean first = g_array_index(row->terms, GdTerm, 0).sign != term->sign;
      read_surely(table, term->leaf, t == 0 || (t == part && first) ? 31 : 0);
      if (t == 0 || (t == part && first))
        wrong[n++] = term->leaf;
    }
    if (n < G_N_ELEMENTS(wrong))
      continue;
    tried++;
    gd_relations_check(table->set, table->document);
    for (guint w = 0; w < n; w++)
      g_assert_cmpint(value_at(wrong[w], 0, table)->status, ==, GD_STATUS_DOUBTFUL);
  }
  g_assert_cmpuint(tried, >, TABLES / 4);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/proof/properties", properties);
  g_test_add_func("/proof/all-wrong", all_wrong);
  g_test_add_func("/proof/one-wrong", one_wrong);
  g_test_add_func("/proof/no-rulings", no_rulings);
  g_test_add_func("/proof/misprints", misprints);
  g_test_add_func("/proof/displaced", displaced);
  g_test_add_func("/proof/rows-in-doubt", rows_in_doubt);
  g_test_add_func("/proof/misread-alike", misread_alike);
  return g_test_run();
}
