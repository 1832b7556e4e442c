/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads strips with Tesseract's network for value cells.
 */
#pragma once

#include "ocr/opinion.h"
#include "ocr/tess.h"

G_BEGIN_DECLS

/* Reads n strips (1..GD_LINE_CELLS) in one call. hints: of n, what another reader made of each, not
 * NULL: they say where one strip's text ends and the next one's begins, not what it is. opinions:
 * of n, filled with readings whose probabilities are the network's, not calibrated; the caller owns
 * what they own. alternatives: with other readings. */
void gd_lstm_read(GdTess *tess, PIX *const *strips, const char *const *hints, guint n,
                  gboolean alternatives, GdCellOpinion *opinions);

G_END_DECLS
