/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Each stretch of a line between two neighbouring crossings is looked at where it is quiet.
 *     A line may wander off its pencil (bent paper, lenses): it is followed from stretch to
 *     stretch.
 *  2. How much ink the line has where it is there, its usual share, is told by its fullest
 *     stretches. A stretch is there if it has about as much, near both of its ends too: a
 *     dash or a "1" in a merged cell does not reach the lines around it.
 *
 *        ├────┼────┤
 *        │    1    │     the stretch through the 1 is not there
 *        ├────┼────┤
 *
 *     Of a faint line of which pieces are left now and then (faxes), a stretch is judged
 *     together with its neighbours.
 *  3. Lines without any stretch are dropped, and lines that have much less ink than the
 *     strongest one of the table: strokes of characters that stand in a row, between which a line
 *     would be seen. All is judged again.
 *  4. Two tables that stand close together may seem to be one, their sides in line. Where no column
 *     goes on from one row to the next, they are parted and judged again, unless the table is
 *     open at its sides.
 *  5. Where most lines of one direction run on past the last line of the other (a row that
 *     the page end cuts, a table without side lines), all that do are drawn to where
 *     they end on average; tables/lattice.c closes the cells there. Otherwise what runs
 *     on is cut off.
 *  6. Stretches that follow one another are one ruling, from crossing to crossing.
 */
#include "raster/borders.h"

#include <stdlib.h>

/* Part of the usual share that a stretch must have, the same near its ends, and what is enough
 * and needed whatever is usual. */
#define PART 0.55
#define PART_ENDS 0.4
#define ENOUGH 0.5
#define NEEDED 0.13

/* Usual share below which a line is faint, and the inches of it that are judged together. */
#define FAINT 0.6
#define TOGETHER 0.7

/* Share of a stretch that must be quiet to be judged by that; and what is asked of all of it
 * otherwise. */
#define LEAST_QUIET 0.12
#define LEAST_PLAIN 0.88

/* Part of the table's usual share that a line's own counts for at least; and what the ends of its
 * stretches must have on average. */
#define PART_TABLE 0.7
#define PART_ENDS_OF_LINE 0.55

/* The same of a stretch between two that are there. */
#define PART_WORN 0.16

/* The same of a stretch alone on its line, and how much of it must be quiet. */
#define ALONE 0.85
#define ALONE_QUIET 0.5

/* Part of the ink of the strongest line (per quiet pixel) that a line must have. Lines of one
 * print are alike, worn ones have 0.8 where they are there; rows of strokes have 0.4 to 0.8. */
#define WEAK 0.7

/* The same near the ends of its stretches, where strokes do not reach the lines around. */
#define WEAK_ENDS 0.6

/* The same of a line that is mostly hidden by text: of strokes that happen to stand one below the
 * other some is seen as well. Share of it that is quiet. */
#define HIDDEN 0.4
#define WEAK_HIDDEN 0.9

/* Part of the longest row's length that the outermost ones must have. Cells that go on over several
 * rows leave the inner ones two thirds. */
#define RAGGED 0.4

/* Pixels of quiet that tell the usual share. */
#define TELLING 8

/* Pixels that a line wanders from one stretch to the next, and altogether. */
#define WANDER_FIRST 3
#define WANDER_NEXT 1
#define WANDER_MOST 9

/* Part of a line's own share that what runs on must have, near its end too. */
#define PART_ON 0.75

/* Inches. What runs on by less bounds no row or column: the smallest print needs 7 points. */
#define RUNS_ON 0.10

/* Share of the lines at a table's side that must run on, and their number. */
#define MOST 0.6
#define SOME 3

/* One family of lines of a table, and what crosses it. */
typedef struct {
  const GdView *view, *other_view;
  GArray *lines, *others; /* of GdStreak */
  gboolean turned;        /* the lines are columns */
  guint stretches;        /* of a line: one less than the others were when it was judged */
  gboolean *there;        /* [line * stretches + stretch] */
  GdStretch *seen;        /* the same */
} Side;

static double position_of(const GArray *lines, guint i)
{
  return g_array_index(lines, GdStreak, i).position;
}

static GdPoint crossing(const Side *side, double line, double other)
{
  if (side->turned)
    return gd_pencil_crossing(&side->other_view->pencil, other, &side->view->pencil, line);
  return gd_pencil_crossing(&side->view->pencil, line, &side->other_view->pencil, other);
}

/* Where along line i the k-th of the others crosses it. */
static double along(const Side *side, guint i, guint k)
{
  GdPoint p = crossing(side, position_of(side->lines, i), position_of(side->others, k));
  return side->turned ? p.y : p.x;
}

static int by_value(gconstpointer a, gconstpointer b)
{
  double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}

/* How far line i may wander: half-way to the lines beside it. */
static void reach_of(const Side *side, guint i, int *low, int *high)
{
  double here = position_of(side->lines, i);
  *low = -WANDER_MOST;
  *high = WANDER_MOST;
  if (i > 0)
    *low = MAX(*low, (int)ceil((position_of(side->lines, i - 1) - here) / 2));
  if (i + 1 < side->lines->len)
    *high = MIN(*high, (int)floor((position_of(side->lines, i + 1) - here) / 2));
}

/* Step 1, for line i, from stretch k on by steps of 1 or -1. */
static void follow(Side *side, guint i, int k, int step, int offset)
{
  int n = (int)side->stretches, low, high;
  reach_of(side, i, &low, &high);
  for (; k >= 0 && k < n; k += step) {
    GdStretch *s = &side->seen[i * side->stretches + (guint)k];
    double position = position_of(side->lines, i), from = along(side, i, (guint)k);
    double to = along(side, i, (guint)k + 1);
    *s = gd_view_stretch(side->view, position, from, to, offset, WANDER_NEXT);
    if (s->share < ENOUGH) { /* it may have been lost */
      GdStretch again = gd_view_stretch(side->view, position, from, to, 0, WANDER_FIRST);
      if (again.share > s->share)
        *s = again;
    }
    if (s->offset < low || s->offset > high) /* that is a line beside this one */
      *s = gd_view_stretch(side->view, position, from, to, CLAMP(0, low, high), 0);
    if (s->share >= ENOUGH && abs(s->offset) <= WANDER_MOST)
      offset = s->offset;
  }
}

/* The usual share of a line: that of its stretches with at least half as much as the fullest. */
static double usual_share(const GdStretch *seen, guint n)
{
  double most = 0, ink = 0, quiet = 0;
  for (guint k = 0; k < n; k++)
    if (seen[k].quiet >= TELLING)
      most = fmax(most, seen[k].share);
  for (guint k = 0; k < n; k++) {
    if (seen[k].quiet < TELLING || seen[k].share < most / 2)
      continue;
    ink += seen[k].share * seen[k].quiet;
    quiet += seen[k].quiet;
  }
  return quiet > 0 ? ink / quiet : 0;
}

/* Share of stretch k together with its neighbours, up to a length. */
static double share_around(const GdStretch *seen, int n, int k, double length)
{
  double ink = seen[k].share * seen[k].quiet, quiet = seen[k].quiet, covered = seen[k].length;
  for (int d = 1; d < n && covered < length; d++)
    for (int side = -1; side <= 1; side += 2) {
      int i = k + side * d;
      if (i < 0 || i >= n)
        continue;
      ink += seen[i].share * seen[i].quiet;
      quiet += seen[i].quiet;
      covered += seen[i].length;
    }
  return quiet > 0 ? ink / quiet : 0;
}

static gboolean is_there(const GdStretch *seen, guint n, guint k, double usual, double together)
{
  const GdStretch *s = &seen[k];
  double least = fmax(NEEDED, fmin(ENOUGH, PART * usual));
  if (usual < FAINT)
    return share_around(seen, (int)n, (int)k, together) >= least;
  if (s->quiet < LEAST_QUIET * s->length)
    return s->plain >= LEAST_PLAIN * usual;
  return s->share >= least && s->ends >= PART_ENDS * usual;
}

/* A stretch that is worn away between others of its line: some of it is left. */
static gboolean is_worn(const GdStretch *s, double usual)
{
  return s->share >= PART_WORN * usual && s->ends >= PART_WORN * usual &&
         s->quiet >= LEAST_QUIET * s->length;
}

/* A stretch without a next one on its line is as good as lines of the table are, or it is none. */
static gboolean stands_alone(const GdStretch *s, double usual)
{
  return s->quiet >= ALONE_QUIET * s->length && s->share >= ALONE * usual &&
         s->ends >= ALONE * usual;
}

/* Step 2 for line i. */
static void decide(Side *side, guint i, double table_usual)
{
  guint n = side->stretches;
  const GdStretch *seen = side->seen + (gsize)i * n;
  gboolean *there = side->there + (gsize)i * n;
  double usual = usual_share(seen, n), ends = 0;
  double together = TOGETHER * side->view->dpi;
  guint some = 0;
  for (guint k = 0; k < n; k++) {
    there[k] = is_there(seen, n, k, fmax(usual, PART_TABLE * table_usual), together);
    ends += there[k] ? seen[k].ends : 0;
    some += there[k];
  }
  for (guint k = 1; k + 1 < n; k++)
    if (!there[k] && there[k - 1] && there[k + 1])
      there[k] = is_worn(&seen[k], usual);
  gboolean good = ends >= PART_ENDS_OF_LINE * usual * some;
  gboolean before = FALSE;
  for (guint k = 0; k < n; k++) {
    gboolean here = there[k], after = k + 1 < n && there[k + 1];
    if (here && !before && !after && !stands_alone(&seen[k], table_usual))
      there[k] = FALSE;
    there[k] = there[k] && good;
    before = here;
  }
}

/* Steps 1 and 2. */
static void judge(Side *side)
{
  guint n = side->stretches = side->others->len - 1;
  gsize all = (gsize)side->lines->len * n + 1;
  g_free(side->there);
  g_free(side->seen);
  side->there = g_new0(gboolean, all);
  side->seen = g_new0(GdStretch, all);
  g_autofree double *usual = g_new(double, side->lines->len + 1);
  for (guint i = 0; i < side->lines->len; i++) {
    GdStretch *seen = side->seen + (gsize)i * n;
    follow(side, i, (int)(n / 2), 1, 0);
    follow(side, i, (int)(n / 2), -1, seen[n / 2].share >= ENOUGH ? seen[n / 2].offset : 0);
    usual[i] = usual_share(seen, n);
  }
  qsort(usual, side->lines->len, sizeof *usual, by_value);
  for (guint i = 0; i < side->lines->len; i++)
    decide(side, i, usual[side->lines->len / 2]);
}

/* Step 3. TRUE if a line went. */
static gboolean drop_empty(Side *side)
{
  guint n = side->stretches, lines = side->lines->len;
  for (guint i = lines; i > 0; i--) {
    gboolean any = FALSE;
    for (guint k = 0; k < n; k++)
      any = any || side->there[(i - 1) * n + k];
    if (!any)
      g_array_remove_index(side->lines, i - 1);
  }
  return side->lines->len < lines;
}

/* What there is of a line, pixels. */
typedef struct {
  double ink, quiet; /* ink where it is quiet, and how much is */
  double length;
  double ends; /* length times the share that is ink near the ends of its stretches */
} Strength;

static Strength strength_of(const Side *side, guint i)
{
  Strength s = {0, 0, 0, 0};
  for (guint k = i * side->stretches; k < (i + 1) * side->stretches; k++) {
    if (!side->there[k])
      continue;
    s.ink += side->seen[k].share * side->seen[k].quiet;
    s.quiet += side->seen[k].quiet;
    s.length += side->seen[k].length;
    s.ends += side->seen[k].ends * side->seen[k].length;
  }
  return s;
}

/* strongest: ink of the strongest line of the table for each of its quiet pixels. */
static gboolean is_weak(const Strength *s, double strongest)
{
  const double part = s->quiet < HIDDEN * s->length ? WEAK_HIDDEN : WEAK;
  return s->quiet > 0 &&
         (s->ink < part * strongest * s->quiet || s->ends < WEAK_ENDS * strongest * s->length);
}

/* Step 3, of what has been judged. TRUE if a line went. */
static gboolean drop_weak(Side *side)
{
  guint lines = side->lines->len;
  double most = 0, strongest = 0;
  for (guint i = 0; i < lines; i++) {
    const Strength s = strength_of(side, i);
    if (s.ink <= most)
      continue;
    most = s.ink;
    strongest = s.ink / s.quiet;
  }
  for (guint i = lines; i > 0; i--) {
    const Strength s = strength_of(side, i - 1);
    if (is_weak(&s, strongest))
      g_array_remove_index(side->lines, i - 1);
  }
  return side->lines->len < lines;
}

static double length_of(const Side *side, guint i)
{
  return strength_of(side, i).length;
}

/* Step 3, of rows: the first and the last one bound the table, so that they are there nearly all
 * along; strokes of a title close to it are not. TRUE if a row went. */
static gboolean drop_ragged(Side *across)
{
  double longest = 0;
  for (guint i = 0; i < across->lines->len; i++)
    longest = fmax(longest, length_of(across, i));
  const guint last = across->lines->len - 1;
  if (length_of(across, last) < RAGGED * longest)
    g_array_remove_index(across->lines, last);
  else if (length_of(across, 0) < RAGGED * longest)
    g_array_remove_index(across->lines, 0);
  else
    return FALSE;
  return TRUE;
}

/* How far line i runs on past its first or last crossing, pixels. */
static double runs_on(const Side *side, guint i, gboolean last)
{
  const GdStreak *line = &g_array_index(side->lines, GdStreak, i);
  double edge = along(side, i, last ? side->others->len - 1 : 0);
  /* a streak ends where text begins to stand close beside its line, the line goes on */
  double end = gd_view_reach(side->view, line->position, last ? line->to : line->from, last);
  if ((last ? end - edge : edge - end) < RUNS_ON * side->view->dpi)
    return 0;
  GdStretch s = gd_view_stretch(side->view, line->position, fmin(edge, end), fmax(edge, end), 0,
                                WANDER_FIRST);
  const Strength own = strength_of(side, i);
  const double least = own.quiet > 0 ? PART_ON * own.ink / own.quiet : ENOUGH;
  const gboolean seen = s.share >= least && s.ends >= least;
  return seen || s.plain >= LEAST_PLAIN ? fabs(end - edge) : 0;
}

/* Step 5: by how much the lines of a table's side are to be lengthened, pixels; 0: not. */
static double open_side(const Side *side, gboolean last)
{
  guint n = side->stretches, reach = 0;
  g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < side->lines->len; i++) {
    reach += side->there[i * n + (last ? n - 1 : 0)];
    double length = runs_on(side, i, last);
    if (length > 0)
      g_array_append_val(lengths, length);
  }
  if (lengths->len < SOME || lengths->len < MOST * reach)
    return 0;
  g_array_sort(lengths, by_value);
  return g_array_index(lengths, double, lengths->len / 2);
}

/* A ruling from one place along line i to another. */
static void emit(const Side *side, guint i, double from, double to, const GdHomography *to_page,
                 GArray *rulings)
{
  double position = position_of(side->lines, i);
  double a = gd_pencil_across(&side->view->pencil, position, from);
  double b = gd_pencil_across(&side->view->pencil, position, to);
  GdPoint p = side->turned ? (GdPoint){a, from} : (GdPoint){from, a};
  GdPoint q = side->turned ? (GdPoint){b, to} : (GdPoint){to, b};
  p = gd_homography_apply(to_page, p);
  q = gd_homography_apply(to_page, q);
  double pixel = 72 / side->view->dpi;
  GdRuling ruling = {GD_HORIZONTAL, (p.y + q.y) / 2, fmin(p.x, q.x), fmax(p.x, q.x), pixel, FALSE};
  if (side->turned)
    ruling = (GdRuling){GD_VERTICAL, (p.x + q.x) / 2, fmin(p.y, q.y), fmax(p.y, q.y), pixel, FALSE};
  g_array_append_val(rulings, ruling);
}

/* Steps 5 and 6. */
static void emit_side(const Side *side, const GdHomography *to_page, GArray *rulings)
{
  guint n = side->stretches;
  double before = open_side(side, FALSE), after = open_side(side, TRUE);
  for (guint i = 0; i < side->lines->len; i++)
    for (guint k = 0; k < n; k++) {
      guint first = k;
      while (k < n && side->there[i * n + k])
        k++;
      if (k == first)
        continue;
      double from = along(side, i, first), to = along(side, i, k);
      if (first == 0 && before > 0 && runs_on(side, i, FALSE) > 0)
        from -= before;
      if (k == n && after > 0 && runs_on(side, i, TRUE) > 0)
        to += after;
      emit(side, i, from, to, to_page, rulings);
    }
}

/* Step 4: the first stretch in which no column has any ink; G_MAXUINT if there is none. */
static guint gap_of(const Side *down)
{
  const guint n = down->stretches, lines = down->lines->len;
  for (guint k = 0; k < n; k++) {
    gboolean any = FALSE;
    for (guint i = 0; i < lines && !any; i++)
      any = down->there[i * n + k] || down->seen[i * n + k].share >= NEEDED;
    if (!any)
      return k;
  }
  return G_MAXUINT;
}

/* The part of a table from its row `first` to `last`: the columns that are there between them,
 * where they are seen there. Caller owns. */
static GdRuledTable *part_of(const Side *down, guint first, guint last)
{
  const guint n = down->stretches;
  GdRuledTable *part = g_new0(GdRuledTable, 1);
  part->rows = g_array_new(FALSE, FALSE, sizeof(GdStreak));
  part->columns = g_array_new(FALSE, FALSE, sizeof(GdStreak));
  g_array_append_vals(part->rows, &g_array_index(down->others, GdStreak, first), last - first + 1);
  for (guint i = 0; i < down->lines->len; i++) {
    double length = 0, offset = 0;
    guint begins = last, ends = first;
    for (guint k = first; k < last; k++) {
      const GdStretch *s = &down->seen[i * n + k];
      if (!down->there[i * n + k])
        continue;
      length += s->length;
      offset += s->length * s->offset;
      begins = MIN(begins, k);
      ends = k + 1;
    }
    GdStreak column = g_array_index(down->lines, GdStreak, i);
    column.from = first > 0 ? along(down, i, begins) : column.from;
    column.to = last < n ? along(down, i, ends) : column.to;
    column.position += length > 0 ? offset / length : 0;
    if (length > 0)
      g_array_append_val(part->columns, column);
  }
  return part;
}

void gd_borders_add(const GdView *rows, const GdView *columns, GdRuledTable *table, gboolean broken,
                    const GdHomography *to_page, GArray *rulings)
{
  Side across = {rows, columns, table->rows, table->columns, FALSE, 0, NULL, NULL};
  Side down = {columns, rows, table->columns, table->rows, TRUE, 0, NULL, NULL};
  gboolean again = TRUE;
  while (again && table->rows->len >= 2 && table->columns->len >= 2) {
    judge(&across);
    judge(&down);
    again = drop_empty(&across);
    again = drop_empty(&down) || again;
    if (!again && !broken) {
      again = drop_weak(&across);
      again = drop_weak(&down) || again;
      again = again || drop_ragged(&across);
    }
  }
  const gboolean some = table->rows->len >= 2 && table->columns->len >= 2;
  /* a row that is one cell has no column in a table that is open at its sides */
  const gboolean closed = some && open_side(&across, FALSE) <= 0 && open_side(&across, TRUE) <= 0;
  const guint gap = closed ? gap_of(&down) : G_MAXUINT;
  if (gap != G_MAXUINT) {
    g_autoptr(GdRuledTable) above = part_of(&down, 0, gap);
    g_autoptr(GdRuledTable) below = part_of(&down, gap + 1, down.stretches);
    gd_borders_add(rows, columns, above, broken, to_page, rulings);
    gd_borders_add(rows, columns, below, broken, to_page, rulings);
  } else if (some) {
    emit_side(&across, to_page, rulings);
    emit_side(&down, to_page, rulings);
  }
  g_free(across.there);
  g_free(across.seen);
  g_free(down.there);
  g_free(down.seen);
}
