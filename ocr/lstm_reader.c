/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strips in one line, read at once. Which symbol belongs to which strip:
 *
 *     strips      | 62421 |   | 10 |  | 7 |      hints: 62421, 10, 7
 *     symbols      6 2 4 2  1 1 0  7             the boxes of some are off by a digit or more
 *
 * Tesseract counts connected parts of ink to place its symbols, and is one off behind digits that
 * touch or are broken. So the symbols are parted by dynamic programming: each strip takes the run
 * that has the least edit distance (Wagner and Fischer, Journal of the ACM 21, 1974) to what
 * another reader made of it, and where that does not tell, whose boxes lie in it. Hints move no
 * symbol from its order and change none.
 *
 * A reading is as sure as its least sure symbol; others replace one symbol each.
 */
#include "ocr/lstm_reader.h"

#include "ocr/strip_line.h"

/* What a symbol costs that stands in a strip where its box does not; an edit costs 1. */
#define GD_OUTSIDE_COST 0.3

/* Symbols that a strip may have more than its hint. */
#define GD_MORE_SYMBOLS 4

/* Longest hint that counts, characters. */
#define GD_HINT_MOST 40

#define GD_COST_MOST 1e9

static gboolean lies_in(const GdTessSymbol *symbol, const int *starts, guint strip)
{
  const int middle = (symbol->x0 + symbol->x1) / 2;
  return middle >= starts[strip] - GD_LINE_GAP / 2 && middle < starts[strip + 1] - GD_LINE_GAP / 2;
}

/* Costs of giving the first 0..most symbols to a strip: the last column of the table of edits, and
 * what lies outside. */
static void run_costs(const GdTessSymbol *symbols, guint most, const char *hint, const int *starts,
                      guint strip, double *costs)
{
  const char *letters[GD_HINT_MOST];
  guint n = 0;
  for (const char *p = hint; *p != '\0' && n < GD_HINT_MOST; p = g_utf8_next_char(p))
    letters[n++] = p;
  double edits[GD_HINT_MOST + 1] = {0}, outside = 0;
  for (guint k = 0; k <= n; k++)
    edits[k] = k;
  costs[0] = n;
  for (guint i = 0; i < most; i++) {
    double diagonal = edits[0];
    edits[0] = i + 1;
    for (guint k = 1; k <= n; k++) {
      const gboolean same = g_str_has_prefix(letters[k - 1], symbols[i].text);
      const double with = diagonal + (same ? 0 : 1);
      diagonal = edits[k];
      edits[k] = MIN(with, MIN(edits[k], edits[k - 1]) + 1);
    }
    outside += lies_in(&symbols[i], starts, strip) ? 0 : GD_OUTSIDE_COST;
    costs[i + 1] = edits[n] + outside;
  }
}

/* Parts the symbols: ends[i] is behind the last of strip i. */
static void part_symbols(const GArray *symbols, const char *const *hints, const int *starts,
                         guint n, guint *ends)
{
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  const guint m = symbols->len;
  g_autofree double *best = g_new0(double, (gsize)(n + 1) * (m + 1));
  g_autofree guint *from = g_new0(guint, (gsize)(n + 1) * (m + 1));
  g_autofree double *costs = g_new0(double, m + 2);
  for (gsize k = 0; k < (gsize)(n + 1) * (m + 1); k++)
    best[k] = GD_COST_MOST;
  best[0] = 0;
  for (guint i = 0; i < n; i++)
    for (guint first = 0; first <= m; first++) {
      const double before = best[(gsize)i * (m + 1) + first];
      if (before >= GD_COST_MOST)
        continue;
      const guint most = MIN(m - first, (guint)g_utf8_strlen(hints[i], -1) + GD_MORE_SYMBOLS);
      const guint all = i + 1 == n ? m - first : most; /* the last takes what is left */
      run_costs(at + first, all, hints[i], starts, i, costs);
      for (guint length = i + 1 == n ? all : 0; length <= all; length++) {
        const gsize to = (gsize)(i + 1) * (m + 1) + first + length;
        if (before + costs[length] >= best[to])
          continue;
        best[to] = before + costs[length];
        from[to] = first;
      }
    }
  guint end = m;
  for (guint i = n; i-- > 0;) {
    ends[i] = end;
    end = from[(gsize)(i + 1) * (m + 1) + end];
  }
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

void gd_lstm_read(GdTess *tess, PIX *const *strips, const char *const *hints, guint n,
                  gboolean alternatives, GdCellOpinion *opinions)
{
  int starts[GD_LINE_CELLS + 1];
  guint ends[GD_LINE_CELLS];
  g_return_if_fail(n >= 1 && n <= GD_LINE_CELLS);
  g_autoptr(GdOcrPix) line = gd_strip_line_new(strips, n, starts);
  g_autoptr(GArray) symbols = line != NULL
                                  ? gd_tess_read(tess, line, GD_TESS_RAW_LINE, alternatives)
                                  : g_array_new(FALSE, FALSE, sizeof(GdTessSymbol));
  part_symbols(symbols, hints, starts, n, ends);
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  for (guint i = 0; i < n; i++) {
    const guint first = i > 0 ? ends[i - 1] : 0;
    opinions[i] = opinion_of(at + first, ends[i] - first);
  }
}
