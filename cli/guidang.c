/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/guidang.h"

#include <signal.h>
#include <stdio.h>

#include "cli/help.h"
#include "models/error.h"

typedef struct {
  const char *name;
  const char *summary;
  int (*run)(char **argv);
} Command;

static const Command commands[] = {
    {"convert", N_("turn reports into checked tables"), gd_cmd_convert},
    {"apply", N_("take what people decided in review.csv"), gd_cmd_apply},
    {"check", N_("evaluate the relations of all documents again"), gd_cmd_check},
    {"inspect", N_("show what guidang saw in a file"), gd_cmd_inspect},
    {"sample", N_("draw a random sample of cells for an acceptance check"), gd_cmd_sample},
    {"forms", N_("list the known forms, or show one"), gd_cmd_forms},
};

static void print_usage(FILE *to, GdLang lang)
{
  fputs(gd_tr(lang, "Usage: guidang COMMAND [OPTION…] …\n\nCommands:\n"), to);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    fprintf(to, "  %-10s %s\n", commands[i].name, gd_tr(lang, commands[i].summary));
  fputs(gd_tr(lang, "\n`guidang COMMAND --help` lists the options of a command.\n"
                    "`guidang --version` prints the version.\n"),
        to);
}

int gd_guidang_main(int argc, char **argv)
{
  /* A reader that goes away and a file size limit are errors to report, not reasons to die. */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);

  GdLang lang = gd_lang_of(argv);
  const char *name = argc > 1 ? argv[1] : "";
  if (g_str_equal(name, "--version")) {
    puts("guidang " GUIDANG_VERSION);
    return GD_EXIT_OK;
  }
  if (g_str_equal(name, "--help") || g_str_equal(name, "-h")) {
    print_usage(stdout, lang);
    return GD_EXIT_OK;
  }
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(name, commands[i].name))
      return commands[i].run(argv + 1);

  if (argc > 1)
    fprintf(stderr, gd_tr(lang, "guidang: no such command: %s\n"), name);
  print_usage(stderr, lang);
  return GD_EXIT_USAGE;
}
