/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores of rows of ruled grids on scans. A worn label may be misread beyond what a
 * misprint can be, while the lines around it still say that it is a row of so many cells. Such
 * a row is placed by its neighbours, and left to a person (row_doubt.c).
 */
#pragma once

#include "tables/score.h"

G_BEGIN_DECLS

/* Characters of what was read from a worn label may differ in this share: beyond, two labels
 * that have nothing to do with each other are as near. */
#define GD_WORN_WORST 0.8

/* The score of a row of a scan whose label fits no better than GD_LABEL_WORST; GD_SCORE_NEVER
 * if the unit has not the shape of the item's rows. */
double gd_score_worn_row(const GdItem *item, const GdUnit *unit);

/* The score of a row of values without a label whose cells are bounded by lines: a value that was
 * misread as words, or a word in its place (见附件), is a value. */
double gd_score_worn_values(const GdItem *item, const GdUnit *unit);

/* Whether the unit of a scan numbers the columns, some of the numbers misread, lost, or parted
 * by a line that is none: most are there, in order. */
gboolean gd_unit_numbers_columns_worn(const GdUnit *unit);

/* Ink of a scan that nobody could read, and nothing else. */
gboolean gd_token_is_unread(const GdToken *token);

/* What a token of a head counts on a scan at a distance from the nearest label: 1 to 0. */
double gd_score_worn_head(double distance);

G_END_DECLS
