/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: strokes that are too pale for the mask of ink (cell_ink.h). Scanners and faxes
 * thin the bar of a minus to a grey line; a number without its minus would be read surely, and
 * wrongly.
 */
#pragma once

#include "ocr/cell_ink.h"

G_BEGIN_DECLS

/* Adds flat pale strokes (a minus, a dash) to mask, which is changed. ink->grey must not be NULL.
 */
void gd_ink_add_pale(const GdCellInk *ink, PIX *mask);

/* Once the lines are known: what is pale and not flat, in the band of a line, counts as stray, and
 * what may be a minus in front of one is noted. added: what gd_ink_add_pale() has put to mask; may
 * be NULL. */
void gd_ink_note_pale(GdCellInk *ink, PIX *mask, PIX *added);

/* Of a cell in which no line was found: sets ink->faint if something in it may be a character whose
 * ink is mostly too pale for the mask, so that what the mask has of it looks like dust. */
void gd_ink_note_lost(GdCellInk *ink);

G_END_DECLS
