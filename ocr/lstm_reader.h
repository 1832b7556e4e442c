/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads strips with the network for value cells.
 */
#pragma once

#include "ocr/line_net.h"
#include "ocr/opinion.h"

G_BEGIN_DECLS

/* Reads n strips (1..GD_LINE_CELLS) side by side. opinions: of n, filled with readings whose
 * probabilities are the network's, not calibrated: that of the least sure letter; the caller owns
 * what they own. others: with other readings, each with one letter replaced. */
void gd_lstm_read(const GdLineNet *net, PIX *const *strips, guint n, gboolean others,
                  GdCellOpinion *opinions);

G_END_DECLS
