/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each segment of the plan:
 *
 *   1. The slices get their places from the pen down.
 *   2. Each cell that has a row in the segment gives a piece: its box there, and
 *      whether it goes on before or behind the page.
 *   3. Shades and rulings are drawn, then the text; of a cell that is cut, the
 *      lines that the parameters put on this page.
 */
#include "draw_table.h"

#include "measure.h"
#include "rules.h"

#define INSIDE 0.6     /* points that a number's ink may stand over its cell */
#define LINE_SLACK 0.5 /* points: rounding of line heights */

typedef struct {
  TsTable *table;
  TsPaper *paper;
  double left, pad_x, pad_y;
  GArray *places;
} Pen;

static TsSlice *slice_at(const GArray *segment, guint i)
{
  return &g_array_index(segment, TsSlice, i);
}

/* Height of the rows of a cell behind row (a cut row's second part included). */
static double rest_of(const Pen *pen, const TsCell *cell, const TsSlice *last, const TsSlice *next)
{
  double rest = last->part == 1 && next != NULL ? next->height : 0;
  for (guint r = last->row + 1; r < cell->r1; r++)
    rest += ts_table_row(pen->table, r)->height;
  return rest;
}

/* The piece of a cell in the slices with that `again`; FALSE if it has none. */
static gboolean piece_of(const Pen *pen, TsCell *cell, const GArray *segment,
                         const TsSlice *second_part, gboolean again, TsPiece *out)
{
  const TsSlice *first = NULL, *last = NULL;
  double y = pen->paper->y, y0 = 0, y1 = 0;
  for (guint i = 0; i < segment->len; i++) {
    const TsSlice *slice = slice_at(segment, i);
    if (slice->again == again && slice->row >= cell->r0 && slice->row < cell->r1) {
      if (first == NULL)
        first = slice, y0 = y;
      last = slice, y1 = y + slice->height;
    }
    y += slice->height;
  }
  if (first == NULL)
    return FALSE;
  guint rows = pen->table->rows->len;
  const TsRow *below = last->row + 1 < rows ? ts_table_row(pen->table, last->row + 1) : NULL;
  *out = (TsPiece){
      .cell = cell,
      .box = gd_box(pen->left + cell->x0, y0, pen->left + cell->x1, y1),
      .open_top = first->row > cell->r0 || first->part == 2,
      .open_bottom = last->row + 1 < cell->r1 || last->part == 1,
      .again = again,
      .head_end = ts_table_row(pen->table, last->row)->head && (below == NULL || !below->head),
      .rest = rest_of(pen, cell, last, second_part),
  };
  return TRUE;
}

static guint lines_that_fit(double height, double line)
{
  return height + LINE_SLACK < line ? 0 : (guint)((height + LINE_SLACK) / line);
}

/* How many of the lines that are left stand in this piece of a cell that goes on. */
static guint share_of_lines(const Pen *pen, const TsPiece *piece, guint left)
{
  const TsCell *cell = piece->cell;
  gboolean number = cell->role == TS_VALUE || (cell->role == TS_STRANGE && cell->c0 > 0);
  const char *policy = ts_param(pen->paper->params, number ? "cut_values" : "cut_label");
  double line = cell->text_height / cell->n_lines, here = gd_box_height(piece->box);
  guint now = MIN(left, lines_that_fit(here - 2 * pen->pad_y, line));
  guint later = MIN(left, lines_that_fit(piece->rest - 2 * pen->pad_y, line));
  if (now + later < left) { /* crowded: without the space above and below */
    now = MIN(left, lines_that_fit(here, line));
    later = MIN(left, lines_that_fit(piece->rest, line));
  }
  guint least = left - later;
  if (g_str_equal(policy, "first"))
    return now;
  if (g_str_equal(policy, "second") || number)
    return MIN(least, now);
  guint share = (guint)(left * here / (here + piece->rest) + 0.5);
  if (left > 1)
    share = CLAMP(share, 1, left - 1);
  return CLAMP(share, MIN(least, now), now);
}

static double top_of_text(const Pen *pen, const TsPiece *piece, double height)
{
  const char *valign = ts_param(pen->paper->params, "valign");
  double y0 = piece->box.y0, y1 = piece->box.y1;
  double middle = (y0 + y1 - height) / 2;
  if (g_str_equal(valign, "middle") || piece->cell->role == TS_GROUP)
    return middle;
  return g_str_equal(valign, "top") ? MIN(y0 + pen->pad_y, middle)
                                    : MAX(y1 - pen->pad_y - height, middle);
}

/* The ink of a number must stand inside its cell; it cannot where a parameter
 * makes cells too small, and then the document would have no certain truth. */
static void check_inside(const TsPaper *paper, const TsPiece *piece, double x, double y)
{
  PangoRectangle ink;
  pango_layout_get_extents(piece->cell->layout, &ink, NULL);
  double x0 = x + (double)ink.x / PANGO_SCALE, x1 = x0 + (double)ink.width / PANGO_SCALE;
  double y0 = y + (double)ink.y / PANGO_SCALE, y1 = y0 + (double)ink.height / PANGO_SCALE;
  if (ink.width == 0)
    return;
  if (x0 < piece->box.x0 - INSIDE || x1 > piece->box.x1 + INSIDE || y0 < piece->box.y0 - INSIDE ||
      y1 > piece->box.y1 + INSIDE || x0 < 0 || x1 > paper->width || y1 > paper->height)
    g_error("number %s stands outside its cell: %.1f %.1f %.1f %.1f in %.1f %.1f %.1f %.1f",
            piece->cell->text, x0, y0, x1, y1, piece->box.x0, piece->box.y0, piece->box.x1,
            piece->box.y1);
}

static gboolean drawn_twice(const Pen *pen, const TsCell *cell)
{
  return ts_param_is(pen->paper->params, "twice", "all") ||
         (ts_param_is(pen->paper->params, "twice", "heads") &&
          (cell->role == TS_HEADING || cell->role == TS_HEAD || cell->role == TS_CORNER));
}

static void draw_vertical(const Pen *pen, TsPiece *piece)
{
  TsCell *cell = piece->cell;
  double here = gd_box_height(piece->box);
  gboolean wait = piece->rest > here && (here < cell->text_height ||
                                         ts_param_is(pen->paper->params, "cut_label", "second"));
  if (cell->next_line > 0 || (piece->open_bottom && wait))
    return;
  cell->next_line = 1;
  ts_paper_vertical(pen->paper, cell->layout,
                    (piece->box.x0 + piece->box.x1 - cell->text_width) / 2,
                    (piece->box.y0 + piece->box.y1 - cell->text_height) / 2);
}

static void draw_text(const Pen *pen, TsPiece *piece)
{
  TsCell *cell = piece->cell;
  if (cell->vertical) {
    draw_vertical(pen, piece);
    return;
  }
  guint first = piece->again ? 0 : cell->next_line, left = cell->n_lines - first;
  guint count = piece->open_bottom && !piece->again ? share_of_lines(pen, piece, left) : left;
  if (!piece->again)
    cell->next_line += count;
  if (count == 0)
    return;
  double height = cell->text_height * count / cell->n_lines;
  double x = piece->box.x0 + pen->pad_x, y = top_of_text(pen, piece, height);
  ts_paper_lines(pen->paper, cell->layout, x, y, first, count, drawn_twice(pen, cell));
  if (cell->role == TS_VALUE) {
    g_assert(count == cell->n_lines);
    check_inside(pen->paper, piece, x, y);
    TsPlace place = {cell->leaf, pen->paper->page, piece->box};
    g_array_append_val(pen->places, place);
  }
}

static void draw_segment(const Pen *pen, const GArray *segment, const TsSlice *second_part)
{
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(TsPiece));
  for (guint i = 0; i < pen->table->cells->len; i++)
    for (guint again = 0; again <= 1; again++) {
      TsPiece piece;
      if (piece_of(pen, pen->table->cells->pdata[i], segment, second_part, again != 0, &piece))
        g_array_append_val(pieces, piece);
    }
  ts_rules_draw(pen->paper, pieces);
  for (guint i = 0; i < pieces->len; i++)
    draw_text(pen, &g_array_index(pieces, TsPiece, i));
  for (guint i = 0; i < segment->len; i++)
    pen->paper->y += slice_at(segment, i)->height;
}

GArray *ts_table_draw(TsTable *table, TsPaper *paper, const GPtrArray *plan)
{
  Pen pen = {table,
             paper,
             0,
             ts_pad_x(paper->params),
             ts_pad_y(paper->params),
             g_array_new(FALSE, FALSE, sizeof(TsPlace))};
  pen.left = (paper->left + paper->right - table->width) / 2;
  for (guint s = 0; s < plan->len; s++) {
    if (s > 0)
      ts_paper_page(paper);
    const GArray *next = s + 1 < plan->len ? plan->pdata[s + 1] : NULL;
    const TsSlice *second_part = NULL;
    for (guint i = 0; next != NULL && i < next->len; i++)
      if (slice_at(next, i)->part == 2)
        second_part = slice_at(next, i);
    draw_segment(&pen, plan->pdata[s], second_part);
  }
  return pen.places;
}
