/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sides.h"

/* Inches. Ends of two rows that are so near to one column end there both; a column that is nearer
 * to another one is that. */
#define SAME_END 0.03
#define OTHER_COLUMN 0.1

/* Inches. Shorter columns are hardly found as streaks (scan.c); rows lower than that hold no print:
 * the smallest needs 7 points. */
#define SHORT 0.18
#define LOWEST 0.08

/* Inches that the line may lie beside the ends of its rows. */
#define ASIDE 0.02

/* Shares of the line between the rows that must be quiet, and ink where it is, also near the rows:
 * as of a border that has none beside it (borders.c). */
#define QUIET 0.5
#define INK 0.85

static const GdStreak *row_at(const GdRuledTable *table, guint i)
{
  return &g_array_index(table->rows, GdStreak, i);
}

/* The end of a row; *column receives the position of the column through it. */
static GdPoint end_of(const GdView *rows, const GdView *columns, const GdStreak *row, gboolean last,
                      double *column)
{
  GdPoint end;
  end.x = gd_view_reach(rows, row->position, last ? row->to : row->from, last);
  end.y = gd_pencil_across(&rows->pencil, row->position, end.x);
  *column = gd_pencil_position(&columns->pencil, end.y, end.x);
  return end;
}

static gboolean has_column(const GdRuledTable *table, double position, double near)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (fabs(g_array_index(table->columns, GdStreak, i).position - position) < near)
      return TRUE;
  return FALSE;
}

/* Adds the column of a position if it is ink from one place along it to the other. */
static void add_column(const GdView *columns, GdRuledTable *table, double position, double from,
                       double to, int aside)
{
  if (has_column(table, position, OTHER_COLUMN * columns->dpi))
    return;
  const GdStretch s = gd_view_stretch(columns, position, from, to, 0, aside);
  if (s.quiet < QUIET * s.length || s.share < INK || s.ends < INK)
    return;
  const GdStreak column = {position + s.offset, from, to, s.share * s.quiet};
  g_array_append_val(table->columns, column);
}

/* Between two rows that end one above the other: their sides and, if they are so near that streaks
 * of that length are not looked for, what stands between them. */
static void add_between(const GdView *rows, const GdView *columns, GdRuledTable *table, guint i)
{
  double upper[2], lower[2];
  GdPoint top[2], bottom[2];
  gboolean same[2];
  for (int last = 0; last < 2; last++) {
    top[last] = end_of(rows, columns, row_at(table, i), last, &upper[last]);
    bottom[last] = end_of(rows, columns, row_at(table, i + 1), last, &lower[last]);
    same[last] = fabs(upper[last] - lower[last]) <= SAME_END * rows->dpi;
    if (same[last])
      add_column(columns, table, (upper[last] + lower[last]) / 2, top[last].y, bottom[last].y,
                 (int)lround(ASIDE * columns->dpi));
  }
  const double height = (bottom[0].y - top[0].y) / columns->dpi;
  if (!same[0] || !same[1] || height > SHORT || height < LOWEST)
    return;
  const double width = top[1].x - top[0].x;
  for (int offset = 0; offset < width; offset++) {
    const double x = top[0].x + offset;
    const double part = offset / width;
    const double from = top[0].y + part * (top[1].y - top[0].y);
    const double to = bottom[0].y + part * (bottom[1].y - bottom[0].y);
    add_column(columns, table, gd_pencil_position(&columns->pencil, from, x), from, to, 0);
  }
}

static int by_position(gconstpointer a, gconstpointer b)
{
  const GdStreak *p = a, *q = b;
  return (p->position > q->position) - (p->position < q->position);
}

void gd_sides_add(const GdView *rows, const GdView *columns, GdRuledTable *table)
{
  for (guint i = 0; i + 1 < table->rows->len; i++)
    add_between(rows, columns, table, i);
  g_array_sort(table->columns, by_position);
}
