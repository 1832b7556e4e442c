/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer costs at least: what was spent, and the largest of
 *
 * 1. for broken equations that share no cell that may change, the cheaper of one change that mends
 *    the equation and of any two;
 * 2. the ways out of the broken equations (localise_ways.c): each ends at another one, so that half
 *    of each counts, or one whole;
 * 3. what equations that share no cell cost, the same ones always (localise_rows.c). It is asked
 *    first.
 */
#include "tables/localise_state.h"

#include <math.h>

/* An equation that asks for a change: broken, or asking for a number that cannot be. */
typedef struct {
  guint equation;
  gboolean broken;
  double first, second; /* cost of the cheapest changes of any of its cells */
  double alone;         /* of the cheapest change by which it holds */
  double *steps;        /* of each term: of changing it so that the equation holds by that alone, or
                           asks for nothing; INFINITY: cannot be. Lent */
} Wound;

/* What it costs to change a cell of a broken equation so that it holds by that alone. */
static double cost_alone(const GdLocaliser *s, const GdPuzzleTerm *term, guint e)
{
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  const GdPuzzleCell *cell = gd_puzzle_cell(s->puzzle, term->cell);
  const GdPuzzleResult *now = &s->now[term->cell];
  if (cell->n_choices == 0)
    return 0;
  double alone = cell->free_cost + GD_COINCIDENCE;
  for (guint k = 0; k < cell->n_choices; k++) {
    const GdPuzzleChoice *choice = &cell->choices[k];
    gint64 left = s->sums[e] + term->sign * (choice->number - now->number);
    gboolean mends =
        ABS(left) <= equation->tolerance || (term->cell == equation->total && choice->blank);
    if (k != now->choice && mends)
      alone = MIN(alone, choice->cost);
  }
  return alone;
}

static void measure(const GdLocaliser *s, Wound *wound)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, wound->equation)->terms;
  wound->alone = wound->first = wound->second = INFINITY;
  for (guint i = 0; i < terms->len; i++) {
    const GdPuzzleTerm *term = &g_array_index(terms, GdPuzzleTerm, i);
    gboolean fixed = s->decided[term->cell] || !s->now[term->cell].known;
    wound->steps[i] = INFINITY;
    if (fixed)
      continue;
    double least = s->least[term->cell];
    wound->steps[i] = !wound->broken || s->is_single[term->cell]
                          ? s->least_known[term->cell]
                          : cost_alone(s, term, wound->equation);
    wound->alone = MIN(wound->alone, wound->steps[i]);
    wound->second = MIN(wound->second, MAX(wound->first, least));
    wound->first = MIN(wound->first, least);
  }
  /* the way out by a cell: the change that mends the equation, or two */
  for (guint i = 0; i < terms->len && wound->broken; i++) {
    double least = s->least_known[g_array_index(terms, GdPuzzleTerm, i).cell];
    if (wound->steps[i] < INFINITY)
      wound->steps[i] = MIN(wound->steps[i], least + wound->first);
  }
}

/* FALSE if the equation asks for nothing. */
static gboolean is_wound(GdLocaliser *s, guint e, Wound *wound)
{
  guint unknown;
  GdPuzzleResult result;
  wound->equation = e;
  wound->broken = gd_localiser_is_broken(s, e);
  return wound->broken ||
         (gd_localiser_says_number(s, e) && !gd_localiser_find_number(s, e, &unknown, &result));
}

/* 1. What an equation costs at least; 0 if one counted before shares a cell with it. */
static double least_of(GdLocaliser *s, const Wound *wound)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, wound->equation)->terms;
  for (guint i = 0; i < terms->len; i++) {
    guint cell = g_array_index(terms, GdPuzzleTerm, i).cell;
    if (!s->decided[cell] && s->stamps[cell] == s->stamp)
      return 0;
  }
  for (guint i = 0; i < terms->len; i++)
    s->stamps[g_array_index(terms, GdPuzzleTerm, i).cell] = s->stamp;
  return wound->broken ? MIN(wound->alone, wound->first + wound->second) : wound->first;
}

/* Which equations share no cell depends on where one begins to count; the better of two ways
 * counts. */
static double bound_apart(GdLocaliser *s, const Wound *wounds, guint n)
{
  double up = 0, down = 0;
  s->stamp++;
  for (guint i = 0; i < n; i++)
    up += least_of(s, &wounds[i]);
  s->stamp++;
  for (guint i = n; i-- > 0;)
    down += least_of(s, &wounds[i]);
  return MAX(up, down);
}

/* 2. Nothing beyond enough is of interest. */
static double bound_by_ways(GdLocaliser *s, const Wound *wounds, guint n, double enough)
{
  double most = 0, sum = 0;
  for (guint i = 0; i < n && MAX(most, sum / 2) < enough; i++) {
    double way = gd_localiser_way(s, wounds[i].equation, wounds[i].steps, 2 * enough);
    most = MAX(most, way);
    sum += way;
  }
  return MAX(most, sum / 2);
}

double gd_localiser_bound(GdLocaliser *s)
{
  const double rows = gd_localiser_bound_rows(s);
  if (rows >= s->budget)
    return rows;
  Wound wounds[GD_WOUNDS];
  guint n = 0;
  for (guint e = 0; e < s->n_equations && n < GD_WOUNDS; e++)
    if (is_wound(s, e, &wounds[n])) {
      wounds[n].steps = &s->steps_out[n * s->most_terms];
      measure(s, &wounds[n++]);
    }
  double enough = s->budget - s->spent, bound = bound_apart(s, wounds, n);
  if (bound < enough)
    bound = MAX(bound, bound_by_ways(s, wounds, n, enough));
  return MAX(rows, s->spent + bound);
}
