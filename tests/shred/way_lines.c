/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row to a line, as copies of PDFs have them, and what page breaks and
 * narrow cells do to such lines:
 *
 *     4.保护第三方合  0  0  1      the label is cut by the page,
 *                                  its rest stands in a line of its own,
 *     法权益                       before or behind the numbers,
 *     法权益 5.属于…  0  0  2      or in the next row's line
 */
#include "ways.h"

#define COVERED_CHANCE 0.6      /* of a text of tabs that has a field for each covered place */
#define BREAK_CHANCE 0.07       /* of a page break in front of a row */
#define BREAK_CUTS_CHANCE 0.7   /* of a page break that cuts a label */
#define BREAK_MERGE_CHANCE 0.15 /* of a cut label whose rest stands in the next row's line */
#define LABEL_BREAK_CHANCE 0.15 /* of a label in a line of text that goes on in the next line */
#define SPACED_CHANCE 0.25      /* of a label with blanks inside */
#define CUT_BY_PAGE_CHANCE 0.2  /* of a row cut in two, that a page break did it */
#define ROW_CUT_CHANCE 0.2      /* of a row cut in two lines */

/* Where the rest of a label stands that a page break cuts. */
typedef enum { WHOLE, REST_BEHIND, REST_BEFORE, REST_IN_NEXT } Cut;

static void append_fields(GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c(out, '\t');
}

/* A row of tabs; label: stands for the row's own, NULL: as it is. numbers: with them. */
static void write_tab_row(ShText *text, const ShTable *table, const ShRow *row, gboolean covered,
                          const char *label, gboolean numbers)
{
  g_autoptr(GPtrArray) cells = sh_row_left(row);
  for (guint i = 0; i < cells->len; i++) {
    const ShCell *cell = cells->pdata[i];
    if (i > 0)
      g_string_append_c(text->out, '\t');
    else if (cell->column > 0) /* covered from above */
      append_fields(text->out, covered ? cell->column : 1);
    gboolean own = cell == sh_row_label(row);
    if (own && label != NULL)
      g_string_append(text->out, label);
    else if (numbers || !sh_cell_is_number(row, cell))
      g_string_append(text->out, sh_cell_text(cell));
    if (covered && cell->columns > 1)
      append_fields(text->out, cell->columns - 1);
  }
  g_string_append_c(text->out, '\n');
}

/* Only the rest of a label, in the field it belongs to. */
static void write_rest(ShText *text, const ShRow *row, const char *rest, gboolean covered)
{
  const ShCell *label = sh_row_label(row);
  append_fields(text->out, covered ? label->column : MIN(label->column, 1));
  g_string_append(text->out, rest);
  append_fields(text->out, row->cells->len - 1);
  g_string_append_c(text->out, '\n');
}

static Cut draw_cut(ShText *text, const ShRow *row, const ShRow *next)
{
  const ShCell *label = sh_row_label(row);
  gboolean cuts = ts_rng_chance(&text->rng, BREAK_CUTS_CHANCE);
  gboolean merges = ts_rng_chance(&text->rng, BREAK_MERGE_CHANCE);
  gboolean behind = ts_rng_chance(&text->rng, 0.5);
  if (!cuts || label == NULL)
    return WHOLE;
  if (merges && next != NULL && sh_row_label(next) != NULL)
    return REST_IN_NEXT;
  return behind ? REST_BEHIND : REST_BEFORE;
}

static void write_page_break(ShText *text)
{
  g_string_append_c(text->out, '\n');
  if (text->options.on[SH_PAGES])
    sh_write_furniture(text);
}

void sh_write_tabs(ShText *text, const ShTable *table)
{
  TsRng style = text->rng;
  gboolean covered = ts_rng_chance(&style, COVERED_CHANCE);
  g_autofree char *carried = NULL; /* rest of a label that stands in the next row's line */
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *row = sh_row(table, r);
    const ShRow *next = r + 1 < table->rows->len ? sh_row(table, r + 1) : NULL;
    gboolean page_break = ts_rng_chance(&text->rng, BREAK_CHANCE);
    Cut cut = page_break ? draw_cut(text, row, next) : WHOLE;
    g_autofree char *before = g_steal_pointer(&carried);
    const ShCell *label = sh_row_label(row);
    g_auto(GStrv) pieces = cut != WHOLE ? sh_label_pieces(label->text, 2, &text->rng) : NULL;
    if (pieces == NULL || pieces[1] == NULL)
      cut = WHOLE;
    const char *first = cut != WHOLE ? pieces[0] : label != NULL ? label->text : NULL;
    g_autofree char *own = before != NULL ? g_strconcat(before, " ", first, NULL) : g_strdup(first);
    write_tab_row(text, table, row, covered, own, cut != REST_BEFORE);
    if (page_break)
      write_page_break(text);
    if (cut == REST_BEHIND)
      write_rest(text, row, pieces[1], covered);
    else if (cut == REST_BEFORE)
      write_tab_row(text, table, row, covered, pieces[1], TRUE);
    else if (cut == REST_IN_NEXT)
      carried = g_strdup(pieces[1]);
  }
}

/* ---- blanks ---------------------------------------------------------------- */

static char *dress_label(ShText *text, const char *label)
{
  gboolean spaced = ts_rng_chance(&text->rng, SPACED_CHANCE);
  g_autofree char *blanks = spaced ? sh_label_spaced(label, &text->rng) : g_strdup(label);
  gboolean broken = ts_rng_chance(&text->rng, LABEL_BREAK_CHANCE);
  g_auto(GStrv) pieces = sh_label_pieces(blanks, broken ? 2 : 1, &text->rng);
  return g_strjoinv("\n", pieces);
}

/* Writes a row with that separator; its numbers go on in a new line, now and then on the next
 * page, behind the first `cut` of them (G_MAXUINT: nowhere). */
static void write_line(ShText *text, const ShRow *row, const char *separator, guint cut)
{
  gboolean any = FALSE;
  guint n = 0;
  g_autoptr(GPtrArray) cells = sh_row_left(row);
  for (guint i = 0; i < cells->len; i++) {
    const ShCell *cell = cells->pdata[i];
    gboolean number = sh_cell_is_number(row, cell);
    g_autofree char *label = number ? NULL : dress_label(text, cell->text);
    const char *written = number ? sh_cell_text(cell) : label;
    if (written[0] == '\0' && (*separator == ' ' || cell->filler))
      continue;
    gboolean goes_on = any && number && n == cut;
    if (goes_on && ts_rng_chance(&text->rng, CUT_BY_PAGE_CHANCE))
      sh_write_furniture(text);
    else if (any)
      g_string_append(text->out, goes_on ? "\n" : separator);
    g_string_append(text->out, written);
    any = TRUE;
    n += number;
  }
  if (any)
    g_string_append_c(text->out, '\n');
}

void sh_write_spaces(ShText *text, const ShTable *table)
{
  for (guint r = 0; r < table->rows->len; r++) {
    write_line(text, sh_row(table, r), " ", G_MAXUINT);
    sh_maybe_furniture(text);
  }
}

void sh_write_cut_rows(ShText *text, const ShTable *table)
{
  static const char *const separators[] = {" ", " | ", "\t", NULL};
  TsRng style = text->rng;
  const char *separator = ts_rng_pick(&style, separators);
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *row = sh_row(table, r);
    guint n = 0;
    for (guint i = 0; i < row->cells->len; i++)
      n += sh_cell_is_number(row, sh_cell(row, i)) && !sh_cell_gone(sh_cell(row, i));
    gboolean cut = ts_rng_chance(&text->rng, ROW_CUT_CHANCE);
    guint at = (guint)ts_rng_int(&text->rng, 1, MAX(n, 2) - 1);
    write_line(text, row, separator, cut && n > 1 ? at : G_MAXUINT);
    sh_maybe_furniture(text);
  }
}
