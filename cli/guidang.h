/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The executable: picks the subcommand, and knows nothing else of it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs the command line (argv[0] is the program). Returns an exit status (GdExit). */
int gd_guidang_main(int argc, char **argv);

/* A subcommand: argv[0] is its name, NULL ends argv. Returns an exit status. */
int gd_cmd_convert(char **argv);
int gd_cmd_apply(char **argv);
int gd_cmd_check(char **argv);
int gd_cmd_inspect(char **argv);
int gd_cmd_sample(char **argv);
int gd_cmd_forms(char **argv);

G_END_DECLS
