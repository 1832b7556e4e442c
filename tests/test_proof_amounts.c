/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts read from a scan whose relations have a tolerance, so that no sum proves a digit: what a
 * second look, an empty cell, a misprint and a lost point come to.
 */
#include "tables/values.h"
#include "tests/table_case.h"

#include <string.h>

#define FORM "three-public-expenses"

/* A row of the form: total, abroad, subtotal, purchase, running, reception; "" is an empty cell, a
 * text with * has not been confirmed by a second look. */
typedef struct {
  const char *read[6];
  const char *doubtful; /* for each cell: x: doubtful, .: ok or blank */
} Row;

static const char *const columns[] = {
    "total", "abroad", "vehicles.subtotal", "vehicles.purchase", "vehicles.running", "reception"};

static GdDocument *new_document(void)
{
  g_autoptr(GdSource) source = gd_source_new("amounts.pdf");
  GdPage *page = gd_page_new(1, 100, 100);
  page->kind = GD_PAGE_SCAN;
  g_ptr_array_add(source->pages, page);
  GdDocument *document = gd_document_new(source);
  document->form = g_strdup(FORM);
  return document;
}

static void add_cell(GdValueSet *set, GdDocument *document, guint leaf, const char *read)
{
  g_autoptr(GdCell) cell = gd_cell_new(0, leaf, 1, 1, gd_box(0, 0, 10, 10));
  g_autofree char *text = g_strdup(read);
  cell->confirmed = *text != '\0' && strchr(text, '*') == NULL;
  g_strdelimit(text, "*", '\0');
  g_free(cell->text);
  cell->text = g_steal_pointer(&text);
  cell->n_lines = *cell->text != '\0';
  cell->confidence = 1;
  const GdPlace place = {.leaf = &g_array_index(set->form->leaves, GdFormLeaf, leaf),
                         .cell = cell,
                         .page = 1,
                         .drawn = TRUE};
  g_ptr_array_add(document->values, gd_value_from_place(set, &place, document));
}

static void check(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GdFormSet) forms = case_forms();
  const GdForm *form = gd_form_set_lookup(forms, FORM);
  g_assert_nonnull(form);
  GdDocument *document = new_document();
  GdValueSet *set = gd_value_set_new(form);
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    add_cell(set, document, gd_form_find(form, "expenses", "budget", columns[i]), row->read[i]);
  gd_relations_check(set, document);
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
    const GdValue *value =
        set->by_leaf->pdata[gd_form_find(form, "expenses", "budget", columns[i])];
    g_test_message("%s: %s", columns[i], value->note != NULL ? value->note : "");
    g_assert_cmpint(value->status == GD_STATUS_DOUBTFUL, ==, row->doubtful[i] == 'x');
  }
  gd_value_set_free(set);
  gd_document_free(document);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  static const Row confirmed = {{"13.26", "8.21", "1.07", "0.98", "0.09", "3.98"}, "......"};
  static const Row unconfirmed = {{"13.26", "8.21*", "1.07", "0.98", "0.09", "3.98"}, ".x...."};
  static const Row empty = {{"5.05", "", "1.07", "0.98", "0.09", "3.98"}, "......"};
  static const Row near = {{"5.06", "", "1.07", "0.98", "0.09", "3.98"}, "......"};
  static const Row lost_part = {{"13.26", "", "1.07", "0.98", "0.09", "3.98"}, ".x...."};
  static const Row misprint = {{"17.26", "8.21", "1.07", "0.98", "0.09", "3.98"}, "......"};
  static const Row lost_point = {{"1326", "8.21", "1.07", "0.98", "0.09", "3.98"}, "xxxxxx"};
  static const Row no_point = {{"1107", "1100", "7.00", "3.00", "4.00", "0.00"}, "xx...."};
  /* points may be lost everywhere: the sums hold all the same */
  static const Row whole = {{"1107", "1100", "7", "3", "4", "0"}, "xx...."};
  /* never ok, though the sums hold with the point put back */
  static const Row behind_zero = {{"12.28", "8.21", "1.07", "0.98", "009", "3.00"}, "....x."};
  static const Row all_behind_zero = {{"009", "002", "003", "002", "001", "004"}, "xxxxxx"};
  g_test_add_data_func("/amounts/point-behind-zero", &behind_zero, check);
  g_test_add_data_func("/amounts/points-behind-zeros", &all_behind_zero, check);
  g_test_add_data_func("/amounts/confirmed", &confirmed, check);
  g_test_add_data_func("/amounts/unconfirmed", &unconfirmed, check);
  g_test_add_data_func("/amounts/empty", &empty, check);
  g_test_add_data_func("/amounts/empty-within-tolerance", &near, check);
  g_test_add_data_func("/amounts/empty-sum-broken", &lost_part, check);
  g_test_add_data_func("/amounts/misprint", &misprint, check);
  g_test_add_data_func("/amounts/lost-point", &lost_point, check);
  g_test_add_data_func("/amounts/no-point", &no_point, check);
  g_test_add_data_func("/amounts/whole", &whole, check);
  return g_test_run();
}
