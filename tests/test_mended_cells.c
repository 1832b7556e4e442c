/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of a scan that only the sums can settle: beside a border of which wear has left a piece
 * only, however sure the readers are; and with ink that nobody could read, which gets the number
 * that the sums leave only if a reader made something like it of the ink. That of a seal across a
 * cell left empty is no number.
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

/* What a reader considered, as good as nothing. */
#define CONSIDERED 0.001

/* Ink that nobody could read; text: what a reader considered. */
static void set_unread(GdCell *cell, const char *text)
{
  cell->text = g_strdup("\xEF\xBF\xBD");
  cell->unreadable = TRUE;
  cell->n_lines = 1;
  cell->confidence = 0;
  cell->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
  g_ptr_array_add(cell->alternatives, gd_alternative_new(text, CONSIDERED));
}

/* read: the cell's text; with ~ in front it is beside a mended border, with ? it is what a reader
 * considered of ink that nobody could read. */
static void add_cell(GdValueSet *set, GdDocument *document, guint leaf, const char *read)
{
  g_autoptr(GdCell) cell = gd_cell_new(0, leaf, 1, 1, gd_box(0, 0, 10, 10));
  cell->mended = *read == '~';
  g_free(cell->text);
  if (*read == '?') {
    set_unread(cell, read + 1);
  } else {
    cell->text = g_strdup(read + cell->mended);
    cell->confirmed = *cell->text != '\0';
    cell->n_lines = *cell->text != '\0';
    cell->confidence = 1;
  }
  const GdPlace place = {.leaf = &g_array_index(set->form->leaves, GdFormLeaf, leaf),
                         .cell = cell,
                         .page = 1,
                         .drawn = TRUE};
  g_ptr_array_add(document->values, gd_value_from_place(set, &place, document));
}

typedef struct {
  const char *table, *rows; /* in their order, parted by spaces */
  const char *columns;      /* the same */
  const char *read;         /* row by row, the same */
  const char *statuses;     /* for each: x: doubtful, i: inferred, .: ok or blank */
} Case;

static void check(gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GdFormSet) forms = case_forms();
  const GdForm *form = gd_form_set_lookup(forms, FORM);
  g_auto(GStrv) rows = g_strsplit(c->rows, " ", -1), columns = g_strsplit(c->columns, " ", -1);
  g_auto(GStrv) read = g_strsplit(c->read, " ", -1);
  const guint n = g_strv_length(columns);
  GdDocument *document = new_document();
  GdValueSet *set = gd_value_set_new(form);
  g_assert_cmpuint(g_strv_length(read), ==, g_strv_length(rows) * n);
  for (guint i = 0; read[i] != NULL; i++)
    add_cell(set, document, gd_form_find(form, c->table, rows[i / n], columns[i % n]), read[i]);
  gd_relations_check(set, document);
  for (guint i = 0; read[i] != NULL; i++) {
    const GdValue *value =
        set->by_leaf->pdata[gd_form_find(form, c->table, rows[i / n], columns[i % n])];
    g_test_message("%s: %s", value->raw, value->note != NULL ? value->note : "");
    g_assert_cmpint(value->status == GD_STATUS_DOUBTFUL, ==, c->statuses[i] == 'x');
    g_assert_cmpint(value->status == GD_STATUS_INFERRED, ==, c->statuses[i] == 'i');
  }
  gd_value_set_free(set);
  gd_document_free(document);
}

int main(int argc, char **argv)
{
  static const char review[] = "upheld corrected other pending total";
  static const Case whole = {"review", "reconsideration", review, "12 25 3 4 44", "....."};
  static const Case proved = {"review", "reconsideration", review, "12 ~25 3 4 44", "....."};
  static const Case broken = {"review", "reconsideration", review, "12 ~25 3 4 49", ".x..."};
  static const Case blank = {"review", "reconsideration", review, "12 ~ 3 4 19", ".x..."};
  static const Case alone = {"disclosure", "regulations", "made repealed", "7 ~9", ".x"};
  static const char rows[] = "new granted partial processed",
                    two[] = "natural_person business total";
  static const Case empty = {"applications", rows, two, "95 137 232 61 52 113 34 85 ? 95 137 232",
                             "........x..."};
  static const Case arc = {"applications", rows, two, "95 137 232 61 52 113 34 85 ?1 95 137 232",
                           "........x..."};
  static const Case other = {"applications", rows, two,
                             "95 137 232 61 52 113 34 85 ?705 95 137 232", "........x..."};
  static const Case like = {"applications", rows, two, "95 137 232 61 52 113 34 85 ?179 95 137 232",
                            "........i..."};
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/mended/whole", &whole, check);
  g_test_add_data_func("/mended/proved", &proved, check);
  g_test_add_data_func("/mended/broken", &broken, check);
  g_test_add_data_func("/mended/blank", &blank, check);
  g_test_add_data_func("/mended/alone", &alone, check);
  g_test_add_data_func("/unread/empty", &empty, check);
  g_test_add_data_func("/unread/arc", &arc, check);
  g_test_add_data_func("/unread/other", &other, check);
  g_test_add_data_func("/unread/like", &like, check);
  return g_test_run();
}
