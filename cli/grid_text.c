/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Which cell owns each elementary row and column.
 * 2. Widths: what the cells of one column need, cut down evenly from the widest on until
 *    the whole fits.
 * 3. Line by line: a border wherever the owners on both sides differ, then the text. A
 *    cell of several rows goes on in the rows below.
 */
#include "cli/grid_text.h"

#include <string.h>

#define LEAST_WIDTH 2

enum { NORTH = 1, SOUTH = 2, WEST = 4, EAST = 8 };

typedef struct {
  const GdGrid *grid;
  guint rows, columns;
  GdCell **owner;    /* rows x columns; NULL: nobody */
  guint *width;      /* of each column, terminal columns */
  GHashTable *texts; /* GdCell* → GPtrArray of char*: its lines */
} Drawing;

char *gd_shown_text(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *shown = g_string_new(NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeType type = g_unichar_type(c);
    gboolean steers = type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
                      type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
    g_string_append_unichar(shown, steers ? 0xFFFD : c);
  }
  return g_string_free(shown, FALSE);
}

/* Columns of the terminal. */
static guint width_of_char(gunichar c)
{
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static guint width_of(const char *text)
{
  guint width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    width += width_of_char(g_utf8_get_char(p));
  return width;
}

static GdCell *owner_at(const Drawing *d, guint row, guint column)
{
  return d->owner[(gsize)row * d->columns + column];
}

static void find_owners(Drawing *d)
{
  d->owner = g_new0(GdCell *, (gsize)d->rows * d->columns);
  for (guint i = 0; i < d->grid->cells->len; i++) {
    GdCell *cell = d->grid->cells->pdata[i];
    for (guint r = cell->row; r < d->rows && r - cell->row < cell->row_span; r++)
      for (guint c = cell->column; c < d->columns && c - cell->column < cell->column_span; c++)
        d->owner[(gsize)r * d->columns + c] = cell;
  }
}

static char *text_of(const GdGrid *grid, const GdCell *cell, GdCellMark mark, gpointer data)
{
  g_autofree char *shown = gd_shown_text(cell->text);
  const char *behind = mark != NULL ? mark(grid, cell, data) : NULL;
  return g_strconcat(shown, behind, NULL);
}

static void find_widths(Drawing *d, guint columns, GdCellMark mark, gpointer data)
{
  d->width = g_new0(guint, d->columns);
  guint total = d->columns + 1;
  for (guint c = 0; c < d->columns; c++)
    d->width[c] = LEAST_WIDTH;
  for (guint i = 0; i < d->grid->cells->len; i++) {
    const GdCell *cell = d->grid->cells->pdata[i];
    if (cell->column >= d->columns || cell->column_span == 0)
      continue;
    g_autofree char *text = text_of(d->grid, cell, mark, data);
    guint share = (width_of(text) + cell->column_span - 1) / cell->column_span;
    for (guint c = cell->column; c < d->columns && c - cell->column < cell->column_span; c++)
      d->width[c] = MAX(d->width[c], MIN(share, columns));
  }
  for (guint c = 0; c < d->columns; c++)
    total += d->width[c];
  while (total > columns) {
    guint widest = 0;
    for (guint c = 1; c < d->columns; c++)
      if (d->width[c] > d->width[widest])
        widest = c;
    if (d->width[widest] <= LEAST_WIDTH)
      break;
    d->width[widest]--;
    total--;
  }
}

/* Cuts text into at most n lines of that width. */
static GPtrArray *wrap(const char *text, guint width, guint n)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  const char *p = text;
  for (guint i = 0; i < n && *p != '\0'; i++) {
    GString *line = g_string_new(NULL);
    guint used = 0;
    gboolean cut = i + 1 == n && width_of(p) > width;
    for (; *p != '\0'; p = g_utf8_next_char(p)) {
      gunichar c = g_utf8_get_char(p);
      if (used + width_of_char(c) + (cut ? 1 : 0) > width)
        break;
      g_string_append_unichar(line, c);
      used += width_of_char(c);
    }
    if (cut)
      g_string_append(line, "…");
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
  return lines;
}

/* Terminal columns inside a cell, the borders between its columns included. */
static guint inside(const Drawing *d, guint column, guint span)
{
  guint width = 0;
  for (guint c = column; c < d->columns && c - column < span; c++)
    width += d->width[c] + (c > column ? 1 : 0);
  return width;
}

/* Whether a border runs along the upper side of (row, column), or its left side. */
static gboolean border_above(const Drawing *d, guint row, guint column)
{
  if (column >= d->columns)
    return FALSE;
  return row == 0 || row == d->rows || owner_at(d, row, column) == NULL ||
         owner_at(d, row - 1, column) != owner_at(d, row, column);
}

static gboolean border_left(const Drawing *d, guint row, guint column)
{
  if (row >= d->rows)
    return FALSE;
  return column == 0 || column == d->columns || owner_at(d, row, column) == NULL ||
         owner_at(d, row, column - 1) != owner_at(d, row, column);
}

static gboolean is_drawn(const Drawing *d, GdDirection direction, guint i)
{
  return g_array_index(d->grid->dividers[direction], GdDivider, i).drawn;
}

static void put_corner(GString *out, const Drawing *d, guint row, guint column)
{
  static const char *const corners[16] = {" ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
                                          "╶", "└", "┌", "├", "─", "┴", "┬", "┼"};
  guint arms = 0;
  arms |= row > 0 && border_left(d, row - 1, column) ? NORTH : 0;
  arms |= row < d->rows && border_left(d, row, column) ? SOUTH : 0;
  arms |= column > 0 && border_above(d, row, column - 1) ? WEST : 0;
  arms |= column < d->columns && border_above(d, row, column) ? EAST : 0;
  g_string_append(out, corners[arms]);
}

static void put_border(GString *out, const Drawing *d, guint row)
{
  const char *line = is_drawn(d, GD_HORIZONTAL, row) ? "─" : "╌";
  for (guint c = 0; c < d->columns; c++) {
    put_corner(out, d, row, c);
    for (guint i = 0; i < d->width[c]; i++)
      g_string_append(out, border_above(d, row, c) ? line : " ");
  }
  put_corner(out, d, row, d->columns);
  g_string_append_c(out, '\n');
}

static void put_texts(GString *out, const Drawing *d, guint row)
{
  for (guint c = 0; c < d->columns;) {
    const GdCell *cell = owner_at(d, row, c);
    guint span = 1;
    while (cell != NULL && c + span < d->columns && owner_at(d, row, c + span) == cell)
      span++;
    g_string_append(out, is_drawn(d, GD_VERTICAL, c) || c == 0 ? "│" : "╎");
    const GPtrArray *lines = cell != NULL ? g_hash_table_lookup(d->texts, cell) : NULL;
    guint line = cell != NULL ? row - cell->row : 0, room = inside(d, c, span);
    const char *text = lines != NULL && line < lines->len ? lines->pdata[line] : "";
    g_string_append(out, text);
    for (guint used = width_of(text); used < room; used++)
      g_string_append_c(out, ' ');
    c += span;
  }
  g_string_append(out, "│\n");
}

void gd_grid_put_text(GString *out, const GdGrid *grid, guint columns, GdCellMark mark,
                      gpointer data)
{
  Drawing d = {.grid = grid, .rows = gd_grid_rows(grid), .columns = gd_grid_columns(grid)};
  if (d.rows == 0 || d.columns == 0)
    return;
  find_owners(&d);
  find_widths(&d, columns, mark, data);
  d.texts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < grid->cells->len; i++) {
    GdCell *cell = grid->cells->pdata[i];
    g_autofree char *text = text_of(grid, cell, mark, data);
    guint width = inside(&d, cell->column, cell->column_span);
    if (width > 0)
      g_hash_table_insert(d.texts, cell, wrap(text, width, MAX(1, cell->row_span)));
  }
  for (guint r = 0; r < d.rows; r++) {
    put_border(out, &d, r);
    put_texts(out, &d, r);
  }
  put_border(out, &d, d.rows);
  g_hash_table_unref(d.texts);
  g_free(d.owner);
  g_free(d.width);
}
