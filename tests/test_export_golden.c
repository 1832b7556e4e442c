/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each folder tests/export/CASE/ holds report.json and expected/, the files of
 * OUT that it must yield (documents.csv is left out, since it names the version,
 * and csv-metadata.json, which test_csvw.c checks).
 * An empty file named gb18030 or zh asks for that option. UPDATE_GOLDEN=1 writes
 * expected/ anew.
 */
#include "export/report.h"
#include "tests/export_sample.h"

/* Files of OUT by path, sorted; of char*. */
static void list_files(const char *root, const char *below, GPtrArray *files)
{
  g_autofree char *path = g_build_filename(root, below, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  if (dir == NULL) {
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      g_ptr_array_add(files, g_strdup(below));
    return;
  }
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (name[0] == '.' || g_str_equal(name, "documents.csv") || g_str_equal(name, "report.json") ||
        g_str_equal(name, "csv-metadata.json"))
      continue;
    g_autofree char *child = *below ? g_build_filename(below, name, NULL) : g_strdup(name);
    list_files(root, child, files);
  }
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void copy_file(const char *from, const char *to)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname(to);
  g_autofree char *text = NULL;
  gsize length;
  g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
  g_file_get_contents(from, &text, &length, &error);
  g_assert_no_error(error);
  g_file_set_contents(to, text, (gssize)length, &error);
  g_assert_no_error(error);
}

static void compare(const char *out, const char *expected)
{
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(g_free);
  list_files(out, "", made);
  if (g_getenv("UPDATE_GOLDEN") != NULL) {
    if (g_file_test(expected, G_FILE_TEST_EXISTS))
      remove_folder(expected);
    for (guint i = 0; i < made->len; i++) {
      g_autofree char *from = g_build_filename(out, made->pdata[i], NULL);
      g_autofree char *to = g_build_filename(expected, made->pdata[i], NULL);
      copy_file(from, to);
    }
  }
  list_files(expected, "", wanted);
  g_ptr_array_sort(made, by_name);
  g_ptr_array_sort(wanted, by_name);
  for (guint i = 0; i < MAX(made->len, wanted->len); i++) {
    g_assert_cmpstr(i < made->len ? made->pdata[i] : "nothing", ==,
                    i < wanted->len ? wanted->pdata[i] : "nothing");
    g_autofree char *text = read_file(out, made->pdata[i], NULL);
    g_autofree char *golden = read_file(expected, made->pdata[i], NULL);
    if (!g_str_equal(text, golden))
      g_test_message("differs: %s", (char *)made->pdata[i]);
    g_assert_cmpstr(text, ==, golden);
  }
}

static void test_case(gconstpointer data)
{
  const char *folder = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, "report.json", NULL);
  g_autofree char *expected = g_build_filename(folder, "expected", NULL);
  g_autofree char *recipe = NULL;
  g_autoptr(GdDocument) document = gd_export_load(path, &recipe, &error);
  g_assert_no_error(error);
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autofree char *out = new_folder();
  GdExportOptions options = {.gb18030 = is_file(folder, "gb18030"),
                             .headers_zh = is_file(folder, "zh")};

  gd_export_document(document, forms, out, recipe, &options, &error);
  g_assert_no_error(error);
  g_autoptr(GdCollection) collection = gd_collection_new(out, forms, &options, &error);
  g_assert_no_error(error);
  gd_collection_add(collection, document, NULL, &error);
  g_assert_no_error(error);
  gd_collection_finish(collection, NULL, &error);
  g_assert_no_error(error);
  compare(out, expected);
  g_clear_pointer(&collection, gd_collection_free);
  remove_folder(out);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autofree char *cases = g_build_filename(GUIDANG_TEST_DIR, "export", NULL);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(cases, 0, NULL);
  g_assert_nonnull(dir);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_strconcat("/golden/", name, NULL);
    char *folder = g_build_filename(cases, name, NULL);
    g_ptr_array_add(folders, folder);
    g_test_add_data_func(path, folder, test_case);
  }
  g_assert_cmpuint(folders->len, >, 0);
  return g_test_run();
}
