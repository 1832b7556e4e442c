/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Text is what is left of the valleys without long runs. A row is quiet where no text is
 *     close above or below it: along a ruling that is nearly everywhere, along a row of
 *     characters it is only between them.
 *  2. A streak is a stretch of a row that is ink to a large share where it is quiet, in a window
 *     that moves along it: dashes, faded and broken lines still are, text is not.
 *  3. Of streaks that lie on each other, the one of most ink stays; its position is
 *     the centre of the ink there.
 *
 *     ruling  ─────────────   quiet: ^^^^^^^^^^^^^   ink there: all of it
 *     text      府 信 息      quiet: ^^  ^  ^  ^^^   ink there: none
 */
#include "raster/view.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

/* Inches. Gaps in a line that are closed: noise. */
#define GAP 0.02

/* Inches. Gaps between dashes that are closed (3 points), after what is quiet is known. */
#define DASH_GAP 0.045

/* Inches. Longer runs are lines, not strokes of characters: those of 20 points are as long. */
#define LONG_RUN 0.28

/* Inches. What is close beside a line: from its own blur on, to the least distance of
 * text in a tight row. */
#define BESIDE_NEAR 0.030
#define BESIDE_FAR 0.055

/* Inches. Streaks nearer to each other are one line, doubled ones too. */
#define SAME_LINE 0.034

/* Share of the density asked for below which a window ends a streak, and of a window that must be
 * quiet. */
#define WINDOW_SLACK 0.85
#define WINDOW_QUIET 0.15

/* Ink of the rows beside a streak, as a share of its own. */
#define BESIDE_SHARE 0.4

/* Rows further off on each side, and the same for them. */
#define AROUND 10
#define AROUND_SHARE 0.3

/* Share of a streak's length that must lie on a stronger one to be taken as the same. */
#define SHADOWED 0.3

/* Pixels around a streak that are searched for its own slope. */
#define SEARCH 7

/* Inches next to a crossing that are not looked at: ink of the crossing line. */
#define INSET 0.02

/* Share of a stretch at each of its ends. */
#define OUTER 0.2

/* Inches of a line's end that may be worn away before what is left beyond: a dash and its gap. */
#define REACH_GAP 0.03

/* Pixels that tell anything. */
#define LEAST_QUIET 2

#define CAP_CANDIDATES 100000
#define CAP_STREAKS 1500

/* Where no text is close to a row. */
static PIX *find_quiet(PIX *thin, double dpi)
{
  int near = (int)lround(BESIDE_NEAR * dpi), far = (int)lround(BESIDE_FAR * dpi);
  int width = pixGetWidth(thin), height = pixGetHeight(thin), middle = (near + far) / 2;
  PIX *runs = pixOpenCompBrick(NULL, thin, (int)lround(LONG_RUN * dpi), 1);
  PIX *lines = pixDilateBrick(NULL, runs, 1, 3);
  PIX *text = pixSubtract(NULL, thin, lines);
  PIX *band = pixDilateBrick(NULL, text, 1, 2 * ((far - near) / 2) + 1);
  PIX *quiet = pixCreate(width, height, 1);
  pixRasterop(quiet, 0, middle, width, height - middle, PIX_SRC, band, 0, 0);
  pixRasterop(quiet, 0, 0, width, height - middle, PIX_PAINT, band, 0, middle);
  pixInvert(quiet, quiet);
  pixDestroy(&runs);
  pixDestroy(&lines);
  pixDestroy(&text);
  pixDestroy(&band);
  return quiet;
}

/* Takes the dirt out of what is quiet. */
static void take_dirt(GdView *view, PIX *dirt)
{
  int first;
  PIX *straight = gd_pencil_straighten(&view->pencil, dirt, &first);
  if (straight != NULL)
    pixSubtract(view->quiet, view->quiet, straight);
  pixDestroy(&straight);
}

GdView gd_view_new(PIX *valleys, PIX *dirt, const GdPencil *pencil, double dpi, gboolean dashed)
{
  GdView view = {.pencil = *pencil, .dpi = dpi};
  PIX *straight = gd_pencil_straighten(pencil, valleys, &view.first);
  view.thin = pixCloseSafeBrick(NULL, straight, (int)lround(GAP * dpi), 1);
  PIX *closed = pixCloseSafeBrick(NULL, straight, (int)lround((dashed ? DASH_GAP : GAP) * dpi), 1);
  view.ink = pixDilateBrick(NULL, closed, 1, 3);
  view.quiet = find_quiet(view.thin, dpi);
  if (dirt != NULL)
    take_dirt(&view, dirt);
  view.alone = pixAnd(NULL, view.ink, view.quiet);
  view.width = pixGetWidth(view.thin);
  view.height = pixGetHeight(view.thin);
  view.bare = dashed ? pixDilateBrick(NULL, view.thin, 1, 3) : pixClone(view.ink);
  pixDestroy(&closed);
  pixDestroy(&straight);
  return view;
}

void gd_view_clear(GdView *view)
{
  pixDestroy(&view->thin);
  pixDestroy(&view->ink);
  pixDestroy(&view->quiet);
  pixDestroy(&view->alone);
  pixDestroy(&view->bare);
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

/* Sums of a row from its start: of ink where it is quiet, and of quiet. */
typedef struct {
  int *ink, *quiet;
} Sums;

static void sum_row(const GdView *view, int row, Sums *sums)
{
  const l_uint32 *alone = row_of(view->alone, row), *quiet = row_of(view->quiet, row);
  sums->ink[0] = sums->quiet[0] = 0;
  for (int x = 0; x < view->width; x++) {
    sums->ink[x + 1] = sums->ink[x] + (int)GET_DATA_BIT(alone, x);
    sums->quiet[x + 1] = sums->quiet[x] + (int)GET_DATA_BIT(quiet, x);
  }
}

/* Cuts a stretch to its ink, and keeps it if it is long and dense enough. */
static void keep(GArray *candidates, const Sums *sums, int row, int from, int to, int shortest,
                 double share)
{
  const int *ink = sums->ink;
  while (from < to && ink[from + 1] == ink[from])
    from++;
  while (to > from && ink[to] == ink[to - 1])
    to--;
  Candidate candidate = {row, from, to, ink[to] - ink[from]};
  if (to - from >= shortest && candidate.ink >= share * (sums->quiet[to] - sums->quiet[from]) &&
      candidates->len < CAP_CANDIDATES)
    g_array_append_val(candidates, candidate);
}

/* Step 2, one row and one rule. */
static void scan_row(const GdView *view, const GdStreakRule *rule, int row, const Sums *sums,
                     GArray *candidates)
{
  int shortest = (int)(rule->shortest * view->dpi), half = (int)(rule->window * view->dpi / 2);
  double share = WINDOW_SLACK * rule->share;
  int start = -1;
  for (int x = 0; x <= view->width; x++) {
    int low = MAX(x - half, 0), high = MIN(x + half, view->width);
    int quiet = sums->quiet[high] - sums->quiet[low];
    gboolean dense = x < view->width && quiet >= WINDOW_QUIET * (high - low) &&
                     sums->ink[high] - sums->ink[low] >= share * quiet;
    if (dense && start < 0)
      start = x;
    if (!dense && start >= 0) {
      keep(candidates, sums, row, MAX(start - half, 0), MIN(x + half, view->width), shortest,
           share);
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
  int counts[2 * SEARCH + 1] = {0}, least = G_MAXINT;
  reach = CLAMP(reach, 0, SEARCH);
  for (int k = -reach; k <= reach; k++) {
    counts[k + reach] = count_row(view->alone, row + k, from, to);
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

static double ratio(int part, int whole)
{
  return whole > 0 ? (double)part / whole : 0;
}

/* Share of ink in what is quiet of [from,to) of a row, or in all of it if nothing is. */
static double share_of(const GdView *view, int row, int from, int to)
{
  int quiet = count_row(view->quiet, row, from, to);
  if (quiet < LEAST_QUIET)
    return ratio(count_row(view->ink, row, from, to), to - from);
  return ratio(count_row(view->alone, row, from, to), quiet);
}

GdStretch gd_view_stretch(const GdView *view, double position, double from, double to, int offset,
                          int wander)
{
  double inset = fmin(INSET * view->dpi, (to - from) / 4);
  int low = CLAMP((int)lround(from + inset), 0, view->width);
  int high = CLAMP((int)lround(to - inset), 0, view->width);
  int row = (int)floor(position) - view->first, outer = MAX(3, (int)(OUTER * (high - low)));
  GdStretch best = {.length = high - low, .offset = offset};
  int most = -1;
  for (int k = 0; k <= 2 * wander; k++) { /* 0, -1, 1, -2, 2 … */
    int here = offset + (k % 2 == 1 ? -(k + 1) / 2 : k / 2);
    int ink = count_row(view->alone, row + here, low, high);
    if (ink <= most)
      continue;
    most = ink;
    best.offset = here;
  }
  row += best.offset;
  outer = MIN(outer, high - low);
  best.quiet = count_row(view->quiet, row, low, high);
  best.share = ratio(most, (int)best.quiet);
  best.plain = ratio(count_row(view->ink, row, low, high), high - low);
  const int tips =
      count_row(view->bare, row, low, low + outer) + count_row(view->bare, row, high - outer, high);
  best.tips = ratio(tips, 2 * outer);
  best.core = ratio(count_row(view->bare, row, low, high) - tips, high - low - 2 * outer);
  best.ends = (share_of(view, row, low, low + outer) + share_of(view, row, high - outer, high)) / 2;
  return best;
}

static gboolean has_ink(const GdView *view, int row, int x)
{
  for (int k = row - 1; k <= row + 1; k++)
    if (k >= 0 && k < view->height &&
        GET_DATA_BIT(pixGetData(view->ink) + (gsize)k * (gsize)pixGetWpl(view->ink), x))
      return TRUE;
  return FALSE;
}

double gd_view_reach(const GdView *view, double position, double from, gboolean forward)
{
  const int row = (int)floor(position) - view->first, step = forward ? 1 : -1;
  const int gap = (int)lround(REACH_GAP * view->dpi);
  int end = CLAMP((int)lround(from), 0, view->width - 1);
  for (int x = end; x >= 0 && x < view->width && abs(x - end) <= gap; x += step)
    if (has_ink(view, row, x))
      end = x;
  return end;
}

guint gd_view_ink(const GdView *view, double above, double below, double from, double to)
{
  const int low = CLAMP((int)lround(from), 0, view->width);
  const int high = CLAMP((int)lround(to), low, view->width);
  const int last = MIN((int)floor(below) - view->first, view->height - 1);
  guint ink = 0;
  for (int row = MAX((int)ceil(above) - view->first, 0); row <= last; row++)
    ink += (guint)count_row(view->thin, row, low, high);
  return ink;
}

/* Whether a streak stands out: from the rows beside it, which are as full as it is in text; and, by
 * its ink where it is quiet, from rows further off, where that is chance. */
static gboolean stands_out(const GdView *view, const Candidate *c)
{
  int near = (int)lround(BESIDE_NEAR * view->dpi), far = (int)lround(BESIDE_FAR * view->dpi);
  int peak = 0, sum = 0, n = 0;
  for (int k = -1; k <= 1; k++)
    peak = MAX(peak, count_row(view->ink, c->row + k, c->from, c->to));
  for (int k = near; k <= far; k++, n += 2)
    sum += count_row(view->thin, c->row - k, c->from, c->to) +
           count_row(view->thin, c->row + k, c->from, c->to);
  if (n == 0 || sum > BESIDE_SHARE * peak * n)
    return FALSE;
  int own = 0, others = 0;
  for (int k = -1; k <= 1; k++)
    own = MAX(own, count_row(view->alone, c->row + k, c->from, c->to));
  for (int k = 0; k < AROUND; k++)
    others += count_row(view->alone, c->row - far - 1 - k, c->from, c->to) +
              count_row(view->alone, c->row + far + 1 + k, c->from, c->to);
  return others <= AROUND_SHARE * own * 2 * AROUND;
}

GArray *gd_view_streaks(const GdView *view, const GdStreakRule *rules, guint n)
{
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(Candidate));
  Sums sums = {g_new0(int, (gsize)view->width + 1), g_new0(int, (gsize)view->width + 1)};
  double enough = G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    enough =
        fmin(enough, rules[i].shortest * view->dpi * rules[i].share * WINDOW_SLACK * WINDOW_QUIET);
  for (int row = 0; row < view->height; row++) {
    if (count_row(view->alone, row, 0, view->width) < enough)
      continue;
    sum_row(view, row, &sums);
    for (guint i = 0; i < n; i++)
      scan_row(view, &rules[i], row, &sums, candidates);
  }
  g_free(sums.ink);
  g_free(sums.quiet);
  g_array_sort(candidates, by_ink);
  int near = (int)lround(SAME_LINE * view->dpi);
  for (guint i = 0; i < candidates->len && kept->len < CAP_STREAKS; i++) {
    const Candidate *c = &g_array_index(candidates, Candidate, i);
    if (stands_out(view, c) && !is_shadowed(kept, c, near))
      g_array_append_vals(kept, c, 1);
  }
  GArray *streaks = g_array_new(FALSE, FALSE, sizeof(GdStreak));
  for (guint i = 0; i < kept->len; i++) {
    const Candidate *c = &g_array_index(kept, Candidate, i);
    GdStreak streak = {centre_of(view, c->row, c->from, c->to, near - 1), c->from, c->to, c->ink};
    g_array_append_val(streaks, streak);
  }
  return streaks;
}

GArray *gd_view_slopes(const GdView *view, const GArray *streaks, double shortest, double least_ink)
{
  GArray *strokes = g_array_new(FALSE, FALSE, sizeof(GdStroke));
  for (guint i = 0; i < streaks->len; i++) {
    const GdStreak *s = &g_array_index(streaks, GdStreak, i);
    double length = s->to - s->from, third = length / 3;
    if (length < shortest || s->ink < least_ink)
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
