/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which cells of a puzzle (puzzle.h) are wrong: the cheapest change of cells after which all
 * equations hold, and for any cell, whether another answer that is nearly as cheap gives it
 * another number.
 *
 * Costs are logarithms of likelihoods, so the cheapest answer is the likeliest one, and the
 * difference d to the next says that it is e^d times as likely. All equations count together:
 * a wrong cell of a table breaks its row and its column, which no other cell does.
 *
 * Method: depth-first branch and bound with iterative deepening (Korf, Depth-first
 * iterative-deepening, Artificial Intelligence 27, 1985) over the broken equations; one of the
 * cells of each must change. The bound is what equations that share no cell cost, each by itself,
 * the rows of a table (localise_rows.c), or what broken ones do (localise_bound.c), or the ways
 * that changes must take from one broken equation to the next (localise_ways.c). Numbers of which
 * nothing was read are what an equation leaves.
 */
#pragma once

#include "tables/puzzle.h"

G_BEGIN_DECLS

/* What it costs if a number that no reader saw is just the one that an equation asks for:
 * -ln of the share of such coincidences, one in twenty. */
#define GD_COINCIDENCE 3.0

/* Costlier answers are not looked for: four or five cells wrong that were sure. */
#define GD_ANSWER_COST 34.0

/* Steps of search for the answer, and for one question about it: some tenths of a second. A
 * question that is not answered within them counts as "yes, there is another". They are for puzzles
 * of up to GD_STEPS_CELLS cells, the largest tables of reports; a step in one of k times as many
 * takes k times as long, and there are so many fewer of them. */
#define GD_STEPS_CELLS 200u
#define GD_ANSWER_STEPS 200000u
#define GD_RIVAL_STEPS 200000u
/* Steps for all questions about one puzzle together. */
#define GD_RIVALS_STEPS 1000000u

/* How a cell came out. */
typedef struct {
  gboolean known; /* FALSE: lost, and no equation says which number it is */
  gboolean blank; /* see GdPuzzleChoice */
  gint64 number;  /* if known */
  guint choice;   /* the cell's choice, or GD_FREE_CHOICE */
} GdPuzzleResult;

#define GD_FREE_CHOICE G_MAXUINT

typedef struct GdLocaliser GdLocaliser;

/* puzzle is lent, and must not change any more. */
GdLocaliser *gd_localiser_new(const GdPuzzle *puzzle);
void gd_localiser_free(GdLocaliser *s);

/* Searches the cheapest answer. FALSE if there is none up to GD_ANSWER_COST, or the search was
 * cut off: nothing is known then. */
gboolean gd_localiser_solve(GdLocaliser *s);

/* Cost of the answer; 0 if all equations hold as shown. After gd_localiser_solve() only. */
double gd_localiser_cost(const GdLocaliser *s);

/* A cell in the answer. Lent, until the localiser goes. After gd_localiser_solve() only. */
const GdPuzzleResult *gd_localiser_result(const GdLocaliser *s, guint cell);

/* Finds out which cells hold the same in all answers that cost less than `margin` more than the
 * cheapest. Once, after gd_localiser_solve(). */
void gd_localiser_prove(GdLocaliser *s, double margin);

/* Whether the cell does. FALSE also if the search was cut off. After gd_localiser_prove(). */
gboolean gd_localiser_is_proved(const GdLocaliser *s, guint cell);

/* Steps of search that were made so far. */
guint gd_localiser_steps(const GdLocaliser *s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdLocaliser, gd_localiser_free)

G_END_DECLS
