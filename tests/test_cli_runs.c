/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several runs into one output folder, and several workers in one run. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli_support.h"

/* All files below folder as "path: digest" lines, sorted. Caller frees. */
static char *digest_tree(const char *folder)
{
  GString *text = g_string_new(NULL);
  g_auto(GStrv) names = list_folder(folder);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
      g_autofree char *below = digest_tree(path);
      g_string_append_printf(text, "%s/\n%s", names[i], below);
      continue;
    }
    g_autofree char *bytes = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    g_autofree char *digest =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_string_append_printf(text, "%s: %s\n", names[i], digest);
  }
  return g_string_free(text, FALSE);
}

static void test_jobs(void)
{
  char *folder = enter_folder();
  g_mkdir("in", 0777);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *path = g_strdup_printf("in/%02u.pdf", i);
    g_autofree char *text = g_strdup_printf("document %u", i);
    write_pdf(path, 1 + (i * 5) % 7, text);
  }
  write_literal("in/07b.pdf", "%PDF-1.4 nothing more");
  write_pdf("in/09b.pdf", 1 + (9 * 5) % 7, "document 9");
  g_autoptr(Run) one = run_guidang("convert in -o one --jobs 1");
  g_autoptr(Run) four = run_guidang("convert in -o four --jobs 4");
  expect_status(one, 2);
  expect_status(four, 2);
  g_autofree char *one_tree = digest_tree("one");
  g_autofree char *four_tree = digest_tree("four");
  expect_in(one_tree, "values.csv");
  g_assert_cmpstr(one_tree, ==, four_tree);
  g_assert_cmpstr(one->err, ==, four->err);
  *strrchr(one->out, ';') = *strrchr(four->out, ';') = '\0'; /* names the output folder */
  g_assert_cmpstr(one->out, ==, four->out);

  g_autoptr(Run) moved = run_guidang("convert in -o other --jobs 4");
  g_setenv("LC_ALL", "zh_CN.GB18030", TRUE);
  g_setenv("TZ", "Asia/Shanghai", TRUE);
  g_autoptr(Run) located = run_guidang("convert in -o located --jobs 4");
  g_unsetenv("LC_ALL");
  g_unsetenv("TZ");
  expect_status(moved, 2);
  expect_status(located, 2);
  g_autofree char *located_tree = digest_tree("located");
  g_assert_cmpstr(one_tree, ==, located_tree);
  leave_folder(folder);
}

/* A table that a person edited is kept, and the note names it. */
static void test_edited(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  write_pdf("b.pdf", 1, "second");
  g_autoptr(Run) first = run_guidang("convert a.pdf -o out");
  expect_status(first, 0);
  g_assert_null(strstr(first->err, "edited by a person"));
  write_literal("out/documents.csv", "edited");
  g_autoptr(Run) second = run_guidang("convert b.pdf -o out");
  expect_status(second, 0);
  expect_in(second->err, "guidang: out/documents.csv: edited by a person, kept; the new table is");
  g_autofree char *kept = read_text("out/documents.csv");
  g_assert_cmpstr(kept, ==, "edited");
  g_autofree char *made = read_text("out/documents.new.csv");
  expect_in(made, "b.pdf");
  leave_folder(folder);
}

static void test_unchanged(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  write_pdf("b.pdf", 1, "second");
  g_autoptr(Run) first = run_guidang("convert a.pdf -o out");
  expect_status(first, 0);
  expect_in(first->out, "unchanged 0");
  g_autofree char *before = digest_tree("out");
  g_autoptr(Run) second = run_guidang("convert a.pdf -o out");
  expect_status(second, 0);
  expect_in(second->out, "(unchanged)");
  g_autofree char *after = digest_tree("out");
  g_assert_cmpstr(before, ==, after);

  g_autoptr(Run) more = run_guidang("convert a.pdf b.pdf -o out");
  expect_in(more->out, "complete 2, to review 0, failed 0; unchanged 1");
  g_autoptr(Run) forced = run_guidang("convert a.pdf -o out --force");
  expect_in(forced->out, "unchanged 0");
  g_autoptr(Run) options = run_guidang("convert a.pdf -o out --encoding gb18030");
  expect_in(options->out, "unchanged 0");
  leave_folder(folder);
}

/* What failed is tried again. */
static void test_failed_again(void)
{
  char *folder = enter_folder();
  write_literal("a.pdf", "%PDF-1.4 nothing more");
  for (int round = 0; round < 2; round++) {
    g_autoptr(Run) run = run_guidang("convert a.pdf -o out");
    expect_status(run, 2);
    expect_in(run->err, "guidang: a.pdf: ");
    expect_in(run->out, "unchanged 0");
  }
  leave_folder(folder);
}

static void test_changed(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  g_autoptr(Run) first = run_guidang("convert a.pdf -o out");
  g_auto(GStrv) before = list_folder("out/documents");
  g_assert_cmpuint(g_strv_length(before), ==, 1);
  for (guint version = 2; version <= 3; version++) {
    g_autofree char *text = g_strdup_printf("version %u", version);
    write_pdf("a.pdf", 1, text);
    g_autoptr(Run) run = run_guidang("convert a.pdf -o out");
    expect_status(run, 0);
    expect_in(run->out, "documents: 1;");
    g_auto(GStrv) documents = list_folder("out/documents");
    g_assert_cmpuint(g_strv_length(documents), ==, 1);
    g_assert_cmpstr(documents[0], !=, before[0]);
    g_auto(GStrv) superseded = list_folder("out/superseded");
    g_assert_cmpuint(g_strv_length(superseded), ==, version - 1);
    g_autofree char *kept = g_build_filename("out/superseded", before[0], "report.json", NULL);
    g_assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    g_autofree char *table = read_text("out/documents.csv");
    g_assert_null(strstr(table, before[0]));
  }
  leave_folder(folder);
}

/* One content under one name in two folders is one document. */
static void test_duplicates(void)
{
  char *folder = enter_folder();
  g_mkdir("x", 0777);
  g_mkdir("y", 0777);
  write_pdf("x/a.pdf", 1, "text");
  write_pdf("y/a.pdf", 1, "text");
  g_autoptr(Run) both = run_guidang("convert x y x/../x/a.pdf -o out");
  expect_status(both, 0);
  expect_in(both->out, "y/a.pdf  same content as x/a.pdf");
  expect_in(both->out, "documents: 1;");
  g_autoptr(Run) again = run_guidang("convert x y -o out");
  expect_in(again->out, "x/a.pdf  no known form  complete  (unchanged)");
  expect_in(again->out, "y/a.pdf  same content as x/a.pdf");

  /* The one that was converted goes away: the other takes its place. */
  g_remove("x/a.pdf");
  g_autoptr(Run) left = run_guidang("convert y -o out");
  expect_status(left, 0);
  expect_in(left->out, "y/a.pdf  no known form  complete\n");
  g_autofree char *table = read_text("out/documents.csv");
  expect_in(table, "y/a.pdf");
  g_assert_null(strstr(table, "x/a.pdf"));
  leave_folder(folder);
}

/* One content under two names is two documents, and told. */
static void test_same_content(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "text");
  write_pdf("b.pdf", 1, "text");
  write_pdf("c.pdf", 1, "other");
  g_autoptr(Run) run = run_guidang("convert a.pdf b.pdf c.pdf -o out");
  expect_status(run, 0);
  expect_in(run->out, "documents: 3;");
  expect_in(run->err, "b.pdf: same content as a.pdf, under another name");
  g_assert_null(strstr(run->err, "c.pdf"));
  g_autoptr(Run) quiet = run_guidang("convert a.pdf b.pdf -o out --quiet");
  g_assert_cmpstr(quiet->err, ==, "");
  leave_folder(folder);
}

/* A duplicate must not hide behind a document that is about to be replaced. */
static void test_duplicate_of_changed(void)
{
  char *folder = enter_folder();
  g_mkdir("x", 0777);
  g_mkdir("y", 0777);
  write_pdf("y/a.pdf", 1, "text");
  g_autoptr(Run) first = run_guidang("convert y -o out");
  expect_status(first, 0);
  g_assert_cmpint(g_rename("y/a.pdf", "x/a.pdf"), ==, 0);
  write_pdf("y/a.pdf", 1, "other text");
  g_autoptr(Run) second = run_guidang("convert x y -o out");
  expect_status(second, 0);
  expect_in(second->out, "documents: 2; complete 2");
  g_auto(GStrv) documents = list_folder("out/documents");
  g_assert_cmpuint(g_strv_length(documents), ==, 2);
  leave_folder(folder);
}

/* Two files that cannot be read have no digest; both must be listed. */
static void test_namesakes(void)
{
  char *folder = enter_folder();
  g_mkdir("x", 0777);
  g_mkdir("y", 0777);
  write_pdf("x/a.pdf", 1, "text");
  write_pdf("y/a.pdf", 1, "text");
  g_chmod("x/a.pdf", 0);
  g_chmod("y/a.pdf", 0);
  if (g_access("x/a.pdf", R_OK) == 0) {
    g_test_skip("root reads everything");
  } else {
    for (int round = 0; round < 2; round++) {
      g_autoptr(Run) run = run_guidang("convert x y -o out");
      expect_status(run, 2);
      g_auto(GStrv) documents = list_folder("out/documents");
      g_assert_cmpuint(g_strv_length(documents), ==, 2);
    }
  }
  leave_folder(folder);
}

static void test_two_runs_at_a_time(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "text");
  g_mkdir("out", 0777);
  int lock = open("out", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_assert_cmpint(flock(lock, LOCK_EX), ==, 0);
  g_autoptr(Run) run = run_guidang("convert a.pdf -o out");
  expect_status(run, 2);
  expect_in(run->err, "another run");
  close(lock);
  g_autoptr(Run) free_now = run_guidang("convert a.pdf -o out");
  expect_status(free_now, 0);
  leave_folder(folder);
}

/* A report.json that somebody broke is named, not forgotten. */
static void test_broken_report(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  write_pdf("b.pdf", 1, "second");
  g_autoptr(Run) first = run_guidang("convert a.pdf b.pdf -o out");
  expect_status(first, 0);
  g_auto(GStrv) documents = list_folder("out/documents");
  g_autofree char *path = g_build_filename("out/documents", documents[0], "report.json", NULL);
  write_literal(path, "{\"broken\": ");
  g_autoptr(Run) second = run_guidang("convert b.pdf -o out");
  expect_status(second, 2);
  expect_in(second->err, path);
  leave_folder(folder);
}

/* What a run keeps for the next one is believed of the very bytes that it is of, and of no others;
 * without it, or with another file in its place, the next run does the same. */
static void test_index(void)
{
  char *folder = enter_folder();
  write_pdf("a.pdf", 1, "first");
  g_autoptr(Run) first = run_guidang("convert a.pdf -o out");
  expect_status(first, 0);
  g_autofree char *before = digest_tree("out");
  expect_in(before, "index: ");
  for (guint i = 0; i < 3; i++) {
    if (i == 0)
      g_remove("out/.guidang/index");
    else if (i == 1)
      write_literal("out/.guidang/index", "");
    else
      write_literal("out/.guidang/index", "not an index, and of an odd length");
    g_autoptr(Run) again = run_guidang("convert a.pdf -o out");
    expect_status(again, 0);
    expect_in(again->out, "(unchanged)");
    g_autofree char *after = digest_tree("out");
    g_assert_cmpstr(before, ==, after);
  }
  g_auto(GStrv) documents = list_folder("out/documents");
  g_autofree char *path = g_build_filename("out/documents", documents[0], "report.json", NULL);
  g_autofree char *report = read_text(path);
  char *recipe = strstr(report, "\"recipe\":\"");
  g_assert_nonnull(recipe);
  recipe[strlen("\"recipe\":\"")] ^= 1; /* of another version, by the same number of bytes */
  g_assert_true(g_file_set_contents(path, report, -1, NULL));
  g_autoptr(Run) edited = run_guidang("convert a.pdf -o out");
  expect_in(edited->out, "unchanged 0");
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/runs/jobs", test_jobs);
  g_test_add_func("/runs/unchanged", test_unchanged);
  g_test_add_func("/runs/edited", test_edited);
  g_test_add_func("/runs/failed-again", test_failed_again);
  g_test_add_func("/runs/changed", test_changed);
  g_test_add_func("/runs/duplicates", test_duplicates);
  g_test_add_func("/runs/same-content", test_same_content);
  g_test_add_func("/runs/duplicate-of-changed", test_duplicate_of_changed);
  g_test_add_func("/runs/namesakes", test_namesakes);
  g_test_add_func("/runs/two-at-a-time", test_two_runs_at_a_time);
  g_test_add_func("/runs/broken-report", test_broken_report);
  g_test_add_func("/runs/index", test_index);
  return g_test_run();
}
