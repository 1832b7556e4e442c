/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. The page as a straight, levelled picture (region.c); ink by a level. Long runs are rulings,
 *     and go; so does what is taken.
 *  2. In each band of rows with ink the characters' height is that of the higher ones of the
 *     connected parts. Gaps narrower than a share of it are closed along the lines: what is then
 *     connected is a piece, but for flat strokes (piece_strokes.h).
 *  3. Pieces beside one another are a line; numbers in front of labels join them, and digits that
 *     are spaced out. A line whose pieces stand apart, with much paper between, is one of a table.
 *  4. Such lines that follow one another, with lines of labels between, make an area.
 */
#include "raster/pieces.h"

#include "models/limits.h"
#include "raster/ink_bands.h"
#include "raster/page_ink.h"
#include "raster/piece_strokes.h"

#include <leptonica/allheaders.h>

/* Gaps that are closed, in heights of characters: along lines (spaced digits have half of one),
 * and across (the strokes of 二, above the leading of tight lines). */
#define CLOSE_ALONG 0.85
#define CLOSE_ACROSS 0.15

/* A piece lower than this, in heights of characters, is a speck or a stop; a dash is long. */
#define LEAST_PIECE 0.45
#define DASH_LENGTH 0.4

/* Lines of a label that stand close are one piece. It is higher than this, in heights of
 * characters, and does not tell how high the line beside it is. */
#define STACK 1.5

/* Share of the lower one's height by which pieces of one line overlap. Of numbers half a line below
 * the first of two lines of a label, and half as large again, it is 0.55. */
#define SAME_LINE 0.65

/* The number in front of a label (2、其他) stands off by the width of its stop: how wide it is, how
 * far off, and how long the label is at least, in heights of characters. */
#define NUMBER_WIDTH 1.7
#define NUMBER_GAP 1.35
#define LABEL_WIDTH 2.5

/* Beside the first label of its rows the number of a group looks like theirs, but for what is wider
 * than a number and no farther above or below it, in heights of characters. */
#define GROUP_WIDTH 1.3
#define GROUP_LEADING 0.8

/* Digits may be spaced out. What is no wider than one of them, in heights of characters, is joined
 * over gaps narrower than this share of the line's wide ones, which are its upper quarter; so in
 * lines of at least so many pieces. */
#define DIGIT_WIDTH 0.75
#define NARROW 0.25
#define WIDE_RANK 0.75
#define RANKED 4

/* A bracket or a stop and the paper of its square, in heights of characters; gaps up to that are
 * looked for in so many lines above and below, of which so many at least have ink there. */
#define BRACKET_GAP 1.6
#define AROUND 4
#define CROSSING 2

/* Gap of a line of two pieces, and two of the gaps of others, in heights of characters; and the
 * share of such a line that text covers at most. Of prose, whose stops leave gaps too, it is nine
 * tenths. */
#define FAR_APART 3.0
#define APART 1.6
#define COVERED 0.75

/* Lines of a table: at least so many in an area, or one of so many pieces (the last row of a table,
 * on the next page), or two, one of some pieces (its head, at the end of a page); and so many lines
 * without columns between, of which one that is no label, wider in heights of characters than the
 * last, counts for some. */
#define LEAST_LINES 3
#define MANY_PIECES 6
#define HEAD_LINES 2
#define HEAD_PIECES 4
#define BETWEEN 12
#define LONG_LINE 3
#define SHORT_LINE 20.0

/* Lines of an area stand nearer than this, in heights of characters. */
#define LEADING 6.0

/* Lines of labels above the first line with columns and below the last one: as many as a cut row
 * and the row beside it may have, no farther from one another, in heights of characters, than
 * rows are, and of print no larger than this share of the table's, as headings are. */
#define RIM_LINES 8
#define RIM_LEADING 2.5
#define RIM_LARGER 1.3

typedef struct {
  int y0, y1;
  double core0, core1; /* the rows that all its pieces share */
  guint first, n;      /* of the pieces */
  int height;          /* of characters */
  gboolean columns;
} Line;

void gd_piece_area_free(GdPieceArea *area)
{
  if (area == NULL)
    return;
  g_array_unref(area->pieces);
  g_array_unref(area->lines);
  g_free(area);
}

static int by_top(gconstpointer a, gconstpointer b)
{
  const GdBox *p = a, *q = b;
  return p->y0 != q->y0 ? (p->y0 > q->y0) - (p->y0 < q->y0) : (p->x0 > q->x0) - (p->x0 < q->x0);
}

/* Opens again what was closed over rulings. uprights: of the whole page, may be NULL. */
static void part_at_uprights(PIX *closed, PIX *uprights, BOX *rows)
{
  PIX *part = uprights != NULL ? pixClipRectangle(uprights, rows, NULL) : NULL;
  if (part != NULL && closed != NULL)
    pixSubtract(closed, closed, part);
  pixDestroy(&part);
}

static void add_pieces(PIX *ink, PIX *uprights, const GdInkBand *band, GArray *pieces)
{
  const int height = band->height;
  BOX *rows = boxCreate(0, band->y0, pixGetWidth(ink), band->y1 - band->y0);
  PIX *part = pixClipRectangle(ink, rows, NULL);
  PIX *closed = part != NULL ? pixCloseSafeBrick(NULL, part, 1 + (int)(CLOSE_ALONG * height),
                                                 1 + (int)(CLOSE_ACROSS * height))
                             : NULL;
  part_at_uprights(closed, uprights, rows);
  BOXA *parts = closed != NULL ? pixConnCompBB(closed, 8) : NULL;
  const int n = parts != NULL ? boxaGetCount(parts) : 0;
  for (int i = 0; i < n && pieces->len <= GD_CAP_PAGE_PARTS; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(parts, i, &x, &y, &w, &h);
    GdBox box = gd_box(x, band->y0 + y, x + w, band->y0 + y + h);
    if (h >= LEAST_PIECE * height || (w >= DASH_LENGTH * height && w > 2 * h))
      g_array_append_val(pieces, box);
  }
  boxaDestroy(&parts);
  boxDestroy(&rows);
  pixDestroy(&part);
  pixDestroy(&closed);
}

/* Step 2: pieces, boxes in pixels. Caller owns. */
static GArray *find_pieces(PIX *ink, PIX *uprights, const GArray *bands)
{
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint i = 0; i < bands->len; i++)
    add_pieces(ink, uprights, &g_array_index(bands, GdInkBand, i), pieces);
  g_array_sort(pieces, by_top);
  gd_piece_strokes_mend(pieces, bands);
  return pieces;
}

static int by_left(gconstpointer a, gconstpointer b)
{
  const GdBox *p = a, *q = b;
  return (p->x0 > q->x0) - (p->x0 < q->x0);
}

static GdBox piece_at(const GArray *pieces, guint i)
{
  return g_array_index(pieces, GdBox, i);
}

/* Whether the line has ink at x (1), or paper between two pieces (-1); 0: it does not reach there.
 */
static int crosses(const GArray *pieces, const Line *line, double x)
{
  gboolean left = FALSE, right = FALSE;
  if (line->n < 2) /* prose, or a heading */
    return 0;
  for (guint i = line->first; i < line->first + line->n; i++) {
    GdBox box = piece_at(pieces, i);
    if (box.x0 <= x && x <= box.x1)
      return 1;
    left |= box.x1 < x;
    right |= box.x0 > x;
  }
  return left && right ? -1 : 0;
}

/* Whether lines around have ink at x, and none has a gap there: columns have gaps below each other.
 */
static gboolean is_crossed(const GArray *pieces, const GArray *lines, guint line, double x)
{
  guint from = line > AROUND ? line - AROUND : 0, crossing = 0;
  for (guint i = from; i <= line + AROUND && i < lines->len; i++) {
    int at_x = i != line ? crosses(pieces, &g_array_index(lines, Line, i), x) : 0;
    if (at_x < 0)
      return FALSE;
    crossing += at_x > 0;
  }
  return crossing >= CROSSING;
}

/* Whether an upright ruling stands between two neighbours of a line. */
static gboolean are_parted(const GArray *uprights, GdBox left, GdBox right)
{
  const double y = (fmax(left.y0, right.y0) + fmin(left.y1, right.y1)) / 2;
  for (guint i = 0; i < uprights->len; i++) {
    const GdBox b = g_array_index(uprights, GdBox, i);
    if (b.y0 < y && b.y1 > y && b.x1 > left.x1 && b.x0 < right.x0)
      return TRUE;
  }
  return FALSE;
}

/* Joins what brackets and stops part: gaps that lines around have not. */
static void join_over_brackets(GArray *pieces, const GArray *uprights, GArray *lines, guint index)
{
  Line *line = &g_array_index(lines, Line, index);
  const int height = line->height;
  guint n = 0;
  for (guint i = 0; i < line->n; i++) {
    GdBox box = piece_at(pieces, line->first + i);
    GdBox *before = n > 0 ? &g_array_index(pieces, GdBox, line->first + n - 1) : NULL;
    if (before != NULL && box.x0 - before->x1 < BRACKET_GAP * height &&
        !are_parted(uprights, *before, box) &&
        is_crossed(pieces, lines, index, (box.x0 + before->x1) / 2))
      *before = gd_box_union(*before, box);
    else
      g_array_index(pieces, GdBox, line->first + n++) = box;
  }
  line->n = n;
}

/* The rulings of the mask, which may be NULL, as boxes. Caller owns. */
static GArray *boxes_of(PIX *uprights)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(GdBox));
  BOXA *parts = uprights != NULL ? pixConnCompBB(uprights, 8) : NULL;
  const int n = parts != NULL ? boxaGetCount(parts) : 0;
  for (int i = 0; i < n && i <= GD_CAP_PAGE_RULINGS; i++) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(parts, i, &x, &y, &w, &h);
    const GdBox box = gd_box(x, y, x + w, y + h);
    g_array_append_val(boxes, box);
  }
  boxaDestroy(&parts);
  return boxes;
}

static gboolean has_columns(const GArray *pieces, const Line *line)
{
  const int height = line->height;
  double covered = 0;
  guint apart = 0, far = 0;
  for (guint i = line->first; i < line->first + line->n; i++) {
    double gap = i > line->first ? piece_at(pieces, i).x0 - piece_at(pieces, i - 1).x1 : 0;
    apart += gap >= APART * height;
    far += gap >= FAR_APART * height;
    covered += gd_box_width(piece_at(pieces, i));
  }
  double whole = piece_at(pieces, line->first + line->n - 1).x1 - piece_at(pieces, line->first).x0;
  return (far > 0 || apart > 1 || line->n >= MANY_PIECES) && covered <= COVERED * whole;
}

/* The gap below which pieces of the line are one, pixels; 0: none are. */
static double narrow_gap(const GArray *pieces, const Line *line)
{
  g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 1; i < line->n; i++) {
    double gap = piece_at(pieces, line->first + i).x0 - piece_at(pieces, line->first + i - 1).x1;
    g_array_append_val(gaps, gap);
  }
  if (line->n < RANKED)
    return 0;
  g_array_sort(gaps, gd_compare_doubles);
  return NARROW * g_array_index(gaps, double, (guint)(WIDE_RANK * gaps->len));
}

/* Whether a number and what stands above or below it are a label of their own, left of that one. */
static gboolean is_group(const GArray *pieces, GdBox number, GdBox label, int height)
{
  for (guint i = 0; i < pieces->len; i++) {
    const GdBox box = piece_at(pieces, i);
    const double gap = fmax(box.y0 - number.y1, number.y0 - box.y1);
    if (gap < 0 || gap > GROUP_LEADING * height || gd_box_width(box) < GROUP_WIDTH * height ||
        box.x1 >= label.x0 || gd_box_height(box) < LEAST_PIECE * height)
      continue;
    if (2 * gd_overlap(number.x0, number.x1, box.x0, box.x1) >
        fmin(gd_box_width(number), gd_box_width(box)))
      return TRUE;
  }
  return FALSE;
}

/* Takes numbers in front of labels and the labels together, and what narrow gaps part: the line
 * has fewer pieces then, and some of its places are not used. */
static void join_pieces(GArray *pieces, const GArray *uprights, Line *line)
{
  const int height = line->height;
  const double narrow = narrow_gap(pieces, line), digit = DIGIT_WIDTH * height;
  guint n = 0;
  double last = 0; /* width of what was joined last */
  for (guint i = 0; i < line->n; i++) {
    GdBox box = piece_at(pieces, line->first + i);
    GdBox *before = n > 0 ? &g_array_index(pieces, GdBox, line->first + n - 1) : NULL;
    gboolean number = before != NULL && gd_box_width(*before) <= NUMBER_WIDTH * height &&
                      box.x0 - before->x1 <= NUMBER_GAP * height &&
                      gd_box_width(box) >= LABEL_WIDTH * height &&
                      !is_group(pieces, *before, box, height);
    gboolean spaced = before != NULL && box.x0 - before->x1 < narrow && box.x0 >= before->x1 &&
                      last <= digit && gd_box_width(box) <= digit;
    last = gd_box_width(box);
    if ((number || spaced) && !are_parted(uprights, *before, box))
      *before = gd_box_union(*before, box);
    else
      g_array_index(pieces, GdBox, line->first + n++) = box;
  }
  line->n = n;
}

/* Step 3. Pieces are brought into the order of lines. Caller owns (of Line). */
static GArray *find_lines(GArray *pieces, const GArray *uprights, const GArray *bands)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (guint i = 0; i < pieces->len; i++) {
    GdBox box = piece_at(pieces, i);
    Line *last = lines->len > 0 ? &g_array_index(lines, Line, lines->len - 1) : NULL;
    double lower = last != NULL ? fmin(last->core1 - last->core0, gd_box_height(box)) : 0;
    if (last != NULL && gd_overlap(last->core0, last->core1, box.y0, box.y1) > SAME_LINE * lower) {
      last->y1 = MAX(last->y1, (int)box.y1);
      last->core0 = fmax(last->core0, box.y0);
      last->core1 = fmin(last->core1, box.y1);
      last->n++;
      continue;
    }
    Line line = {(int)box.y0, (int)box.y1, box.y0, box.y1, i, 1, 0, FALSE};
    g_array_append_val(lines, line);
  }
  for (guint i = 0; i < lines->len; i++) {
    Line *line = &g_array_index(lines, Line, i);
    line->height = gd_ink_height_at(bands, (line->core0 + line->core1) / 2);
    qsort(&g_array_index(pieces, GdBox, line->first), line->n, sizeof(GdBox), by_left);
    join_pieces(pieces, uprights, line);
  }
  for (guint i = 0; i < lines->len; i++) {
    join_over_brackets(pieces, uprights, lines, i);
    Line *line = &g_array_index(lines, Line, i);
    line->columns = has_columns(pieces, line);
  }
  return lines;
}

/* Labels only, cut over lines or printed downwards beside others. */
static gboolean is_short(const GArray *pieces, const Line *line)
{
  double width = piece_at(pieces, line->first + line->n - 1).x1 - piece_at(pieces, line->first).x0;
  return width < SHORT_LINE * line->height;
}

/* Step 4: the last line of the area that begins with line i; *enough: it has lines enough. */
static guint end_of_area(const GArray *pieces, const GArray *lines, guint i, gboolean *enough)
{
  guint last = i, between = 0, n = 1, most = g_array_index(lines, Line, i).n;
  for (guint k = i + 1; k < lines->len && between <= BETWEEN; k++) {
    const Line *line = &g_array_index(lines, Line, k), *above = line - 1;
    if (line->y0 - above->y1 > LEADING * MAX(line->height, above->height))
      break;
    between = line->columns ? 0 : between + (is_short(pieces, line) ? 1 : LONG_LINE);
    last = line->columns ? k : last;
    n += line->columns;
    most = line->columns ? MAX(most, line->n) : most;
  }
  *enough = n >= LEAST_LINES || most >= MANY_PIECES || (n >= HEAD_LINES && most >= HEAD_PIECES);
  return last;
}

/* Whether line k, next to line i of an area, may be one of its labels. */
static gboolean is_label(const GArray *pieces, const GArray *lines, guint i, guint k)
{
  const Line *line = &g_array_index(lines, Line, i), *next = &g_array_index(lines, Line, k);
  const int leading = MAX(line->y0, next->y0) - MIN(line->y1, next->y1);
  return !next->columns && is_short(pieces, next) && leading < RIM_LEADING * line->height &&
         next->height < RIM_LARGER * line->height;
}

/* Whether line k stands just above or below line i of an area, alone: one more label, or the name
 * of the table, whatever its width. */
static gboolean is_beside(const GArray *lines, guint i, guint k)
{
  const Line *line = &g_array_index(lines, Line, i), *next = &g_array_index(lines, Line, k);
  const int leading = MAX(line->y0, next->y0) - MIN(line->y1, next->y1);
  return next->n == 1 && leading < MAX(line->height, next->height);
}

/* The last line of labels that are next to line i, in steps of 1 or -1, before the line `end`. */
static guint end_of_rim(const GArray *pieces, const GArray *lines, guint i, gint step, guint end)
{
  guint last = i;
  for (guint n = 0; n < RIM_LINES && last + (guint)step != end; n++) {
    const guint next = last + (guint)step;
    if (!is_label(pieces, lines, last, next) && !(n == 0 && is_beside(lines, i, next)))
      break;
    last = next;
  }
  return last;
}

/* Adds the pieces of a line, and for each the line's box. */
static void add_line(GdPieceArea *area, const GArray *pieces, const Line *line,
                     const GdHomography *to_page)
{
  GdBox whole = GD_BOX_NONE, level = GD_BOX_NONE; /* the latter: of pieces of one line */
  for (guint i = line->first; i < line->first + line->n; i++) {
    const GdBox box = piece_at(pieces, i);
    whole = gd_box_union(whole, box);
    if (gd_box_height(box) <= STACK * line->height)
      level = gd_box_union(level, box);
  }
  for (guint i = line->first; i < line->first + line->n; i++) {
    const GdBox piece = piece_at(pieces, i);
    const GdBox rows = gd_box_height(piece) <= STACK * line->height ? level : piece;
    const GdBox box = gd_homography_box(to_page, piece),
                own = gd_homography_box(to_page, gd_box(whole.x0, rows.y0, whole.x1, rows.y1));
    g_array_append_val(area->pieces, box);
    g_array_append_val(area->lines, own);
    area->box = gd_box_union(area->box, box);
  }
}

static GdPieceArea *area_new(const GArray *pieces, const GArray *lines, guint first, guint last,
                             const GdHomography *to_page)
{
  GdPieceArea *area = g_new0(GdPieceArea, 1);
  area->box = GD_BOX_NONE;
  area->pieces = g_array_new(FALSE, FALSE, sizeof(GdBox));
  area->lines = g_array_new(FALSE, FALSE, sizeof(GdBox));
  for (guint i = first; i <= last; i++)
    add_line(area, pieces, &g_array_index(lines, Line, i), to_page);
  return area;
}

GPtrArray *gd_piece_areas_find(const GdPicture *picture, const GdPage *page, const GArray *taken)
{
  GPtrArray *areas = g_ptr_array_new_with_free_func((GDestroyNotify)gd_piece_area_free);
  GdHomography to_page;
  PIX *down = NULL, *ink = gd_page_ink_new(picture, page, taken, &to_page, &down);
  if (ink == NULL) {
    pixDestroy(&down);
    return areas;
  }
  g_autoptr(GArray) bands = gd_ink_bands_find(ink, GD_PAGE_INK_DPI);
  g_autoptr(GArray) pieces = find_pieces(ink, down, bands), uprights = boxes_of(down);
  pixDestroy(&ink);
  pixDestroy(&down);
  g_autoptr(GArray) lines = find_lines(pieces, uprights, bands);
  guint end = G_MAXUINT; /* of the area above: the line before the first one */
  for (guint i = 0; i < lines->len; i++) {
    gboolean enough;
    if (!g_array_index(lines, Line, i).columns)
      continue;
    guint last = end_of_area(pieces, lines, i, &enough);
    if (!enough) {
      i = last;
      continue;
    }
    const guint first = end_of_rim(pieces, lines, i, -1, end);
    end = last = end_of_rim(pieces, lines, last, 1, lines->len);
    g_ptr_array_add(areas, area_new(pieces, lines, first, last, &to_page));
    i = last;
  }
  return areas;
}
