/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/form.h"
#include "models/training/sample.h"

GPtrArray *gd_sample_faces_named(const char *name, GError **error)
{
  g_autofree char *data = gd_data_dir(error);
  g_autofree char *path = data != NULL ? g_build_filename(data, "training", name, NULL) : NULL;
  return path != NULL ? gd_sample_faces(path, error) : NULL;
}
