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
 */
#include "raster/border_side.h"

#include <stdlib.h>

/* Part of the usual share that a stretch must have, the same near its ends. */
#define PART 0.55
#define PART_ENDS 0.4

/* Usual share below which a line is faint, and the inches of it that are judged together. */
#define FAINT 0.6
#define TOGETHER 0.7

/* Share of a stretch that must be quiet to be judged by that. */
#define LEAST_QUIET 0.12

/* Part of the table's usual share that a line's own counts for at least; and what the ends of its
 * stretches must have on average. */
#define PART_TABLE 0.7
#define PART_ENDS_OF_LINE 0.55

/* The same of a stretch between two that are there. */
#define PART_WORN 0.16

/* The same of a clear one beside a single one that is there, near both ends too: nothing else can
 * be what is seen there. */
#define PART_LAST 0.35

/* A hidden stretch of an upright line is seen as clearly as others where it is not hidden, or what
 * is seen are strokes. */
#define PART_HIDDEN 0.75

/* The same of a stretch alone on its line, and how much of it must be quiet. */
#define ALONE 0.85
#define ALONE_QUIET 0.5

/* Inches. Between rows so near to each other a character just fits, and its upright stroke, if it
 * happens to stand in line with a column, is most of a stretch: it is crowded, since
 * the rest of the character is beside it, and less is ink than these parts of the usual share,
 * altogether or near the ends. */
#define LOW 0.17
#define PART_LOW 0.9
#define PART_ENDS_LOW 0.8

/* The same of any stretch that characters stand in line with, as where a cell goes on over two rows
 * and its text is in the middle: their strokes are half of a line. The usual share from which on a
 * line is sound, so that its borders have more; and the parts of it that are ink, where it is quiet
 * and of all. */
#define SOUND 0.95
#define PART_TEXT 0.75
#define PART_TEXT_PLAIN 0.85

/* An upright line is as full at the ends of a stretch as between them; a stroke reaches neither of
 * the rows. As a part. */
#define PART_TIPS 0.45

/* Pixels of quiet that tell the usual share. */
#define TELLING 8

/* Pixels that a line wanders from one stretch to the next, and altogether. */
#define WANDER_NEXT 1
#define WANDER_MOST 9

static double position_of(const GArray *lines, guint i)
{
  return g_array_index(lines, GdStreak, i).position;
}

static GdPoint crossing(const GdBorderSide *side, double line, double other)
{
  if (side->turned)
    return gd_pencil_crossing(&side->other_view->pencil, other, &side->view->pencil, line);
  return gd_pencil_crossing(&side->view->pencil, line, &side->other_view->pencil, other);
}

double gd_border_along(const GdBorderSide *side, guint i, guint k)
{
  GdPoint p = crossing(side, position_of(side->lines, i), position_of(side->others, k));
  return side->turned ? p.y : p.x;
}

/* How far line i may wander: half-way to the lines beside it. */
static void reach_of(const GdBorderSide *side, guint i, int *low, int *high)
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
static void follow(GdBorderSide *side, guint i, int k, int step, int offset)
{
  int n = (int)side->stretches, low, high;
  reach_of(side, i, &low, &high);
  for (; k >= 0 && k < n; k += step) {
    GdStretch *s = &side->seen[i * side->stretches + (guint)k];
    double position = position_of(side->lines, i), from = gd_border_along(side, i, (guint)k);
    double to = gd_border_along(side, i, (guint)k + 1);
    *s = gd_view_stretch(side->view, position, from, to, offset, WANDER_NEXT);
    if (s->share < GD_STRETCH_ENOUGH) { /* it may have been lost */
      GdStretch again = gd_view_stretch(side->view, position, from, to, 0, GD_LINE_WANDER);
      if (again.share > s->share)
        *s = again;
    }
    if (s->offset < low || s->offset > high) /* that is a line beside this one */
      *s = gd_view_stretch(side->view, position, from, to, CLAMP(0, low, high), 0);
    if (s->share >= GD_STRETCH_ENOUGH && abs(s->offset) <= WANDER_MOST)
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
  double least = fmax(GD_STRETCH_NEEDED, fmin(GD_STRETCH_ENOUGH, PART * usual));
  if (usual < FAINT)
    return share_around(seen, (int)n, (int)k, together) >= least;
  if (s->quiet < LEAST_QUIET * s->length)
    return s->plain >= GD_STRETCH_PLAIN * usual;
  return s->share >= least && s->ends >= PART_ENDS * usual;
}

/* A stretch that is worn away between others of its line: some of it is left. */
static gboolean is_worn(const GdStretch *s, double usual)
{
  return s->share >= PART_WORN * usual && s->ends >= PART_WORN * usual &&
         s->quiet >= LEAST_QUIET * s->length;
}

/* The same of the last one of its line, next to one that is there. */
static void add_worn_last(const GdStretch *seen, guint n, double usual, gboolean *there)
{
  gboolean before = FALSE;
  for (guint k = 0; k < n; k++) {
    const gboolean here = there[k], after = k + 1 < n && there[k + 1];
    if (!here && (before || after))
      there[k] = seen[k].quiet >= GD_STRETCH_CLEAR * seen[k].length &&
                 fmin(seen[k].share, seen[k].ends) >= PART_LAST * usual;
    before = here;
  }
}

/* A stretch without a next one on its line is as good as lines of the table are, or it is none. */
static gboolean stands_alone(const GdStretch *s, double usual)
{
  return s->quiet >= ALONE_QUIET * s->length && s->share >= ALONE * usual &&
         s->ends >= ALONE * usual;
}

/* Whether a stretch may be strokes of characters, not a border. */
static gboolean may_be_text(const GdBorderSide *side, const GdStretch *s, double usual)
{
  if (side->turned && s->quiet < GD_STRETCH_CLEAR * s->length && s->tips < PART_TIPS * s->core)
    return TRUE;
  if (s->quiet >= GD_STRETCH_CROWDED * s->length)
    return FALSE;
  if (usual >= SOUND && s->share < PART_TEXT * usual && s->plain < PART_TEXT_PLAIN * usual)
    return TRUE;
  if (side->turned && s->quiet < GD_STRETCH_HIDDEN * s->length &&
      s->quiet >= LEAST_QUIET * s->length && fmin(s->share, s->ends) < PART_HIDDEN * usual)
    return TRUE;
  return side->turned && s->length < LOW * side->view->dpi &&
         (s->share < PART_LOW * usual || s->ends < PART_ENDS_LOW * usual);
}

/* Step 2 for line i. */
static void decide(GdBorderSide *side, guint i, double table_usual)
{
  guint n = side->stretches;
  const GdStretch *seen = side->seen + (gsize)i * n;
  gboolean *there = side->there + (gsize)i * n;
  double usual = usual_share(seen, n), ends = 0;
  double together = TOGETHER * side->view->dpi;
  guint some = 0;
  for (guint k = 0; k < n; k++) {
    there[k] = is_there(seen, n, k, fmax(usual, PART_TABLE * table_usual), together) &&
               !may_be_text(side, &seen[k], usual);
    ends += there[k] ? seen[k].ends : 0;
    some += there[k];
  }
  for (guint k = 1; k + 1 < n; k++)
    if (!there[k] && there[k - 1] && there[k + 1])
      there[k] = is_worn(&seen[k], usual);
  add_worn_last(seen, n, usual, there);
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

void gd_border_judge(GdBorderSide *side)
{
  guint n = side->stretches = side->others->len - 1;
  gsize all = (gsize)side->lines->len * n + 1;
  gd_border_side_clear(side);
  side->there = g_new0(gboolean, all);
  side->mended = g_new0(gboolean, all);
  side->seen = g_new0(GdStretch, all);
  g_autofree double *usual = g_new(double, side->lines->len + 1);
  for (guint i = 0; i < side->lines->len; i++) {
    GdStretch *seen = side->seen + (gsize)i * n;
    follow(side, i, (int)(n / 2), 1, 0);
    follow(side, i, (int)(n / 2), -1,
           seen[n / 2].share >= GD_STRETCH_ENOUGH ? seen[n / 2].offset : 0);
    usual[i] = usual_share(seen, n);
  }
  qsort(usual, side->lines->len, sizeof *usual, gd_compare_doubles);
  for (guint i = 0; i < side->lines->len; i++)
    decide(side, i, usual[side->lines->len / 2]);
}

GdBorderStrength gd_border_strength(const GdBorderSide *side, guint i)
{
  GdBorderStrength s = {0};
  for (guint k = i * side->stretches; k < (i + 1) * side->stretches; k++) {
    if (!side->there[k])
      continue;
    s.ink += side->seen[k].share * side->seen[k].quiet;
    s.quiet += side->seen[k].quiet;
    s.length += side->seen[k].length;
    s.plain += side->seen[k].plain * side->seen[k].length;
    s.ends += side->seen[k].ends * side->seen[k].length;
    s.stretches++;
    s.tips += side->seen[k].tips * side->seen[k].length;
    s.core += side->seen[k].core * side->seen[k].length;
  }
  return s;
}

void gd_border_side_clear(GdBorderSide *side)
{
  g_free(side->there);
  g_free(side->mended);
  g_free(side->seen);
}
