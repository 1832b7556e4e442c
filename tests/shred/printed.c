/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printed.h"

#define FILLER_CHANCE 0.5 /* of a table whose narrow blocks end in an empty cell */

static void cell_free(gpointer data)
{
  g_free(((ShCell *)data)->text);
  g_free(data);
}

static void row_free(gpointer data)
{
  g_ptr_array_unref(((ShRow *)data)->cells);
  g_free(data);
}

ShCell *sh_cell_copy(const ShCell *cell)
{
  ShCell *copy = g_memdup2(cell, sizeof *cell);
  copy->text = g_strdup(cell->text);
  return copy;
}

void sh_row_insert(ShRow *row, guint i, ShCell *cell)
{
  g_ptr_array_insert(row->cells, (gint)i, cell);
}

gboolean sh_row_has_values(const ShRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (sh_cell(row, i)->leaf != G_MAXUINT || sh_cell(row, i)->role == TS_STRANGE)
      return TRUE;
  return FALSE;
}

ShCell *sh_row_label(const ShRow *row)
{
  ShCell *label = NULL;
  for (guint i = 0; i < row->cells->len; i++)
    if (sh_cell(row, i)->role == TS_LABEL || sh_cell(row, i)->role == TS_STRANGE) {
      label = sh_cell(row, i);
      break;
    }
  return label;
}

static guint block_width(const TsTable *t, guint block)
{
  return g_array_index(t->label_columns, guint, block) +
         g_array_index(t->value_columns, guint, block);
}

ShRow *sh_row_new(guint block, gboolean head)
{
  ShRow *row = g_new0(ShRow, 1);
  row->cells = g_ptr_array_new_with_free_func(cell_free);
  row->block = block;
  row->head = head;
  return row;
}

static ShCell *new_cell(TsRole role, guint column, guint rows, guint columns, const char *text)
{
  ShCell *cell = g_new0(ShCell, 1);
  cell->role = role;
  cell->column = column;
  cell->rows = rows;
  cell->columns = columns;
  cell->text = g_strdup(text);
  cell->leaf = G_MAXUINT;
  return cell;
}

static int compare_columns(gconstpointer a, gconstpointer b)
{
  guint x = (*(ShCell *const *)a)->column, y = (*(ShCell *const *)b)->column;
  return (x > y) - (x < y);
}

static void add_cell(ShTable *table, const TsCell *from, gboolean fill)
{
  const TsTable *source = table->source;
  ShRow *row = sh_row(table, from->r0);
  guint width = block_width(source, from->block), columns = from->c1 - from->c0;
  ShCell *cell = new_cell(from->role, from->c0, from->r1 - from->r0, columns, from->text);
  cell->leaf = from->leaf;
  cell->blank = from->leaf != G_MAXUINT && source->figures->figures[from->leaf].blank;
  gboolean last = from->c1 == width && width < table->n_columns;
  if (last && (!fill || from->role == TS_HEADING))
    cell->columns += table->n_columns - width;
  g_ptr_array_add(row->cells, cell);
  if (last && fill && from->role != TS_HEADING) {
    ShCell *filler = new_cell(from->role, width, cell->rows, table->n_columns - width, "");
    filler->filler = TRUE;
    g_ptr_array_add(row->cells, filler);
  }
}

ShTable *sh_table_new(const TsTable *source, const char *title, TsRng rng)
{
  ShTable *table = g_new0(ShTable, 1);
  table->source = source;
  table->title = g_strdup(title);
  table->rows = g_ptr_array_new_with_free_func(row_free);
  for (guint b = 0; b < source->label_columns->len; b++)
    table->n_columns = MAX(table->n_columns, block_width(source, b));
  for (guint i = 0; i < source->rows->len; i++)
    g_ptr_array_add(table->rows,
                    sh_row_new(ts_table_row(source, i)->block, ts_table_row(source, i)->head));
  gboolean fill = ts_rng_chance(&rng, FILLER_CHANCE);
  for (guint i = 0; i < source->cells->len; i++)
    add_cell(table, source->cells->pdata[i], fill);
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_sort(sh_row(table, i)->cells, compare_columns);
  return table;
}

void sh_table_free(ShTable *table)
{
  if (table == NULL)
    return;
  g_free(table->title);
  g_ptr_array_unref(table->rows);
  g_free(table);
}
