/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gd_tables_recognise() on pages that no program would print: it must not crash,
 * must end, and must keep its own rules. Labels of the known forms stand among
 * the words, so that the matcher has something to find.
 */
#include "models/limits.h"
#include "tables/tables.h"
#include "tests/table_case.h"

/* Pages in all, and the most words of one. */
#define PAGES 2000
#define MOST_WORDS 300
/* Farthest coordinate: 1e9 points are 350 km; a PDF may say so. */
#define HUGE_POINTS 1e9

typedef struct {
  GdFormSet *forms;
  GPtrArray *texts; /* of char*: labels of the forms and odd texts. Lent */
} Fixture;

static const char *const odd_texts[] = {" ",
                                        "0",
                                        "12",
                                        "1,234",
                                        "-",
                                        "—",
                                        "/",
                                        "无",
                                        "12²",
                                        "①",
                                        "（",
                                        "）",
                                        "(((",
                                        "件",
                                        "12件",
                                        "+3",
                                        "288.8",
                                        "、",
                                        "1.",
                                        "\t\n",
                                        "\xEF\xBF\xBD",
                                        "总计",
                                        "其他",
                                        "A",
                                        "2023年政府信息公开工作年度报告",
                                        "- 3 -",
                                        "第3页",
                                        "\xF0\x9F\x98\x80"};

static Fixture *fixture_new(void)
{
  Fixture *f = g_new0(Fixture, 1);
  f->forms = case_forms();
  f->texts = g_ptr_array_new();
  for (guint i = 0; i < f->forms->forms->len; i++) {
    const GdForm *form = f->forms->forms->pdata[i];
    for (guint k = 0; k < form->labels->len; k++)
      g_ptr_array_add(f->texts, ((GdFormLabel *)form->labels->pdata[k])->text);
  }
  return f;
}

static void fixture_free(Fixture *f)
{
  g_ptr_array_unref(f->texts);
  gd_form_set_free(f->forms);
  g_free(f);
}

static const char *random_text(const Fixture *f)
{
  if (g_test_rand_int_range(0, 3) == 0)
    return f->texts->pdata[g_test_rand_int_range(0, (gint)f->texts->len)];
  return odd_texts[g_test_rand_int_range(0, G_N_ELEMENTS(odd_texts))];
}

/* A box on a raster, anywhere, without area, or huge. */
static GdBox random_box(void)
{
  double x = 6 * g_test_rand_int_range(0, 100), y = 14 * g_test_rand_int_range(0, 60);
  switch (g_test_rand_int_range(0, 24)) {
  case 0:
    return gd_box(x, y, x, y);
  case 1:
    return gd_box(-HUGE_POINTS, -HUGE_POINTS, HUGE_POINTS, HUGE_POINTS);
  case 2:
    return gd_box(HUGE_POINTS, y, HUGE_POINTS + 10, y + 12);
  case 3:
    return gd_box(x, y, x, y + 12);
  case 4:
    return gd_box(x, y, x + 40, y);
  case 5:
    return gd_box(g_test_rand_double_range(-100, 700), g_test_rand_double_range(-100, 900),
                  g_test_rand_double_range(-100, 700), g_test_rand_double_range(-100, 900));
  case 6:
    return GD_BOX_NONE;
  default:
    return gd_box(x, y + 1, x + 6 * g_test_rand_int_range(1, 12), y + 13);
  }
}

static void add_words(const Fixture *f, GdPage *page, gint n)
{
  static const double sizes[] = {12, 12, 12, 0, 1e-9, 1e9, -5};
  for (; n > 0; n--) {
    GdWord *word = gd_word_new(random_box(), random_text(f), GD_SOURCE_TEXT_LAYER);
    word->size = sizes[g_test_rand_int_range(0, G_N_ELEMENTS(sizes))];
    word->unreadable = g_test_rand_int_range(0, 20) == 0;
    word->uneven = g_test_rand_int_range(0, 20) == 0;
    if (g_test_rand_int_range(0, 20) == 0)
      word->source = GD_SOURCE_HIDDEN;
    g_ptr_array_add(page->words, word);
  }
}

/* A lattice over part of the page, with some lines left out, and strays. */
static void add_rulings(GdPage *page)
{
  guint rows = (guint)g_test_rand_int_range(0, 40), columns = (guint)g_test_rand_int_range(0, 18);
  for (guint i = 0; i < rows + columns; i++) {
    gboolean horizontal = i < rows;
    GdRuling ruling = {horizontal ? GD_HORIZONTAL : GD_VERTICAL,
                       horizontal ? 20.0 * i : 36.0 * (i - rows),
                       0,
                       horizontal ? 600 : 800,
                       0.5,
                       g_test_rand_int_range(0, 12) == 0,
                       g_test_rand_int_range(0, 12) == 0};
    if (g_test_rand_int_range(0, 8) == 0)
      ruling.from = g_test_rand_double_range(0, 500);
    if (g_test_rand_int_range(0, 30) == 0)
      ruling.to = ruling.from;
    if (g_test_rand_int_range(0, 60) == 0)
      ruling.at = HUGE_POINTS;
    if (g_test_rand_int_range(0, 60) == 0) {
      ruling.from = -HUGE_POINTS;
      ruling.to = HUGE_POINTS;
    }
    if (g_test_rand_int_range(0, 10) != 0)
      g_array_append_val(page->rulings, ruling);
  }
}

static GdPage *random_page(const Fixture *f, guint number, gint words)
{
  GdPage *page = gd_page_new(number, 600, 842);
  add_words(f, page, g_test_rand_int_range(0, words + 1));
  if (g_test_rand_int_range(0, 3) != 0)
    add_rulings(page);
  page->readable = g_test_rand_int_range(0, 12) != 0;
  return page;
}

static void check_value(const GdValue *value, const GdSource *source)
{
  g_assert_nonnull(value->row);
  g_assert_nonnull(value->column);
  g_assert_cmpuint(value->page, <=, source->n_pages);
  switch (value->status) {
  case GD_STATUS_OK:
    g_assert_true(value->has_number);
    g_assert_nonnull(value->raw);
    g_assert_cmpuint(value->page, >, 0);
    break;
  case GD_STATUS_BLANK:
    g_assert_false(value->has_number);
    g_assert_cmpuint(value->page, >, 0);
    break;
  case GD_STATUS_MISSING:
    g_assert_false(value->has_number);
    g_assert_cmpuint(value->page, ==, 0);
    break;
  default:
    g_assert_cmpint(value->status, ==, GD_STATUS_DOUBTFUL);
    g_assert_nonnull(value->note);
  }
}

/* No cell of a form occurs twice in a report; every document is sound. */
static void check_documents(const GPtrArray *documents, const GdSource *source)
{
  g_assert_cmpuint(documents->len, >=, 1);
  for (guint d = 0; d < documents->len; d++) {
    const GdDocument *document = documents->pdata[d];
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < document->values->len; i++) {
      const GdValue *value = document->values->pdata[i];
      check_value(value, source);
      g_assert_true(g_hash_table_add(
          seen, g_strdup_printf("%s/%s/%s", value->table, value->row, value->column)));
    }
    for (guint i = 0; i < document->findings->len; i++)
      g_assert_nonnull(((const GdFinding *)document->findings->pdata[i])->message);
  }
}

static void recognise(const Fixture *f, GdSource *source)
{
  source->n_pages = source->pages->len;
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, f->forms);
  check_documents(documents, source);
}

static void random_pages(gconstpointer data)
{
  const Fixture *f = data;
  for (guint made = 0; made < PAGES;) {
    g_autoptr(GdSource) source = gd_source_new("random.pdf");
    for (gint n = g_test_rand_int_range(1, 4); n > 0; n--, made++)
      g_ptr_array_add(source->pages, random_page(f, source->pages->len + 1,
                                                 made % 10 == 0 ? MOST_WORDS : MOST_WORDS / 6));
    recognise(f, source);
  }
}

static void no_pages(gconstpointer data)
{
  g_autoptr(GdSource) source = gd_source_new("none.pdf");
  recognise(data, source);
}

static void no_forms(gconstpointer data)
{
  GdFormSet none = {g_ptr_array_new()};
  Fixture without = {&none, ((const Fixture *)data)->texts};
  g_autoptr(GdSource) source = gd_source_new("random.pdf");
  g_ptr_array_add(source->pages, random_page(data, 1, MOST_WORDS));
  recognise(&without, source);
  g_ptr_array_unref(none.forms);
}

/* All words in one place; one word of many characters; many words on one line. */
static void crowds(gconstpointer data)
{
  const Fixture *f = data;
  g_autofree char *digits = g_strnfill(20000, '7');
  g_autofree char *brackets = g_strnfill(20000, '(');
  for (guint kind = 0; kind < 3; kind++) {
    g_autoptr(GdSource) source = gd_source_new("crowd.pdf");
    GdPage *page = gd_page_new(1, 600, 842);
    for (guint i = 0; i < 1000; i++) {
      const char *text = i == 0 ? digits : i == 1 ? brackets : random_text(f);
      double x = kind == 0 ? 0 : kind == 1 ? 5.0 * i : 100, y = kind == 2 ? 3.0 * i : 100;
      g_ptr_array_add(page->words,
                      gd_word_new(gd_box(x, y, x + 10, y + 10), text, GD_SOURCE_TEXT_LAYER));
    }
    g_ptr_array_add(source->pages, page);
    recognise(f, source);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  Fixture *f = fixture_new();
  g_test_add_data_func("/recognise/random-pages", f, random_pages);
  g_test_add_data_func("/recognise/no-pages", f, no_pages);
  g_test_add_data_func("/recognise/no-forms", f, no_forms);
  g_test_add_data_func("/recognise/crowds", f, crowds);
  int status = g_test_run();
  fixture_free(f);
  return status;
}
