/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of a table that are too short to be seen for themselves: those of a row that a page break
 * has left alone, in small print, are no longer than a stroke of a character.
 *
 *      ┌──┬──┬──┐     two lines that end one below the other: between them, ink from the
 *      └──┴──┴──┘     one to the other is a column
 */
#pragma once

#include "raster/crossings.h"

G_BEGIN_DECLS

/* rows, columns: the views that the lines of the table were found in. Adds to the columns of the
 * table those that join the ends of two rows and, in low rows, all that reach from one line to the
 * next. */
void gd_sides_add(const GdView *rows, const GdView *columns, GdRuledTable *table);

G_END_DECLS
