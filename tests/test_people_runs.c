/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people decide, as they do it: convert, fill review.csv, apply, check, convert
 * again, sample.
 */
#include <string.h>

#include "cli_support.h"

#define CELL "applications,carried_in,total"

static char *sample_path(const char *name)
{
  return g_build_filename(GUIDANG_TEST_DIR, "..", "samples", name, NULL);
}

/* Converts the sample whose totals do not add up into out. */
static void convert_sample(int status, const char *more)
{
  g_autofree char *path = sample_path("report-wrong-total.pdf");
  g_autofree char *command = g_strdup_printf("convert %s -o out%s", path, more);
  g_autoptr(Run) run = run_guidang(command);
  expect_status(run, status);
}

/* The id of the one document in out. Caller frees. */
static char *only_id(void)
{
  g_auto(GStrv) names = list_folder("out/documents");
  g_assert_cmpuint(g_strv_length(names), ==, 1);
  return g_strdup(names[0]);
}

static void fill(const char *path, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void fill(const char *path, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *rows = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *text =
      g_strconcat("document,check,relation,table,row,column,value,by,date,reason\n", rows, NULL);
  write_bytes(path, text, strlen(text));
}

/* All that guidang says of the folder but .guidang. */
static char *digest_of(const char *folder)
{
  g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
  g_auto(GStrv) names = list_folder(folder);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *path = g_build_filename(folder, *name, NULL);
    g_autofree char *inner = NULL;
    if (g_str_equal(*name, ".guidang"))
      continue;
    g_checksum_update(digest, (const guchar *)*name, -1);
    inner = g_file_test(path, G_FILE_TEST_IS_DIR) ? digest_of(path) : read_text(path);
    g_checksum_update(digest, (const guchar *)inner, -1);
  }
  return g_strdup(g_checksum_get_string(digest));
}

static void expect_line(const char *path, const char *part)
{
  g_autofree char *text = read_text(path);
  expect_in(text, part);
}

/* A corrected cell makes the sums hold; converting again keeps it, to the byte. */
static void test_round_trip(void)
{
  char *folder = enter_folder();
  convert_sample(1, "");
  g_autofree char *id = only_id();
  g_autofree char *page = g_build_filename("out/documents", id, "review.html", NULL);
  expect_line(page, "data:image/png;base64,");
  expect_line("out/review.csv", "applications.balance");

  fill("done.csv", "%s,,," CELL ",3575,张三,2026/1/31,\"复核, 原件\"\n", id);
  g_autoptr(Run) apply = run_guidang("apply out done.csv");
  expect_status(apply, 0);
  expect_line("out/values.csv", ",3575,,confirmed,text-layer sums person,35755,");
  expect_line("out/corrections.csv", ",3575,张三,2026-01-31,\"复核, 原件\"");
  g_assert_false(g_file_test(page, G_FILE_TEST_EXISTS));
  g_autofree char *review = read_text("out/review.csv");
  g_assert_null(strstr(review, id));

  g_autofree char *before = digest_of("out");
  convert_sample(0, " --force");
  g_autofree char *after = digest_of("out");
  g_assert_cmpstr(after, ==, before);
  g_autoptr(Run) again = run_guidang("apply out done.csv");
  expect_status(again, 0);
  expect_in(again->out, "decisions taken: 0");
  g_autoptr(Run) check = run_guidang("check out");
  expect_status(check, 0);
  g_autofree char *last = digest_of("out");
  g_assert_cmpstr(last, ==, before);
  leave_folder(folder);
}

/* Both misprinted sums stand so on the page: nothing is left to review. */
static void test_as_printed(void)
{
  char *folder = enter_folder();
  convert_sample(1, " --headers zh --encoding gb18030");
  g_autofree char *id = only_id();
  fill("one.csv", "%s,relation,applications.balance,applications,,total,原文如此,张三,,\n", id);
  g_autoptr(Run) one = run_guidang("apply out one.csv");
  expect_status(one, 1);
  fill("two.csv", "%s,relation,applications.total,applications,carried_in,,As Printed,李四,,\n",
       id);
  g_autoptr(Run) two = run_guidang("apply out two.csv --lang zh");
  expect_status(two, 0);
  expect_in(two->out, "完成 1");

  /* the tables keep encoding and language */
  g_autofree char *documents = NULL;
  gsize length;
  g_assert_true(g_file_get_contents("out/documents.csv", &documents, &length, NULL));
  g_autofree char *text =
      g_convert(documents, (gssize)length, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_assert_nonnull(text);
  g_assert_true(g_str_has_prefix(text, "文档,"));
  expect_in(text, ",complete,");

  /* a queue that is filled in where it stands makes room for the next one */
  fill("out/review.csv", "%s,,," CELL ",原文如此,王五,,\n", id);
  g_autoptr(Run) three = run_guidang("apply out out/review.csv");
  expect_status(three, 0);
  expect_line("out/superseded/review-1.csv", "王五");
  g_assert_false(g_file_test("out/review.new.csv", G_FILE_TEST_EXISTS));

  g_autofree char *before = digest_of("out");
  convert_sample(0, " --headers zh --encoding gb18030 --force");
  g_autofree char *after = digest_of("out");
  g_assert_cmpstr(after, ==, before);
  leave_folder(folder);
}

/* Nothing changes if one row is wrong, and each wrong row is told with its line. */
static void test_bad_rows(void)
{
  static const struct {
    const char *row, *message;
  } cases[] = {
      {"%s,,," CELL ",12.5,张三,,", "whole numbers"},
      {"%s,,," CELL ",-1,张三,,", "no negative"},
      {"%s,,," CELL ",\"1,234\",张三,,", "is no value"},
      {"%s,,," CELL ",+3,张三,,", "is no value"},
      {"%s,,," CELL ",３,张三,,", "is no value"},
      {"%s,,," CELL ",12345678901234567890,张三,,", "is no value"},
      {"%s,,," CELL ",3,,,", "who decided"},
      {"%s,,," CELL ",3,张三,2026-02-30,", "is no date"},
      {"%s,,," CELL ",3,张三,yesterday,", "is no date"},
      {"%s,,,applications,carried_in,nobody,3,张三,,", "has no cell"},
      {"%s-x,,," CELL ",3,张三,,", "there is no document"},
      {"../%s,,," CELL ",3,张三,,", "there is no document"},
      {"%s,relation,applications.balance,applications,,total,4,张三,,", "as printed"},
      {"%s,relation,applications.balance,applications,,research,原文如此,张三,,",
       "no such finding"},
  };
  char *folder = enter_folder();
  convert_sample(1, "");
  g_autofree char *id = only_id();
  g_autofree char *before = digest_of("out");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(GStrv) parts = g_strsplit(cases[i].row, "%s", 2);
    g_autofree char *row = g_strjoinv(id, parts);
    fill("bad.csv", "%s,,," CELL ",3575,张三,,\n\n%s\n", id, row);
    g_autoptr(Run) run = run_guidang("apply out bad.csv");
    expect_status(run, 2);
    expect_in(run->err, "bad.csv: line 4: ");
    expect_in(run->err, cases[i].message);
    g_autofree char *after = digest_of("out");
    g_assert_cmpstr(after, ==, before);
  }
  fill("twice.csv", "%s,,," CELL ",3575,张三,,\n%s,,," CELL ",3576,张三,,\n", id, id);
  g_autoptr(Run) twice = run_guidang("apply out twice.csv");
  expect_status(twice, 2);
  expect_in(twice->err, "line 3: says 3576, and line 2 says 3575");
  fill("dated.csv", "%s,,," CELL ",3575,张三,yesterday,\n", id);
  g_autoptr(Run) dated = run_guidang("apply out dated.csv --lang zh");
  expect_status(dated, 2);
  expect_in(dated->err, "“yesterday”不是日期");
  g_autofree char *after = digest_of("out");
  g_assert_cmpstr(after, ==, before);
  leave_folder(folder);
}

static void test_bad_files(void)
{
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"", "no row"},
      {"document,table\n", "no column"},
      {"document,table,row,column,value,value\n", "twice"},
      {"document,table,row,column,value,by\na,\"b\n", "line 2"},
      {"document,table,row,column,value,by\na,\"b\"c,d,e,f,g\n", "line 2"},
      {"document,table,row,column,value\xFF\n", "GB18030"},
      {"PK\x03\x04\x14 review.xlsx", "is a workbook; save it as CSV"},
      {"\xD0\xCF\x11\xE0\xA1 review.xls", "is a workbook; save it as CSV"},
  };
  char *folder = enter_folder();
  convert_sample(1, "");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    write_bytes("bad.csv", cases[i].text, strlen(cases[i].text));
    g_autoptr(Run) run = run_guidang("apply out bad.csv");
    expect_status(run, 2);
    expect_in(run->err, cases[i].message);
    g_assert_false(g_file_test("out/corrections.csv", G_FILE_TEST_EXISTS));
  }
  g_autoptr(Run) none = run_guidang("apply out none.csv");
  expect_status(none, 2);
  g_autoptr(Run) nowhere = run_guidang("apply nowhere bad.csv");
  expect_status(nowhere, 2);
  g_assert_false(g_file_test("nowhere", G_FILE_TEST_EXISTS));
  write_literal("out/corrections.csv", "document,value,surprise\n");
  g_autoptr(Run) broken = run_guidang("check out");
  expect_status(broken, 2);
  expect_in(broken->err, "surprise");
  leave_folder(folder);
}

/* A decision on another reading than there is now is told, and changes nothing. */
static void test_stale(void)
{
  char *folder = enter_folder();
  convert_sample(1, "");
  g_autofree char *id = only_id();
  g_autofree char *head = g_strdup_printf("document,table,row,column,page,raw,value,by\n"
                                          "%s," CELL ",3,35756,3575,张三\n"
                                          "gone-00000000," CELL ",3,1,2,张三\n",
                                          id);
  write_bytes("out/corrections.csv", head, strlen(head));
  g_autoptr(Run) check = run_guidang("check out");
  expect_status(check, 1);
  expect_in(check->err, "stale: the reading was \"35756\" on page 3, it is \"35755\"");
  expect_in(check->err, "gone-00000000");
  g_autofree char *path = sample_path("report-wrong-total.pdf");
  g_autofree char *command = g_strdup_printf("convert %s -o out --force", path);
  g_autoptr(Run) convert = run_guidang(command);
  expect_status(convert, 1);
  expect_in(convert->err, "stale");
  g_autofree char *values = read_text("out/values.csv");
  g_assert_null(strstr(values, "confirmed"));
  leave_folder(folder);
}

/* Cells of a text that lacks a table: filled one after the other, they are all there is. */
static void test_missing_cells(void)
{
  static const char text[] =
      "# 某局2024年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n"
      "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | "
      "尚未审结 | "
      "总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
      "| 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
  char *folder = enter_folder();
  write_bytes("a.md", text, sizeof text - 1);
  g_autoptr(Run) convert = run_guidang("convert a.md -o out");
  expect_status(convert, 1);
  g_autofree char *review = read_text("out/review.csv");
  g_autofree char *id = only_id();
  g_auto(GStrv) lines = g_strsplit(review, "\r\n", -1);
  GString *filled = g_string_new(NULL);
  guint n = 0;
  for (char **line = lines; *line != NULL; line++) {
    gsize length = strlen(*line);
    if (line > lines && length > 4 && g_str_has_suffix(*line, ",,,,")) {
      const char *value = strstr(*line, ",error,") ? "原文如此" : "blank";
      g_string_append_len(filled, *line, (gssize)length - 3);
      g_string_append_printf(filled, "%s,张三,,\n", value);
      n++;
    } else
      g_string_append_printf(filled, "%s\n", *line);
  }
  g_assert_cmpuint(n, >, 10);
  write_bytes("done.csv", filled->str, filled->len);
  g_string_free(filled, TRUE);
  g_autoptr(Run) apply = run_guidang("apply out done.csv -q");
  expect_status(apply, 0);
  g_assert_cmpstr(apply->out, ==, "");
  g_autofree char *before = digest_of("out");
  g_autoptr(Run) again = run_guidang("convert a.md -o out --force");
  expect_status(again, 0);
  g_autofree char *after = digest_of("out");
  g_assert_cmpstr(after, ==, before);
  leave_folder(folder);
}

static void test_sample(void)
{
  char *folder = enter_folder();
  convert_sample(1, "");
  g_autoptr(Run) one = run_guidang("sample out --rate 10% --seed 7");
  expect_status(one, 0);
  expect_in(one->out, "20 of 200");
  /* C(200 - D, 20) / C(200, 20) >= 0.05 up to D = 26 */
  expect_in(one->out, "at most 26 are wrong");
  g_autofree char *first = read_text("out/sample-7.html");
  expect_in(first, "data:image/png;base64,");
  g_assert_null(strstr(first, "<script"));
  g_autoptr(Run) two = run_guidang("sample out --rate 0.1 --seed 8 -q");
  expect_status(two, 0);
  g_autofree char *second = read_text("out/sample-8.html");
  g_autoptr(Run) three = run_guidang("sample out --rate 10% --seed 7");
  expect_status(three, 0);
  g_autofree char *third = read_text("out/sample-7.html");
  g_assert_cmpstr(third, ==, first);
  g_assert_cmpuint(strlen(second), !=, strlen(first));
  g_autoptr(Run) all = run_guidang("sample out --rate 100% --seed 1");
  expect_in(all->out, "at most 0 are wrong");
  leave_folder(folder);
}

static void test_usage(void)
{
  static const char *const wrong[] = {
      "apply",
      "apply out",
      "apply out a.csv b.csv",
      "apply out a.csv --no-such-option",
      "check",
      "check out more",
      "check out --lang fr",
      "sample out",
      "sample out --rate 5%",
      "sample out --rate 0 --seed 1",
      "sample out --rate 101% --seed 1",
      "sample out --rate nan --seed 1",
      "sample out --rate 5%x --seed 1",
      "sample out --rate 5% --seed -1",
  };
  char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(Run) run = run_guidang(wrong[i]);
    expect_status(run, 64);
    g_assert_cmpstr(run->out, ==, "");
  }
  g_autoptr(Run) help = run_guidang("sample --help");
  expect_status(help, 0);
  expect_in(help->out, "--rate=5%");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/people/round-trip", test_round_trip);
  g_test_add_func("/people/as-printed", test_as_printed);
  g_test_add_func("/people/bad-rows", test_bad_rows);
  g_test_add_func("/people/bad-files", test_bad_files);
  g_test_add_func("/people/stale", test_stale);
  g_test_add_func("/people/missing-cells", test_missing_cells);
  g_test_add_func("/people/sample", test_sample);
  g_test_add_func("/people/usage", test_usage);
  return g_test_run();
}
