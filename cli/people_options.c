/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"
#include "cli/options.h"
#include "cli/people.h"
#include "models/error.h"

static GOptionContext *people_context(const char *operands, const char *summary,
                                      const GOptionEntry *entries, const GOptionEntry *more)
{
  GOptionContext *context = g_option_context_new(operands);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_summary(context, summary);
  g_option_context_set_description(
      context, "Exit status: 0 nothing left to review; 1 something to review;\n"
               "2 some document has failed, or the command cannot be done; 64 bad usage.\n");
  g_option_context_add_main_entries(context, entries, NULL);
  if (more != NULL)
    g_option_context_add_main_entries(context, more, NULL);
  return context;
}

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

static gboolean take_lang(GdPeopleOptions *o, const char *lang, GError **error)
{
  o->lang = g_strcmp0(lang, "zh") == 0 ? GD_LANG_ZH : GD_LANG_EN;
  if (lang == NULL || o->lang == GD_LANG_ZH || g_str_equal(lang, "en"))
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--lang takes en or zh, not %s", lang);
  return FALSE;
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
  g_autofree char *line = operand != NULL ? g_strdup_printf("OUT %s", operand) : g_strdup("OUT");
  g_autoptr(GOptionContext) context = people_context(line, summary, entries, more);
  g_auto(GStrv) args = g_strdupv(argv);
  char *program = g_strdup_printf("guidang %s", argv[0]);
  g_free(args[0]);
  args[0] = program;

  GError *wrong = NULL;
  if (!g_option_context_parse_strv(context, &args, &wrong)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, wrong->message);
    g_error_free(wrong);
    return NULL;
  }
  if (wants_help) {
    g_autofree char *name = g_strdup_printf("guidang %s", argv[0]);
    *help = gd_help_text(context, name, gd_lang_of(argv));
    return g_steal_pointer(&o);
  }
  if (!take_operands(o, operands, operand, error) || !take_lang(o, lang, error))
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
