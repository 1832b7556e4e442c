/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A grid drawn with characters.
 *
 *     ┌──────┬──────┬╌╌╌╌╌╌┐
 *     │ a    │ b    ╎ c    │     ╌ ╎: a divider that is inferred
 *     │      ├──────┴╌╌╌╌╌╌┤
 *     │      │ d           │     merged cells are drawn as such
 *     └──────┴─────────────┘
 */
#pragma once

#include "models/grid.h"

G_BEGIN_DECLS

/* What is put behind the text of a cell, or NULL. Lent. */
typedef const char *(*GdCellMark)(const GdGrid *grid, const GdCell *cell, gpointer data);

/* Adds the grid, at most so many columns of the terminal wide where that leaves two for each
 * column of the grid; text that does not fit ends in "…". mark may be NULL. */
void gd_grid_put_text(GString *out, const GdGrid *grid, guint columns, GdCellMark mark,
                      gpointer data);

/* The text as it may be shown: control characters and marks of direction become U+FFFD.
 * Caller frees. */
char *gd_shown_text(const char *text);

G_END_DECLS
