/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each row is looked at in blocks, together with the rows beside it (the line may be a fraction
 * of a pixel askew). Rows with ink in nearly all blocks are dirt, if the outer ones are
 * among them: rulings end before the margins, and writing leaves gaps.
 */
#include "raster/glass_dirt.h"

#include <leptonica/allheaders.h>
#include <string.h>

/* Blocks of a row; those at either end that lie within the margins of a sheet. */
#define BLOCKS 32
#define OUTER 2

/* Share of a block that is ink in one that counts; of the blocks, and of the outer ones. */
#define INKED 0.6
#define BLOCKS_INKED 0.9
#define OUTER_INKED 0.75

/* Rows on either side of it that are marked: half of the thickest line. */
#define AROUND 2

/* Rows on either side that belong to the line: it is up to 3 pixels thick. */
#define BESIDE 1

/* Ink of a row and of those beside it. */
static void gather(PIX *valleys, int row, l_uint32 *ink)
{
  const int wpl = pixGetWpl(valleys), height = pixGetHeight(valleys);
  memset(ink, 0, (gsize)wpl * sizeof *ink);
  for (int k = MAX(row - BESIDE, 0); k <= MIN(row + BESIDE, height - 1); k++) {
    const l_uint32 *line = pixGetData(valleys) + (gsize)k * (gsize)wpl;
    for (int i = 0; i < wpl; i++)
      ink[i] |= line[i];
  }
}

static gboolean is_from_edge_to_edge(const l_uint32 *ink, int width)
{
  int blocks = 0, outer = 0;
  for (int b = 0; b < BLOCKS; b++) {
    const int from = b * width / BLOCKS, to = (b + 1) * width / BLOCKS;
    int n = 0;
    for (int x = from; x < to; x++)
      n += GET_DATA_BIT(ink, x);
    if (n < INKED * (to - from))
      continue;
    blocks++;
    outer += b < OUTER || b >= BLOCKS - OUTER;
  }
  return blocks >= BLOCKS_INKED * BLOCKS && outer >= OUTER_INKED * 2 * OUTER;
}

static int ink_of(const l_uint32 *ink, int words)
{
  int n = 0;
  for (int i = 0; i < words; i++)
    n += __builtin_popcount(ink[i]);
  return n;
}

PIX *gd_glass_dirt_find(PIX *valleys)
{
  const int width = pixGetWidth(valleys), height = pixGetHeight(valleys);
  const int words = pixGetWpl(valleys);
  g_autofree l_uint32 *ink = g_new(l_uint32, words);
  PIX *dirt = NULL;
  for (int row = 0; row < height; row++) {
    gather(valleys, row, ink);
    if (ink_of(ink, words) < INKED * BLOCKS_INKED * width || /* mostly: saves time */
        !is_from_edge_to_edge(ink, width))
      continue;
    if (dirt == NULL)
      dirt = pixCreate(width, height, 1);
    if (dirt != NULL)
      pixRasterop(dirt, 0, row - AROUND, width, 2 * AROUND + 1, PIX_SET, NULL, 0, 0);
  }
  return dirt;
}
