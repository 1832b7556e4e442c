/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/guidang.h"
#include "cli/help.h"
#include "cli/people.h"
#include "cli/run.h"
#include "models/error.h"

int gd_cmd_convert(char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL;
  g_autoptr(GdConvertOptions) options = gd_convert_options_parse(argv, &help, &error);
  if (options == NULL) {
    return gd_people_fail(argv[0], gd_lang_of(argv), error);
  }
  if (help != NULL) {
    fputs(help, stdout);
    return GD_EXIT_OK;
  }
  return gd_convert_run(options);
}
