/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/error.h"

GQuark gd_error_quark(void)
{
  return g_quark_from_static_string("gd-error-quark");
}

GdExit gd_error_exit(const GError *error)
{
  if (error == NULL)
    return GD_EXIT_OK;
  if (g_error_matches(error, GD_ERROR, GD_ERROR_USAGE))
    return GD_EXIT_USAGE;
  return GD_EXIT_FAILED;
}
