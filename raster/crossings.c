/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Streaks of one line that follow one another within JOIN become one.
 *  2. A streak that crosses, or nearly touches, fewer than two of the other direction is
 *     dropped, and so on until none is: underlines, rows of text and strokes of large
 *     characters go. One crossing is enough for a row that begins and ends where another one does:
 *     the top of a table that is open at its sides, above a head of two cells.
 *  3. Streaks that cross belong together (union-find).
 *  4. In each group, streaks of about the same position are one line.
 *
 *        ───┬───┬──── ─        ──────  (no crossing: dropped)
 *           │   │
 *        ───┴───┴─────         a table of 2 rows and 2 columns of lines
 */
#include "raster/crossings.h"

/* Inches. Streaks that miss each other by less than this still cross: worn corners. */
#define TOUCH 0.045

/* Inches of gap within one line. */
#define JOIN 0.5

/* Inches. Lines nearer to each other are one. */
#define SAME_LINE 0.036

/* Inches between the outermost crossings of a line along a row: a row of text may well
 * touch two lines that are as near as the sides of a character. */
#define LEAST_SPAN 0.3

/* Inches by which the ends of two rows of a table differ at most, where its sides are open, and the
 * least length of such a row. */
#define SAME_END 0.1
#define LONG 1.5

static GdStreak *streak_at(const GArray *streaks, guint i)
{
  return &g_array_index(streaks, GdStreak, i);
}

static int by_position(gconstpointer a, gconstpointer b)
{
  const GdStreak *p = a, *q = b;
  if (p->position != q->position)
    return p->position < q->position ? -1 : 1;
  return p->from < q->from ? -1 : p->from > q->from;
}

/* Takes b into a. The position is that of more ink: what lies beside a line may be none. */
static void unite(GdStreak *a, const GdStreak *b)
{
  if (b->ink > a->ink)
    a->position = b->position;
  a->ink = fmax(a->ink, b->ink);
  a->from = fmin(a->from, b->from);
  a->to = fmax(a->to, b->to);
}

/* Unites streaks nearer than SAME_LINE whose gap along is at most `gap` pixels. */
static void join(GArray *streaks, double near, double gap)
{
  g_array_sort(streaks, by_position);
  for (guint i = 0; i < streaks->len; i++)
    for (guint k = i + 1; k < streaks->len;) {
      GdStreak *a = streak_at(streaks, i), *b = streak_at(streaks, k);
      if (b->position - a->position > near)
        break;
      if (fmax(a->from, b->from) - fmin(a->to, b->to) > gap) {
        k++;
        continue;
      }
      unite(a, b);
      g_array_remove_index(streaks, k);
      k = i + 1; /* it is longer now, and may reach others */
    }
}

static gboolean cross(const GdView *rows, const GdStreak *row, const GdView *columns,
                      const GdStreak *column, GdPoint *at)
{
  double touch = TOUCH * rows->dpi;
  *at = gd_pencil_crossing(&rows->pencil, row->position, &columns->pencil, column->position);
  return at->x >= row->from - touch && at->x <= row->to + touch && at->y >= column->from - touch &&
         at->y <= column->to + touch;
}

/* Whether a row goes from side to side of a table: another one has the same ends. */
static gboolean is_like_another(const GArray *rows, guint i, double dpi)
{
  const GdStreak *row = streak_at(rows, i);
  for (guint k = 0; k < rows->len && row->to - row->from >= LONG * dpi; k++) {
    const GdStreak *other = streak_at(rows, k);
    if (k != i && fabs(other->from - row->from) <= SAME_END * dpi &&
        fabs(other->to - row->to) <= SAME_END * dpi)
      return TRUE;
  }
  return FALSE;
}

/* One round of step 2 for the rows (or, if turned, the columns). TRUE if some went. */
static gboolean drop(const GdView *rows, GArray *row_streaks, const GdView *columns,
                     GArray *column_streaks, gboolean turned)
{
  GArray *mine = turned ? column_streaks : row_streaks;
  GArray *others = turned ? row_streaks : column_streaks;
  double span = turned ? 0 : LEAST_SPAN * rows->dpi;
  gboolean some = FALSE;
  for (guint i = mine->len; i > 0; i--) {
    guint n = 0;
    double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
    for (guint k = 0; k < others->len; k++) {
      GdPoint at;
      const GdStreak *a = streak_at(mine, i - 1), *b = streak_at(others, k);
      if (!cross(rows, turned ? b : a, columns, turned ? a : b, &at))
        continue;
      n++;
      low = fmin(low, turned ? at.y : at.x);
      high = fmax(high, turned ? at.y : at.x);
    }
    if (n >= 2 && high - low >= span)
      continue;
    if (n == 1 && !turned && is_like_another(mine, i - 1, rows->dpi))
      continue;
    g_array_remove_index(mine, i - 1);
    some = TRUE;
  }
  return some;
}

void gd_crossings_prune(const GdView *rows, GArray *row_streaks, const GdView *columns,
                        GArray *column_streaks)
{
  join(row_streaks, SAME_LINE * rows->dpi, JOIN * rows->dpi);
  join(column_streaks, SAME_LINE * rows->dpi, JOIN * rows->dpi);
  gboolean some = TRUE;
  while (some) {
    some = drop(rows, row_streaks, columns, column_streaks, FALSE);
    some = drop(rows, row_streaks, columns, column_streaks, TRUE) || some;
  }
}

static guint root_of(guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}

void gd_ruled_table_free(GdRuledTable *table)
{
  g_array_unref(table->rows);
  g_array_unref(table->columns);
  g_free(table);
}

GPtrArray *gd_crossings_group(const GdView *rows, const GArray *row_streaks, const GdView *columns,
                              const GArray *column_streaks)
{
  guint n = row_streaks->len, all = n + column_streaks->len;
  g_autofree guint *parents = g_new(guint, all + 1);
  for (guint i = 0; i < all; i++)
    parents[i] = i;
  for (guint i = 0; i < n; i++)
    for (guint k = n; k < all; k++) {
      GdPoint at;
      if (!cross(rows, streak_at(row_streaks, i), columns, streak_at(column_streaks, k - n), &at))
        continue;
      guint a = root_of(parents, i), b = root_of(parents, k);
      parents[MAX(a, b)] = MIN(a, b);
    }
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)gd_ruled_table_free);
  g_autofree GdRuledTable **of = g_new0(GdRuledTable *, all + 1);
  for (guint i = 0; i < all; i++) {
    guint root = root_of(parents, i);
    if (of[root] == NULL) {
      of[root] = g_new0(GdRuledTable, 1);
      of[root]->rows = g_array_new(FALSE, FALSE, sizeof(GdStreak));
      of[root]->columns = g_array_new(FALSE, FALSE, sizeof(GdStreak));
      g_ptr_array_add(tables, of[root]);
    }
    if (i < n)
      g_array_append_vals(of[root]->rows, streak_at(row_streaks, i), 1);
    else
      g_array_append_vals(of[root]->columns, streak_at(column_streaks, i - n), 1);
  }
  for (guint i = 0; i < tables->len; i++) {
    GdRuledTable *table = tables->pdata[i];
    join(table->rows, SAME_LINE * rows->dpi, G_MAXDOUBLE);
    join(table->columns, SAME_LINE * rows->dpi, G_MAXDOUBLE);
  }
  return tables;
}
