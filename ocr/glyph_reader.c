/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading by cuts:
 *
 * 1. Ink of each column; places to cut: the middles of gaps, and valleys (touching
 *    digits).
 * 2. Dynamic programming over the cuts: a piece between two cuts is a glyph of
 *    some class (its log probability, weighed by its width, so that ways with few
 *    and with many pieces compare), or is skipped at a price for its ink. The best
 *    few ways to each cut are kept, so that other readings come out too.
 * 3. Ways that end in the same text count as one; the share of the best among all
 *    is its raw probability, no higher than that of its least sure glyph.
 *
 *        7 0|5        cuts between gaps (|) and in valleys (:)
 *       |7|0:5|
 *
 * Method: over-segmentation and search, as in LeCun et al., Gradient-Based Learning
 * Applied to Document Recognition, Proc. IEEE 1998, section V.
 */
#include "ocr/glyph_reader.h"

#include <float.h>
#include <math.h>

#include "models/limits.h"
#include "ocr/cell_ink.h"

/* Cuts that are considered; ways kept to each; classes tried for a piece. */
#define GD_CUTS 160
#define GD_WAYS 4
#define GD_TRIES 2

/* Pixels (of a strip): widest glyph, 万 in bold; the weight of narrower ones. */
#define GD_WIDEST 52
#define GD_USUAL_WIDTH 14
#define GD_NARROW 8

/* Levels below are ink; the share of the darkest column's below which a column is gap. */
#define GD_COLUMN_INK 150
#define GD_GAP_SHARE 0.03

/* A valley is a least column within this many pixels, below that share of the darkest. */
#define GD_VALLEY_REACH 3
#define GD_VALLEY_SHARE 0.65

/* Log probability lost for a piece (so that fewer win), and for skipped ink as
 * much as the darkest column has. */
#define GD_PIECE_PRICE 0.6
#define GD_SKIP_PRICE 4.0

/* Classes of digits come first; those of the two dashes. */
#define GD_DIGITS 10
#define GD_SHORT_DASH 12
#define GD_LONG_DASH 16

/* Ink of a strip (black pixels) that the best way leaves out, or has in one piece with a digit,
 * from which on it may be a sign or a point, no higher than that (pixels): the text is then
 * believed at GD_SKIP_MOST at most. */
#define GD_SKIP_SEEN 4
#define GD_MARK_HEIGHT 9

/* The same beyond the first and the last cut, where columns without ink may hold something pale: so
 * many pixels darker than that level, further off than the fringe of a glyph (pixels). */
#define GD_PALE_LEVEL 215
#define GD_PALE_PIXELS 8
#define GD_PALE_FRINGE 3
#define GD_SKIP_MOST 0.5

/* No text has more glyphs. */
#define GD_MOST_GLYPHS 40

typedef struct {
  float score, least; /* sum so far; log probability of the least sure glyph */
  short cut, way;     /* where it comes from; -1 at the start */
  short glyph;        /* class; -1 for skipped ink */
} Way;

typedef struct {
  const GdNet *net;
  GdStripBytes strip;
  float *columns; /* ink of each */
  float darkest;
  int cuts[GD_CUTS];
  int n_cuts;
  Way ways[GD_CUTS][GD_WAYS];
  int n_ways[GD_CUTS];
} Search;

static void measure_columns(Search *s)
{
  s->columns = g_new0(float, s->strip.width + 1);
  for (int y = 1; y < GD_STRIP_HEIGHT - 1; y++)
    for (int x = 0; x < s->strip.width; x++)
      s->columns[x] += MAX(0, GD_COLUMN_INK - s->strip.v[(gsize)y * s->strip.width + x]);
  for (int x = 0; x < s->strip.width; x++)
    s->darkest = MAX(s->darkest, s->columns[x]);
}

static gboolean is_gap(const Search *s, int x)
{
  return s->columns[x] <= s->darkest * GD_GAP_SHARE;
}

static gboolean is_valley(const Search *s, int x)
{
  if (s->columns[x] > s->darkest * GD_VALLEY_SHARE)
    return FALSE;
  for (int k = -GD_VALLEY_REACH; k <= GD_VALLEY_REACH; k++) {
    const int at = CLAMP(x + k, 0, s->strip.width - 1);
    if (s->columns[at] < s->columns[x] || (s->columns[at] == s->columns[x] && k < 0 && at < x))
      return FALSE;
  }
  return TRUE;
}

static void add_cut(Search *s, int x)
{
  if (s->n_cuts < GD_CUTS)
    s->cuts[s->n_cuts++] = x;
}

static void find_cuts(Search *s)
{
  int first = 0, last = s->strip.width;
  while (first < last && is_gap(s, first))
    first++;
  while (last > first && is_gap(s, last - 1))
    last--;
  if (first == last)
    return;
  add_cut(s, MAX(0, first - 1));
  for (int x = first + 2; x < last - 2; x++) {
    if (!is_gap(s, x)) {
      if (is_valley(s, x))
        add_cut(s, x);
      continue;
    }
    int end = x;
    while (end < last && is_gap(s, end))
      end++;
    add_cut(s, (x + end) / 2);
    x = end;
  }
  add_cut(s, MIN(s->strip.width, last + 1));
}

/* Keeps the best GD_WAYS of a cut, best first. */
static void keep_way(Search *s, int cut, Way way)
{
  Way *ways = s->ways[cut];
  int at = s->n_ways[cut];
  while (at > 0 && ways[at - 1].score < way.score)
    at--;
  if (at >= GD_WAYS)
    return;
  s->n_ways[cut] = MIN(GD_WAYS, s->n_ways[cut] + 1);
  for (int i = s->n_ways[cut] - 1; i > at; i--)
    ways[i] = ways[i - 1];
  ways[at] = way;
}

/* Short and long dashes are the same mark, or the same sign: the likelier has the probability of
 * both. */
static void join_dashes(float log_p[GD_GLYPH_CLASSES])
{
  const gboolean is_long = log_p[GD_LONG_DASH] > log_p[GD_SHORT_DASH];
  const float both = logf(expf(log_p[GD_LONG_DASH]) + expf(log_p[GD_SHORT_DASH]) + FLT_MIN);
  log_p[GD_LONG_DASH] = is_long ? both : -FLT_MAX;
  log_p[GD_SHORT_DASH] = is_long ? -FLT_MAX : both;
}

/* Ways to cut `to` over the piece from cut `from`. */
static void try_piece(Search *s, int from, int to)
{
  const int width = s->cuts[to] - s->cuts[from];
  float ink = 0;
  for (int x = s->cuts[from]; x < s->cuts[to]; x++)
    ink += s->columns[x];
  const float skip = (float)(-0.05 - GD_SKIP_PRICE * ink / s->darkest);
  float patch[GD_PATCH_SIZE];
  GdNetUnits units;
  float *log_p = units.layer[GD_NET_LAYERS - 1];
  const gboolean is_glyph = gd_glyph_patch(&s->strip, s->cuts[from], s->cuts[to], patch);
  int best[GD_TRIES] = {-1, -1};
  if (is_glyph) {
    gd_net_run(s->net, patch, &units);
    join_dashes(log_p);
    for (int k = 0; k < GD_GLYPH_JUNK; k++)
      if (best[0] < 0 || log_p[k] > log_p[best[0]]) {
        best[1] = best[0];
        best[0] = k;
      } else if (best[1] < 0 || log_p[k] > log_p[best[1]]) {
        best[1] = k;
      }
  }
  const float weight = (float)MAX(width, GD_NARROW) / GD_USUAL_WIDTH;
  for (int i = 0; i < s->n_ways[from]; i++) {
    const Way *before = &s->ways[from][i];
    keep_way(s, to,
             (Way){before->score + skip, MIN(before->least, skip / 2), (short)from, (short)i, -1});
    for (int t = 0; is_glyph && t < GD_TRIES; t++)
      keep_way(s, to,
               (Way){before->score + weight * log_p[best[t]] - (float)GD_PIECE_PRICE,
                     MIN(before->least, log_p[best[t]]), (short)from, (short)i, (short)best[t]});
  }
}

static void search(Search *s)
{
  s->ways[0][0] = (Way){0, 0, -1, -1, -1};
  s->n_ways[0] = 1;
  for (int to = 1; to < s->n_cuts; to++)
    for (int from = to - 1; from >= 0; from--) {
      if (s->cuts[to] - s->cuts[from] > GD_WIDEST && from < to - 1)
        break;
      try_piece(s, from, to);
    }
}

static char *text_of(const Search *s, const Way *way)
{
  short glyphs[GD_MOST_GLYPHS];
  int n = 0;
  for (; way->cut >= 0 && n < GD_MOST_GLYPHS; way = &s->ways[way->cut][way->way])
    if (way->glyph >= 0)
      glyphs[n++] = way->glyph;
  g_autoptr(GString) text = g_string_new(NULL);
  while (n > 0) {
    const short glyph = glyphs[--n];
    const char *letter = g_utf8_offset_to_pointer(GD_GLYPH_ALPHABET, glyph);
    g_string_append_unichar(text, glyph < GD_GLYPH_LETTERS ? g_utf8_get_char(letter) : '?');
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Whether columns x0..x1-1 hold ink that may be a sign or a point: so much of it, and flat. */
static gboolean is_small_mark(const Search *s, int x0, int x1)
{
  int top = GD_STRIP_HEIGHT, bottom = 0;
  float ink = 0;
  for (int x = x0; x < x1; x++)
    ink += s->columns[x];
  for (int y = 1; y < GD_STRIP_HEIGHT - 1; y++)
    for (int x = x0; x < x1; x++)
      if (s->strip.v[(gsize)y * s->strip.width + x] < GD_COLUMN_INK) {
        top = MIN(top, y);
        bottom = MAX(bottom, y + 1);
      }
  return ink >= GD_SKIP_SEEN * GD_COLUMN_INK && bottom - top <= GD_MARK_HEIGHT;
}

/* Whether a piece read as a digit has such a mark in front of or behind a gap. */
static gboolean hides_mark(const Search *s, int x0, int x1)
{
  int gap = x0;
  while (gap < x1 && is_gap(s, gap))
    gap++;
  while (gap < x1 && !is_gap(s, gap))
    gap++;
  int last = x1;
  while (last > gap && is_gap(s, last - 1))
    last--;
  int behind = last;
  while (behind > gap && !is_gap(s, behind - 1))
    behind--;
  return last > gap && (is_small_mark(s, x0, gap) || is_small_mark(s, behind, last));
}

/* Whether columns x0..x1-1, which no piece has, hold something pale. */
static gboolean is_pale(const Search *s, int x0, int x1)
{
  int n = 0;
  for (int y = 1; y < GD_STRIP_HEIGHT - 1; y++)
    for (int x = MAX(0, x0); x < x1; x++)
      n += s->strip.v[(gsize)y * s->strip.width + x] < GD_PALE_LEVEL;
  return n >= GD_PALE_PIXELS;
}

/* Whether a way leaves out ink that may mean something. */
static gboolean leaves_ink(const Search *s, const Way *way, int cut)
{
  if (is_pale(s, 0, s->cuts[0] - GD_PALE_FRINGE) ||
      is_pale(s, s->cuts[cut] + GD_PALE_FRINGE, s->strip.width))
    return TRUE;
  for (; way->cut >= 0; cut = way->cut, way = &s->ways[way->cut][way->way]) {
    const int x0 = s->cuts[way->cut], x1 = s->cuts[cut];
    float ink = 0;
    for (int x = x0; way->glyph < 0 && x < x1; x++)
      ink += s->columns[x];
    const gboolean digit = way->glyph >= 0 && way->glyph < GD_DIGITS;
    if (ink >= GD_SKIP_SEEN * GD_COLUMN_INK || (digit && hides_mark(s, x0, x1)))
      return TRUE;
  }
  return FALSE;
}

/* The ways to the last cut as texts with their share of all. */
static GdCellOpinion conclude(const Search *s)
{
  GdCellOpinion opinion = gd_cell_opinion_none();
  const int end = s->n_cuts - 1, n = s->n_ways[end];
  g_autofree char *best = text_of(s, &s->ways[end][0]);
  double all = 0, same = 0;
  for (int i = 0; i < n; i++) {
    const double share = expf(s->ways[end][i].score - s->ways[end][0].score);
    g_autofree char *text = text_of(s, &s->ways[end][i]);
    all += share;
    same += g_str_equal(text, best) ? share : 0;
  }
  g_free(opinion.text);
  opinion.text = g_steal_pointer(&best);
  opinion.probability = MIN(same / all, expf(s->ways[end][0].least));
  if (leaves_ink(s, &s->ways[end][0], end))
    opinion.probability = MIN(opinion.probability, GD_SKIP_MOST);
  for (int i = 1; i < n; i++) {
    g_autofree char *text = text_of(s, &s->ways[end][i]);
    gd_cell_opinion_add(&opinion, text, expf(s->ways[end][i].score - s->ways[end][0].score) / all);
  }
  return opinion;
}

GdCellOpinion gd_glyph_read(const GdNet *net, PIX *strip)
{
  g_autofree Search *s = g_new0(Search, 1);
  s->net = net;
  s->strip = gd_strip_bytes(strip);
  measure_columns(s);
  if (s->darkest > 0)
    find_cuts(s);
  GdCellOpinion opinion;
  if (s->n_cuts >= 2) {
    search(s);
    opinion = conclude(s);
  } else {
    opinion = gd_cell_opinion_none();
  }
  gd_strip_bytes_clear(&s->strip);
  g_free(s->columns);
  return opinion;
}
