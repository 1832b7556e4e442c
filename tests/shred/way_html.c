/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML: a sound grid with rowspan and colspan, or (text->nested) what editors and
 * word processors leave: layout tables around it, empty cells behind the last
 * column, labels in <p> and <span>, &nbsp;.
 */
#include "ways.h"

#define MARKUP_CHANCE 0.4   /* of a label that is split by markup */
#define NBSP_CHANCE 0.15    /* of a cell with no-break spaces around its text */
#define FILLER_CHANCE 0.15  /* of a row with an empty cell behind its last column */
#define TH_CHANCE 0.5       /* of a text whose head cells are <th> */
#define NESTED_CHANCE 0.5   /* of a table inside a layout table */
#define UNCLOSED_CHANCE 0.2 /* of a text without </td> and </tr> */

typedef struct {
  gboolean head_tag, unclosed;
} Style;

/* The label in pieces, each in markup of its own; a piece is never a number. */
static void append_markup(ShText *text, const char *label)
{
  static const char *const joints[] = {"<br>", "</p><p>", "</span><span>", "<br/>", "\n", NULL};
  g_auto(GStrv) pieces = sh_label_pieces(label, 2, &text->rng);
  const char *joint = ts_rng_pick(&text->rng, joints);
  const char *open = g_str_equal(joint, "</p><p>")         ? "<p>"
                     : g_str_equal(joint, "</span><span>") ? "<span style=\"font-size:10.5pt\">"
                                                           : "";
  g_string_append(text->out, open);
  for (guint i = 0; pieces[i] != NULL; i++) {
    g_autofree char *escaped = g_markup_escape_text(pieces[i], -1);
    g_string_append_printf(text->out, "%s%s", i > 0 ? joint : "", escaped);
  }
  g_string_append(text->out, *open == '\0' ? "" : open[1] == 'p' ? "</p>" : "</span>");
}

static void append_content(ShText *text, const ShRow *row, const ShCell *cell)
{
  gboolean number = sh_cell_is_number(row, cell);
  gboolean markup = text->nested && !number && ts_rng_chance(&text->rng, MARKUP_CHANCE);
  gboolean blanks = text->nested && ts_rng_chance(&text->rng, NBSP_CHANCE);
  const char *written = sh_cell_text(cell);
  if (blanks || (text->nested && written[0] == '\0'))
    g_string_append(text->out, "&nbsp;");
  if (markup) {
    append_markup(text, written);
  } else {
    g_autofree char *escaped = g_markup_escape_text(written, -1);
    gboolean paragraph = text->nested && number && ts_rng_chance(&text->rng, MARKUP_CHANCE);
    g_string_append_printf(text->out, paragraph ? "<p align=\"center\"><span>%s</span></p>" : "%s",
                           escaped);
  }
  if (blanks)
    g_string_append(text->out, "&nbsp;");
}

static void append_cell(ShText *text, const Style *style, const ShRow *row, const ShCell *cell)
{
  const char *tag = style->head_tag && row->head ? "th" : "td";
  g_string_append_printf(text->out, "<%s", tag);
  if (cell->rows > 1)
    g_string_append_printf(text->out, " rowspan=\"%u\"", cell->rows);
  if (cell->columns > 1)
    g_string_append_printf(text->out, " colspan=\"%u\"", cell->columns);
  g_string_append_c(text->out, '>');
  append_content(text, row, cell);
  if (!style->unclosed)
    g_string_append_printf(text->out, "</%s>", tag);
  g_string_append_c(text->out, '\n');
}

static void append_table(ShText *text, const Style *style, const ShTable *table)
{
  g_string_append(text->out, "<table border=\"1\" cellspacing=\"0\">\n<tbody>\n");
  for (guint r = 0; r < table->rows->len; r++) {
    const ShRow *row = sh_row(table, r);
    g_autoptr(GPtrArray) cells = sh_row_left(row);
    g_string_append(text->out, "<tr>\n");
    for (guint i = 0; i < cells->len; i++)
      append_cell(text, style, row, cells->pdata[i]);
    /* a filler must not stand in for a number that is gone */
    gboolean filler = text->nested && !row->head && ts_rng_chance(&text->rng, FILLER_CHANCE);
    if (filler && cells->len == row->cells->len)
      g_string_append(text->out, "<td></td>\n");
    g_string_append(text->out, style->unclosed ? "\n" : "</tr>\n");
  }
  g_string_append(text->out, "</tbody>\n</table>\n");
}

void sh_write_html(ShText *text, const ShTable *table)
{
  TsRng rng = text->rng;
  Style style = {ts_rng_chance(&rng, TH_CHANCE),
                 ts_rng_chance(&rng, UNCLOSED_CHANCE) && text->nested};
  gboolean nested = text->nested && ts_rng_chance(&rng, NESTED_CHANCE);
  if (nested)
    g_string_append(text->out, "<table width=\"100%\"><tr><td width=\"20\">&nbsp;</td><td>\n");
  append_table(text, &style, table);
  if (nested)
    g_string_append(text->out, "</td></tr></table>\n");
}
