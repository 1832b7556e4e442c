/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, document ids, digests, libraries, lines of pages. Labels: test_text. Forms: test_forms.
 */
#include <glib.h>
#include <string.h>

#include "models/error.h"
#include "models/furniture.h"
#include "models/library.h"
#include "models/lines.h"
#include "models/number.h"
#include "models/sha256.h"
#include "models/source.h"

static void numbers_parsed(void)
{
  static const char *const good[] = {"0",      "-0.5", "5.00",      "007.10", "999999999999999",
                                     "-12345", "0.0",  "288.829",   "-1",     "0.123456789",
                                     "100",    "-0.0", "123456.789"};
  static const char *const printed[] = {"0",      "-0.5", "5.00",      "7.10", "999999999999999",
                                        "-12345", "0.0",  "288.829",   "-1",   "0.123456789",
                                        "100",    "0.0",  "123456.789"};
  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    GdNumber n;
    g_assert_true(gd_number_parse(good[i], &n));
    g_autofree char *text = gd_number_to_string(n);
    g_assert_cmpstr(text, ==, printed[i]);
  }
  static const char *const bad[] = {"",
                                    "-",
                                    ".",
                                    "1.",
                                    ".5",
                                    "+1",
                                    "1.2.3",
                                    "1,0",
                                    " 1",
                                    "1 ",
                                    "--1",
                                    "1e3",
                                    "１",
                                    "0x1",
                                    "1-",
                                    "nan",
                                    "一",
                                    "1.-",
                                    "- 1",
                                    "1..2",
                                    "9999999999999999",
                                    "0.0123456789"};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    GdNumber n = {42, 1};
    g_assert_false(gd_number_parse(bad[i], &n));
    g_assert_cmpint(n.mantissa, ==, 42);
  }
}

static GdNumber number(const char *text)
{
  GdNumber n;
  g_assert_true(gd_number_parse(text, &n));
  return n;
}

static void numbers_added(void)
{
  static const struct {
    const char *a, *b;
    int sign;
    const char *sum;
  } cases[] = {
      {"0.1", "0.2", 1, "0.3"}, {"5", "5.00", -1, "0.00"},        {"1", "0.001", -1, "0.999"},
      {"-3", "2", 1, "-1"},     {"96171.6", "0.4", 1, "96172.0"}, {"0.5", "-0.75", -1, "1.25"},
      {"10", "3", -1, "7"}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    GdNumber sum;
    g_assert_true(gd_number_add(number(cases[i].a), number(cases[i].b), cases[i].sign, &sum));
    g_autofree char *text = gd_number_to_string(sum);
    g_assert_cmpstr(text, ==, cases[i].sum);
  }
  GdNumber sum = gd_number(7), most = gd_number(G_MAXINT64), least = gd_number(G_MININT64);
  g_assert_false(gd_number_add(most, gd_number(1), 1, &sum));
  g_assert_false(gd_number_add(gd_number(0), least, -1, &sum));
  g_assert_false(gd_number_add(number("999999999999999"), number("0.123456789"), 1, &sum));
  g_assert_cmpint(sum.mantissa, ==, 7);
}

static void numbers_compared(void)
{
  static const char *const ascending[] = {"-999999999999999", "-2",  "-0.5", "0",
                                          "0.000000001",      "0.1", "5.00", "5.01",
                                          "999999999999999"};
  for (guint i = 0; i < G_N_ELEMENTS(ascending); i++)
    for (guint j = 0; j < G_N_ELEMENTS(ascending); j++) {
      int order = gd_number_compare(number(ascending[i]), number(ascending[j]));
      g_assert_cmpint(order, ==, (i > j) - (i < j));
    }
  g_assert_cmpint(gd_number_compare(number("5"), number("5.00")), ==, 0);
  g_assert_true(gd_number_is_integral(number("5.00")));
  g_assert_false(gd_number_is_integral(number("-5.01")));
}

static void document_ids(void)
{
  static const struct {
    const char *path, *member, *id;
  } cases[] = {
      {"/a/b/report.pdf", NULL, "report-0123abcd"},
      {"淮安 2024（终稿）.pdf", NULL, "淮安_2024_终稿-0123abcd"},
      {"/a/..", NULL, "document-0123abcd"},
      {".hidden.pdf", NULL, "hidden-0123abcd"},
      {"--option.pdf", NULL, "option-0123abcd"},
      {"a/b:c*d?.pdf", NULL, "b_c_d-0123abcd"},
      {"\xff\xfe.pdf", NULL, "document-0123abcd"},
      {"x.zip", "in/side.pdf", "side-0123abcd"},
      {"=cmd|' -C calc'!A0.pdf", NULL, "cmd_-C_calc_A0-0123abcd"},
      {"???.pdf", NULL, "document-0123abcd"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GdSource) source = gd_source_new(cases[i].path);
    source->member = g_strdup(cases[i].member);
    source->sha256 = g_strdup("0123abcd0123abcd");
    g_autofree char *id = gd_source_document_id(source);
    g_assert_cmpstr(id, ==, cases[i].id);
  }
  g_autofree char *stem = g_strnfill(500, 'a');
  g_autoptr(GdSource) source = gd_source_new(stem);
  g_autofree char *id = gd_source_document_id(source);
  g_assert_cmpuint(strlen(id), <, 100);
}

/* Characters of the words below are 10 points wide and high. */
static GdWord *add_word(GdPage *page, double x, double y, const char *text)
{
  double width = 10.0 * (double)g_utf8_strlen(text, -1);
  GdWord *word = gd_word_new(gd_box(x, y, x + width, y + 10), text, GD_SOURCE_TEXT_LAYER);
  word->size = 10;
  g_ptr_array_add(page->words, word);
  return word;
}

static const GdLine *line_at(const GPtrArray *lines, guint i)
{
  g_assert_cmpuint(i, <, lines->len);
  return g_ptr_array_index(lines, i);
}

static void lines_of_a_page(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 600, 800);
  add_word(page, 300, 101, "右");
  add_word(page, 100, 100, "左");
  add_word(page, 110, 103, "接"); /* raised a little, no gap */
  add_word(page, 100, 112, "次行");
  add_word(page, 100, 50, "首行");
  add_word(page, 200, 100, "不见")->source = GD_SOURCE_HIDDEN;
  GdWord *vertical = add_word(page, 20, 60, "竖排");
  vertical->box = gd_box(20, 60, 30, 160);
  g_autoptr(GPtrArray) lines = gd_page_lines(page);
  static const char *const expected[] = {"首行", "左接 右", "竖排", "次行"};
  g_assert_cmpuint(lines->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr(line_at(lines, i)->text, ==, expected[i]);
  g_assert_cmpuint(line_at(lines, 1)->words->len, ==, 3);
  g_assert_cmpfloat(line_at(lines, 1)->box.x1, ==, 310);
  g_assert_cmpfloat(line_at(lines, 1)->box.y1, ==, 113);
}

/* A page that stands askew: words step down 1 point each, lines are 20 apart. */
static void lines_askew(void)
{
  g_autoptr(GdPage) page = gd_page_new(1, 600, 800);
  for (guint row = 0; row < 10; row++)
    for (guint i = 0; i < 5; i++)
      add_word(page, 50 + 30 * i, 100 + 20 * row + i, "字");
  g_autoptr(GPtrArray) lines = gd_page_lines(page);
  g_assert_cmpuint(lines->len, ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpstr(line_at(lines, i)->text, ==, "字 字 字 字 字");
}

static void page_numbers(void)
{
  static const struct {
    const char *text;
    gboolean is_number, bare;
  } cases[] = {{"-4-", TRUE, FALSE},
               {"— 4 —", TRUE, FALSE},
               {"－４－", TRUE, FALSE},
               {"第4页", TRUE, FALSE},
               {"第 4 页 共 6 页", TRUE, FALSE},
               {"共6页，第4页", TRUE, FALSE},
               {"第四页", TRUE, FALSE},
               {"4/6", TRUE, FALSE},
               {"- 4/6 -", TRUE, FALSE},
               {"Page 4 of 6", TRUE, FALSE},
               {"4页", TRUE, FALSE},
               {"· 4 ·", TRUE, FALSE},
               {"4", TRUE, TRUE},
               {"123", TRUE, TRUE},
               {"-4", FALSE, FALSE},
               {"4-", FALSE, FALSE},
               {"1,234", FALSE, FALSE},
               {"4.5", FALSE, FALSE},
               {"2024", FALSE, TRUE},
               {"4 5", FALSE, TRUE},
               {"第4条", FALSE, FALSE},
               {"四", FALSE, FALSE},
               {"4件", FALSE, FALSE},
               {"", FALSE, FALSE},
               {"-", FALSE, FALSE},
               {"2024年1月", FALSE, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    gboolean bare = FALSE;
    g_test_message("%s", cases[i].text);
    g_assert_cmpint(gd_is_page_number(cases[i].text, &bare), ==, cases[i].is_number);
    g_assert_cmpint(bare, ==, cases[i].bare);
  }
}

/* Pages with a running head, a line of their own, a body and a page number. */
static GPtrArray *make_pages(guint n)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)gd_page_free);
  for (guint i = 0; i < n; i++) {
    GdPage *page = gd_page_new(i + 1, 600, 800);
    g_autofree char *head = g_strdup_printf("年度报告第%u号", i + 1);
    g_autofree char *own = g_strdup_printf("%c独有", 'a' + (int)i);
    g_autofree char *foot = g_strdup_printf("%u", i + 1);
    add_word(page, 100, 30, head);
    add_word(page, 100, 50, own);
    add_word(page, 100, 400, "正文每页相同");
    add_word(page, 100, 725, "7");
    add_word(page, 300, 760, foot);
    g_ptr_array_add(pages, page);
  }
  return pages;
}

static void furniture(void)
{
  g_autoptr(GPtrArray) pages = make_pages(4);
  g_autoptr(GPtrArray) lines = gd_pages_lines(pages);
  static const gboolean expected[] = {TRUE, FALSE, FALSE, FALSE, TRUE};
  g_assert_cmpuint(lines->len, ==, 4);
  for (guint p = 0; p < 4; p++)
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
      g_assert_cmpint(line_at(g_ptr_array_index(lines, p), i)->furniture, ==, expected[i]);
}

/* Nothing that stands between the vertical rulings of a table is furniture. */
static void furniture_in_table(void)
{
  g_autoptr(GPtrArray) pages = make_pages(4);
  for (guint p = 0; p < 4; p++) {
    GdRuling ruling = {GD_VERTICAL, 50, 20, 790, 0.5, FALSE, FALSE};
    g_array_append_val(((GdPage *)g_ptr_array_index(pages, p))->rulings, ruling);
  }
  g_autoptr(GPtrArray) lines = gd_pages_lines(pages);
  for (guint p = 0; p < 4; p++)
    for (guint i = 0; i < 5; i++)
      g_assert_false(line_at(g_ptr_array_index(lines, p), i)->furniture);
}

/* Two pages are too few to tell a running head, not to tell a page number. */
static void furniture_of_few_pages(void)
{
  g_autoptr(GPtrArray) pages = make_pages(2);
  g_autoptr(GPtrArray) lines = gd_pages_lines(pages);
  for (guint p = 0; p < 2; p++) {
    g_assert_false(line_at(g_ptr_array_index(lines, p), 0)->furniture);
    g_assert_true(line_at(g_ptr_array_index(lines, p), 4)->furniture);
  }
}

/* The two examples of FIPS 180-4's annex and no bytes at all; and long inputs in uneven
 * pieces against GLib's digest. */
static void sha256(void)
{
  static const char *const known[][2] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    GdSha256 digest;
    gd_sha256_init(&digest);
    gd_sha256_update(&digest, known[i][0], strlen(known[i][0]));
    g_autofree char *hex = gd_sha256_hex(&digest);
    g_autofree char *again = gd_sha256_hex(&digest);
    g_assert_cmpstr(hex, ==, known[i][1]);
    g_assert_cmpstr(again, ==, hex);
  }
  GdSha256 digest;
  gd_sha256_init(&digest);
  g_autoptr(GChecksum) other = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 bytes[257];
  for (guint length = 0; length < sizeof bytes; length++) {
    memset(bytes, (int)length, length);
    gd_sha256_update(&digest, bytes, length);
    g_checksum_update(other, bytes, length);
    g_autofree char *hex = gd_sha256_hex(&digest);
    g_autoptr(GChecksum) so_far = g_checksum_copy(other);
    g_assert_cmpstr(hex, ==, g_checksum_get_string(so_far));
  }
}

static void libraries_loaded(void)
{
  const char *const names[] = {"cos", "sin", NULL};
  gpointer table[2] = {NULL, NULL};
  g_autoptr(GError) error = NULL;
  g_assert_true(gd_library_load("libm.so.6", names, table, &error));
  g_assert_no_error(error);
  g_assert_true(table[0] != NULL && table[1] != NULL && table[0] != table[1]);

  const char *const lacking[] = {"cos", "no_such_function", NULL};
  g_assert_false(gd_library_load("libm.so.6", lacking, table, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "no_such_function"));
  g_clear_error(&error);
  g_assert_false(gd_library_load("libno-such-library.so.1", names, table, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/models/number/parse", numbers_parsed);
  g_test_add_func("/models/number/add", numbers_added);
  g_test_add_func("/models/number/compare", numbers_compared);
  g_test_add_func("/models/source/id", document_ids);
  g_test_add_func("/models/sha256", sha256);
  g_test_add_func("/models/library", libraries_loaded);
  g_test_add_func("/models/lines/page", lines_of_a_page);
  g_test_add_func("/models/lines/askew", lines_askew);
  g_test_add_func("/models/lines/page-number", page_numbers);
  g_test_add_func("/models/lines/furniture", furniture);
  g_test_add_func("/models/lines/furniture-in-table", furniture_in_table);
  g_test_add_func("/models/lines/few-pages", furniture_of_few_pages);
  return g_test_run();
}
