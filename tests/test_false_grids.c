/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/false_grids: grids that are strokes of prose; and a grid that no form knows.
 */
#include "models/request.h"
#include "tables/false_grids.h"
#include "tables/lattice.h"
#include "tables/tables.h"

static void add_ruling(GdPage *page, GdDirection direction, double at, double from, double to)
{
  const GdRuling ruling = {direction, at, from, to, 0.5, FALSE, FALSE};
  g_array_append_val(page->rulings, ruling);
}

/* `rows` x 4 cells of 60 x 20 points, from `top` on. */
static void add_table(GdPage *page, double top, guint rows)
{
  for (guint r = 0; r <= rows; r++)
    add_ruling(page, GD_HORIZONTAL, top + 20 * r, 100, 340);
  for (guint c = 0; c <= 4; c++)
    add_ruling(page, GD_VERTICAL, 100 + 60 * c, top, top + 20 * rows);
}

/* Answers for all cells of the page: inked, and cut from the line y = `cut_from` on. */
static GPtrArray *answers_of(const GdPage *page, double cut_from)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func((GDestroyNotify)gd_read_answer_free);
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  for (guint g = 0; g < grids->len; g++) {
    const GdGrid *grid = grids->pdata[g];
    for (guint i = 0; i < grid->cells->len; i++) {
      GdReadAnswer *answer = g_new0(GdReadAnswer, 1);
      answer->request.box = ((const GdCell *)grid->cells->pdata[i])->box;
      answer->reading = g_new0(GdCellReading, 1);
      answer->reading->text = g_strdup("12");
      answer->reading->kind = GD_CELL_NUMBER;
      answer->reading->cut = gd_box_centre(answer->request.box).y > cut_from;
      g_ptr_array_add(answers, answer);
    }
  }
  return answers;
}

static GdGrid *only_grid(const GdPage *page)
{
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 1);
  return g_ptr_array_steal_index(grids, 0);
}

static void test_sound_table_stays(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  add_table(page, 100, 5);
  g_autoptr(GPtrArray) answers = answers_of(page, 185); /* the last row touches its ruling */
  guint before = page->rulings->len;
  g_assert_false(gd_false_grids_drop(page, answers));
  g_assert_cmpuint(page->rulings->len, ==, before);
}

static void test_prose_goes(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  add_table(page, 100, 5);
  g_autoptr(GPtrArray) answers = answers_of(page, 0);
  g_assert_true(gd_false_grids_drop(page, answers));
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 0);
}

/* Lines too near for characters between them: strokes of large characters below one another, though
 * the ink between is not cut. */
static void test_tiny_cells_go(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  add_table(page, 100, 2);
  for (guint r = 0; r < 2; r++)
    add_ruling(page, GD_HORIZONTAL, 104 + 20 * r, 100, 340);
  for (guint c = 0; c < 4; c++)
    add_ruling(page, GD_VERTICAL, 104 + 60 * c, 100, 140);
  g_autoptr(GPtrArray) answers = answers_of(page, 842);
  g_assert_true(gd_false_grids_drop(page, answers));
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  g_assert_cmpuint(grids->len, ==, 0);
}

/* Rulings between columns only: all rows stand in one cell. A row of numbers by itself stays. */
static void test_columns_only(void)
{
  for (int readable = 0; readable < 2; readable++) {
    g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
    add_ruling(page, GD_HORIZONTAL, 100, 100, 340);
    add_ruling(page, GD_HORIZONTAL, 400, 100, 340);
    for (guint c = 0; c <= 4; c++)
      add_ruling(page, GD_VERTICAL, 100 + 60 * c, 100, 400);
    g_autoptr(GPtrArray) answers = answers_of(page, 842);
    for (guint i = readable; i < answers->len; i++) {
      GdCellReading *reading = ((GdReadAnswer *)answers->pdata[i])->reading;
      reading->kind = GD_CELL_UNREADABLE;
      reading->lines = 8;
    }
    g_assert_cmpint(gd_false_grids_drop(page, answers), ==, !readable);
    g_assert_cmpuint(page->rulings->len, ==, readable ? 7 : 0);
  }
}

/* Of the same, cells too full to be read at once are not surely blank; those of short tables hold
 * numbers below one another. Cells that are surely blank, and one number on two lines, are a row.
 */
static void test_stacked_rows(void)
{
  static const struct {
    const char *text;
    GdCellKind kind;
    double probability;
    guint lines;
    gboolean open;
  } rows[] = {
      {"", GD_CELL_BLANK, 0.5, 0, TRUE},           {"", GD_CELL_BLANK, 0.9999, 0, FALSE},
      {"12\n5件", GD_CELL_UNREADABLE, 0, 2, TRUE}, {"1\n2\n3", GD_CELL_NUMBER, 0.9, 3, TRUE},
      {"123", GD_CELL_NUMBER, 0.9, 1, FALSE},      {"?\n12", GD_CELL_UNREADABLE, 0, 2, FALSE},
  };
  for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
    g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
    add_ruling(page, GD_HORIZONTAL, 100, 100, 340);
    add_ruling(page, GD_HORIZONTAL, 400, 100, 340);
    for (guint c = 0; c <= 4; c++)
      add_ruling(page, GD_VERTICAL, 100 + 60 * c, 100, 400);
    g_autoptr(GPtrArray) answers = answers_of(page, 842);
    for (guint i = 0; i < answers->len; i++) {
      GdCellReading *reading = ((GdReadAnswer *)answers->pdata[i])->reading;
      const gboolean label = i == 0 && rows[r].kind == GD_CELL_BLANK;
      reading->kind = label ? GD_CELL_UNREADABLE : rows[r].kind;
      reading->lines = label ? 8 : rows[r].lines;
      reading->probability = rows[r].probability;
      g_free(reading->text);
      reading->text = g_strdup(rows[r].text);
      if (i == 3 && rows[r].lines > 0 && rows[r].lines < 3) { /* a column with one number */
        reading->kind = GD_CELL_NUMBER;
        reading->lines = 1;
      }
    }
    g_assert_cmpint(gd_false_grids_drop(page, answers), ==, rows[r].open);
    g_assert_cmpuint(page->rulings->len, ==, rows[r].open ? 0 : 7);
  }
}

/* A table of 3 rows, and below it 9 rows of prose that were joined to it. */
static void test_table_above_prose(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
  add_table(page, 100, 12);
  g_autoptr(GPtrArray) answers = answers_of(page, 160);
  g_assert_true(gd_false_grids_drop(page, answers));
  g_autoptr(GdGrid) grid = only_grid(page);
  g_assert_cmpuint(gd_grid_rows(grid), ==, 3);
  g_assert_cmpuint(gd_grid_columns(grid), ==, 4);
  g_autoptr(GPtrArray) again = answers_of(page, 160);
  g_assert_false(gd_false_grids_drop(page, again));
}

/* Lines of writing in a table's rows that run on beyond it, or stand in its cells. */
static GArray *lines_at(double x0, double x1)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint r = 0; r < 5; r++) {
    const GdBox line = gd_box(x0, 103 + 20 * r, x1, 117 + 20 * r);
    g_array_append_val(lines, line);
  }
  return lines;
}

/* A grid that prose runs through goes, unless it has numbers; one whose text stays inside stays. */
static void test_lines_run_through(void)
{
  g_autoptr(GArray) through = lines_at(60, 500), inside = lines_at(95, 345);
  for (int sure = 0; sure < 2; sure++) {
    g_autoptr(GdPage) page = gd_page_new(1, 595, 842);
    add_table(page, 100, 5);
    g_autoptr(GPtrArray) answers = answers_of(page, 842);
    for (guint i = 0; i < answers->len; i++) {
      GdCellReading *reading = ((GdReadAnswer *)answers->pdata[i])->reading;
      reading->agree = TRUE;
      reading->probability = sure ? 0.999 : 0.5;
    }
    g_assert_false(gd_false_grids_drop_crossed(page, answers, inside));
    g_assert_cmpint(gd_false_grids_drop_crossed(page, answers, through), ==, !sure);
    g_assert_cmpuint(page->rulings->len, ==, sure ? 11 : 0);
  }
}

/* A page of a ruled table with numbers, of no known form. */
static GdDocument *formless_document(GdPageKind kind)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  const char *folders[] = {folder, NULL};
  g_autoptr(GdFormSet) forms = gd_form_set_load(folders, &error);
  g_assert_no_error(error);
  g_autoptr(GdSource) source = gd_source_new("notice.pdf");
  GdPage *page = gd_page_new(1, 595, 842);
  page->kind = kind;
  page->readable = TRUE;
  add_table(page, 100, 3);
  for (guint i = 0; i < 12; i++) {
    guint row = i / 4;
    double x = 110 + 60 * (i % 4), y = 105 + 20 * row;
    g_ptr_array_add(page->words, gd_word_new(gd_box(x, y, x + 20, y + 10), "12", GD_SOURCE_OCR));
  }
  g_ptr_array_add(source->pages, page);
  source->n_pages = 1;
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, forms);
  g_assert_cmpuint(documents->len, ==, 1);
  GdDocument *document = g_ptr_array_steal_index(documents, 0);
  gd_document_settle(document);
  return document;
}

static gboolean has_finding(const GdDocument *document, const char *check)
{
  for (guint i = 0; i < document->findings->len; i++)
    if (g_str_equal(((const GdFinding *)document->findings->pdata[i])->check, check))
      return TRUE;
  return FALSE;
}

/* Numbers that only OCR has seen, and no form checks, are for a person. */
static void test_unchecked_table(void)
{
  GdDocument *scan = formless_document(GD_PAGE_SCAN);
  g_assert_true(has_finding(scan, "table not checked"));
  g_assert_cmpint(scan->status, ==, GD_DOCUMENT_REVIEW);
  GdDocument *digital = formless_document(GD_PAGE_TEXT_LAYER);
  g_assert_false(has_finding(digital, "table not checked"));
  g_assert_cmpint(digital->status, ==, GD_DOCUMENT_COMPLETE);
  gd_document_free(scan);
  gd_document_free(digital);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/false-grids/sound", test_sound_table_stays);
  g_test_add_func("/false-grids/lines-run-through", test_lines_run_through);
  g_test_add_func("/false-grids/prose", test_prose_goes);
  g_test_add_func("/false-grids/columns-only", test_columns_only);
  g_test_add_func("/false-grids/stacked-rows", test_stacked_rows);
  g_test_add_func("/false-grids/tiny-cells-go", test_tiny_cells_go);
  g_test_add_func("/false-grids/table-above-prose", test_table_above_prose);
  g_test_add_func("/unchecked-table", test_unchecked_table);
  return g_test_run();
}
