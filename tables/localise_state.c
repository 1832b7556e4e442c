/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A puzzle while it is searched. */
#include "tables/localise_state.h"

#include <math.h>

/* Numbers beyond say nothing; sums of all cells of a puzzle stay within 64 bits. */
#define NUMBER_MOST (G_GINT64_CONSTANT(1) << 50)

/* Cost of the cheapest blank that the total of an equation may be; INFINITY if it may be none. */
static double cost_of_blank(const GdPuzzle *puzzle, const GdPuzzleEquation *equation)
{
  if (equation->total == G_MAXUINT)
    return INFINITY;
  const GdPuzzleCell *total = gd_puzzle_cell(puzzle, equation->total);
  double least = INFINITY;
  for (guint k = 0; k < total->n_choices; k++)
    if (total->choices[k].blank)
      least = fmin(least, total->choices[k].cost);
  return least;
}

/* Notes what equations are by themselves. An equation has slack if it may hold although a change in
 * it is not made up for by another: within its tolerance, or by a blank total. */
static void look_at_equations(GdLocaliser *s)
{
  for (guint e = 0; e < s->n_equations; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
    s->blank_cost[e] = cost_of_blank(s->puzzle, equation);
    s->slack |= equation->tolerance > 0 || isfinite(s->blank_cost[e]);
    s->most_terms = MAX(s->most_terms, equation->terms->len);
  }
  s->steps_out = g_new0(double, (gsize)GD_WOUNDS * s->most_terms + 1);
  gd_localiser_find_balanced(s);
  gd_localiser_find_rows(s);
}

GdLocaliser *gd_localiser_new(const GdPuzzle *puzzle)
{
  GdLocaliser *s = g_new0(GdLocaliser, 1);
  guint n = puzzle->cells->len, m = puzzle->equations->len;
  s->puzzle = puzzle;
  s->n_cells = n;
  s->n_equations = m;
  s->uses = g_array_new(FALSE, FALSE, sizeof(GdPuzzleUse));
  s->first_use = g_new0(guint, n + 1);
  s->base = g_new0(GdPuzzleResult, n + 1);
  s->now = g_new0(GdPuzzleResult, n + 1);
  s->answer = g_new0(GdPuzzleResult, n + 1);
  s->is_total = g_new0(gboolean, n + 1);
  s->decided = g_new0(guint8, n + 1);
  s->rivalled = g_new0(guint8, n + 1);
  s->trail = g_new0(guint, n + 1);
  s->least = g_new0(double, n + 1);
  s->least_known = g_new0(double, n + 1);
  s->is_single = g_new0(guint8, n + 1);
  s->stamps = g_new0(guint, n + 1);
  s->sums = g_new0(gint64, m + 1);
  s->unknowns = g_new0(guint, m + 1);
  s->open = g_new0(guint, m + 1);
  s->balanced = g_new0(guint8, m + 1);
  s->blank_cost = g_new0(double, m + 1);
  s->ways = g_new0(double, m + 1);
  s->way_stamps = g_new0(guint, m + 1);
  s->front = g_new0(guint, m + 1);
  s->rows = g_new0(guint, m + 1);
  s->row_of = g_new0(guint, n + 1);
  s->row_costs = g_new0(double, m + 1);
  s->row_stale = g_new0(guint8, m + 1);
  g_autofree guint *next = g_new0(guint, n + 1);
  guint total = 0;
  for (guint e = 0; e < m; e++) {
    const GArray *terms = gd_puzzle_equation(puzzle, e)->terms;
    for (guint i = 0; i < terms->len; i++)
      s->first_use[g_array_index(terms, GdPuzzleTerm, i).cell + 1]++;
    total += terms->len;
    if (gd_puzzle_equation(puzzle, e)->total != G_MAXUINT)
      s->is_total[gd_puzzle_equation(puzzle, e)->total] = TRUE;
  }
  for (guint c = 0; c < n; c++)
    next[c + 1] = s->first_use[c + 1] += s->first_use[c];
  g_array_set_size(s->uses, total);
  for (guint e = 0; e < m; e++) {
    const GArray *terms = gd_puzzle_equation(puzzle, e)->terms;
    for (guint i = 0; i < terms->len; i++) {
      const GdPuzzleTerm *term = &g_array_index(terms, GdPuzzleTerm, i);
      g_array_index(s->uses, GdPuzzleUse, next[term->cell]++) = (GdPuzzleUse){e, term->sign};
    }
  }
  look_at_equations(s);
  return s;
}

void gd_localiser_free(GdLocaliser *s)
{
  if (s == NULL)
    return;
  g_array_unref(s->uses);
  g_free(s->first_use);
  g_free(s->base);
  g_free(s->now);
  g_free(s->answer);
  g_free(s->is_total);
  g_free(s->decided);
  g_free(s->rivalled);
  g_free(s->trail);
  g_free(s->least);
  g_free(s->least_known);
  g_free(s->is_single);
  g_free(s->stamps);
  g_free(s->sums);
  g_free(s->unknowns);
  g_free(s->open);
  g_free(s->balanced);
  g_free(s->blank_cost);
  g_free(s->steps_out);
  g_free(s->ways);
  g_free(s->way_stamps);
  g_free(s->front);
  g_free(s->rows);
  g_free(s->row_of);
  g_free(s->row_costs);
  g_free(s->row_stale);
  g_free(s->places);
  g_free(s);
}

/* What a change of the cell costs at least, if a number that is no choice costs that much. */
static double least_change(const GdLocaliser *s, guint cell, double free_cost)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  double least = free_cost;
  for (guint k = 0; k < c->n_choices; k++)
    if (k != s->base[cell].choice)
      least = fmin(least, c->choices[k].cost);
  return least;
}

double gd_localiser_cost_of(const GdLocaliser *s, guint cell, GdPuzzleResult result)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  if (result.choice == GD_UNDETERMINED)
    return s->least[cell];
  if (result.choice != GD_FREE_CHOICE)
    return c->choices[result.choice].cost;
  return c->n_choices == 0 ? 0 : c->free_cost + (result.known ? GD_COINCIDENCE : 0);
}

GdPuzzleResult gd_localiser_choice(const GdPuzzleCell *cell, guint choice)
{
  if (choice >= cell->n_choices)
    return (GdPuzzleResult){.choice = GD_FREE_CHOICE};
  const GdPuzzleChoice *taken = &cell->choices[choice];
  return (GdPuzzleResult){TRUE, taken->blank, taken->number, choice};
}

/* What the cell's row costs is to be found again. */
static void touch(GdLocaliser *s, guint cell)
{
  if (s->row_of[cell] != G_MAXUINT)
    s->row_stale[s->row_of[cell]] = TRUE;
}

/* Puts something else into a cell. */
void gd_localiser_put(GdLocaliser *s, guint cell, GdPuzzleResult result)
{
  GdPuzzleResult before = s->now[cell];
  for (guint i = s->first_use[cell]; i < s->first_use[cell + 1]; i++) {
    const GdPuzzleUse *use = &g_array_index(s->uses, GdPuzzleUse, i);
    if (before.known)
      s->sums[use->equation] -= use->sign * before.number;
    if (result.known)
      s->sums[use->equation] += use->sign * result.number;
    s->unknowns[use->equation] += before.known;
    s->unknowns[use->equation] -= result.known;
  }
  s->now[cell] = result;
  touch(s, cell);
}

void gd_localiser_decide(GdLocaliser *s, guint cell)
{
  s->decided[cell] = TRUE;
  touch(s, cell);
  s->spent += gd_localiser_cost_of(s, cell, s->now[cell]);
  s->rest -= gd_localiser_cost_of(s, cell, s->base[cell]);
  for (guint i = s->first_use[cell]; i < s->first_use[cell + 1]; i++)
    s->open[g_array_index(s->uses, GdPuzzleUse, i).equation]--;
}

void gd_localiser_undecide(GdLocaliser *s, guint cell)
{
  s->decided[cell] = FALSE;
  touch(s, cell);
  s->spent -= gd_localiser_cost_of(s, cell, s->now[cell]);
  s->rest += gd_localiser_cost_of(s, cell, s->base[cell]);
  for (guint i = s->first_use[cell]; i < s->first_use[cell + 1]; i++)
    s->open[g_array_index(s->uses, GdPuzzleUse, i).equation]++;
}

/* Starts at what is given for each cell. */
void gd_localiser_start(GdLocaliser *s, const GdPuzzleResult *base)
{
  s->spent = s->rest = 0;
  s->n_trail = 0;
  for (guint e = 0; e < s->n_equations; e++) {
    s->open[e] = s->unknowns[e] = gd_puzzle_equation(s->puzzle, e)->terms->len;
    s->sums[e] = 0;
  }
  for (guint c = 0; c < s->n_cells; c++) {
    s->base[c] = base[c];
    s->now[c] = (GdPuzzleResult){.choice = GD_FREE_CHOICE};
    gd_localiser_put(s, c, base[c]);
    s->decided[c] = FALSE;
    touch(s, c);
    s->rest += gd_localiser_cost_of(s, c, base[c]);
    const GdPuzzleCell *cell = gd_puzzle_cell(s->puzzle, c);
    gboolean lost = cell->n_choices == 0;
    s->is_single[c] = cell->n_choices == 1 && base[c].choice == 0;
    s->least[c] = least_change(s, c, cell->free_cost);
    s->least_known[c] = least_change(s, c, lost ? 0 : cell->free_cost + GD_COINCIDENCE);
  }
}

/* What a cell holds if an equation asks for that number. FALSE if it cannot, or if it held that
 * before. */
static gboolean result_for(const GdLocaliser *s, guint cell, gint64 number, GdPuzzleResult *result)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  const GdPuzzleResult *base = &s->base[cell];
  if (number % c->step != 0 || (number < 0 && !c->is_signed) || ABS(number) > NUMBER_MOST ||
      (base->known && base->number == number))
    return FALSE;
  *result = (GdPuzzleResult){TRUE, FALSE, number, GD_FREE_CHOICE};
  double least = INFINITY;
  for (guint k = 0; k < c->n_choices; k++) {
    if (c->choices[k].number != number)
      continue;
    if (s->now[cell].choice == GD_FREE_CHOICE)
      return FALSE; /* tried as that choice */
    if (c->choices[k].cost < least)
      *result = gd_localiser_choice(c, k);
    least = fmin(least, c->choices[k].cost);
  }
  return TRUE;
}

/* The only unknown cell of an equation, and what it must hold. FALSE if nothing can stand
 * there. */
gboolean gd_localiser_find_number(const GdLocaliser *s, guint e, guint *cell,
                                  GdPuzzleResult *result)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, e)->terms;
  guint i = 0;
  while (s->now[g_array_index(terms, GdPuzzleTerm, i).cell].known)
    i++;
  *cell = g_array_index(terms, GdPuzzleTerm, i).cell;
  return result_for(s, *cell, -g_array_index(terms, GdPuzzleTerm, i).sign * s->sums[e], result);
}
