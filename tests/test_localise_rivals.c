/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing is proved that another answer nearly as likely contradicts. Tables whose cells stand in
 * two and three relations; other answers are made by changes that keep all relations, and what they
 * cost is reckoned here once more.
 *
 *            a   b   t = a + b
 *     new                        new = processed + left
 *     first
 *     second
 *     processed                  processed = first + second
 *     left
 */
#include "tables/localise.h"

#define ROUNDS 300
#define RIVALS 200 /* other answers tried for each table */
#define ROWS 5
#define COLUMNS 3
#define CELLS (ROWS * COLUMNS)
#define MARGIN 10.0

enum { NEW, FIRST, SECOND, PROCESSED, LEFT };

/* What keeps the relations of a column, and of a row. */
static const int of_column[][ROWS] = {{1, 1, 0, 1, 0},  {1, 0, 1, 1, 0},  {1, 0, 0, 0, 1},
                                      {0, 1, -1, 0, 0}, {0, 1, 0, 1, -1}, {2, 1, 1, 2, 0}};
static const int of_row[][COLUMNS] = {{1, 0, 1}, {0, 1, 1}, {1, -1, 0}, {1, 1, 2}};

typedef struct {
  gint64 truth[CELLS];
  GdPuzzle *puzzle;
} Table;

static void add_relations(GdPuzzle *puzzle)
{
  for (guint r = 0; r < ROWS; r++) {
    guint at = r * COLUMNS;
    const GdPuzzleTerm terms[] = {{at + 2, 1}, {at, -1}, {at + 1, -1}};
    gd_puzzle_add_equation(puzzle, terms, G_N_ELEMENTS(terms), 0);
  }
  for (guint c = 0; c < COLUMNS; c++) {
    const GdPuzzleTerm results[] = {
        {PROCESSED * COLUMNS + c, 1}, {FIRST * COLUMNS + c, -1}, {SECOND * COLUMNS + c, -1}};
    const GdPuzzleTerm balance[] = {
        {NEW * COLUMNS + c, 1}, {PROCESSED * COLUMNS + c, -1}, {LEFT * COLUMNS + c, -1}};
    gd_puzzle_add_equation(puzzle, results, G_N_ELEMENTS(results), 0);
    gd_puzzle_add_equation(puzzle, balance, G_N_ELEMENTS(balance), 0);
  }
}

/* A number that readers saw; of two in three another one too, which in half of these is the right
 * one. */
static GdPuzzleCell read_cell(gint64 truth)
{
  GdPuzzleCell cell = {.n_choices = 1, .choices = {{truth, FALSE, 0}}, .free_cost = 6.2, .step = 1};
  if (g_test_rand_int_range(0, 3) == 0)
    return cell;
  cell.free_cost = g_test_rand_double_range(0.5, 4);
  cell.n_choices = 2;
  cell.choices[1] = (GdPuzzleChoice){ABS(truth + g_test_rand_int_range(-2, 4)), FALSE,
                                     g_test_rand_double_range(0.2, 2)};
  if (cell.choices[1].number == truth)
    cell.choices[1].number++;
  if (g_test_rand_int_range(0, 2) == 0)
    cell.choices[0].number = cell.choices[1].number, cell.choices[1].number = truth;
  return cell;
}

static Table random_table(void)
{
  Table table = {.puzzle = gd_puzzle_new()};
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 2; k++) {
      gint64 number = g_test_rand_int_range(0, 9);
      for (guint cell = 0; cell < CELLS; cell++)
        table.truth[cell] += number * of_column[i][cell / COLUMNS] * of_row[k][cell % COLUMNS];
    }
  for (guint cell = 0; cell < CELLS; cell++) {
    const GdPuzzleCell read = read_cell(table.truth[cell]);
    gd_puzzle_add_cell(table.puzzle, &read);
  }
  add_relations(table.puzzle);
  return table;
}

/* What it costs at most that a cell holds the number; *is_free: no reader saw it. */
static double cost_of(const GdPuzzleCell *cell, gint64 number, gboolean *is_free)
{
  double cost = cell->free_cost + GD_COINCIDENCE;
  *is_free = TRUE;
  for (guint k = 0; k < cell->n_choices; k++)
    if (cell->choices[k].number == number) {
      cost = cell->choices[k].cost;
      *is_free = FALSE;
    }
  return cost;
}

/* Another answer: numbers, and its cost; FALSE if it has a number below 0. */
static gboolean make_rival(const Table *table, gint64 *numbers, double *cost)
{
  const int *rows = of_column[g_test_rand_int_range(0, G_N_ELEMENTS(of_column))];
  const int *columns = of_row[g_test_rand_int_range(0, G_N_ELEMENTS(of_row))];
  gint64 by = g_test_rand_int_range(-3, 4);
  gboolean all_free = by != 0;
  *cost = 0;
  for (guint cell = 0; cell < CELLS; cell++) {
    gint64 change = by * rows[cell / COLUMNS] * columns[cell % COLUMNS];
    gboolean is_free;
    numbers[cell] = table->truth[cell] + change;
    if (numbers[cell] < 0)
      return FALSE;
    *cost += cost_of(gd_puzzle_cell(table->puzzle, cell), numbers[cell], &is_free);
    all_free &= is_free || change == 0;
  }
  if (all_free) /* of numbers that bind each other in a ring one is free */
    *cost -= GD_COINCIDENCE;
  return TRUE;
}

static void nothing_proved_that_has_a_rival(void)
{
  guint proved = 0, rivalled = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    Table table = random_table();
    g_autoptr(GdPuzzle) puzzle = table.puzzle;
    g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
    if (!gd_localiser_solve(localiser))
      continue;
    gd_localiser_prove(localiser, MARGIN);
    for (guint cell = 0; cell < CELLS; cell++)
      proved += gd_localiser_is_proved(localiser, cell);
    for (guint i = 0; i < RIVALS; i++) {
      gint64 numbers[CELLS];
      double cost;
      if (!make_rival(&table, numbers, &cost))
        continue;
      g_assert_cmpfloat(cost, >, gd_localiser_cost(localiser) - 1e-9);
      for (guint cell = 0; cell < CELLS && cost < gd_localiser_cost(localiser) + MARGIN - 1e-9;
           cell++) {
        const GdPuzzleResult *result = gd_localiser_result(localiser, cell);
        gboolean same = result->known && result->number == numbers[cell];
        g_assert_true(same || !gd_localiser_is_proved(localiser, cell));
        rivalled += !same;
      }
    }
  }
  g_test_message("%u proved, %u contradicted", proved, rivalled);
  g_assert_cmpuint(proved, >, ROUNDS);
  g_assert_cmpuint(rivalled, >, ROUNDS);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/localise/rivals", nothing_proved_that_has_a_rival);
  return g_test_run();
}
