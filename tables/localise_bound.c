/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer costs at least: what was spent, and for broken equations that share no cell
 * that may change, the cheaper of one change that mends the equation and of any two.
 */
#include "tables/localise_state.h"

#include <math.h>

/* What a cell of a broken equation can do about it. */
typedef struct {
  double alone; /* cost of changing it so that the equation holds by that alone */
  double any;   /* cost of changing it at all */
} Remedy;

static Remedy remedy_by(const GdLocaliser *s, const GdPuzzleTerm *term, gint64 broken_by,
                        gint64 tolerance, gboolean is_total)
{
  const GdPuzzleCell *cell = gd_puzzle_cell(s->puzzle, term->cell);
  const GdPuzzleResult *now = &s->now[term->cell];
  if (cell->n_choices == 0)
    return (Remedy){0, 0};
  Remedy remedy = {cell->free_cost + GD_COINCIDENCE, cell->free_cost};
  for (guint k = 0; k < cell->n_choices; k++) {
    const GdPuzzleChoice *choice = &cell->choices[k];
    if (k == now->choice)
      continue;
    gint64 left = broken_by + term->sign * (choice->number - now->number);
    if (ABS(left) <= tolerance || (is_total && choice->blank))
      remedy.alone = fmin(remedy.alone, choice->cost);
    remedy.any = fmin(remedy.any, choice->cost);
  }
  return remedy;
}

/* What an equation costs at least: if it is broken, one change that mends it, or two; if it asks
 * for a number that cannot be, one change. 0 if it costs nothing, or if one counted before shares a
 * cell with it. */
static double least_of(GdLocaliser *s, guint e)
{
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  const GArray *terms = equation->terms;
  double alone = INFINITY, first = INFINITY, second = INFINITY;
  gboolean broken = gd_localiser_is_broken(s, e);
  guint unknown;
  GdPuzzleResult result;
  if (!broken &&
      (!gd_localiser_says_number(s, e) || gd_localiser_find_number(s, e, &unknown, &result)))
    return 0;
  for (guint i = 0; i < terms->len; i++) {
    const GdPuzzleTerm *term = &g_array_index(terms, GdPuzzleTerm, i);
    if (s->decided[term->cell])
      continue;
    if (s->stamps[term->cell] == s->stamp)
      return 0;
    if (!broken) {
      alone = fmin(alone, s->now[term->cell].known ? s->least[term->cell] : INFINITY);
      continue;
    }
    Remedy remedy =
        remedy_by(s, term, s->sums[e], equation->tolerance, term->cell == equation->total);
    alone = fmin(alone, remedy.alone);
    second = fmin(second, fmax(first, remedy.any));
    first = fmin(first, remedy.any);
  }
  for (guint i = 0; i < terms->len; i++)
    s->stamps[g_array_index(terms, GdPuzzleTerm, i).cell] = s->stamp;
  return fmin(alone, first + second);
}

/* The least that any answer on this way costs. Which equations share no cell depends on
 * where one begins to count; the better of two ways counts. */
double gd_localiser_bound(GdLocaliser *s)
{
  double up = s->spent, down = s->spent;
  s->stamp++;
  for (guint e = 0; e < s->n_equations; e++)
    up += least_of(s, e);
  s->stamp++;
  for (guint e = s->n_equations; e-- > 0;)
    down += least_of(s, e);
  return fmax(up, down);
}
