/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/scan_text and tables/false_grids: what was read from a picture in the light of the
 * form, and grids that are strokes of prose.
 */
#include "models/request.h"
#include "tables/false_grids.h"
#include "tables/lattice.h"
#include "tables/scan_text.h"
#include "tables/score.h"
#include "tables/score_scan.h"
#include "tables/tables.h"

static void test_mended(void)
{
  static const struct {
    GdLeafType type;
    const char *read, *grouped; /* NULL: as it is */
  } rows[] = {
      {GD_TYPE_COUNT, "25.377", "25,377"},
      {GD_TYPE_COUNT, "30.,404", "30,404"},
      {GD_TYPE_COUNT, "1,068.286", "1,068,286"},
      {GD_TYPE_COUNT, "6.115件", "6,115件"},
      {GD_TYPE_SIGNED, "-1.250", "-1,250"},
      {GD_TYPE_SIGNED, "一17", "-17"},
      {GD_TYPE_SIGNED, "一634宗", "-634宗"},
      {GD_TYPE_SIGNED, "一1.250", "-1,250"},
      {GD_TYPE_SIGNED, "一", NULL},
      {GD_TYPE_SIGNED, "一件", NULL},
      {GD_TYPE_COUNT, "一17", NULL},   /* has no signs: anything may stand there */
      {GD_TYPE_COUNT, "25,377", NULL}, /* nothing to mend */
      {GD_TYPE_COUNT, "2.5993", NULL}, /* not in threes: which mark is wrong is open */
      {GD_TYPE_COUNT, "25.37", NULL},
      {GD_TYPE_COUNT, "1234.567", NULL},
      {GD_TYPE_COUNT, "25.377.", NULL},
      {GD_TYPE_COUNT, ".377", NULL},
      {GD_TYPE_COUNT, ".", NULL},
      {GD_TYPE_COUNT, "", NULL},
      {GD_TYPE_DECIMAL, "25.377", NULL}, /* has fractions */
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const GdFormLeaf leaf = {.type = rows[i].type};
    g_autofree char *grouped = gd_scan_text_mended(rows[i].read, &leaf);
    g_assert_cmpstr(grouped, ==, rows[i].grouped);
  }
}

static void add_ruling(GdPage *page, GdDirection direction, double at, double from, double to)
{
  const GdRuling ruling = {direction, at, from, to, 0.5, FALSE};
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

/* Where no picture is known of, one number of six may be another character. */
static void test_column_numbers_plain(void)
{
  static const struct {
    const char *read;
    gboolean numbers;
  } rows[] = {
      {"1 2 3 4 5 6", TRUE},     {"1 2 3 4 5 6 / 8 9 10 11 12", TRUE},
      {"1 2 3 4 5 只", TRUE},    {"1 2 / 4 / 6", FALSE},
      {"1 2 /", FALSE},          {"1 2 30 4 5 6", FALSE},
      {"1 2 3 4 5", TRUE},       {"1 2 3  5 6", FALSE},
      {"1 2 3 4 5 预算", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(GStrv) texts = g_strsplit(rows[i].read, " ", -1);
    g_autoptr(GArray) tokens = tokens_of(texts);
    const GdUnit unit = {.tokens = tokens};
    g_test_message("%s", rows[i].read);
    g_assert_cmpint(gd_unit_numbers_columns(&unit), ==, rows[i].numbers);
  }
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
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(GStrv) texts = g_strsplit(rows[i].read, " ", -1);
    g_autoptr(GArray) tokens = tokens_of(texts);
    const GdUnit unit = {.tokens = tokens};
    g_test_message("%s", rows[i].read);
    g_assert_cmpint(gd_unit_numbers_columns_worn(&unit), ==, rows[i].numbers);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scan-text/mended", test_mended);
  g_test_add_func("/false-grids/sound", test_sound_table_stays);
  g_test_add_func("/false-grids/lines-run-through", test_lines_run_through);
  g_test_add_func("/false-grids/prose", test_prose_goes);
  g_test_add_func("/false-grids/columns-only", test_columns_only);
  g_test_add_func("/false-grids/tiny-cells-go", test_tiny_cells_go);
  g_test_add_func("/false-grids/table-above-prose", test_table_above_prose);
  g_test_add_func("/column-numbers", test_column_numbers);
  g_test_add_func("/column-numbers/plain", test_column_numbers_plain);
  g_test_add_func("/unchecked-table", test_unchecked_table);
  return g_test_run();
}
