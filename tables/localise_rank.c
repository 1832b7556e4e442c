/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that stay unknown are not free of each other: four cells that changed at the corners of a
 * rectangle must have changed by the same amount, which is three coincidences. Their
 * number is a rank, found by elimination.
 */
#include "tables/localise_state.h"

#include <math.h>

/* Subtracts the row of `pivot` from all others, so that they have 0 in the column. */
static void eliminate(double *matrix, guint rows, guint columns, guint pivot, guint column)
{
  for (guint r = 0; r < rows; r++) {
    double factor =
        r != pivot ? matrix[r * columns + column] / matrix[pivot * columns + column] : 0;
    for (guint c = column; c < columns && factor != 0; c++)
      matrix[r * columns + c] -= factor * matrix[pivot * columns + c];
  }
}

/* Puts a row with something in the column at place `pivot`; FALSE if none has. */
static gboolean find_pivot(double *matrix, guint rows, guint columns, guint pivot, guint column)
{
  guint best = pivot;
  for (guint r = pivot; r < rows; r++)
    if (fabs(matrix[r * columns + column]) > fabs(matrix[best * columns + column]))
      best = r;
  if (best >= rows || fabs(matrix[best * columns + column]) < GD_SMALL_PIVOT)
    return FALSE;
  for (guint c = 0; c < columns; c++) {
    double kept = matrix[pivot * columns + c];
    matrix[pivot * columns + c] = matrix[best * columns + c];
    matrix[best * columns + c] = kept;
  }
  return TRUE;
}

guint gd_localiser_reduce(double *matrix, guint rows, guint columns, guint *pivots)
{
  guint n = 0;
  for (guint c = 0; c < columns && n < rows; c++) {
    if (!find_pivot(matrix, rows, columns, n, c))
      continue;
    eliminate(matrix, rows, columns, n, c);
    pivots[n++] = c;
  }
  return n;
}

/* The equations over numbers that stay unknown, lost ones in the first columns. Caller frees. */
static double *unknown_matrix(const GdLocaliser *s, guint *rows, guint *columns, guint *n_lost)
{
  g_autofree guint *column_of = g_new0(guint, s->n_cells + 1);
  *rows = *columns = *n_lost = 0;
  for (guint lost = 2; lost-- > 0;)
    for (guint c = 0; c < s->n_cells; c++)
      if (!s->now[c].known && (gd_puzzle_cell(s->puzzle, c)->n_choices == 0) == lost) {
        column_of[c] = (*columns)++;
        *n_lost += lost;
      }
  double *matrix = g_new0(double, s->n_equations **columns + 1);
  for (guint e = 0; e < s->n_equations; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(s->puzzle, e);
    if (s->unknowns[e] == 0 || equation->tolerance > 0 || gd_localiser_is_silent(s, equation))
      continue;
    for (guint i = 0; i < equation->terms->len; i++) {
      const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
      if (!s->now[term->cell].known)
        matrix[*rows * *columns + column_of[term->cell]] = term->sign;
    }
    (*rows)++;
  }
  return matrix;
}

/* How many of the numbers that changed and stay unknown the equations bind to each other: the rank
 * of the equations over them, less that over the lost ones, which may be anything. */
guint gd_localiser_coincidences(const GdLocaliser *s)
{
  guint rows, columns, n_lost, lost = 0;
  g_autofree double *matrix = unknown_matrix(s, &rows, &columns, &n_lost);
  g_autofree guint *pivots = g_new0(guint, MIN(rows, columns) + 1);
  guint rank = gd_localiser_reduce(matrix, rows, columns, pivots);
  while (lost < rank && pivots[lost] < n_lost)
    lost++;
  return rank - lost;
}
