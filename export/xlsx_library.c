/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xlsx_library.h"

#include "models/library.h"

/* Name of the library whose header this was compiled with. */
#define LIBRARY "libxlsxwriter.so." LXW_SOVERSION

const GdXlsxLibrary *gd_xlsx_library(GError **error)
{
#define GD_XLSX_NAME_OF(name) #name,
  static const char *const names[] = {GD_XLSX_FUNCTIONS(GD_XLSX_NAME_OF) NULL};
#undef GD_XLSX_NAME_OF
  static GMutex mutex;
  static GdXlsxLibrary library;
  static gboolean is_loaded = FALSE;
  g_mutex_lock(&mutex);
  if (!is_loaded)
    is_loaded = gd_library_load(LIBRARY, names, &library, error);
  gboolean good = is_loaded;
  g_mutex_unlock(&mutex);
  return good ? &library : NULL;
}
