/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   1. Take the text size; measure each column's widest number in one line.
 *   2. While a block's columns do not fit beside its labels, take a smaller size;
 *      at the smallest, let the table be wider, then the labels narrower.
 *   3. Share what is left over among the columns, a little unevenly.
 *   4. Lay out each cell in its width; heights of rows are those of their cells;
 *      a cell over several rows that needs more spreads it over them.
 */
#include "measure.h"

#include <string.h>

#define MIN_SIZE 5.0      /* points: smallest text of a table */
#define SIZE_STEP 0.5     /* points */
#define JUT 36.0          /* points that a crowded table may reach into the margins, in all */
#define CRAMPED 0.72      /* of the width a number needs, where columns are too narrow */
#define UNRULED_PAD_Y 3.5 /* points: without rulings only space parts the rows */
#define UNRULED_PAD_X 4.0 /* points */
#define UNEVEN 0.35       /* how much shares of spare width differ (factor) */
#define UNIT_WIDTH 2.2    /* characters that a column of units is wide */
#define BETWEEN_MIN 5     /* characters of the narrowest label column that are kept in a line */

typedef struct {
  TsTable *table;
  const TsStyle *style;
  double pad_x, pad_y;
  double size, number_size;
  double label_share; /* of the labels in the width; less in a crowded table */
  TsRng rng;
} Measure;

static gboolean unruled(const TsParams *params)
{
  return ts_param_is(params, "lines", "none") || ts_param_is(params, "lines", "vertical") ||
         ts_param_is(params, "lines", "three") || ts_param_is(params, "lines", "horizontal");
}

double ts_pad_x(const TsParams *params)
{
  double pad = ts_param_real(params, "pad_x");
  return unruled(params) ? MAX(pad, UNRULED_PAD_X) : pad;
}

double ts_pad_y(const TsParams *params)
{
  double pad = ts_param_real(params, "pad_y");
  return unruled(params) ? MAX(pad, UNRULED_PAD_Y) : pad;
}

static gboolean is_number(const TsCell *cell)
{
  return cell->role == TS_VALUE || (cell->role == TS_STRANGE && cell->c0 > 0);
}

static const char *face_of(const Measure *m, const TsCell *cell)
{
  gboolean head = cell->role == TS_HEADING || cell->role == TS_HEAD || cell->role == TS_CORNER;
  if (head && ts_param_is(m->style->params, "head_face", "hei"))
    return "hei";
  return ts_param(m->style->params, "face");
}

static double size_of(const Measure *m, const TsCell *cell)
{
  return is_number(cell) ? m->number_size : m->size;
}

/* The part of a number's text that stays in one line: up to a note. */
static char *unbroken(const char *text)
{
  const char *note = g_strstr_len(text, -1, "（");
  if (note == NULL)
    note = g_strstr_len(text, -1, "(");
  return note != NULL && note > text ? g_strndup(text, (gsize)(note - text)) : g_strdup(text);
}

static double number_width(const Measure *m, const TsCell *cell)
{
  g_autofree char *text = unbroken(cell->text);
  g_autoptr(PangoLayout) layout = ts_style_layout(m->style, face_of(m, cell), size_of(m, cell),
                                                  FALSE, text, -1, PANGO_ALIGN_LEFT);
  double width, height;
  ts_layout_size(layout, &width, &height);
  return width;
}

/* Widths that a block's value columns need; their sum. */
static double needs_of(const Measure *m, guint block, GArray *needs)
{
  guint labels = g_array_index(m->table->label_columns, guint, block);
  guint columns = g_array_index(m->table->value_columns, guint, block);
  double sum = 0;
  g_array_set_size(needs, columns);
  for (guint c = 0; c < columns; c++)
    g_array_index(needs, double, c) = m->size + 2 * m->pad_x + 1;
  for (guint i = 0; i < m->table->cells->len; i++) {
    const TsCell *cell = m->table->cells->pdata[i];
    if (cell->block != block || !is_number(cell))
      continue;
    double *need = &g_array_index(needs, double, cell->c0 - labels);
    *need = MAX(*need, number_width(m, cell) + 2 * m->pad_x + 1);
  }
  /* only where rulings show which lines of digits belong together */
  gboolean cramped = ts_param_is(m->style->params, "cramped", "yes") && !unruled(m->style->params);
  for (guint c = 0; c < columns; c++) {
    double *need = &g_array_index(needs, double, c);
    *need = cramped ? MAX(*need * CRAMPED, m->size + 2 * m->pad_x + 1) : *need;
    sum += *need;
  }
  return sum;
}

static double label_width(const Measure *m, guint block, double width)
{
  guint labels = g_array_index(m->table->label_columns, guint, block);
  if (labels == 0)
    return 0;
  /* two Chinese characters in a line for each label column at least */
  double least = labels * (BETWEEN_MIN * m->size + 2 * m->pad_x) * 0.8;
  return MAX(m->label_share * width, least);
}

static void set_size(Measure *m, double size)
{
  double larger = ts_param_real(m->style->params, "number_size");
  m->size = size;
  m->number_size = MAX(size + MIN(larger, size - MIN_SIZE), MIN_SIZE);
}

/* Width that the widest block needs at the current size. */
static double width_needed(const Measure *m, double width)
{
  g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(double));
  double most = 0;
  for (guint b = 0; b < m->table->value_columns->len; b++)
    most = MAX(most, needs_of(m, b, needs) + label_width(m, b, width));
  return most;
}

static void choose_size(Measure *m, double text_width)
{
  double width = ts_param_real(m->style->params, "table_width") * text_width;
  set_size(m, ts_param_real(m->style->params, "size"));
  m->label_share = ts_param_real(m->style->params, "label_share");
  double most = width_needed(m, width);
  while (most > width && m->size - SIZE_STEP >= MIN_SIZE) {
    set_size(m, m->size - SIZE_STEP);
    most = width_needed(m, width);
  }
  if (most > text_width + JUT) {
    m->label_share = 0;
    most = width_needed(m, width);
  }
  m->table->width = MIN(MAX(width, most), text_width + JUT);
  m->table->size = m->size;
}

/* Edges of a block's columns, from 0 to the table's width. */
static void place_columns(Measure *m, guint block, GArray *edges)
{
  TsTable *table = m->table;
  guint labels = g_array_index(table->label_columns, guint, block);
  guint columns = g_array_index(table->value_columns, guint, block);
  gboolean narrow = !ts_param_is(m->style->params, "group_label", "horizontal");
  double room = label_width(m, block, table->width), x = 0;
  g_array_set_size(edges, 0);
  g_array_append_val(edges, x);
  guint units = g_array_index(table->unit_columns, guint, block);
  double unit_width = units > 0 ? UNIT_WIDTH * m->size + 2 * m->pad_x : 0;
  room -= unit_width;
  for (guint c = 0; c < labels - units; c++) {
    guint left = labels - units - c;
    double w = left == 1          ? room - x
               : c == 0 && narrow ? m->size * 1.15 + 2 * m->pad_x
                                  : (room - x) / (left + 1.0);
    x += MAX(w, m->size * 1.15 + 2 * m->pad_x);
    g_array_append_val(edges, x);
  }
  if (units > 0) {
    x += unit_width;
    g_array_append_val(edges, x);
  }
  g_autoptr(GArray) needs = g_array_new(FALSE, FALSE, sizeof(double));
  double spare = table->width - x - needs_of(m, block, needs), sum = 0;
  double squeeze = spare < 0 ? (table->width - x) / (table->width - x - spare) : 1;
  g_autofree double *shares = g_new(double, columns);
  for (guint c = 0; c < columns; c++)
    sum += shares[c] = 1 + ts_rng_real(&m->rng, 0, UNEVEN);
  for (guint c = 0; c < columns; c++) {
    x += g_array_index(needs, double, c) * squeeze + MAX(spare, 0) * shares[c] / sum;
    g_array_append_val(edges, x);
  }
  g_array_index(edges, double, edges->len - 1) = table->width;
}

static PangoAlignment alignment_of(const Measure *m, const TsCell *cell)
{
  gboolean head = cell->role == TS_HEAD || cell->role == TS_CORNER;
  if (cell->role == TS_GROUP || cell->role == TS_FILL || head)
    return PANGO_ALIGN_CENTER;
  const char *align = ts_param(m->style->params, is_number(cell) ? "align" : "label_align");
  return g_str_equal(align, "left")    ? PANGO_ALIGN_LEFT
         : g_str_equal(align, "right") ? PANGO_ALIGN_RIGHT
                                       : PANGO_ALIGN_CENTER;
}

static void lay_out_cell(Measure *m, TsCell *cell)
{
  double width = cell->x1 - cell->x0 - 2 * m->pad_x;
  const char *face = face_of(m, cell);
  /* the outermost label of many rows */
  gboolean tall = cell->role == TS_GROUP && cell->c0 == 0;
  if (tall && ts_param_is(m->style->params, "group_label", "vertical"))
    cell->layout = ts_style_vertical(m->style, face, m->size, cell->text);
  cell->vertical = cell->layout != NULL;
  if (cell->vertical) {
    ts_layout_size(cell->layout, &cell->text_height, &cell->text_width);
    cell->n_lines = 1;
    return;
  }
  cell->layout = ts_style_layout(m->style, face, size_of(m, cell), FALSE, cell->text, width,
                                 alignment_of(m, cell));
  ts_layout_size(cell->layout, &cell->text_width, &cell->text_height);
  cell->n_lines = (guint)pango_layout_get_line_count(cell->layout);
  if (is_number(cell)) {
    g_autofree char *number = unbroken(cell->text);
    int index = pango_layout_get_line_readonly(cell->layout, 0)->length;
    m->table->wrapped_numbers += (gsize)index < strlen(number);
  }
}

static void set_heights(Measure *m)
{
  TsTable *table = m->table;
  for (guint span = 1; span <= table->rows->len; span++)
    for (guint i = 0; i < table->cells->len; i++) {
      const TsCell *cell = table->cells->pdata[i];
      if (cell->r1 - cell->r0 != span)
        continue;
      double need = cell->text_height + 2 * m->pad_y + 1, have = 0;
      for (guint r = cell->r0; r < cell->r1; r++)
        have += ts_table_row(table, r)->height;
      for (guint r = cell->r0; r < cell->r1 && need > have; r++)
        ts_table_row(table, r)->height += (need - have) / span;
    }
}

void ts_table_measure(TsTable *table, const TsStyle *style, double text_width, TsRng rng)
{
  Measure m = {table, style, ts_pad_x(style->params), ts_pad_y(style->params), 0, 0, 0, rng};
  choose_size(&m, text_width);
  g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint b = 0; b < table->value_columns->len; b++) {
    place_columns(&m, b, edges);
    for (guint i = 0; i < table->cells->len; i++) {
      TsCell *cell = table->cells->pdata[i];
      if (cell->block != b)
        continue;
      cell->x0 = g_array_index(edges, double, cell->c0);
      cell->x1 = g_array_index(edges, double, cell->c1);
      lay_out_cell(&m, cell);
    }
  }
  set_heights(&m);
}
