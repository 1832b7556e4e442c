/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/inspect_options.h"

#include <string.h>

#include "cli/command_line.h"
#include "cli/options.h"
#include "models/error.h"
#include "models/limits.h"

/* What the option table fills in, before it is checked. */
typedef struct {
  gboolean help, svg, text;
  int page;
  char *lang;
  GStrv files;
} Raw;

static void raw_clear(Raw *raw)
{
  g_free(raw->lang);
  g_strfreev(raw->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, raw_clear)

static GOptionContext *inspect_context(GdInspectOptions *o, Raw *raw)
{
  const GOptionEntry entries[] = {
      {"out", 'o', 0, G_OPTION_ARG_FILENAME, &o->out,
       "file to write (default: FILE.inspect.html in this folder)", "PATH"},
      {"svg", 0, 0, G_OPTION_ARG_NONE, &raw->svg, "write one page as SVG", NULL},
      {"text", 0, 0, G_OPTION_ARG_NONE, &raw->text, "print grids and cells as text", NULL},
      {"page", 0, 0, G_OPTION_ARG_INT, &raw->page, "this page only", "N"},
      {"password", 0, 0, G_OPTION_ARG_FILENAME, &o->password, "password of an encrypted PDF", "P"},
      {"forms", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forms, GD_FORMS_OPTION_HELP, "DIR"},
      {"lang", 0, 0, G_OPTION_ARG_FILENAME, &raw->lang, "language of messages (default: en)",
       "en|zh"},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, "print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->files, NULL, NULL},
      {0},
  };
  return gd_command_line_new(
      "FILE",
      "Shows what each stage saw of one file: pictures of its pages, over them words,\n"
      "lines, grids and the cells of forms with their readings. Nothing is converted.",
      "Exit status: 0 written; 2 the file cannot be read, or nothing written;\n"
      "64 bad usage.\n",
      entries);
}

/* NAME.inspect.html or NAME.page-N.svg in the current folder. Caller frees. */
static char *default_out(const GdInspectOptions *o)
{
  g_autofree char *name = g_path_get_basename(o->file);
  char *dot = strrchr(name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return o->format == GD_INSPECT_SVG ? g_strdup_printf("%s.page-%u.svg", name, o->page)
                                     : g_strdup_printf("%s.inspect.html", name);
}

static gboolean refuse(GError **error, const char *message)
{
  g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, message);
  return FALSE;
}

static gboolean check(GdInspectOptions *o, Raw *raw, GError **error)
{
  if (!gd_command_line_lang(raw->lang, &o->lang, error))
    return FALSE;
  if (raw->files == NULL || raw->files[0] == NULL || raw->files[1] != NULL)
    return refuse(error, "takes one FILE");
  if (raw->svg && raw->text)
    return refuse(error, "--svg and --text cannot go together");
  if (raw->text && o->out != NULL)
    return refuse(error, "--text prints to standard output, and takes no -o");
  if (raw->page < 0 || raw->page > GD_CAP_PAGES)
    return refuse(error, "--page takes the number of a page, from 1");
  o->format = raw->svg ? GD_INSPECT_SVG : raw->text ? GD_INSPECT_TEXT : GD_INSPECT_HTML;
  o->page = (guint)raw->page;
  if (o->page == 0 && raw->svg)
    o->page = 1;
  o->file = g_strdup(raw->files[0]);
  if (o->out == NULL && o->format != GD_INSPECT_TEXT)
    o->out = default_out(o);
  return TRUE;
}

GdInspectOptions *gd_inspect_options_parse(char **argv, char **help, GError **error)
{
  g_autoptr(GdInspectOptions) options = g_new0(GdInspectOptions, 1);
  g_auto(Raw) raw = {0};
  g_autoptr(GOptionContext) context = inspect_context(options, &raw);
  GdLine line = gd_command_line_parse(context, argv, &raw.help, help, error);
  if (line == GD_LINE_WRONG || (line == GD_LINE_PARSED && !check(options, &raw, error)))
    return NULL;
  return g_steal_pointer(&options);
}

void gd_inspect_options_free(GdInspectOptions *options)
{
  if (options == NULL)
    return;
  g_free(options->file);
  g_free(options->out);
  g_free(options->password);
  g_strfreev(options->forms);
  g_free(options);
}
