/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. The smallest gaps are closed.
 *  2. A streak is a stretch of a row that is ink to a large share, in a window that
 *     moves along it: dashes, faded and broken lines still are.
 *  3. Of streaks that lie on each other, the one of most ink stays; its position is
 *     the centre of the ink there.
 *
 * A stretch between two crossings is judged where it is quiet, that is where nothing
 * else is close on either side. A ruling goes on beside text and is seen between the
 * characters, while of text nothing is left there:
 *
 *     ruling  ─────────────   quiet: ^^      ^^^^    ink: all of it
 *     text      府 信 息      quiet: ^^^^^^^^^^^^^   ink: none
 */
#include "raster/view.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

/* Inches. Gaps in a line that are closed: noise. */
#define GAP 0.02

/* Inches. Streaks nearer to each other are one line, doubled ones too. */
#define SAME_LINE 0.034

/* Inches. What is close beside a line: from its own blur on, to the least distance of
 * text in a tight row. */
#define BESIDE_NEAR 0.030
#define BESIDE_FAR 0.055

/* Share of the density asked for below which a window ends a streak. */
#define WINDOW_SLACK 0.85

/* Share of a streak's length that must lie on a stronger one to be taken as the same. */
#define SHADOWED 0.3

/* Pixels that a line may wander off its pencil. */
#define WANDER 2

/* Pixels around a streak that are searched for its own slope. */
#define SEARCH 7

/* Inches next to a crossing that are not looked at: ink of the crossing line. */
#define INSET 0.02

/* Share of a stretch at each of its ends. */
#define OUTER 0.2

/* Least share of ink of a stretch, and of its outer parts. Dashed and faded lines keep about
 * 0.6 in a picture of 1 bit. */
#define LEAST_SHARE 0.45
#define LEAST_ENDS 0.34

/* Least share of a stretch that must be quiet to be judged by that; and what is asked for
 * of the whole one otherwise (doubled lines), and of one of its sides. */
#define LEAST_QUIET 0.12
#define LEAST_PLAIN 0.88
#define LEAST_HALF_QUIET 0.4

#define CAP_CANDIDATES 100000
#define CAP_STREAKS 1500

GdView gd_view_new(PIX *valleys, const GdPencil *pencil, double dpi)
{
  GdView view = {.pencil = *pencil, .dpi = dpi};
  PIX *straight = gd_pencil_straighten(pencil, valleys, &view.first);
  view.thin = pixCloseSafeBrick(NULL, straight, (int)lround(GAP * dpi), 1);
  view.wide = pixDilateBrick(NULL, view.thin, 1, 3);
  view.width = pixGetWidth(view.thin);
  view.height = pixGetHeight(view.thin);
  pixDestroy(&straight);
  return view;
}

void gd_view_clear(GdView *view)
{
  pixDestroy(&view->thin);
  pixDestroy(&view->wide);
}

static const l_uint32 *row_of(PIX *pix, int row)
{
  return pixGetData(pix) + (gsize)row * (gsize)pixGetWpl(pix);
}

/* Bits [from,to) of word number i of a row. */
static l_uint32 mask_of(int i, int from, int to)
{
  l_uint32 mask = 0xFFFFFFFFU;
  if (from > i * 32)
    mask &= 0xFFFFFFFFU >> (from - i * 32);
  if (to < (i + 1) * 32)
    mask &= ~(0xFFFFFFFFU >> (to - i * 32));
  return mask;
}

/* Ink of [from,to) of a row; 0 outside of the picture. */
static int count_row(PIX *pix, int row, int from, int to)
{
  if (row < 0 || row >= pixGetHeight(pix) || from >= to)
    return 0;
  const l_uint32 *words = row_of(pix, row);
  int n = 0;
  for (int i = from / 32; i <= (to - 1) / 32; i++)
    n += __builtin_popcount(words[i] & mask_of(i, from, to));
  return n;
}

typedef struct {
  int row, from, to, ink;
} Candidate;

/* Cuts a stretch to its ink, and keeps it if it is long and dense enough. */
static void keep(GArray *candidates, const int *sums, int row, int from, int to, int shortest,
                 double share)
{
  while (from < to && sums[from + 1] == sums[from])
    from++;
  while (to > from && sums[to] == sums[to - 1])
    to--;
  int ink = sums[to] - sums[from];
  if (to - from < shortest || ink < share * (to - from) || candidates->len >= CAP_CANDIDATES)
    return;
  Candidate candidate = {row, from, to, ink};
  g_array_append_val(candidates, candidate);
}

/* Step 2, one row. sums has room for width + 1. */
static void scan_row(const GdView *view, const GdStreakRule *rule, int row, int *sums,
                     GArray *candidates)
{
  int shortest = (int)(rule->shortest * view->dpi), half = (int)(rule->window * view->dpi / 2);
  const l_uint32 *words = row_of(view->wide, row);
  sums[0] = 0;
  for (int x = 0; x < view->width; x++)
    sums[x + 1] = sums[x] + (int)GET_DATA_BIT(words, x);
  int start = -1;
  for (int x = 0; x <= view->width; x++) {
    int low = MAX(x - half, 0), high = MIN(x + half, view->width);
    gboolean dense =
        x < view->width && sums[high] - sums[low] >= WINDOW_SLACK * rule->share * (high - low);
    if (dense && start < 0)
      start = x;
    if (!dense && start >= 0) {
      keep(candidates, sums, row, MAX(start - half, 0), MIN(x + half, view->width), shortest,
           rule->share * WINDOW_SLACK);
      start = -1;
    }
  }
}

static int by_ink(gconstpointer a, gconstpointer b)
{
  const Candidate *p = a, *q = b;
  if (p->ink != q->ink)
    return q->ink - p->ink;
  return p->row != q->row ? p->row - q->row : p->from - q->from;
}

/* Step 3: the centre of ink around a row, as a position. */
static double centre_of(const GdView *view, int row, int from, int to, int reach)
{
  int counts[2 * SEARCH + 1], least = G_MAXINT;
  for (int k = -reach; k <= reach; k++) {
    counts[k + reach] = count_row(view->thin, row + k, from, to);
    least = MIN(least, counts[k + reach]);
  }
  double sum = 0, weighted = 0;
  for (int k = -reach; k <= reach; k++) {
    sum += counts[k + reach] - least;
    weighted += (counts[k + reach] - least) * (double)k;
  }
  return row + view->first + 0.5 + (sum > 0 ? weighted / sum : 0);
}

static gboolean is_shadowed(const GArray *kept, const Candidate *c, int near)
{
  for (guint i = 0; i < kept->len; i++) {
    const Candidate *k = &g_array_index(kept, Candidate, i);
    if (abs(k->row - c->row) <= near &&
        MIN(k->to, c->to) - MAX(k->from, c->from) > SHADOWED * (c->to - c->from))
      return TRUE;
  }
  return FALSE;
}

/* Bits of word i of the rows from near to far on one side (-1 above, 1 below) of a row. */
static l_uint32 beside(const GdView *view, int row, int i, int side)
{
  int near = (int)lround(BESIDE_NEAR * view->dpi), far = (int)lround(BESIDE_FAR * view->dpi);
  l_uint32 bits = 0;
  for (int k = near; k <= far; k++)
    if (row + side * k >= 0 && row + side * k < view->height)
      bits |= row_of(view->thin, row + side * k)[i];
  return bits;
}

/* Pixels of a stretch: quiet on both sides, above, below; and ink in the best of the rows nearby
 * where it is quiet on both. */
typedef struct {
  int quiet, above, below, ink;
} Counts;

static Counts count_quiet(const GdView *view, int row, int from, int to)
{
  int inks[2 * WANDER + 1] = {0};
  Counts n = {0};
  for (int i = from / 32; from < to && i <= (to - 1) / 32; i++) {
    l_uint32 mask = mask_of(i, from, to);
    l_uint32 above = mask & ~beside(view, row, i, -1), below = mask & ~beside(view, row, i, 1);
    n.above += __builtin_popcount(above);
    n.below += __builtin_popcount(below);
    n.quiet += __builtin_popcount(above & below);
    for (int k = -WANDER; k <= WANDER; k++)
      if (row + k >= 0 && row + k < view->height)
        inks[k + WANDER] += __builtin_popcount(above & below & row_of(view->wide, row + k)[i]);
  }
  for (int k = 0; k <= 2 * WANDER; k++)
    n.ink = MAX(n.ink, inks[k]);
  return n;
}

static double ratio(int part, int whole)
{
  return whole > 0 ? (double)part / whole : 0;
}

/* The most ink of [from,to) in one of the rows nearby. */
static int densest(const GdView *view, int row, int from, int to)
{
  int most = 0;
  for (int k = -WANDER; k <= WANDER; k++)
    most = MAX(most, count_row(view->wide, row + k, from, to));
  return most;
}

GdStretch gd_view_stretch(const GdView *view, double position, double from, double to)
{
  double inset = fmin(INSET * view->dpi, (to - from) / 4);
  int low = CLAMP((int)lround(from + inset), 0, view->width);
  int high = CLAMP((int)lround(to - inset), 0, view->width);
  int row = (int)floor(position) - view->first, outer = MAX(3, (int)(OUTER * (high - low)));
  if (high <= low)
    return (GdStretch){0};
  Counts n = count_quiet(view, row, low, high);
  int ends = densest(view, row, low, MIN(low + outer, high)) +
             densest(view, row, MAX(high - outer, low), high);
  return (GdStretch){.share = ratio(n.ink, n.quiet),
                     .ends = ratio(ends, 2 * MIN(outer, high - low)),
                     .quiet = ratio(n.quiet, high - low),
                     .half_quiet = ratio(MAX(n.above, n.below), high - low),
                     .plain = ratio(densest(view, row, low, high), high - low)};
}

gboolean gd_stretch_is_line(const GdStretch *s)
{
  if (s->quiet < LEAST_QUIET)
    return s->plain >= LEAST_PLAIN && s->half_quiet >= LEAST_HALF_QUIET;
  return s->share >= LEAST_SHARE && s->ends >= LEAST_ENDS;
}

GArray *gd_view_streaks(const GdView *view, const GdStreakRule *rule)
{
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autofree int *sums = g_new(int, view->width + 1);
  double enough = rule->shortest * view->dpi * rule->share * WINDOW_SLACK;
  for (int row = 0; row < view->height; row++)
    if (count_row(view->wide, row, 0, view->width) >= enough)
      scan_row(view, rule, row, sums, candidates);
  g_array_sort(candidates, by_ink);
  int near = (int)lround(SAME_LINE * view->dpi);
  for (guint i = 0; i < candidates->len && kept->len < CAP_STREAKS; i++) {
    const Candidate *c = &g_array_index(candidates, Candidate, i);
    if (!is_shadowed(kept, c, near))
      g_array_append_vals(kept, c, 1);
  }
  GArray *streaks = g_array_new(FALSE, FALSE, sizeof(GdStreak));
  for (guint i = 0; i < kept->len; i++) {
    const Candidate *c = &g_array_index(kept, Candidate, i);
    GdStreak streak = {centre_of(view, c->row, c->from, c->to, near - 1), c->from, c->to, c->ink};
    GdStretch stretch = gd_view_stretch(view, streak.position, streak.from, streak.to);
    if (gd_stretch_is_line(&stretch))
      g_array_append_val(streaks, streak);
  }
  return streaks;
}

GArray *gd_view_slopes(const GdView *view, const GArray *streaks, double shortest)
{
  GArray *strokes = g_array_new(FALSE, FALSE, sizeof(GdStroke));
  for (guint i = 0; i < streaks->len; i++) {
    const GdStreak *s = &g_array_index(streaks, GdStreak, i);
    double length = s->to - s->from, third = length / 3;
    if (length < shortest)
      continue;
    int row = (int)floor(s->position) - view->first;
    double a = centre_of(view, row, (int)s->from, (int)(s->from + third), SEARCH);
    double b = centre_of(view, row, (int)(s->to - third), (int)s->to, SEARCH);
    double bend = (b - a) / (length - third);
    double offset = (a + b) / 2 - s->position;
    double middle = view->pencil.middle - (s->from + s->to) / 2;
    GdStroke stroke = {s->position + offset + bend * middle,
                       gd_pencil_slope(&view->pencil, s->position) + bend, length};
    g_array_append_val(strokes, stroke);
  }
  return strokes;
}
