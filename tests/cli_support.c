/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli_support.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A4, points. */
#define PAGE_WIDTH 595
#define PAGE_HEIGHT 842

void run_free(Run *run)
{
  g_free(run->out);
  g_free(run->err);
  g_free(run);
}

char *enter_folder(void)
{
  char *folder = g_dir_make_tmp("guidang-test-XXXXXX", NULL);
  g_assert_nonnull(folder);
  g_assert_cmpint(chdir(folder), ==, 0);
  return folder;
}

static void remove_tree(const char *path)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
      g_autofree char *child = g_build_filename(path, name, NULL);
      remove_tree(child);
    }
  }
  g_remove(path);
}

void leave_folder(char *folder)
{
  g_assert_cmpint(chdir("/"), ==, 0);
  remove_tree(folder);
  g_free(folder);
}

static void limit_files(gpointer bytes)
{
  if (bytes == NULL)
    return;
  rlim_t most = *(guint64 *)bytes;
  struct rlimit limit = {most, most};
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
}

static Run *spawn(char **argv, guint64 *file_bytes)
{
  Run *run = g_new0(Run, 1);
  int wait_status = 0;
  gint64 start = g_get_monotonic_time();
  g_autoptr(GError) error = NULL;
  if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, limit_files, file_bytes, &run->out,
                    &run->err, &wait_status, &error)) {
    g_test_message("%s: %s", argv[0], error->message);
    run_free(run);
    return NULL;
  }
  run->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  run->status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
  return run;
}

static Run *run_limited(const char *command, guint64 *file_bytes)
{
  const char *executable = g_getenv("GUIDANG");
  g_assert_nonnull(executable);
  g_autofree char *line = g_strdup_printf("guidang%s%s", command[0] != '\0' ? " " : "", command);
  g_auto(GStrv) argv = g_strsplit(line, " ", -1);
  g_free(argv[0]);
  argv[0] = g_strdup(executable);
  Run *run = spawn(argv, file_bytes);
  g_assert_nonnull(run);
  return run;
}

Run *run_guidang(const char *command)
{
  return run_limited(command, NULL);
}

Run *run_guidang_limited(const char *command, guint64 file_bytes)
{
  return run_limited(command, &file_bytes);
}

Run *run_program(const char *command)
{
  g_auto(GStrv) argv = g_strsplit(command, " ", -1);
  return spawn(argv, NULL);
}

void write_pdf(const char *path, guint pages, const char *text)
{
  cairo_surface_t *surface = cairo_pdf_surface_create(path, PAGE_WIDTH, PAGE_HEIGHT);
  /* The same bytes whenever it is written: contents decide about document ids. */
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2024-01-01T00:00:00Z");
  cairo_t *cr = cairo_create(surface);
  for (guint i = 0; i < pages; i++) {
    cairo_move_to(cr, 100, 100);
    cairo_set_font_size(cr, 12);
    cairo_show_text(cr, text);
    cairo_show_page(cr);
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

void write_bytes(const char *path, const void *bytes, gsize length)
{
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

char *read_text(const char *path)
{
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    g_error("%s: no such file", path);
  return text;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GStrv list_folder(const char *path)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return (GStrv)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

void expect_status(const Run *run, int status)
{
  if (run->status != status)
    g_error("exit status %d, not %d\n--- standard output\n%s--- standard error\n%s", run->status,
            status, run->out, run->err);
}

void expect_in(const char *text, const char *part)
{
  if (strstr(text, part) == NULL)
    g_error("\"%s\" does not stand in:\n%s", part, text);
}
