/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What time and printers do to the ink of a sheet: faded strokes, rulings that
 * are faint, broken or dashed, strokes that spread or grow thin.
 */
#pragma once

#include "tests/degrade/levels.h"
#include "tests/degrade/picture.h"

G_BEGIN_DECLS

/* Changes the sheet. dpi: its px for each inch (across). */
void dg_ink_wear(DgPicture *sheet, const DgParams *params, guint64 seed, guint page, double dpi);

G_END_DECLS
