/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: what a single reader makes of a strip, before calibration.
 */
#pragma once

#include "models/request.h"

G_BEGIN_DECLS

/* Other readings that are kept of a cell. */
#define GD_CELL_OTHERS 4

/* Frees what the opinion owns. */
void gd_cell_opinion_clear(GdCellOpinion *opinion);

/* An opinion without a text. */
GdCellOpinion gd_cell_opinion_none(void);

/* Adds another reading unless it is the opinion's text or there already. */
void gd_cell_opinion_add(GdCellOpinion *opinion, const char *text, double probability);

G_END_DECLS
