/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values → puzzles: the cells of a report fall into parts that no relation joins; each part with
 * a scanned cell is a puzzle of its own (puzzle.h).
 */
#pragma once

#include "tables/puzzle.h"
#include "tables/values.h"

G_BEGIN_DECLS

typedef struct {
  GdPuzzle *puzzle;  /* owned */
  GArray *leaves;    /* of guint: leaf index of each of its cells. Owned */
  GArray *equations; /* of guint: index in GdForm.equations of each of its equations. Owned */
  guint decimals;    /* of the puzzle's unit */
} GdProofPart;

void gd_proof_part_free(GdProofPart *part);

/* The parts of set that have scanned cells (of GdProofPart*); left out are those whose numbers are
 * too large to reckon with. doubt: relations through cells whose place is in doubt join cells too.
 * Caller owns. */
GPtrArray *gd_proof_parts(const GdValueSet *set, gboolean doubt);

/* A number of the part's puzzle as a number. Integral ones have no decimals. */
GdNumber gd_proof_number(const GdProofPart *part, const GdFormLeaf *leaf, gint64 number);

G_END_DECLS
