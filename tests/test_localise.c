/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for wrong cells on small puzzles: known answers, and random ones against trying
 * everything.
 */
#include <math.h>

#include "tables/localise.h"

/* Random puzzles; cells and choices of each, few enough to try all. */
#define ROUNDS 400
#define CELLS 6
#define CHOICES 3
/* So costly that no answer within reach has a number that is no choice. */
#define NEVER 1000.0
#define SURE 8.5

static guint add_sure(GdPuzzle *puzzle, gint64 number)
{
  const GdPuzzleCell cell = {
      .n_choices = 1, .choices = {{number, FALSE, 0}}, .free_cost = SURE, .step = 1};
  return gd_puzzle_add_cell(puzzle, &cell);
}

static guint add_unsure(GdPuzzle *puzzle, gint64 number, gint64 other, double cost)
{
  const GdPuzzleCell cell = {.n_choices = 2,
                             .choices = {{number, FALSE, 0}, {other, FALSE, cost}},
                             .free_cost = cost + 1,
                             .step = 1};
  return gd_puzzle_add_cell(puzzle, &cell);
}

static guint add_lost(GdPuzzle *puzzle)
{
  const GdPuzzleCell cell = {.step = 1};
  return gd_puzzle_add_cell(puzzle, &cell);
}

/* total = a + b */
static void add_sum(GdPuzzle *puzzle, guint total, guint a, guint b)
{
  const GdPuzzleTerm terms[] = {{total, 1}, {a, -1}, {b, -1}};
  gd_puzzle_add_equation(puzzle, terms, G_N_ELEMENTS(terms), 0);
}

/* Rows 3 4 | 7 and 1 5 | 6, sums below: 4 9 | 13; the cell at row 1, column 1 is `shown`. */
static GdPuzzle *square(guint *cells, gint64 shown, gint64 other)
{
  static const gint64 numbers[9] = {3, 4, 7, 1, 5, 6, 4, 9, 13};
  GdPuzzle *puzzle = gd_puzzle_new();
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
    cells[i] = i == 0 ? add_unsure(puzzle, shown, other, 2) : add_sure(puzzle, numbers[i]);
  for (guint i = 0; i < 3; i++) {
    add_sum(puzzle, cells[3 * i + 2], cells[3 * i], cells[3 * i + 1]);
    add_sum(puzzle, cells[6 + i], cells[i], cells[3 + i]);
  }
  return puzzle;
}

static void nothing_wrong(void)
{
  guint cells[9];
  g_autoptr(GdPuzzle) puzzle = square(cells, 3, 8);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpfloat(gd_localiser_cost(localiser), ==, 0);
  gd_localiser_prove(localiser, 10);
  for (guint i = 0; i < 9; i++)
    g_assert_true(gd_localiser_is_proved(localiser, cells[i]));
}

static void one_wrong(void)
{
  guint cells[9];
  g_autoptr(GdPuzzle) puzzle = square(cells, 8, 3);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpfloat(gd_localiser_cost(localiser), ==, 2);
  g_assert_cmpint(gd_localiser_result(localiser, cells[0])->number, ==, 3);
  gd_localiser_prove(localiser, 10);
  g_assert_true(gd_localiser_is_proved(localiser, cells[0]));
}

/* No reader saw the right number: it is what both equations leave. */
static void one_wrong_unseen(void)
{
  guint cells[9];
  g_autoptr(GdPuzzle) puzzle = square(cells, 8, 2);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  const GdPuzzleResult *result = gd_localiser_result(localiser, cells[0]);
  g_assert_cmpint(result->number, ==, 3);
  g_assert_cmpuint(result->choice, ==, GD_FREE_CHOICE);
  g_assert_cmpfloat_with_epsilon(gd_localiser_cost(localiser), 3 + GD_COINCIDENCE, 1e-9);
}

/* One equation alone cannot tell a misread part from a total that is printed wrong. */
static void one_equation(void)
{
  g_autoptr(GdPuzzle) puzzle = gd_puzzle_new();
  guint a = add_unsure(puzzle, 8, 3, 2), b = add_sure(puzzle, 4), total = add_sure(puzzle, 7);
  add_sum(puzzle, total, a, b);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpint(gd_localiser_result(localiser, a)->number, ==, 3);
  gd_localiser_prove(localiser, 10);
  g_assert_false(gd_localiser_is_proved(localiser, a));
}

static void lost(void)
{
  g_autoptr(GdPuzzle) puzzle = gd_puzzle_new();
  guint a = add_lost(puzzle), b = add_sure(puzzle, 4), total = add_sure(puzzle, 7);
  guint c = add_lost(puzzle), d = add_lost(puzzle), sum = add_sure(puzzle, 9);
  add_sum(puzzle, total, a, b);
  add_sum(puzzle, sum, c, d);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpfloat(gd_localiser_cost(localiser), ==, 0);
  g_assert_true(gd_localiser_result(localiser, a)->known);
  g_assert_cmpint(gd_localiser_result(localiser, a)->number, ==, 3);
  g_assert_false(gd_localiser_result(localiser, c)->known);
  gd_localiser_prove(localiser, 5);
  g_assert_true(gd_localiser_is_proved(localiser, a));
  g_assert_false(gd_localiser_is_proved(localiser, c));
  g_assert_false(gd_localiser_is_proved(localiser, d));
}

/* What is lost cannot be less than 0: something else is wrong. */
static void lost_negative(void)
{
  g_autoptr(GdPuzzle) puzzle = gd_puzzle_new();
  guint a = add_lost(puzzle), b = add_unsure(puzzle, 9, 4, 1), total = add_sure(puzzle, 7);
  add_sum(puzzle, total, a, b);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpint(gd_localiser_result(localiser, b)->number, ==, 4);
  g_assert_cmpint(gd_localiser_result(localiser, a)->number, ==, 3);
}

static void blank_total(void)
{
  g_autoptr(GdPuzzle) puzzle = gd_puzzle_new();
  guint a = add_sure(puzzle, 3), b = add_sure(puzzle, 4);
  const GdPuzzleCell blank = {
      .n_choices = 1, .choices = {{0, TRUE, 0}}, .free_cost = SURE, .step = 1};
  add_sum(puzzle, gd_puzzle_add_cell(puzzle, &blank), a, b);
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  g_assert_true(gd_localiser_solve(localiser));
  g_assert_cmpfloat(gd_localiser_cost(localiser), ==, 0);
}

/* ---- against trying everything ------------------------------------------------------- */

typedef struct {
  double cost;
  guint choices[CELLS];
} Answer;

static gboolean holds(const GdPuzzle *puzzle, const guint *choices)
{
  for (guint e = 0; e < puzzle->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(puzzle, e);
    gint64 sum = 0;
    for (guint i = 0; i < equation->terms->len; i++) {
      const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
      sum += term->sign * gd_puzzle_cell(puzzle, term->cell)->choices[choices[term->cell]].number;
    }
    if (ABS(sum) > equation->tolerance)
      return FALSE;
  }
  return TRUE;
}

/* All answers (of Answer), the cheapest first. Caller owns. */
static GArray *try_all(const GdPuzzle *puzzle)
{
  GArray *answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  for (guint way = 0; way < 729; way++) { /* CHOICES to the power of CELLS */
    Answer answer = {0};
    guint rest = way;
    for (guint c = 0; c < CELLS; c++, rest /= CHOICES) {
      answer.choices[c] = rest % CHOICES;
      answer.cost += gd_puzzle_cell(puzzle, c)->choices[rest % CHOICES].cost;
    }
    if (!holds(puzzle, answer.choices))
      continue;
    guint at = 0;
    while (at < answers->len && g_array_index(answers, Answer, at).cost <= answer.cost)
      at++;
    g_array_insert_val(answers, at, answer);
  }
  return answers;
}

static GdPuzzle *random_puzzle(void)
{
  GdPuzzle *puzzle = gd_puzzle_new();
  for (guint c = 0; c < CELLS; c++) {
    GdPuzzleCell cell = {.n_choices = CHOICES, .free_cost = NEVER, .step = 1};
    gint first = g_test_rand_int_range(0, 6);
    for (guint k = 0; k < CHOICES; k++)
      cell.choices[k] = (GdPuzzleChoice){first + k * g_test_rand_int_range(1, 3), FALSE,
                                         k * g_test_rand_double_range(0.5, 3)};
    if (cell.choices[2].number == cell.choices[1].number)
      cell.choices[2].number++;
    gd_puzzle_add_cell(puzzle, &cell);
  }
  for (gint e = g_test_rand_int_range(1, 5); e > 0; e--) {
    GdPuzzleTerm terms[CELLS];
    guint n = 0;
    for (guint c = 0; c < CELLS; c++)
      if (g_test_rand_bit())
        terms[n++] = (GdPuzzleTerm){c, g_test_rand_bit() ? 1 : -1};
    if (n >= 2)
      gd_puzzle_add_equation(puzzle, terms, n, g_test_rand_int_range(0, 8) == 0);
  }
  return puzzle;
}

/* Then a cell may count as not proved although it is. */
static gboolean has_tolerance(const GdPuzzle *puzzle)
{
  for (guint e = 0; e < puzzle->equations->len; e++)
    if (gd_puzzle_equation(puzzle, e)->tolerance > 0)
      return TRUE;
  return FALSE;
}

static void random_puzzles(void)
{
  guint solved = 0, proved = 0;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(GdPuzzle) puzzle = random_puzzle();
    g_autoptr(GArray) answers = try_all(puzzle);
    g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
    gboolean found = gd_localiser_solve(localiser);
    double least = answers->len > 0 ? g_array_index(answers, Answer, 0).cost : NEVER;
    g_assert_cmpint(found, ==, least < GD_ANSWER_COST);
    if (!found)
      continue;
    solved++;
    g_assert_cmpfloat_with_epsilon(gd_localiser_cost(localiser), least, 1e-9);
    gd_localiser_prove(localiser, 2);
    for (guint c = 0; c < CELLS; c++) {
      gboolean same = TRUE;
      for (guint i = 0; i < answers->len; i++) {
        const Answer *answer = &g_array_index(answers, Answer, i);
        same &= answer->cost >= least + 2 ||
                answer->choices[c] == gd_localiser_result(localiser, c)->choice;
      }
      gboolean is_proved = gd_localiser_is_proved(localiser, c);
      g_assert_true(same || !is_proved);
      g_assert_true(is_proved || !same || has_tolerance(puzzle));
      proved += is_proved;
    }
  }
  g_assert_cmpuint(solved, >, ROUNDS / 8);
  g_assert_cmpuint(proved, >, ROUNDS / 8);
}

/* Everything is unsure and nothing fits: the search ends all the same. */
static void ends(void)
{
  g_autoptr(GdPuzzle) puzzle = gd_puzzle_new();
  guint n = 40;
  for (guint i = 0; i < n * n; i++)
    add_unsure(puzzle, g_test_rand_int_range(0, 1000), g_test_rand_int_range(0, 1000), 0.1);
  g_autofree GdPuzzleTerm *terms = g_new0(GdPuzzleTerm, n);
  for (guint by_row = 0; by_row < 2; by_row++)
    for (guint i = 0; i < n; i++) {
      for (guint k = 0; k < n; k++)
        terms[k] = (GdPuzzleTerm){by_row ? i * n + k : k * n + i, k == 0 ? 1 : -1};
      gd_puzzle_add_equation(puzzle, terms, n, 0);
    }
  g_autoptr(GdLocaliser) localiser = gd_localiser_new(puzzle);
  if (gd_localiser_solve(localiser))
    gd_localiser_prove(localiser, 10);
  g_assert_cmpuint(gd_localiser_steps(localiser), <=,
                   GD_ANSWER_STEPS + GD_RIVALS_STEPS + GD_RIVAL_STEPS + 1);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/localise/nothing-wrong", nothing_wrong);
  g_test_add_func("/localise/one-wrong", one_wrong);
  g_test_add_func("/localise/one-wrong-unseen", one_wrong_unseen);
  g_test_add_func("/localise/one-equation", one_equation);
  g_test_add_func("/localise/lost", lost);
  g_test_add_func("/localise/lost-negative", lost_negative);
  g_test_add_func("/localise/blank-total", blank_total);
  g_test_add_func("/localise/random", random_puzzles);
  g_test_add_func("/localise/ends", ends);
  return g_test_run();
}
