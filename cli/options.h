/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Command lines. Each subcommand has one option table; parsing, the help text
 * and (by a test) the list in README.md follow from it.
 */
#pragma once

#include "cli/lang.h"
#include "export/export.h"

G_BEGIN_DECLS

/* `guidang convert`. Strings owned. */
typedef struct {
  GStrv inputs;         /* files and folders, at least one */
  char *out;            /* output folder */
  char *password;       /* for encrypted PDFs; NULL: none */
  GStrv forms;          /* folders of further forms; NULL: none */
  guint jobs;           /* workers, 1..GD_JOBS_MAX */
  gboolean quiet;       /* errors only */
  gboolean json;        /* summary for machines */
  gboolean force;       /* convert again what is unchanged */
  gboolean tables_only; /* of scans: no prose where no header field is looked for */
  GdLang lang;
  GdExportOptions export;
} GdConvertOptions;

/* Workers that one run may have; more than any machine's cores is a slip of the hand. */
#define GD_JOBS_MAX 256

/* What --forms says of itself in every help text. */
#define GD_FORMS_OPTION_HELP "folder of further forms; may be given again"

/* Parses argv (argv[0] is the subcommand's name). If help was asked for, puts
 * the help text into *help (caller frees) and leaves the options unchecked.
 * NULL and GD_ERROR_USAGE if the line is wrong. */
GdConvertOptions *gd_convert_options_parse(char **argv, char **help, GError **error);
void gd_convert_options_free(GdConvertOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdConvertOptions, gd_convert_options_free)

G_END_DECLS
