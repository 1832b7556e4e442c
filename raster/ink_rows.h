/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of writing that a stroke across them joins: the ring of a seal that is not red.
 *
 *      ▆▆▆(▆▆▆▆▆)▆▆▆       ▆▆▆▆▆▆▆▆▆▆▆▆     ink of the rows
 *         (     )          ▆▆                a valley
 *      ▆▆▆▆(▆▆▆)▆▆▆▆       ▆▆▆▆▆▆▆▆▆▆▆▆
 */
#pragma once

#include "models/geometry.h"

struct Pix;

G_BEGIN_DECLS

/* The lines in a box of the ink (1 bit) of a page, pixels; height: of characters. Caller owns (of
 * GdBox, as wide as the box, top to bottom); the box itself if its rows have no valleys. */
GArray *gd_ink_rows_part(struct Pix *ink, GdBox box, int height);

G_END_DECLS
