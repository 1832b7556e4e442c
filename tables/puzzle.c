/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/puzzle.h"

static void equation_clear(gpointer equation)
{
  g_array_unref(((GdPuzzleEquation *)equation)->terms);
}

GdPuzzle *gd_puzzle_new(void)
{
  GdPuzzle *puzzle = g_new0(GdPuzzle, 1);
  puzzle->cells = g_array_new(FALSE, FALSE, sizeof(GdPuzzleCell));
  puzzle->equations = g_array_new(FALSE, FALSE, sizeof(GdPuzzleEquation));
  g_array_set_clear_func(puzzle->equations, equation_clear);
  return puzzle;
}

void gd_puzzle_free(GdPuzzle *puzzle)
{
  if (puzzle == NULL)
    return;
  g_array_unref(puzzle->cells);
  g_array_unref(puzzle->equations);
  g_free(puzzle);
}

guint gd_puzzle_add_cell(GdPuzzle *puzzle, const GdPuzzleCell *cell)
{
  g_array_append_vals(puzzle->cells, cell, 1);
  return puzzle->cells->len - 1;
}

void gd_puzzle_add_equation(GdPuzzle *puzzle, const GdPuzzleTerm *terms, guint n, gint64 tolerance)
{
  GdPuzzleEquation equation = {.tolerance = tolerance, .total = G_MAXUINT};
  equation.terms = g_array_sized_new(FALSE, FALSE, sizeof(GdPuzzleTerm), n);
  g_array_append_vals(equation.terms, terms, n);
  guint left = 0;
  for (guint i = 0; i < n; i++) {
    if (terms[i].sign < 0)
      continue;
    left++;
    equation.total = left == 1 ? terms[i].cell : G_MAXUINT;
  }
  g_array_append_val(puzzle->equations, equation);
}
