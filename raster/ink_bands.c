/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/ink_bands.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>

/* Inches: heights of characters, from 5 to 22 points. */
#define LEAST_HEIGHT 0.05
#define MOST_HEIGHT 0.31

/* Share of the parts that are lower than whole characters: parts of them, and digits. */
#define WHOLE 0.75

/* Pixels of ink in each row of a band: fewer are specks. Characters from which on a band has a
 * height of its own. */
#define BAND_INK 2
#define BAND_CHARACTERS 3

typedef struct {
  int y, height; /* row of the middle; pixels */
} Character;

static int by_length(gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

/* The heights of characters among the parts, each at the row of its middle. Caller owns. */
static GArray *find_characters(PIX *ink, double dpi)
{
  GArray *characters = g_array_new(FALSE, FALSE, sizeof(Character));
  BOXA *parts = pixConnCompBB(ink, 8);
  const int n = parts != NULL ? boxaGetCount(parts) : 0;
  for (int i = 0; i < n && n <= GD_CAP_PAGE_PARTS; i++) {
    l_int32 y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(parts, i, NULL, &y, &w, &h);
    Character character = {y + h / 2, h};
    if (h >= LEAST_HEIGHT * dpi && h <= MOST_HEIGHT * dpi && w <= MOST_HEIGHT * dpi)
      g_array_append_val(characters, character);
  }
  boxaDestroy(&parts);
  return characters;
}

/* The height of whole characters between two rows, pixels; 0 if there are too few. */
static int character_height(const GArray *characters, int y0, int y1, guint least)
{
  g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < characters->len; i++) {
    const Character *character = &g_array_index(characters, Character, i);
    if (character->y >= y0 && character->y < y1)
      g_array_append_val(heights, character->height);
  }
  if (heights->len < MAX(least, 1))
    return 0;
  g_array_sort(heights, by_length);
  return g_array_index(heights, int, (guint)(WHOLE * heights->len));
}

GArray *gd_ink_bands_find(PIX *ink, double dpi)
{
  GArray *bands = g_array_new(FALSE, FALSE, sizeof(GdInkBand));
  g_autoptr(GArray) characters = find_characters(ink, dpi);
  const int all = character_height(characters, 0, G_MAXINT, 1);
  NUMA *counts = pixCountPixelsByRow(ink, NULL);
  const int rows = counts != NULL && all > 0 ? pixGetHeight(ink) : 0;
  for (int y = 0, from = 0; y < rows; y++) {
    l_int32 count = 0, below = 0;
    numaGetIValue(counts, y, &count);
    if (y + 1 < rows)
      numaGetIValue(counts, y + 1, &below);
    if (count < BAND_INK) {
      from = y + 1;
    } else if (below < BAND_INK) {
      int own = character_height(characters, from, y + 1, BAND_CHARACTERS);
      GdInkBand band = {from, y + 1, own > 0 ? own : all};
      g_array_append_val(bands, band);
    }
  }
  numaDestroy(&counts);
  return bands;
}

int gd_ink_height_at(const GArray *bands, double y)
{
  guint i = 0;
  while (i + 1 < bands->len && g_array_index(bands, GdInkBand, i + 1).y0 <= y)
    i++;
  return g_array_index(bands, GdInkBand, i).height;
}
