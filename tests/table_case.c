/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/table_case.h"

#include "models/document.h"

GdFormSet *case_forms(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = gd_data_dir(&error);
  g_assert_no_error(error);
  g_autofree char *folder = g_build_filename(data, "forms", NULL);
  const char *const folders[] = {folder, NULL};
  GdFormSet *forms = gd_form_set_load(folders, &error);
  g_assert_no_error(error);
  return forms;
}

char *case_text(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  return text;
}

GHashTable *case_truth(const char *folder)
{
  g_autofree char *text = case_text(folder, "truth.csv");
  GHashTable *truth = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_hash_table_add(truth, g_strdup(*line));
  return truth;
}

guint case_count_wrong(GPtrArray *documents, GHashTable *truth)
{
  guint wrong = 0;
  for (guint d = 0; d < documents->len; d++) {
    const GdDocument *document = documents->pdata[d];
    for (guint i = 0; i < document->values->len; i++) {
      const GdValue *value = document->values->pdata[i];
      if (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK)
        continue;
      g_autofree char *number =
          value->has_number ? gd_number_to_string(value->number) : g_strdup("");
      g_autofree char *line = g_strdup_printf("%u,%s,%s,%s,%s", document->order, value->table,
                                              value->row, value->column, number);
      if (g_hash_table_contains(truth, line))
        continue;
      g_test_message("not printed there: %s, %s, \"%s\"", line, gd_status_name(value->status),
                     value->raw);
      wrong++;
    }
  }
  return wrong;
}
