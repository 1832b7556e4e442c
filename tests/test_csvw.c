/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv-metadata.json: a validator of CSVW that knows nothing of guidang (outputs/csvw.py) opens the
 * CSV files by it. Here: files of a document whose texts are odd, in both encodings and languages,
 * and that the validator finds what is damaged. Files of conversions: test_outputs.sh.
 */
#include "models/error.h"
#include "tests/cli_support.h"
#include "tests/export_sample.h"

#define VALIDATOR "python3 -B " GUIDANG_TEST_DIR "/outputs/csvw.py "

/* The validator's word on a folder; NULL and the case is skipped if there is no Python. */
static Run *validate(const char *folder)
{
  g_autofree char *command = g_strconcat(VALIDATOR, folder, NULL);
  Run *run = run_program(command);
  if (run == NULL)
    g_test_skip("no python3");
  return run;
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
    g_autoptr(Run) run = validate(folder);
    if (run != NULL) {
      expect_status(run, 0);
      expect_in(run->out, "6 tables");
    }
    remove_folder(folder);
  }
}

/* Bytes that are changed in a file, and what the validator says then. */
static const struct {
  const char *file, *from, *to, *named;
} damages[] = {
    {"values.csv", ",-288.8290,", ",-288.829a,", "values.csv row 1: value"},
    {"values.csv", ",doubtful,", ",perhaps,", "values.csv row 1: status"},
    {"values.csv", "0.123", "1.123", "values.csv row 1: confidence"},
    {"values.csv", "column_label", "label", "values.csv row 0: ['label']"},
    {"values.csv", ",3,", ",0,", "values.csv row 1: page"},
    {"values.csv", "\xEF\xBB\xBF", "", "no byte order mark"},
    {"documents.csv", "5000000000", "-1", "documents.csv row 1: size"},
    {"documents.csv", ",agency,", ",机关,", "both languages"},
    {"findings.csv", "年报_1-aaaaaaaa.2", "x", "findings.csv row 1: nothing of that key"},
    {"review.csv", "document,status,", "document,,", "review.csv row 0"},
    {"disclosure-report-2021.csv", "年报_1-aaaaaaaa.2", "", "row 1: document"},
    {"disclosure-report-2021.csv", ",8,", ",８,", "row 1: applications.new.total"},
    {"csv-metadata.json", "\"positiveInteger\"", "\"gYear\"", "is no gYear"},
    {"csv-metadata.json", "\"url\": \"values.csv\"", "\"url\": \"none.csv\"", "none.csv"},
    {"csv-metadata.json", "\"name\": \"agency\"", "\"name\": \"document\"", "a name twice"},
    {"csv-metadata.json", "\"primaryKey\"", "\"key\"", "not understood"},
};

static void test_damages(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autofree char *folder = new_folder();
    collect(folder, NULL);
    g_autofree char *text = read_file(folder, damages[i].file, NULL);
    g_auto(GStrv) parts = g_strsplit(text, damages[i].from, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_autofree char *damaged = g_strjoinv(damages[i].to, parts);
    write_file(folder, damages[i].file, damaged);
    g_autoptr(Run) run = validate(folder);
    if (run != NULL) {
      expect_status(run, 1);
      expect_in(run->err, damages[i].named);
    }
    remove_folder(folder);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csvw/odd-document", test_odd_document);
  g_test_add_func("/csvw/damages", test_damages);
  return g_test_run();
}
