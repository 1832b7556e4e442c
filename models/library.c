/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/library.h"

#include <gmodule.h>
#include <string.h>

#include "models/error.h"

gboolean gd_library_load(const char *soname, const char *const *names, gpointer table,
                         GError **error)
{
  GModule *module = g_module_open(soname, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  if (module == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cannot load %s: %s", soname, g_module_error());
    return FALSE;
  }
  for (guint i = 0; names[i] != NULL; i++) {
    gpointer address = NULL;
    if (!g_module_symbol(module, names[i], &address) || address == NULL) {
      g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s lacks %s", soname, names[i]);
      g_module_close(module);
      return FALSE;
    }
    /* byte by byte: the members are pointers to functions, which C tells from gpointer */
    memcpy((char *)table + i * sizeof address, &address, sizeof address);
  }
  g_module_make_resident(module);
  return TRUE;
}
