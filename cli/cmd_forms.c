/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `guidang forms`: the forms that a run would know, one a line; `guidang forms ID`: one of
 * them as a tree (cli/form_text.h).
 */
#include <stdio.h>

#include "cli/command_line.h"
#include "cli/form_text.h"
#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "cli/people.h"
#include "models/error.h"

typedef struct {
  GStrv ids;
  GStrv forms;
  GdLang lang;
} Options;

static void options_clear(Options *options)
{
  g_strfreev(options->ids);
  g_strfreev(options->forms);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* FALSE and GD_ERROR_USAGE if the line is wrong; *help (caller frees) if help was asked for. */
static gboolean parse(char **argv, Options *o, char **help, GError **error)
{
  gboolean wants_help = FALSE;
  g_autofree char *lang = NULL;
  const GOptionEntry entries[] = {
      {"forms", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forms, GD_FORMS_OPTION_HELP, "DIR"},
      {"lang", 0, 0, G_OPTION_ARG_FILENAME, &lang, "language of messages (default: en)", "en|zh"},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, "print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->ids, NULL, NULL},
      {0},
  };
  g_autoptr(GOptionContext) context = gd_command_line_new(
      "[ID]",
      "Lists the known forms, or prints the form ID as a tree: rows and columns with\n"
      "their ids and labels, and the relations between the cells.",
      NULL, entries);
  GdLine line = gd_command_line_parse(context, argv, &wants_help, help, error);
  if (line != GD_LINE_PARSED)
    return line == GD_LINE_HELP;
  if (!gd_command_line_lang(lang, &o->lang, error))
    return FALSE;
  if (o->ids == NULL || g_strv_length(o->ids) == 1)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "takes one ID, not %u", g_strv_length(o->ids));
  return FALSE;
}

/* The text to print; NULL and an error if there is no such form. Caller frees. */
static char *make_text(const Options *options, GError **error)
{
  g_autoptr(GdFormSet) forms = gd_knowledge_forms((const char *const *)options->forms, error);
  if (forms == NULL)
    return NULL;
  if (options->ids == NULL)
    return gd_form_text_list(forms, options->lang);
  const GdForm *form = gd_form_set_lookup(forms, options->ids[0]);
  if (form != NULL)
    return gd_form_text(form, options->lang);
  g_autofree char *shown = gd_shown_path(options->ids[0]);
  g_autofree char *message = g_strdup_printf(gd_text(options->lang, GD_TEXT_FORM_NO), shown);
  g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, message);
  return NULL;
}

int gd_cmd_forms(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_auto(Options) options = {0};
  g_autofree char *text = NULL;
  if (!parse(argv, &options, &text, &error))
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  if (text == NULL)
    text = make_text(&options, &error);
  if (text == NULL)
    return gd_people_fail(argv[0], options.lang, error);
  fputs(text, stdout);
  return GD_EXIT_OK;
}
