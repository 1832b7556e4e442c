/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/models_folder.h"

#include "models/form.h"

char *gd_models_folder(const char *models, GError **error)
{
  if (models != NULL)
    return g_strdup(models);
  g_autofree char *data = gd_data_dir(error);
  return data != NULL ? g_build_filename(data, "tessdata", NULL) : NULL;
}
