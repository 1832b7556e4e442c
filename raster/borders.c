/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1, 2. Which stretches of a line are there: border_side.h.
 *  3. Lines without any stretch are dropped, and lines that have much less ink than the
 *     strongest one of the table, or paper where rows cross them: strokes of characters that stand
 * in a row, between which a line would be seen. All is judged again.
 *  4. Two tables that stand close together may seem to be one, their sides in line. Where no column
 *     goes on from one row to the next, they are parted and judged again, unless the table is
 *     open at its sides.
 *  5. Where most lines of one direction run on past the last line of the other (a row that
 *     the page end cuts, a table without side lines), all that do are drawn to where
 *     they end on average; tables/lattice.c closes the cells there. Otherwise what runs
 *     on is cut off.
 *  6. Stretches of which a piece is left are mended where the cells around tell that (mend.h).
 *  7. Stretches that follow one another are one ruling, from crossing to crossing.
 */
#include "raster/borders.h"

#include "raster/border_side.h"
#include "raster/mend.h"

/* Part of the ink of the strongest line (per quiet pixel) that a line must have. Lines of one
 * print are alike, worn ones have 0.8 where they are there; rows of strokes have 0.4 to 0.8. */
#define WEAK 0.7

/* The same near the ends of its stretches, where strokes do not reach the lines around. */
#define WEAK_ENDS 0.6

/* The same of a line that is hidden by text: of strokes that happen to stand one below the other
 * some is seen as well. */
#define WEAK_HIDDEN 0.9

/* Share of the longest line's length up to which a line is short; and the part of its length that
 * must be ink, of that of the longest, where text crowds it. The edge of a seal, or digits that
 * stand one below the other, are short, and text is beside them. */
#define SHORT 0.5
#define WEAK_SHORT 0.85

/* Strokes of print that stand one below the other (the last one of 件 behind every number of a
 * column) leave paper at every row, where gaps of a worn line are anywhere: share of the ends of
 * its stretches that is ink, as a part of the share between them. 0.9 to 1.1 of lines, up to 0.7 of
 * strokes. Of clear lines columns of ones are told by so many stretches: dashes of a short line may
 * end anywhere. */
#define PRINT_TIPS 0.7
#define PRINT_TIPS_CLEAR 0.6
#define MANY 3

/* Inches. Of two lines nearer than that one is none (dirt on a scanner's glass draws lines down the
 * sheet), since there is no room for print. */
#define NO_ROOM 0.065

/* Both of a line that no print stands beside: a dashed one in a solid frame. */
#define WEAK_CLEAR 0.45

/* Part of the longest row's length that the outermost ones must have. Cells that go on over several
 * rows leave the inner ones two thirds. */
#define RAGGED 0.4

/* Part of a line's own share that what runs on must have, near its end too. */
#define PART_ON 0.75

/* Inches. What runs on by less bounds no row or column: the smallest print needs 7 points. */
#define RUNS_ON 0.10

/* Share of the lines at a table's side that must run on, and their number. */
#define MOST 0.6
#define SOME 3

/* Step 3. TRUE if a line went. */
static gboolean drop_empty(GdBorderSide *side)
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

/* strongest: ink of the strongest line of the table for each of its quiet pixels. */
static gboolean is_weak(const GdBorderStrength *s, double strongest, gboolean turned)
{
  const gboolean hidden = s->quiet < GD_STRETCH_HIDDEN * s->length;
  const gboolean clear = s->quiet >= GD_STRETCH_CLEAR * s->length;
  const double part = hidden ? WEAK_HIDDEN : clear ? WEAK_CLEAR : WEAK;
  const double ends = clear ? WEAK_CLEAR : WEAK_ENDS;
  const double tips = !clear ? PRINT_TIPS : s->stretches >= MANY ? PRINT_TIPS_CLEAR : 0;
  const gboolean print = turned && s->tips < tips * s->core;
  return s->quiet > 0 &&
         (print || s->ink < part * strongest * s->quiet || s->ends < ends * strongest * s->length);
}

/* Whether a line is short, crowded by text, and has gaps that the longest one does not have. */
static gboolean is_patched(const GdBorderStrength *s, const GdBorderStrength *longest)
{
  return s->length < SHORT * longest->length && s->quiet < GD_STRETCH_CROWDED * s->length &&
         s->plain * longest->length < WEAK_SHORT * longest->plain * s->length;
}

/* Step 3, of what has been judged. TRUE if a line went. */
static gboolean drop_weak(GdBorderSide *side)
{
  guint lines = side->lines->len;
  double most = 0, strongest = 0;
  GdBorderStrength longest = {0};
  for (guint i = 0; i < lines; i++) {
    const GdBorderStrength s = gd_border_strength(side, i);
    if (s.length > longest.length || (s.length >= longest.length && s.plain > longest.plain))
      longest = s;
    if (s.ink <= most)
      continue;
    most = s.ink;
    strongest = s.ink / s.quiet;
  }
  for (guint i = lines; i > 0; i--) {
    const GdBorderStrength s = gd_border_strength(side, i - 1);
    if (is_weak(&s, strongest, side->turned) || (side->turned && is_patched(&s, &longest)))
      g_array_remove_index(side->lines, i - 1);
  }
  return side->lines->len < lines;
}

/* Step 3: of lines without room between them the one of less ink goes where both are there. */
static void part_beside(const GdBorderSide *side)
{
  const guint n = side->stretches;
  for (guint i = 0; i + 1 < side->lines->len; i++) {
    const double a = g_array_index(side->lines, GdStreak, i).position;
    const double b = g_array_index(side->lines, GdStreak, i + 1).position;
    if (b - a >= NO_ROOM * side->view->dpi)
      continue;
    const gboolean first = gd_border_strength(side, i).ink < gd_border_strength(side, i + 1).ink;
    for (guint k = 0; k < n; k++)
      if (side->there[i * n + k] && side->there[(i + 1) * n + k])
        side->there[(first ? i : i + 1) * n + k] = FALSE;
  }
}

static double length_of(const GdBorderSide *side, guint i)
{
  return gd_border_strength(side, i).length;
}

/* Step 3, of rows: the first and the last one bound the table, so that they are there nearly all
 * along; strokes of a title close to it are not. TRUE if a row went. */
static gboolean drop_ragged(GdBorderSide *across)
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
static double runs_on(const GdBorderSide *side, guint i, gboolean last)
{
  const GdStreak *line = &g_array_index(side->lines, GdStreak, i);
  double edge = gd_border_along(side, i, last ? side->others->len - 1 : 0);
  /* a streak ends where text begins to stand close beside its line, the line goes on */
  double end = gd_view_reach(side->view, line->position, last ? line->to : line->from, last);
  if ((last ? end - edge : edge - end) < RUNS_ON * side->view->dpi)
    return 0;
  GdStretch s = gd_view_stretch(side->view, line->position, fmin(edge, end), fmax(edge, end), 0,
                                GD_LINE_WANDER);
  const GdBorderStrength own = gd_border_strength(side, i);
  const double least = own.quiet > 0 ? PART_ON * own.ink / own.quiet : GD_STRETCH_ENOUGH;
  const gboolean seen = s.share >= least && s.ends >= least;
  return seen || s.plain >= GD_STRETCH_PLAIN ? fabs(end - edge) : 0;
}

/* Step 5: by how much the lines of a table's side are to be lengthened, pixels; 0: not. */
static double open_side(const GdBorderSide *side, gboolean last)
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
  g_array_sort(lengths, gd_compare_doubles);
  return g_array_index(lengths, double, lengths->len / 2);
}

/* A ruling from one place along line i to another. */
static void emit(const GdBorderSide *side, guint i, double from, double to, gboolean mended,
                 const GdHomography *to_page, GArray *rulings)
{
  double position = g_array_index(side->lines, GdStreak, i).position;
  double a = gd_pencil_across(&side->view->pencil, position, from);
  double b = gd_pencil_across(&side->view->pencil, position, to);
  GdPoint p = side->turned ? (GdPoint){a, from} : (GdPoint){from, a};
  GdPoint q = side->turned ? (GdPoint){b, to} : (GdPoint){to, b};
  p = gd_homography_apply(to_page, p);
  q = gd_homography_apply(to_page, q);
  GdRuling ruling = {.direction = side->turned ? GD_VERTICAL : GD_HORIZONTAL,
                     .at = side->turned ? (p.x + q.x) / 2 : (p.y + q.y) / 2,
                     .from = side->turned ? fmin(p.y, q.y) : fmin(p.x, q.x),
                     .to = side->turned ? fmax(p.y, q.y) : fmax(p.x, q.x),
                     .width = 72 / side->view->dpi,
                     .mended = mended};
  g_array_append_val(rulings, ruling);
}

/* Steps 5 and 7. */
static void emit_side(const GdBorderSide *side, const GdHomography *to_page, GArray *rulings)
{
  guint n = side->stretches;
  double before = open_side(side, FALSE), after = open_side(side, TRUE);
  for (guint i = 0; i < side->lines->len; i++)
    for (guint k = 0; k < n; k++) {
      guint first = k;
      const gboolean mended = side->mended[i * n + k];
      while (k < n && side->there[i * n + k] && side->mended[i * n + k] == mended)
        k++;
      if (k == first)
        continue;
      double from = gd_border_along(side, i, first), to = gd_border_along(side, i, k);
      if (first == 0 && before > 0 && runs_on(side, i, FALSE) > 0)
        from -= before;
      if (k == n && after > 0 && runs_on(side, i, TRUE) > 0)
        to += after;
      emit(side, i, from, to, mended, to_page, rulings);
      k--; /* the next one may be mended where this one is not */
    }
}

/* Step 4: whether no two columns have any ink in a stretch: a row has two sides, and dirt on a
 * scanner's glass draws one line down the sheet. */
static gboolean is_gap(const GdBorderSide *down, guint k)
{
  const guint n = down->stretches;
  guint inked = 0;
  for (guint i = 0; i < down->lines->len; i++)
    inked += down->there[i * n + k] || down->seen[i * n + k].share >= GD_STRETCH_NEEDED;
  return inked < 2;
}

/* The part of a table from its row `first` to `last`: the columns that are there between them,
 * where they are seen there. Caller owns. */
static GdRuledTable *part_of(const GdBorderSide *down, guint first, guint last)
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
    column.from = first > 0 ? gd_border_along(down, i, begins) : column.from;
    column.to = last < n ? gd_border_along(down, i, ends) : column.to;
    column.position += length > 0 ? offset / length : 0;
    if (length > 0)
      g_array_append_val(part->columns, column);
  }
  return part;
}

/* The parts of a table between its gaps (of GdRuledTable*); empty if it has none. Caller owns. */
static GPtrArray *parts_of(const GdBorderSide *down)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)gd_ruled_table_free);
  guint first = 0;
  for (guint k = 0; k < down->stretches; k++)
    if (is_gap(down, k)) {
      g_ptr_array_add(parts, part_of(down, first, k));
      first = k + 1;
    }
  if (first > 0)
    g_ptr_array_add(parts, part_of(down, first, down->stretches));
  return parts;
}

void gd_borders_add(const GdView *rows, const GdView *columns, GdRuledTable *table, gboolean broken,
                    const GdHomography *to_page, GArray *rulings)
{
  GdBorderSide across = {.view = rows, .other_view = columns, .lines = table->rows};
  GdBorderSide down = {
      .view = columns, .other_view = rows, .lines = table->columns, .turned = TRUE};
  across.others = down.lines;
  down.others = across.lines;
  gboolean again = TRUE;
  while (again && table->rows->len >= 2 && table->columns->len >= 2) {
    gd_border_judge(&across);
    gd_border_judge(&down);
    again = drop_empty(&across);
    again = drop_empty(&down) || again;
    if (!again && !broken) {
      again = drop_weak(&across);
      again = drop_weak(&down) || again;
      again = again || drop_ragged(&across);
    }
  }
  const gboolean some = table->rows->len >= 2 && table->columns->len >= 2;
  if (some) {
    part_beside(&across);
    part_beside(&down);
  }
  /* a row that is one cell has no column in a table that is open at its sides */
  const gboolean closed = some && open_side(&across, FALSE) <= 0 && open_side(&across, TRUE) <= 0;
  g_autoptr(GPtrArray) parts = closed ? parts_of(&down) : NULL;
  const gboolean parted = parts != NULL && parts->len > 0;
  if (some && !parted) {
    gd_borders_mend(&across, &down);
    emit_side(&across, to_page, rulings);
    emit_side(&down, to_page, rulings);
  }
  gd_border_side_clear(&across);
  gd_border_side_clear(&down);
  for (guint i = 0; parted && i < parts->len; i++)
    gd_borders_add(rows, columns, parts->pdata[i], broken, to_page, rulings);
}
