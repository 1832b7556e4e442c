/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. An equation is to be dealt with if it is broken, or if it has one unknown number. The one
 *    with the fewest cells that may still change is taken.
 * 2. Close it: no other cell of it changes, so that it says what its unknown number is.
 * 3. Or change one of its cells: to another choice, or to an unknown number. Then on with 1;
 *    afterwards the cell stays as it is while the next one is changed, so that no set of changes
 *    is tried twice.
 * 4. A way is given up when what it spent, and what the equations still broken cost at least,
 *    reach the budget.
 *
 *            a   b   t
 *      r1    3   4 | 12     broken: a, b or t changes     a = 8: r1 holds, c1 breaks
 *      r2    1   1 |  2                                   t = 7: r1 holds, c3 breaks
 *            ---------                                    b = 9: r1 holds, c2 holds  <─
 *      c     4  10 | 14     c2 broken
 *
 * Questions about rivals start at the answer, with one cell changed.
 */
#include "tables/localise_state.h"

#include <math.h>

/* Budgets of iterative deepening grow by this much: one unlikely change. */
#define BUDGET_STEP 6.0

/* Of GD_RIVALS_STEPS those for cells that the answer leaves as they are: where the changed ones are
 * settled, most are answered by a single bound. */
#define CELL_STEPS (GD_RIVALS_STEPS / 2)

/* Step 1; G_MAXUINT if nothing is left to do. */
static guint next_equation(const GdLocaliser *s)
{
  guint best = G_MAXUINT;
  for (guint e = 0; e < s->n_equations; e++)
    if ((best == G_MAXUINT || s->open[e] < s->open[best]) &&
        (gd_localiser_is_broken(s, e) || gd_localiser_says_number(s, e)))
      best = e;
  return best;
}

static gboolean search(GdLocaliser *s);

/* Takes back what was decided since the trail had that length. */
static void undo_trail(GdLocaliser *s, guint length)
{
  while (s->n_trail > length)
    gd_localiser_undecide(s, s->trail[--s->n_trail]);
}

static void keep(GdLocaliser *s, guint cell)
{
  gd_localiser_decide(s, cell);
  s->trail[s->n_trail++] = cell;
}

/* Step 2. TRUE: the search is over. */
static gboolean close_equation(GdLocaliser *s, guint e)
{
  guint cell;
  GdPuzzleResult result;
  if (!gd_localiser_find_number(s, e, &cell, &result))
    return FALSE;
  guint length = s->n_trail;
  GdPuzzleResult before = s->now[cell];
  gboolean was_decided = s->decided[cell];
  if (was_decided)
    gd_localiser_undecide(s, cell);
  gd_localiser_put(s, cell, result);
  const GArray *terms = gd_puzzle_equation(s->puzzle, e)->terms;
  for (guint i = 0; i < terms->len; i++)
    if (!s->decided[g_array_index(terms, GdPuzzleTerm, i).cell])
      keep(s, g_array_index(terms, GdPuzzleTerm, i).cell);
  gboolean over = search(s);
  undo_trail(s, length);
  gd_localiser_put(s, cell, before);
  if (was_decided)
    gd_localiser_decide(s, cell);
  return over;
}

/* With something else in a cell. TRUE: the search is over. */
static gboolean try_result(GdLocaliser *s, guint cell, GdPuzzleResult result)
{
  GdPuzzleResult before = s->now[cell];
  gd_localiser_put(s, cell, result);
  gd_localiser_decide(s, cell);
  gboolean over = search(s);
  gd_localiser_undecide(s, cell);
  gd_localiser_put(s, cell, before);
  return over;
}

/* Everything that a cell may hold but what it held at the start. TRUE: the search is over. */
static gboolean try_all(GdLocaliser *s, guint cell)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  gboolean over = FALSE;
  for (guint k = 0; k < c->n_choices && !over; k++)
    if (k != s->base[cell].choice)
      over = try_result(s, cell, gd_localiser_choice(c, k));
  return over || try_result(s, cell, (GdPuzzleResult){.choice = GD_FREE_CHOICE});
}

/* A total that turns out to be blank silences its equation. */
static gboolean try_blank(GdLocaliser *s, guint cell)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  gboolean over = FALSE;
  for (guint k = 0; k < c->n_choices && !over; k++)
    if (c->choices[k].blank && k != s->base[cell].choice)
      over = try_result(s, cell, gd_localiser_choice(c, k));
  return over;
}

/* Step 3. */
static gboolean change_one(GdLocaliser *s, guint e)
{
  const GArray *terms = gd_puzzle_equation(s->puzzle, e)->terms;
  guint length = s->n_trail;
  gboolean over = FALSE;
  for (guint i = 0; i < terms->len && !over; i++) {
    guint cell = g_array_index(terms, GdPuzzleTerm, i).cell;
    if (s->decided[cell] || !s->now[cell].known)
      continue;
    over = try_result(s, cell, (GdPuzzleResult){.choice = GD_UNDETERMINED}) ||
           (s->is_total[cell] && try_blank(s, cell));
    keep(s, cell);
  }
  undo_trail(s, length);
  return over;
}

/* Marks the cells in which the answer found differs from the likeliest one. */
static void collect(GdLocaliser *s)
{
  for (guint c = 0; c < s->n_cells; c++)
    s->rivalled[c] |= s->now[c].choice != s->answer[c].choice || !s->now[c].known ||
                      s->now[c].number != s->answer[c].number;
}

/* Whether an equation holds in another way than at the start: by its tolerance, or because its
 * total is a blank now, or was one. Then more may change in it that nothing here asked for, and
 * give back what it costs. All other answers are apart from such changes: equations being linear,
 * one of them without the other is an answer as well. */
static gboolean gives_back(const GdLocaliser *s)
{
  for (guint e = 0; e < s->n_equations; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
    if (equation->total != G_MAXUINT &&
        s->now[equation->total].blank != s->base[equation->total].blank)
      return TRUE;
    for (guint i = 0; i < equation->terms->len && equation->tolerance > 0; i++) {
      const guint cell = g_array_index(equation->terms, GdPuzzleTerm, i).cell;
      if (s->now[cell].known != s->base[cell].known || s->now[cell].number != s->base[cell].number)
        return TRUE;
    }
  }
  return FALSE;
}

/* Nothing is left to do: an answer. */
static gboolean take_answer(GdLocaliser *s)
{
  double cost = s->spent + (s->asking && s->slack && gives_back(s) ? 0 : s->rest);
  if (cost < s->budget)
    cost += GD_COINCIDENCE * gd_localiser_coincidences(s);
  if (cost >= s->budget)
    return FALSE;
  s->found = TRUE;
  if (s->collecting)
    collect(s);
  if (s->asking)
    return !s->collecting;
  s->budget = s->answer_cost = cost;
  for (guint c = 0; c < s->n_cells; c++)
    s->answer[c] = s->now[c];
  return FALSE;
}

/* A cell that changes and that no equation says anything of: each of its choices in turn. */
static gboolean determine(GdLocaliser *s, guint cell)
{
  GdPuzzleResult before = s->now[cell];
  gd_localiser_undecide(s, cell);
  gboolean over = try_all(s, cell);
  gd_localiser_put(s, cell, before);
  gd_localiser_decide(s, cell);
  return over;
}

/* TRUE: it is over, by an answer that was asked for or by the limit of steps. */
static gboolean search(GdLocaliser *s)
{
  if (++s->steps > s->limit)
    return TRUE;
  if (gd_localiser_bound(s) >= s->budget)
    return FALSE;
  guint e = next_equation(s);
  if (e != G_MAXUINT)
    return (s->unknowns[e] == 1 && close_equation(s, e)) || change_one(s, e);
  for (guint c = 0; c < s->n_cells; c++)
    if (s->now[c].choice == GD_UNDETERMINED)
      return determine(s, c);
  return take_answer(s);
}

/* ---- questions -------------------------------------------------------------------- */

/* Steps for a puzzle of that size. */
static guint scaled(const GdLocaliser *s, guint steps)
{
  return steps / (1 + s->n_cells / GD_STEPS_CELLS);
}

gboolean gd_localiser_solve(GdLocaliser *s)
{
  g_autofree GdPuzzleResult *shown = g_new0(GdPuzzleResult, s->n_cells + 1);
  for (guint c = 0; c < s->n_cells; c++)
    shown[c] = gd_localiser_choice(gd_puzzle_cell(s->puzzle, c), 0);
  s->asking = s->found = FALSE;
  s->limit = s->steps + scaled(s, GD_ANSWER_STEPS);
  for (guint round = 1; !s->found && BUDGET_STEP * (round - 1) < GD_ANSWER_COST; round++) {
    gd_localiser_start(s, shown);
    s->budget = fmin(BUDGET_STEP * round, GD_ANSWER_COST);
    if (search(s))
      return FALSE;
  }
  if (!s->found)
    return FALSE;
  g_autofree GdPuzzleResult *answer = g_memdup2(s->answer, s->n_cells * sizeof *answer);
  gd_localiser_start(s, answer);
  return TRUE;
}

double gd_localiser_cost(const GdLocaliser *s)
{
  return s->answer_cost;
}

const GdPuzzleResult *gd_localiser_result(const GdLocaliser *s, guint cell)
{
  return &s->answer[cell];
}

/* Whether there is an answer within the budget in which the cell holds something else; also TRUE
 * if the search is cut off. */
static gboolean has_rival(GdLocaliser *s, guint cell, guint steps)
{
  if (!s->answer[cell].known)
    return TRUE;
  s->found = FALSE;
  s->limit = s->steps + steps;
  return try_all(s, cell);
}

/* Asks about the cells that are still open. Those without a rival are fixed: no answer within the
 * budget has anything else there. TRUE if any was fixed. */
static gboolean fix_cells(GdLocaliser *s, guint steps, guint limit)
{
  gboolean any = FALSE;
  for (guint c = 0; c < s->n_cells && s->steps < limit; c++) {
    if (s->decided[c] || s->rivalled[c] || has_rival(s, c, steps))
      continue;
    gd_localiser_decide(s, c);
    any = TRUE;
  }
  return any;
}

/* Whether the answer changes the cell, so that it lends what it costs to others. */
static gboolean lends(const GdLocaliser *s, guint cell)
{
  return s->answer[cell].known && s->answer[cell].choice != 0 &&
         gd_localiser_cost_of(s, cell, s->answer[cell]) > 0;
}

static gboolean split(GdLocaliser *s, guint cell);

/* All answers in which a cell that lends holds something else. TRUE: the search is over. */
static gboolean try_others(GdLocaliser *s, guint cell)
{
  const GdPuzzleCell *c = gd_puzzle_cell(s->puzzle, cell);
  GdPuzzleResult stays = s->now[cell];
  gboolean over = FALSE;
  for (guint k = 0; k <= c->n_choices && !over; k++) {
    if (k == stays.choice)
      continue;
    gd_localiser_put(s, cell, gd_localiser_choice(c, k));
    gd_localiser_decide(s, cell);
    over = split(s, cell + 1);
    gd_localiser_undecide(s, cell);
  }
  gd_localiser_put(s, cell, stays);
  return over;
}

/* All answers: each cell that lends, from `cell` on, holds something else, or stays. TRUE: the
 * search is over. */
static gboolean split(GdLocaliser *s, guint cell)
{
  while (cell < s->n_cells && (s->decided[cell] || !lends(s, cell)))
    cell++;
  if (cell == s->n_cells)
    return search(s);
  if (++s->steps > s->limit)
    return TRUE;
  if (gd_localiser_bound(s) >= s->budget)
    return FALSE;
  if (try_others(s, cell))
    return TRUE;
  gd_localiser_decide(s, cell);
  gboolean over = split(s, cell + 1);
  gd_localiser_undecide(s, cell);
  return over;
}

/* Cells that the answer changes. As long as they may change back, they lend what they cost to every
 * other change, so that questions about other cells would each search the whole table. So all
 * answers in which one of them differs are gone through at once, with each of the others staying or
 * not; then it is fixed: what else may change with it may, equations being linear, change without
 * it. With slack they are not: an equation that a blank total silences lets others change, so a
 * cell that may be blank stays open. */
static void fix_changed(GdLocaliser *s, guint limit)
{
  s->collecting = TRUE;
  for (guint c = 0; c < s->n_cells && s->steps < limit; c++) {
    if (!lends(s, c))
      continue;
    s->limit = limit;
    if (try_others(s, c)) { /* cut off */
      s->rivalled[c] = TRUE;
      continue;
    }
    if (!s->rivalled[c] || !s->slack)
      gd_localiser_decide(s, c);
  }
  s->collecting = FALSE;
}

void gd_localiser_prove(GdLocaliser *s, double margin)
{
  static const guint steps[] = {GD_RIVAL_STEPS / 500, GD_RIVAL_STEPS / 10, GD_RIVAL_STEPS};
  s->asking = TRUE;
  s->budget = s->answer_cost + margin;
  fix_changed(s, s->steps + scaled(s, GD_RIVALS_STEPS - CELL_STEPS));
  guint limit = s->steps + scaled(s, CELL_STEPS);
  for (guint pass = 0; pass < G_N_ELEMENTS(steps); pass++)
    while (s->steps < limit && fix_cells(s, scaled(s, steps[pass]), limit))
      ;
}

gboolean gd_localiser_is_proved(const GdLocaliser *s, guint cell)
{
  return s->decided[cell] && !s->rivalled[cell];
}

guint gd_localiser_steps(const GdLocaliser *s)
{
  return s->steps;
}
