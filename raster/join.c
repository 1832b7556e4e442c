/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps:
 *  1. Collinear pieces (less than SAME_LINE apart) whose ends meet, or leave a
 *     small gap, become one ruling. This heals borders drawn cell by cell,
 *     interrupted and dashed lines:    ── ── ──  →  ────────
 *  2. Two rulings side by side (a doubled line) become one in their middle:
 *         ════  →  ────
 *  3. An edge along which a line runs is the line's and is dropped; so is what
 *     is too short to part two cells.
 */
#include "raster/join.h"

#include "models/limits.h"

/* Points. Borders drawn cell by cell are rounded to half a point or a pixel. */
#define SAME_LINE 1.0

/* Points. The lines of a doubled ruling stand 1 to 3 apart; rows and columns
 * are never narrower than their text, some 5 points. */
#define DOUBLED 3.0

/* Points. A gap this small interrupts no line: a corner drawn with butt ends
 * leaves the width of the crossing line. */
#define SMALL_GAP 3.0

/* A dashed line: so many dashes at least, none longer than LONGEST_DASH and no gap
 * wider than DASH_GAP (points), all of about one length but for the last. Lines
 * drawn cell by cell that leave out a row are none: rows are higher than DASH_GAP. */
#define DASHES 4
#define LONGEST_DASH 15.0
#define DASH_GAP 8.0
#define DASH_UNLIKE 0.35

/* Points. What is shorter parts no cells: serifs, ticks, pieces of pictures. */
#define SHORTEST 5.0

/* Share of the shorter of two parallel lines that runs beside the other. */
#define BESIDE 0.5

static int by_place(gconstpointer a, gconstpointer b)
{
  const GdRuling *p = a, *q = b;
  if (p->is_edge != q->is_edge)
    return p->is_edge - q->is_edge;
  if (p->direction != q->direction)
    return (int)p->direction - (int)q->direction;
  if (p->at != q->at)
    return p->at < q->at ? -1 : 1;
  return p->from < q->from ? -1 : p->from > q->from;
}

static int by_start(gconstpointer a, gconstpointer b)
{
  const GdRuling *p = a, *q = b;
  return p->from < q->from ? -1 : p->from > q->from;
}

/* Puts next behind line, weighting places by length. */
static void lengthen(GdRuling *line, const GdRuling *next)
{
  double a = fmax(line->to - line->from, 0.1), b = fmax(next->to - next->from, 0.1);
  line->at = (line->at * a + next->at * b) / (a + b);
  line->width = fmax(line->width, next->width);
  line->to = fmax(line->to, next->to);
}

/* How many of n segments, from the first on, are the dashes of one line. */
static guint count_dashes(const GdRuling *segments, guint n)
{
  double first = segments[0].to - segments[0].from;
  guint k = 1;
  for (; k < n && first <= LONGEST_DASH; k++) {
    double length = segments[k].to - segments[k].from;
    if (segments[k].from - segments[k - 1].to > DASH_GAP || length > (1 + DASH_UNLIKE) * first)
      break;
    if (length < (1 - DASH_UNLIKE) * first)
      return k + 1 >= DASHES ? k + 1 : 1; /* the last one, cut off */
  }
  return k >= DASHES ? k : 1;
}

/* Joins n collinear pieces of one class, sorted by start, into rulings: first what
 * meets, then dashes. */
static void join_run(GdRuling *pieces, guint n, GArray *rulings)
{
  guint n_segments = 0;
  for (guint i = 0; i < n; i++) {
    GdRuling *last = n_segments > 0 ? &pieces[n_segments - 1] : NULL;
    if (last != NULL && pieces[i].from - last->to <= SMALL_GAP)
      lengthen(last, &pieces[i]);
    else
      pieces[n_segments++] = pieces[i];
  }
  for (guint i = 0; i < n_segments;) {
    guint dashes = count_dashes(pieces + i, n_segments - i);
    GdRuling line = pieces[i];
    for (guint k = 1; k < dashes; k++)
      lengthen(&line, &pieces[i + k]);
    g_array_append_val(rulings, line);
    i += dashes;
  }
}

/* Step 1. */
static GArray *join_pieces(GArray *pieces)
{
  GArray *rulings = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  g_array_sort(pieces, by_place);
  GdRuling *p = (GdRuling *)(void *)pieces->data;
  for (guint i = 0; i < pieces->len;) {
    guint n = 1;
    while (i + n < pieces->len && p[i + n].is_edge == p[i].is_edge &&
           p[i + n].direction == p[i].direction && p[i + n].at - p[i].at <= SAME_LINE)
      n++;
    qsort(p + i, n, sizeof *p, by_start);
    join_run(p + i, n, rulings);
    i += n;
  }
  return rulings;
}

static gboolean run_together(const GdRuling *a, const GdRuling *b)
{
  double shorter = fmin(a->to - a->from, b->to - b->from);
  return a->direction == b->direction && fabs(a->at - b->at) <= DOUBLED &&
         gd_overlap(a->from, a->to, b->from, b->to) >= BESIDE * shorter;
}

/* Steps 2 and 3. Lines come before edges (by_place). */
static GArray *settle(GArray *rulings)
{
  GArray *kept = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  g_array_sort(rulings, by_place);
  for (guint i = 0; i < rulings->len; i++) {
    GdRuling *next = &g_array_index(rulings, GdRuling, i);
    gboolean gone = FALSE;
    for (guint k = kept->len; k > 0 && !gone; k--) {
      GdRuling *line = &g_array_index(kept, GdRuling, k - 1);
      if (!run_together(line, next))
        continue;
      gone = TRUE;
      if (next->is_edge && !line->is_edge)
        continue;
      double low = fmin(line->at - line->width / 2, next->at - next->width / 2);
      double high = fmax(line->at + line->width / 2, next->at + next->width / 2);
      line->at = (low + high) / 2;
      line->width = high - low;
      line->from = fmin(line->from, next->from);
      line->to = fmax(line->to, next->to);
    }
    if (!gone)
      g_array_append_val(kept, *next);
  }
  for (guint i = kept->len; i > 0; i--) {
    const GdRuling *line = &g_array_index(kept, GdRuling, i - 1);
    if (line->to - line->from < SHORTEST)
      g_array_remove_index(kept, i - 1);
  }
  return kept;
}

static int by_direction(gconstpointer a, gconstpointer b)
{
  const GdRuling *p = a, *q = b;
  if (p->direction != q->direction)
    return (int)p->direction - (int)q->direction;
  if (p->at != q->at)
    return p->at < q->at ? -1 : 1;
  return p->from < q->from ? -1 : p->from > q->from;
}

GArray *gd_rulings_join(GArray *pieces)
{
  g_autoptr(GArray) rulings = join_pieces(pieces);
  if (rulings->len > GD_CAP_PAGE_RULINGS)
    return NULL;
  GArray *settled = settle(rulings);
  g_array_sort(settled, by_direction);
  return settled;
}
