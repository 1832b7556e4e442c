/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/row_cells.h"

#include "tables/alignment.h"
#include "tables/score.h"

/* A cell stands in a column if it shares this part of the narrower width. */
#define IN_COLUMN_SHARE 0.5
/* A label narrower than this share of the column above it parts the column. */
#define SUB_COLUMN_SHARE 0.8
/* Cells left of the first column by more than this belong to the label. Points. */
#define LABEL_MARGIN 3.0

/* Widths of two grids of one table, as shares: the same, and on two photographs. */
#define SAME_WIDTH 0.02
#define PHOTOGRAPHED_WIDTH 0.2
/* Both sides of a column must have a divider as near as this, as a share of its width, to be those
 * of a grid of another size: a grid that has lost its outermost column is narrower too. */
#define SAME_SIDE 0.15

static gboolean has_divider(const GdGrid *grid, double x, double near)
{
  const GArray *dividers = grid->dividers[GD_VERTICAL];
  for (guint i = 0; i < dividers->len; i++)
    if (fabs(g_array_index(dividers, GdDivider, i).at - x) <= near)
      return TRUE;
  return FALSE;
}

/* Whether the unit's grid is that of the column on another photograph, `scale` times as wide, or on
 * a page of the file that is drawn. */
static gboolean is_photographed(const GdUnit *unit, const GdColumnRange *range, double scale)
{
  const GdBox here = unit->grid->box, there = range->grid->box;
  const double near = SAME_SIDE * (range->x1 - range->x0) * scale;
  const gboolean scanned = unit->grid->scanned || range->grid->scanned;
  return scanned && fabs(scale - 1) < PHOTOGRAPHED_WIDTH &&
         has_divider(unit->grid, here.x0 + (range->x0 - there.x0) * scale, near) &&
         has_divider(unit->grid, here.x0 + (range->x1 - there.x0) * scale, near);
}

double gd_column_x(const GdUnit *unit, const GdColumnRange *range, double x)
{
  if (range->grid == NULL || range->grid == unit->grid)
    return x;
  const GdBox here = unit->grid->box, there = range->grid->box;
  const double scale = gd_box_width(here) / gd_box_width(there);
  if (fabs(scale - 1) < SAME_WIDTH)
    return x + here.x0 - there.x0;
  return is_photographed(unit, range, scale) ? here.x0 + (x - there.x0) * scale : x;
}

static double shared_with(const GdUnit *unit, const GdColumnRange *range, GdBox box)
{
  const double x0 = gd_column_x(unit, range, range->x0), x1 = gd_column_x(unit, range, range->x1);
  double shared = gd_overlap(x0, x1, box.x0, box.x1);
  double narrower = fmin(x1 - x0, gd_box_width(box));
  return narrower > 0 ? shared / narrower : 0;
}

/* The cells of the unit that can hold values: behind the last label before the
 * first number and, between rulings, not left of the first known column. A
 * number left of it means that something is amiss: *stray is set. */
static GPtrArray *value_tokens(const GdUnit *unit, guint label_token, const GdColumns *columns,
                               gboolean *stray)
{
  GPtrArray *tokens = g_ptr_array_new();
  double left = -G_MAXDOUBLE;
  const GdColumnRange *first = gd_column(columns, 0);
  gboolean known = first->grid != NULL && !gd_grid_is_lines(unit->grid);
  if (known)
    left = gd_column_x(unit, first, first->x0) - LABEL_MARGIN;
  guint label = 0, end = gd_unit_label_end(unit);
  for (guint i = 0; i < end; i++) {
    const GdToken *token = gd_unit_token(unit, i);
    gboolean can_be = token->kind == GD_TOKEN_LABEL || i == label_token;
    if (can_be && (!known || gd_box_centre(token->box).x < left))
      label = i + 1;
  }
  *stray = FALSE;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *token = gd_unit_token(unit, i);
    if (i >= label && gd_box_centre(token->box).x >= left)
      g_ptr_array_add(tokens, (gpointer)token);
    else
      *stray |= token->kind == GD_TOKEN_VALUE && token->label == NULL;
  }
  return tokens;
}

/* No known column says that token i is not in column i. */
static gboolean agrees(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens)
{
  for (guint i = 0; i < columns->ranges->len; i++) {
    const GdToken *token = tokens->pdata[i];
    if (gd_column(columns, i)->grid != NULL &&
        shared_with(unit, gd_column(columns, i), token->box) < IN_COLUMN_SHARE)
      return FALSE;
  }
  return TRUE;
}

/* Without rulings the numbers of complete rows tell more than the label: its
 * box is that of its words. */
static void learn_text_column(GdColumnRange *range, const GdUnit *unit, GdBox box)
{
  range->x0 = range->learned ? fmin(range->x0, box.x0) : box.x0;
  range->x1 = range->learned ? fmax(range->x1, box.x1) : box.x1;
  range->grid = unit->grid;
  range->learned = TRUE;
}

void gd_columns_learn(GdColumns *columns, const GdUnit *unit, guint label_token)
{
  if (unit->grid == NULL)
    return;
  gboolean stray;
  g_autoptr(GPtrArray) tokens = value_tokens(unit, label_token, columns, &stray);
  if (stray || tokens->len != columns->ranges->len)
    return;
  gboolean lines = gd_grid_is_lines(unit->grid);
  if (lines ? !gd_pieces_agree(unit, columns, tokens) : !agrees(unit, columns, tokens))
    return;
  for (guint i = 0; i < columns->ranges->len; i++) {
    GdBox box = ((const GdToken *)tokens->pdata[i])->box;
    GdColumnRange *range = gd_column(columns, i);
    if (lines)
      learn_text_column(range, unit, box);
    else if (range->grid == NULL)
      *range = (GdColumnRange){
          .grid = unit->grid, .x0 = box.x0, .x1 = box.x1, .distance = 1, .learned = TRUE};
  }
}

static gboolean is_drawn(const GdUnit *unit, const GdCell *cell)
{
  const GArray *ys = unit->grid->dividers[GD_HORIZONTAL], *xs = unit->grid->dividers[GD_VERTICAL];
  if (gd_grid_is_lines(unit->grid))
    return FALSE;
  return g_array_index(ys, GdDivider, cell->row).drawn &&
         g_array_index(xs, GdDivider, cell->column).drawn;
}

static GdPlace place_of(const GdUnit *unit, const GdToken *token, const char *why)
{
  GdPlace place = {.cell = token->cell, .page = unit->page, .why = why};
  place.drawn = is_drawn(unit, token->cell);
  if (token->cell->ragged && why == NULL)
    place.why = "the borders of the cell are broken";
  return place;
}

/* Fewer or more cells than columns: by x range alone. */
static void by_range(const GdUnit *unit, const GdColumns *columns, const GPtrArray *tokens,
                     GdPlace *places)
{
  for (guint c = 0; c < columns->ranges->len; c++) {
    const GdColumnRange *range = gd_column(columns, c);
    const GdToken *best = NULL;
    double most = IN_COLUMN_SHARE;
    guint candidates = 0, wide = 0;
    for (guint i = 0; i < tokens->len && range->grid != NULL; i++) {
      const GdToken *token = tokens->pdata[i];
      double share = shared_with(unit, range, token->box);
      if (share < IN_COLUMN_SHARE)
        continue;
      candidates += token->kind != GD_TOKEN_EMPTY || columns->ranges->len > 1;
      for (guint k = 0; k < columns->ranges->len; k++)
        wide += k != c && gd_column(columns, k)->grid != NULL &&
                shared_with(unit, gd_column(columns, k), token->box) >= IN_COLUMN_SHARE;
      if (best == NULL || (best->kind == GD_TOKEN_EMPTY && token->kind != GD_TOKEN_EMPTY) ||
          (share > most && token->kind != GD_TOKEN_EMPTY)) {
        best = token;
        most = share;
      }
    }
    if (best == NULL)
      continue;
    places[c] = place_of(unit, best,
                         wide > 0         ? "the cell reaches over several columns"
                         : candidates > 1 ? "several cells stand in the column"
                                          : NULL);
  }
}

/* A cell with text that went to no column leaves the whole row in doubt: it may
 * be that its neighbours were shifted, or it may be that of a column without a cell. */
static void doubt_if_surplus(const GdUnit *unit, const GPtrArray *tokens, const GdColumns *columns,
                             GdPlace *places)
{
  for (guint i = 0; i < tokens->len; i++) {
    const GdToken *token = tokens->pdata[i];
    gboolean used = token->kind == GD_TOKEN_EMPTY;
    for (guint c = 0; c < columns->ranges->len && !used; c++)
      used = places[c].cell == token->cell;
    for (guint c = 0; c < columns->ranges->len && !used; c++) {
      places[c].unplaced = places[c].cell == NULL;
      places[c].page = unit->page;
      if (places[c].why == NULL)
        places[c].why = "the row has more cells than the form";
    }
  }
}

/* Whether the cell stands under a label that is none of the form's: instead of the
 * column's own, or parting the column in two (本年 | 上年). */
static gboolean is_under_strange(const GdUnit *unit, const GdColumns *columns, guint column,
                                 const GdPlace *place)
{
  const GdColumnRange *range = gd_column(columns, column);
  gboolean labelled = range->distance < 1;
  if (labelled && gd_grid_is_lines(unit->grid))
    return FALSE;
  for (guint i = 0; i < columns->strange->len; i++) {
    const GdColumnRange *strange = &g_array_index(columns->strange, GdColumnRange, i);
    gboolean narrow = strange->x1 - strange->x0 < SUB_COLUMN_SHARE * (range->x1 - range->x0);
    if ((!labelled || (narrow && strange->grid == range->grid)) &&
        shared_with(unit, strange, place->cell->box) >= IN_COLUMN_SHARE)
      return TRUE;
  }
  return FALSE;
}

/* A cell that reaches below its row's label belongs to more rows than one, and so
 * does a label that reaches below the cell. */
static gboolean is_of_several_rows(const GdUnit *unit, guint label_token, const GdPlace *place)
{
  if (label_token >= unit->tokens->len || gd_grid_is_lines(unit->grid))
    return FALSE;
  const GdCell *label = gd_unit_token(unit, label_token)->cell;
  return place->cell->row + place->cell->row_span != label->row + label->row_span;
}

GPtrArray *gd_row_tokens(const GdUnit *unit, guint label_token, const GdColumns *columns)
{
  gboolean stray;
  return value_tokens(unit, label_token, columns, &stray);
}

void gd_row_cells(const GdUnit *unit, guint label_token, const GdColumns *columns, GdPlace *places)
{
  if (unit->grid == NULL)
    return;
  gboolean stray;
  g_autoptr(GPtrArray) tokens = value_tokens(unit, label_token, columns, &stray);
  if (gd_grid_is_lines(unit->grid)) {
    gd_row_zones(unit, columns, tokens, places);
  } else if (tokens->len == columns->ranges->len && agrees(unit, columns, tokens)) {
    for (guint c = 0; c < columns->ranges->len; c++)
      places[c] = place_of(unit, tokens->pdata[c], NULL);
  } else {
    by_range(unit, columns, tokens, places);
    doubt_if_surplus(unit, tokens, columns, places);
  }
  for (guint c = 0; c < columns->ranges->len; c++)
    if (places[c].cell != NULL && places[c].why == NULL &&
        is_under_strange(unit, columns, c, &places[c]))
      places[c].why = "the label of the column is not the form's";
  for (guint c = 0; c < columns->ranges->len; c++)
    if (places[c].cell != NULL && places[c].why == NULL &&
        is_of_several_rows(unit, label_token, &places[c]))
      places[c].why = "cell and label do not end in the same row";
  for (guint c = 0; c < columns->ranges->len; c++)
    if (places[c].why == NULL)
      places[c].why = gd_column(columns, c)->why;
  for (guint c = 0; c < columns->ranges->len && stray; c++)
    places[c].why = "a number stands before the first column";
}

/* A cell in which readers see nothing, but are not sure that it is empty. */
static gboolean seems_empty(const GdCell *cell)
{
  const GPtrArray *all = cell->alternatives;
  return cell->unreadable && all != NULL && all->len > 0 &&
         ((const GdAlternative *)all->pdata[0])->text[0] == '\0';
}

void gd_place_merge(GdPlace *place, const GdPlace *further)
{
  const char *why = place->why ? place->why : further->why;
  const char *unit = place->unit ? place->unit : further->unit;
  gboolean upper = place->cell != NULL && place->cell->text[0] != '\0';
  gboolean lower = further->cell != NULL && further->cell->text[0] != '\0';
  gboolean above = upper && seems_empty(place->cell), below = lower && seems_empty(further->cell);
  if (upper && lower && above != below) {
    if (above)
      *place = *further;
    place->faint = TRUE;
  } else if (upper && lower) {
    place->rest = further->cell;
    why = "the page break cuts the cell";
  } else if (lower || place->cell == NULL) {
    *place = *further;
  }
  place->unit = unit;
  place->why = why; /* a doubt in either part is a doubt of the whole */
}
