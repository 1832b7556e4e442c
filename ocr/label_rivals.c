/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two readings are aligned by edit distance (Needleman and Wunsch, J. Mol. Biol. 48, 1970):
 * boxes do not tell which symbols belong together, those of Tesseract are off by a character.
 */
#include "ocr/label_rivals.h"

/* A character that is no letter of the net. */
#define GD_UNKNOWN "\xEF\xBF\xBD"

/* Symbols of a label that are aligned at most; longer ones are no labels. */
#define MOST_SYMBOLS 160

typedef struct {
  const GArray *symbols, *seen;
  guint8 distance[MOST_SYMBOLS + 1][MOST_SYMBOLS + 1]; /* of what comes before */
} Alignment;

static GdTessSymbol *symbol_at(const Alignment *a, guint i)
{
  return &g_array_index(a->symbols, GdTessSymbol, i);
}

static const GdLabelSymbol *seen_at(const Alignment *a, guint k)
{
  return &g_array_index(a->seen, GdLabelSymbol, k);
}

static guint price(const Alignment *a, guint i, guint k)
{
  return !g_str_equal(symbol_at(a, i)->text, seen_at(a, k)->text);
}

static void fill(Alignment *a)
{
  for (guint i = 0; i <= a->symbols->len; i++)
    for (guint k = 0; k <= a->seen->len; k++) {
      guint best = MAX(i, k);
      if (i > 0 && k > 0)
        best = MIN(a->distance[i - 1][k - 1] + price(a, i - 1, k - 1),
                   1U + MIN(a->distance[i - 1][k], a->distance[i][k - 1]));
      a->distance[i][k] = (guint8)best;
    }
}

/* What the net read in the symbol's place, be it the same, and what else it considered. */
static void set_rivals(GdTessSymbol *symbol, const GdLabelSymbol *seen)
{
  if (seen->rivals[0] == '\0' && g_str_equal(symbol->text, seen->text))
    return;
  g_strlcpy(symbol->rivals, seen->text[0] != '\0' ? seen->text : GD_UNKNOWN, sizeof symbol->rivals);
  g_strlcat(symbol->rivals, seen->rivals, sizeof symbol->rivals);
}

void gd_label_add_rivals(GArray *symbols, const GArray *seen)
{
  if (symbols->len > MOST_SYMBOLS || seen->len > MOST_SYMBOLS)
    return;
  g_autofree Alignment *a = g_new(Alignment, 1);
  a->symbols = symbols;
  a->seen = seen;
  fill(a);
  for (guint i = symbols->len, k = seen->len; i > 0 && k > 0;) {
    if (a->distance[i][k] == a->distance[i - 1][k - 1] + price(a, i - 1, k - 1)) {
      set_rivals(symbol_at(a, --i), seen_at(a, --k));
    } else if (a->distance[i][k] == a->distance[i - 1][k] + 1U) {
      i--;
    } else {
      k--;
    }
  }
}
