/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the output folder: whole or not at all, the same for the same
 * documents, and never over what a person edited.
 */
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "export/file.h"
#include "export/install.h"
#include "models/error.h"
#include "tests/export_sample.h"

#define ID "年报_1-aaaaaaaa.2"

typedef struct {
  char *out, *folder; /* OUT, OUT/documents/ID */
  GdFormSet *forms;
  GdDocument *document;
} Fixture;

static void set_up(Fixture *f, gconstpointer data)
{
  f->out = new_folder();
  f->folder = g_build_filename(f->out, "documents", ID, NULL);
  f->forms = sample_forms();
  f->document = sample_document();
}

static void tear_down(Fixture *f, gconstpointer data)
{
  remove_folder(f->out);
  g_free(f->out);
  g_free(f->folder);
  gd_form_set_free(f->forms);
  gd_document_free(f->document);
}

static void export_document(Fixture *f, const char *recipe)
{
  g_autoptr(GError) error = NULL;
  gd_export_document(f->document, f->forms, f->out, recipe, NULL, &error);
  g_assert_no_error(error);
}

/* Writes the collection of the one document; how many files were kept. */
static guint collect(Fixture *f, const GPtrArray *further)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GdCollection) collection = gd_collection_new(f->out, f->forms, NULL, &error);
  g_assert_no_error(error);
  gd_collection_add(collection, f->document, further, &error);
  g_assert_no_error(error);
  gd_collection_finish(collection, &kept, &error);
  g_assert_no_error(error);
  return kept->len;
}

static void assert_no_scratch(const char *out)
{
  g_autofree char *home = g_build_filename(out, ".guidang", "tmp", NULL);
  g_autoptr(GDir) dir = g_dir_open(home, 0, NULL);
  g_assert_cmpstr(dir ? g_dir_read_name(dir) : NULL, ==, NULL);
}

static void change_text(Fixture *f, const char *text)
{
  g_free(f->document->text);
  f->document->text = g_strdup(text);
}

static void test_document(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  static const char *const names[] = {"report.json",      "text.txt",      "disclosure.csv",
                                      "applications.csv", "table-2-1.csv", ".written.json"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    g_assert_true(is_file(f->folder, names[i]));
  g_assert_false(is_file(f->folder, "review.csv"));
  assert_no_scratch(f->out);
  g_autofree char *text = read_file(f->folder, "text.txt", NULL);
  g_assert_cmpstr(text, ==, f->document->text);
  g_autofree char *path = g_build_filename(f->folder, "report.json", NULL);
  g_autofree char *recipe = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdDocument) again = gd_export_load(path, &recipe, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(recipe, ==, "one");
}

static void test_grid(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  g_autofree char *text = read_file(f->folder, "table-2-1.csv", NULL);
  g_autoptr(GPtrArray) rows = read_csv(text + 3);
  g_assert_cmpuint(rows->len, ==, 2);
  g_assert_cmpstr(csv_cell(rows, 0, 0), ==, ODD_TEXT);
  g_assert_cmpstr(csv_cell(rows, 0, 1), ==, "");
  g_assert_cmpstr(csv_cell(rows, 1, 1), ==, "");
}

static void test_again(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  g_ptr_array_set_size(f->document->grids, 0);
  change_text(f, "other");
  export_document(f, "two");
  g_autofree char *text = read_file(f->folder, "text.txt", NULL);
  g_assert_cmpstr(text, ==, "other");
  g_assert_false(is_file(f->folder, "table-2-1.csv")); /* no longer made */
  g_assert_false(is_file(f->folder, "text.new.txt"));
  g_autofree char *recipe = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_assert_true(gd_export_state(f->out, ID, &recipe, &kept));
  g_assert_cmpstr(recipe, ==, "two");
  g_assert_cmpuint(kept->len, ==, 0);
  assert_no_scratch(f->out);
}

static void test_edited(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  write_file(f->folder, "disclosure.csv", "mine");
  write_file(f->folder, "report.json", "{\"also\":\"mine\"}");
  write_file(f->folder, "notes.txt", "my notes");
  export_document(f, "two");
  change_text(f, "other");
  export_document(f, "three");
  g_autofree char *csv = read_file(f->folder, "disclosure.csv", NULL);
  g_autofree char *report = read_file(f->folder, "report.json", NULL);
  g_autofree char *notes = read_file(f->folder, "notes.txt", NULL);
  g_autofree char *text = read_file(f->folder, "text.txt", NULL);
  g_assert_cmpstr(csv, ==, "mine");
  g_assert_cmpstr(report, ==, "{\"also\":\"mine\"}");
  g_assert_cmpstr(notes, ==, "my notes");
  g_assert_cmpstr(text, ==, "other");
  g_assert_true(is_file(f->folder, "disclosure.new.csv"));
  g_assert_false(is_file(f->folder, "disclosure.new-2.csv"));
  g_autofree char *recipe = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_assert_true(gd_export_state(f->out, ID, &recipe, &kept));
  g_assert_cmpstr(recipe, ==, "three");
  g_assert_cmpuint(kept->len, ==, 2);
  g_autofree char *path = g_build_filename(f->folder, "report.new.json", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdDocument) again = gd_export_load(path, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(again->text, ==, "other");
}

/* The person edits the new one too, then gives both back. */
static void test_edited_twice(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  write_file(f->folder, "text.txt", "mine");
  change_text(f, "second");
  export_document(f, "two");
  write_file(f->folder, "text.new.txt", "mine too");
  change_text(f, "third");
  export_document(f, "three");
  g_autofree char *first = read_file(f->folder, "text.txt", NULL);
  g_autofree char *second = read_file(f->folder, "text.new.txt", NULL);
  g_autofree char *third = read_file(f->folder, "text.new-2.txt", NULL);
  g_assert_cmpstr(first, ==, "mine");
  g_assert_cmpstr(second, ==, "mine too");
  g_assert_cmpstr(third, ==, "third");

  write_file(f->folder, "text.txt", "third"); /* as guidang has it */
  change_text(f, "fourth");
  export_document(f, "four");
  g_autofree char *back = read_file(f->folder, "text.txt", NULL);
  g_autofree char *still = read_file(f->folder, "text.new.txt", NULL);
  g_assert_cmpstr(back, ==, "fourth");
  g_assert_cmpstr(still, ==, "mine too");
  g_assert_false(is_file(f->folder, "text.new-2.txt"));
}

/* Without a manifest everything counts as a person's, unless it is the same. */
static void test_lost_manifest(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  write_file(f->folder, ".written.json", "{\"files\":[{\"name\":\"../../x\"");
  change_text(f, "other");
  export_document(f, "one");
  g_autofree char *text = read_file(f->folder, "text.new.txt", NULL);
  g_assert_cmpstr(text, ==, "other");
  g_assert_false(is_file(f->folder, "disclosure.new.csv"));
}

/* A manifest that anybody changed must not remove files elsewhere. */
static void test_hostile_manifest(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  write_file(f->out, "precious", "x");
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "x", -1);
  g_autofree char *json = g_strdup_printf("{\"format\":\"guidang-written-1\",\"files\":[{\"name\":"
                                          "\"../../precious\",\"sha256\":[\"%s\"]}]}",
                                          sha256);
  write_file(f->folder, ".written.json", json);
  export_document(f, "two");
  g_assert_true(is_file(f->out, "precious"));
}

/* Crashed after some renames: old and new files are both guidang's. */
static void test_interrupted(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  g_autofree char *path = g_build_filename(f->folder, ".written.json", NULL);
  g_autoptr(GdManifest) manifest = gd_manifest_load(path);
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "second", -1);
  gd_manifest_add(manifest, "text.txt", sha256);
  g_autofree char *json = gd_manifest_to_json(manifest);
  write_file(f->folder, ".written.json", json);
  write_file(f->folder, "text.txt", "second");
  change_text(f, "third");
  export_document(f, "three");
  g_autofree char *text = read_file(f->folder, "text.txt", NULL);
  g_assert_cmpstr(text, ==, "third");
}

static void test_collection(Fixture *f, gconstpointer data)
{
  g_clear_pointer(&f->document->error, g_free);
  f->document->status = GD_DOCUMENT_COMPLETE;
  g_assert_cmpuint(collect(f, NULL), ==, 0);
  assert_no_scratch(f->out);
  static const char *const names[] = {"documents.csv", "headers.csv", "values.csv", "findings.csv",
                                      "disclosure-report-2021.csv"};
  static const guint n_rows[] = {2, 3, 5, 3, 2};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *text = read_file(f->out, names[i], NULL);
    g_autoptr(GPtrArray) rows = read_csv(text + 3);
    g_assert_cmpuint(rows->len, ==, n_rows[i]);
    for (guint r = 0; r < rows->len; r++)
      g_assert_cmpuint(((GPtrArray *)rows->pdata[r])->len, ==, ((GPtrArray *)rows->pdata[0])->len);
    g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, "document")), ==, ID);
  }
  g_assert_false(is_file(f->out, "disclosure-report-2019.csv"));
}

static void test_document_row(Fixture *f, gconstpointer data)
{
  g_autoptr(GPtrArray) further = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  g_ptr_array_add(further, sample_finding(GD_SEVERITY_ERROR));
  f->document->status = GD_DOCUMENT_COMPLETE;
  collect(f, further);
  g_autofree char *text = read_file(f->out, "documents.csv", NULL);
  g_autoptr(GPtrArray) rows = read_csv(text + 3);
  const struct {
    const char *column, *cell;
  } cells[] = {{"agency", "'=机关"},
               {"date", ""},
               {"form", "disclosure-report-2019 disclosure-report-2021"},
               {"status", "review"},
               {"cells", "4"},
               {"ok", "1"},
               {"blank", "1"},
               {"inferred", "1"},
               {"doubtful", "1"},
               {"missing", "0"},
               {"findings", "3"},
               {"kind", "pdf"},
               {"pages", "7"},
               {"container", "box.zip"},
               {"sender", "'@office"},
               {"size", "5000000000"},
               {"version", GUIDANG_VERSION}};
  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, cells[i].column)), ==, cells[i].cell);
}

static void test_form_row(Fixture *f, gconstpointer data)
{
  collect(f, NULL);
  g_autofree char *text = read_file(f->out, "disclosure-report-2021.csv", NULL);
  g_autoptr(GPtrArray) rows = read_csv(text + 3);
  g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, "applications.new.total")), ==, "8");
  g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, "applications.new.research")), ==, "");
  g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, "disclosure.fee.amount")), ==, "-288.8290");
  g_assert_cmpstr(csv_cell(rows, 1, csv_column(rows, "doubts")), ==,
                  "disclosure.fee.amount:doubtful applications.processed.total:inferred");
}

static void test_collection_edited(Fixture *f, gconstpointer data)
{
  write_file(f->out, "headers.csv", "was here before");
  g_assert_cmpuint(collect(f, NULL), ==, 1);
  write_file(f->out, "values.csv", "mine");
  g_assert_cmpuint(collect(f, NULL), ==, 2);
  g_autofree char *headers = read_file(f->out, "headers.csv", NULL);
  g_autofree char *values = read_file(f->out, "values.csv", NULL);
  g_assert_cmpstr(headers, ==, "was here before");
  g_assert_cmpstr(values, ==, "mine");
  g_assert_true(is_file(f->out, "values.new.csv"));
  g_assert_false(is_file(f->out, "documents.new.csv"));

  g_autofree char *path = g_build_filename(f->out, "values.csv", NULL);
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_cmpuint(collect(f, NULL), ==, 1);
  g_assert_true(is_file(f->out, "values.csv"));
  g_assert_false(is_file(f->out, "values.new.csv"));
}

/* The last document of a form goes: FORM.csv goes, unless a person edited it. */
static void test_form_goes(Fixture *f, gconstpointer data)
{
  collect(f, NULL);
  g_autoptr(GPtrArray) values = g_steal_pointer(&f->document->values);
  f->document->values = g_ptr_array_new_with_free_func((GDestroyNotify)gd_value_free);
  collect(f, NULL);
  g_assert_false(is_file(f->out, "disclosure-report-2021.csv"));
  write_file(f->out, "disclosure-report-2021.csv", "mine");
  collect(f, NULL);
  g_assert_true(is_file(f->out, "disclosure-report-2021.csv"));
}

static void assert_same_tree(const char *a, const char *b)
{
  g_autoptr(GDir) dir = g_dir_open(a, 0, NULL);
  if (dir == NULL) {
    g_autofree char *text_a = read_file(a, NULL), *text_b = read_file(b, NULL);
    g_assert_cmpstr(text_a, ==, text_b);
    return;
  }
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path_a = g_build_filename(a, name, NULL);
    g_autofree char *path_b = g_build_filename(b, name, NULL);
    assert_same_tree(path_a, path_b);
  }
}

static void test_determinism(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  collect(f, NULL);
  g_autofree char *first = g_steal_pointer(&f->out);
  f->out = new_folder();
  change_text(f, "other"); /* another past, the same present */
  export_document(f, "two");
  collect(f, NULL);
  gd_document_free(f->document);
  f->document = sample_document();
  export_document(f, "one");
  collect(f, NULL);
  assert_same_tree(first, f->out);
  assert_same_tree(f->out, first);
  remove_folder(first);
}

static void test_crash_left(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *home = g_build_filename(f->out, ".guidang", "tmp", NULL);
  g_autofree char *dead = g_build_filename(home, "4242-0", "sub", NULL);
  g_autofree char *strange = g_build_filename(home, "photos", NULL);
  g_assert_cmpint(g_mkdir_with_parents(dead, 0777), ==, 0);
  g_assert_cmpint(g_mkdir_with_parents(strange, 0777), ==, 0);
  write_file(dead, "values.csv", "half");
  write_file(f->out, "outside", "x");
  g_autofree char *outside = g_build_filename(f->out, "outside", NULL);
  g_autofree char *link = g_build_filename(home, "4242-1", NULL);
  g_assert_cmpint(symlink(outside, link), ==, 0);
  g_autoptr(GdScratch) alive = gd_scratch_new(f->out, &error);
  g_assert_no_error(error);
  write_file(alive->path, "values.csv", "being written");
  collect(f, NULL);
  g_assert_false(is_file(home, "4242-0"));
  g_assert_true(is_file(home, "photos"));
  g_assert_true(is_file(alive->path, "values.csv"));
  g_assert_true(is_file(f->out, "outside"));
}

static void test_collection_dropped(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  GdCollection *collection = gd_collection_new(f->out, f->forms, NULL, &error);
  gd_collection_add(collection, f->document, NULL, &error);
  g_assert_no_error(error);
  gd_collection_free(collection);
  assert_no_scratch(f->out);
  g_assert_false(is_file(f->out, "values.csv"));
}

static void test_bad_id(Fixture *f, gconstpointer data)
{
  static const char *const ids[] = {"../x", "a/b", "", ".", ".hidden", "a\nb"};
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autoptr(GError) error = NULL;
    g_free(f->document->id);
    f->document->id = g_strdup(ids[i]);
    g_assert_false(gd_export_document(f->document, f->forms, f->out, "r", NULL, &error));
    g_assert_error(error, GD_ERROR, GD_ERROR_INTERNAL);
  }
}

/* Something that is not a folder stands where one is needed. */
static void test_no_folder(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  write_file(f->out, "file", "x");
  g_autofree char *out = g_build_filename(f->out, "file", NULL);
  g_assert_false(gd_export_document(f->document, f->forms, out, "r", NULL, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_assert_nonnull(strstr(error->message, out));
  g_clear_error(&error);
  g_assert_null(gd_collection_new(out, f->forms, NULL, &error));
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
}

/* No file can grow: nothing new appears, and nothing old is lost. */
static void test_cannot_grow(Fixture *f, gconstpointer data)
{
  export_document(f, "one");
  collect(f, NULL);
  g_autofree char *before = read_file(f->folder, "report.json", NULL);
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit limit, small;
  getrlimit(RLIMIT_FSIZE, &limit);
  small = limit;
  small.rlim_cur = 500;
  g_autoptr(GError) error = NULL;
  change_text(f, "other");
  g_autoptr(GdCollection) collection = gd_collection_new(f->out, f->forms, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  gboolean exported = gd_export_document(f->document, f->forms, f->out, "two", NULL, &error);
  gboolean added = gd_collection_add(collection, f->document, NULL, NULL);
  gboolean finished = gd_collection_finish(collection, NULL, NULL);
  setrlimit(RLIMIT_FSIZE, &limit);
  g_assert_false(exported);
  g_assert_error(error, GD_ERROR, GD_ERROR_IO);
  g_assert_true(added); /* still in the buffer */
  g_assert_false(finished);
  g_clear_pointer(&collection, gd_collection_free);
  g_autofree char *after = read_file(f->folder, "report.json", NULL);
  g_autofree char *text = read_file(f->folder, "text.txt", NULL);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpstr(text, !=, "other");
  assert_no_scratch(f->out);
}

static void test_error_codes(void)
{
  g_autoptr(GError) full = NULL, quota = NULL, denied = NULL;
  gd_file_set_error(&full, ENOSPC, GD_FILE_WRITE, "/x/y.csv");
  gd_file_set_error(&quota, EDQUOT, GD_FILE_WRITE, "/x/y.csv");
  gd_file_set_error(&denied, EACCES, GD_FILE_WRITE, "/x/y.csv");
  g_assert_error(full, GD_ERROR, GD_ERROR_NO_SPACE);
  g_assert_error(quota, GD_ERROR, GD_ERROR_NO_SPACE);
  g_assert_error(denied, GD_ERROR, GD_ERROR_IO);
  g_assert_cmpstr(full->message, ==, "/x/y.csv: disk full");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  static const struct {
    const char *path;
    void (*run)(Fixture *, gconstpointer);
  } tests[] = {{"/folder/document", test_document},
               {"/folder/grid", test_grid},
               {"/folder/again", test_again},
               {"/folder/edited", test_edited},
               {"/folder/edited-twice", test_edited_twice},
               {"/folder/lost-manifest", test_lost_manifest},
               {"/folder/hostile-manifest", test_hostile_manifest},
               {"/folder/interrupted", test_interrupted},
               {"/collection/files", test_collection},
               {"/collection/document-row", test_document_row},
               {"/collection/form-row", test_form_row},
               {"/collection/edited", test_collection_edited},
               {"/collection/form-goes", test_form_goes},
               {"/collection/determinism", test_determinism},
               {"/collection/crash-left", test_crash_left},
               {"/collection/dropped", test_collection_dropped},
               {"/errors/bad-id", test_bad_id},
               {"/errors/no-folder", test_no_folder},
               {"/errors/cannot-grow", test_cannot_grow}};
  for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func("/errors/codes", test_error_codes);
  return g_test_run();
}
