/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/relations on random values of the known forms: what a consistent table
 * yields, and what one change in it does.
 */
#include <string.h>

#include "tables/tables.h"
#include "tables/values.h"
#include "tests/table_case.h"

#define ROUNDS 200

/* A form filled with random numbers that satisfy its relations. */
typedef struct {
  GdFormSet *forms;
  const GdForm *form;
  GdDocument *document;
  GdValueSet *set;
} Table;

static GdValue *value_at(const Table *t, guint leaf)
{
  return t->set->by_leaf->pdata[leaf];
}

static void set_number(GdValue *value, gint64 number)
{
  g_autofree char *raw = g_strdup_printf("%" G_GINT64_FORMAT, number);
  g_free(value->raw);
  value->raw = g_steal_pointer(&raw);
  value->has_number = TRUE;
  value->number = gd_number(number);
  value->status = GD_STATUS_OK;
}

static void set_empty(GdValue *value, GdStatus status)
{
  value->has_number = FALSE;
  value->status = status;
}

/* Makes one equation hold by its first left term; TRUE if it held already. */
static gboolean mend(Table *t, const GdEquation *equation)
{
  gint64 sum = 0;
  GdValue *first = NULL;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    GdValue *value = value_at(t, term->leaf);
    if (value == NULL)
      continue;
    if (first == NULL)
      first = value;
    else
      sum += term->sign * value->number.mantissa;
  }
  gboolean held = first == NULL || first->number.mantissa == -sum;
  if (!held)
    set_number(first, -sum);
  return held;
}

/* Mends until all hold: each total depends on cells that come before it. */
static void mend_all(Table *t)
{
  for (guint pass = 0; pass < 10; pass++) {
    gboolean all = TRUE;
    for (guint e = 0; e < t->form->equations->len; e++) {
      const GdEquation *equation = t->form->equations->pdata[e];
      all &= equation->across || mend(t, equation);
    }
    if (all)
      return;
  }
  g_error("the relations of %s cannot be mended", t->form->id);
}

static Table *table_new(const char *form_id, guint option, gboolean sure)
{
  Table *t = g_new0(Table, 1);
  g_autoptr(GdSource) source = gd_source_new("random.pdf");
  t->forms = case_forms();
  t->form = gd_form_set_lookup(t->forms, form_id);
  t->document = gd_document_new(source);
  t->document->form = g_strdup(form_id);
  t->set = gd_value_set_new(t->form);
  guint options[] = {option, option, option};
  for (guint i = 0; i < t->form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(t->form->leaves, GdFormLeaf, i);
    if (!gd_form_line_active(leaf->row, options))
      continue;
    GdValue *value = gd_value_new();
    value->table = g_strdup(((GdFormTable *)t->form->tables->pdata[leaf->table])->id);
    value->row = g_strdup(leaf->row->id);
    value->column = g_strdup(leaf->column->id);
    value->evidence = GD_EVIDENCE_TEXT_LAYER;
    set_number(value, g_test_rand_bit() ? 0 : g_test_rand_int_range(0, 1000));
    g_ptr_array_add(t->document->values, value);
    t->set->by_leaf->pdata[i] = value;
    t->set->place_sure[i] = sure;
  }
  mend_all(t);
  return t;
}

static void table_free(Table *t)
{
  gd_value_set_free(t->set);
  gd_document_free(t->document);
  gd_form_set_free(t->forms);
  g_free(t);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* A random table of one of the editions. */
static Table *any_table(gboolean sure)
{
  gboolean old = g_test_rand_bit();
  guint option = old || g_test_rand_bit() ? 0 : 1;
  return table_new(old ? "disclosure-report-2019" : "disclosure-report-2021", option, sure);
}

static gboolean is_term(const GdEquation *equation, guint leaf)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (g_array_index(equation->terms, GdTerm, i).leaf == leaf)
      return TRUE;
  return FALSE;
}

static guint count_relations(const Table *t, guint leaf)
{
  guint n = 0;
  for (guint e = 0; e < t->form->equations->len; e++) {
    const GdEquation *equation = t->form->equations->pdata[e];
    n += !equation->across && is_term(equation, leaf);
  }
  return n;
}

/* A printed cell that stands in some relation. */
static guint random_cell(const Table *t)
{
  for (;;) {
    guint leaf = (guint)g_test_rand_int_range(0, (gint)t->form->leaves->len);
    if (value_at(t, leaf) != NULL && count_relations(t, leaf) > 0)
      return leaf;
  }
}

static gboolean names(const GdFinding *finding, const GdValue *value)
{
  g_autofree char *cell = g_strdup_printf("%s/%s/%s", value->table, value->row, value->column);
  g_auto(GStrv) cells = g_strsplit(finding->cells, " ", -1);
  return g_strv_contains((const char *const *)cells, cell);
}

/* Findings that name the cell; asserts their severity. */
static guint count_naming(const Table *t, const GdValue *value, GdSeverity severity)
{
  guint n = 0;
  for (guint i = 0; i < t->document->findings->len; i++) {
    const GdFinding *finding = t->document->findings->pdata[i];
    g_assert_cmpstr(finding->check, ==, "relation");
    g_assert_cmpstr(finding->expected, !=, finding->found);
    if (!names(finding, value))
      continue;
    g_assert_cmpint(finding->severity, ==, severity);
    n++;
  }
  return n;
}

static void consistent(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(g_test_rand_bit());
    gd_relations_check(t->set, t->document);
    g_assert_cmpuint(t->document->findings->len, ==, 0);
    for (guint i = 0; i < t->form->leaves->len; i++) {
      if (value_at(t, i) == NULL)
        continue;
      gboolean sums = (value_at(t, i)->evidence & GD_EVIDENCE_SUMS) != 0;
      g_assert_cmpint(value_at(t, i)->status, ==, GD_STATUS_OK);
      g_assert_cmpint(sums, ==, count_relations(t, i) > 0);
    }
  }
}

/* Whether the same relations run through both cells: then either explains what breaks. */
static gboolean are_alike(const Table *t, guint a, guint b)
{
  for (guint e = 0; e < t->form->equations->len; e++) {
    const GdEquation *equation = t->form->equations->pdata[e];
    if (!equation->across && is_term(equation, a) != is_term(equation, b))
      return FALSE;
  }
  return TRUE;
}

/* Every relation through the changed cell is broken and names it. In drawn grids
 * nothing is lowered; in inferred ones the smallest sets of cells that explain it are in doubt:
 * the cell, and those that stand in the same relations. */
static void one_changed(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    gboolean sure = g_test_rand_bit();
    g_autoptr(Table) t = any_table(sure);
    guint leaf = random_cell(t);
    GdValue *value = value_at(t, leaf);
    set_number(value, value->number.mantissa + g_test_rand_int_range(1, 100));
    gd_relations_check(t->set, t->document);
    guint naming = count_naming(t, value, GD_SEVERITY_ERROR);
    g_assert_cmpuint(naming, ==, count_relations(t, leaf));
    g_assert_cmpuint(naming, ==, t->document->findings->len);
    g_assert_false(value->evidence & GD_EVIDENCE_SUMS);
    g_assert_cmpint(value->status, ==, sure ? GD_STATUS_OK : GD_STATUS_DOUBTFUL);
    guint alike = 0;
    for (guint i = 0; i < t->form->leaves->len && !sure; i++)
      alike += value_at(t, i) != NULL && are_alike(t, leaf, i);
    g_assert_cmpuint(gd_document_count(t->document, GD_STATUS_DOUBTFUL), ==, alike);
  }
}

/* Two cells of a row changed places, as when a column is misread: in an inferred
 * grid both are in doubt. */
static void two_swapped(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(FALSE);
    guint leaf = random_cell(t);
    GdValue *a = value_at(t, leaf), *b = leaf > 0 ? value_at(t, leaf - 1) : NULL;
    if (b == NULL || count_relations(t, leaf - 1) == 0 || !g_str_equal(a->table, "applications") ||
        !g_str_equal(a->row, b->row) || a->number.mantissa == b->number.mantissa)
      continue;
    gint64 kept = a->number.mantissa;
    set_number(a, b->number.mantissa);
    set_number(b, kept);
    gd_relations_check(t->set, t->document);
    g_assert_cmpuint(count_naming(t, a, GD_SEVERITY_ERROR), >, 0);
    g_assert_cmpuint(count_naming(t, b, GD_SEVERITY_ERROR), >, 0);
    g_assert_cmpint(a->status, ==, GD_STATUS_DOUBTFUL);
    g_assert_cmpint(b->status, ==, GD_STATUS_DOUBTFUL);
  }
}

static void zeros_left_blank(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(g_test_rand_bit());
    for (guint i = 0; i < t->form->leaves->len; i++)
      if (value_at(t, i) != NULL && gd_number_is_zero(value_at(t, i)->number))
        set_empty(value_at(t, i), GD_STATUS_BLANK);
    gd_relations_check(t->set, t->document);
    g_assert_cmpuint(t->document->findings->len, ==, 0);
  }
}

/* A number that is missing by a blank: warnings, no errors. */
static void blank_lowers(void)
{
  guint warnings = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(TRUE);
    guint leaf = random_cell(t);
    GdValue *value = value_at(t, leaf);
    if (gd_number_is_zero(value->number))
      continue;
    set_empty(value, GD_STATUS_BLANK);
    gd_relations_check(t->set, t->document);
    warnings += count_naming(t, value, GD_SEVERITY_WARNING);
    g_assert_cmpint(value->status, ==, GD_STATUS_BLANK);
    g_assert_false(value->has_number);
  }
  g_assert_cmpuint(warnings, >, 0);
}

/* A blank total of parts that are not all 0 says nothing. */
static void blank_total(void)
{
  g_autoptr(Table) t = table_new("disclosure-report-2021", 0, TRUE);
  guint total = gd_form_find(t->form, "review", "reconsideration", "total"),
        part = gd_form_find(t->form, "review", "reconsideration", "upheld");
  set_number(value_at(t, part), 7);
  set_empty(value_at(t, total), GD_STATUS_BLANK);
  gd_relations_check(t->set, t->document);
  g_assert_cmpuint(t->document->findings->len, ==, 0);
  g_assert_false(value_at(t, part)->evidence & GD_EVIDENCE_SUMS);
}

/* Nothing is said of a relation one of whose cells has no number, whatever else
 * is wrong in it. */
static void missing_operand(void)
{
  static const GdStatus statuses[] = {GD_STATUS_MISSING, GD_STATUS_DOUBTFUL};
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(g_test_rand_bit());
    guint leaf = random_cell(t), other = random_cell(t);
    set_number(value_at(t, other), value_at(t, other)->number.mantissa + 5);
    set_empty(value_at(t, leaf), statuses[round % 2]);
    gd_relations_check(t->set, t->document);
    for (guint i = 0; i < t->document->findings->len; i++)
      g_assert_false(names(t->document->findings->pdata[i], value_at(t, leaf)));
    g_assert_false(value_at(t, leaf)->evidence & GD_EVIDENCE_SUMS);
    g_assert_cmpint(value_at(t, leaf)->status, ==, statuses[round % 2]);
  }
}

/* What is certain only if sums hold. */
static void needs_sums(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Table) t = any_table(TRUE);
    guint leaf = random_cell(t);
    GdValue *value = value_at(t, leaf);
    gboolean wrong = round % 2;
    value->status = GD_STATUS_DOUBTFUL;
    t->set->text[leaf].sums = TRUE;
    if (wrong)
      value->number.mantissa += 10;
    gd_relations_check(t->set, t->document);
    g_assert_cmpint(value->status, ==, wrong ? GD_STATUS_DOUBTFUL : GD_STATUS_OK);
  }
}

static void no_numbers(void)
{
  g_autoptr(Table) t = table_new("disclosure-report-2021", 1, TRUE);
  for (guint i = 0; i < t->form->leaves->len; i++)
    if (value_at(t, i) != NULL)
      set_empty(value_at(t, i), GD_STATUS_BLANK);
  gd_relations_check(t->set, t->document);
  g_assert_cmpuint(t->document->findings->len, ==, 0);
}

/* Sums that do not fit say nothing. */
static void huge_numbers(void)
{
  g_autoptr(Table) t = table_new("disclosure-report-2021", 0, FALSE);
  for (guint i = 0; i < t->form->leaves->len; i++)
    if (value_at(t, i) != NULL)
      value_at(t, i)->number =
          (GdNumber){G_MAXINT64 - i, (guint8)(i % (GD_NUMBER_MAX_DECIMALS + 1))};
  gd_relations_check(t->set, t->document);
}

static void over_two_years(void)
{
  for (guint round = 0; round < 20; round++) {
    g_autoptr(Table) later = any_table(TRUE);
    g_autoptr(Table) earlier = table_new(later->form->id, 0, TRUE);
    guint in = gd_form_find(later->form, "applications", "carried_in", "business"),
          out = gd_form_find(later->form, "applications", "carried_out", "business");
    for (guint e = 0; e < later->form->equations->len; e++) {
      const GdEquation *equation = later->form->equations->pdata[e];
      for (guint i = 0; equation->across && i < equation->terms->len; i++) {
        const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
        set_number(value_at(term->year ? earlier : later, term->leaf), 0);
      }
    }
    g_autoptr(GPtrArray) none = gd_tables_relate(later->document, earlier->document, later->forms);
    g_assert_cmpuint(none->len, ==, 0);
    set_number(value_at(later, in), 3);
    g_autoptr(GPtrArray) one = gd_tables_relate(later->document, earlier->document, later->forms);
    g_assert_cmpuint(one->len, ==, 1);
    const GdFinding *finding = one->pdata[0];
    g_assert_cmpint(finding->severity, ==, GD_SEVERITY_WARNING);
    g_assert_cmpstr(finding->found, ==, "3");
    g_assert_cmpstr(finding->expected, ==, "0");
    g_assert_true(names(finding, value_at(later, in)));
    set_empty(value_at(earlier, out), GD_STATUS_MISSING);
    g_autoptr(GPtrArray) open = gd_tables_relate(later->document, earlier->document, later->forms);
    g_assert_cmpuint(open->len, ==, 0);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/relations/consistent", consistent);
  g_test_add_func("/relations/one-changed", one_changed);
  g_test_add_func("/relations/two-swapped", two_swapped);
  g_test_add_func("/relations/zeros-left-blank", zeros_left_blank);
  g_test_add_func("/relations/blank-lowers", blank_lowers);
  g_test_add_func("/relations/blank-total", blank_total);
  g_test_add_func("/relations/missing-operand", missing_operand);
  g_test_add_func("/relations/needs-sums", needs_sums);
  g_test_add_func("/relations/no-numbers", no_numbers);
  g_test_add_func("/relations/huge-numbers", huge_numbers);
  g_test_add_func("/relations/over-two-years", over_two_years);
  return g_test_run();
}
