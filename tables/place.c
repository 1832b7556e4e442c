/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are known by the alignment, columns by their labels (columns.c). Here:
 *
 *  1. Which option of each alternative is printed: the one with more rows.
 *  2. Rows that stand out of order: a stranger whose label is that of a missing
 *     row is that row.
 *  3. The cells of each row go to the columns: as many cells as columns go one
 *     to one, if no column's label speaks against it; otherwise by x range, and
 *     what has no range of its own is in doubt.
 *  4. Whether the row is certain (row_doubt.c).
 *  5. Strangers with numbers are extra rows.
 */
#include "tables/place.h"

#include "tables/alignment.h"
#include "tables/columns.h"
#include "tables/loose.h"
#include "tables/place_text.h"
#include "tables/read_value.h"
#include "tables/row_cells.h"
#include "tables/row_doubt.h"
#include "tables/score.h"
#include "tables/text_group.h"
#include "tables/text_order.h"
#include "tables/text_runs.h"
#include "tables/units.h"

#include <string.h>

/* How much speaks for an option of an alternative: a row with numbers counts more
 * than all rows without, which may be words of a head (其他) printed again. */
static guint option_weight(const GdPlacing *w, guint alternative, guint option)
{
  guint weight = 0;
  for (guint i = 0; i < gd_placing_items(w); i++) {
    const GdFormLine *line = gd_placing_item(w, i)->line;
    if (line == NULL || line->alternative != alternative || line->option != option)
      continue;
    weight += gd_placing_has_numbers(w, i) ? gd_placing_items(w) : w->units[i]->len > 0;
  }
  return weight;
}

/* Step 1. */
static void choose_options(GdPlacing *w)
{
  const GdForm *form = w->hit->plan->form;
  w->out->options = g_new0(guint, form->n_options->len + 1);
  for (guint a = 0; a < form->n_options->len; a++) {
    guint most = 0;
    for (guint o = 0; o < g_array_index(form->n_options, guint, a); o++) {
      guint weight = option_weight(w, a, o);
      if (weight > most) {
        most = weight;
        w->out->options[a] = o;
      }
    }
  }
}

static void measure(GdPlacing *w, guint i)
{
  const GArray *units = w->units[i];
  w->distance[i] = 1;
  if (gd_placing_item(w, i)->kind != GD_ITEM_ROW || units->len == 0)
    return;
  g_autofree GdUnit **run = gd_placing_units_of(w, i);
  w->distance[i] = gd_run_distance(gd_placing_item(w, i), run, units->len);
  if (!run[0]->boxless)
    w->distance[i] = fmin(w->distance[i], gd_row_distance(gd_placing_item(w, i), run[0], NULL));
}

/* Step 2. */
static void find_moved_rows(GdPlacing *w, GArray *strangers)
{
  for (guint s = 0; s < strangers->len; s++) {
    guint unit = g_array_index(strangers, guint, s);
    guint best = G_MAXUINT;
    double least = GD_SURE_DISTANCE;
    for (guint i = 0; i < gd_placing_items(w) && gd_placing_has_values(gd_placing_unit(w, unit));
         i++) {
      if (gd_placing_item(w, i)->kind != GD_ITEM_ROW || !gd_placing_is_active(w, i) ||
          w->units[i]->len > 0)
        continue;
      double d = gd_row_distance(gd_placing_item(w, i), gd_placing_unit(w, unit), NULL);
      if (d < least) {
        least = d;
        best = i;
      }
    }
    if (best == G_MAXUINT)
      continue;
    g_array_append_val(w->units[best], unit);
    w->moved[best] = TRUE;
    w->distance[best] = least;
    g_array_remove_index(strangers, s--);
    GdFinding *finding =
        gd_finding_new(GD_SEVERITY_WARNING, "row out of order", gd_placing_unit(w, unit)->page,
                       "the row %s stands out of order", gd_placing_item(w, best)->line->path);
    finding->table = g_strdup(w->table->id);
    finding->row = g_strdup(gd_placing_item(w, best)->line->id);
    g_ptr_array_add(w->out->findings, finding);
  }
}

static gboolean has_label(const GdUnit *unit)
{
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind == GD_TOKEN_LABEL)
      return TRUE;
  return FALSE;
}

/* Numbers that a row may lack: no column numbers and, where groups have rows of their own, no
 * marks for none, which may stand in those. */
static gboolean has_row_numbers(const GdPlacing *w, const GdUnit *unit)
{
  const GdPlan *plan = w->hit->plan;
  if (plan->has_column_numbers && gd_unit_numbers_columns(unit))
    return FALSE;
  return gd_placing_has_values(unit) && (!plan->has_titles || unit->digits);
}

/* A row with numbers that no item took. */
static gboolean is_unclaimed(const GdPlacing *w, guint unit)
{
  return unit < w->stream->units->len && gd_placing_unit(w, unit)->grid != NULL &&
         has_row_numbers(w, gd_placing_unit(w, unit)) && !gd_placing_is_claimed(w, unit);
}

static gboolean is_loose(const GdPlacing *w, guint unit)
{
  return is_unclaimed(w, unit) && !has_label(gd_placing_unit(w, unit));
}

/* The next row behind the unit on a later page; G_MAXUINT if prose stands between. */
static guint next_on_page(const GdPlacing *w, guint unit)
{
  guint page = gd_placing_unit(w, unit)->page;
  for (guint k = unit + 1; k < w->stream->units->len; k++) {
    const GdUnit *next = gd_placing_unit(w, k);
    if (next->grid == NULL && !next->furniture)
      return G_MAXUINT;
    if (next->grid != NULL && (next->page == page || gd_placing_has_values(next)))
      return next->page == page ? G_MAXUINT : k;
  }
  return G_MAXUINT;
}

/* Nothing but labels stands in the item's rows, though the form has a column of units: if a page
 * ends there, unit and number stand on the next one. next: the first row of that page. */
static gboolean is_cut_short(const GdPlacing *w, guint i, guint next)
{
  for (guint u = 0; u < w->units[i]->len; u++) {
    const guint index = g_array_index(w->units[i], guint, u);
    const GdUnit *unit = gd_placing_unit(w, index);
    guint printed = 0;
    for (guint t = 0; t < unit->tokens->len; t++)
      printed += gd_unit_token(unit, t)->kind != GD_TOKEN_EMPTY;
    if (index == next || printed > 1 || gd_placing_has_values(unit))
      return FALSE;
  }
  return gd_plan_block(w->hit->plan, gd_placing_item(w, i)->block)->unit_column != NULL;
}

/* Numbers of their own that no row has claimed may be the rest of this row's: in
 * the line above or below where lines of text are rows, below a value row that
 * has no label, on the next page behind a row without numbers: there, the end of its label may
 * stand beside them. */
static gboolean has_loose_neighbour(const GdPlacing *w, guint i, guint unit)
{
  const GdGrid *grid = gd_placing_unit(w, unit)->grid;
  gboolean unlabelled = gd_placing_item(w, i)->kind == GD_ITEM_UNLABELLED;
  const guint next = next_on_page(w, unit);
  if (!gd_placing_has_values(gd_placing_unit(w, unit)) && next != G_MAXUINT &&
      (is_unclaimed(w, next) || is_cut_short(w, i, next)))
    return TRUE;
  if (!gd_grid_is_lines(grid) && !unlabelled)
    return FALSE;
  gboolean above = unit > 0 && gd_placing_unit(w, unit - 1)->grid == grid && is_loose(w, unit - 1);
  gboolean below = is_loose(w, unit + 1) && gd_placing_unit(w, unit + 1)->grid == grid;
  return above || below;
}

/* Step 3 for one item: places of its columns into out (n_values of them). */
static void place_row(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out)
{
  const GArray *units = w->units[i];
  const GdItem *item = gd_placing_item(w, i);
  const GdFormBlock *block = gd_plan_block(w->hit->plan, item->block);
  gboolean values = FALSE, lines = FALSE;
  for (guint u = 0; u < units->len; u++) {
    const GdUnit *unit = gd_placing_unit(w, g_array_index(units, guint, u));
    values |= gd_placing_has_values(unit);
    lines |= unit->grid != NULL && gd_grid_is_lines(unit->grid);
    g_autofree GdPlace *places = g_new0(GdPlace, columns->ranges->len);
    guint label = gd_placing_label_token(w, i, unit);
    gd_row_cells(unit, label, columns, places);
    if (block->unit_column != NULL)
      gd_row_unit(unit, label, gd_form_leaf(w->hit->plan->form, block, item->row, 0), places,
                  columns->ranges->len);
    gboolean loose = has_loose_neighbour(w, i, g_array_index(units, guint, u));
    for (guint c = 0; c < columns->ranges->len && loose; c++)
      places[c].why = "numbers in the next line belong to no row";
    for (guint c = 0; c < columns->ranges->len; c++)
      gd_place_merge(&out[c], &places[c]);
  }
  for (guint c = 0; c < columns->ranges->len && lines && !values; c++)
    out[c].why = "no number stands beside the label";
}

/* The unit that the printed label says where the form's label says another. */
static const char *printed_unit(const GdColumnRange *range, const GdFormLeaf *leaf)
{
  const char *best = NULL;
  for (guint i = 0; leaf->unit != NULL && i < leaf->cell_units->len; i++) {
    const char *unit = leaf->cell_units->pdata[i];
    GdFolded folded = gd_folded(unit);
    if (gd_folded_contains(&range->label, &folded) && (best == NULL || strlen(unit) > strlen(best)))
      best = unit;
  }
  return g_strcmp0(best, leaf->unit) == 0 ? NULL : best;
}

/* The unit that a word beside a row of a text input says. */
static const char *word_unit(const GdPlacing *w, guint i)
{
  const char *said = NULL;
  guint n = w->units[i]->len;
  guint last = n > 0 ? g_array_index(w->units[i], guint, n - 1) : 0;
  for (guint u = gd_placing_first_unit(w, i); n > 0 && u <= last && said == NULL; u++) {
    const GdUnit *unit = gd_placing_unit(w, u);
    if (!gd_placing_has_values(unit) && unit->tokens->len > 0)
      said = gd_unit_said(gd_placing_item(w, i)->unit, gd_unit_token(unit, 0)->text);
  }
  return said;
}

/* The leaf of a column of a printed row. */
static const GdFormLeaf *leaf_at(const GdPlacing *w, const GdItem *item, guint c)
{
  const GdFormBlock *block = gd_plan_block(w->hit->plan, item->block);
  gboolean across = gd_plan_is_across(w->hit->plan, block);
  guint row = across ? c / block->columns->len : item->row;
  return gd_form_leaf(w->hit->plan->form, block, row, across ? c % block->columns->len : c);
}

/* Whether a cell of a text's row holds what its column cannot: all may stand in others. */
static gboolean misfits(const GdPlacing *w, guint i, const GdPlace *row)
{
  const GdItem *item = gd_placing_item(w, i);
  for (guint c = 0; c < item->n_values && gd_placing_is_boxless(w, i); c++) {
    if (row[c].cell == NULL)
      continue;
    GdReading reading = gd_value_read(row[c].cell->text, leaf_at(w, item, c));
    g_free(reading.unit);
    if (reading.kind == GD_READING_DOUBT)
      return TRUE;
  }
  return FALSE;
}

/* The printed row of a block → the table's places. */
static void add_places(GdPlacing *w, guint i, const GdColumns *columns, const GdPlace *row)
{
  const GdItem *item = gd_placing_item(w, i);
  const char *doubt = gd_item_doubt(w, i, columns);
  gboolean needs_sums = misfits(w, i, row);
  for (guint c = 0; c < item->n_values; c++) {
    GdPlace place = row[c];
    place.leaf = leaf_at(w, item, c);
    place.text.sums |= needs_sums;
    if (place.unit == NULL && item->unit != NULL && gd_placing_is_boxless(w, i))
      place.unit = word_unit(w, i);
    if (place.unit == NULL)
      place.unit = printed_unit(gd_column(columns, c), place.leaf);
    if (place.unit == NULL && place.leaf->unit == NULL)
      place.unit = w->unit_above;
    if (place.cell != NULL && place.why == NULL)
      place.why = doubt;
    g_array_append_val(w->out->places, place);
  }
}

/* Whether the item is printed and has cells. */
static gboolean takes_cells(const GdPlacing *w, guint i)
{
  return gd_placing_is_active(w, i) && gd_placing_item(w, i)->kind != GD_ITEM_TITLE;
}

/* Step 3 for one item, whatever the input is. */
static void place_item(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out)
{
  if (gd_text_dealt_place_item(w, i, out))
    return;
  if (w->units[i]->len == 0)
    gd_text_doubt_absent(w, i, out);
  else if (gd_placing_is_boxless(w, i))
    gd_text_row_place_item(w, i, columns, out);
  else if (!gd_short_row_place_item(w, i, columns, out))
    place_row(w, i, columns, out);
}

static void place_block(GdPlacing *w, guint head)
{
  g_autoptr(GdColumns) columns = gd_columns_find(w->hit, head, w->stream);
  guint end = head + 1;
  while (end < gd_placing_items(w) &&
         gd_placing_item(w, end)->block == gd_placing_item(w, head)->block)
    end++;
  for (guint i = head + 1; i < end; i++)
    for (guint u = 0; u < w->units[i]->len && takes_cells(w, i); u++) {
      if (gd_placing_is_boxless(w, i)) {
        gd_text_row_learn_item(w, i, columns);
        break;
      }
      const GdUnit *unit = gd_placing_unit(w, g_array_index(w->units[i], guint, u));
      gd_columns_learn(columns, unit, gd_placing_label_token(w, i, unit));
    }
  w->shifted = gd_text_has_row_of_nobody(w, head, end);
  for (guint i = head + 1; i < end; i++) {
    if (!takes_cells(w, i))
      continue;
    g_autofree GdPlace *row = g_new0(GdPlace, columns->ranges->len);
    place_item(w, i, columns, row);
    add_places(w, i, columns, row);
  }
}

/* The words of a text input that stand before a row of numbers. */
static void add_words_before(const GdPlacing *w, guint unit, GString *label)
{
  for (guint u = unit; gd_placing_unit(w, unit)->boxless && u-- > 0 && unit - u < GD_TEXT_RUN;) {
    const GdUnit *before = gd_placing_unit(w, u);
    if (!before->boxless || gd_placing_has_values(before) || gd_placing_is_claimed(w, u))
      return;
    g_string_prepend(label, gd_unit_token(before, 0)->text);
  }
}

/* Where rows stand that the form does not know, the order of the others is no proof of their
 * places. */
static void distrust_order(GdPlacement *placement)
{
  for (guint i = 0; i < placement->places->len && placement->extra_rows->len > 0; i++)
    g_array_index(placement->places, GdPlace, i).whole = FALSE;
}

/* Step 5. */
static void add_extra_row(GdPlacing *w, guint unit_index)
{
  const GdUnit *unit = gd_placing_unit(w, unit_index);
  if (unit->grid == NULL || !has_row_numbers(w, unit))
    return;
  guint again = gd_placing_repeated_row(w, unit_index);
  if (again != G_MAXUINT) {
    gd_placing_add_repeated(w, again, unit->page);
    return;
  }
  GdExtraRow *row = g_new0(GdExtraRow, 1);
  row->table = g_strdup(w->table->id);
  row->page = unit->page;
  row->cells = g_ptr_array_new_with_free_func(g_free);
  guint end = 0;
  while (gd_unit_token(unit, end)->kind != GD_TOKEN_VALUE)
    end++;
  GString *label = g_string_new(NULL);
  for (guint t = 0; t < unit->tokens->len; t++) {
    const char *text = gd_unit_token(unit, t)->text;
    if (t < end)
      g_string_append_printf(label, "%s%s", label->len && *text ? " " : "", text);
    else
      g_ptr_array_add(row->cells, g_strdup(text));
  }
  add_words_before(w, unit_index, label);
  row->label = g_string_free(label, FALSE);
  guint nearest = 0;
  for (guint i = 0; i < gd_placing_items(w); i++)
    if (gd_placing_item(w, i)->line != NULL && w->units[i]->len > 0 &&
        gd_placing_first_unit(w, i) < unit_index && gd_placing_first_unit(w, i) >= nearest) {
      nearest = gd_placing_first_unit(w, i);
      g_free(row->after);
      row->after = g_strdup(gd_placing_item(w, i)->line->id);
    }
  GdFinding *finding = gd_finding_new(GD_SEVERITY_WARNING, "unknown row", unit->page,
                                      "a row that the form does not know: %s", row->label);
  finding->table = g_strdup(w->table->id);
  g_ptr_array_add(w->out->findings, finding);
  g_ptr_array_add(w->out->extra_rows, row);
}

static int compare_leaves(gconstpointer a, gconstpointer b)
{
  guint x = ((const GdPlace *)a)->leaf->index, y = ((const GdPlace *)b)->leaf->index;
  return (x > y) - (x < y);
}

GdPlacement *gd_place(const GdHit *hit, const GdStream *stream)
{
  GdPlacement *out = g_new0(GdPlacement, 1);
  out->hit = hit;
  out->places = g_array_new(FALSE, TRUE, sizeof(GdPlace));
  out->extra_rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_extra_row_free);
  out->findings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  out->loose = g_ptr_array_new_with_free_func((GDestroyNotify)gd_loose_row_free);
  guint n = hit->plan->items->len;
  GdPlacing w = {hit,
                 stream,
                 hit->plan->form->tables->pdata[hit->plan->table],
                 out,
                 g_new0(GArray *, n),
                 g_new0(gboolean, n),
                 g_new0(double, n),
                 FALSE,
                 FALSE,
                 gd_text_group_pieces(hit->plan, stream),
                 gd_unit_above(hit, stream)};
  for (guint i = 0; i < n; i++)
    w.units[i] = g_array_copy(hit->matched->pdata[i]);
  choose_options(&w);
  for (guint i = 0; i < n; i++)
    measure(&w, i);
  g_autoptr(GArray) strangers = g_array_copy(hit->strangers);
  find_moved_rows(&w, strangers);
  w.torn = gd_text_order_is_torn(&w);
  for (guint i = 0; i < n; i++)
    if (gd_placing_item(&w, i)->kind == GD_ITEM_HEAD)
      place_block(&w, i);
  for (guint s = 0; s < strangers->len; s++)
    add_extra_row(&w, g_array_index(strangers, guint, s));
  distrust_order(out);
  gd_loose_settle(out);
  if (hit->plan->turned) /* form order again; loose rows are done with their indices */
    g_array_sort(out->places, compare_leaves);
  for (guint i = 0; i < n; i++)
    g_array_unref(w.units[i]);
  g_free(w.units);
  g_free(w.moved);
  g_free(w.distance);
  g_free(w.pieces);
  return out;
}

void gd_placement_free(GdPlacement *placement)
{
  if (placement == NULL)
    return;
  g_array_unref(placement->places);
  g_free(placement->options);
  g_ptr_array_unref(placement->extra_rows);
  g_ptr_array_unref(placement->findings);
  g_ptr_array_unref(placement->loose);
  g_free(placement);
}
