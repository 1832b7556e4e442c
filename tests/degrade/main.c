/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * degrade: makes scans of typeset PDFs, for tests and benches.
 *
 *     degrade --level office --seed 7 IN.pdf OUT.pdf
 *     degrade --level fax --set mask=yes IN.pdf OUT.tif
 *     degrade --level phone --pictures DIR IN.pdf OUT.pdf
 *
 * OUT is a PDF of pictures, or a TIFF with many pages if its name ends in .tif.
 * What was printed does not change. Beside it stand OUT.geometry.csv (where the
 * pages are in the pictures) and OUT.params.csv (what was drawn for each page).
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/error.h"
#include "tests/degrade/output.h"

typedef struct {
  char *level, *pictures;
  char **set;
  gint64 seed, dpi;
  gboolean list;
} Options;

static GHashTable *read_forced(const Options *options, GError **error)
{
  g_autoptr(GHashTable) forced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; options->set != NULL && options->set[i] != NULL; i++) {
    const char *equals = strchr(options->set[i], '=');
    if (equals == NULL) {
      g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--set wants name=value, not %s",
                  options->set[i]);
      return NULL;
    }
    g_hash_table_replace(forced, g_strndup(options->set[i], (gsize)(equals - options->set[i])),
                         g_strdup(equals + 1));
  }
  if (options->dpi != 0)
    g_hash_table_replace(forced, g_strdup("dpi"),
                         g_strdup_printf("%" G_GINT64_FORMAT, options->dpi));
  return g_steal_pointer(&forced);
}

static gboolean run(const Options *options, const char *in, const char *out, GError **error)
{
  g_autoptr(GHashTable) forced = read_forced(options, error);
  if (forced == NULL)
    return FALSE;
  g_autoptr(GFile) file = g_file_new_for_path(in);
  g_autoptr(DgDocument) pdf = poppler_document_new_from_gfile(file, NULL, NULL, error);
  if (pdf == NULL)
    return FALSE;
  if (options->pictures != NULL && g_mkdir_with_parents(options->pictures, 0777) != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be made", options->pictures);
    return FALSE;
  }
  DgJob job = {.pdf = pdf,
               .in = in,
               .out = out,
               .pictures = options->pictures,
               .level = options->level != NULL ? options->level : "office",
               .seed = (guint64)options->seed,
               .forced = forced};
  return dg_job_run(&job, error);
}

int main(int argc, char **argv)
{
  Options options = {.seed = 1};
  g_auto(GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {"level", 0, 0, G_OPTION_ARG_STRING, &options.level, "set of ranges (default office)",
       "NAME"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "seed (default 1)", "N"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.set, "force a parameter", "NAME=VALUE"},
      {"dpi", 0, 0, G_OPTION_ARG_INT64, &options.dpi, "the same as --set dpi=N", "N"},
      {"pictures", 0, 0, G_OPTION_ARG_FILENAME, &options.pictures, "write pages here too", "DIR"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &options.list, "print levels, parameters, domains", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "IN.pdf OUT"},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("- scans of typeset PDFs");
  g_option_context_add_main_entries(context, entries, NULL);
  gboolean good = g_option_context_parse(context, &argc, &argv, &error);
  if (good && options.list)
    dg_params_list();
  else if (good && (files == NULL || g_strv_length(files) != 2 || options.seed < 0))
    g_set_error(&error, GD_ERROR, GD_ERROR_USAGE, "usage: degrade [OPTION…] IN.pdf OUT");
  else if (good)
    run(&options, files[0], files[1], &error);
  if (error != NULL)
    g_printerr("degrade: %s\n", error->message);
  g_free(options.level);
  g_free(options.pictures);
  g_strfreev(options.set);
  return error == NULL ? EXIT_SUCCESS : gd_error_exit(error);
}
