/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/tess_library.h"

#include "models/library.h"

/* Name of the library with the C API of Tesseract 5. */
#define LIBRARY "libtesseract.so.5"

const GdTessLibrary *gd_tess_library(GError **error)
{
#define GD_TESS_NAME(name) "Tess" #name,
  static const char *const names[] = {GD_TESS_FUNCTIONS(GD_TESS_NAME) NULL};
#undef GD_TESS_NAME
  static GMutex mutex;
  static GdTessLibrary library;
  static gboolean is_loaded = FALSE;
  g_mutex_lock(&mutex);
  if (!is_loaded)
    is_loaded = gd_library_load(LIBRARY, names, &library, error);
  gboolean good = is_loaded;
  g_mutex_unlock(&mutex);
  return good ? &library : NULL;
}
