/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guidang.xlsx, read back part by part (unzip) and as XML. */
#include "export/columns.h"
#include "export/xlsx.h"
#include "export/xlsx_sheet.h"
#include "tests/cli_support.h"
#include "tests/export_sample.h"

/* A part of the workbook; NULL if unzip is absent. Caller frees. */
static char *part(const char *path, const char *name)
{
  g_autofree char *command = g_strdup_printf("unzip -p %s %s", path, name);
  g_autoptr(Run) run = run_program(command);
  if (run == NULL)
    return NULL;
  expect_status(run, 0);
  return g_steal_pointer(&run->out);
}

static gboolean no_unzip(void)
{
  g_autoptr(Run) run = run_program("unzip -v");
  if (run == NULL)
    g_test_skip("SKIP unzip is not installed");
  return run == NULL;
}

/* The element of the cell at a reference such as "B2", NULL if there is none. Caller frees. */
static char *cell(const char *sheet, const char *reference)
{
  g_autofree char *start = g_strdup_printf("<c r=\"%s\"", reference);
  const char *at = strstr(sheet, start);
  if (at == NULL)
    return NULL;
  const char *end = strchr(at, '>');
  if (end[-1] != '/')
    end = strstr(at, "</c>");
  return g_strndup(at, (gsize)(end - at));
}

static void expect_cell(const char *sheet, const char *reference, const char *has)
{
  g_autofree char *found = cell(sheet, reference);
  g_assert_nonnull(found);
  expect_in(found, has);
}

/* The workbook of so many copies of the sample document. */
static char *write_sample(const char *folder, guint copies, guint rows_max)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdFormSet) forms = sample_forms();
  g_autoptr(GdDocument) document = sample_document();
  char *path = g_build_filename(folder, GD_XLSX_NAME, NULL);
  g_autoptr(GdXlsx) xlsx = gd_xlsx_new(path, folder, forms, FALSE, rows_max, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < copies; i++)
    g_assert_true(gd_xlsx_add(xlsx, document, NULL, GD_DOCUMENT_REVIEW, &error));
  g_autofree char *sha256 = NULL;
  g_assert_true(gd_xlsx_close(xlsx, &sha256, &error));
  g_assert_cmpuint(strlen(sha256), ==, 64);
  return path;
}

static void test_cells(void)
{
  if (no_unzip())
    return;
  g_autofree char *folder = new_folder();
  g_autofree char *path = write_sample(folder, 1, GD_XLSX_ROWS);
  g_autofree char *book = part(path, "xl/workbook.xml");
  expect_in(book, "name=\"目录\"");
  expect_in(book, "name=\"说明\"");
  g_autofree char *documents = part(path, "xl/worksheets/sheet1.xml");
  expect_cell(documents, "A1", "<t>document</t>");
  expect_cell(documents, "A2", "t=\"inlineStr\"");
  expect_cell(documents, "B2", "<t>=机关</t>"); /* text, no formula */
  expect_cell(documents, "AJ2", "<v>5000000000</v>");
  g_assert_null(strstr(documents, "<f>"));

  g_autofree char *review = part(path, "xl/worksheets/sheet3.xml");
  expect_cell(review, "G2", "<v>-288.829");
  expect_cell(review, "I2", "<t>doubtful</t>");
  expect_cell(review, "J2", "_x0001_");                      /* ODD_TEXT */
  expect_cell(review, "G3", "<t>-1234567890.123456789</t>"); /* too long for a double */
  g_autofree char *links = part(path, "xl/worksheets/_rels/sheet3.xml.rels");
  expect_in(links, "\"documents/%E5%B9%B4");
  g_autofree char *styles = part(path, "xl/styles.xml");
  expect_in(styles, "formatCode=\"0.0000\"");
  expect_in(styles, "FFFFE699"); /* the colour of doubtful */
  remove_folder(folder);
}

static void test_same_bytes(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *path = write_sample(folder, 3, GD_XLSX_ROWS);
  g_autofree char *first = NULL, *second = NULL;
  gsize n_first, n_second;
  g_assert_true(g_file_get_contents(path, &first, &n_first, NULL));
  g_usleep(1100 * 1000); /* another second of the clock */
  g_autofree char *again = write_sample(folder, 3, GD_XLSX_ROWS);
  g_assert_true(g_file_get_contents(again, &second, &n_second, NULL));
  g_assert_cmpmem(first, n_first, second, n_second);
  remove_folder(folder);
}

/* A sheet of five rows: a head, three documents, and how many are not there. */
static void test_row_limit(void)
{
  if (no_unzip())
    return;
  g_autofree char *folder = new_folder();
  g_autofree char *path = write_sample(folder, 10, 5);
  g_autofree char *documents = part(path, "xl/worksheets/sheet1.xml");
  expect_cell(documents, "A4", "年报_1");
  expect_cell(documents, "A5", "另有 7 行");
  g_assert_null(strstr(documents, "r=\"A6\""));
  g_autofree char *review = part(path, "xl/worksheets/sheet3.xml");
  expect_cell(review, "A5", "另有 17 行");
  remove_folder(folder);
}

/* Each number of FORM.csv stands in 数据 as well, under the same head. */
static void test_samples(void)
{
  if (no_unzip())
    return;
  g_autofree char *sample =
      g_build_filename(GUIDANG_TEST_DIR, "..", "samples", "report-2021.pdf", NULL);
  char *folder = enter_folder();
  g_autofree char *command = g_strdup_printf("convert %s -o out --xlsx", sample);
  g_autoptr(Run) run = run_guidang(command);
  expect_status(run, 0);
  g_autofree char *csv = read_file("out", "disclosure-report-2021.csv", NULL);
  g_autoptr(GPtrArray) rows = read_csv(csv + 3);
  g_autofree char *data = part("out/guidang.xlsx", "xl/worksheets/sheet2.xml");
  const GPtrArray *head = rows->pdata[0];
  guint numbers = 0;
  for (guint c = 0; c < head->len; c++) {
    g_autofree char *letters = c < 26 ? g_strdup_printf("%c", 'A' + c)
                                      : g_strdup_printf("%c%c", 'A' + c / 26 - 1, 'A' + c % 26);
    g_autofree char *above = g_strdup_printf("%s1", letters);
    g_autofree char *below = g_strdup_printf("%s2", letters);
    if (g_str_equal(csv_cell(rows, 0, c), "doubts"))
      continue;
    g_autofree char *name = g_strdup_printf("<t>%s</t>", csv_cell(rows, 0, c));
    expect_cell(data, above, name);
    g_autofree char *found = cell(data, below);
    const char *value = found != NULL ? strstr(found, "<v>") : NULL;
    if (value == NULL)
      continue;
    numbers++;
    g_assert_cmpfloat(g_ascii_strtod(value + 3, NULL), ==,
                      g_ascii_strtod(csv_cell(rows, 1, c), NULL));
  }
  g_assert_cmpuint(numbers, ==, 200);

  /* a later run without the option keeps it up to date */
  g_autofree char *plain = g_strdup_printf("convert %s -o out", sample);
  g_autoptr(Run) later = run_guidang(plain);
  expect_status(later, 0);
  g_assert_true(is_file("out", "guidang.xlsx"));
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/xlsx/cells", test_cells);
  g_test_add_func("/xlsx/same-bytes", test_same_bytes);
  g_test_add_func("/xlsx/row-limit", test_row_limit);
  g_test_add_func("/xlsx/samples", test_samples);
  return g_test_run();
}
