/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Cells of the lattice without a border between them are one region.
 *  2. A region that is no rectangle lacks a border, which goes on from an inner corner:
 *
 *        +---+---+---+         the line that stands below the corner o has a gap here, and ink is
 *        | A     | B |         left in it: it is mended, most of all where the line is there on
 *        |   o---+---+         both sides of the gap
 *        |   | C | D |
 *        +---+---+---+
 *
 *  3. A rectangle of one row that a column runs through above and below, or of one column that a
 *     row runs through on both sides, is two cells if ink of the line is left and either part holds
 *     print of its own. What stands in the middle of a merged cell (a dash, a 1) has none beside
 * it.
 *
 *        +---+---+---+
 *        | 0 : 0 | 4 |
 *        +---+---+---+
 *        | 7 | 1 | 8 |
 *        +---+---+---+
 *
 * Of 4,496 cells of a worn report (sixteen seeds) fifteen were lost to such gaps; the ink left in
 * them was 0.37 to 0.67 of the stretch, with nothing beside it.
 */
#include "raster/mend.h"

/* Share of a stretch that is ink, where no print is beside it. Strokes of characters in merged
 * cells have up to 0.41 (seen: a flat one of 年), so that this alone tells nothing. */
#define LEFT 0.3
#define LEFT_OF_TWO 0.35

/* The same where print is beside it, of a gap in a line that is there on both sides. */
#define LEFT_BESIDE_PRINT 0.5

/* The same of the first or last stretch of a row, which has a neighbour on one side only. */
#define LEFT_AT_EDGE 0.5

/* Inches. Print fills shorter stretches of a column: a stroke of it is most of them. */
#define LOW 0.2

/* Inches from the lines around in which nothing is print; pixels of it that are some. A digit has
 * forty, a speck a few. */
#define BESIDE_LINE 0.04
#define PRINT 15

/* Inches beside a line of two cells, from and to, in which there is hardly any print, pixels: what
 * looks like the rest of a line in the middle of a title may be a bracket, but for the character
 * that it encloses, or the upright stroke of 十, but for the other one. */
#define BESIDE_FROM 0.02
#define BESIDE_TO 0.08
#define ABOVE_TO 0.055 /* the same of a row: numbers stand nearer to it in low rows */
#define SPECK 4

typedef struct {
  GdBorderSide *side[2]; /* across, down. Lent */
  guint rows, columns;
  guint *region; /* [row * columns + column]: the first cell of its region. Owned */
} Lattice;

/* The cells of a region: its bounds, and how many there are. */
typedef struct {
  guint top, bottom, left, right; /* bottom and right: one past */
  guint cells;
} Region;

static guint root_of(guint *region, guint i)
{
  while (region[i] != i)
    i = region[i] = region[region[i]];
  return i;
}

static void join(guint *region, guint a, guint b)
{
  a = root_of(region, a);
  b = root_of(region, b);
  region[MAX(a, b)] = MIN(a, b);
}

static gboolean is_there(const GdBorderSide *side, guint line, guint k)
{
  return side->there[(gsize)line * side->stretches + k];
}

/* The cell before or behind stretch k of a line: above or below a row, left or right of a column.
 */
static guint cell_beside(const Lattice *l, const GdBorderSide *side, guint line, guint k,
                         gboolean behind)
{
  const guint at = behind ? line : line - 1;
  return side->turned ? k * l->columns + at : at * l->columns + k;
}

/* Step 1. */
static void find_regions(Lattice *l)
{
  for (guint i = 0; i < l->rows * l->columns; i++)
    l->region[i] = i;
  for (int d = 0; d < 2; d++) {
    const GdBorderSide *side = l->side[d];
    for (guint i = 1; i + 1 < side->lines->len; i++)
      for (guint k = 0; k < side->stretches; k++)
        if (!is_there(side, i, k))
          join(l->region, cell_beside(l, side, i, k, FALSE), cell_beside(l, side, i, k, TRUE));
  }
  for (guint i = 0; i < l->rows * l->columns; i++)
    l->region[i] = root_of(l->region, i);
}

static Region region_of(const Lattice *l, guint root)
{
  Region r = {l->rows, 0, l->columns, 0, 0};
  for (guint i = root; i < l->rows * l->columns; i++) {
    if (l->region[i] != root)
      continue;
    const guint row = i / l->columns, column = i % l->columns;
    r.top = MIN(r.top, row);
    r.bottom = MAX(r.bottom, row + 1);
    r.left = MIN(r.left, column);
    r.right = MAX(r.right, column + 1);
    r.cells++;
  }
  return r;
}

static gboolean is_rectangle(const Region *r)
{
  return r->cells == (r->bottom - r->top) * (r->right - r->left);
}

static void mend(GdBorderSide *side, guint line, guint k)
{
  side->there[(gsize)line * side->stretches + k] = TRUE;
  side->mended[(gsize)line * side->stretches + k] = TRUE;
}

/* ---- step 2 -------------------------------------------------------------------- */

/* Whether a region covers three of the four cells around the crossing before stretch k of a line:
 * one of its corners points inwards there; or all of them: a line ends within it. */
static gboolean is_inner_corner(const Lattice *l, const GdBorderSide *side, guint line, guint k,
                                guint root)
{
  guint n = 0;
  if (k == 0 || k >= side->stretches)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    n += l->region[cell_beside(l, side, line, k - i % 2, i / 2 == 1)] == root;
  return n >= 3;
}

/* What is left of a stretch; 0 if that may be anything. gap: its line is there on both sides. */
static double left_of(const GdStretch *s, gboolean gap)
{
  if (s->quiet >= GD_STRETCH_CLEAR * s->length)
    return s->share >= LEFT ? s->share : 0;
  return gap && s->plain >= LEFT_BESIDE_PRINT ? s->plain : 0;
}

/* The best run of stretches to mend. */
typedef struct {
  GdBorderSide *side;
  guint line, first, end;
  double worth; /* the least that is left of one of them; 1 more for a gap; 0: none */
} Run;

/* Looks at the run of missing stretches of a line from k on; its end. */
static guint try_run(const Lattice *l, GdBorderSide *side, guint line, guint k, Run *best)
{
  const guint root = l->region[cell_beside(l, side, line, k, FALSE)], first = k;
  while (k < side->stretches && !is_there(side, line, k) &&
         l->region[cell_beside(l, side, line, k, FALSE)] == root)
    k++;
  const gboolean before = first > 0 && is_there(side, line, first - 1);
  const gboolean after = k < side->stretches && is_there(side, line, k);
  if (!(before && is_inner_corner(l, side, line, first, root)) &&
      !(after && is_inner_corner(l, side, line, k, root)))
    return k;
  double least = 1;
  for (guint i = first; i < k; i++)
    least = fmin(least, left_of(&side->seen[(gsize)line * side->stretches + i], before && after));
  const double worth = least > 0 ? least + (before && after) : 0;
  if (worth > best->worth)
    *best = (Run){side, line, first, k, worth};
  return k;
}

/* Mends the run of all regions of which most is left; FALSE if there is none. */
static gboolean mend_corner(Lattice *l)
{
  Run best = {0};
  find_regions(l);
  for (int d = 0; d < 2; d++)
    for (guint i = 1; i + 1 < l->side[d]->lines->len; i++)
      for (guint k = 0; k < l->side[d]->stretches;)
        k = is_there(l->side[d], i, k) ? k + 1 : try_run(l, l->side[d], i, k, &best);
  for (guint k = best.first; k < best.end; k++)
    mend(best.side, best.line, k);
  return best.worth > 0;
}

/* ---- step 3 -------------------------------------------------------------------- */

/* Whether print stands between two rows and two columns of the table. */
static gboolean has_print(const Lattice *l, guint top, guint bottom, guint left, guint right)
{
  const GdBorderSide *across = l->side[0];
  const double inset = BESIDE_LINE * across->view->dpi;
  const double from = gd_border_along(across, top, left) + inset;
  const double to = gd_border_along(across, top, right) - inset;
  const double above = g_array_index(across->lines, GdStreak, top).position + inset;
  const double below = g_array_index(across->lines, GdStreak, bottom).position - inset;
  return gd_view_ink(across->view, above, below, from, to) >= PRINT;
}

/* Whether both parts of a region that a line would make hold print. */
static gboolean both_hold_print(const Lattice *l, const Region *r, gboolean turned, guint line)
{
  if (turned)
    return has_print(l, r->top, r->bottom, r->left, line) &&
           has_print(l, r->top, r->bottom, line, r->right);
  return has_print(l, r->top, line, r->left, r->right) &&
         has_print(l, line, r->bottom, r->left, r->right);
}

/* Whether print stands close beside a stretch, on one side of it at least. Strokes along it are
 * seen in its own view, those across it in the other one. */
static gboolean is_in_print(const Lattice *l, const GdBorderSide *side, guint line, guint k)
{
  const GdBorderSide *other = l->side[!side->turned];
  const GdStretch *s = &side->seen[(gsize)line * side->stretches + k];
  const double dpi = side->view->dpi, inset = BESIDE_LINE * dpi;
  const double at = g_array_index(side->lines, GdStreak, line).position + s->offset;
  const double from = gd_border_along(side, line, k) + inset;
  const double to = gd_border_along(side, line, k + 1) - inset;
  const double middle =
      s->offset + (gd_border_along(other, k, line) + gd_border_along(other, k + 1, line)) / 2;
  const double above = g_array_index(other->lines, GdStreak, k).position + inset;
  const double below = g_array_index(other->lines, GdStreak, k + 1).position - inset;
  for (int sign = -1; sign <= 1; sign += 2) {
    const double near = sign * BESIDE_FROM * dpi,
                 far = sign * (side->turned ? BESIDE_TO : ABOVE_TO) * dpi;
    const double low = fmin(near, far), high = fmax(near, far);
    const guint along = gd_view_ink(side->view, at + low, at + high, from, to);
    const guint across = gd_view_ink(other->view, above, below, middle + low, middle + high);
    if (along + across > SPECK)
      return TRUE;
  }
  return FALSE;
}

static gboolean parts_two(const Lattice *l, const GdBorderSide *side, guint line, guint k)
{
  const GdStretch *s = &side->seen[(gsize)line * side->stretches + k];
  const gboolean first = k == 0, last = k + 1 == side->stretches;
  if (s->quiet < GD_STRETCH_CLEAR * s->length || s->share < LEFT_OF_TWO ||
      (side->turned && s->length < LOW * side->view->dpi) || (first && last))
    return FALSE;
  if ((!first && !is_there(side, line, k - 1)) || (!last && !is_there(side, line, k + 1)))
    return FALSE;
  const Region r = region_of(l, l->region[cell_beside(l, side, line, k, FALSE)]);
  if (!is_rectangle(&r) || (side->turned ? r.bottom - r.top : r.right - r.left) != 1)
    return FALSE;
  /* labels of groups stand in the first column, over many rows; totals in the last of the head */
  if (!side->turned && (first || last) && (s->share < LEFT_AT_EDGE || r.bottom - r.top != 2))
    return FALSE;
  return !is_in_print(l, side, line, k) && both_hold_print(l, &r, side->turned, line);
}

static void mend_pairs(Lattice *l)
{
  for (int d = 0; d < 2; d++)
    for (guint i = 1; i + 1 < l->side[d]->lines->len; i++)
      for (guint k = 0; k < l->side[d]->stretches; k++)
        if (!is_there(l->side[d], i, k) && parts_two(l, l->side[d], i, k)) {
          mend(l->side[d], i, k);
          find_regions(l);
        }
}

void gd_borders_mend(GdBorderSide *across, GdBorderSide *down)
{
  Lattice l = {{across, down}, across->lines->len - 1, down->lines->len - 1, NULL};
  l.region = g_new0(guint, (gsize)l.rows * l.columns);
  while (mend_corner(&l)) {
  }
  mend_pairs(&l);
  g_free(l.region);
}
