/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each grid:
 *
 * 1. A cell is cut if ink runs through its border and is no number, or if it is too small for any;
 * sound if it holds ink and is not cut. An empty cell is sound if cells beside it are, and none
 * beside it is cut.
 * 2. If most inked cells are cut (of a small grid, any one; or if there are none) the grid is
 * false. Sound cells that touch form groups; groups with few inked cells are chance.
 * 3. A grid whose rulings part columns only is none either: its rulings go, and its text is read as
 *    that of a table without rulings.
 * 4. So is one with hardly a sure number if most lines of writing that stand in its rows run on
 *    beyond its left or right border: nothing in a table does.
 * 5. Of a false grid the rulings go, and the borders of the cells that are left come back.
 *
 *     +----+----+----+         +----+----+----+
 *     | 12 | 30 |    |         |    |    |    |
 *     +----+----+----+    →    +----+----+----+
 *     府|信息|公开|工作
 *     报|告|内|容|
 */
#include "tables/false_grids.h"

#include "models/request.h"
#include "tables/lattice.h"
#include "tables/requests.h"

#include <string.h>

/* Share of a grid's inked cells that are cut from which on it is false. In tables a few
 * numbers touch a ruling; of strokes of prose nine of ten do. */
#define CUT_SHARE 0.5
/* Inked cells of a group of sound cells, at least: the smallest table has a head and a row of
 * three. In prose now and then two neighbours are sound. */
#define LEAST_SOUND 6
/* Points: no character has room in a cell narrower or lower; characters of prose whose strokes
 * stand below one another make many such. */
#define LEAST_CELL 5.0
/* Points: lower rows of cells are those of a head, or of a label in some lines. */
#define LEAST_OPEN 30.0
/* Lines of numbers in one cell that are those of so many rows. */
#define STACKED_LINES 3
/* Share of a grid's cells with sure numbers from which on it is a table: strokes of large print
 * look like a 7 or a 0 here and there. */
#define NUMBERS_SHARE 0.25
/* How far a line runs on beyond a border on either side of it, in its heights with the paper
 * around, to be none of the table. */
#define RUNS_ON 0.9
/* Cells whose borders are nearer than this touch. Points. */
#define SIDE 1.0

typedef enum { CELL_EMPTY, CELL_SOUND, CELL_CUT } State;

static gboolean is_inked(const GdReadAnswer *answer)
{
  return answer->reading != NULL && answer->reading->kind != GD_CELL_BLANK;
}

/* Whether both readers see a number or a mark: strokes of prose that run through borders are none,
 * dashes of a ruling beside a number do no harm. */
static gboolean is_value(const GdCellReading *reading)
{
  return reading->agree && (reading->kind == GD_CELL_NUMBER || reading->kind == GD_CELL_DASH);
}

static GdBox box_of(const GdGrid *grid, guint i)
{
  return ((const GdCell *)grid->cells->pdata[i])->box;
}

static gboolean is_tiny(GdBox b)
{
  return fmin(gd_box_width(b), gd_box_height(b)) < LEAST_CELL;
}

/* Whether two cells have a part of a side in common. */
static gboolean touch(GdBox a, GdBox b)
{
  double x = gd_overlap(a.x0, a.x1, b.x0, b.x1), y = gd_overlap(a.y0, a.y1, b.y0, b.y1);
  gboolean beside = fabs(a.x1 - b.x0) < SIDE || fabs(b.x1 - a.x0) < SIDE;
  gboolean above = fabs(a.y1 - b.y0) < SIDE || fabs(b.y1 - a.y0) < SIDE;
  return (beside && y > SIDE) || (above && x > SIDE);
}

/* Step 1 for an empty cell. */
static State state_of_empty(const GdGrid *grid, const State *inked, guint i)
{
  gboolean sound = FALSE;
  for (guint k = 0; k < grid->cells->len; k++) {
    if (inked[k] == CELL_EMPTY || !touch(box_of(grid, i), box_of(grid, k)))
      continue;
    if (inked[k] == CELL_CUT)
      return CELL_CUT;
    sound = TRUE;
  }
  return sound ? CELL_SOUND : CELL_EMPTY;
}

/* Steps 1 and 2. TRUE if the grid is false; first: of its answers. */
static gboolean is_false(const GdGrid *grid, const GPtrArray *values, guint first, State *inked)
{
  guint n = 0, cut = 0;
  for (guint i = 0; i < grid->cells->len && first + i < values->len; i++) {
    const GdReadAnswer *answer = values->pdata[first + i];
    gboolean tiny = is_tiny(box_of(grid, i));
    if (!tiny && !is_inked(answer))
      continue;
    gboolean through = tiny || (answer->reading->cut && !is_value(answer->reading));
    inked[i] = through ? CELL_CUT : CELL_SOUND;
    n++;
    cut += inked[i] == CELL_CUT;
  }
  return n < LEAST_SOUND ? n == 0 || cut > 0 : cut > CUT_SHARE * n;
}

static guint root_of(guint *groups, guint i)
{
  while (groups[i] != i)
    i = groups[i] = groups[groups[i]];
  return i;
}

static void group_cells(const GdGrid *grid, const State *states, guint *groups)
{
  for (guint i = 0; i < grid->cells->len; i++)
    groups[i] = i;
  for (guint i = 0; i < grid->cells->len; i++)
    for (guint k = i + 1; k < grid->cells->len; k++) {
      if (states[i] != CELL_SOUND || states[k] != CELL_SOUND ||
          !touch(box_of(grid, i), box_of(grid, k)))
        continue;
      guint a = root_of(groups, i), b = root_of(groups, k);
      groups[MAX(a, b)] = MIN(a, b);
    }
}

/* The grid with its outer rulings. */
static GdBox box_around(const GdGrid *grid)
{
  GdBox b = grid->box;
  return gd_box(b.x0 - SIDE, b.y0 - SIDE, b.x1 + SIDE, b.y1 + SIDE);
}

static void take_rulings(GdPage *page, GdBox area)
{
  for (guint i = page->rulings->len; i-- > 0;) {
    const GdRuling *r = &g_array_index(page->rulings, GdRuling, i);
    double middle = (r->from + r->to) / 2;
    GdPoint centre =
        r->direction == GD_HORIZONTAL ? (GdPoint){middle, r->at} : (GdPoint){r->at, middle};
    if (gd_box_has(area, centre))
      g_array_remove_index(page->rulings, i);
  }
}

static void put_borders(GdPage *page, const GdCell *cell, double width)
{
  const GdBox b = cell->box;
  const gboolean mended = cell->mended;
  const GdRuling sides[] = {
      {GD_HORIZONTAL, b.y0, b.x0, b.x1, width, FALSE, mended},
      {GD_HORIZONTAL, b.y1, b.x0, b.x1, width, FALSE, mended},
      {GD_VERTICAL, b.x0, b.y0, b.y1, width, FALSE, mended},
      {GD_VERTICAL, b.x1, b.y0, b.y1, width, FALSE, mended},
  };
  g_array_append_vals(page->rulings, sides, G_N_ELEMENTS(sides));
}

/* Step 5. */
static void replace(GdPage *page, const GdGrid *grid, const State *inked)
{
  guint n = grid->cells->len;
  g_autofree State *states = g_new(State, n + 1);
  g_autofree guint *groups = g_new(guint, n + 1), *sizes = g_new0(guint, n + 1);
  for (guint i = 0; i < n; i++)
    states[i] = inked[i] == CELL_EMPTY ? state_of_empty(grid, inked, i) : inked[i];
  group_cells(grid, states, groups);
  for (guint i = 0; i < n; i++)
    sizes[root_of(groups, i)] += inked[i] == CELL_SOUND;
  double width = page->rulings->len > 0 ? g_array_index(page->rulings, GdRuling, 0).width : 0;
  take_rulings(page, grid->box);
  for (guint i = 0; i < n; i++)
    if (states[i] == CELL_SOUND && sizes[root_of(groups, i)] >= LEAST_SOUND)
      put_borders(page, grid->cells->pdata[i], width);
}

/* Whether what a cell holds may be several rows: no value, numbers below one another, or more than
 * is read of one cell, which is then not surely blank. */
static gboolean may_hold_rows(const GdCellReading *reading)
{
  if (reading->kind == GD_CELL_BLANK)
    return reading->probability < GD_SURE_BLANK;
  return reading->kind == GD_CELL_UNREADABLE || reading->lines >= STACKED_LINES;
}

/* Whether each of its lines begins with a digit: one that did not fit is read as one line. */
static gboolean is_stack_of_numbers(const GdCellReading *reading)
{
  gboolean digits = reading->lines > 1 && strchr(reading->text, '\n') != NULL;
  for (const char *line = reading->text; line != NULL && digits;) {
    digits = g_ascii_isdigit(*line);
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return digits;
}

/* Whether the rulings part no rows: one row of cells, of which most hold numbers below one another,
 * or each with lines of text in which no number can be read. The last row of a table on its next
 * page has a number in each, a head by itself is low. */
static gboolean is_open(const GdGrid *grid, const GPtrArray *values, guint first)
{
  guint several = 0, stacks = 0;
  gboolean all = TRUE;
  if (gd_grid_rows(grid) != 1 || gd_box_height(grid->box) < LEAST_OPEN)
    return FALSE;
  for (guint i = 0; i < grid->cells->len && first + i < values->len; i++) {
    const GdCellReading *reading = ((const GdReadAnswer *)values->pdata[first + i])->reading;
    if (reading == NULL)
      return FALSE;
    all = all && may_hold_rows(reading);
    several += reading->lines != 1;
    stacks += is_stack_of_numbers(reading);
  }
  return 2 * stacks > grid->cells->len || (all && 2 * several > grid->cells->len);
}

gboolean gd_false_grids_drop(GdPage *page, const GPtrArray *values)
{
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  gboolean dropped = FALSE;
  guint first = 0;
  for (guint g = 0; g < grids->len; g++) {
    const GdGrid *grid = grids->pdata[g];
    g_autofree State *inked = g_new0(State, grid->cells->len + 1);
    gboolean open = is_open(grid, values, first);
    gboolean none = !open && is_false(grid, values, first, inked);
    if (open)
      take_rulings(page, box_around(grid));
    if (none)
      replace(page, grid, inked);
    dropped |= open || none;
    first += grid->cells->len;
  }
  return dropped;
}

static gboolean has_numbers(const GdGrid *grid, const GPtrArray *values, guint first)
{
  guint numbers = 0;
  for (guint i = 0; i < grid->cells->len && first + i < values->len; i++) {
    const GdCellReading *reading = ((const GdReadAnswer *)values->pdata[first + i])->reading;
    numbers += reading != NULL && reading->agree && reading->kind == GD_CELL_NUMBER &&
               !reading->cut && reading->probability >= GD_SURE_READING;
  }
  return numbers > NUMBERS_SHARE * grid->cells->len;
}

static gboolean crosses(GdBox line, double border)
{
  double enough = RUNS_ON * gd_box_height(line);
  return line.x0 < border - enough && line.x1 > border + enough;
}

/* Step 4. */
static gboolean is_run_through(const GdGrid *grid, const GArray *lines)
{
  guint n = 0, through = 0;
  for (guint i = 0; i < lines->len; i++) {
    const GdBox line = g_array_index(lines, GdBox, i);
    const double middle = gd_box_centre(line).y;
    if (middle < grid->box.y0 || middle > grid->box.y1 || line.x1 < grid->box.x0 ||
        line.x0 > grid->box.x1)
      continue;
    n++;
    through += crosses(line, grid->box.x0) || crosses(line, grid->box.x1);
  }
  return n > 0 && 2 * through > n;
}

gboolean gd_false_grids_drop_crossed(GdPage *page, const GPtrArray *values, const GArray *lines)
{
  g_autoptr(GPtrArray) grids = gd_lattice_find(page);
  gboolean dropped = FALSE;
  guint first = 0;
  for (guint g = 0; g < grids->len; g++) {
    const GdGrid *grid = grids->pdata[g];
    if (!has_numbers(grid, values, first) && is_run_through(grid, lines)) {
      take_rulings(page, box_around(grid));
      dropped = TRUE;
    }
    first += grid->cells->len;
  }
  return dropped;
}
