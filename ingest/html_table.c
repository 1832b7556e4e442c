/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/html_table.h"

#include "ingest/text_line.h"
#include "models/limits.h"

#include <string.h>

static void cell_free(GdHtmlCell *cell)
{
  g_ptr_array_unref(cell->items);
  g_free(cell);
}

static void row_free(GdHtmlRow *row)
{
  g_ptr_array_unref(row->cells);
  g_free(row);
}

GdHtmlItem *gd_html_item_new(const char *text, GdSeparator before)
{
  GdHtmlItem *item = g_new0(GdHtmlItem, 1);
  item->before = before;
  if (text != NULL) {
    item->fields = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(item->fields, g_strdup(text));
  }
  return item;
}

void gd_html_item_free(GdHtmlItem *item)
{
  if (item == NULL)
    return;
  g_clear_pointer(&item->fields, g_ptr_array_unref);
  gd_html_table_free(item->table);
  g_free(item);
}

GdHtmlTable *gd_html_table_new(void)
{
  GdHtmlTable *table = g_new0(GdHtmlTable, 1);
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  return table;
}

void gd_html_table_free(GdHtmlTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref(table->rows);
  g_free(table);
}

void gd_html_table_row(GdHtmlTable *table)
{
  table->row = g_new0(GdHtmlRow, 1);
  table->row->cells = g_ptr_array_new_with_free_func((GDestroyNotify)cell_free);
  table->row->section = table->section;
  g_ptr_array_add(table->rows, table->row);
}

void gd_html_table_open(GdHtmlTable *table, guint row_span, guint column_span)
{
  if (table->row == NULL)
    gd_html_table_row(table);
  table->cell = g_new0(GdHtmlCell, 1);
  table->cell->row_span = row_span;
  table->cell->column_span = column_span;
  table->cell->items = g_ptr_array_new_with_free_func((GDestroyNotify)gd_html_item_free);
  g_ptr_array_add(table->row->cells, table->cell);
  table->n_cells++;
}

/* Bytes of a cell's text; more than the cap if it holds what a cell of a grid cannot. */
static gsize cell_bytes(const GdHtmlCell *cell)
{
  gsize bytes = 0;
  for (guint i = 0; i < cell->items->len; i++) {
    const GdHtmlItem *item = cell->items->pdata[i];
    if (item->table != NULL || item->fields->len > 1)
      return GD_CAP_CELL_CHARS + 1;
    bytes += strlen(item->fields->pdata[0]);
  }
  return bytes;
}

gboolean gd_html_table_lays_out(const GdHtmlTable *table)
{
  guint columns = 0;
  if (table->lays_out || table->rows->len > GD_CAP_GRID_LINES)
    return TRUE;
  for (guint r = 0; r < table->rows->len; r++) {
    const GdHtmlRow *row = table->rows->pdata[r];
    columns = MAX(columns, row->cells->len);
    for (guint c = 0; c < row->cells->len; c++)
      if (cell_bytes(row->cells->pdata[c]) > GD_CAP_CELL_CHARS)
        return TRUE;
  }
  return columns < 2 || columns > GD_CAP_GRID_LINES;
}

/* Whether a row is one line: two cells or more, each of one short text or none. */
static gboolean is_line(const GdHtmlRow *row)
{
  guint texts = 0;
  for (guint c = 0; c < row->cells->len; c++) {
    const GdHtmlCell *cell = row->cells->pdata[c];
    texts += cell->items->len;
    if (cell->items->len > 1 || cell_bytes(cell) > GD_CAP_CELL_CHARS)
      return FALSE;
  }
  return texts > 0 && row->cells->len > 1;
}

GPtrArray *gd_html_table_unwrap(GdHtmlTable *table)
{
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)gd_html_item_free);
  for (guint r = 0; r < table->rows->len; r++) {
    GdHtmlRow *row = table->rows->pdata[r];
    if (is_line(row)) {
      GdHtmlItem *line = gd_html_item_new("", r == 0 ? GD_SEPARATOR_BLOCK : GD_SEPARATOR_LINE);
      g_ptr_array_set_size(line->fields, 0);
      for (guint c = 0; c < row->cells->len; c++) {
        const GdHtmlCell *cell = row->cells->pdata[c];
        const GdHtmlItem *item = cell->items->len > 0 ? cell->items->pdata[0] : NULL;
        const char *text = item != NULL    ? item->fields->pdata[0]
                           : cell->picture ? "\xEF\xBF\xBD"
                                           : "";
        g_ptr_array_add(line->fields, g_strdup(text));
      }
      g_ptr_array_add(items, line);
      continue;
    }
    for (guint c = 0; c < row->cells->len; c++) {
      GdHtmlCell *cell = row->cells->pdata[c];
      guint n = cell->items->len, first = items->len;
      for (guint i = 0; i < n; i++)
        g_ptr_array_add(items, g_steal_pointer(&cell->items->pdata[i]));
      if (n > 0 && c == 0 && r == 0)
        ((GdHtmlItem *)items->pdata[first])->before = GD_SEPARATOR_BLOCK;
    }
  }
  gd_html_table_free(table);
  return items;
}

/* A line of the page from several fields: each is a field, however it is spaced. */
static void write_row(const GdHtmlItem *item, GdTextPage *page)
{
  g_autoptr(GString) word = g_string_new(NULL);
  for (guint i = 0; i < item->fields->len; i++) {
    const char *text = item->fields->pdata[i];
    if (text[0] != '\0')
      g_string_append_printf(word, "%s%s", word->len > 0 ? " | " : "", text);
    gd_text_page_piece(page, text, GD_SEPARATOR_BAR, i);
  }
  gd_text_page_word(page, word->str);
}

void gd_html_item_write(const GdHtmlItem *item, GdTextPage *page)
{
  gd_text_page_gap(page, item->before);
  if (item->table != NULL) {
    gd_html_table_write(item->table, page);
    gd_text_page_gap(page, GD_SEPARATOR_BLOCK);
    return;
  }
  gd_text_page_open(page, page->line + 1);
  if (item->fields->len > 1) {
    write_row(item, page);
    return;
  }
  const char *text = item->fields->pdata[0];
  if (strlen(text) > GD_CAP_TEXT_LINE_BYTES) {
    gd_text_page_over(page, "bytes in a line", GD_CAP_TEXT_LINE_BYTES, "GD_CAP_TEXT_LINE_BYTES");
    return;
  }
  g_autoptr(GPtrArray) fields = gd_line_split(text, FALSE, NULL);
  gd_text_page_fields(page, fields, NULL);
  if (fields->len > 0)
    gd_text_page_word(page, text);
}
