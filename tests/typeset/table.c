/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Block to cells:
 *
 *   headings     one row each, over the whole width
 *   column tree  a label of depth d starts in head row d; a leaf reaches down to
 *                the last head row, a group over the columns below it
 *   row tree     the same, turned: depth is the label column
 *   own rows     a group with a row of its own takes no label column
 *   across       the row tree's labels come first as further head rows; a row that
 *                numbers the columns may follow them
 */
#include "table.h"

#include "labels.h"

typedef struct {
  TsTable *table;
  const TsParams *params;
  guint year;
  TsRng rng;
  const GdFormBlock *block; /* the turned one, if it is printed so */
  guint index;              /* of the block */
  guint labels;             /* label columns, with that of units */
  guint units;              /* 1 if there is a column of units */
  GPtrArray *rows;          /* of GdFormLine*: active rows */
} Builder;

static TsCell *add_cell(Builder *b, TsRole role, guint r0, guint r1, guint c0, guint c1, char *text)
{
  TsCell *cell = g_new0(TsCell, 1);
  cell->role = role;
  cell->block = b->index;
  cell->r0 = r0;
  cell->r1 = r1;
  cell->c0 = c0;
  cell->c1 = c1;
  cell->text = text;
  cell->leaf = G_MAXUINT;
  g_ptr_array_add(b->table->cells, cell);
  return cell;
}

static guint add_row(Builder *b, gboolean head)
{
  TsRow row = {.block = b->index, .head = head};
  g_array_append_val(b->table->rows, row);
  return b->table->rows->len - 1;
}

static char *dress(Builder *b, const GdFormLabel *label, gboolean is_signed, gboolean noted)
{
  return ts_label_dress(label, b->params, b->year, is_signed, noted, &b->rng);
}

static const GdFormLabel *ancestor(const GdFormLine *line, guint depth)
{
  const GdFormLabel *label = line->label;
  while (label != NULL && label->depth > depth)
    label = label->parent;
  return label != NULL && label->depth == depth ? label : NULL;
}

/* The labels beside a row, outermost first: groups with rows of their own stand above it. */
static GPtrArray *labels_beside(const GdFormLine *line)
{
  GPtrArray *labels = g_ptr_array_new();
  g_ptr_array_add(labels, (gpointer)line->label);
  for (const GdFormLabel *l = line->label->parent; l != NULL; l = l->parent)
    if (!l->own_row)
      g_ptr_array_insert(labels, 0, (gpointer)l);
  return labels;
}

/* Label columns of a row tree. */
static guint label_depth(const GPtrArray *lines)
{
  guint depth = 0;
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr(GPtrArray) labels = labels_beside(lines->pdata[i]);
    depth = MAX(depth, labels->len);
  }
  return depth;
}

/* The label of a row in a label column; NULL if it has none there. */
static const GdFormLabel *beside(const GdFormLine *line, guint column)
{
  g_autoptr(GPtrArray) labels = labels_beside(line);
  return column < labels->len ? labels->pdata[column] : NULL;
}

static guint tree_depth(const GPtrArray *lines)
{
  guint depth = 0;
  for (guint i = 0; i < lines->len; i++)
    depth = MAX(depth, ((const GdFormLine *)lines->pdata[i])->label->depth + 1);
  return depth;
}

/* Lines from i on that stand in the same group at that depth. */
static guint group_end(const GPtrArray *lines, guint i, guint depth)
{
  const GdFormLabel *group = ancestor(lines->pdata[i], depth);
  guint end = i + 1;
  while (end < lines->len && ancestor(lines->pdata[end], depth) == group)
    end++;
  return end;
}

/* Labels of a tree of columns in head rows top..bottom; line i takes the columns
 * from first + i * step on. */
static void add_heads(Builder *b, const GPtrArray *lines, guint top, guint bottom, guint first,
                      guint step, gboolean of_rows)
{
  for (guint depth = 0; depth < bottom - top; depth++)
    for (guint i = 0; i < lines->len;) {
      const GdFormLabel *label = ancestor(lines->pdata[i], depth);
      guint end = label != NULL ? group_end(lines, i, depth) : i + 1;
      const GdFormLine *line = lines->pdata[i];
      if (label != NULL) {
        gboolean single = line->label == label;
        gboolean is_signed =
            single && !of_rows &&
            gd_form_leaf(b->table->figures->values->form, b->block, 0, i)->type == GD_TYPE_SIGNED;
        TsCell *cell =
            add_cell(b, TS_HEAD, top + depth, single ? bottom : top + depth + 1, first + i * step,
                     first + end * step, dress(b, label, is_signed, single && !of_rows));
        cell->single_head = single && !of_rows;
      }
      i = end;
    }
}

static void add_value(Builder *b, guint row, guint column, const GdFormLine *line,
                      guint leaf_column)
{
  const TsFigures *figures = b->table->figures;
  guint r;
  g_assert(g_ptr_array_find(b->block->rows, line, &r));
  guint leaf = gd_form_leaf(figures->values->form, b->block, r, leaf_column)->index;
  TsCell *cell = add_cell(b, TS_VALUE, row, row + 1, column, column + 1,
                          g_strdup(figures->figures[leaf].text));
  cell->leaf = leaf;
}

static void add_strange_row(Builder *b, const char *after)
{
  static const char *const names[] = {"其他主动公开文件", "其他主动公开信息", "内部管理文件",
                                      "其他规范类文件", NULL};
  TsStrangeRow *strange = g_new0(TsStrangeRow, 1);
  strange->after = after;
  strange->label = g_strdup(ts_rng_pick(&b->rng, names));
  strange->cells = g_ptr_array_new_with_free_func(g_free);
  guint row = add_row(b, FALSE);
  add_cell(b, TS_STRANGE, row, row + 1, 0, b->labels, g_strdup(strange->label));
  for (guint c = 0; c < b->block->columns->len; c++) {
    char *text = ts_print_number(gd_number(ts_rng_magnitude(&b->rng, 4)), FALSE, b->params);
    g_ptr_array_add(strange->cells, text);
    add_cell(b, TS_STRANGE, row, row + 1, b->labels + c, b->labels + c + 1, g_strdup(text));
  }
  b->table->strange = strange;
}

/* What stands beside the label of a title. */
static void add_fill(Builder *b, guint row, guint column)
{
  static const char *const marks[] = {"——", "——", "—", "/", "", NULL};
  add_cell(b, TS_FILL, row, row + 1, column, column + 1, g_strdup(ts_rng_pick(&b->rng, marks)));
}

/* The rows of groups that stand above a row of the form. */
static void add_titles(Builder *b, const GdFormLine *line)
{
  for (guint t = 0; t < b->block->titles->len; t++) {
    const GdFormTitle *title = &g_array_index(b->block->titles, GdFormTitle, t);
    if (b->block->rows->pdata[title->before] != line)
      continue;
    guint row = add_row(b, FALSE);
    add_cell(b, TS_LABEL, row, row + 1, 0, b->labels - b->units,
             dress(b, title->label, FALSE, FALSE));
    for (guint c = b->labels - b->units; c < b->labels + b->block->columns->len; c++)
      add_fill(b, row, c);
  }
}

static void add_unit(Builder *b, guint row, const GdFormLine *line)
{
  guint r;
  g_assert(g_ptr_array_find(b->block->rows, line, &r));
  const char *unit = gd_form_leaf(b->table->figures->values->form, b->block, r, 0)->unit;
  add_cell(b, TS_FILL, row, row + 1, b->labels - 1, b->labels, g_strdup(unit ? unit : ""));
}

/* row_of (of guint) receives the printed row of each row. */
static void add_rows(Builder *b, gint64 strange_after, GArray *row_of)
{
  for (guint i = 0; i < b->rows->len; i++) {
    const GdFormLine *line = b->rows->pdata[i];
    add_titles(b, line);
    g_autoptr(GPtrArray) labels = labels_beside(line);
    guint row = add_row(b, FALSE), depth = labels->len - 1;
    g_array_append_val(row_of, row);
    add_cell(b, TS_LABEL, row, row + 1, depth, b->labels - b->units,
             dress(b, line->label, FALSE, TRUE));
    if (b->units > 0)
      add_unit(b, row, line);
    for (guint c = 0; c < b->block->columns->len; c++)
      add_value(b, row, b->labels + c, line, c);
    if (strange_after == (gint64)i)
      add_strange_row(b, line->id);
  }
}

static void add_groups(Builder *b, const GArray *row_of)
{
  for (guint column = 0; column + b->units + 1 < b->labels; column++)
    for (guint i = 0, end; i < b->rows->len; i = end) {
      const GdFormLabel *label = beside(b->rows->pdata[i], column);
      gboolean group = label != NULL && ((GdFormLine *)b->rows->pdata[i])->label != label;
      for (end = i + 1; end < b->rows->len && group;)
        if (beside(b->rows->pdata[end], column) != label)
          break;
        else
          end++;
      if (group)
        add_cell(b, TS_GROUP, g_array_index(row_of, guint, i),
                 g_array_index(row_of, guint, end - 1) + 1, column, column + 1,
                 dress(b, label, FALSE, FALSE));
    }
}

static void build_down(Builder *b, gint64 strange_after)
{
  guint depth = tree_depth(b->block->columns), columns = b->block->columns->len;
  b->units = b->block->unit_column != NULL && ts_param_is(b->params, "unit_column", "yes");
  b->labels = label_depth(b->rows) + b->units;
  for (guint h = 0; h < b->block->headings->len; h++) {
    guint row = add_row(b, TRUE);
    add_cell(b, TS_HEADING, row, row + 1, 0, b->labels + columns,
             dress(b, b->block->headings->pdata[h], FALSE, FALSE));
  }
  guint top = b->table->rows->len;
  for (guint d = 0; d < depth; d++)
    add_row(b, TRUE);
  add_cell(b, TS_CORNER, top, top + depth, 0, b->labels - b->units,
           b->block->corner != NULL ? dress(b, b->block->corner, FALSE, FALSE) : g_strdup(""));
  if (b->units > 0)
    add_cell(b, TS_CORNER, top, top + depth, b->labels - 1, b->labels,
             dress(b, b->block->unit_column, FALSE, FALSE));
  add_heads(b, b->block->columns, top, top + depth, b->labels, 1, FALSE);
  g_autoptr(GArray) row_of = g_array_new(FALSE, FALSE, sizeof(guint));
  add_rows(b, strange_after, row_of);
  add_groups(b, row_of);
}

/* A row that numbers the columns, which is none of the form's. */
static void add_column_numbers(Builder *b, guint columns)
{
  if (!b->block->column_numbers || !ts_param_is(b->params, "column_numbers", "yes"))
    return;
  guint row = add_row(b, TRUE);
  for (guint c = 0; c < columns; c++)
    add_cell(b, TS_FILL, row, row + 1, c, c + 1, g_strdup_printf("%u", c + 1));
}

static void build_across(Builder *b)
{
  guint rows_depth = tree_depth(b->rows), depth = tree_depth(b->block->columns);
  guint columns = b->block->columns->len, top = b->table->rows->len;
  for (guint d = 0; d < rows_depth + depth; d++)
    add_row(b, TRUE);
  b->labels = 0;
  add_heads(b, b->rows, top, top + rows_depth, 0, columns, TRUE);
  for (guint i = 0; i < b->rows->len; i++)
    add_heads(b, b->block->columns, top + rows_depth, top + rows_depth + depth, i * columns, 1,
              FALSE);
  add_column_numbers(b, b->rows->len * columns);
  guint row = add_row(b, FALSE);
  for (guint i = 0; i < b->rows->len; i++)
    for (guint c = 0; c < columns; c++)
      add_value(b, row, i * columns + c, b->rows->pdata[i], c);
}

/* Whether a strange row may stand in the table: labels one level deep, several blocks. */
static gboolean takes_strange_row(const GdFormTable *table)
{
  gboolean flat = table->blocks->len > 1;
  for (guint i = 0; i < table->blocks->len; i++)
    flat &= tree_depth(((GdFormBlock *)table->blocks->pdata[i])->rows) == 1;
  return flat;
}

static void free_cell(gpointer data)
{
  TsCell *cell = data;
  g_free(cell->text);
  g_clear_object(&cell->layout);
  g_free(cell);
}

TsTable *ts_table_new(const TsFigures *figures, guint table, const TsParams *params, guint year,
                      TsRng rng)
{
  TsTable *t = g_new0(TsTable, 1);
  *t = (TsTable){.figures = figures, .table = table};
  t->cells = g_ptr_array_new_with_free_func(free_cell);
  t->rows = g_array_new(FALSE, TRUE, sizeof(TsRow));
  t->label_columns = g_array_new(FALSE, FALSE, sizeof(guint));
  t->value_columns = g_array_new(FALSE, FALSE, sizeof(guint));
  t->unit_columns = g_array_new(FALSE, FALSE, sizeof(guint));
  const GdFormTable *form = ts_table_form(t);
  gboolean strange = ts_param_is(params, "unknown_row", "yes") && takes_strange_row(form);
  gint64 strange_block = ts_rng_int(&rng, 0, (gint64)form->blocks->len - 1);
  for (guint i = 0; i < form->blocks->len; i++) {
    const GdFormBlock *block = form->blocks->pdata[i];
    if (block->turned != NULL && ts_param_is(params, "turned", "yes"))
      block = block->turned;
    Builder b = {t, params, year, rng, block, i, 0, 0, g_ptr_array_new()};
    for (guint r = 0; r < b.block->rows->len; r++)
      if (gd_form_line_active(b.block->rows->pdata[r], figures->values->options))
        g_ptr_array_add(b.rows, b.block->rows->pdata[r]);
    gint64 after = ts_rng_int(&b.rng, 0, (gint64)b.rows->len - 1);
    guint columns = b.block->columns->len;
    if (b.block->layout == GD_LAYOUT_ACROSS)
      build_across(&b), columns *= b.rows->len;
    else
      build_down(&b, strange && strange_block == (gint64)i ? after : -1);
    g_array_append_val(t->label_columns, b.labels);
    g_array_append_val(t->value_columns, columns);
    g_array_append_val(t->unit_columns, b.units);
    rng = b.rng;
    g_ptr_array_unref(b.rows);
  }
  return t;
}

void ts_table_free(TsTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref(table->cells);
  g_array_unref(table->rows);
  g_array_unref(table->label_columns);
  g_array_unref(table->value_columns);
  g_array_unref(table->unit_columns);
  if (table->strange != NULL) {
    g_free(table->strange->label);
    g_ptr_array_unref(table->strange->cells);
    g_free(table->strange);
  }
  g_free(table);
}

static GPtrArray *cells_that(const GPtrArray *tables, gboolean (*suits)(const TsCell *))
{
  GPtrArray *found = g_ptr_array_new();
  for (guint t = 0; t < tables->len; t++) {
    const TsTable *table = tables->pdata[t];
    for (guint i = 0; i < table->cells->len; i++)
      if (suits(table->cells->pdata[i]))
        g_ptr_array_add(found, table->cells->pdata[i]);
  }
  return found;
}

static gboolean is_label(const TsCell *cell)
{
  return cell->role == TS_HEAD || cell->role == TS_GROUP || cell->role == TS_LABEL;
}

static gboolean is_single_head(const TsCell *cell)
{
  return cell->single_head;
}

void ts_tables_misprint(const GPtrArray *tables, guint count, TsRng rng)
{
  g_autoptr(GPtrArray) labels = cells_that(tables, is_label);
  for (guint done = 0, tries = 0; done < count && tries < labels->len; tries++) {
    TsCell *cell = labels->pdata[ts_rng_int(&rng, 0, (gint64)labels->len - 1)];
    char *damaged = ts_label_misprint(cell->text, &rng);
    if (damaged == NULL)
      continue;
    g_free(cell->text);
    cell->text = damaged;
    done++;
  }
}

void ts_tables_damage_head(const GPtrArray *tables, const TsParams *params, TsRng rng)
{
  if (ts_param_is(params, "head_damage", "no"))
    return;
  g_autoptr(GPtrArray) heads = cells_that(tables, is_single_head);
  TsCell *cell = heads->pdata[ts_rng_int(&rng, 0, (gint64)heads->len - 1)];
  g_autofree char *old = cell->text;
  cell->text = ts_param_is(params, "head_damage", "cut") ? ts_label_cut(old) : g_strdup("");
}
