/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two readings are aligned by edit distance (Needleman and Wunsch, J. Mol. Biol. 48, 1970):
 * boxes do not tell which symbols belong together, those of Tesseract are off by a character.
 */
#include "ocr/label_rivals.h"

#include <string.h>

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

/* The letters of both that there is room for. */
static void append(char rivals[GD_TESS_RIVALS_BYTES], const char *more)
{
  gsize length = strlen(rivals);
  for (const char *next; *more != '\0'; more = next) {
    next = g_utf8_next_char(more);
    if (length + (gsize)(next - more) >= GD_TESS_RIVALS_BYTES)
      return;
    memcpy(rivals + length, more, (gsize)(next - more));
    length += (gsize)(next - more);
    rivals[length] = '\0';
  }
}

/* What the net read in the symbol's place, be it the same, what else it considered, and what the
 * symbol's own reader did. seen: NULL if the net has nothing there. */
static void set_rivals(GdTessSymbol *symbol, const GdLabelSymbol *seen)
{
  const gboolean same = seen != NULL && g_str_equal(symbol->text, seen->text);
  if (symbol->rivals[0] == '\0' && (seen == NULL || (same && seen->rivals[0] == '\0')))
    return;
  char own[GD_TESS_RIVALS_BYTES];
  g_strlcpy(own, symbol->rivals, sizeof own);
  symbol->rivals[0] = '\0';
  append(symbol->rivals, seen != NULL && seen->text[0] != '\0' ? seen->text : GD_UNKNOWN);
  append(symbol->rivals, seen != NULL ? seen->rivals : "");
  append(symbol->rivals, own);
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
      set_rivals(symbol_at(a, --i), NULL);
    } else {
      k--;
    }
  }
}
