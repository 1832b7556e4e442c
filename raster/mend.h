/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to raster/: stretches of which wear has left a piece, where the cells around tell that it
 * is one of a border and no stroke of a character.
 */
#pragma once

#include "raster/border_side.h"

G_BEGIN_DECLS

/* Both families of lines of one table, judged. What is mended is there[] from then on, and mended[]
 * too: whoever reads the cells beside it has less to go by. */
void gd_borders_mend(GdBorderSide *across, GdBorderSide *down);

G_END_DECLS
