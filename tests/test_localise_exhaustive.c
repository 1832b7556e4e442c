/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables of which every answer can be gone through: the likeliest one is found, and nothing
 * is proved that any other answer within the margin contradicts. Among what readers saw are blanks,
 * which silence the relation whose total they are, and some relations have a tolerance.
 *
 *      a  b | t     each row and each column: its last cell is the sum of the others
 *      c  d | u
 *      -----+--
 *      v  w | x
 */
#include "tables/localise.h"

#include <math.h>

#define ROUNDS 400
#define SIDE 3
#define CELLS (SIDE * SIDE)
#define RELATIONS (2 * SIDE)
#define MARGIN 10.0

/* A number that no reader saw is out of the question. */
#define NEVER 1000.0

/* One table; what is summed in each relation, its total last. */
typedef struct {
  GdPuzzle *puzzle;
  guint cells[RELATIONS][SIDE];
  gint64 tolerance[RELATIONS];
} Table;

/* All there is to know of its answers. */
typedef struct {
  double least;                          /* cost of the likeliest; INFINITY: there is none */
  double with[CELLS][GD_PUZZLE_CHOICES]; /* of the likeliest with that choice in the cell */
} Answers;

static void add_choice(GdPuzzleCell *cell, gint64 number, gboolean blank, double cost)
{
  for (guint k = 0; k < cell->n_choices; k++)
    if (cell->choices[k].number == number && cell->choices[k].blank == blank)
      return;
  cell->choices[cell->n_choices++] = (GdPuzzleChoice){blank ? 0 : number, blank, cost};
}

static gint64 near_to(gint64 truth)
{
  const gint64 number = truth + g_test_rand_int_range(-4, 5);
  return ABS(number);
}

/* The first costs nothing; it is the right one in two of three cells. */
static GdPuzzleCell read_cell(gint64 truth)
{
  GdPuzzleCell cell = {.free_cost = NEVER, .step = 1};
  gboolean right = g_test_rand_int_range(0, 3) > 0;
  add_choice(&cell, right ? truth : near_to(truth), FALSE, 0);
  if (g_test_rand_int_range(0, 3) == 0)
    add_choice(&cell, 0, TRUE, g_test_rand_double_range(0.5, 8));
  add_choice(&cell, right ? near_to(truth) : truth, FALSE, g_test_rand_double_range(0.5, 8));
  return cell;
}

static Table random_table(void)
{
  Table table = {.puzzle = gd_puzzle_new()};
  gint64 truth[CELLS] = {0};
  for (guint r = 0; r < SIDE - 1; r++)
    for (guint c = 0; c < SIDE - 1; c++) {
      const gint64 number = g_test_rand_int_range(0, 7);
      truth[r * SIDE + c] = number;
      truth[r * SIDE + SIDE - 1] += number;
      truth[(SIDE - 1) * SIDE + c] += number;
      truth[CELLS - 1] += number;
    }
  for (guint i = 0; i < CELLS; i++) {
    const GdPuzzleCell cell = read_cell(truth[i]);
    gd_puzzle_add_cell(table.puzzle, &cell);
  }
  for (guint e = 0; e < RELATIONS; e++) {
    GdPuzzleTerm terms[SIDE];
    for (guint i = 0; i < SIDE; i++) {
      table.cells[e][i] = e < SIDE ? e * SIDE + i : i * SIDE + e - SIDE;
      terms[i] = (GdPuzzleTerm){table.cells[e][i], i == SIDE - 1 ? 1 : -1};
    }
    table.tolerance[e] = g_test_rand_int_range(0, 6) == 0;
    gd_puzzle_add_equation(table.puzzle, terms, SIDE, table.tolerance[e]);
  }
  return table;
}

static gboolean is_answer(const Table *table, const guint *choice)
{
  for (guint e = 0; e < RELATIONS; e++) {
    gint64 sum = 0;
    const GdPuzzleChoice *chosen = NULL;
    for (guint i = 0; i < SIDE; i++) {
      const guint cell = table->cells[e][i];
      chosen = &gd_puzzle_cell(table->puzzle, cell)->choices[choice[cell]];
      sum += i == SIDE - 1 ? chosen->number : -chosen->number;
    }
    if (ABS(sum) > table->tolerance[e] && !chosen->blank)
      return FALSE;
  }
  return TRUE;
}

static void note_answer(const Table *table, const guint *choice, Answers *answers)
{
  double cost = 0;
  for (guint c = 0; c < CELLS; c++)
    cost += gd_puzzle_cell(table->puzzle, c)->choices[choice[c]].cost;
  answers->least = fmin(answers->least, cost);
  for (guint c = 0; c < CELLS; c++)
    answers->with[c][choice[c]] = fmin(answers->with[c][choice[c]], cost);
}

static Answers all_answers(const Table *table)
{
  Answers answers = {.least = INFINITY};
  guint choice[CELLS] = {0};
  for (guint c = 0; c < CELLS; c++)
    for (guint k = 0; k < GD_PUZZLE_CHOICES; k++)
      answers.with[c][k] = INFINITY;
  for (guint c = 0; c < CELLS;) {
    if (is_answer(table, choice))
      note_answer(table, choice, &answers);
    for (c = 0; c < CELLS && ++choice[c] == gd_puzzle_cell(table->puzzle, c)->n_choices; c++)
      choice[c] = 0;
  }
  return answers;
}

/* Whether no answer within the margin has any other choice in the cell. */
static gboolean is_alone(const Answers *answers, guint cell, guint choice)
{
  for (guint k = 0; k < GD_PUZZLE_CHOICES; k++)
    if (k != choice && answers->with[cell][k] < answers->least + MARGIN - 1e-9)
      return FALSE;
  return TRUE;
}

static void test_exhaustive(void)
{
  guint provable = 0, proved = 0, contradicted = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    Table table = random_table();
    g_autoptr(GdPuzzle) puzzle = table.puzzle;
    g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
    const Answers answers = all_answers(&table);
    const gboolean solved = gd_localiser_solve(localiser);
    g_assert_cmpint(solved, ==, answers.least < GD_ANSWER_COST);
    if (!solved)
      continue;
    g_assert_cmpfloat_with_epsilon(gd_localiser_cost(localiser), answers.least, 1e-9);
    gd_localiser_prove(localiser, MARGIN);
    for (guint c = 0; c < CELLS; c++) {
      const gboolean alone = is_alone(&answers, c, gd_localiser_result(localiser, c)->choice);
      g_assert_true(alone || !gd_localiser_is_proved(localiser, c));
      provable += alone;
      proved += gd_localiser_is_proved(localiser, c);
      contradicted += !alone;
    }
  }
  g_test_message("of %u cells without a rival %u proved; %u with one", provable, proved,
                 contradicted);
  g_assert_cmpuint(contradicted, >, ROUNDS);
  g_assert_cmpuint(provable, >, ROUNDS);
  g_assert_cmpfloat(proved, >=, 0.8 * provable);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/localise/exhaustive", test_exhaustive);
  return g_test_run();
}
