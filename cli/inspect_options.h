/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line of `guidang inspect`.
 */
#pragma once

#include "models/messages.h"

G_BEGIN_DECLS

typedef enum { GD_INSPECT_HTML, GD_INSPECT_SVG, GD_INSPECT_TEXT } GdInspectFormat;

/* Strings owned. */
typedef struct {
  char *file;     /* to look at */
  char *out;      /* to write; with GD_INSPECT_TEXT: NULL, standard output */
  char *password; /* for an encrypted PDF; NULL: none */
  GStrv forms;    /* folders of the user's forms; NULL: none */
  GdInspectFormat format;
  guint page; /* from 1; 0: all */
  GdLang lang;
} GdInspectOptions;

/* Parses argv (argv[0] is the command). If help was asked for, *help is the text (caller
 * frees) and nothing is checked. NULL and GD_ERROR_USAGE if the line is wrong. */
GdInspectOptions *gd_inspect_options_parse(char **argv, char **help, GError **error);
void gd_inspect_options_free(GdInspectOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdInspectOptions, gd_inspect_options_free)

G_END_DECLS
