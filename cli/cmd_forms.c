/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `guidang forms`: the forms that a run would know, one a line; `guidang forms ID`: one of
 * them as a tree (cli/form_text.h).
 */
#include <stdio.h>

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
  char *lang;
  gboolean help;
} Options;

static void options_clear(Options *options)
{
  g_strfreev(options->ids);
  g_strfreev(options->forms);
  g_free(options->lang);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* FALSE and GD_ERROR_USAGE if the line is wrong; *help (caller frees) if help was asked for. */
static gboolean parse(char **argv, Options *o, char **help, GError **error)
{
  const GOptionEntry entries[] = {
      {"forms", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->forms, GD_FORMS_OPTION_HELP, "DIR"},
      {"lang", 0, 0, G_OPTION_ARG_FILENAME, &o->lang, "language of messages (default: en)",
       "en|zh"},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->ids, NULL, NULL},
      {0},
  };
  g_autoptr(GOptionContext) context = g_option_context_new("[ID]");
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_summary(
      context, "Lists the known forms, or prints the form ID as a tree: rows and columns with\n"
               "their ids and labels, and the relations between the cells.");
  g_option_context_add_main_entries(context, entries, NULL);
  g_auto(GStrv) args = g_strdupv(argv);
  g_autoptr(GError) wrong = NULL;
  if (!g_option_context_parse_strv(context, &args, &wrong)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, wrong->message);
    return FALSE;
  }
  if (o->help) {
    *help = gd_help_text(context, "guidang forms", gd_lang_of(argv));
    return TRUE;
  }
  gboolean known = o->lang == NULL || g_str_equal(o->lang, "en") || g_str_equal(o->lang, "zh");
  if (!known)
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--lang takes en or zh, not %s", o->lang);
  else if (o->ids != NULL && g_strv_length(o->ids) > 1)
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "takes one ID, not %u", g_strv_length(o->ids));
  else
    return TRUE;
  return FALSE;
}

/* The text to print; NULL and an error if there is no such form. Caller frees. */
static char *make_text(const Options *options, GdLang lang, GError **error)
{
  g_autoptr(GdFormSet) forms = gd_knowledge_forms((const char *const *)options->forms, error);
  if (forms == NULL)
    return NULL;
  if (options->ids == NULL)
    return gd_form_text_list(forms, lang);
  const GdForm *form = gd_form_set_lookup(forms, options->ids[0]);
  if (form != NULL)
    return gd_form_text(form, lang);
  g_autofree char *shown = gd_shown_path(options->ids[0]);
  g_autofree char *message = g_strdup_printf(gd_text(lang, GD_TEXT_FORM_NO), shown);
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
  GdLang lang = g_strcmp0(options.lang, "zh") == 0 ? GD_LANG_ZH : GD_LANG_EN;
  if (text == NULL)
    text = make_text(&options, lang, &error);
  if (text == NULL)
    return gd_people_fail(argv[0], lang, error);
  fputs(text, stdout);
  return GD_EXIT_OK;
}
