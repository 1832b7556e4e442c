/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell that changes breaks each exact equation that it stands in and that held; there another
 * cell must change, and so on. So changes are ways from equation to equation: out of a broken one,
 * and they end only where something else is open: at another broken equation, at one with an
 * unknown number, at one that may hold without being made up for, or in a cell of one equation.
 *
 *      r1   3   4 | 12   broken            r1 ──a── c1 ──d── r2 ──e── c2
 *      r2   1   1 |  2                     the way by a, d and e costs three changes; it takes
 *      c1   4   c2 5                       no less to get from r1 to c2, if b is sure
 *
 * It never runs back into itself: if equations are given weights y so that those of a cell cancel
 * (sum of sign x y = 0), as rows and columns of a table can be, the weighted sum of what is broken
 * does not change by any change of cells. What is broken in one part of the changes must therefore
 * cancel in it, and one equation alone does not.
 *
 * 1. Weights: equations joined by cells of two have the same weight but for the sign. Cells of more
 *    say how the weights of such groups depend on each other. Equations whose weight must be 0 are
 *    not `balanced`, and count as open ends.
 * 2. The cheapest way from one equation (Dijkstra, A note on two problems in connexion with graphs,
 *    1959). A cell of k equations counts 2/k: k ways may end in it, and half of each is counted.
 */
#include "tables/localise_state.h"

#include <math.h>

/* Groups at most that depend on each other through cells of more than two equations. Beyond, no
 * equation counts as balanced, which makes the bound lower, not wrong: a form of one's own may have
 * thousands, and reducing their matrix takes their cube. */
#define GROUPS_MOST 64

/* ---- step 1 ---------------------------------------------------------------------- */

static guint count_uses(const GdLocaliser *s, guint cell)
{
  return s->first_use[cell + 1] - s->first_use[cell];
}

static const GdPuzzleUse *use_of(const GdLocaliser *s, guint cell, guint i)
{
  return &g_array_index(s->uses, GdPuzzleUse, s->first_use[cell] + i);
}

/* Gives all equations that cells of two join with e its group, and their signs. FALSE if the signs
 * contradict each other. */
static gboolean spread(const GdLocaliser *s, guint e, guint group, guint *group_of, int *sign_of)
{
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(guint));
  gboolean fits = TRUE;
  group_of[e] = group;
  sign_of[e] = 1;
  g_array_append_val(stack, e);
  while (stack->len > 0) {
    guint from = g_array_index(stack, guint, stack->len - 1);
    g_array_set_size(stack, stack->len - 1);
    const GArray *terms = gd_puzzle_equation(s->puzzle, from)->terms;
    for (guint i = 0; i < terms->len; i++) {
      guint cell = g_array_index(terms, GdPuzzleTerm, i).cell;
      if (count_uses(s, cell) != 2)
        continue;
      const GdPuzzleUse *a = use_of(s, cell, 0), *b = use_of(s, cell, 1);
      guint to = a->equation == from ? b->equation : a->equation;
      int sign = -a->sign * b->sign * sign_of[from];
      if (group_of[to] == 0) {
        group_of[to] = group;
        sign_of[to] = sign;
        g_array_append_val(stack, to);
      }
      fits &= sign_of[to] == sign;
    }
  }
  return fits;
}

/* Groups whose weight must be 0, given what cells of more than two equations say. matrix has
 * a row for each of these; groups: its columns. */
static void find_forced(double *matrix, guint rows, guint groups, gboolean *forced)
{
  g_autofree guint *pivots = g_new0(guint, groups + 1);
  guint n = gd_localiser_reduce(matrix, rows, groups, pivots);
  for (guint r = 0; r < n; r++) {
    gboolean alone = TRUE;
    for (guint c = 0; c < groups; c++)
      alone &= c == pivots[r] || fabs(matrix[r * groups + c]) < GD_SMALL_PIVOT;
    forced[pivots[r]] = alone;
  }
}

void gd_localiser_find_balanced(GdLocaliser *s)
{
  g_autofree guint *group_of = g_new0(guint, s->n_equations + 1); /* from 1 on */
  g_autofree int *sign_of = g_new0(int, s->n_equations + 1);
  g_autofree gboolean *fits = g_new0(gboolean, s->n_equations + 1);
  guint groups = 0, rows = 0;
  for (guint e = 0; e < s->n_equations; e++)
    if (group_of[e] == 0) {
      fits[groups] = spread(s, e, groups + 1, group_of, sign_of);
      groups++;
    }
  if (groups > GROUPS_MOST)
    return;
  g_autofree double *matrix = g_new0(double, (gsize)(s->n_cells + groups) * groups + 1);
  for (guint c = 0; c < s->n_cells; c++) {
    for (guint i = 0; count_uses(s, c) > 2 && i < count_uses(s, c); i++) {
      const GdPuzzleUse *use = use_of(s, c, i);
      matrix[rows * groups + group_of[use->equation] - 1] += use->sign * sign_of[use->equation];
    }
    rows += count_uses(s, c) > 2;
  }
  for (guint g = 0; g < groups; g++)
    if (!fits[g])
      matrix[rows++ * groups + g] = 1;
  g_autofree gboolean *forced = g_new0(gboolean, groups + 1);
  find_forced(matrix, rows, groups, forced);
  for (guint e = 0; e < s->n_equations; e++)
    s->balanced[e] = !forced[group_of[e] - 1] && gd_puzzle_equation(s->puzzle, e)->tolerance == 0;
}

/* ---- step 2 ---------------------------------------------------------------------- */

/* What it costs to silence an equation by a blank total; INFINITY if that cannot be. */
static double silence(const GdLocaliser *s, guint e)
{
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  if (equation->total == G_MAXUINT)
    return INFINITY;
  if (s->now[equation->total].blank)
    return 0;
  return s->decided[equation->total] ? INFINITY : s->blank_cost[e];
}

/* Whether a way may end at an equation. */
static gboolean is_end(const GdLocaliser *s, guint e)
{
  return !s->balanced[e] || s->unknowns[e] > 0 || gd_localiser_is_broken(s, e);
}

/* A way of that cost reaches an equation. */
static void reach(GdLocaliser *s, guint e, double cost)
{
  if (s->way_stamps[e] != s->way_stamp) {
    s->way_stamps[e] = s->way_stamp;
    s->ways[e] = cost;
    s->front[s->n_front++] = e;
  } else {
    s->ways[e] = MIN(s->ways[e], cost);
  }
}

/* Whether the cell's change may silence the equation. */
static gboolean may_silence(const GdLocaliser *s, guint cell, guint e)
{
  return gd_puzzle_equation(s->puzzle, e)->total == cell && isfinite(s->blank_cost[e]);
}

/* Goes on from an equation by one of its cells. best: the cheapest way that ends anywhere: in a
 * cell of one equation, or in one that is a blank, as the total of the equation it leads to. */
static void step(GdLocaliser *s, guint from, guint cell, double cost, double change, double *best)
{
  guint n = count_uses(s, cell);
  if (n == 1) {
    *best = MIN(*best, cost + change);
    return;
  }
  cost += change * 2 / n;
  for (guint i = 0; i < n && cost < *best; i++) {
    const guint e = use_of(s, cell, i)->equation;
    if (e != from && may_silence(s, cell, e))
      *best = cost;
    else if (e != from)
      reach(s, e, cost);
  }
}

/* Takes the equation that is reached most cheaply out of the front. */
static guint take_nearest(GdLocaliser *s)
{
  guint best = 0;
  for (guint i = 1; i < s->n_front; i++)
    if (s->ways[s->front[i]] < s->ways[s->front[best]])
      best = i;
  guint e = s->front[best];
  s->front[best] = s->front[--s->n_front];
  return e;
}

double gd_localiser_way(GdLocaliser *s, guint from, const double *steps, double most)
{
  if (!s->balanced[from])
    return 0;
  const GArray *terms = gd_puzzle_equation(s->puzzle, from)->terms;
  double best = MIN(most, silence(s, from));
  s->way_stamp++;
  s->way_stamps[from] = s->way_stamp;
  s->ways[from] = 0;
  s->n_front = 0;
  for (guint i = 0; i < terms->len; i++)
    if (steps[i] < INFINITY)
      step(s, from, g_array_index(terms, GdPuzzleTerm, i).cell, 0, steps[i], &best);
  while (s->n_front > 0) {
    guint e = take_nearest(s);
    double cost = s->ways[e];
    if (cost >= best || is_end(s, e))
      return MIN(best, cost);
    best = MIN(best, cost + silence(s, e));
    terms = gd_puzzle_equation(s->puzzle, e)->terms;
    for (guint i = 0; i < terms->len; i++) {
      guint cell = g_array_index(terms, GdPuzzleTerm, i).cell;
      if (!s->decided[cell])
        step(s, e, cell, cost, s->least_known[cell], &best);
    }
  }
  return best;
}
