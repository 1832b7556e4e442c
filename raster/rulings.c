/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each direction (shown for horizontal lines):
 *  1. A pixel is ink of a line if it is darker by GD_INK than something less than a
 *     line's thickness above it, and than something below it: a valley of
 *     brightness. Shaded areas have none, and a line on shading still has one.
 *  2. Ink is followed along each row of pixels, and on through a crossing line,
 *     where everything is dark and nothing a valley. A run of SHORTEST or more is a
 *     piece of a line. Runs that small gaps part are a dashed line, if there are
 *     enough of them and the rows beside are quiet, which those of text are not:
 *         ▬▬ ▬▬ ▬▬ ▬▬
 *  3. The place of a piece is the centre of its ink across the line, so that it
 *     is known to a fraction of a pixel.
 *  4. Steps in brightness between a row and the next, as long as EDGE, are pieces
 *     of edges of shaded areas.
 *  5. A run or edge that is shorter, but at least HALF_SHORTEST, counts if both of
 *     its ends are at other lines: the border of a low row or a narrow column.
 *  6. raster/join.h makes rulings of all pieces.
 *
 * All is counted in bytes, row by row, in both directions at once: a picture of a
 * page at 100 dpi takes some 2 ms.
 */
#include "raster/rulings.h"

#include "raster/join.h"
#include "raster/sheet.h"

#include <string.h>

/* Points. Shorter runs of ink are strokes of characters: the horizontal of a
 * 16 point 一 is 15 long. */
#define SHORTEST 17.0
#define HALF_SHORTEST 8.0

/* Points. The thickest line of a table. */
#define THICKEST 3.0

/* Points. Gap between dashes, least length of a dashed line, and the share of it
 * that is ink. */
#define DASH_GAP 4.0
#define DASHED 40.0
#define DASHED_INK 0.3

/* Points beside a dashed line that are quiet, and the share of pixels there that
 * may not be. */
#define QUIET 3.0
#define NOISE 0.15

/* Points. The shortest edge of a shaded area. */
#define EDGE 24.0

/* Points between the end of a short run and the line it ends at. */
#define TOUCH 2.0

/* Pairs of short runs and pieces that are compared: 0.05 s. */
#define CAP_PAIRS (20 * 1000 * 1000)

/* Pixels along a piece that are looked at for its place. */
#define SAMPLES 64

/* What is followed along one row or column of pixels. */
typedef struct {
  int chain, run, last; /* pixels: start of the chain of dashes, of the run; last ink */
  int ink, longest;     /* pixels of ink in the chain; its longest run */
} Track;

typedef struct {
  const GdGrey *grey;
  GdDirection direction;
  gboolean edges;
  int shortest, gap, crossing; /* pixels */
  double point;                /* points of a pixel */
  Track *tracks;               /* one for each row (horizontal) or column (vertical) */
  guint n_tracks;
  GArray *pieces; /* of GdRuling */
  GArray *shorts; /* of GdRuling: step 5 */
} Scan;

static int pixel(const Scan *scan, int line, int at)
{
  const GdGrey *g = scan->grey;
  int x = scan->direction == GD_HORIZONTAL ? at : line;
  int y = scan->direction == GD_HORIZONTAL ? line : at;
  x = CLAMP(x, 0, (int)g->width - 1);
  y = CLAMP(y, 0, (int)g->height - 1);
  return g->pixels[(gsize)y * g->stride + (gsize)x];
}

/* Step 3: in pixels. */
static double centre_of_ink(const Scan *scan, int line, int from, int to)
{
  int reach = (int)ceil(THICKEST / scan->point / 2);
  int stride = MAX(1, (to - from) / SAMPLES);
  double sum = 0, weighted = 0;
  for (int at = from; at < to; at += stride) {
    int paper = 0;
    for (int k = -reach; k <= reach; k++)
      paper = MAX(paper, pixel(scan, line + k, at));
    for (int k = -1; k <= 1; k++) {
      int ink = paper - pixel(scan, line + k, at);
      sum += ink;
      weighted += ink * (line + k + 0.5);
    }
  }
  return sum > 0 ? weighted / sum : line + 0.5;
}

static void add(const Scan *scan, GArray *pieces, int line, int from, int to)
{
  double p = scan->point;
  GdRuling piece = {scan->direction,     line * p,    from * p, to * p,
                    scan->edges ? 0 : p, scan->edges, FALSE};
  if (!scan->edges)
    piece.at = centre_of_ink(scan, line, from, to) * p;
  g_array_append_val(pieces, piece);
}

static void end_run(const Scan *scan, const Track *track, int line)
{
  int length = track->last - track->run + 1;
  if (length >= scan->shortest)
    add(scan, scan->pieces, line, track->run, track->last + 1);
  else if (scan->shorts != NULL && length >= HALF_SHORTEST / scan->point)
    add(scan, scan->shorts, line, track->run, track->last + 1);
}

/* Whether hardly anything stands out beside a dashed line. */
static gboolean is_quiet(const Scan *scan, int line, int from, int to)
{
  int beside = (int)ceil(QUIET / scan->point), noise = 0;
  for (int at = from; at < to; at++) {
    int paper = pixel(scan, line - 2 * beside, at);
    for (int side = -1; side <= 1; side += 2)
      noise += abs(pixel(scan, line + side * beside, at) - paper) >= GD_INK;
  }
  return noise <= 2 * NOISE * (to - from);
}

static void end_chain(const Scan *scan, const Track *track, int line)
{
  int length = track->last + 1 - track->chain;
  if (scan->gap > 0 && track->longest < scan->shortest && length * scan->point >= DASHED &&
      track->ink >= DASHED_INK * length && is_quiet(scan, line, track->chain, track->last + 1))
    add(scan, scan->pieces, line, track->chain, track->last + 1);
}

/* Whether a line goes on from its last ink to a pixel through another line. */
static gboolean crosses(const Scan *scan, const Track *track, int line, int at)
{
  if (scan->edges || track->ink == 0 || at - track->last > scan->crossing)
    return FALSE;
  int level = pixel(scan, line, track->last) + GD_INK;
  for (int k = track->last + 1; k < at; k++)
    if (pixel(scan, line, k) > level)
      return FALSE;
  return TRUE;
}

/* Step 2: there is ink at a pixel of a row or column. */
static inline void hit(const Scan *scan, int line, int at)
{
  Track *track = &scan->tracks[line];
  if (at != track->last + 1 && !crosses(scan, track, line, at)) {
    if (track->ink > 0) {
      end_run(scan, track, line);
      track->longest = MAX(track->longest, track->last + 1 - track->run);
    }
    if (at - track->last - 1 > scan->gap) {
      if (track->ink > 0)
        end_chain(scan, track, line);
      track->chain = at;
      track->ink = track->longest = 0;
    }
    track->run = at;
  }
  track->last = at;
  track->ink++;
}

static void finish(const Scan *scan)
{
  for (guint i = 0; i < scan->n_tracks; i++) {
    Track *track = &scan->tracks[i];
    if (track->ink == 0)
      continue;
    end_run(scan, track, (int)i);
    track->longest = MAX(track->longest, track->last + 1 - track->run);
    end_chain(scan, track, (int)i);
  }
}

/* Reports every marked byte of a row of pixels to a scan. */
static void report(const Scan *scan, const guint8 *marks, guint y)
{
  guint width = scan->grey->width;
  for (guint x = 0; x < width;) {
    guint64 eight;
    if (x + sizeof eight <= width) {
      memcpy(&eight, marks + x, sizeof eight);
      if (eight == 0) {
        x += sizeof eight;
        continue;
      }
    }
    if (marks[x] != 0) {
      if (scan->direction == GD_HORIZONTAL)
        hit(scan, (int)y, (int)x);
      else
        hit(scan, (int)x, (int)y);
    }
    x++;
  }
}

/* Whether a short run ends where another line stands or goes on. */
static gboolean ends_at(const GdRuling *s, double end, const GdRuling *line)
{
  if (line->is_edge != s->is_edge)
    return FALSE;
  if (line->direction == s->direction)
    return fabs(line->at - s->at) <= TOUCH &&
           fmin(fabs(line->from - end), fabs(line->to - end)) <= TOUCH;
  return fabs(line->at - end) <= TOUCH && s->at >= line->from - TOUCH && s->at <= line->to + TOUCH;
}

/* Step 5. */
static void keep_touching(GArray *pieces, const GArray *shorts)
{
  guint n = pieces->len;
  guint64 pairs = (guint64)n * shorts->len;
  for (guint i = 0; i < shorts->len && pairs <= CAP_PAIRS; i++) {
    const GdRuling *s = &g_array_index(shorts, GdRuling, i);
    gboolean first = FALSE, second = FALSE;
    for (guint k = 0; k < n && !(first && second); k++) {
      const GdRuling *line = &g_array_index(pieces, GdRuling, k);
      first = first || ends_at(s, s->from, line);
      second = second || ends_at(s, s->to, line);
    }
    if (first && second)
      g_array_append_vals(pieces, s, 1);
  }
}

static Scan scan_new(const GdGrey *grey, GdDirection direction, gboolean edges, GArray *pieces,
                     GArray *shorts)
{
  Scan scan = {
      .grey = grey, .direction = direction, .edges = edges, .pieces = pieces, .shorts = shorts};
  scan.point = 72.0 / grey->dpi;
  scan.shortest = (int)ceil((edges ? EDGE : SHORTEST) / scan.point);
  scan.gap = edges ? 0 : (int)ceil(DASH_GAP / scan.point);
  scan.crossing = (int)ceil(THICKEST / scan.point) + 2;
  scan.n_tracks = direction == GD_HORIZONTAL ? grey->height : grey->width;
  scan.tracks = g_new0(Track, scan.n_tracks);
  for (guint i = 0; i < scan.n_tracks; i++)
    scan.tracks[i].last = G_MININT / 2;
  return scan;
}

/* Steps 1 to 4. */
static void look(const GdGrey *g, GArray *pieces, GArray *shorts)
{
  Scan scans[] = {scan_new(g, GD_HORIZONTAL, FALSE, pieces, shorts),
                  scan_new(g, GD_VERTICAL, FALSE, pieces, shorts),
                  scan_new(g, GD_HORIZONTAL, TRUE, pieces, shorts),
                  scan_new(g, GD_VERTICAL, TRUE, pieces, shorts)};
  GdSheet sheet = gd_sheet_new(g, (guint)CLAMP(THICKEST / scans[0].point + 1, 2, GD_SHEET_MARGIN));
  g_autofree guint8 *marks = g_malloc0(sheet.stride);
  for (guint y = 0; y < g->height; y++) {
    gd_sheet_mark_ink(&sheet, (int)y, GD_HORIZONTAL, marks);
    report(&scans[0], marks, y);
    gd_sheet_mark_ink(&sheet, (int)y, GD_VERTICAL, marks);
    report(&scans[1], marks, y);
    gd_sheet_mark_edges(&sheet, (int)y, GD_HORIZONTAL, marks);
    if (y > 0) /* the margin is not part of the picture */
      report(&scans[2], marks, y);
    gd_sheet_mark_edges(&sheet, (int)y, GD_VERTICAL, marks);
    marks[0] = 0;
    report(&scans[3], marks, y);
  }
  for (guint i = 0; i < G_N_ELEMENTS(scans); i++) {
    finish(&scans[i]);
    g_free(scans[i].tracks);
  }
  gd_sheet_clear(&sheet);
}

GArray *gd_raster_rulings(const GdGrey *picture)
{
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  g_autoptr(GArray) shorts = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  if (picture->width > 0 && picture->height > 0)
    look(picture, pieces, shorts);
  keep_touching(pieces, shorts);
  return gd_rulings_join(pieces);
}
