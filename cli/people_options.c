/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command_line.h"
#include "cli/options.h"
#include "cli/people.h"
#include "models/error.h"

/* OUT, and the operand behind it if there is to be one. */
static gboolean take_operands(GdPeopleOptions *o, char **operands, const char *operand,
                              GError **error)
{
  guint n = operands != NULL ? g_strv_length(operands) : 0;
  guint expected = operand != NULL ? 2 : 1;
  if (n != expected) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "takes OUT%s%s, not %u operands",
                operand ? " and " : "", operand ? operand : "", n);
    return FALSE;
  }
  o->out = g_strdup(operands[0]);
  o->file = g_strdup(operands[1]);
  return TRUE;
}

GdPeopleOptions *gd_people_options_parse(char **argv, const char *operand, const char *summary,
                                         const GOptionEntry *more, char **help, GError **error)
{
  g_autoptr(GdPeopleOptions) o = g_new0(GdPeopleOptions, 1);
  gboolean wants_help = FALSE;
  g_autofree char *lang = NULL;
  g_auto(GStrv) operands = NULL;
  const GOptionEntry entries[] = {
      {"forms", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forms, GD_FORMS_OPTION_HELP, "DIR"},
      {"lang", 0, 0, G_OPTION_ARG_FILENAME, &lang, "language of messages (default: en)", "en|zh"},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print errors only", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, "print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &operands, NULL, NULL},
      {0},
  };
  g_autofree char *operands_named =
      operand != NULL ? g_strdup_printf("OUT %s", operand) : g_strdup("OUT");
  g_autoptr(GOptionContext) context = gd_command_line_new(
      operands_named, summary,
      "Exit status: 0 nothing left to review; 1 something to review;\n"
      "2 some document has failed, or the command cannot be done; 64 bad usage.\n",
      entries);
  if (more != NULL)
    g_option_context_add_main_entries(context, more, NULL);
  GdLine line = gd_command_line_parse(context, argv, &wants_help, help, error);
  if (line == GD_LINE_WRONG ||
      (line == GD_LINE_PARSED && (!take_operands(o, operands, operand, error) ||
                                  !gd_command_line_lang(lang, &o->lang, error))))
    return NULL;
  return g_steal_pointer(&o);
}

void gd_people_options_free(GdPeopleOptions *options)
{
  if (options == NULL)
    return;
  g_free(options->out);
  g_free(options->file);
  g_strfreev(options->forms);
  g_free(options);
}
