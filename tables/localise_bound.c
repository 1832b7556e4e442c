/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer costs at least: what was spent, and the larger of
 *
 * 1. what equations that share no cell cost, the same ones always (localise_rows.c);
 * 2. for broken equations that share no cell that may change, wherever they stand, the cheaper of
 *    one change that mends the equation and of any two.
 */
#include "tables/localise_state.h"

#include <math.h>

/* An equation that asks for a change: broken, or asking for a number that cannot be. */
typedef struct {
  guint equation;
  gboolean broken;
  double first, second; /* cost of the cheapest changes of any of its cells */
  double alone;         /* of the cheapest change by which it holds */
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
    if (s->decided[term->cell] || !s->now[term->cell].known)
      continue;
    double least = s->least[term->cell];
    if (wound->broken)
      wound->alone = MIN(wound->alone, cost_alone(s, term, wound->equation));
    wound->second = MIN(wound->second, MAX(wound->first, least));
    wound->first = MIN(wound->first, least);
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

/* What an equation costs at least; 0 if one counted before shares a cell with it. */
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

/* Which equations share no cell depends on where one begins to count; the better of two orders
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

double gd_localiser_bound(GdLocaliser *s)
{
  const double rows = gd_localiser_bound_rows(s);
  if (rows >= s->budget)
    return rows;
  Wound wounds[GD_WOUNDS];
  guint n = 0;
  for (guint e = 0; e < s->n_equations && n < GD_WOUNDS; e++)
    if (is_wound(s, e, &wounds[n]))
      measure(s, &wounds[n++]);
  return MAX(rows, s->spent + bound_apart(s, wounds, n));
}
