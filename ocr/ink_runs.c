/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture and itself shifted by one show where runs of 2 begin, that and itself shifted by two
 * where runs of 4 do, and so on: n pixels are had in log2(n) steps. (M. van Herk, Pattern
 * Recognition Letters 13, 1992, tells of more such ways.)
 *
 *     ink      .####..##.     runs of 4 begin   .#........     they cover   .####.....
 *
 * Gaps are runs of paper.
 */
#include "ocr/ink_runs.h"

/* pix op= itself shifted by `by` pixels, to the left or up if positive. What comes in from beyond
 * the edge is 0. FALSE without memory. */
static gboolean combine_shifted(PIX *pix, int by, gboolean along, int op)
{
  const int width = pixGetWidth(pix), height = pixGetHeight(pix);
  g_autoptr(GdOcrPix) copy = pixCreateTemplate(pix);
  if (copy == NULL)
    return FALSE;
  pixRasterop(copy, along ? -by : 0, along ? 0 : -by, width, height, PIX_SRC, pix, 0, 0);
  pixRasterop(pix, 0, 0, width, height, op, copy, 0, 0);
  return TRUE;
}

/* Each pixel becomes all (op: PIX_SRC & PIX_DST) or any (PIX_SRC | PIX_DST) of the n pixels from
 * itself on, to the right or down if forward, else to the left or up. FALSE without memory. */
static gboolean gather(PIX *pix, int n, gboolean along, gboolean forward, int op)
{
  for (int have = 1; have < n;) {
    const int step = MIN(have, n - have);
    if (!combine_shifted(pix, forward ? step : -step, along, op))
      return FALSE;
    have += step;
  }
  return TRUE;
}

PIX *gd_runs_keep(PIX *mask, int least, gboolean along)
{
  g_autoptr(GdOcrPix) runs = pixCopy(NULL, mask);
  if (runs == NULL || !gather(runs, least, along, TRUE, PIX_SRC & PIX_DST) ||
      !gather(runs, least, along, FALSE, PIX_SRC | PIX_DST))
    return NULL;
  return g_steal_pointer(&runs);
}

PIX *gd_runs_bridge(PIX *mask, int wide)
{
  /* ink spreads downwards, and may do so beyond the picture, before what is not all ink goes */
  const int room = wide - 1;
  g_autoptr(GdOcrPix) spread = pixAddBorderGeneral(mask, 0, 0, 0, room, 0);
  if (spread == NULL || !gather(spread, wide, FALSE, FALSE, PIX_SRC | PIX_DST) ||
      !gather(spread, wide, FALSE, TRUE, PIX_SRC & PIX_DST))
    return NULL;
  return pixRemoveBorderGeneral(spread, 0, 0, 0, room);
}
