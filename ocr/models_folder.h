/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to ocr/: where the trained models are. */
#pragma once

#include "models/error.h"

G_BEGIN_DECLS

/* models, or tessdata in gd_data_dir() if that is NULL. NULL and GD_ERROR_IO if there is no such
 * folder. Caller frees. */
char *gd_models_folder(const char *models, GError **error);

G_END_DECLS
