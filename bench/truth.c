/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/truth.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

static void cell_free(gpointer data)
{
  GdTruthCell *cell = data;
  g_free(cell->key);
  g_free(cell->value);
  g_free(cell);
}

static void error_free(gpointer data)
{
  g_free(((GdTruthError *)data)->key);
  g_free(data);
}

static void field_free(gpointer data)
{
  GdTruthField *field = data;
  g_free(field->name);
  g_free(field->value);
  g_free(field);
}

static gboolean load_cells(GdTruth *truth, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto(GStrv) f = g_strsplit(g_strstrip(lines[i]), ",", -1);
    if (g_strv_length(f) < 6)
      continue;
    GdTruthCell *cell = g_new0(GdTruthCell, 1);
    cell->document = (guint)g_ascii_strtoull(f[0], NULL, 10);
    cell->key = g_strdup_printf("%s/%s/%s", f[1], f[2], f[3]);
    cell->value = g_strdup(f[4]);
    cell->is_blank = g_str_equal(f[5], "blank");
    g_ptr_array_add(truth->cells, cell);
  }
  return TRUE;
}

/* Only texts have such a file. */
static gboolean load_lost(GdTruth *truth, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_get_contents(path, &text, NULL, error))
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto(GStrv) f = g_strsplit(lines[i], ",", 5);
    if (g_strv_length(f) == 5)
      g_hash_table_replace(truth->lost, g_strdup_printf("%s/%s/%s", f[0], f[1], f[2]),
                           g_strdup(f[3]));
  }
  return TRUE;
}

static void load_report(GdTruth *truth, JsonObject *report, guint document)
{
  guint first_page = (guint)json_object_get_int_member(report, "first_page");
  g_array_append_val(truth->first_pages, first_page);
  JsonArray *wrong = json_object_get_array_member(report, "wrong_totals");
  for (guint i = 0; i < json_array_get_length(wrong); i++) {
    JsonObject *cell = json_array_get_object_element(wrong, i);
    GdTruthError *error = g_new0(GdTruthError, 1);
    error->document = document;
    error->key = g_strdup_printf("%s/%s/%s", json_object_get_string_member(cell, "table"),
                                 json_object_get_string_member(cell, "row"),
                                 json_object_get_string_member(cell, "column"));
    g_ptr_array_add(truth->errors, error);
  }
  JsonObject *header = json_object_get_object_member(report, "header");
  g_autoptr(GList) names = json_object_get_members(header);
  for (GList *n = names; n != NULL; n = n->next) {
    GdTruthField *field = g_new0(GdTruthField, 1);
    field->document = document;
    field->name = g_strdup(n->data);
    field->value = g_strdup(json_object_get_string_member(header, n->data));
    g_ptr_array_add(truth->fields, field);
  }
}

static gboolean load_facts(GdTruth *truth, const char *path, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new();
  if (!json_parser_load_from_file(parser, path, error))
    return FALSE;
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonArray *reports = json_object_get_array_member(root, "reports");
  truth->n_reports = json_array_get_length(reports);
  for (guint i = 0; i < truth->n_reports; i++)
    load_report(truth, json_array_get_object_element(reports, i), i + 1);
  return TRUE;
}

GdTruth *gd_truth_load(const char *folder, guint seed, GError **error)
{
  g_autoptr(GdTruth) truth = g_new0(GdTruth, 1);
  truth->cells = g_ptr_array_new_with_free_func(cell_free);
  truth->errors = g_ptr_array_new_with_free_func(error_free);
  truth->fields = g_ptr_array_new_with_free_func(field_free);
  truth->lost = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  truth->first_pages = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autofree char *cells = g_strdup_printf("%s/%u.truth.csv", folder, seed);
  g_autofree char *facts = g_strdup_printf("%s/%u.facts.json", folder, seed);
  g_autofree char *lost = g_strdup_printf("%s/%u.lost.csv", folder, seed);
  if (!load_cells(truth, cells, error) || !load_facts(truth, facts, error) ||
      !load_lost(truth, lost, error))
    return NULL;
  return g_steal_pointer(&truth);
}

void gd_truth_free(GdTruth *truth)
{
  if (truth == NULL)
    return;
  g_ptr_array_unref(truth->cells);
  g_ptr_array_unref(truth->errors);
  g_ptr_array_unref(truth->fields);
  g_array_unref(truth->first_pages);
  g_hash_table_unref(truth->lost);
  g_free(truth);
}
