/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <string.h>

GdLang gd_lang_of(char *const *argv)
{
  for (guint i = 0; argv[i] != NULL; i++) {
    const char *word = NULL;
    if (g_str_has_prefix(argv[i], "--lang="))
      word = argv[i] + strlen("--lang=");
    else if (g_str_equal(argv[i], "--lang"))
      word = argv[i + 1];
    if (word != NULL)
      return g_ascii_strcasecmp(word, "zh") == 0 ? GD_LANG_ZH : GD_LANG_EN;
  }
  return GD_LANG_EN;
}

static const char *translate(const char *text, gpointer lang)
{
  return text != NULL ? gd_tr((GdLang)GPOINTER_TO_INT(lang), text) : NULL;
}

/* Puts our translation in the place of the first of a word of GLib's, which speaks the language of
 * the environment: English, since guidang never sets a locale. */
static void put_word(GString *text, const char *word, GdLang lang)
{
  char *at = strstr(text->str, word);
  if (at == NULL)
    return;
  gssize offset = at - text->str;
  g_string_erase(text, offset, (gssize)strlen(word));
  g_string_insert(text, offset, gd_tr(lang, word));
}

char *gd_help_text(GOptionContext *context, const char *program, GdLang lang)
{
  /* The text is built from the program's name, which is known only from here on. */
  g_set_prgname(program);
  g_option_context_set_translate_func(context, translate, GINT_TO_POINTER(lang), NULL);
  g_option_group_set_translate_func(g_option_context_get_main_group(context), translate,
                                    GINT_TO_POINTER(lang), NULL);
  g_autofree char *english = g_option_context_get_help(context, TRUE, NULL);
  GString *text = g_string_new(english);
  put_word(text, N_("Usage:"), lang);
  put_word(text, N_("[OPTION…]"), lang);
  put_word(text, N_("Options:"), lang);
  return g_string_free(text, FALSE);
}
