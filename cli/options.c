/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "cli/command_line.h"
#include "models/error.h"

/* What the option table fills in, before it is checked. */
typedef struct {
  gboolean help;
  int jobs;
  char *encoding, *headers, *lang;
} Raw;

static void raw_clear(Raw *raw)
{
  g_free(raw->encoding);
  g_free(raw->headers);
  g_free(raw->lang);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, raw_clear)

/* The context with the option table of `convert`. Arguments are taken as the
 * bytes they are (FILENAME), so that they do not depend on the locale. */
static GOptionContext *convert_context(GdConvertOptions *o, Raw *raw)
{
  const GOptionEntry entries[] = {
      {"out", 'o', 0, G_OPTION_ARG_FILENAME, &o->out,
       "output folder; what is new or changed is added to it", "OUT"},
      {"password", 0, 0, G_OPTION_ARG_FILENAME, &o->password, "password of encrypted PDFs", "P"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &raw->jobs, "files read at a time (default: one per core)",
       "N"},
      {"forms", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forms, GD_FORMS_OPTION_HELP, "DIR"},
      {"encoding", 0, 0, G_OPTION_ARG_FILENAME, &raw->encoding,
       "encoding of CSV files (default: utf-8)", "utf-8|gb18030"},
      {"headers", 0, 0, G_OPTION_ARG_FILENAME, &raw->headers,
       "language of column names (default: en)", "en|zh"},
      {"xlsx", 0, 0, G_OPTION_ARG_NONE, &o->export.xlsx, "also write a workbook, OUT/guidang.xlsx",
       NULL},
      {"tables-only", 0, 0, G_OPTION_ARG_NONE, &o->tables_only,
       "of scans, leave prose unread but for the first and the last page", NULL},
      {"lang", 0, 0, G_OPTION_ARG_FILENAME, &raw->lang, "language of messages (default: en)",
       "en|zh"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &o->json, "print the summary as JSON", NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print errors only", NULL},
      {"force", 0, 0, G_OPTION_ARG_NONE, &o->force, "convert again what is unchanged", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, "print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
      {0},
  };
  return gd_command_line_new(
      "INPUT…", "Reads files and folders (with all folders below them) and writes their tables.",
      "Exit status: 0 all converted, nothing to review; 1 something to review;\n"
      "2 some input failed, the others are converted; 64 bad usage.\n",
      entries);
}

static gboolean check(GdConvertOptions *o, const Raw *raw, GError **error)
{
  if (!gd_command_line_choose("encoding", raw->encoding, "utf-8", "gb18030", &o->export.gb18030,
                              error) ||
      !gd_command_line_choose("headers", raw->headers, "en", "zh", &o->export.headers_zh, error) ||
      !gd_command_line_lang(raw->lang, &o->lang, error))
    return FALSE;

  if (o->inputs == NULL || o->inputs[0] == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "no input is named");
    return FALSE;
  }
  if (o->out == NULL || o->out[0] == '\0') {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "no output folder is named (-o OUT)");
    return FALSE;
  }
  if (raw->jobs < 0 || raw->jobs > GD_JOBS_MAX) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--jobs takes a number from 1 to %d", GD_JOBS_MAX);
    return FALSE;
  }
  o->jobs = raw->jobs > 0 ? (guint)raw->jobs : MIN(g_get_num_processors(), GD_JOBS_MAX);
  return TRUE;
}

GdConvertOptions *gd_convert_options_parse(char **argv, char **help, GError **error)
{
  g_autoptr(GdConvertOptions) options = g_new0(GdConvertOptions, 1);
  g_auto(Raw) raw = {0};
  g_autoptr(GOptionContext) context = convert_context(options, &raw);
  GdLine line = gd_command_line_parse(context, argv, &raw.help, help, error);
  if (line == GD_LINE_WRONG || (line == GD_LINE_PARSED && !check(options, &raw, error)))
    return NULL;
  return g_steal_pointer(&options);
}

void gd_convert_options_free(GdConvertOptions *options)
{
  if (options == NULL)
    return;
  g_strfreev(options->inputs);
  g_free(options->out);
  g_free(options->password);
  g_strfreev(options->forms);
  g_free(options);
}
