/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prose against tables on typeset reports, from the PDF to findings.csv: every number
 * that the typesetter states wrongly is found, and none that it states rightly.
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "cli_support.h"

#define FIRST_SEED 401
#define SEEDS 12

/* A report with a head on each of its pages. */
#define FURNITURE_SEED 431

/* Cells that guidang itself is not certain of are not compared. */
static gboolean is_certain(const char *report, const char *table)
{
  g_autofree char *path = g_build_filename(report, "report.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_file(parser, path, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonArray *values = json_object_get_array_member(root, "values");
  for (guint i = 0; i < json_array_get_length(values); i++) {
    JsonObject *value = json_array_get_object_element(values, i);
    const char *status = json_object_get_string_member(value, "status");
    if (g_str_equal(json_object_get_string_member(value, "table"), table) &&
        !g_str_equal(status, "ok") && !g_str_equal(status, "blank"))
      return FALSE;
  }
  return TRUE;
}

/* Folder of the report of that number (from 1) of a file. Caller frees. */
static char *report_of(guint seed, guint number)
{
  g_auto(GStrv) names = list_folder("out/documents");
  g_autofree char *stem = g_strdup_printf("%u-", seed);
  g_autofree char *suffix = g_strdup_printf(".%u", number);
  for (char **name = names; *name != NULL; name++)
    if (g_str_has_prefix(*name, stem) &&
        (number == 1 ? strchr(*name, '.') == NULL : g_str_has_suffix(*name, suffix)))
      return g_build_filename("out/documents", *name, NULL);
  return NULL;
}

/* found of the report's prose finding for a statement; NULL if there is none. Caller frees. */
static char *found_for(const char *report, const char *statement)
{
  g_autofree char *path = g_build_filename(report, "report.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_file(parser, path, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonArray *findings = json_object_get_array_member(root, "findings");
  for (guint i = 0; i < json_array_get_length(findings); i++) {
    JsonObject *finding = json_array_get_object_element(findings, i);
    if (g_str_equal(json_object_get_string_member(finding, "check"), "prose") &&
        g_str_equal(json_object_get_string_member(finding, "relation"), statement))
      return g_strdup(json_object_get_string_member(finding, "found"));
  }
  return NULL;
}

/* All pages have a text layer. Without Poppler's private headers, text on a picture
 * cannot be told from a scan; what OCR reads states nothing yet. */
static gboolean has_text_layer(const char *report)
{
  g_autofree char *path = g_build_filename(report, "report.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_file(parser, path, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonObject *source = json_object_get_object_member(root, "source");
  JsonArray *pages = json_object_get_array_member(source, "pages");
  for (guint i = 0; i < json_array_get_length(pages); i++) {
    JsonObject *page = json_array_get_object_element(pages, i);
    if (!g_str_equal(json_object_get_string_member(page, "kind"), "text-layer"))
      return FALSE;
  }
  return TRUE;
}

/* Compares one sentence; counts those stated wrongly. */
static void check_stated(JsonObject *stated, const char *report, guint *wrong)
{
  const char *statement = json_object_get_string_member(stated, "statement");
  gint64 says = json_object_get_int_member(stated, "says");
  gint64 holds = json_object_get_int_member(stated, "holds");
  g_autofree char *table = g_strndup(statement, strcspn(statement, "."));
  g_autofree char *found = found_for(report, statement);
  g_autofree char *expected = g_strdup_printf("%" G_GINT64_FORMAT, says);
  g_test_message("%s %s: %s", report, statement, json_object_get_string_member(stated, "sentence"));
  if (says == holds)
    g_assert_null(found);
  else if (is_certain(report, table) && has_text_layer(report))
    g_assert_cmpstr(found, ==, expected);
  *wrong += says != holds && found != NULL;
}

static void check_seed(guint seed, guint *wrong)
{
  g_autofree char *facts = g_strdup_printf("in/%u.facts.json", seed);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_file(parser, facts, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonArray *reports = json_object_get_array_member(root, "reports");
  for (guint i = 0; i < json_array_get_length(reports); i++) {
    JsonObject *report = json_array_get_object_element(reports, i);
    g_autofree char *folder = report_of(seed, i + 1);
    if (folder == NULL || !json_object_has_member(report, "stated"))
      continue;
    JsonArray *stated = json_object_get_array_member(report, "stated");
    for (guint k = 0; k < json_array_get_length(stated); k++)
      check_stated(json_array_get_object_element(stated, k), folder, wrong);
  }
}

static void planted(void)
{
  char *folder = enter_folder();
  g_autofree char *command = g_strdup_printf("%s --seed %d --count %d --out in --set stated=some",
                                             TYPESET, FIRST_SEED, SEEDS);
  g_autoptr(Run) typeset = run_program(command);
  g_assert_nonnull(typeset);
  expect_status(typeset, 0);
  g_autoptr(Run) convert = run_guidang("convert in -o out --quiet");
  g_assert_cmpint(convert->status, <=, 1);
  guint wrong = 0;
  for (guint seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
    check_seed(seed, &wrong);
  g_assert_cmpuint(wrong, >=, SEEDS / 2);
  leave_folder(folder);
}

/* Each page of text.txt begins with its marked head and ends with its marked number; what stands
 * between has no mark. */
static void furniture(void)
{
  char *folder = enter_folder();
  g_autofree char *command = g_strdup_printf("%s --seed %d --count 1 --out in --set text=text "
                                             "--set running_head=yes --set page_number=dash",
                                             TYPESET, FURNITURE_SEED);
  g_autoptr(Run) typeset = run_program(command);
  g_assert_nonnull(typeset);
  expect_status(typeset, 0);
  g_autoptr(Run) convert = run_guidang("convert in -o out --quiet");
  g_assert_cmpint(convert->status, <=, 1);
  g_autofree char *report = report_of(FURNITURE_SEED, 1);
  g_assert_nonnull(report);
  g_autofree char *path = g_build_filename(report, "text.txt", NULL);
  g_autofree char *text = read_text(path);
  g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
  g_assert_cmpuint(g_strv_length(pages), >=, 3);
  for (guint i = 0; pages[i] != NULL; i++) {
    g_auto(GStrv) lines = g_strsplit(g_strchomp(pages[i]), "\n", -1);
    const guint n = g_strv_length(lines);
    g_autofree char *number = g_strdup_printf("[页码] —%u—", i + 1);
    g_assert_cmpuint(n, >=, 3);
    g_assert_true(g_str_has_prefix(lines[0], "[页眉] "));
    g_assert_cmpstr(lines[n - 1], ==, number);
    for (guint k = 1; k + 1 < n; k++)
      g_assert_null(strstr(lines[k], "[页"));
  }
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/prose/typeset", planted);
  g_test_add_func("/prose/furniture", furniture);
  return g_test_run();
}
