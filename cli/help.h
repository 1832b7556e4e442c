/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help texts in the language that --lang asks for.
 */
#pragma once

#include "models/messages.h"

G_BEGIN_DECLS

/* What --lang asks for on a command line that is not parsed yet, or cannot be. */
GdLang gd_lang_of(char *const *argv);

/* The help text of a context that has parsed a command line: summary, options, description.
 * program: "guidang convert". Caller frees. */
char *gd_help_text(GOptionContext *context, const char *program, GdLang lang);

G_END_DECLS
