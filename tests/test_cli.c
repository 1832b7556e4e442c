/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: options, help, what is printed, exit statuses. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "cli_support.h"

static void test_usage(void)
{
  static const char *const wrong[] = {
      "",
      "frobnicate",
      "convert",
      "convert a.pdf",
      "convert -o out",
      "convert a.pdf -o out --no-such-option",
      "convert a.pdf -o out --encoding latin1",
      "convert a.pdf -o out --headers fr",
      "convert a.pdf -o out --lang fr",
      "convert a.pdf -o out --jobs 0x",
      "convert a.pdf -o out --jobs -1",
      "convert a.pdf -o out --jobs 100000",
  };
  char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(Run) run = run_guidang(wrong[i]);
    expect_status(run, 64);
    g_assert_cmpstr(run->out, ==, "");
    g_assert_cmpstr(run->err, !=, "");
    g_assert_false(g_file_test("out", G_FILE_TEST_EXISTS));
  }
  leave_folder(folder);
}

static void test_version_and_help(void)
{
  g_autoptr(Run) version = run_guidang("--version");
  expect_status(version, 0);
  g_assert_cmpstr(version->out, ==, "guidang " GUIDANG_VERSION "\n");
  g_autoptr(Run) help = run_guidang("--help");
  expect_status(help, 0);
  expect_in(help->out, "convert");
  g_autoptr(Run) convert = run_guidang("convert --help");
  expect_status(convert, 0);
  expect_in(convert->out, "--password=P");
}

/* The words of text that begin with "--", without what follows a "=". */
static GHashTable *long_options(const char *text)
{
  GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GRegex) word = g_regex_new("--[a-z][a-z-]*", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_regex_match(word, text, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL))
    g_hash_table_add(found, g_match_info_fetch(match, 0));
  return found;
}

/* README's list of options is the part between two headings. */
static void test_readme_options(void)
{
  g_autofree char *path = g_build_filename(GUIDANG_TEST_DIR, "..", "README.md", NULL);
  g_autofree char *readme = read_text(path);
  char *start = strstr(readme, "\n## Options");
  g_assert_nonnull(start);
  char *end = strstr(start + 1, "\n## ");
  g_assert_nonnull(end);
  *end = '\0';
  g_autoptr(Run) help = run_guidang("convert --help");
  g_autoptr(GHashTable) in_help = long_options(help->out);
  g_autoptr(GHashTable) in_readme = long_options(start);
  g_assert_cmpuint(g_hash_table_size(in_help), >, 5);

  GHashTableIter iter;
  gpointer option;
  g_hash_table_iter_init(&iter, in_help);
  while (g_hash_table_iter_next(&iter, &option, NULL))
    if (!g_hash_table_contains(in_readme, option))
      g_error("README.md does not list %s", (char *)option);
  g_hash_table_iter_init(&iter, in_readme);
  while (g_hash_table_iter_next(&iter, &option, NULL))
    if (!g_hash_table_contains(in_help, option))
      g_error("README.md lists %s, which convert does not have", (char *)option);
}

static void test_lines(void)
{
  char *folder = enter_folder();
  write_pdf("b.pdf", 2, "second");
  write_pdf("a.pdf", 1, "first");
  g_autoptr(Run) run = run_guidang("convert b.pdf a.pdf -o out");
  expect_status(run, 0);
  g_assert_true(g_str_has_prefix(run->out, "a.pdf  "));
  expect_in(run->out, "complete\nb.pdf  ");
  expect_in(run->out, "documents: 2; complete 2, to review 0, failed 0");
  g_assert_cmpstr(run->err, ==, "");

  g_autoptr(Run) quiet = run_guidang("convert b.pdf a.pdf -o quiet --quiet");
  expect_status(quiet, 0);
  g_assert_cmpstr(quiet->out, ==, "");
  g_assert_cmpstr(quiet->err, ==, "");

  g_autoptr(Run) chinese = run_guidang("convert a.pdf none.pdf -o zh --lang zh");
  expect_status(chinese, 2);
  expect_in(chinese->out, "完成 1");
  expect_in(chinese->err, "无法读写");
  leave_folder(folder);
}

static void test_json(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  write_literal("b.pdf", "%PDF-1.4 nothing more");
  g_autoptr(Run) run = run_guidang("convert a.pdf b.pdf none.pdf -o out --json");
  expect_status(run, 2);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_data(parser, run->out, -1, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonArray *documents = json_object_get_array_member(root, "documents");
  g_assert_cmpuint(json_array_get_length(documents), ==, 3);
  guint complete = 0, failed = 0;
  for (guint i = 0; i < 3; i++) {
    JsonObject *document = json_array_get_object_element(documents, i);
    const char *status = json_object_get_string_member(document, "status");
    complete += g_str_equal(status, "complete");
    failed += g_str_equal(status, "failed");
    if (g_str_equal(status, "failed"))
      g_assert_cmpstr(json_object_get_string_member(document, "error"), !=, "");
    else
      g_assert_true(g_str_has_prefix(json_object_get_string_member(document, "id"), "a-"));
  }
  g_assert_cmpuint(complete, ==, 1);
  g_assert_cmpuint(failed, ==, 2);
  JsonObject *totals = json_object_get_object_member(root, "totals");
  g_assert_cmpint(json_object_get_int_member(totals, "complete"), ==, 1);
  g_assert_cmpint(json_object_get_int_member(totals, "failed"), ==, 2);
  g_assert_cmpint(json_object_get_int_member(root, "exit"), ==, 2);
  leave_folder(folder);
}

/* A file name must not steer the terminal. */
static void test_hostile_name(void)
{
  char *folder = enter_folder();
  write_pdf("a\033[2Jb.pdf", 1, "text");
  g_autoptr(Run) run = run_guidang("convert a\033[2Jb.pdf -o out");
  expect_status(run, 0);
  g_assert_null(strchr(run->out, '\033'));
  leave_folder(folder);
}

/* A real report, from the PDF to a line of counts. */
static void test_report(void)
{
  g_autofree char *path =
      g_build_filename(g_getenv("GUIDANG_SHARED"), "reports", "huaian-2024.pdf", NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("no real report at hand");
    return;
  }
  char *folder = enter_folder();
  g_autofree char *command = g_strdup_printf("convert %s -o out", path);
  g_autoptr(Run) run = run_guidang(command);
  expect_status(run, 0);
  expect_in(run->out, "huaian-2024.pdf  disclosure-report-2021  200 cells: 200 ok  complete");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cli/usage", test_usage);
  g_test_add_func("/cli/version-and-help", test_version_and_help);
  g_test_add_func("/cli/readme-options", test_readme_options);
  g_test_add_func("/cli/lines", test_lines);
  g_test_add_func("/cli/json", test_json);
  g_test_add_func("/cli/hostile-name", test_hostile_name);
  g_test_add_func("/cli/report", test_report);
  return g_test_run();
}
