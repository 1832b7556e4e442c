/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/prose_mend.h"

#include <string.h>

/* Chinese characters in a row from which on their distance tells their size: boxes are off by a
 * tenth of a character at either end. */
#define GD_SIZE_RUN 4

/* Sizes that two characters take at least, from the left edge of one to the right edge of the
 * other. */
#define TWO 1.4

static gboolean is_han(const GdTessSymbol *symbol)
{
  return g_unichar_get_script(g_utf8_get_char(symbol->text)) == G_UNICODE_SCRIPT_HAN;
}

double gd_symbols_size(const GdTessSymbol *symbols, guint n)
{
  guint first = 0, best = 0;
  double size = 0;
  for (guint i = 0; i <= n; i++) {
    if (i < n && is_han(&symbols[i]))
      continue;
    if (i - first >= GD_SIZE_RUN && i - first > best) {
      const GdTessSymbol *a = &symbols[first], *b = &symbols[i - 1];
      best = i - first;
      size = (b->x0 + b->x1 - a->x0 - a->x1) / 2.0 / (best - 1);
    }
    first = i + 1;
  }
  return size;
}

/* In a line of digits between 一 these are dashes: a page number. */
static void mend_dashes(GArray *symbols)
{
  GdTessSymbol *at = (GdTessSymbol *)symbols->data;
  const guint n = symbols->len;
  if (n < 3 || !g_str_equal(at[0].text, "一") || !g_str_equal(at[n - 1].text, "一"))
    return;
  for (guint i = 1; i + 1 < n; i++)
    if (!g_ascii_isdigit(at[i].text[0]))
      return;
  g_strlcpy(at[0].text, "—", sizeof at[0].text);
  g_strlcpy(at[n - 1].text, "—", sizeof at[n - 1].text);
}

/* chi_sim reads 〇 as O〇 now and then. */
static void mend_zeros(GArray *symbols)
{
  for (guint i = symbols->len; i-- > 1;) {
    const GdTessSymbol *zero = &g_array_index(symbols, GdTessSymbol, i);
    if (g_str_equal(zero->text, "〇") && strchr("Oo0", (zero - 1)->text[0]) != NULL &&
        (zero - 1)->text[0] != '\0' && (zero - 1)->text[1] == '\0')
      g_array_remove_index(symbols, i - 1);
  }
}

/* The left part of 归 or 岭 is read as 上 now and then, and then all of it. */
static void mend_parts(GArray *symbols)
{
  const double size = gd_symbols_size((const GdTessSymbol *)symbols->data, symbols->len);
  for (guint i = symbols->len; i-- > 1;) {
    const GdTessSymbol *next = &g_array_index(symbols, GdTessSymbol, i), *part = next - 1;
    if (g_str_equal(part->text, "上") && is_han(next) && next->x1 - part->x0 < TWO * size)
      g_array_remove_index(symbols, i - 1);
  }
}

void gd_prose_mend(GArray *symbols)
{
  mend_dashes(symbols);
  mend_zeros(symbols);
  mend_parts(symbols);
}
