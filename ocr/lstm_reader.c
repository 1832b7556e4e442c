/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strips on one line, as the network was trained; the gap between two is as wide as several of its
 * columns, so a letter is in the strip where the network saw it.
 */
#include "ocr/lstm_reader.h"

#include "ocr/line_decode.h"

/* The text of n letters, that of number `instead` replaced if there is such a one. Caller frees. */
static char *join_letters(const GdLineLetter *letters, guint n, guint instead, const char *other)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    g_string_append(text, i == instead ? other : letters[i].text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static GdCellOpinion opinion_of(const GdLineLetter *letters, guint n)
{
  GdCellOpinion opinion = gd_cell_opinion_none();
  if (n == 0)
    return opinion;
  g_free(opinion.text);
  opinion.text = join_letters(letters, n, n, NULL);
  opinion.probability = 1;
  for (guint i = 0; i < n; i++)
    opinion.probability = MIN(opinion.probability, letters[i].confidence);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < letters[i].n_others; k++) {
      const GdLineChoice *other = &letters[i].others[k];
      g_autofree char *text = join_letters(letters, n, i, other->text);
      gd_cell_opinion_add(&opinion, text, other->confidence);
    }
  return opinion;
}

void gd_lstm_line_clear(GdLstmLine *line)
{
  gd_line_columns_clear(&line->columns);
}

void gd_lstm_run(const GdLineNet *net, GdLstmLine *lines, guint n)
{
  g_autoptr(GPtrArray) pictures = g_ptr_array_new();
  g_autofree guint *whose = g_new0(guint, n + 1);
  g_autofree GdLineColumns *columns = g_new0(GdLineColumns, n + 1);
  for (guint i = 0; i < n; i++) {
    PIX *picture = gd_strip_line_new(lines[i].strips, lines[i].n, lines[i].starts);
    whose[pictures->len] = i;
    if (picture != NULL)
      g_ptr_array_add(pictures, picture);
  }
  gd_line_net_run(net, (PIX *const *)pictures->pdata, pictures->len, columns);
  for (guint i = 0; i < pictures->len; i++) {
    lines[whose[i]].columns = columns[i];
    pixDestroy((PIX **)&pictures->pdata[i]);
  }
}

void gd_lstm_read(const GdLineNet *net, const GdLstmLine *line, gboolean others,
                  GdCellOpinion *opinions)
{
  g_autoptr(GArray) letters = gd_line_decode(net, &line->columns, others);
  const GdLineLetter *at = (const GdLineLetter *)letters->data;
  guint first = 0;
  for (guint i = 0; i < line->n; i++) {
    const double limit = line->starts[i + 1] - GD_LINE_GAP / 2.0;
    guint end = first;
    while (end < letters->len && (i + 1 == line->n || at[end].x < limit))
      end++;
    opinions[i] = opinion_of(at + first, end - first);
    first = end;
  }
}
