/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scanned report end to end: typeset, degraded to pictures, converted by the executable;
 * compared with what the same report says as a born-digital PDF.
 */
#include "cli_support.h"

#include <leptonica/allheaders.h>
#include <string.h>

#include "ocr/ocr.h"

/* Points. */
#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89

/* Columns of values.csv. */
enum { TABLE = 3, ROW = 4, COLUMN = 5, VALUE = 9, STATUS = 11, EVIDENCE = 12 };

/* Share of the cells that are read and certain in a clean scan, at least; 0.9 were. */
#define LEAST_SURE 0.6

static void run_tool(const char *command)
{
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  expect_status(run, 0);
}

/* Fields of a line of CSV, without their quotes. Caller frees. */
static GStrv split_line(const char *line)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_autoptr(GString) field = g_string_new(NULL);
  gboolean quoted = FALSE;
  for (;; line++) {
    if (*line == '"') {
      quoted = !quoted;
    } else if ((*line == ',' && !quoted) || *line == '\0') {
      g_strv_builder_add(builder, field->str);
      g_string_truncate(field, 0);
    } else {
      g_string_append_c(field, *line);
    }
    if (*line == '\0')
      return g_strv_builder_end(builder);
  }
}

/* "table/row/column" → fields of values.csv. Caller unrefs. */
static GHashTable *read_values(const char *path)
{
  GHashTable *values =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  g_autofree char *text = read_text(path);
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    GStrv fields = split_line(lines[i]);
    g_assert_cmpuint(g_strv_length(fields), >, EVIDENCE);
    g_hash_table_replace(
        values, g_strdup_printf("%s/%s/%s", fields[TABLE], fields[ROW], fields[COLUMN]), fields);
  }
  return values;
}

static gboolean is_sure(char *const *fields)
{
  return g_str_equal(fields[STATUS], "ok") || g_str_equal(fields[STATUS], "blank");
}

/* Every sure cell of the scan says what the PDF says. Returns how many are sure. */
static guint compare(GHashTable *scan, GHashTable *pdf)
{
  guint sure = 0;
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, scan);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    char *const *seen = value, *const *printed = g_hash_table_lookup(pdf, key);
    if (!is_sure(seen))
      continue;
    g_assert_nonnull(printed);
    g_assert_cmpstr(seen[VALUE], ==, printed[VALUE]);
    g_assert_null(strstr(seen[EVIDENCE], "text-layer"));
    g_assert_true(strstr(seen[EVIDENCE], "readers") || strstr(seen[EVIDENCE], "sums"));
    sure++;
  }
  return sure;
}

/* Header fields that are `ok` on the clean scan of a report, at least: its year and its date. */
#define LEAST_FIELDS 2

/* Cells with a value. */
static guint count_read(GHashTable *values)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer fields;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, NULL, &fields))
    n += *((GStrv)fields)[VALUE] != '\0';
  return n;
}

/* "field" → value of headers.csv, of fields that are `ok`. Caller unrefs. */
static GHashTable *read_fields(const char *path)
{
  enum { FIELD = 1, FIELD_VALUE = 3, FIELD_STATUS = 4 };
  GHashTable *fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = read_text(path);
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto(GStrv) cells = split_line(lines[i]);
    g_assert_cmpuint(g_strv_length(cells), >, FIELD_STATUS);
    if (g_str_equal(cells[FIELD_STATUS], "ok"))
      g_hash_table_insert(fields, g_strdup(cells[FIELD]), g_strdup(cells[FIELD_VALUE]));
  }
  return fields;
}

/* Every sure field of the scan says what the PDF says. Returns how many are sure. */
static guint compare_fields(void)
{
  g_autoptr(GHashTable) pdf = read_fields("digital/headers.csv");
  g_autoptr(GHashTable) scan = read_fields("scanned/headers.csv");
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init(&iter, scan);
  while (g_hash_table_iter_next(&iter, &name, &value))
    g_assert_cmpstr(value, ==, g_hash_table_lookup(pdf, name));
  return g_hash_table_size(scan);
}

static gboolean has_models(void)
{
  g_autoptr(Run) run = run_program("tesseract --list-langs");
  return run == NULL || strstr(run->out, "chi_sim") != NULL || strstr(run->err, "chi_sim") != NULL;
}

/* A clean scan, turned or not, says what the report says. */
static void check_report(const char *degrade, guint fields)
{
  if (!has_models()) {
    g_test_skip("chi_sim of Tesseract is not installed");
    return;
  }
  g_autofree char *folder = enter_folder();
  run_tool(TYPESET " --seed 1 --out .");
  run_tool(degrade);
  g_autoptr(Run) digital = run_guidang("convert 1.pdf -o digital");
  g_autoptr(Run) scanned = run_guidang("convert scan.pdf -o scanned");
  g_autoptr(GHashTable) pdf = read_values("digital/values.csv");
  g_autoptr(GHashTable) scan = read_values("scanned/values.csv");
  g_assert_cmpuint(g_hash_table_size(scan), ==, g_hash_table_size(pdf));
  guint sure = compare(scan, pdf);
  g_assert_cmpfloat(sure, >=, LEAST_SURE * g_hash_table_size(pdf));
  g_assert_cmpuint(compare_fields(), >=, fields);
  leave_folder(g_steal_pointer(&folder));
}

static void test_report(void)
{
  check_report(DEGRADE " --level clean --seed 1 1.pdf scan.pdf", LEAST_FIELDS);
}

static void test_report_on_its_head(void)
{
  check_report(DEGRADE " --level clean --seed 1 --set turn=180 1.pdf scan.pdf", LEAST_FIELDS);
}

static void test_report_on_its_side(void)
{
  check_report(DEGRADE " --level clean --seed 1 --set turn=90 1.pdf scan.pdf", LEAST_FIELDS);
}

/* Two whole tables on a page on its head that osd is not sure of. */
static void test_tables_on_their_heads(void)
{
  enum { LEAST_READ = 180 }; /* of 200; 101 if the page is left lying */
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autofree char *report =
      g_build_filename(shared != NULL ? shared : ".", "reports", "huaian-2024.pdf", NULL);
  if (!g_file_test(report, G_FILE_TEST_EXISTS)) {
    g_test_skip("no huaian-2024.pdf in GUIDANG_SHARED");
    return;
  }
  g_autofree char *folder = enter_folder();
  g_autofree char *degrade = g_strdup_printf(DEGRADE " --level any --seed 36 %s scan.pdf", report);
  run_tool(degrade);
  g_autoptr(Run) scanned = run_guidang("convert --tables-only scan.pdf -o scanned");
  g_autoptr(GHashTable) scan = read_values("scanned/values.csv");
  g_assert_cmpuint(count_read(scan), >=, LEAST_READ);
  leave_folder(g_steal_pointer(&folder));
}

/* Text of which anything was cleared is not confirmed. */
static void test_report_on_thin_paper(void)
{
  check_report(DEGRADE " --level clean --seed 1 --set bleed=0.26 1.pdf scan.pdf", 0);
}

/* The documents' years and pages, one line for each, of documents.csv. Caller frees. */
static char *years_and_pages(const char *path)
{
  enum { YEAR = 2, PAGES = 28 };
  g_autoptr(GString) said = g_string_new(NULL);
  g_autofree char *text = read_text(path);
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto(GStrv) cells = split_line(lines[i]);
    g_assert_cmpuint(g_strv_length(cells), >, PAGES);
    g_string_append_printf(said, "%s %s\n", cells[YEAR], cells[PAGES]);
  }
  return g_string_free(g_steal_pointer(&said), FALSE);
}

/* Two reports in a file, the second with its title on a page of prose that --tables-only leaves out
 * at first. */
static void check_two_reports(const char *degrade)
{
  if (!has_models()) {
    g_test_skip("chi_sim of Tesseract is not installed");
    return;
  }
  g_autofree char *folder = enter_folder();
  run_tool(TYPESET " --seed 203 --form three-public-expenses --set reports=2 --set lines=grid "
                   "--out .");
  run_tool(degrade);
  g_autoptr(Run) digital = run_guidang("convert 203.pdf -o digital");
  g_autoptr(Run) scanned = run_guidang("convert --tables-only scan.pdf -o scanned");
  g_autofree char *pdf = years_and_pages("digital/documents.csv");
  g_autofree char *scan = years_and_pages("scanned/documents.csv");
  g_assert_cmpstr(scan, ==, pdf);
  g_assert_nonnull(strstr(scan, "\n2022 ")); /* the second report's */
  g_autofree char *findings = read_text("scanned/findings.csv");
  g_assert_null(strstr(findings, "table twice"));
  leave_folder(g_steal_pointer(&folder));
}

static void test_two_reports(void)
{
  check_two_reports(DEGRADE " --level clean --seed 1 203.pdf scan.pdf");
}

static void test_two_reports_on_their_heads(void)
{
  check_two_reports(DEGRADE " --level clean --seed 1 --set turn=180 203.pdf scan.pdf");
}

/* A page turned clockwise by q quarters needs 4 - q more. */
static void test_upright(void)
{
  g_autofree char *folder = enter_folder();
  g_autoptr(Run) made =
      run_program("pdftoppm -r 150 -gray -png -f 1 -l 1 -singlefile " GUIDANG_TEST_DIR
                  "/../samples/report-2021.pdf page");
  PIX *upright = made != NULL ? pixRead("page.png") : NULL;
  if (upright == NULL || !has_models())
    g_test_skip("no pdftoppm, or no models of Tesseract");
  for (guint turn = 0; upright != NULL && has_models() && turn < 4; turn++) {
    PIX *turned = pixRotateOrth(upright, (int)turn);
    gboolean lies = turn % 2 == 1;
    g_autoptr(GdPicture) picture =
        gd_picture_new(turned, lies ? A4_HEIGHT : A4_WIDTH, lies ? A4_WIDTH : A4_HEIGHT);
    guint quarters = 9;
    g_assert_true(gd_ocr_upright(picture, &quarters));
    g_assert_cmpuint(quarters, ==, (4 - turn) % 4);
  }
  pixDestroy(&upright);
  leave_folder(g_steal_pointer(&folder));
}

/* Pages of faxes of standard resolution of which osd is sure that they lie on their heads: one of
 * prose, and one with a table. */
static void test_coarse_fax(void)
{
  static const struct {
    guint seed, page;
  } cases[] = {{1, 3}, {3, 2}};
#ifdef GUIDANG_RENDERS_ONLY
  g_test_skip("a render does not show the shape of the fax's pixels: Poppler's private headers do");
  return;
#endif
  if (!has_models()) {
    g_test_skip("chi_sim of Tesseract is not installed");
    return;
  }
  g_autofree char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *typeset = g_strdup_printf(TYPESET " --seed %u --out .", cases[i].seed);
    g_autofree char *degrade = g_strdup_printf(
        DEGRADE " --level fax --seed %u --set dpi_y=98 --set turn=0 %u.pdf scan.pdf", cases[i].seed,
        cases[i].seed);
    g_autofree char *inspect =
        g_strdup_printf("inspect scan.pdf --page %u --svg -o page.svg", cases[i].page);
    run_tool(typeset);
    run_tool(degrade);
    g_autoptr(Run) run = run_guidang(inspect);
    expect_status(run, 0);
    g_autofree char *svg = read_text("page.svg");
    g_assert_null(strstr(svg, "rotate(180)"));
  }
  leave_folder(g_steal_pointer(&folder));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scans/thin-paper", test_report_on_thin_paper);
  g_test_add_func("/scans/upright", test_upright);
  g_test_add_func("/scans/report", test_report);
  g_test_add_func("/scans/report-on-its-head", test_report_on_its_head);
  g_test_add_func("/scans/report-on-its-side", test_report_on_its_side);
  g_test_add_func("/scans/tables-on-their-heads", test_tables_on_their_heads);
  g_test_add_func("/scans/two-reports", test_two_reports);
  g_test_add_func("/scans/two-reports-on-their-heads", test_two_reports_on_their_heads);
  g_test_add_func("/scans/coarse-fax", test_coarse_fax);
  return g_test_run();
}
