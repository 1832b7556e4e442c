/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typeset: makes report PDFs with their truth, for tests, benches and samples.
 *
 *     typeset --seed 1 --count 500 --out DIR
 *     typeset --seed 7 --out DIR --set lines=none --set break=inside
 *
 * Each seed gives one PDF and four files that say what stands in it (output.h).
 */
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/error.h"
#include "output.h"

typedef struct {
  gint64 seed, count;
  char *out, *form;
  char **set;
  gboolean list;
} Options;

static GHashTable *read_forced(char **set, GError **error)
{
  GHashTable *forced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; set != NULL && set[i] != NULL; i++) {
    const char *equals = strchr(set[i], '=');
    if (equals == NULL) {
      g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--set wants name=value, not %s", set[i]);
      g_hash_table_unref(forced);
      return NULL;
    }
    g_hash_table_replace(forced, g_strndup(set[i], (gsize)(equals - set[i])), g_strdup(equals + 1));
  }
  return forced;
}

static GdFormSet *load_forms(GError **error)
{
  g_autofree char *data = gd_data_dir(error);
  if (data == NULL)
    return NULL;
  g_autofree char *forms = g_build_filename(data, "forms", NULL);
  return gd_form_set_load((const char *const[]){forms, NULL}, error);
}

static gboolean make_file(const GdFormSet *forms, const Options *options, GHashTable *forced,
                          guint64 seed, GError **error)
{
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func((GDestroyNotify)ts_report_free);
  g_autoptr(TsPaper) paper = NULL;
  guint count = 1;
  for (guint i = 0; i < count; i++) {
    TsReport *report = ts_report_new(forms, options->form, seed, i, forced, error);
    if (report == NULL)
      return FALSE;
    g_ptr_array_add(reports, report);
    if (i == 0) {
      count = (guint)ts_param_real(report->params, "reports");
      paper = ts_paper_new(report->params, report->style, seed);
    }
    ts_report_draw(report, paper, seed, i);
  }
  g_autoptr(GBytes) pdf = ts_paper_finish(paper, error);
  if (pdf == NULL)
    return FALSE;
  g_autofree char *path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".pdf", options->out, seed);
  gsize size;
  const char *data = g_bytes_get_data(pdf, &size);
  return g_file_set_contents(path, data, (gssize)size, error) &&
         ts_output_write(options->out, seed, reports, error);
}

static gboolean run(const Options *options, GError **error)
{
  if (options->out == NULL || options->seed < 0 || options->count < 1) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "usage: typeset --seed N --out DIR");
    return FALSE;
  }
  g_autoptr(GHashTable) forced = read_forced(options->set, error);
  if (forced == NULL)
    return FALSE;
  g_autoptr(GdFormSet) forms = load_forms(error);
  if (forms == NULL)
    return FALSE;
  if (g_mkdir_with_parents(options->out, 0777) != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be made", options->out);
    return FALSE;
  }
  for (gint64 i = 0; i < options->count; i++)
    if (!make_file(forms, options, forced, (guint64)(options->seed + i), error)) {
      g_prefix_error(error, "seed %" G_GINT64_FORMAT ": ", options->seed + i);
      return FALSE;
    }
  return TRUE;
}

/* What libraries keep until the end; a leak checker would report it. */
static void release_faces(void)
{
  pango_cairo_font_map_set_default(NULL);
#ifdef __SANITIZE_ADDRESS__ /* for the leak checker; asserts now and then that fonts still live */
  cairo_debug_reset_static_data();
  FcFini();
#endif
}

int main(int argc, char **argv)
{
  Options options = {.seed = 1, .count = 1};
  const GOptionEntry entries[] = {
      {"seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "first seed", "N"},
      {"count", 0, 0, G_OPTION_ARG_INT64, &options.count, "seeds to make", "K"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, "folder to write to", "DIR"},
      {"form", 0, 0, G_OPTION_ARG_STRING, &options.form, "form id (else any edition)", "ID"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.set, "force a parameter", "NAME=VALUE"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &options.list, "print all parameters", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("- typeset reports with their truth");
  g_option_context_add_main_entries(context, entries, NULL);
  gboolean good = g_option_context_parse(context, &argc, &argv, &error);
  if (good && options.list)
    ts_params_help();
  else if (good)
    good = run(&options, &error);
  if (!good)
    g_printerr("typeset: %s\n", error->message);
  g_free(options.out);
  g_free(options.form);
  g_strfreev(options.set);
  release_faces();
  return good ? EXIT_SUCCESS : gd_error_exit(error);
}
