/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to ocr/: what kind of content a text of a value cell is. */
#pragma once

#include "ocr/reader.h"

G_BEGIN_DECLS

/* Number: an optional sign, digits with separators and at most one point, perhaps a
 * unit; dash: marks for none only; blank: ""; anything else is unreadable. */
GdCellKind gd_cell_kind_of(const char *text);

G_END_DECLS
