/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv.h"

#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <unicode/ucnv.h>

#include "models/error.h"
#include "tests/export_sample.h"

static const char *const texts[] = {
    "plain",    "",   "a,b", "say \"x\"", "two\r\nlines", "\"",        "-",    "+8",    "-3",
    "=SUM(A1)", "@x", "\t1", "\r",        "+1+1",         "-1,234.50", "＝A1", ODD_TEXT};

static void write_texts(const char *path, gboolean gb18030)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCsv) csv = gd_csv_new(path, gb18030, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    gd_csv_text(csv, texts[i]);
    gd_csv_text(csv, "|");
    gd_csv_end_row(csv);
  }
  gd_csv_close(csv, NULL, &error);
  g_assert_no_error(error);
}

static void check_texts(const char *text)
{
  g_autoptr(GPtrArray) rows = read_csv(text);
  g_assert_cmpuint(rows->len, ==, G_N_ELEMENTS(texts));
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    const char *cell = csv_cell(rows, i, 0);
    g_assert_cmpstr(cell + gd_csv_is_formula(texts[i]), ==, texts[i]);
    g_assert_cmpint(cell[0] == '\'', ==, gd_csv_is_formula(texts[i]));
    g_assert_cmpstr(csv_cell(rows, i, 1), ==, "|");
  }
}

static void test_utf8(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  write_texts(path, FALSE);
  g_autofree char *text = read_file(path, NULL);
  g_assert_true(g_str_has_prefix(text, "\xEF\xBB\xBF"));
  check_texts(text + 3);
  remove_folder(folder);
}

static void test_gb18030(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  write_texts(path, TRUE);
  g_autofree char *bytes = read_file(path, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_convert(bytes, -1, "UTF-8", "GB18030", NULL, NULL, &error);
  g_assert_no_error(error);
  check_texts(text);
  remove_folder(folder);
}

/* Every character that Unicode has can be written and read back. */
static void test_gb18030_holds_all(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCsv) csv = gd_csv_new(path, TRUE, &error);
  for (gunichar c = 'a'; c <= 0x10FFFF; c++) {
    char utf8[8] = {'x'};
    g_unichar_to_utf8(c, utf8 + 1);
    if (g_unichar_validate(c)) {
      gd_csv_text(csv, utf8);
      gd_csv_end_row(csv);
    }
  }
  gd_csv_close(csv, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *bytes = read_file(path, NULL);
  UErrorCode status = U_ZERO_ERROR;
  int32_t capacity = 12 * 1024 * 1024;
  g_autofree char *text = g_malloc(capacity);
  ucnv_convert("UTF-8", "gb18030", text, capacity, bytes, -1, &status);
  g_assert_true(U_SUCCESS(status));
  const char *p = text;
  for (gunichar c = 'a'; c <= 0x10FFFF; c++)
    if (g_unichar_validate(c)) {
      g_assert_cmpint(*p, ==, 'x');
      g_assert_cmphex(g_utf8_get_char(p + 1), ==, c);
      p = g_utf8_next_char(p + 1) + 2;
    }
  g_assert_cmpint(*p, ==, '\0');
  remove_folder(folder);
}

static void test_formula(void)
{
  static const char *const formulas[] = {"=1",   "+",      "@",    "+x",   "-x",      "--",
                                         "-1-1", "\t",     "\r",   "\n=1", "-1,2",    "-.5",
                                         "+1.",  "－1＋1", "＝A1", "＠x",  "+1,234,5"};
  static const char *const plain[] = {"",    "-",     "－", "+8",           "-3",  "-0.50", "－３",
                                      "1=1", "一=一", "'",  "-1,234,567.8", " =1", "—",     "8"};
  for (guint i = 0; i < G_N_ELEMENTS(formulas); i++)
    if (!gd_csv_is_formula(formulas[i]))
      g_error("not guarded: %s", formulas[i]);
  for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
    if (gd_csv_is_formula(plain[i]))
      g_error("guarded: %s", plain[i]);
}

static void test_numbers(void)
{
  /* a locale with a decimal comma, where there is one */
  g_autofree char *before = g_strdup(setlocale(LC_ALL, NULL));
  if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
    setlocale(LC_ALL, "fr_FR.UTF-8");
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCsv) csv = gd_csv_new(path, FALSE, &error);
  gd_csv_uint(csv, G_MAXUINT64);
  gd_csv_double(csv, 1234.567, 2);
  gd_csv_double(csv, -0.001, 2);
  gd_csv_double(csv, NAN, 2);
  gd_csv_page(csv, 0);
  gd_csv_page(csv, 12);
  gd_csv_end_row(csv);
  gd_csv_box(csv, GD_BOX_NONE);
  gd_csv_box(csv, (GdBox){1, 2.005, 3.5, 1e9});
  gd_csv_end_row(csv);
  gd_csv_text(csv, NULL);
  gd_csv_end_row(csv);
  gd_csv_close(csv, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *text = read_file(path, NULL);
  g_assert_cmpstr(text, ==,
                  "\xEF\xBB\xBF"
                  "18446744073709551615,1234.57,0.00,,,12\r\n"
                  ",,,,1.00,2.00,3.50,1000000000.00\r\n"
                  "\"\"\r\n");
  setlocale(LC_ALL, before);
  remove_folder(folder);
}

/* Not UTF-8: what is broken becomes U+FFFD, nothing else is lost. */
static void test_broken_utf8(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCsv) csv = gd_csv_new(path, TRUE, &error);
  gd_csv_text(csv, "a\xFFz");
  gd_csv_end_row(csv);
  gd_csv_close(csv, NULL, &error);
  g_assert_no_error(error);
  remove_folder(folder);
}

static void test_full_disk(void)
{
  if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip("SKIP: no /dev/full");
    return;
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(gd_csv_new("/dev/full", FALSE, &error)); /* exists: never written over */
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

/* A file that can grow no further: the error sticks and is told by close. */
static void test_file_limit(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit before, small = {100000, RLIM_INFINITY};
  getrlimit(RLIMIT_FSIZE, &before);
  small.rlim_max = before.rlim_max;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdCsv) csv = gd_csv_new(path, FALSE, &error);
  g_assert_no_error(error);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  for (guint i = 0; i < 20000; i++) {
    gd_csv_text(csv, "0123456789");
    gd_csv_end_row(csv);
  }
  gboolean good = gd_csv_check(csv, NULL), closed = gd_csv_close(csv, NULL, &error);
  setrlimit(RLIMIT_FSIZE, &before);
  g_assert_false(good);
  g_assert_false(closed);
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_assert_nonnull(strstr(error->message, path));
  remove_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv/utf8", test_utf8);
  g_test_add_func("/csv/gb18030", test_gb18030);
  g_test_add_func("/csv/gb18030-holds-all", test_gb18030_holds_all);
  g_test_add_func("/csv/formula", test_formula);
  g_test_add_func("/csv/numbers", test_numbers);
  g_test_add_func("/csv/broken-utf8", test_broken_utf8);
  g_test_add_func("/csv/full-disk", test_full_disk);
  g_test_add_func("/csv/file-limit", test_file_limit);
  return g_test_run();
}
