/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read of cells that share relations, as a puzzle: each cell may hold one of a few
 * numbers that readers saw, at a cost, or any other number, at a higher one; equations say which
 * numbers go together. No form and no page is known here; all numbers are whole multiples of the
 * puzzle's unit, so that nothing is rounded.
 *
 *     cells      a: 3 (0) or 8 (0.7), else 5.1     cost in brackets: -ln(p / p of the first)
 *                b: 4 (0),            else 8.5
 *                t: 12 (0),           else 8.5
 *     equation   t - a - b = 0                     broken by 5: a = 8 costs least
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of its own that a cell keeps; readers give up to ten, most of them alike. */
#define GD_PUZZLE_CHOICES 6

typedef struct {
  gint64 number;  /* in the puzzle's unit */
  gboolean blank; /* an empty cell or a mark for none: number is 0, but it is no 0 */
  double cost;    /* not negative; 0 for the first */
} GdPuzzleChoice;

typedef struct {
  guint n_choices;                           /* 0: nothing that was seen is a number */
  GdPuzzleChoice choices[GD_PUZZLE_CHOICES]; /* [0]: what is shown if nothing is changed */
  double free_cost;   /* of holding a number that is none of the choices; 0 if lost */
  gint64 step;        /* a number that is none of the choices is a multiple of this, at least 1 */
  gboolean is_signed; /* and may be negative */
} GdPuzzleCell;

typedef struct {
  guint cell;
  int sign; /* +1, -1 */
} GdPuzzleTerm;

typedef struct {
  GArray *terms;    /* of GdPuzzleTerm. Owned */
  gint64 tolerance; /* largest |sum| that is no break */
  guint total; /* the cell that is the only one of sign +1, G_MAXUINT: none. While it is blank, and
                  the others are not 0, the equation says nothing */
} GdPuzzleEquation;

typedef struct {
  GArray *cells;     /* of GdPuzzleCell. Owned */
  GArray *equations; /* of GdPuzzleEquation. Owned */
} GdPuzzle;

GdPuzzle *gd_puzzle_new(void);
void gd_puzzle_free(GdPuzzle *puzzle);

/* Adds a copy of the cell; its index. */
guint gd_puzzle_add_cell(GdPuzzle *puzzle, const GdPuzzleCell *cell);

/* Adds an equation over n terms (copied), whose cells are there already, each once. */
void gd_puzzle_add_equation(GdPuzzle *puzzle, const GdPuzzleTerm *terms, guint n, gint64 tolerance);

static inline const GdPuzzleCell *gd_puzzle_cell(const GdPuzzle *puzzle, guint cell)
{
  return &g_array_index(puzzle->cells, GdPuzzleCell, cell);
}

static inline const GdPuzzleEquation *gd_puzzle_equation(const GdPuzzle *puzzle, guint equation)
{
  return &g_array_index(puzzle->equations, GdPuzzleEquation, equation);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPuzzle, gd_puzzle_free)

G_END_DECLS
