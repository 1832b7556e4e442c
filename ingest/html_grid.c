/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table → its grid:
 *   1. Each cell takes the first free place of its row; places that spans from above hold are
 *      passed over. A span that would run into such a place ends before it (the table is then in
 *      disorder: the cell is `ragged`), and none leaves its section or the table.
 *   2. Columns and rows in which no cell begins go: nothing tells them from their neighbour.
 *   3. Cells are written row by row: as cells of the grid, as pieces, and one word for each row.
 */
#include "ingest/html_table.h"

#include "ingest/hanzi.h"
#include "ingest/text_line.h"
#include "models/limits.h"
#include "models/text.h"

#include <string.h>

#define UNREADABLE "\xEF\xBF\xBD" /* U+FFFD */

/* Columns of the places; spans are cut there. Those that hold cells are at most
 * GD_CAP_GRID_LINES, see gd_html_table_lays_out(). */
#define PLACES (4 * GD_CAP_GRID_LINES)

typedef struct {
  guint until[PLACES]; /* the first row in which a place is free again */
  guint8 begins[PLACES];
} Places;

/* Ideographs, kana, full-width punctuation: written without spaces between. Full-width digits are
 * digits. */
static gboolean is_solid(gunichar c)
{
  return gd_is_han(c) || (c >= 0x2E80 && c <= 0x33FF && c != 0x3000) ||
         (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xFF01 && c <= 0xFF65 && !(c >= 0xFF10 && c <= 0xFF19)) || c >= 0x20000;
}

static gboolean is_digit(gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* Adds a further line of a cell: with a space, so that no two numbers become one, but none beside
 * Han. TRUE if digits stand on both sides. */
static gboolean add_line(GString *text, const char *line)
{
  if (text->len == 0 || line[0] == '\0') {
    g_string_append(text, line);
    return FALSE;
  }
  gunichar last = g_utf8_get_char(g_utf8_prev_char(text->str + text->len));
  gunichar next = g_utf8_get_char(line);
  if (!is_solid(last) && !is_solid(next))
    g_string_append_c(text, ' ');
  g_string_append(text, line);
  return is_digit(last) && is_digit(next);
}

static void set_text(GdCell *cell, const GdHtmlCell *from)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < from->items->len; i++) {
    const GdHtmlItem *item = from->items->pdata[i];
    g_autofree char *line = gd_line_collapsed(item->fields->pdata[0]);
    if (add_line(text, line))
      cell->split_number = TRUE;
  }
  if (text->len == 0 && from->picture)
    g_string_append(text, UNREADABLE);
  g_free(cell->text);
  cell->text = gd_nfc(text->str);
  cell->n_lines = 1;
  cell->unreadable = strstr(cell->text, UNREADABLE) != NULL;
}

/* Rows that a cell of row r reaches over. */
static guint rows_of(const GdHtmlTable *table, const GdHtmlCell *cell, guint r)
{
  guint section = ((const GdHtmlRow *)table->rows->pdata[r])->section;
  guint wanted = cell->row_span == 0 ? table->rows->len : cell->row_span;
  guint rows = 1;
  while (rows < wanted && r + rows < table->rows->len &&
         ((const GdHtmlRow *)table->rows->pdata[r + rows])->section == section)
    rows++;
  return rows;
}

/* Step 1 for one row. FALSE if it is too wide. */
static gboolean place_row(const GdHtmlTable *table, guint r, Places *places, GdGrid *grid)
{
  const GdHtmlRow *row = table->rows->pdata[r];
  guint at = 0;
  for (guint c = 0; c < row->cells->len; c++) {
    const GdHtmlCell *from = row->cells->pdata[c];
    while (at < PLACES && places->until[at] > r)
      at++;
    if (at >= PLACES)
      return FALSE;
    guint rows = rows_of(table, from, r), columns = 1;
    while (columns < from->column_span && at + columns < PLACES && places->until[at + columns] <= r)
      columns++;
    gboolean cut = columns < from->column_span && at + columns < PLACES;
    for (guint i = 0; i < columns; i++)
      places->until[at + i] = r + rows;
    places->begins[at] = TRUE;
    GdCell *cell = gd_cell_new(r, at, rows, columns, GD_BOX_NONE);
    set_text(cell, from);
    cell->ragged = cut;
    g_ptr_array_add(grid->cells, cell);
    at += columns;
  }
  return TRUE;
}

static void add_dividers(GdGrid *grid, GdDirection direction, guint n)
{
  for (guint i = 0; i <= n; i++) {
    GdDivider divider = {i, TRUE, 0};
    g_array_append_val(grid->dividers[direction], divider);
  }
}

/* Lines in which something begins, counted before each of n lines and behind the last. Caller
 * frees. */
static guint *counted(const guint8 *begins, guint n)
{
  guint *index = g_new(guint, n + 1);
  index[0] = 0;
  for (guint i = 0; i < n; i++)
    index[i + 1] = index[i] + begins[i];
  return index;
}

/* Step 2. FALSE if there are too many columns. */
static gboolean settle(GdGrid *grid, const Places *places, guint n_rows)
{
  g_autofree guint8 *begun = g_malloc0(n_rows + 1);
  for (guint i = 0; i < grid->cells->len; i++)
    begun[((const GdCell *)grid->cells->pdata[i])->row] = TRUE;
  g_autofree guint *rows = counted(begun, n_rows);
  g_autofree guint *columns = counted(places->begins, PLACES);
  for (guint i = 0; i < grid->cells->len; i++) {
    GdCell *cell = grid->cells->pdata[i];
    guint right = columns[MIN(cell->column + cell->column_span, PLACES)];
    guint bottom = rows[MIN(cell->row + cell->row_span, n_rows)];
    cell->column = columns[cell->column];
    cell->column_span = right - cell->column;
    cell->row = rows[cell->row];
    cell->row_span = bottom - cell->row;
    cell->box = gd_box(cell->column, cell->row, right, bottom);
  }
  add_dividers(grid, GD_HORIZONTAL, rows[n_rows]);
  add_dividers(grid, GD_VERTICAL, columns[PLACES]);
  grid->box = gd_box(0, 0, columns[PLACES], rows[n_rows]);
  return columns[PLACES] <= GD_CAP_GRID_LINES;
}

/* The pieces and the word of the cells from index first on that begin in row r; gives the index
 * behind them. */
static guint write_row(GdGrid *grid, guint first, guint r, GdTextPage *page)
{
  g_autoptr(GString) word = g_string_new(NULL);
  guint i = first;
  gd_text_page_open(page, page->line + 1);
  for (; i < grid->cells->len; i++) {
    GdCell *cell = grid->cells->pdata[i];
    if (cell->row != r)
      break;
    GdPiece *piece = gd_text_page_piece(page, cell->text, GD_SEPARATOR_BAR, i - first);
    if (piece == NULL)
      break;
    piece->grid = grid;
    piece->cell = cell;
    if (cell->text[0] != '\0')
      g_string_append_printf(word, "%s%s", word->len > 0 ? " | " : "", cell->text);
  }
  gd_text_page_word(page, word->str);
  return i;
}

void gd_html_table_write(const GdHtmlTable *table, GdTextPage *page)
{
  if (page->error != NULL)
    return;
  GdGrid *grid = gd_grid_new(1);
  g_autofree Places *places = g_new0(Places, 1);
  gboolean placed = TRUE;
  if (!gd_text_page_grid(page, grid))
    return;
  for (guint r = 0; placed && r < table->rows->len; r++)
    placed = place_row(table, r, places, grid);
  if (!placed || !settle(grid, places, table->rows->len)) {
    gd_text_page_over(page, "columns in a table", GD_CAP_GRID_LINES, "GD_CAP_GRID_LINES");
    return;
  }
  gd_text_page_gap(page, GD_SEPARATOR_BLOCK);
  for (guint r = 0, i = 0; r < gd_grid_rows(grid) && page->error == NULL; r++)
    i = write_row(grid, i, r, page);
}
