/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: reads strips with the network for value cells.
 */
#pragma once

#include "ocr/line_net.h"
#include "ocr/opinion.h"
#include "ocr/strip_line.h"

G_BEGIN_DECLS

/* Strips side by side on one line. */
typedef struct {
  guint n;                       /* 1..GD_LINE_CELLS */
  PIX *strips[GD_LINE_CELLS];    /* lent */
  int starts[GD_LINE_CELLS + 1]; /* where they begin on the line, pixels */
  GdLineColumns columns;         /* what the network gave. Owned */
} GdLstmLine;

void gd_lstm_line_clear(GdLstmLine *line);

/* Runs the network on n lines, several at once, which is faster. */
void gd_lstm_run(const GdLineNet *net, GdLstmLine *lines, guint n);

/* What it makes of the strips of a line. opinions: of line->n, filled with readings whose
 * probabilities are the network's, not calibrated: that of the least sure letter; the caller owns
 * what they own. others: with other readings, each with one letter replaced, which takes longer. */
void gd_lstm_read(const GdLineNet *net, const GdLstmLine *line, gboolean others,
                  GdCellOpinion *opinions);

G_END_DECLS
