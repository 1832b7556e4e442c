/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_dealt.h"

#include "tables/text_row.h"

static GPtrArray *tokens_of(const GdPlacing *w, guint i)
{
  return gd_text_row_tokens(w->stream, gd_placing_item(w, i), w->units[i]);
}

/* The next row of the same block in one direction; G_MAXUINT at its end. */
static guint next_row(const GdPlacing *w, guint i, int direction)
{
  guint k = gd_placing_neighbour(w, i, direction);
  return k != G_MAXUINT && gd_placing_item(w, k)->kind == GD_ITEM_ROW &&
                 gd_placing_item(w, k)->block == gd_placing_item(w, i)->block
             ? k
             : G_MAXUINT;
}

/* A row that has no numbers, whether its label was found or not. */
static gboolean lacks_all(const GdPlacing *w, guint i)
{
  return w->units[i]->len == 0 || (gd_placing_is_boxless(w, i) && !gd_placing_has_numbers(w, i));
}

/* How many rows without numbers follow each other beside a row. */
static guint count_lacking(const GdPlacing *w, guint i, int direction)
{
  guint n = 0;
  for (guint k = next_row(w, i, direction); k != G_MAXUINT && lacks_all(w, k);
       k = next_row(w, k, direction))
    n++;
  return n;
}

/* The row whose label the numbers of row i may stand behind: itself, or the next one with numbers;
 * *turn: how many rows i stands below it. G_MAXUINT if there is none. */
static guint row_with_numbers(const GdPlacing *w, guint i, int direction, int *turn)
{
  guint k = i;
  for (*turn = 0; k != G_MAXUINT && lacks_all(w, k); *turn -= direction)
    k = next_row(w, k, direction);
  return k;
}

/* The numbers of the row that stands so many rows below (turn) the row k, if those behind k's label
 * are as many as those of k and of all rows beside it that lack theirs. */
static GPtrArray *deal(const GdPlacing *w, guint k, int turn)
{
  if (k == G_MAXUINT || !gd_placing_is_boxless(w, k))
    return NULL;
  g_autoptr(GPtrArray) tokens = tokens_of(w, k);
  const guint n = gd_placing_item(w, k)->n_values;
  const guint above = count_lacking(w, k, -1), below = count_lacking(w, k, +1);
  if (above + below == 0 || tokens->len != n * (above + below + 1) ||
      gd_text_row_is_repeated(tokens, n))
    return NULL;
  GPtrArray *dealt = g_ptr_array_new();
  for (guint t = 0; t < n; t++)
    g_ptr_array_add(dealt, tokens->pdata[n * (guint)((int)above + turn) + t]);
  return dealt;
}

GPtrArray *gd_text_dealt(const GdPlacing *w, guint i)
{
  if (gd_placing_item(w, i)->kind != GD_ITEM_ROW)
    return NULL;
  int up, down;
  guint above = row_with_numbers(w, i, -1, &up), below = row_with_numbers(w, i, +1, &down);
  g_autoptr(GPtrArray) by_above = deal(w, above, up);
  g_autoptr(GPtrArray) by_below = above != below ? deal(w, below, down) : NULL;
  if (by_above != NULL && by_below != NULL)
    return NULL; /* either may have them */
  return by_above != NULL ? g_steal_pointer(&by_above) : g_steal_pointer(&by_below);
}
