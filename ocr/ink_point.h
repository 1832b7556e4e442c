/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: the point of a number, where readers may have seen none: in small print and
 * widely set it is a few pixels, and pale.
 */
#pragma once

#include "ocr/cell_ink.h"

G_BEGIN_DECLS

/* The text of the only line with a point where the ink shows one: a small low part in the gap of
 * two digits. NULL if the text does not begin with so many digits, or has a point, or none is seen.
 * Caller owns. */
char *gd_ink_with_point(const GdCellInk *ink, const char *text);

G_END_DECLS
