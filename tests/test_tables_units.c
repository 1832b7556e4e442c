/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units that stand outside the cells (tables/units.h), on pages of tests/tables. */
#include <glib.h>

#include "drawing.h"
#include "table_case.h"
#include "tables/tables.h"

/* The unit of a cell of a case's first document, "" if it has none. Caller frees. */
static char *unit_of(const char *name, const char *table, const char *row, const char *column)
{
  g_autofree char *folder = g_build_filename(GUIDANG_TEST_DIR, "tables", name, NULL);
  g_autofree char *text = case_text(folder, "pages.txt");
  g_autoptr(GdSource) source = drawing_source(text);
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, forms);
  const GdDocument *document = documents->pdata[0];
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    if (g_str_equal(value->table, table) && g_str_equal(value->row, row) &&
        g_str_equal(value->column, column))
      return g_strdup(value->unit ? value->unit : "");
  }
  g_error("%s has no cell %s/%s/%s", name, table, row, column);
}

typedef struct {
  const char *name, *table, *row, *column, *unit;
} Case;

static void check(const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++) {
    const Case *c = &cases[i];
    g_autofree char *unit = unit_of(c->name, c->table, c->row, c->column);
    g_assert_cmpstr(unit, ==, c->unit);
  }
}

/* A line above the table; it says nothing where none stands there. */
static void above(void)
{
  static const Case cases[] = {
      {"three-public", "expenses", "budget", "total", "万元"},
      {"three-public", "expenses", "final", "reception", "万元"},
      {"three-public-two-rows", "expenses", "final", "total", "元"},
      {"plain-2021", "applications", "new", "total", ""},
  };
  check(cases, G_N_ELEMENTS(cases));
}

/* The column of units counts before the form's own; an unknown unit there gives none. */
static void beside(void)
{
  static const Case cases[] = {
      {"statistics-2014", "statistics", "applications.received", "number", "件"},
      {"statistics-2014", "statistics", "means.funds", "number", "万元"},
      {"statistics-2014", "statistics", "fees", "number", "元"},
  };
  check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tables/units/above", above);
  g_test_add_func("/tables/units/beside", beside);
  return g_test_run();
}
