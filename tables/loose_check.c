/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/loose_problem.h"

/* Whether all terms of a relation are numbers now. */
static gboolean is_known(const GdLooseProblem *p, const GdEquation *equation)
{
  for (guint i = 0; i < equation->terms->len; i++) {
    GdLooseKind kind = p->leaves[g_array_index(equation->terms, GdTerm, i).leaf].kind;
    if (kind != GD_LOOSE_KNOWN && kind != GD_LOOSE_ABSENT)
      return FALSE;
  }
  return TRUE;
}

/* What is known of a leaf to the row that is looked at. */
enum { OF_THE_ROW = 1, COUNTED = 2 };

static gboolean runs_through(const GdEquation *equation, const guint8 *marks)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (marks[g_array_index(equation->terms, GdTerm, i).leaf] & OF_THE_ROW)
      return TRUE;
  return FALSE;
}

/* Of a choice, whether the relations through a row say more than they were asked for: each lost
 * number takes one to be told by it, and as many others must have been free to break. A row of
 * three sums that has lost all three totals fits any numbers at all. */
static gboolean is_checked(const GdLooseProblem *p, const GdLooseRow *row, const guint8 *was_lost)
{
  g_autofree guint8 *marks = g_new0(guint8, p->form->leaves->len + 1);
  guint relations = 0, lost = 0, own = 0;
  for (guint c = 0; c < row->n_columns; c++) {
    guint leaf = gd_loose_place(p, row, c)->leaf->index;
    marks[leaf] = OF_THE_ROW;
    own += was_lost[leaf];
  }
  for (guint e = 0; e < p->equations->len; e++) {
    const GdEquation *equation = p->equations->pdata[e];
    if (!runs_through(equation, marks) || !is_known(p, equation))
      continue;
    relations++;
    for (guint i = 0; i < equation->terms->len; i++) {
      guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
      lost += was_lost[leaf] && !(marks[leaf] & COUNTED);
      marks[leaf] |= COUNTED;
    }
  }
  return relations >= lost + MAX(own, 1);
}

void gd_loose_open_unchecked(GdLooseProblem *p, const guint8 *was_lost)
{
  for (guint r = 0; r < p->rows->len; r++) {
    const GdLooseRow *row = ((const GdLoose *)p->rows->pdata[r])->row;
    if (is_checked(p, row, was_lost))
      continue;
    for (guint c = 0; c < row->n_columns; c++)
      p->unproved[gd_loose_place(p, row, c)->leaf->index] = TRUE;
  }
}

guint8 *gd_loose_lost(const GdLooseProblem *p, GdLooseWay *const *ways)
{
  guint8 *lost = g_new0(guint8, p->form->leaves->len + 1);
  for (guint r = 0; r < p->rows->len; r++) {
    const GdLooseRow *row = ((const GdLoose *)p->rows->pdata[r])->row;
    for (guint c = 0; c < row->n_columns && ways[r] != NULL; c++)
      lost[gd_loose_place(p, row, c)->leaf->index] = ways[r]->token_of[c] == 0;
  }
  return lost;
}
