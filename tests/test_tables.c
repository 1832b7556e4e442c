/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables from drawn pages to values. Each folder tests/tables/CASE/ holds
 *
 *     pages.txt      the pages, drawn (tests/drawing.h); or, for text inputs,
 *                    input.txt, input.md or input.html as ingest gets it
 *     expected.csv   what must be found; UPDATE_GOLDEN=1 writes it anew
 *     truth.csv      report,table,row,column,number: what is printed and where;
 *                    a number may be empty. Any value with status ok or blank
 *                    must stand here. UPDATE_GOLDEN never touches it
 *
 * tests/tables/known-failures/CASE/ is the same for what is not right yet. There
 * expected.csv is written by hand, and absent where a value is called certain
 * that truth.csv has not, and that is the failure. The test fails as soon as such
 * a case passes, so that it is moved up. A new case needs no code.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ingest/ingest.h"
#include "tables/tables.h"
#include "tests/drawing.h"
#include "tests/table_case.h"

#define KNOWN_FAILURES "known-failures"

typedef struct {
  char *folder;
  gboolean known_failure;
} Case;

/* Adds one line; the cells end with NULL. */
static void add_row(GString *out, guint report, ...) G_GNUC_NULL_TERMINATED;
static void add_row(GString *out, guint report, ...)
{
  va_list cells;
  va_start(cells, report);
  g_string_append_printf(out, "%u", report);
  for (const char *cell = va_arg(cells, const char *); cell; cell = va_arg(cells, const char *)) {
    g_autoptr(GString) text = g_string_new(cell);
    gboolean quoted = strpbrk(cell, ",\"\n") != NULL;
    g_string_replace(text, "\"", "\"\"", 0);
    g_string_append_printf(out, quoted ? ",\"%s\"" : ",%s", text->str);
  }
  g_string_append_c(out, '\n');
  va_end(cells);
}

static const char *or_empty(const char *text)
{
  return text ? text : "";
}

static char *number_of(const GdValue *value)
{
  return value->has_number ? gd_number_to_string(value->number) : g_strdup("");
}

static gboolean is_whole_table_missing(const GdDocument *document, const char *table)
{
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    if (g_str_equal(value->table, table) && value->status != GD_STATUS_MISSING)
      return FALSE;
  }
  return TRUE;
}

/* A table of which nothing was found is one line. */
static void write_values(GString *out, const GdDocument *document)
{
  const char *missing_table = NULL;
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    if (g_strcmp0(missing_table, value->table) == 0)
      continue;
    if (is_whole_table_missing(document, value->table)) {
      missing_table = value->table;
      add_row(out, document->order, "value", value->table, "*", "*", "", "", "missing", NULL);
      continue;
    }
    g_autofree char *number = number_of(value);
    g_autofree char *unit = value->unit_source == GD_UNIT_CELL
                                ? g_strdup_printf("%s %s", number, value->unit)
                                : g_strdup(number);
    add_row(out, document->order, "value", value->table, value->row, value->column,
            or_empty(value->raw), unit, gd_status_name(value->status), NULL);
  }
}

static void write_rest(GString *out, const GdDocument *document)
{
  for (guint i = 0; i < document->extra_rows->len; i++) {
    const GdExtraRow *row = document->extra_rows->pdata[i];
    g_autoptr(GString) cells = g_string_new(NULL);
    for (guint c = 0; c < row->cells->len; c++)
      g_string_append_printf(cells, "%s%s", c ? "|" : "", (char *)row->cells->pdata[c]);
    add_row(out, document->order, "extra row", row->table, or_empty(row->after), row->label,
            cells->str, NULL);
  }
  for (guint i = 0; i < document->findings->len; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    add_row(out, document->order, "finding", gd_severity_name(finding->severity), finding->check,
            or_empty(finding->table), or_empty(finding->row), or_empty(finding->column),
            or_empty(finding->cells), NULL);
  }
  for (guint i = 0; i < document->grids->len; i++) {
    const GdGrid *grid = document->grids->pdata[i];
    g_autofree char *size = g_strdup_printf("page %u, %u rows, %u columns", grid->page,
                                            gd_grid_rows(grid), gd_grid_columns(grid));
    add_row(out, document->order, "grid", size, NULL);
  }
}

static char *write_documents(GPtrArray *documents)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < documents->len; i++) {
    const GdDocument *document = documents->pdata[i];
    g_autofree char *pages =
        g_strdup_printf("pages %u-%u", document->first_page, document->last_page);
    add_row(out, document->order, "report", or_empty(document->form), pages, NULL);
    write_values(out, document);
    write_rest(out, document);
  }
  return g_string_free(out, FALSE);
}

static void show_difference(const char *made, const char *wanted)
{
  g_auto(GStrv) a = g_strsplit(made, "\n", -1);
  g_auto(GStrv) b = g_strsplit(wanted, "\n", -1);
  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++) {
    if (g_strcmp0(a[i], b[i]) != 0)
      g_test_message("line %u:\n  is     %s\n  wanted %s", i + 1, or_empty(a[i]), or_empty(b[i]));
    if (a[i] == NULL || b[i] == NULL)
      break;
  }
}

/* expected.csv; a known failure may have none. Caller frees. */
static char *read_expected(const Case *test)
{
  g_autofree char *path = g_build_filename(test->folder, "expected.csv", NULL);
  if (test->known_failure && !g_file_test(path, G_FILE_TEST_EXISTS))
    return NULL;
  return case_text(test->folder, "expected.csv");
}

/* The text input of a case; NULL if its pages are drawn. Caller frees. */
static char *input_of(const char *folder)
{
  static const char *const names[] = {"input.txt", "input.md", "input.html"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    char *path = g_build_filename(folder, names[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      return path;
    g_free(path);
  }
  return NULL;
}

static GdSource *read_case(const char *folder)
{
  g_autofree char *input = input_of(folder);
  if (input == NULL) {
    g_autofree char *drawing = case_text(folder, "pages.txt");
    return drawing_source(drawing);
  }
  g_autoptr(GError) error = NULL;
  const GdIngestOptions options = {0};
  GdSource *source = gd_source_new(input);
  gd_ingest_identify(source, &error);
  g_assert_no_error(error);
  gd_ingest_read(source, &options, &error);
  g_assert_no_error(error);
  return source;
}

static void test_case(gconstpointer data)
{
  const Case *test = data;
  g_autoptr(GdFormSet) forms = case_forms();
  g_autoptr(GdSource) source = read_case(test->folder);
  g_autoptr(GPtrArray) documents = gd_tables_recognise(source, forms);
  g_autoptr(GHashTable) truth = case_truth(test->folder);
  g_autofree char *made = write_documents(documents);
  guint wrong = case_count_wrong(documents, truth);
  if (wrong > 0 && !test->known_failure) {
    g_test_fail();
    return;
  }
  if (g_getenv("UPDATE_GOLDEN") != NULL && !test->known_failure) {
    g_autofree char *path = g_build_filename(test->folder, "expected.csv", NULL);
    g_assert_true(g_file_set_contents(path, made, -1, NULL));
  }
  g_autofree char *wanted = read_expected(test);
  gboolean passes = wrong == 0 && (wanted == NULL || g_str_equal(made, wanted));
  if (!passes && wanted != NULL)
    show_difference(made, wanted);
  if (test->known_failure && passes)
    g_test_message("it passes now: move it out of " KNOWN_FAILURES);
  if (passes == test->known_failure)
    g_test_fail();
  else if (test->known_failure)
    g_test_incomplete("known failure");
}

static void case_free(gpointer data)
{
  g_free(((Case *)data)->folder);
  g_free(data);
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds a test for each folder with pages or a text input below root. */
static void add_cases(const char *root, const char *group, gboolean known_failure, GPtrArray *cases)
{
  g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *entry;
  while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(names, g_strdup(entry));
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *folder = g_build_filename(root, name, NULL);
    g_autofree char *pages = g_build_filename(folder, "pages.txt", NULL);
    g_autofree char *input = input_of(folder);
    if (input == NULL && !g_file_test(pages, G_FILE_TEST_EXISTS))
      continue;
    g_autofree char *path = g_strconcat(group, name, NULL);
    Case *test = g_new0(Case, 1);
    *test = (Case){g_steal_pointer(&folder), known_failure};
    g_ptr_array_add(cases, test);
    g_test_add_data_func(path, test, test_case);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(case_free);
  g_autofree char *root = g_build_filename(GUIDANG_TEST_DIR, "tables", NULL);
  g_autofree char *failures = g_build_filename(root, KNOWN_FAILURES, NULL);
  add_cases(root, "/tables/", FALSE, cases);
  g_assert_cmpuint(cases->len, >, 0);
  add_cases(failures, "/tables/" KNOWN_FAILURES "/", TRUE, cases);
  return g_test_run();
}
