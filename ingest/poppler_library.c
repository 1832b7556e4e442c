/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/poppler_library.h"

#include "models/library.h"

/* poppler-glib's interface since 0.18. */
#define LIBRARY "libpoppler-glib.so.8"

const GdPopplerLibrary *gd_poppler_library(GError **error)
{
#define GD_POPPLER_NAME(name) #name,
  static const char *const names[] = {GD_POPPLER_FUNCTIONS(GD_POPPLER_NAME) NULL};
#undef GD_POPPLER_NAME
  static GMutex mutex;
  static GdPopplerLibrary library;
  static gboolean is_loaded = FALSE;
  g_mutex_lock(&mutex);
  if (!is_loaded)
    is_loaded = gd_library_load(LIBRARY, names, &library, error);
  gboolean good = is_loaded;
  g_mutex_unlock(&mutex);
  return good ? &library : NULL;
}

const GdPopplerLibrary *gd_poppler(void)
{
  const GdPopplerLibrary *library = gd_poppler_library(NULL);
  g_assert(library != NULL);
  return library;
}
