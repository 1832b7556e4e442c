/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real texts beside the checkout, each with its truth: every cell right, and certain or
 * inferred. They break in five different ways. Skipped where they are absent.
 */
#include "ingest/ingest.h"
#include "tables/tables.h"
#include "tests/table_case.h"

#include <string.h>

#define TRUTH ".truth.csv"

static GdSource *read_text(const char *path)
{
  g_autoptr(GError) error = NULL;
  const GdIngestOptions options = {0};
  GdSource *source = gd_source_new(path);
  gd_ingest_identify(source, &error);
  g_assert_no_error(error);
  gd_ingest_read(source, &options, &error);
  g_assert_no_error(error);
  return source;
}

/* Lines "table,row,column,value" of the truth; its head line comes to nothing. */
static GHashTable *read_truth(const char *path)
{
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  GHashTable *truth = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines + 1; *line != NULL; line++)
    if (*g_strstrip(*line) != '\0')
      g_hash_table_add(truth, g_strdup(*line));
  return truth;
}

static void all_right(gconstpointer data)
{
  const char *path = data;
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".txt"));
  g_autofree char *truth_path = g_strconcat(stem, TRUTH, NULL);
  g_autoptr(GHashTable) truth = read_truth(truth_path);
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GdSource) source = read_text(path);
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, forms);
  g_assert_cmpuint(documents->len, ==, 1);
  const GdDocument *document = documents->pdata[0];
  g_assert_cmpuint(document->values->len, ==, g_hash_table_size(truth));
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    g_assert_true(value->has_number);
    g_autofree char *number = gd_number_to_string(value->number);
    g_autofree char *line =
        g_strdup_printf("%s,%s,%s,%s", value->table, value->row, value->column, number);
    g_test_message("%s %s", line, gd_status_name(value->status));
    g_assert_true(g_hash_table_contains(truth, line));
    g_assert_true(value->status == GD_STATUS_OK || value->status == GD_STATUS_INFERRED);
  }
}

static void absent(void)
{
  g_test_skip("the real texts are not there");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autofree char *folder = g_build_filename(shared ? shared : ".", "reports", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    if (!g_str_has_suffix(name, ".txt"))
      continue;
    g_autofree char *test = g_strconcat("/real-texts/", name, NULL);
    g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_test_add_data_func(test, paths->pdata[paths->len - 1], all_right);
  }
  if (paths->len == 0)
    g_test_add_func("/real-texts/none", absent);
  return g_test_run();
}
