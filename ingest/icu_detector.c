/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/icu_detector.h"

#include "models/library.h"

/* The version whose headers this was compiled with: ICU's names end in it. */
#define LIBRARY "libicui18n.so." G_STRINGIFY(U_ICU_VERSION_MAJOR_NUM)

const GdIcuDetector *gd_icu_detector(void)
{
#define GD_ICU_NAME(name) G_STRINGIFY(name),
  static const char *const names[] = {GD_ICU_FUNCTIONS(GD_ICU_NAME) NULL};
#undef GD_ICU_NAME
  static GMutex mutex;
  static GdIcuDetector library;
  static gboolean is_loaded = FALSE;
  g_mutex_lock(&mutex);
  if (!is_loaded)
    is_loaded = gd_library_load(LIBRARY, names, &library, NULL);
  gboolean good = is_loaded;
  g_mutex_unlock(&mutex);
  return good ? &library : NULL;
}
