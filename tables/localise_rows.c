/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer costs at least, by equations that share no cell: the rows of a table, say.
 * Whatever an answer has in a row, the row holds; so the row costs what the cheapest one that holds
 * costs, and all rows together cost the sum.
 *
 *      as likeliest read     what makes the row hold              at least
 *      3   4 | 12            a = 8 at 5, t = 7 at 2                  2
 *      1   1 |  2            it does                                 0
 *
 * Costs are those of what cells hold, not of changes from where the search started: where the
 * answer mends row 1 by t, one in which t is as it was read still pays for row 1. That is what
 * makes questions about rivals cheap in tables with many wrong cells (docs/tables.md).
 *
 * A row's cheapest choices are found by branch and bound, cell by cell. With a number that is no
 * choice in any of its cells the others may hold what they like: it costs that number, and that it
 * is just the one the row asks for.
 */
#include "tables/localise_state.h"

#include <math.h>
#include <stdlib.h>

/* Steps of the search for the cheapest row, at most; then it counts as cheap as its cells are each
 * by itself. Rows of
 * the faxes of seeds 31 to 36 took 6 on average, 151 at most. */
#define ROW_STEPS 2000u

/* What a cell may hold: choices, cheapest first, or another number. Costs are those beyond what the
 * search has spent on the cell. */
struct GdPuzzlePlace {
  guint n;
  gint64 parts[GD_PUZZLE_CHOICES]; /* of the equation's sum */
  double costs[GD_PUZZLE_CHOICES];
  double free_cost;
};

/* A row while it is weighed. */
typedef struct {
  const GdPuzzlePlace *places; /* of the cells that may hold several things */
  guint n_places;
  gint64 tolerance;
  double rest; /* the least that all places cost */
  double best; /* cost of the cheapest row that holds so far */
  guint steps;
} Row;

/* ---- which equations ------------------------------------------------------------- */

static gboolean is_apart(const GdLocaliser *s, guint e)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, e)->terms;
  for (guint i = 0; i < terms->len; i++)
    if (s->row_of[g_array_index(terms, GdPuzzleTerm, i).cell] != G_MAXUINT)
      return FALSE;
  return TRUE;
}

static void take_row(GdLocaliser *s, guint e)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, e)->terms;
  for (guint i = 0; i < terms->len; i++)
    s->row_of[g_array_index(terms, GdPuzzleTerm, i).cell] = s->n_rows;
  s->rows[s->n_rows++] = e;
}

/* An equation, and how many terms those of its length have together. */
typedef struct {
  guint equation, covered;
} Length;

static int by_covered(const void *a, const void *b)
{
  const Length *x = a, *y = b;
  if (x->covered != y->covered)
    return x->covered > y->covered ? -1 : 1;
  return (x->equation > y->equation) - (x->equation < y->equation);
}

/* Equations of one length are the rows of a table, or its columns. Those that cover most of it come
 * first. */
void gd_localiser_find_rows(GdLocaliser *s)
{
  g_autofree guint *covered = g_new0(guint, s->most_terms + 1);
  g_autofree Length *order = g_new0(Length, s->n_equations + 1);
  for (guint e = 0; e < s->n_equations; e++) {
    const guint n = gd_puzzle_equation(s->puzzle, e)->terms->len;
    covered[n] += n;
  }
  for (guint e = 0; e < s->n_equations; e++)
    order[e] = (Length){e, covered[gd_puzzle_equation(s->puzzle, e)->terms->len]};
  qsort(order, s->n_equations, sizeof *order, by_covered);
  for (guint c = 0; c < s->n_cells; c++)
    s->row_of[c] = G_MAXUINT;
  for (guint i = 0; i < s->n_equations; i++)
    if (is_apart(s, order[i].equation))
      take_row(s, order[i].equation);
  s->places = g_new0(GdPuzzlePlace, s->most_terms + 1);
}

/* ---- what one costs -------------------------------------------------------------- */

/* What a cell without a number, or one that is not decided, may hold. If it is decided it changes,
 * and its cheapest change is paid. */
static void fill_place(const GdLocaliser *s, const GdPuzzleTerm *term, GdPuzzlePlace *place)
{
  const GdPuzzleCell *cell = gd_puzzle_cell(s->puzzle, term->cell);
  const gboolean changes = s->decided[term->cell];
  const double paid = changes ? s->least[term->cell] : 0;
  place->n = 0;
  place->free_cost = cell->free_cost - paid;
  for (guint k = 0; k < cell->n_choices; k++) {
    if (changes && k == s->base[term->cell].choice)
      continue;
    const double cost = cell->choices[k].cost - paid;
    guint at = place->n++;
    for (; at > 0 && place->costs[at - 1] > cost; at--) {
      place->parts[at] = place->parts[at - 1];
      place->costs[at] = place->costs[at - 1];
    }
    place->parts[at] = term->sign * cell->choices[k].number;
    place->costs[at] = cost;
  }
}

static double least_of(const GdPuzzlePlace *place)
{
  return place->n > 0 ? fmin(place->costs[0], place->free_cost) : place->free_cost;
}

/* Goes through the choices of the cells from one on. sum, cost: of those before; rest: the least
 * that the others cost. */
static void weigh(Row *row, guint from, gint64 sum, double cost, double rest)
{
  if (cost + rest >= row->best)
    return;
  if (from == row->n_places) {
    if (ABS(sum) <= row->tolerance)
      row->best = cost;
    return;
  }
  if (++row->steps > ROW_STEPS) {
    row->best = row->rest;
    return;
  }
  const GdPuzzlePlace *place = &row->places[from];
  rest -= least_of(place);
  for (guint k = 0; k < place->n && cost + place->costs[k] + rest < row->best; k++)
    weigh(row, from + 1, sum + place->parts[k], cost + place->costs[k], rest);
}

/* What the row costs if its total is blank, so that it says nothing; INFINITY: it cannot be. */
static double cost_of_blank(const GdLocaliser *s, guint e)
{
  const guint total = gd_puzzle_equation(s->puzzle, e)->total;
  if (total == G_MAXUINT)
    return INFINITY;
  if (s->now[total].blank)
    return 0;
  if (!s->decided[total])
    return s->blank_cost[e];
  return s->now[total].known || isinf(s->blank_cost[e]) ? INFINITY : 0;
}

/* What it costs if one cell holds a number that is no choice. */
static double cost_of_number(const Row *row)
{
  double least = INFINITY;
  for (guint i = 0; i < row->n_places; i++)
    least = fmin(least, row->places[i].free_cost - least_of(&row->places[i]));
  return row->rest + least + GD_COINCIDENCE;
}

/* Whether any number in the cell is as good as another: nothing was read, or what it holds is
 * decided to be no choice. */
static gboolean is_any(const GdLocaliser *s, guint cell)
{
  return gd_puzzle_cell(s->puzzle, cell)->n_choices == 0 ||
         (s->decided[cell] && s->now[cell].choice == GD_FREE_CHOICE);
}

static double cost_of_row(GdLocaliser *s, guint e)
{
  const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
  Row row = {.places = s->places, .tolerance = equation->tolerance};
  gint64 sum = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
    if (s->decided[term->cell] && s->now[term->cell].known) {
      sum += term->sign * s->now[term->cell].number;
      continue;
    }
    if (is_any(s, term->cell))
      return 0;
    GdPuzzlePlace *place = &s->places[row.n_places++];
    fill_place(s, term, place);
    row.rest += least_of(place);
  }
  row.best = fmin(cost_of_blank(s, e), cost_of_number(&row));
  weigh(&row, 0, sum, 0, row.rest);
  return row.best;
}

double gd_localiser_bound_rows(GdLocaliser *s)
{
  double sum = s->spent;
  for (guint r = 0; r < s->n_rows; r++) {
    if (s->row_stale[r])
      s->row_costs[r] = cost_of_row(s, s->rows[r]);
    s->row_stale[r] = FALSE;
    sum += s->row_costs[r];
  }
  return sum;
}
