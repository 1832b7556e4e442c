/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/: from what both readers make of a cell's lines to the reading of
 * the cell.
 */
#pragma once

#include "ocr/calibration.h"
#include "ocr/cell_ink.h"
#include "ocr/reader.h"

G_BEGIN_DECLS

typedef struct {
  const GdCellInk *ink;   /* lent */
  double contrast;        /* levels between paper and ink of the cells around it, 0 if unknown */
  GdCellReading *reading; /* being made. Owned */
} GdCellVerdict;

/* contrast: as in GdCellVerdict. */
GdCellVerdict gd_cell_verdict_start(const GdCellInk *ink, double contrast);

/* The next line, top to bottom, as both readers (GD_READERS of them) see it; raw
 * probabilities. Lent. */
void gd_cell_verdict_add(GdCellVerdict *verdict, const GdCellOpinion *by);

/* Whether two texts of a line say the same: dashes of all kinds are the same mark, and the same
 * sign in front of a number. */
gboolean gd_cell_same_content(const char *a, const char *b);

/* Caller owns. */
GdCellReading *gd_cell_verdict_end(GdCellVerdict *verdict, const GdCalibration *calibration);

G_END_DECLS
