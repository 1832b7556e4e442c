/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: two readers of one label. What is told is one reader's text; the letters that
 * the other one saw or considered go with it, since tables/ knows the labels that may stand there.
 */
#pragma once

#include "ocr/label_reader.h"
#include "ocr/tess.h"

G_BEGIN_DECLS

/* Gives each of the symbols (of GdTessSymbol) the letters that the net considered for the
 * character in its place: seen (of GdLabelSymbol), all lines of the label in order. */
void gd_label_add_rivals(GArray *symbols, const GArray *seen);

G_END_DECLS
