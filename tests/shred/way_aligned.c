/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text of a PDF by a tool that keeps the layout: columns held by blanks, labels
 * in as many lines as their columns are wide, numbers on the middle line.
 *
 *     三、本年度办  （一）予以公开        0     3
 *       理结果     （二）部分公开（区
 *                  分处理的，只计这一    12     0
 *                  情形）
 *
 * 1. Each column gets a width, each row a number of lines.
 * 2. Each cell is cut into lines and put into the middle of the lines of its rows.
 * 3. Lines are written with the blanks between their pieces.
 */
#include "ways.h"

#define LABEL_WIDTH 20  /* of a label column; a Chinese character takes 2, as on paper */
#define NARROW_WIDTH 12 /* of a column of group labels */
#define VALUE_MIN_WIDTH 8
#define GAP 2 /* blanks between columns, at least */

typedef struct {
  guint x;
  char *text; /* owned */
} Piece;

typedef struct {
  GArray *at;       /* of guint: left edge of each column, and the right edge of the last */
  GArray *first;    /* of guint: first line of each row, and the end */
  GPtrArray *lines; /* of GArray* of Piece */
} Layout;

static guint width_of(const char *text)
{
  guint width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    width += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
  return width;
}

/* The text in lines of at most that width; a number is never cut. Caller owns (of char*). */
static GPtrArray *wrap(const char *text, guint width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) line = g_string_new(NULL);
  guint used = 0;
  gboolean in_number = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    guint wide = g_unichar_iswide(c) ? 2 : 1;
    gboolean digit = g_unichar_isdigit(c) || c == '.' || c == ',';
    if (used > 0 && used + wide > width && !(in_number && digit)) {
      g_ptr_array_add(lines, g_strdup(line->str));
      g_string_truncate(line, 0);
      used = 0;
    }
    g_string_append_unichar(line, c);
    used += wide;
    in_number = digit;
  }
  if (line->len > 0 || lines->len == 0)
    g_ptr_array_add(lines, g_strdup(line->str));
  return lines;
}

static void clear_piece(gpointer data)
{
  g_free(((Piece *)data)->text);
}

static guint inner_width(const Layout *layout, const ShCell *cell)
{
  return g_array_index(layout->at, guint, cell->column + cell->columns) -
         g_array_index(layout->at, guint, cell->column) - GAP;
}

/* Columns: as wide as their widest number; label columns by rule. */
static void place_columns(Layout *layout, const ShTable *table)
{
  guint labels = table->n_columns;
  for (guint b = 0; b < table->source->label_columns->len; b++)
    labels = MIN(labels, g_array_index(table->source->label_columns, guint, b));
  g_autofree guint *widths = g_new0(guint, table->n_columns);
  for (guint c = 0; c < table->n_columns; c++)
    widths[c] = c + 1 < labels ? NARROW_WIDTH : c < labels ? LABEL_WIDTH : VALUE_MIN_WIDTH;
  for (guint r = 0; r < table->rows->len; r++)
    for (guint i = 0; i < sh_row(table, r)->cells->len; i++) {
      const ShCell *cell = sh_cell(sh_row(table, r), i);
      if (sh_cell_is_number(sh_row(table, r), cell))
        widths[cell->column] = MAX(widths[cell->column], width_of(cell->text));
    }
  guint at = 0;
  for (guint c = 0; c <= table->n_columns; c++) {
    g_array_append_val(layout->at, at);
    at += c < table->n_columns ? widths[c] + GAP : 0;
  }
}

/* Rows: as many lines as their cells of one row need. */
static void place_rows(Layout *layout, const ShTable *table)
{
  guint line = 0;
  for (guint r = 0; r <= table->rows->len; r++) {
    g_array_append_val(layout->first, line);
    guint height = 1;
    for (guint i = 0; r < table->rows->len && i < sh_row(table, r)->cells->len; i++) {
      const ShCell *cell = sh_cell(sh_row(table, r), i);
      g_autoptr(GPtrArray) lines = wrap(cell->text, inner_width(layout, cell));
      /* a cell over several rows shares its lines among them */
      height = MAX(height, (lines->len + cell->rows - 1) / cell->rows);
    }
    line += height;
  }
  for (guint i = 0; i < line; i++) {
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_array_set_clear_func(pieces, clear_piece);
    g_ptr_array_add(layout->lines, pieces);
  }
}

static void place_cell(Layout *layout, const ShRow *row, guint r, const ShCell *cell)
{
  guint top = g_array_index(layout->first, guint, r);
  guint height = g_array_index(layout->first, guint, r + cell->rows) - top;
  guint x = g_array_index(layout->at, guint, cell->column), width = inner_width(layout, cell);
  const char *written = sh_cell_text(cell);
  gboolean centred = sh_cell_is_number(row, cell) || cell->role == TS_HEAD;
  g_autoptr(GPtrArray) lines = wrap(written, width);
  guint above = height > lines->len ? (height - lines->len) / 2 : 0;
  for (guint i = 0; i < lines->len && written[0] != '\0'; i++) {
    guint used = width_of(lines->pdata[i]);
    Piece piece = {x + (centred && width > used ? (width - used) / 2 : 0),
                   g_strdup(lines->pdata[i])};
    guint line = MIN(top + above + i, layout->lines->len - 1);
    g_array_append_val((GArray *)layout->lines->pdata[line], piece);
  }
}

static int compare_pieces(gconstpointer a, gconstpointer b)
{
  guint x = ((const Piece *)a)->x, y = ((const Piece *)b)->x;
  return (x > y) - (x < y);
}

static void write_line(GString *out, GArray *pieces)
{
  guint used = 0;
  g_array_sort(pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    for (; used < piece->x; used++)
      g_string_append_c(out, ' ');
    g_string_append(out, piece->text);
    used += width_of(piece->text);
    if (i + 1 < pieces->len) { /* never touches the next one */
      g_string_append_c(out, ' ');
      used++;
    }
  }
  g_string_append_c(out, '\n');
}

void sh_write_aligned(ShText *text, const ShTable *table)
{
  Layout layout = {g_array_new(FALSE, FALSE, sizeof(guint)),
                   g_array_new(FALSE, FALSE, sizeof(guint)),
                   g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref)};
  place_columns(&layout, table);
  place_rows(&layout, table);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint i = 0; i < sh_row(table, r)->cells->len; i++)
      place_cell(&layout, sh_row(table, r), r, sh_cell(sh_row(table, r), i));
  for (guint r = 0; r < table->rows->len; r++) {
    for (guint i = g_array_index(layout.first, guint, r);
         i < g_array_index(layout.first, guint, r + 1); i++)
      write_line(text->out, layout.lines->pdata[i]);
    sh_maybe_furniture(text);
  }
  g_array_unref(layout.at);
  g_array_unref(layout.first);
  g_ptr_array_unref(layout.lines);
}
