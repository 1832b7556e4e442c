/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docs/forms.md: its example is a form that guidang takes, its table is read as it says, and
 * its error message is the one that comes. GUIDANG_TEST_DIR/../docs is where it stands.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "cli_support.h"

static char *read_doc(void)
{
  g_autofree char *path = g_build_filename(GUIDANG_TEST_DIR, "..", "docs", "forms.md", NULL);
  return read_text(path);
}

/* The first block of code in that language. Caller frees. */
static char *block(const char *doc, const char *language)
{
  g_autofree char *fence = g_strdup_printf("\n```%s\n", language);
  const char *start = strstr(doc, fence);
  g_assert_nonnull(start);
  start += strlen(fence);
  const char *end = strstr(start, "\n```");
  g_assert_nonnull(end);
  return g_strndup(start, (gsize)(end - start));
}

static void write_example(const char *doc)
{
  g_autofree char *form = block(doc, "json");
  g_autofree char *table = block(doc, "markdown");
  g_mkdir("mine", 0777);
  write_bytes("mine/archive-holdings.json", form, strlen(form));
  write_bytes("report.md", table, strlen(table));
}

static void test_example(void)
{
  g_autofree char *doc = read_doc();
  char *folder = enter_folder();
  write_example(doc);
  g_autoptr(Run) shown = run_guidang("forms archive-holdings --forms mine");
  expect_status(shown, 0);
  expect_in(shown->out, "专业档案  [paper.special]  卷");
  expect_in(shown->out, "this_year = last_year + received");
  g_autoptr(Run) run = run_guidang("convert report.md --forms mine -o out");
  expect_status(run, 0);
  g_autofree char *said = block(doc, "text");
  expect_in(run->out, said);
  g_autofree char *values = read_text("out/values.csv");
  expect_in(values, ",62200,卷,ok,");
  expect_in(values, ",0.75,TB,ok,");
  leave_folder(folder);
}

/* The message that the text shows for a key that is not written right. */
static void test_message(void)
{
  g_autofree char *doc = read_doc();
  char *folder = enter_folder();
  write_example(doc);
  g_autofree char *form = read_text("mine/archive-holdings.json");
  g_auto(GStrv) parts = g_strsplit(form, "\"columns\"", 2);
  g_autofree char *wrong = g_strjoinv("\"colums\"", parts);
  write_bytes("mine/archive-holdings.json", wrong, strlen(wrong));
  g_autoptr(Run) run = run_guidang("forms --forms mine");
  g_assert_cmpint(run->status, !=, 0);
  const char *message = strstr(doc, "    mine/archive-holdings.json: ");
  g_assert_nonnull(message);
  g_autofree char *line = g_strndup(message + 4, strcspn(message + 4, "\n"));
  expect_in(run->err, line);
  leave_folder(folder);
}

/* Every key of the schema that the table of keys should have, it has. */
static void test_keys(void)
{
  static const char *const keys[] = {
      "id",         "title",   "draft",       "notice",         "family",    "headings",
      "unit_above", "corner",  "heading",     "columns",        "rows",      "layout",
      "label",      "also",    "unit_column", "column_numbers", "type",      "unit",
      "cell_units", "own_row", "severity",    "only",           "tolerance", "one_of"};
  g_autofree char *doc = read_doc();
  g_autofree char *path =
      g_build_filename(GUIDANG_TEST_DIR, "..", "models", "forms", "form.schema.json", NULL);
  g_autofree char *schema = read_text(path);
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autofree char *defined = g_strdup_printf("\"%s\": {", keys[i]);
    expect_in(schema, defined);
    g_autofree char *code = g_strdup_printf("`%s`", keys[i]);
    g_autofree char *json = g_strdup_printf("\"%s\"", keys[i]);
    g_assert_true(strstr(doc, code) != NULL || strstr(doc, json) != NULL);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/docs/forms/example", test_example);
  g_test_add_func("/docs/forms/message", test_message);
  g_test_add_func("/docs/forms/keys", test_keys);
  return g_test_run();
}
