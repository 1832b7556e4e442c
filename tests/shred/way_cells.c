/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell to a line and nothing between: cells without text leave no trace.
 */
#include "ways.h"

#define ROW_GAP_CHANCE 0.2  /* of a text with empty lines between rows */
#define BREAK_CHANCE 0.3    /* of a label of the way pieces that is broken */
#define THREE_CHANCE 0.3    /* of a broken label that has three pieces */
#define SWAPPED_CHANCE 0.15 /* of a broken label whose pieces are out of order */
#define AROUND_CHANCE 0.6   /* of a broken label whose numbers stand among its pieces */
#define ROW_LINE_CHANCE 0.5 /* of a text of pieces with the numbers of a row in one line */

void sh_write_cells(ShText *text, const ShTable *table)
{
  TsRng style = text->rng;
  gboolean gaps = ts_rng_chance(&style, ROW_GAP_CHANCE);
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *row = sh_row(table, r);
    for (guint i = 0; i < row->cells->len; i++) {
      const char *written = sh_cell_text(sh_cell(row, i));
      if (written[0] != '\0')
        g_string_append_printf(text->out, "%s\n", written);
    }
    if (gaps)
      g_string_append_c(text->out, '\n');
    sh_maybe_furniture(text);
  }
}

/* The numbers of a row, in one line or one to a line. */
static void write_numbers(ShText *text, const ShRow *row, gboolean one_line)
{
  gboolean any = FALSE;
  for (guint i = 0; i < row->cells->len; i++) {
    const ShCell *cell = sh_cell(row, i);
    const char *written = sh_cell_text(cell);
    if (!sh_cell_is_number(row, cell) || written[0] == '\0')
      continue;
    g_string_append_printf(text->out, "%s%s", any && one_line ? " " : "", written);
    any = TRUE;
    if (!one_line)
      g_string_append_c(text->out, '\n');
  }
  if (any && one_line)
    g_string_append_c(text->out, '\n');
}

/* A row whose label is broken: the numbers before, among or behind its pieces. */
static void write_broken_row(ShText *text, const ShRow *row, gboolean one_line)
{
  ShCell *label = sh_row_label(row);
  guint n = ts_rng_chance(&text->rng, THREE_CHANCE) ? 3 : 2;
  g_auto(GStrv) pieces = sh_label_pieces(label->text, n, &text->rng);
  n = g_strv_length(pieces);
  if (n > 1 && ts_rng_chance(&text->rng, SWAPPED_CHANCE)) {
    char *swap = pieces[0];
    pieces[0] = pieces[n - 1];
    pieces[n - 1] = swap;
  }
  guint at = ts_rng_chance(&text->rng, AROUND_CHANCE) ? (guint)ts_rng_int(&text->rng, 1, n) : n;
  for (guint i = 0; i < n; i++) {
    if (i == at)
      write_numbers(text, row, one_line);
    g_string_append_printf(text->out, "%s\n", pieces[i]);
  }
  if (at >= n)
    write_numbers(text, row, one_line);
}

void sh_write_pieces(ShText *text, const ShTable *table)
{
  TsRng style = text->rng;
  gboolean one_line = ts_rng_chance(&style, ROW_LINE_CHANCE);
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *row = sh_row(table, r);
    const ShCell *label = sh_row_label(row);
    gboolean broken = ts_rng_chance(&text->rng, BREAK_CHANCE);
    for (guint i = 0; i < row->cells->len; i++) {
      const ShCell *cell = sh_cell(row, i);
      if (!(cell == label && broken) && !sh_cell_is_number(row, cell) && cell->text[0] != '\0')
        g_string_append_printf(text->out, "%s\n", cell->text);
    }
    if (label != NULL && broken)
      write_broken_row(text, row, one_line);
    else
      write_numbers(text, row, one_line);
    sh_maybe_furniture(text);
  }
}
