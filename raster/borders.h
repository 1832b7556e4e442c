/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a table → rulings: which parts of each line, from crossing to crossing, are
 * really there.
 */
#pragma once

#include "models/page.h"
#include "raster/crossings.h"

G_BEGIN_DECLS

/* Adds the rulings of a table to rulings (of GdRuling). broken: lines may have lost most of
 * their ink (faxes), so that their strength tells nothing. to_page maps pixels of the views'
 * picture to the rectified page. Lines of which no part is there are taken out of the
 * table. */
void gd_borders_add(const GdView *rows, const GdView *columns, GdRuledTable *table, gboolean broken,
                    const GdHomography *to_page, GArray *rulings);

G_END_DECLS
