/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report.json: what is written is read back, and what anybody changed in it is
 * either read or refused with a word, never a crash.
 */
#include "export/report.h"
#include "models/error.h"
#include "tests/export_sample.h"

static GdDocument *load_text(const char *text, char **recipe, GError **error)
{
  g_autofree char *folder = new_folder();
  write_file(folder, "report.json", text);
  g_autofree char *path = g_build_filename(folder, "report.json", NULL);
  GdDocument *document = gd_export_load(path, recipe, error);
  remove_folder(folder);
  return document;
}

static void test_round_trip(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdDocument) document = sample_document();
  g_autoptr(GString) json = gd_report_to_json(document, "recipe 1");
  g_autofree char *recipe = NULL;
  g_autoptr(GdDocument) again = load_text(json->str, &recipe, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(recipe, ==, "recipe 1");
  g_autoptr(GString) json_again = gd_report_to_json(again, recipe);
  g_assert_cmpstr(json_again->str, ==, json->str);

  /* that both are alike could mean that both lose something: the fields themselves */
  g_assert_cmpstr(again->source->path, ==, document->source->path);
  g_assert_cmpstr(again->source->member, ==, document->source->member);
  g_assert_cmpuint(again->source->size, ==, document->source->size);
  g_assert_cmpstr(again->text, ==, document->text);
  g_assert_cmpstr(again->error, ==, ODD_TEXT);
  const GdPage *page = g_ptr_array_index(again->source->pages, 1);
  g_assert_true(page->width == 0.1 + 0.2 && page->height == 1e-7 && page->readable);
  g_assert_cmpuint(again->values->len, ==, 4);
  const GdValue *value = g_ptr_array_index(again->values, 0);
  const GdValue *large = g_ptr_array_index(again->values, 3);
  g_assert_cmpstr(value->raw, ==, ODD_TEXT);
  g_assert_cmpint(value->number.mantissa, ==, -2888290);
  g_assert_cmpuint(value->number.decimals, ==, 4);
  g_assert_true(value->box.y0 == 1.0 / 3 && value->confidence == 0.12345678901234567);
  g_assert_cmpuint(value->alternatives->len, ==, 2);
  g_assert_cmpint(value->status, ==, GD_STATUS_DOUBTFUL);
  g_assert_cmpint(value->unit_source, ==, GD_UNIT_LABEL);
  g_assert_cmpuint(value->evidence, ==, GD_EVIDENCE_TEXT_LAYER | GD_EVIDENCE_SUMS);
  g_assert_cmpint(large->number.mantissa, ==, G_GINT64_CONSTANT(-1234567890123456789));
  g_assert_null(large->raw);
  g_assert_null(large->alternatives);
  const GdGrid *grid = g_ptr_array_index(again->grids, 0);
  const GdCell *cell = g_ptr_array_index(grid->cells, 0);
  g_assert_true(cell->unreadable && cell->overflow && cell->ragged && !cell->uneven);
  g_assert_cmpuint(gd_grid_rows(grid), ==, 2);
}

static void test_empty_document(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdSource) source = gd_source_new("x.pdf");
  g_autoptr(GdDocument) document = gd_document_new(source);
  document->id = g_strdup("x-00000000");
  g_autoptr(GString) json = gd_report_to_json(document, NULL);
  g_autofree char *recipe = NULL;
  g_autoptr(GdDocument) again = load_text(json->str, &recipe, &error);
  g_assert_no_error(error);
  g_assert_null(recipe);
  g_assert_null(again->text);
  g_assert_cmpuint(again->values->len, ==, 0);
}

/* What is changed in a good report, and what the message must name. */
static const struct {
  const char *from, *to, *named;
} damages[] = {
    {"\"format\":\"guidang-report-1\"", "\"format\":\"guidang-report-9\"", "format"},
    {"\"format\":\"guidang-report-1\",", "", "format"},
    {"\"status\":\"repaired\"", "\"status\":\"sure\"", "fields[0].status"},
    {"\"status\":\"ok\"", "\"status\":7", "values[1].status"},
    {"\"value\":\"8\"", "\"value\":8", "values[1].value"},
    {"\"value\":\"8\"", "\"value\":\"+8\"", "values[1].value"},
    {"\"value\":\"8\"", "\"value\":\"99999999999999999999\"", "values[1].value"},
    {"\"value\":\"8\"", "\"value\":\"1.2.3\"", "values[1].value"},
    {"\"value\":\"8\"", "\"valeu\":\"8\"", "values[1].valeu"},
    {"\"evidence\":\"text-layer sums\"", "\"evidence\":\"hearsay\"", "values[0].evidence"},
    {"\"order\":2", "\"order\":-1", "order"},
    {"\"order\":2", "\"order\":4294967296", "order"},
    {"\"order\":2", "\"order\":2.5", "order"},
    {"\"order\":2,", "", "order"},
    {"\"size\":5000000000", "\"size\":\"much\"", "source.size"},
    {"\"width\":595.276", "\"width\":1e999", "real number overflow"},
    {"\"readable\":false", "\"readable\":0", "source.pages[0].readable"},
    {"\"form\":\"disclosure-report-2021\"", "\"form\":\"../x\"", "values[0].form"},
    {"\"form\":\"disclosure-report-2019 ", "\"form\":\"a/b ", "form"},
    {"\"id\":\"年报_1-aaaaaaaa.2\"", "\"id\":\"../../x\"", "id"},
    {"\"id\":\"年报_1-aaaaaaaa.2\"", "\"id\":\".x\"", "id"},
    {"\"id\":\"年报_1-aaaaaaaa.2\"", "\"id\":\"\"", "id"},
    {"\"row\":0,\"column\":0,\"row_span\":1", "\"row\":0,\"column\":0,\"row_span\":3", "grids[0]"},
    {"\"row\":1,\"column\":1,\"row_span\":1", "\"row\":1,\"column\":1,\"row_span\":0", "grids[0]"},
    {"\"row\":1,\"column\":1", "\"row\":4294967295,\"column\":1", "grids[0].cells[1]"},
    {"\"marks\":[\"unreadable\"", "\"marks\":[\"pretty\"", "grids[0].cells[0].marks[0]"},
    {"\"box\":[1,2,3,4]", "\"box\":[1,2,3]", "fields[0].box"},
    {"\"box\":[1,2,3,4]", "\"box\":[3,2,1,4]", "fields[0].box"},
    {"\"path_bytes\":\"", "\"path_bytes\":\"z", "source.path_bytes"},
    {"\"alternatives\":[\"288\"", "\"alternatives\":[288", "values[0].alternatives[0]"},
    {"\"name\":\"agency\",", "", "fields[0].name"},
    {"\"grids\":[", "\"grids\":[null,", "grids[0]"},
    {"\"grids\":[", "\"grids\":null,\"text\":[", "duplicate object key"},
    {"\"findings\":[", "\"extra\":1,\"findings\":[", "extra"},
    {"\"severity\":\"info\"", "\"severity\":\"INFO\"", "findings[0].severity"},
    {"{\n", "[{\n", "not JSON"},
    {"\n}\n", "\n", "not JSON"},
};

static char *replace_first(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  if (at == NULL)
    g_error("the report has no %s", from);
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void test_damaged(void)
{
  g_autoptr(GdDocument) document = sample_document();
  g_autoptr(GString) json = gd_report_to_json(document, "r");
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = replace_first(json->str, damages[i].from, damages[i].to);
    g_autoptr(GdDocument) again = load_text(text, NULL, &error);
    if (again != NULL)
      g_error("accepted: %s", damages[i].to);
    g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
    if (strstr(error->message, damages[i].named) == NULL ||
        strstr(error->message, "report.json") == NULL)
      g_error("%s: %s", damages[i].to, error->message);
  }
}

/* Cut anywhere, a report is refused. */
static void test_truncated(void)
{
  g_autoptr(GdDocument) document = sample_document();
  g_autoptr(GString) json = gd_report_to_json(document, "r");
  for (gsize length = 0; length + 3 < json->len; length += 41) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strndup(json->str, length);
    g_assert_null(load_text(text, NULL, &error));
    g_assert_error(error, GD_ERROR, GD_ERROR_FORM);
  }
}

/* Bytes changed at random: read or refused, under sanitizers without a word. */
static void test_garbled(void)
{
  g_autoptr(GdDocument) document = sample_document();
  g_autoptr(GString) json = gd_report_to_json(document, "r");
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  static const char bytes[] = "{}[]\",:0-9ex\\u\xFF\x01/*'";
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *text = g_strdup(json->str);
    for (guint changes = 0; changes < 1 + i % 3; changes++) {
      gint32 at = g_rand_int_range(random, 0, (gint32)json->len);
      text[at] = bytes[g_rand_int_range(random, 0, sizeof bytes - 1)];
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GdDocument) again = load_text(text, NULL, &error);
    g_assert_true((again == NULL) == (error != NULL));
  }
}

/* Nested deeply, also where a comment or single quotes try to hide it. */
static void test_deep(void)
{
  static const char *const starts[] = {"", "/* \" */", "// \"\n", "['\"',", "[\"\\\\\","};
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *brackets = g_strnfill(2000000, '[');
    g_autofree char *text = g_strconcat(starts[i], brackets, NULL);
    g_assert_null(load_text(text, NULL, &error));
    g_assert_nonnull(error);
  }
}

static void test_no_file(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(gd_export_load("/nonexistent/report.json", NULL, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_clear_error(&error);
  g_assert_null(gd_export_load("/", NULL, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/round-trip", test_round_trip);
  g_test_add_func("/report/empty-document", test_empty_document);
  g_test_add_func("/report/damaged", test_damaged);
  g_test_add_func("/report/truncated", test_truncated);
  g_test_add_func("/report/garbled", test_garbled);
  g_test_add_func("/report/deep", test_deep);
  g_test_add_func("/report/no-file", test_no_file);
  return g_test_run();
}
