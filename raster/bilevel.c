/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Red light. Ink of seals is nearly as bright in the red channel as paper; what it is redder
 *     than grey makes up for the rest.
 *  2. Paper. In tiles larger than characters, most pixels are paper: its level is
 *     that of the brightest PAPER_SHARE of them. Between tiles it is interpolated, so
 *     that shadows, colour bands and yellowed sheets are followed.
 *  3. Ink is what is darker than a share of the paper.
 *
 * Global thresholds (Otsu) fail under uneven light; Sauvola's is as good and takes five
 * times as long.
 */
#include "raster/bilevel.h"

#include <leptonica/allheaders.h>
#include <string.h>

/* Share of a tile's pixels that are brighter than its level: text covers up to
 * half of one, rulings and dense heads more. */
#define PAPER_SHARE 0.3

/* Pixels between those of a tile that are looked at, both ways. */
#define TILE_STEP 2

/* 0..255. Darker tiles are no paper, but a dark border or a picture. */
#define DARKEST_PAPER 70

/* Pixels for which one threshold serves. */
#define BLOCK 8

PIX *gd_grey_without_seal(const GdPicture *picture)
{
  if (pixGetDepth(picture->pix) == 8)
    return pixClone(picture->pix);
  int width = pixGetWidth(picture->pix), height = pixGetHeight(picture->pix);
  PIX *grey = pixCreate(width, height, 8);
  for (int y = 0; grey != NULL && y < height; y++) {
    const l_uint32 *in = pixGetData(picture->pix) + (gsize)y * (gsize)pixGetWpl(picture->pix);
    l_uint32 *out = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
    int x = 0;
    for (; x + 4 <= width; x += 4)
      out[x / 4] = gd_level_without_red(in[x]) << 24 | gd_level_without_red(in[x + 1]) << 16 |
                   gd_level_without_red(in[x + 2]) << 8 | gd_level_without_red(in[x + 3]);
    for (; x < width; x++)
      SET_DATA_BYTE(out, x, gd_level_without_red(in[x]));
  }
  return grey;
}

static guint8 level_of_tile(PIX *grey, int x0, int y0, int tile)
{
  guint counts[256] = {0}, n = 0, brighter = 0;
  const l_uint32 *data = pixGetData(grey);
  int wpl = pixGetWpl(grey);
  int x1 = MIN(x0 + tile, pixGetWidth(grey)), y1 = MIN(y0 + tile, pixGetHeight(grey));
  for (int y = y0; y < y1; y += TILE_STEP) {
    const l_uint32 *line = data + (gsize)y * (gsize)wpl;
    for (int x = x0; x < x1; x += TILE_STEP, n++)
      counts[GET_DATA_BYTE(line, x)]++;
  }
  int level = 255;
  for (; level > 0; level--) {
    brighter += counts[level];
    if (brighter >= PAPER_SHARE * n)
      break;
  }
  return (guint8)MAX(level, DARKEST_PAPER);
}

GdPaper gd_paper_new(PIX *grey, guint tile)
{
  int width = pixGetWidth(grey), height = pixGetHeight(grey), side = (int)tile;
  GdPaper paper = {NULL, (guint)((width + side - 1) / side), (guint)((height + side - 1) / side),
                   tile};
  paper.levels = g_malloc((gsize)paper.columns * paper.rows);
  for (guint r = 0; r < paper.rows; r++)
    for (guint c = 0; c < paper.columns; c++)
      paper.levels[(gsize)r * paper.columns + c] =
          level_of_tile(grey, (int)c * side, (int)r * side, side);
  return paper;
}

void gd_paper_clear(GdPaper *paper)
{
  g_clear_pointer(&paper->levels, g_free);
}

double gd_paper_at(const GdPaper *paper, double x, double y)
{
  double u = CLAMP(x / paper->tile - 0.5, 0, paper->columns - 1.0);
  double v = CLAMP(y / paper->tile - 0.5, 0, paper->rows - 1.0);
  guint c = (guint)u, r = (guint)v;
  guint right = MIN(c + 1, paper->columns - 1), below = MIN(r + 1, paper->rows - 1);
  const guint8 *above_row = paper->levels + (gsize)r * paper->columns;
  const guint8 *below_row = paper->levels + (gsize)below * paper->columns;
  double a = above_row[c] + (above_row[right] - above_row[c]) * (u - c);
  double b = below_row[c] + (below_row[right] - below_row[c]) * (u - c);
  return a + (b - a) * (v - r);
}

PIX *gd_bilevel_new(PIX *grey, const GdPaper *paper, double share)
{
  int width = pixGetWidth(grey), height = pixGetHeight(grey);
  PIX *ink = pixCreate(width, height, 1);
  if (ink == NULL)
    return NULL;
  const l_uint32 *from = pixGetData(grey);
  l_uint32 *to = pixGetData(ink);
  int from_words = pixGetWpl(grey), to_words = pixGetWpl(ink), blocks = (width + BLOCK - 1) / BLOCK;
  g_autofree guint8 *limits = g_malloc((gsize)blocks);
  for (int y = 0; y < height; y++) {
    if (y % BLOCK == 0)
      for (int b = 0; b < blocks; b++)
        limits[b] = (guint8)(share * gd_paper_at(paper, b * BLOCK + BLOCK / 2.0, y + BLOCK / 2.0));
    const l_uint32 *line = from + (gsize)y * (gsize)from_words;
    l_uint32 *out = to + (gsize)y * (gsize)to_words;
    for (int b = 0; b < blocks; b++) {
      guint bits = 0;
      for (int x = b * BLOCK; x < MIN((b + 1) * BLOCK, width); x++)
        bits |= (guint)(GET_DATA_BYTE(line, x) < limits[b]) << (7 - x % BLOCK);
      SET_DATA_BYTE(out, b, bits);
    }
  }
  return ink;
}
