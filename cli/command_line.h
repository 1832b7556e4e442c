/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command lines of all subcommands share: how a line is parsed against its option
 * table, how help is given, options that take one of two words.
 */
#pragma once

#include "models/messages.h"

G_BEGIN_DECLS

/* What became of a line. */
typedef enum {
  GD_LINE_WRONG,  /* the error says why */
  GD_LINE_HELP,   /* help was asked for: nothing is to be checked or done */
  GD_LINE_PARSED, /* the variables of the option table are filled in */
} GdLine;

/* A context with that table (ended by {0}), summary and description (may be NULL); operands:
 * "FILE", as the help text names them. The table's strings are lent, the rest is copied. Caller
 * frees. */
GOptionContext *gd_command_line_new(const char *operands, const char *summary,
                                    const char *description, const GOptionEntry *entries);

/* Parses argv (argv[0] is the subcommand's name), which stays as it is. wants_help: the variable
 * of the table's --help. With GD_LINE_HELP, *help is the text (caller frees). GD_ERROR_USAGE if
 * the line is wrong. */
GdLine gd_command_line_parse(GOptionContext *context, char *const *argv, const gboolean *wants_help,
                             char **help, GError **error);

/* TRUE in *second if text is the second of the two words, in any case of letters; NULL stands for
 * the first. FALSE and GD_ERROR_USAGE, which names the option, for any other text. */
gboolean gd_command_line_choose(const char *option, const char *text, const char *first_word,
                                const char *second_word, gboolean *second, GError **error);

/* The value of --lang, NULL if it was not given. */
gboolean gd_command_line_lang(const char *text, GdLang *lang, GError **error);

G_END_DECLS
