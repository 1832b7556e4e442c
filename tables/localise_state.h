/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to localise*.c: a puzzle while it is searched. What a cell holds is put and taken
 * back; sums and counts of the equations follow. "s" is the search.
 */
#pragma once

#include "tables/localise.h"

G_BEGIN_DECLS

/* The choice of a cell that changes, as long as nothing says to what. */
#define GD_UNDETERMINED (GD_FREE_CHOICE - 1)

/* Broken equations that a bound looks at, at most: with more it is lower than it might be. */
#define GD_WOUNDS 48

/* What is left of 1 by rounding when matrices of 1 and -1 are reduced is far smaller. */
#define GD_SMALL_PIVOT 1e-6

/* A cell's part in an equation. */
typedef struct {
  guint equation;
  int sign;
} GdPuzzleUse;

/* What a cell may hold (localise_rows.c). */
typedef struct GdPuzzlePlace GdPuzzlePlace;

struct GdLocaliser {
  const GdPuzzle *puzzle;
  guint n_cells, n_equations;
  GArray *uses;           /* of GdPuzzleUse, cell by cell */
  guint *first_use;       /* of each cell, and one behind the last */
  GdPuzzleResult *base;   /* where the search started */
  GdPuzzleResult *now;    /* where it is */
  GdPuzzleResult *answer; /* the best so far */
  gboolean *is_total;     /* of a cell: an equation's only term on the left */
  guint8 *decided;        /* cells that do not change any more on this way */
  guint *trail;           /* cells decided by keeping them, latest last */
  guint n_trail;
  gint64 *sums;        /* of an equation's known numbers, signed */
  guint *unknowns;     /* of an equation: cells without a number */
  guint *open;         /* of an equation: cells not decided */
  double *least;       /* of a cell: cost of the cheapest change from base */
  double *least_known; /* the same, with the coincidence of a number that is no choice */
  guint8 *is_single;   /* of a cell: it may hold nothing known but what it has in base */
  guint *stamps;       /* of a cell: of the last bound that counted it */
  guint stamp;
  guint8 *balanced;   /* of an equation: no change mends it alone (localise_ways.c) */
  double *blank_cost; /* of an equation: of the cheapest blank that its total may be */
  guint most_terms;   /* of any equation */
  double *steps_out;  /* of a term of each equation under regard, most_terms for each */
  double *ways;       /* of an equation: the cheapest way to it */
  guint *way_stamps;  /* of an equation: of the last search that reached it */
  guint way_stamp;
  guint *front; /* equations that were reached, and not left yet */
  guint n_front;
  guint *rows; /* equations that share no cell (localise_rows.c) */
  guint n_rows;
  guint *row_of;         /* of a cell: index in rows; G_MAXUINT: none */
  double *row_costs;     /* of a row: the least that its cells cost beyond `spent` */
  guint8 *row_stale;     /* of a row: a cell of it was put or decided since */
  GdPuzzlePlace *places; /* of the row that is weighed, most_terms */
  double spent;          /* cost of the decided cells */
  double rest;           /* cost that the others have in base */
  double budget;         /* only cheaper answers are of interest */
  double answer_cost;
  gboolean slack; /* an equation may hold in several ways, by a tolerance or a blank total */
  gboolean asking, found; /* whether there is any answer within the budget is all that counts */
  gboolean collecting;    /* all answers within the budget count: rivalled is kept */
  guint8 *rivalled;       /* of a cell: 1: another answer has something else there */
  guint steps, limit;
};

/* Cost of a result in a cell; of an undetermined one the least. */
double gd_localiser_cost_of(const GdLocaliser *s, guint cell, GdPuzzleResult result);

/* A choice of the cell as a result; behind the last: unknown. */
GdPuzzleResult gd_localiser_choice(const GdPuzzleCell *cell, guint choice);

/* Starts at what is given for each cell; nothing is decided. */
void gd_localiser_start(GdLocaliser *s, const GdPuzzleResult *base);

/* Puts something else into a cell that is not decided. */
void gd_localiser_put(GdLocaliser *s, guint cell, GdPuzzleResult result);

/* The cell does not change any more on this way, or may again. */
void gd_localiser_decide(GdLocaliser *s, guint cell);
void gd_localiser_undecide(GdLocaliser *s, guint cell);

/* A blank total says nothing of its parts. */
static inline gboolean gd_localiser_is_silent(const GdLocaliser *s,
                                              const GdPuzzleEquation *equation)
{
  return equation->total != G_MAXUINT && s->now[equation->total].blank;
}

/* All numbers of the equation are known, and it does not hold. */
static inline gboolean gd_localiser_is_broken(const GdLocaliser *s, guint e)
{
  if (s->unknowns[e] > 0 || s->sums[e] == 0)
    return FALSE;
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  return ABS(s->sums[e]) > equation->tolerance && !gd_localiser_is_silent(s, equation);
}

/* The equation says what its only unknown number is. */
static inline gboolean gd_localiser_says_number(const GdLocaliser *s, guint e)
{
  if (s->unknowns[e] != 1)
    return FALSE;
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  return equation->tolerance == 0 && !gd_localiser_is_silent(s, equation);
}

/* The only unknown cell of an equation, and what it must hold. FALSE if nothing can stand
 * there, or only what it held at the start. */
gboolean gd_localiser_find_number(const GdLocaliser *s, guint e, guint *cell,
                                  GdPuzzleResult *result);

/* The least that any answer on this way costs (localise_bound.c). */
double gd_localiser_bound(GdLocaliser *s);

/* Chooses the equations that share no cell, once. */
void gd_localiser_find_rows(GdLocaliser *s);

/* The least that any answer on this way costs, by these. */
double gd_localiser_bound_rows(GdLocaliser *s);

/* Finds out which equations are balanced, once. */
void gd_localiser_find_balanced(GdLocaliser *s);

/* The least cost of the changes that lead from an equation to another one that is open, at most
 * `most`. steps: of each of its terms, what it costs to begin with it; INFINITY: cannot be. */
double gd_localiser_way(GdLocaliser *s, guint from, const double *steps, double most);

/* Brings a matrix (row by row) to reduced echelon form but for the size of the pivots; sets the
 * columns of the pivots, row by row. Their number, which is the rank. */
guint gd_localiser_reduce(double *matrix, guint rows, guint columns, guint *pivots);

/* How many of the numbers that changed and stay unknown the equations bind to each other
 * (localise_rank.c). */
guint gd_localiser_coincidences(const GdLocaliser *s);

G_END_DECLS
