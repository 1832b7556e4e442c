/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "breaks.h"

#include "measure.h"

#define TWO_GROUPS_CHANCE 0.5 /* of preferring a cut through two group labels */
#define HEAD_SHARE 0.4        /* of a page: a higher head is not repeated */

/* Group labels that a cut before that row goes through. */
static guint groups_cut(const TsTable *table, guint row)
{
  guint count = 0;
  for (guint i = 0; i < table->cells->len; i++) {
    const TsCell *cell = table->cells->pdata[i];
    count += cell->role == TS_GROUP && cell->r0 < row && row < cell->r1;
  }
  return count;
}

static const TsCell *label_of(const TsTable *table, guint row)
{
  for (guint i = 0; i < table->cells->len; i++) {
    const TsCell *cell = table->cells->pdata[i];
    if (cell->role == TS_LABEL && cell->r0 == row)
      return cell;
  }
  return NULL;
}

/* Whether a cut before row goes through a head, or parts it from its rows. */
static gboolean cuts_head(const TsTable *table, guint row)
{
  return row > 0 && ts_table_row(table, row - 1)->head &&
         ts_table_row(table, row)->block == ts_table_row(table, row - 1)->block;
}

static gboolean suits(const TsTable *table, const char *mode, guint row, guint groups)
{
  if (g_str_equal(mode, "head"))
    return cuts_head(table, row);
  if (g_str_equal(mode, "label"))
    return groups_cut(table, row) >= groups;
  const TsCell *label = label_of(table, row);
  return label != NULL && label->n_lines >= 2 && !cuts_head(table, row);
}

static void cut_inside(const TsTable *table, const TsParams *params, TsCut *cut, TsRng *rng)
{
  const TsCell *label = label_of(table, cut->row);
  double pad = ts_pad_y(params), line = ts_layout_line_height(label->layout);
  double least = 2 * pad + 1;
  for (guint i = 0; i < table->cells->len; i++) {
    const TsCell *cell = table->cells->pdata[i];
    if (cell->role == TS_VALUE && cell->r0 == cut->row)
      least = MAX(least, cell->text_height + 2 * pad + 1);
  }
  cut->lines = (guint)ts_rng_int(rng, 1, label->n_lines - 1);
  cut->heights[0] = MAX(least, cut->lines * line + 2 * pad + 1);
  cut->heights[1] = MAX(least, (label->n_lines - cut->lines) * line + 2 * pad + 1);
}

TsCut ts_cut_choose(const TsTable *table, const TsParams *params, double page_room, TsRng *rng)
{
  const char *mode = ts_param(params, "break");
  TsCut cut = {0};
  if (!g_str_equal(mode, "inside") && !g_str_equal(mode, "label") && !g_str_equal(mode, "head"))
    return cut;
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint));
  guint groups = ts_rng_chance(rng, TWO_GROUPS_CHANCE) ? 2 : 1;
  for (; groups > 0 && rows->len == 0; groups--) {
    double height = 0;
    for (guint r = 0; r < table->rows->len; height += ts_table_row(table, r)->height, r++)
      if (r > 0 && suits(table, mode, r, groups) &&
          height + 2 * ts_table_row(table, r)->height < page_room)
        g_array_append_val(rows, r);
  }
  if (rows->len == 0)
    return cut;
  cut.set = TRUE;
  cut.row = g_array_index(rows, guint, ts_rng_int(rng, 0, (gint64)rows->len - 1));
  if (g_str_equal(mode, "inside"))
    cut_inside(table, params, &cut, rng);
  return cut;
}

double ts_cut_height(const TsTable *table, const TsCut *cut)
{
  double height = cut->heights[0];
  for (guint r = 0; r < cut->row; r++)
    height += ts_table_row(table, r)->height;
  return height;
}

static void add_slice(GArray *segment, guint row, guint part, double height, gboolean again)
{
  TsSlice slice = {row, part, height, again};
  g_array_append_val(segment, slice);
}

/* Repeats the head of the block that row stands in; its height. */
static double repeat_head(const TsTable *table, GArray *segment, guint row, double page_room)
{
  guint block = ts_table_row(table, row)->block;
  double height = 0;
  if (ts_table_row(table, row)->head)
    return 0;
  for (guint r = 0; r < row; r++)
    if (ts_table_row(table, r)->head && ts_table_row(table, r)->block == block)
      height += ts_table_row(table, r)->height;
  if (height > HEAD_SHARE * page_room)
    return 0;
  for (guint r = 0; r < row; r++)
    if (ts_table_row(table, r)->head && ts_table_row(table, r)->block == block)
      add_slice(segment, r, 0, ts_table_row(table, r)->height, TRUE);
  return height;
}

/* The row before which a page ends that cannot take row any more. */
static guint natural_end(const TsTable *table, const TsParams *params, guint first, guint row)
{
  if (!ts_param_is(params, "break", "row") && !ts_param_is(params, "break", "keep"))
    return row;
  guint end = row;
  while (end > first && cuts_head(table, end))
    end--;
  return end > first ? end : row;
}

GPtrArray *ts_plan(const TsTable *table, const TsParams *params, const TsCut *cut,
                   double first_room, double page_room)
{
  GPtrArray *segments = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  guint row = 0, n = table->rows->len;
  gboolean second_part = FALSE, first = TRUE;
  while (row < n) {
    GArray *segment = g_array_new(FALSE, FALSE, sizeof(TsSlice));
    g_ptr_array_add(segments, segment);
    double room = first ? first_room : page_room;
    guint begin = row;
    if (!first && ts_param_is(params, "repeat_head", "yes"))
      room -= repeat_head(table, segment, row, page_room);
    if (second_part) {
      add_slice(segment, row, 2, cut->heights[1], FALSE);
      room -= cut->heights[1];
      row++;
      second_part = FALSE;
    }
    guint end = row;
    gboolean forced = FALSE;
    for (double left = room; end < n; end++) {
      left -= ts_table_row(table, end)->height;
      forced = cut->set && first && end == cut->row;
      if (forced || (left < 0 && (end > begin || first)))
        break;
    }
    if (end < n && !forced)
      end = natural_end(table, params, row, end);
    for (; row < end; row++)
      add_slice(segment, row, 0, ts_table_row(table, row)->height, FALSE);
    if (forced && cut->lines > 0) {
      add_slice(segment, row, 1, cut->heights[0], FALSE);
      second_part = TRUE;
    }
    first = FALSE;
  }
  return segments;
}
