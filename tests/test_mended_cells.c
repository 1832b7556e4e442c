/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of a scan beside a border of which wear has left a piece only: however sure the readers
 * are, they are certain by sums alone.
 */
#include "tables/values.h"
#include "tests/table_case.h"

#include <string.h>

#define FORM "disclosure-report-2021"

static GdDocument *new_document(void)
{
  g_autoptr(GdSource) source = gd_source_new("mended.pdf");
  GdPage *page = gd_page_new(1, 100, 100);
  page->kind = GD_PAGE_SCAN;
  g_ptr_array_add(source->pages, page);
  GdDocument *document = gd_document_new(source);
  document->form = g_strdup(FORM);
  return document;
}

/* read: the cell's text; with ~ in front it is beside a mended border. */
static void add_cell(GdValueSet *set, GdDocument *document, guint leaf, const char *read)
{
  g_autoptr(GdCell) cell = gd_cell_new(0, leaf, 1, 1, gd_box(0, 0, 10, 10));
  cell->mended = *read == '~';
  g_free(cell->text);
  cell->text = g_strdup(read + cell->mended);
  cell->confirmed = *cell->text != '\0';
  cell->n_lines = *cell->text != '\0';
  cell->confidence = 1;
  const GdPlace place = {.leaf = &g_array_index(set->form->leaves, GdFormLeaf, leaf),
                         .cell = cell,
                         .page = 1,
                         .drawn = TRUE};
  g_ptr_array_add(document->values, gd_value_from_place(set, &place, document));
}

typedef struct {
  const char *table, *row;
  const char *columns;  /* in their order, parted by spaces */
  const char *read;     /* the same */
  const char *doubtful; /* for each: x: doubtful, .: ok or blank */
} Row;

static void check(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GdFormSet) forms = case_forms();
  const GdForm *form = gd_form_set_lookup(forms, FORM);
  g_auto(GStrv) columns = g_strsplit(row->columns, " ", -1), read = g_strsplit(row->read, " ", -1);
  GdDocument *document = new_document();
  GdValueSet *set = gd_value_set_new(form);
  for (guint i = 0; columns[i] != NULL; i++)
    add_cell(set, document, gd_form_find(form, row->table, row->row, columns[i]), read[i]);
  gd_relations_check(set, document);
  for (guint i = 0; columns[i] != NULL; i++) {
    const GdValue *value =
        set->by_leaf->pdata[gd_form_find(form, row->table, row->row, columns[i])];
    g_test_message("%s: %s", columns[i], value->note != NULL ? value->note : "");
    g_assert_cmpint(value->status == GD_STATUS_DOUBTFUL, ==, row->doubtful[i] == 'x');
  }
  gd_value_set_free(set);
  gd_document_free(document);
}

int main(int argc, char **argv)
{
  static const char review[] = "upheld corrected other pending total";
  static const Row whole = {"review", "reconsideration", review, "12 25 3 4 44", "....."};
  static const Row proved = {"review", "reconsideration", review, "12 ~25 3 4 44", "....."};
  static const Row broken = {"review", "reconsideration", review, "12 ~25 3 4 49", ".x..."};
  static const Row blank = {"review", "reconsideration", review, "12 ~ 3 4 19", ".x..."};
  static const Row alone = {"disclosure", "regulations", "made repealed", "7 ~9", ".x"};
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/mended/whole", &whole, check);
  g_test_add_data_func("/mended/proved", &proved, check);
  g_test_add_data_func("/mended/broken", &broken, check);
  g_test_add_data_func("/mended/blank", &blank, check);
  g_test_add_data_func("/mended/alone", &alone, check);
  return g_test_run();
}
