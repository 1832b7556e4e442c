/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv-metadata.json: a small reader of CSVW that knows nothing of guidang opens
 * the CSV files by it, and checks head, types, keys and references.
 */
#include <json-glib/json-glib.h>

#include "models/error.h"
#include "tests/cli_support.h"
#include "tests/export_sample.h"

static gboolean matches(const char *pattern, const char *text)
{
  return g_regex_match_simple(pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* Whether a cell that is not empty is of the type, by XML Schema and the CSVW formats. */
static gboolean is_of_type(JsonNode *type, const char *cell)
{
  static const char *const patterns[][2] = {
      {"decimal", "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$"},
      {"nonNegativeInteger", "^\\+?[0-9]+$"},
      {"positiveInteger", "^\\+?0*[1-9][0-9]*$"},
      {"gYear", "^-?([1-9][0-9]{3,}|0[0-9]{3})$"},
      {"date", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
      {"string", ""},
  };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT(type) ? json_node_get_object(type) : NULL;
  const char *base =
      object ? json_object_get_string_member(object, "base") : json_node_get_string(type);
  gboolean good = FALSE, known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++)
    if (g_str_equal(patterns[i][0], base)) {
      known = TRUE;
      good = matches(patterns[i][1], cell);
    }
  if (!known)
    g_error("unknown datatype %s", base);
  if (good && object && g_str_equal(base, "string"))
    good = matches(json_object_get_string_member(object, "format"), cell);
  double number = g_ascii_strtod(cell, NULL);
  if (good && object && json_object_has_member(object, "minimum"))
    good = number >= g_ascii_strtod(json_object_get_string_member(object, "minimum"), NULL) &&
           number <= g_ascii_strtod(json_object_get_string_member(object, "maximum"), NULL);
  return good;
}

/* The keys of documents.csv and what is wrong first; NULL: nothing. */
typedef struct {
  GHashTable *documents; /* ids of documents.csv */
  char *wrong;
} Check;

static void complain(Check *check, const char *url, guint row, const char *what)
{
  if (check->wrong == NULL)
    check->wrong = g_strdup_printf("%s row %u: %s", url, row, what);
}

/* The CSV file that the dialect says how to decode. */
static GPtrArray *read_table(JsonObject *root, const char *folder, const char *url)
{
  JsonObject *dialect = json_object_get_object_member(root, "dialect");
  const char *encoding = json_object_get_string_member(dialect, "encoding");
  g_autofree char *bytes = read_file(folder, url, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_convert(bytes, -1, "UTF-8", encoding, NULL, NULL, &error);
  g_assert_no_error(error);
  return read_csv(text + (g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0));
}

static void check_row(Check *check, const char *url, JsonArray *columns, const GPtrArray *rows,
                      guint row)
{
  for (guint c = 0; c < json_array_get_length(columns); c++) {
    JsonObject *column = json_array_get_object_element(columns, c);
    const char *name = json_object_get_string_member(column, "name");
    const char *cell = csv_cell(rows, row, c);
    if (row == 0) {
      JsonObject *titles = json_object_get_object_member(column, "titles");
      if (g_strcmp0(json_object_get_string_member(titles, "en"), cell) != 0 &&
          g_strcmp0(json_object_get_string_member(titles, "zh"), cell) != 0)
        complain(check, url, row, cell);
    } else if (*cell == '\0') {
      if (json_object_get_boolean_member_with_default(column, "required", FALSE))
        complain(check, url, row, name);
    } else if (!is_of_type(json_object_get_member(column, "datatype"), cell)) {
      complain(check, url, row, name);
    }
  }
}

/* Keys are unique; references lead to a document. The key is the first column here. */
static void check_keys(Check *check, const char *url, JsonObject *schema, const GPtrArray *rows)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint row = 1; row < rows->len; row++) {
    char *id = (char *)csv_cell(rows, row, 0);
    if (json_object_has_member(schema, "primaryKey") && !g_hash_table_add(seen, id))
      complain(check, url, row, "key twice");
    if (json_object_has_member(schema, "foreignKeys")) {
      if (!g_hash_table_contains(check->documents, id))
        complain(check, url, row, "no such document");
    } else {
      g_hash_table_add(check->documents, g_strdup(id));
    }
  }
}

/* All tables of csv-metadata.json. Returns what is wrong first (caller frees), NULL if nothing is.
 */
static char *validate(const char *folder, guint *n_tables)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonParser) parser = json_parser_new();
  g_autofree char *path = g_build_filename(folder, "csv-metadata.json", NULL);
  json_parser_load_from_file(parser, path, &error);
  g_assert_no_error(error);
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  g_assert_cmpstr(json_object_get_string_member(root, "@context"), ==, "http://www.w3.org/ns/csvw");
  JsonArray *tables = json_object_get_array_member(root, "tables");
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Check check = {ids, NULL};
  for (guint t = 0; t < json_array_get_length(tables); t++) {
    JsonObject *table = json_array_get_object_element(tables, t);
    const char *url = json_object_get_string_member(table, "url");
    JsonObject *schema = json_object_get_object_member(table, "tableSchema");
    JsonArray *columns = json_object_get_array_member(schema, "columns");
    g_autoptr(GPtrArray) rows = read_table(root, folder, url);
    g_assert_cmpuint(((GPtrArray *)rows->pdata[0])->len, ==, json_array_get_length(columns));
    for (guint row = 0; row < rows->len; row++)
      check_row(&check, url, columns, rows, row);
    check_keys(&check, url, schema, rows);
  }
  *n_tables = json_array_get_length(tables);
  return check.wrong;
}

/* A collection of the odd sample document. */
static void collect(const char *out, const GdExportOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autoptr(GdDocument) document = sample_document();
  g_autoptr(GdCollection) collection = gd_collection_new(out, forms, options, &error);
  g_assert_no_error(error);
  g_assert_true(gd_collection_add(collection, document, NULL, &error));
  g_assert_true(gd_collection_finish(collection, NULL, &error));
}

static void test_odd_document(void)
{
  for (guint i = 0; i < 4; i++) {
    const GdExportOptions options = {.gb18030 = i % 2 == 1, .headers_zh = i >= 2};
    g_autofree char *folder = new_folder();
    collect(folder, &options);
    guint n_tables;
    g_autofree char *wrong = validate(folder, &n_tables);
    g_assert_cmpstr(wrong, ==, NULL);
    g_assert_cmpuint(n_tables, ==, 5);
    remove_folder(folder);
  }
}

/* The samples, converted by the program. */
static void test_samples(void)
{
  g_autofree char *samples = g_build_filename(GUIDANG_TEST_DIR, "..", "samples", NULL);
  char *folder = enter_folder();
  g_autofree char *command = g_strdup_printf("convert %s -o out", samples);
  g_autoptr(Run) run = run_guidang(command);
  g_assert_cmpint(run->status, <=, 1);
  guint n_tables;
  g_autofree char *wrong = validate("out", &n_tables);
  g_assert_cmpstr(wrong, ==, NULL);
  g_assert_cmpuint(n_tables, ==, 6);
  leave_folder(folder);
}

/* The reader of this test does find what is wrong. */
static void test_damages(void)
{
  static const struct {
    const char *file, *from, *to, *named;
  } damages[] = {
      {"values.csv", ",-288.8290,", ",-288.829a,", "values.csv row 1: value"},
      {"values.csv", ",doubtful,", ",perhaps,", "values.csv row 1: status"},
      {"values.csv", "0.123", "1.123", "values.csv row 1: confidence"},
      {"values.csv", "column_label", "label", "values.csv row 0: label"},
      {"documents.csv", "5000000000", "-1", "documents.csv row 1: size"},
      {"findings.csv", "年报_1-aaaaaaaa.2", "x", "findings.csv row 1: no such document"},
      {"disclosure-report-2021.csv", "年报_1-aaaaaaaa.2", "", "row 1: document"},
      {"disclosure-report-2021.csv", ",8,", ",８,", "row 1: applications.new.total"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autofree char *folder = new_folder();
    collect(folder, NULL);
    g_autofree char *text = read_file(folder, damages[i].file, NULL);
    g_auto(GStrv) parts = g_strsplit(text, damages[i].from, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_autofree char *damaged = g_strjoinv(damages[i].to, parts);
    write_file(folder, damages[i].file, damaged);
    guint n_tables;
    g_autofree char *wrong = validate(folder, &n_tables);
    g_assert_nonnull(wrong);
    expect_in(wrong, damages[i].named);
    remove_folder(folder);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csvw/odd-document", test_odd_document);
  g_test_add_func("/csvw/samples", test_samples);
  g_test_add_func("/csvw/damages", test_damages);
  return g_test_run();
}
