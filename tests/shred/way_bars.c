/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text of web pages in which each cell ends in a bar. What a merged cell covers
 * has lost its place: those bars stand together at the end of the row.
 *
 *     printed              bar-cells        bar-lines        bar-rows
 *
 *     | A (over 2) | B |   A |              |                A | B | |
 *     | x | y      | 1 |   B |              A |              x | y | 1 |
 *                          |                B |
 *                          x |              |
 *                          y |              |
 *                          1 |              x |
 */
#include "ways.h"

#define OWN_BAR_CHANCE 0.4 /* of a text of bar-lines whose bars stand in lines of their own */

static void append_bars(GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c(out, '|');
}

/* The surplus bars behind a row; the last row of a table has one less, being trimmed. */
static guint surplus(const ShTable *table, guint r)
{
  guint n = sh_row_surplus(table, sh_row(table, r));
  return r + 1 == table->rows->len && n > 0 ? n - 1 : n;
}

/* A cell that has no text is a bar among the surplus ones if it closes the row. */
static gboolean closes(const GPtrArray *cells, guint i)
{
  const ShCell *cell = cells->pdata[i];
  return cell->filler && i + 1 == cells->len;
}

void sh_write_bar_cells(ShText *text, const ShTable *table)
{
  for (guint r = 0; r < table->rows->len; r++) {
    g_autoptr(GPtrArray) cells = sh_row_left(sh_row(table, r));
    guint bars = surplus(table, r);
    for (guint i = 0; i < cells->len; i++)
      if (closes(cells, i))
        bars++;
      else {
        const char *written = sh_cell_text(cells->pdata[i]);
        g_string_append_printf(text->out, written[0] != '\0' ? "%s |\n" : "%s|\n", written);
      }
    append_bars(text->out, bars);
    if (bars > 0)
      g_string_append_c(text->out, '\n');
    sh_maybe_furniture(text);
  }
}

void sh_write_bar_lines(ShText *text, const ShTable *table)
{
  TsRng style = text->rng;
  gboolean own = ts_rng_chance(&style, OWN_BAR_CHANCE);
  for (guint r = 0; r < table->rows->len; r++) {
    g_autoptr(GPtrArray) cells = sh_row_left(sh_row(table, r));
    guint bars = sh_row_surplus(table, sh_row(table, r));
    g_string_append(text->out, "|\n");
    for (guint i = 0; i < cells->len; i++)
      if (closes(cells, i))
        bars++;
      else {
        const char *written = sh_cell_text(cells->pdata[i]);
        const char *form = written[0] == '\0' ? "%s|\n" : own ? "%s\n|\n" : "%s |\n";
        g_string_append_printf(text->out, form, written);
      }
    append_bars(text->out, bars);
    if (bars > 0)
      g_string_append_c(text->out, '\n');
    sh_maybe_furniture(text);
  }
}

void sh_write_bar_rows(ShText *text, const ShTable *table)
{
  for (guint r = 0; r < table->rows->len; r++) {
    g_autoptr(GPtrArray) cells = sh_row_left(sh_row(table, r));
    guint bars = surplus(table, r);
    for (guint i = 0; i < cells->len; i++)
      if (closes(cells, i))
        bars++;
      else
        g_string_append_printf(text->out, "%s%s", i > 0 ? " | " : "",
                               sh_cell_text(cells->pdata[i]));
    g_string_append(text->out, r + 1 < table->rows->len || bars > 0 ? " |" : "");
    append_bars(text->out, bars);
    g_string_append_c(text->out, '\n');
    sh_maybe_furniture(text);
  }
}
