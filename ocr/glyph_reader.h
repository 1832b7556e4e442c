/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads a strip glyph by glyph.
 */
#pragma once

#include "ocr/glyph_net.h"
#include "ocr/opinion.h"

G_BEGIN_DECLS

/* The text of a strip by the best way to cut it into glyphs, other ways as other
 * readings; probabilities as the net gives them, not calibrated. Caller owns what
 * the opinion owns. */
GdCellOpinion gd_glyph_read(const GdNet *net, PIX *strip);

G_END_DECLS
