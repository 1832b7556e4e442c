/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sheet.h"

#include <string.h>

/* Bytes of a block that is worked on at once. */
#define BLOCK 32

/* Grey levels of the step at the edge of a shaded area; the lightest shading seen is
 * 4 % grey. */
#define STEP 8

/* The loops below run over whole blocks of bytes, which compilers turn into a few
 * instructions each; rows are padded to suit. */

/* out = the larger of out and row, byte by byte. */
static void raise_to(guint8 *restrict out, const guint8 *restrict row, guint blocks)
{
  for (guint b = 0; b < blocks; b++, out += BLOCK, row += BLOCK)
    for (guint x = 0; x < BLOCK; x++)
      out[x] = MAX(out[x], row[x]);
}

/* out = 1 where row is a valley between a and b, else 0. */
static void valleys(guint8 *restrict out, const guint8 *restrict row, const guint8 *restrict a,
                    const guint8 *restrict b, guint blocks)
{
  for (guint k = 0; k < blocks; k++, out += BLOCK, row += BLOCK, a += BLOCK, b += BLOCK)
    for (guint x = 0; x < BLOCK; x++) {
      guint8 brim = MIN(a[x], b[x]);
      guint8 depth = (guint8)(brim - MIN(brim, row[x]));
      out[x] = depth >= GD_INK;
    }
}

/* out = 1 where a and b differ by a step, else 0. */
static void steps(guint8 *restrict out, const guint8 *restrict a, const guint8 *restrict b,
                  guint blocks)
{
  for (guint k = 0; k < blocks; k++, out += BLOCK, a += BLOCK, b += BLOCK)
    for (guint x = 0; x < BLOCK; x++)
      out[x] = (guint8)(MAX(a[x], b[x]) - MIN(a[x], b[x])) >= STEP;
}

/* out = 1 where all of a, b and c are, else 0. */
static void all_three(guint8 *restrict out, const guint8 *restrict a, const guint8 *restrict b,
                      const guint8 *restrict c, guint blocks)
{
  for (guint k = 0; k < blocks; k++, out += BLOCK, a += BLOCK, b += BLOCK, c += BLOCK)
    for (guint x = 0; x < BLOCK; x++)
      out[x] = a[x] & b[x] & c[x];
}

static guint8 *row_of(const GdSheet *sheet, int y)
{
  return sheet->pixels + (gsize)(y + GD_SHEET_MARGIN) * sheet->stride + BLOCK;
}

GdSheet gd_sheet_new(const GdGrey *g, guint reach)
{
  GdSheet sheet = {.blocks = g->width / BLOCK + 1, .reach = reach};
  sheet.stride = ((gsize)sheet.blocks + 2) * BLOCK;
  gsize size = sheet.stride * (g->height + 2 * GD_SHEET_MARGIN);
  sheet.pixels = g_malloc(size);
  sheet.room = g_malloc0(4 * sheet.stride);
  memset(sheet.pixels, 255, size);
  for (guint y = 0; y < g->height; y++)
    memcpy(row_of(&sheet, (int)y), g->pixels + y * g->stride, g->width);
  return sheet;
}

void gd_sheet_mark_ink(const GdSheet *sheet, int y, GdDirection direction, guint8 *marks)
{
  gsize stride = direction == GD_HORIZONTAL ? sheet->stride : 1;
  const guint8 *row = row_of(sheet, y);
  guint8 *before = sheet->room, *behind = sheet->room + sheet->stride;
  gsize n = (gsize)sheet->blocks * BLOCK;
  memcpy(before, row - stride, n);
  memcpy(behind, row + stride, n);
  for (guint k = 2; k <= sheet->reach; k++) {
    raise_to(before, row - k * stride, sheet->blocks);
    raise_to(behind, row + k * stride, sheet->blocks);
  }
  valleys(marks, row, before, behind, sheet->blocks);
}

void gd_sheet_mark_edges(const GdSheet *sheet, int y, GdDirection direction, guint8 *marks)
{
  const guint8 *row = row_of(sheet, y);
  guint8 *a = sheet->room + BLOCK, *b = a + sheet->stride, *c = b + sheet->stride;
  if (direction == GD_HORIZONTAL) {
    steps(a, row, row - sheet->stride, sheet->blocks);
    a[-1] = a[sheet->blocks * BLOCK] = 0;
    all_three(marks, a - 1, a, a + 1, sheet->blocks);
    return;
  }
  steps(a, row - sheet->stride, row - sheet->stride - 1, sheet->blocks);
  steps(b, row, row - 1, sheet->blocks);
  steps(c, row + sheet->stride, row + sheet->stride - 1, sheet->blocks);
  all_three(marks, a, b, c, sheet->blocks);
}

void gd_sheet_clear(GdSheet *sheet)
{
  g_free(sheet->pixels);
  g_free(sheet->room);
}
