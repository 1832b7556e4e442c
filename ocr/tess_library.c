/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/tess_library.h"

#include "models/error.h"

#include <gmodule.h>

/* Name of the library with the C API of Tesseract 5. */
#define LIBRARY "libtesseract.so.5"

static GdTessLibrary *load(GError **error)
{
  GModule *module = g_module_open(LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  if (module == NULL) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cannot load Tesseract: %s", g_module_error());
    return NULL;
  }
  g_autofree GdTessLibrary *library = g_new0(GdTessLibrary, 1);
  gboolean all = TRUE;
#define GD_TESS_LOAD(name)                                                                         \
  all = all && g_module_symbol(module, "Tess" #name, (gpointer *)&library->name);
  GD_TESS_FUNCTIONS(GD_TESS_LOAD)
#undef GD_TESS_LOAD
  if (!all) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s lacks a function: %s", LIBRARY, g_module_error());
    g_module_close(module);
    return NULL;
  }
  g_module_make_resident(module);
  return g_steal_pointer(&library);
}

const GdTessLibrary *gd_tess_library(GError **error)
{
  static GMutex mutex;
  static GdTessLibrary *library = NULL;
  g_mutex_lock(&mutex);
  if (library == NULL)
    library = load(error);
  g_mutex_unlock(&mutex);
  return library;
}
