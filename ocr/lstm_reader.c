/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strips in one line, read at once; each symbol goes to the strip that its middle
 * lies nearest to. A reading is as sure as its least sure symbol; others replace
 * one symbol each.
 */
#include "ocr/lstm_reader.h"

#include "ocr/strip_line.h"

/* Starts of the strips (n + 1 of them): the one in which x lies, gaps halved. */
static guint strip_at(const int *starts, guint n, int x)
{
  guint i = 0;
  while (i + 1 < n && x >= starts[i + 1] - GD_LINE_GAP / 2)
    i++;
  return i;
}

/* The text of the symbols, that of number `instead` replaced. Caller frees. */
static char *join_symbols(const GdTessSymbol *symbols, guint n, guint instead, const char *other)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    g_string_append(text, i == instead && other != NULL ? other : symbols[i].text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static GdCellOpinion opinion_of(const GdTessSymbol *symbols, guint n)
{
  GdCellOpinion opinion = gd_cell_opinion_none();
  if (n == 0)
    return opinion;
  g_free(opinion.text);
  opinion.text = join_symbols(symbols, n, n, NULL);
  opinion.probability = 1;
  for (guint i = 0; i < n; i++)
    opinion.probability = MIN(opinion.probability, CLAMP(symbols[i].confidence, 0, 1));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < symbols[i].n_others; k++) {
      const GdTessOther *other = &symbols[i].others[k];
      g_autofree char *text = join_symbols(symbols, n, i, other->text);
      gd_cell_opinion_add(&opinion, text, CLAMP(other->confidence, 0, 1));
    }
  return opinion;
}

void gd_lstm_read(GdTess *tess, PIX *const *strips, guint n, gboolean alternatives,
                  GdCellOpinion *opinions)
{
  int starts[GD_LINE_CELLS + 1];
  g_return_if_fail(n >= 1 && n <= GD_LINE_CELLS);
  g_autoptr(GdOcrPix) line = gd_strip_line_new(strips, n, starts);
  g_autoptr(GArray) symbols = line != NULL
                                  ? gd_tess_read(tess, line, GD_TESS_RAW_LINE, alternatives)
                                  : g_array_new(FALSE, FALSE, sizeof(GdTessSymbol));
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  guint first = 0;
  for (guint i = 0; i < n; i++) {
    guint end = first;
    while (end < symbols->len && strip_at(starts, n, (at[end].x0 + at[end].x1) / 2) <= i)
      end++;
    opinions[i] = opinion_of(at + first, end - first);
    first = end;
  }
}
