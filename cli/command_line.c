/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command_line.h"

#include "cli/help.h"
#include "models/error.h"

GOptionContext *gd_command_line_new(const char *operands, const char *summary,
                                    const char *description, const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new(operands);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_summary(context, summary);
  g_option_context_set_description(context, description);
  g_option_context_add_main_entries(context, entries, NULL);
  return context;
}

GdLine gd_command_line_parse(GOptionContext *context, char *const *argv, const gboolean *wants_help,
                             char **help, GError **error)
{
  g_auto(GStrv) args = g_strdupv((char **)argv);
  g_autofree char *program = g_strdup_printf("guidang %s", argv[0]);
  g_free(args[0]);
  args[0] = g_strdup(program);

  g_autoptr(GError) wrong = NULL;
  if (!g_option_context_parse_strv(context, &args, &wrong)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_USAGE, wrong->message);
    return GD_LINE_WRONG;
  }
  if (!*wants_help)
    return GD_LINE_PARSED;
  *help = gd_help_text(context, program, gd_lang_of(argv));
  return GD_LINE_HELP;
}

gboolean gd_command_line_choose(const char *option, const char *text, const char *first_word,
                                const char *second_word, gboolean *second, GError **error)
{
  *second = text != NULL && g_ascii_strcasecmp(text, second_word) == 0;
  if (text == NULL || *second || g_ascii_strcasecmp(text, first_word) == 0)
    return TRUE;
  g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--%s takes %s or %s, not %s", option, first_word,
              second_word, text);
  return FALSE;
}

gboolean gd_command_line_lang(const char *text, GdLang *lang, GError **error)
{
  gboolean zh;
  if (!gd_command_line_choose("lang", text, "en", "zh", &zh, error))
    return FALSE;
  *lang = zh ? GD_LANG_ZH : GD_LANG_EN;
  return TRUE;
}
