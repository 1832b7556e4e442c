/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shred: breaks the tables of typeset reports into text, with the truth, for
 * tests and benches.
 *
 *     shred --seed 1 --count 500 --out DIR
 *     shred --seed 7 --out DIR --way tabs --lost 2 --option pages
 *
 * Each seed gives one text and the files that say what stands in it (shred.h).
 */
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "models/error.h"
#include "shred.h"

typedef struct {
  gint64 seed, count;
  char *out, *way, *form;
  char **options;
  int lost;
  gboolean list;
} Arguments;

static void list(void)
{
  g_print("ways:\n");
  for (guint i = 0; sh_way_names()[i] != NULL; i++)
    g_print("  %-16s %s\n", sh_way_names()[i], sh_way_help(i));
  g_print("options, with their share of texts (--option NAME: on, not-NAME: off):\n");
  sh_options_help();
}

static gboolean check(const Arguments *a, GError **error)
{
  const char *wrong = NULL;
  if (a->out == NULL || a->seed < 0 || a->count < 1 || a->lost < 0 || a->lost > SH_MAX_LOST)
    wrong = "usage: shred --seed N --out DIR [--lost 0..3]";
  else if (a->way != NULL && !g_strv_contains(sh_way_names(), a->way))
    wrong = "no such way (--list names them)";
  for (guint i = 0; wrong == NULL && a->options != NULL && a->options[i] != NULL; i++)
    if (!sh_option_exists(a->options[i]))
      wrong = "no such option (--list names them)";
  if (wrong != NULL)
    g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static gboolean run(const Arguments *a, GError **error)
{
  if (!check(a, error))
    return FALSE;
  g_autofree char *data = gd_data_dir(error);
  g_autofree char *folder = data != NULL ? g_build_filename(data, "forms", NULL) : NULL;
  g_autoptr(GdFormSet) forms =
      data != NULL ? gd_form_set_load((const char *const[]){folder, NULL}, error) : NULL;
  if (forms == NULL)
    return FALSE;
  if (g_mkdir_with_parents(a->out, 0777) != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s cannot be made", a->out);
    return FALSE;
  }
  ShWish wish = {a->way, (const char *const *)a->options, (guint)a->lost, a->form};
  for (gint64 i = 0; i < a->count; i++)
    if (!sh_shred(forms, (guint64)(a->seed + i), &wish, a->out, error)) {
      g_prefix_error(error, "seed %" G_GINT64_FORMAT ": ", a->seed + i);
      return FALSE;
    }
  return TRUE;
}

/* What libraries keep until the end; a leak checker would report it. */
static void release_faces(void)
{
  pango_cairo_font_map_set_default(NULL);
#ifdef __SANITIZE_ADDRESS__
  cairo_debug_reset_static_data();
  FcFini();
#endif
}

int main(int argc, char **argv)
{
  Arguments a = {.seed = 1, .count = 1};
  const GOptionEntry entries[] = {
      {"seed", 0, 0, G_OPTION_ARG_INT64, &a.seed, "first seed", "N"},
      {"count", 0, 0, G_OPTION_ARG_INT64, &a.count, "seeds to make", "K"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &a.out, "folder to write to", "DIR"},
      {"way", 0, 0, G_OPTION_ARG_STRING, &a.way, "way to break tables (else drawn)", "WAY"},
      {"form", 0, 0, G_OPTION_ARG_STRING, &a.form, "form id (else any edition)", "ID"},
      {"lost", 0, 0, G_OPTION_ARG_INT, &a.lost, "numbers left out of each text, 0 to 3", "K"},
      {"option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.options, "force an option", "[not-]NAME"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &a.list, "print ways and options", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("- break reports into text");
  g_option_context_add_main_entries(context, entries, NULL);
  gboolean good = g_option_context_parse(context, &argc, &argv, &error);
  if (good && a.list)
    list();
  else if (good)
    good = run(&a, &error);
  if (!good)
    g_printerr("shred: %s\n", error->message);
  g_free(a.out);
  g_free(a.way);
  g_free(a.form);
  g_strfreev(a.options);
  release_faces();
  return good ? EXIT_SUCCESS : gd_error_exit(error);
}
