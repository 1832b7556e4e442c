/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/people.h"
#include "models/error.h"

int gd_cmd_check(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL;
  g_autoptr(GdPeopleOptions) options = gd_people_options_parse(
      argv, NULL,
      "Evaluates the relations of all documents of OUT again, takes in what corrections.csv\n"
      "holds, and rewrites the tables. No input file is read.",
      NULL, &help, &error);
  if (options == NULL)
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  if (help != NULL) {
    fputs(help, stdout);
    return GD_EXIT_OK;
  }
  guint n_changed = 0;
  g_autoptr(GdPeople) people = gd_people_open(options, &error);
  if (people == NULL || !gd_people_renew(people, &n_changed, &error))
    return gd_people_fail(argv[0], options->lang, error);
  gd_people_say(people, GD_TEXT_CHANGED, n_changed);
  return gd_people_finish(people);
}
