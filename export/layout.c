/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/layout.h"

#include "export/columns.h"

/* What the last column is called, and what it says of a row the form does not know. */
#define NOTES_HEADING "备注"
#define NOTE_EXTRA_ROW "表式中没有的行"

typedef struct {
  const GdForm *form;
  const GdFormTable *table;
  const GdDocument *document;
  const GdValue *const *values;
  guint label_columns;  /* deepest row tree of the blocks that go down */
  guint width;          /* of the whole table with the notes */
  GPtrArray *rows;      /* of GPtrArray of char* */
  gboolean *extra_done; /* by index in document->extra_rows */
} Layout;

/* Lines of a block that this document prints. */
typedef struct {
  const GdFormBlock *block;
  GArray *rows, *columns; /* of guint: indices into block->rows, block->columns */
  guint row_depth, column_depth;
} Printed;

static GPtrArray *add_row(Layout *layout)
{
  GPtrArray *row = g_ptr_array_new_full(layout->width, g_free);
  g_ptr_array_set_size(row, (gint)layout->width);
  g_ptr_array_add(layout->rows, row);
  return row;
}

static void set_cell(GPtrArray *row, guint column, const char *text)
{
  if (column < row->len && text != NULL) {
    g_free(row->pdata[column]);
    row->pdata[column] = g_strdup(text);
  }
}

static const GdFormLine *line_at(const GPtrArray *lines, const GArray *printed, guint i)
{
  return g_ptr_array_index(lines, g_array_index(printed, guint, i));
}

/* The label of the line's path at a depth; NULL below its own. */
static const GdFormLabel *label_at(const GdFormLine *line, guint depth)
{
  const GdFormLabel *label = line->label;
  if (label->depth < depth)
    return NULL;
  while (label->depth > depth && label->parent != NULL)
    label = label->parent;
  return label;
}

static const GdValue *value_at(const Layout *layout, const GdFormBlock *block, guint row,
                               guint column)
{
  return layout->values[gd_form_leaf(layout->form, block, row, column)->index];
}

/* Of alternatives, those lines that have values. */
static GArray *printed_lines(const Layout *layout, const GdFormBlock *block, gboolean by_row,
                             guint *depth)
{
  const GPtrArray *lines = by_row ? block->rows : block->columns;
  const GPtrArray *others = by_row ? block->columns : block->rows;
  GArray *printed = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < lines->len; i++) {
    const GdFormLine *line = g_ptr_array_index(lines, i);
    gboolean active = line->alternative == GD_NO_ALTERNATIVE;
    for (guint j = 0; j < others->len && !active; j++)
      active = value_at(layout, block, by_row ? i : j, by_row ? j : i) != NULL;
    if (!active)
      continue;
    g_array_append_val(printed, i);
    *depth = MAX(*depth, line->label->depth + 1);
  }
  return printed;
}

static Printed printed_new(const Layout *layout, const GdFormBlock *block)
{
  Printed printed = {.block = block};
  printed.rows = printed_lines(layout, block, TRUE, &printed.row_depth);
  printed.columns = printed_lines(layout, block, FALSE, &printed.column_depth);
  return printed;
}

static void printed_clear(Printed *printed)
{
  g_array_unref(printed->rows);
  g_array_unref(printed->columns);
}

/* The line's own label, or its whole path where a sibling has the same label. */
static const char *short_name(const GPtrArray *lines, const GdFormLine *line)
{
  for (guint i = 0; i < lines->len; i++) {
    const GdFormLine *other = g_ptr_array_index(lines, i);
    if (other != line && other->label != line->label &&
        g_str_equal(other->label->text, line->label->text))
      return line->path;
  }
  return line->label->text;
}

/* "存疑", or "推算（5）" where the number is not what stands in the cell. */
static void append_status(GString *notes, const GdValue *value)
{
  g_string_append(notes, gd_status_zh(value ? value->status : GD_STATUS_MISSING));
  if (value == NULL || !value->has_number)
    return;
  g_autofree char *number = gd_number_to_string(value->number);
  if (g_strcmp0(number, value->raw) != 0)
    g_string_append_printf(notes, "（%s）", number);
}

static void append_note(GString *notes, const Printed *printed, const GdFormLine *row,
                        const GdFormLine *column, const GdValue *value)
{
  if (value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK))
    return;
  if (notes->len > 0)
    g_string_append(notes, "；");
  if (printed->block->layout == GD_LAYOUT_ACROSS)
    g_string_append_printf(notes, "%s/", short_name(printed->block->rows, row));
  g_string_append_printf(notes, "%s：", short_name(printed->block->columns, column));
  append_status(notes, value);
}

static void put_extra_row(Layout *layout, guint index, guint label_column)
{
  const GdExtraRow *extra = g_ptr_array_index(layout->document->extra_rows, index);
  GPtrArray *row = add_row(layout);
  set_cell(row, MIN(label_column, layout->label_columns), extra->label);
  guint first = MAX(layout->label_columns, 1);
  for (guint i = 0; extra->cells != NULL && i < extra->cells->len; i++)
    set_cell(row, first + i, g_ptr_array_index(extra->cells, i));
  set_cell(row, layout->width - 1, NOTE_EXTRA_ROW);
  layout->extra_done[index] = TRUE;
}

/* Rows the form does not know that stand behind the row `after` (NULL: before the first). */
static void put_extra_rows(Layout *layout, const char *after, guint label_column)
{
  for (guint i = 0; i < layout->document->extra_rows->len; i++) {
    const GdExtraRow *extra = g_ptr_array_index(layout->document->extra_rows, i);
    if (!layout->extra_done[i] && g_strcmp0(extra->table, layout->table->id) == 0 &&
        g_strcmp0(extra->after, after) == 0)
      put_extra_row(layout, i, label_column);
  }
}

/* One row of labels above the cells, at one depth of a tree of lines. each: how
 * many cells stand below one line; repeats: how often the lines come. */
static GPtrArray *put_heads(Layout *layout, guint first, const GPtrArray *lines,
                            const GArray *printed, guint depth, guint each, guint repeats)
{
  GPtrArray *row = add_row(layout);
  for (guint r = 0; r < repeats; r++) {
    const GdFormLabel *before = NULL;
    for (guint i = 0; i < printed->len; i++) {
      const GdFormLabel *label = label_at(line_at(lines, printed, i), depth);
      if (label != NULL && label != before)
        set_cell(row, first + (r * printed->len + i) * each, label->text);
      before = label;
    }
  }
  return row;
}

static void put_row_labels(GPtrArray *row, const GdFormLine *line, const GdFormLine *above)
{
  for (guint depth = 0; depth <= line->label->depth; depth++) {
    const GdFormLabel *label = label_at(line, depth);
    if (above == NULL || label_at(above, depth) != label)
      set_cell(row, depth, label->text);
  }
}

static void put_down(Layout *layout, const Printed *printed, gboolean is_first)
{
  const GdFormBlock *block = printed->block;
  for (guint depth = 0; depth < printed->column_depth; depth++) {
    GPtrArray *heads =
        put_heads(layout, layout->label_columns, block->columns, printed->columns, depth, 1, 1);
    if (depth > 0)
      continue;
    set_cell(heads, 0, block->corner ? block->corner->text : NULL);
    set_cell(heads, layout->width - 1, NOTES_HEADING);
  }
  if (is_first)
    put_extra_rows(layout, NULL, 0);

  const GdFormLine *above = NULL;
  for (guint i = 0; i < printed->rows->len; i++) {
    const GdFormLine *line = line_at(block->rows, printed->rows, i);
    GPtrArray *row = add_row(layout);
    put_row_labels(row, line, above);
    above = line;
    g_autoptr(GString) notes = g_string_new(NULL);
    for (guint j = 0; j < printed->columns->len; j++) {
      const GdValue *value = value_at(layout, block, g_array_index(printed->rows, guint, i),
                                      g_array_index(printed->columns, guint, j));
      set_cell(row, layout->label_columns + j, value ? value->raw : NULL);
      append_note(notes, printed, line, line_at(block->columns, printed->columns, j), value);
    }
    set_cell(row, layout->width - 1, notes->str);
    put_extra_rows(layout, line->id, line->label->depth);
  }
}

static void put_across(Layout *layout, const Printed *printed, gboolean is_first)
{
  const GdFormBlock *block = printed->block;
  guint n_columns = printed->columns->len, first_row = layout->rows->len;
  for (guint depth = 0; depth < printed->row_depth; depth++)
    put_heads(layout, 0, block->rows, printed->rows, depth, n_columns, 1);
  for (guint depth = 0; depth < printed->column_depth; depth++)
    put_heads(layout, 0, block->columns, printed->columns, depth, 1, printed->rows->len);
  if (first_row < layout->rows->len)
    set_cell(g_ptr_array_index(layout->rows, first_row), layout->width - 1, NOTES_HEADING);
  if (is_first)
    put_extra_rows(layout, NULL, 0);

  GPtrArray *row = add_row(layout);
  g_autoptr(GString) notes = g_string_new(NULL);
  for (guint i = 0; i < printed->rows->len; i++)
    for (guint j = 0; j < n_columns; j++) {
      const GdValue *value = value_at(layout, block, g_array_index(printed->rows, guint, i),
                                      g_array_index(printed->columns, guint, j));
      set_cell(row, i * n_columns + j, value ? value->raw : NULL);
      append_note(notes, printed, line_at(block->rows, printed->rows, i),
                  line_at(block->columns, printed->columns, j), value);
    }
  set_cell(row, layout->width - 1, notes->str);
  for (guint i = 0; i < printed->rows->len; i++)
    put_extra_rows(layout, line_at(block->rows, printed->rows, i)->id, 0);
}

static void measure(Layout *layout)
{
  guint cells = 1, across = 0;
  for (guint i = 0; i < layout->table->blocks->len; i++) {
    Printed printed = printed_new(layout, g_ptr_array_index(layout->table->blocks, i));
    if (printed.block->layout == GD_LAYOUT_ACROSS) {
      across = MAX(across, printed.rows->len * printed.columns->len);
    } else {
      layout->label_columns = MAX(layout->label_columns, printed.row_depth);
      cells = MAX(cells, printed.columns->len);
    }
    printed_clear(&printed);
  }
  guint first = MAX(layout->label_columns, 1);
  for (guint i = 0; i < layout->document->extra_rows->len; i++) {
    const GdExtraRow *extra = g_ptr_array_index(layout->document->extra_rows, i);
    if (extra->cells != NULL && g_strcmp0(extra->table, layout->table->id) == 0)
      cells = MAX(cells, extra->cells->len);
  }
  layout->width = MAX(first + cells, across) + 1;
}

static gboolean has_values(const GdForm *form, guint table, const GdValue *const *values)
{
  for (guint i = 0; i < form->leaves->len; i++)
    if (values[i] != NULL && g_array_index(form->leaves, GdFormLeaf, i).table == table)
      return TRUE;
  return FALSE;
}

GPtrArray *gd_layout_table(const GdForm *form, guint table, const GdDocument *document,
                           const GdValue *const *values)
{
  if (!has_values(form, table, values))
    return NULL;
  g_autofree gboolean *extra_done = g_new0(gboolean, document->extra_rows->len + 1);
  Layout layout = {.form = form,
                   .table = g_ptr_array_index(form->tables, table),
                   .document = document,
                   .values = values,
                   .extra_done = extra_done};
  layout.rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  measure(&layout);
  for (guint i = 0; i < layout.table->blocks->len; i++) {
    Printed printed = printed_new(&layout, g_ptr_array_index(layout.table->blocks, i));
    for (guint h = 0; h < printed.block->headings->len; h++) {
      const GdFormLabel *heading = g_ptr_array_index(printed.block->headings, h);
      set_cell(add_row(&layout), 0, heading->text);
    }
    if (printed.block->layout == GD_LAYOUT_ACROSS)
      put_across(&layout, &printed, i == 0);
    else
      put_down(&layout, &printed, i == 0);
    printed_clear(&printed);
  }
  for (guint i = 0; i < document->extra_rows->len; i++) { /* behind a row that is not printed */
    const GdExtraRow *extra = g_ptr_array_index(document->extra_rows, i);
    if (!extra_done[i] && g_strcmp0(extra->table, layout.table->id) == 0)
      put_extra_row(&layout, i, 0);
  }
  return layout.rows;
}
