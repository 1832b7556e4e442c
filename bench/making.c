/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/making.h"

#include <glib/gstdio.h>

static GPtrArray *command(const char *program)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(argv, g_strdup(program));
  return argv;
}

static void add_all(GPtrArray *argv, const char *option, const char *const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    g_ptr_array_add(argv, g_strdup_printf("--%s=%s", option, values[i]));
}

static void add(GPtrArray *argv, const char *option, const char *value)
{
  if (value != NULL)
    g_ptr_array_add(argv, g_strdup_printf("--%s=%s", option, value));
}

static void add_number(GPtrArray *argv, const char *option, guint value)
{
  g_ptr_array_add(argv, g_strdup_printf("--%s=%u", option, value));
}

static gboolean spawn(GPtrArray *argv, GError **error)
{
  int status = 0;
  g_ptr_array_add(argv, NULL);
  return g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                      NULL, NULL, &status, error) &&
         g_spawn_check_wait_status(status, error);
}

gboolean gd_make_report(const GdMaking *making, guint seed, GError **error)
{
  g_autoptr(GPtrArray) argv = command(making->typeset);
  add_number(argv, "seed", seed);
  add(argv, "out", making->folder);
  add(argv, "form", making->form);
  add_all(argv, "set", making->set);
  return spawn(argv, error);
}

gboolean gd_make_scan(const GdMaking *making, guint seed, const char *level, char **path,
                      GError **error)
{
  *path = g_strdup_printf("%s/%u.%s.pdf", making->folder, seed, level);
  g_autoptr(GPtrArray) argv = command(making->degrade);
  add(argv, "level", level);
  add_number(argv, "seed", seed);
  add_all(argv, "set", making->scan_set);
  g_ptr_array_add(argv, g_strdup_printf("%s/%u.pdf", making->folder, seed));
  g_ptr_array_add(argv, g_strdup(*path));
  return spawn(argv, error);
}

gboolean gd_make_texts(const GdMaking *making, guint first, guint count, guint lost,
                       const char *way, const char *const *options, GError **error)
{
  g_autoptr(GPtrArray) argv = command(making->shred);
  add_number(argv, "seed", first);
  add_number(argv, "count", count);
  add_number(argv, "lost", lost);
  add(argv, "out", making->folder);
  add(argv, "way", way);
  add(argv, "form", making->form);
  add_all(argv, "option", options);
  return spawn(argv, error);
}

char *gd_made_text(const GdMaking *making, guint seed)
{
  static const char *const endings[] = {"txt", "md", "html"};
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    char *path = g_strdup_printf("%s/%u.%s", making->folder, seed, endings[i]);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      return path;
    g_free(path);
  }
  return g_strdup_printf("%s/%u.txt", making->folder, seed);
}

static void remove_with(const char *base, const char *const *endings)
{
  for (guint i = 0; endings[i] != NULL; i++) {
    g_autofree char *path = g_strconcat(base, endings[i], NULL);
    g_unlink(path);
  }
}

void gd_made_remove(const GdMaking *making, guint seed)
{
  static const char *const endings[] = {".pdf",       ".txt",       ".md",         ".html",
                                        ".way",       ".truth.csv", ".facts.json", ".layout.json",
                                        ".cells.csv", ".lost.csv",  NULL};
  g_autofree char *base = g_strdup_printf("%s/%u", making->folder, seed);
  remove_with(base, endings);
}

void gd_made_remove_scan(const char *path)
{
  static const char *const endings[] = {"", ".geometry.csv", ".params.csv", NULL};
  remove_with(path, endings);
}

const GdDocument *gd_made_document(const GPtrArray *documents, const GdTruth *truth, guint d)
{
  guint page = g_array_index(truth->first_pages, guint, d - 1);
  guint before = d > 1 ? g_array_index(truth->first_pages, guint, d - 2) : 0;
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    const GdDocument *document = documents->pdata[i];
    if (document->first_page <= page && page <= document->last_page &&
        document->first_page > before)
      return document;
  }
  return NULL;
}
