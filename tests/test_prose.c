/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prose against tables. tests/prose/sentences.tsv holds sentences and what they
 * state; each is put into a report all of whose cells hold another number, so
 * that what the program understood shows as findings.
 */
#include <string.h>

#include "models/error.h"
#include "models/numeral.h"
#include "tables/prose.h"
#include "tables/sentences.h"

/* A number that no sentence states. */
#define ELSE 7777

static GdFormSet *load_forms(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  GdFormSet *forms = gd_form_set_load((const char *const[]){folder, NULL}, &error);
  g_assert_no_error(error);
  return forms;
}

static void add_word(GdPage *page, const char *text)
{
  GdWord *word = gd_word_new(GD_BOX_NONE, text, GD_SOURCE_TEXT);
  word->confidence = 1;
  g_ptr_array_add(page->words, word);
}

/* A text page, one word for each line. */
static GdPage *text_page(const char *text)
{
  GdPage *page = gd_page_new(1, 0, 0);
  page->kind = GD_PAGE_TEXT;
  page->readable = TRUE;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      add_word(page, *line);
  return page;
}

static void add_values(GdDocument *document, const GdForm *form, gint64 number)
{
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    GdValue *value = gd_value_new();
    value->form = g_strdup(form->id);
    value->table = g_strdup(((GdFormTable *)form->tables->pdata[leaf->table])->id);
    value->row = g_strdup(leaf->row->id);
    value->column = g_strdup(leaf->column->id);
    value->status = GD_STATUS_OK;
    value->has_number = TRUE;
    value->number = gd_number(number);
    value->page = 1;
    g_ptr_array_add(document->values, value);
  }
}

/* A report of one text page whose cells all hold number; in an array. Caller owns. */
static GPtrArray *report(const GdForm *form, const char *text, gint64 number)
{
  g_autoptr(GdSource) source = gd_source_new("input.txt");
  g_ptr_array_add(source->pages, text_page(text));
  source->n_pages = 1;
  GdDocument *document = gd_document_new(source);
  document->first_page = document->last_page = 1;
  document->form = g_strdup(form->id);
  add_values(document, form, number);
  GPtrArray *documents = g_ptr_array_new_with_free_func((GDestroyNotify)gd_document_free);
  g_ptr_array_add(documents, document);
  return documents;
}

static int by_text(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "statement=found …" of all findings, "-" if there are none. Caller frees. */
static char *found(const GPtrArray *documents)
{
  const GdDocument *document = documents->pdata[0];
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    g_assert_cmpstr(finding->check, ==, "prose");
    g_assert_cmpint(finding->severity, ==, GD_SEVERITY_WARNING);
    g_assert_cmpuint(finding->page, ==, 1);
    g_assert_nonnull(strstr(finding->message, finding->found));
    g_assert_nonnull(strstr(finding->message, finding->expected));
    g_assert_nonnull(strstr(finding->message, finding->cells));
    g_ptr_array_add(all, g_strconcat(finding->relation, "=", finding->found, NULL));
  }
  if (all->len == 0)
    return g_strdup("-");
  g_ptr_array_sort(all, by_text);
  g_ptr_array_add(all, NULL);
  return g_strjoinv(" ", (char **)all->pdata);
}

static char *with_title(const char *year, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\\n", -1);
  g_autofree char *joined = g_strjoinv("\n", lines);
  if (g_str_equal(year, "-"))
    return g_strdup(joined);
  return g_strdup_printf("青原县农业农村局%s年政府信息公开工作年度报告\n%s\n", year, joined);
}

/* Sentences of a file, with the forms that are drafts or not: other statements have other ids. */
static void check_sentences(const char *name, gboolean drafts, guint least)
{
  g_autoptr(GdFormSet) forms = load_forms();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(GUIDANG_TEST_DIR, "prose", name, NULL);
  g_autofree char *file = NULL;
  g_file_get_contents(path, &file, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) lines = g_strsplit(file, "\n", -1);
  guint cases = 0, wrong = 0;
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0' || **line == '#')
      continue;
    g_auto(GStrv) parts = g_strsplit(*line, "\t", 3);
    g_assert_cmpuint(g_strv_length(parts), ==, 3);
    g_autofree char *text = with_title(parts[0], parts[2]);
    for (guint f = 0; f < forms->forms->len; f++) {
      const GdForm *form = forms->forms->pdata[f];
      if (form->statements->len == 0 || form->draft != drafts)
        continue;
      g_autoptr(GPtrArray) documents = report(form, text, ELSE);
      gd_prose_check(documents, forms);
      g_autofree char *actual = found(documents);
      cases++;
      if (g_str_equal(actual, parts[1]))
        continue;
      wrong++;
      g_test_message("%s: wanted %s, found %s: %s", form->id, parts[1], actual, parts[2]);
    }
  }
  g_assert_cmpuint(cases, >=, least);
  g_assert_cmpuint(wrong, ==, 0);
}

static void sentences(void)
{
  check_sentences("sentences.tsv", FALSE, 100);
}

static void sentences_2014(void)
{
  check_sentences("sentences-2014.tsv", TRUE, 8);
}

static const GdForm *some_form(const GdFormSet *forms)
{
  return gd_form_set_lookup(forms, "disclosure-report-2021");
}

static GdValue *cell(GPtrArray *documents, const char *row, const char *column)
{
  const GdDocument *document = documents->pdata[0];
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = document->values->pdata[i];
    if (g_str_equal(value->row, row) && g_str_equal(value->column, column))
      return value;
  }
  g_assert_not_reached();
}

static const char received[] =
    "2024年政府信息公开工作年度报告\n2024年，共收到政府信息公开申请12件。\n";

static void expect(const GdFormSet *forms, GPtrArray *documents, const char *expected)
{
  gd_prose_check(documents, forms);
  g_autofree char *actual = found(documents);
  g_assert_cmpstr(actual, ==, expected);
}

/* Which cells are compared, and when they are not. */
static void cells(void)
{
  g_autoptr(GdFormSet) forms = load_forms();
  g_autoptr(GPtrArray) equal = report(some_form(forms), received, 0);
  cell(equal, "new", "total")->number = gd_number(12);
  expect(forms, equal, "-");
  g_autoptr(GPtrArray) with_carried = report(some_form(forms), received, 0);
  cell(with_carried, "new", "total")->number = gd_number(10);
  cell(with_carried, "carried_in", "total")->number = gd_number(2);
  expect(forms, with_carried, "-");
  g_autoptr(GPtrArray) differs = report(some_form(forms), received, 0);
  cell(differs, "new", "total")->number = gd_number(10);
  expect(forms, differs, "applications.received=12");
  const GdFinding *finding = ((GdDocument *)differs->pdata[0])->findings->pdata[0];
  g_assert_cmpstr(finding->expected, ==, "10");
  g_assert_cmpstr(finding->cells, ==, "applications/new/total");
  static const GdStatus unsure[] = {GD_STATUS_DOUBTFUL, GD_STATUS_MISSING, GD_STATUS_INFERRED,
                                    GD_STATUS_REPAIRED};
  for (guint i = 0; i < G_N_ELEMENTS(unsure); i++) {
    g_autoptr(GPtrArray) silent = report(some_form(forms), received, 0);
    cell(silent, "new", "total")->status = unsure[i];
    expect(forms, silent, "-");
  }
}

/* A blank counts as 0 only where its row is empty. */
static void blanks(void)
{
  g_autoptr(GdFormSet) forms = load_forms();
  g_autoptr(GPtrArray) empty = report(some_form(forms), received, 0);
  cell(empty, "new", "total")->status = GD_STATUS_BLANK;
  cell(empty, "new", "total")->has_number = FALSE;
  expect(forms, empty, "applications.received=12");
  g_autoptr(GPtrArray) forgotten = report(some_form(forms), received, 0);
  cell(forgotten, "new", "total")->status = GD_STATUS_BLANK;
  cell(forgotten, "new", "natural_person")->number = gd_number(12);
  expect(forms, forgotten, "-");
}

/* Nobody knows which of two reports the text of a page is about. */
static void shared_page(void)
{
  g_autoptr(GdFormSet) forms = load_forms();
  g_autoptr(GPtrArray) documents = report(some_form(forms), received, ELSE);
  GdDocument *second = gd_document_new(((GdDocument *)documents->pdata[0])->source);
  second->first_page = second->last_page = 1;
  second->form = g_strdup(some_form(forms)->id);
  add_values(second, some_form(forms), ELSE);
  g_ptr_array_add(documents, second);
  gd_prose_check(documents, forms);
  g_assert_cmpuint(((GdDocument *)documents->pdata[0])->findings->len, ==, 0);
  g_assert_cmpuint(second->findings->len, ==, 0);
}

/* Words that cannot be trusted state nothing. */
static void trust(void)
{
  g_autoptr(GdFormSet) forms = load_forms();
  for (guint change = 0; change < 4; change++) {
    g_autoptr(GPtrArray) documents = report(some_form(forms), received, ELSE);
    GdPage *page = ((GdDocument *)documents->pdata[0])->source->pages->pdata[0];
    GdWord *word = page->words->pdata[1];
    word->source = change == 1 ? GD_SOURCE_OCR : word->source;
    word->unreadable = change == 2;
    page->readable = change != 3;
    expect(forms, documents, change == 0 ? "applications.received=12" : "-");
  }
}

/* The real texts state nothing that their tables (all of these cells are 0) deny. */
static void real_texts(void)
{
  static const struct {
    const char *file, *form, *stated;
  } texts[] = {
      {"000_31bf4249452c17df.txt", "disclosure-report-2021", "applications.received=0"},
      {"001_201993b9de74ca40.txt", "disclosure-report-2019",
       "applications.received=0 applications.refused=0"},
      {"002_c369ce0530345a5f.txt", "disclosure-report-2021", "applications.received=0"},
      {"003_c54a4e07d71ed4e2.txt", "disclosure-report-2019",
       "applications.received=0 review.litigation=0 review.reconsideration=0"},
      {"004_15eb5b1947f27c69.txt", "disclosure-report-2019", "applications.received=0"},
  };
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autoptr(GdFormSet) forms = load_forms();
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *path =
        g_build_filename(shared != NULL ? shared : "", "reports", texts[i].file, NULL);
    g_autofree char *text = NULL;
    if (shared == NULL || !g_file_get_contents(path, &text, NULL, NULL)) {
      g_test_skip("SKIP: no shared reports");
      return;
    }
    const GdForm *form = gd_form_set_lookup(forms, texts[i].form);
    g_autoptr(GPtrArray) agrees = report(form, text, 0);
    expect(forms, agrees, "-");
    g_autoptr(GPtrArray) denies = report(form, text, ELSE);
    expect(forms, denies, texts[i].stated);
  }
}

static void numerals(void)
{
  static const struct {
    const char *text;
    gint64 number; /* G_MAXINT64: none */
  } cases[] = {{"0", 0},
               {"12", 12},
               {"1,234", 1234},
               {"1,234,567", 1234567},
               {"零", 0},
               {"〇", 0},
               {"七", 7},
               {"十", 10},
               {"十二", 12},
               {"二十", 20},
               {"廿一", 21},
               {"两百零五", 205},
               {"一百一十二", 112},
               {"三千零四十", 3040},
               {"一万二千", 12000},
               {"三千", 3000},
               {"两万零五", 20005},
               {"", G_MAXINT64},
               {"一百二", G_MAXINT64},
               {"二三", G_MAXINT64},
               {"十百", G_MAXINT64},
               {"百", G_MAXINT64},
               {"12,34", G_MAXINT64},
               {"1.5", G_MAXINT64},
               {"零零", G_MAXINT64},
               {"万", G_MAXINT64},
               {"十零", G_MAXINT64},
               {"一万万", G_MAXINT64},
               {"-3", G_MAXINT64},
               {"1,", G_MAXINT64},
               {"十二件", G_MAXINT64}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    GdNumber number;
    gboolean good = gd_numeral_parse(cases[i].text, &number);
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(good, ==, cases[i].number != G_MAXINT64);
    if (good)
      g_assert_cmpint(gd_number_compare(number, gd_number(cases[i].number)), ==, 0);
  }
}

static void plain_text(void)
{
  g_autofree char *plain = gd_plain_text("２０２４ 年, “共收到” 申請:1,234 件（②）x²");
  g_assert_cmpstr(plain, ==, "2024年，共收到申请：1,234件（②）x²");
  g_autofree char *damaged = gd_plain_text("a\xff b");
  g_assert_true(g_utf8_validate(damaged, -1, NULL));
}

/* Text made to be slow. */
static void hostile(void)
{
  static const char *const pieces[] = {"政府信息公开", "申请", "收到", "、", "共",     "行政复议",
                                       "的",           "12",   "件",   "无", "2024年", "，"};
  g_autoptr(GdFormSet) forms = load_forms();
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 20000; i++) {
      g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
      if (seed % 2 == 0 && g_rand_int_range(rand, 0, 30) == 0)
        g_string_append(text, seed % 4 == 0 ? "。" : "\n");
    }
    g_autoptr(GPtrArray) documents = report(some_form(forms), text->str, ELSE);
    g_test_timer_start();
    gd_prose_check(documents, forms);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 5.0);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/prose/sentences", sentences);
  g_test_add_func("/prose/sentences-2014", sentences_2014);
  g_test_add_func("/prose/cells", cells);
  g_test_add_func("/prose/blanks", blanks);
  g_test_add_func("/prose/shared-page", shared_page);
  g_test_add_func("/prose/trust", trust);
  g_test_add_func("/prose/real-texts", real_texts);
  g_test_add_func("/prose/numerals", numerals);
  g_test_add_func("/prose/plain-text", plain_text);
  g_test_add_func("/prose/hostile", hostile);
  return g_test_run();
}
