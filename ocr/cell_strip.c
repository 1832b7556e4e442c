/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a line of a cell to a strip of fixed height, in three steps: a window of
 * GD_STRIP_ROOM digit heights around the line's middle, contrast stretched so that
 * ink is 0 and paper exactly 255 (Tesseract judges contrast by a single row; paper
 * that is almost white reads worst of all), scaled to GD_STRIP_HEIGHT rows.
 */
#include "models/limits.h"
#include "ocr/cell_ink.h"
#include "ocr/ink_parts.h"

/* Height of a digit where nothing tells it, inches: of print of 9 points. */
#define GD_USUAL_DIGIT 0.09

/* A line whose height differs by more than this factor from the table's digits has
 * lost or gained something: the table's height is taken. */
#define GD_SAME_HEIGHT 1.3

/* Paper around the text to the left and right, in digit heights. */
#define GD_STRIP_SIDE 0.35

/* A part with less than this share of a digit's ink is a speck, a point or a comma. */
#define GD_SMALL_PART 0.12

static double choose_height(const GdCellInk *ink, const GdInkLine *line, double height)
{
  if (height <= 0)
    return line->height > 0 ? line->height : GD_USUAL_DIGIT * ink->dpi;
  if (line->height > height / GD_SAME_HEIGHT && line->height < height * GD_SAME_HEIGHT)
    return line->height;
  return MAX(height, line->y1 - line->y0 > height * GD_SAME_HEIGHT ? line->height : 0);
}

static PIX *cut_window(const GdCellInk *ink, int x0, int y0, int width, int height, double paper)
{
  PIX *window = pixCreate(width, height, 8);
  if (window == NULL)
    return NULL;
  guint8 levels[256];
  const double dark = ink->ink, light = ink->paper - (ink->paper - dark) * paper;
  for (int i = 0; i < 256; i++)
    levels[i] = (guint8)CLAMP((i - dark) * 255 / MAX(1, light - dark) + 0.5, 0, 255);
  const int from_width = pixGetWidth(ink->grey), from_height = pixGetHeight(ink->grey);
  for (int y = 0; y < height; y++) {
    l_uint32 *to = pixGetData(window) + (gsize)y * pixGetWpl(window);
    const int row = y0 + y;
    const gboolean inside = row >= 0 && row < from_height;
    const l_uint32 *from =
        inside ? pixGetData(ink->grey) + (gsize)row * pixGetWpl(ink->grey) : NULL;
    for (int x = 0; x < width; x++) {
      const int column = x0 + x;
      const gboolean has = from != NULL && column >= 0 && column < from_width;
      SET_DATA_BYTE(to, x, has ? levels[GET_DATA_BYTE(from, column)] : 255);
    }
  }
  return window;
}

PIX *gd_cell_ink_window(const GdCellInk *ink, int x0, int y0, int width, int height)
{
  return cut_window(ink, x0, y0, width, height, GD_STRIP_USUAL.paper);
}

PIX *gd_cell_ink_strip(const GdCellInk *ink, const GdInkLine *line, double height, GdStripLook look,
                       GdStripPlace *place)
{
  const double digit = choose_height(ink, line, height);
  const int rows = MAX(6, (int)ceil(digit * look.room));
  const double scale = (double)GD_STRIP_HEIGHT / rows;
  const int x0 = (int)floor(line->x0 - digit * GD_STRIP_SIDE);
  const int x1 = (int)ceil(line->x1 + digit * GD_STRIP_SIDE);
  const int y0 = (int)floor((line->y0 + line->y1) / 2 - rows / 2.0 + 0.5);
  if ((x1 - x0) * scale > GD_CAP_STRIP_WIDTH)
    return NULL;
  g_autoptr(GdOcrPix) window = cut_window(ink, x0, y0, x1 - x0, rows, look.paper);
  if (window == NULL)
    return NULL;
  if (place != NULL)
    *place = (GdStripPlace){x0, y0, scale};
  if (rows == GD_STRIP_HEIGHT)
    return g_steal_pointer(&window);
  return pixScaleToSize(window, MAX(1, (int)((x1 - x0) * scale + 0.5)), GD_STRIP_HEIGHT);
}

void gd_cell_ink_spread(GdCellInk *ink, gboolean wider)
{
  PIX *spread = wider ? pixErodeGray(ink->grey, 3, 3) : pixDilateGray(ink->grey, 3, 3);
  if (spread == NULL)
    return;
  pixDestroy(&ink->grey);
  ink->grey = spread;
}

void gd_cell_ink_clean(GdCellInk *ink, double height)
{
  g_autoptr(GdOcrPix) mask = gd_cell_ink_mask(ink);
  if (mask == NULL)
    return;
  PIXA *pictures = NULL;
  g_autoptr(GdOcrBoxes) boxes = pixConnComp(mask, &pictures, 8);
  const int n = boxes != NULL ? boxaGetCount(boxes) : 0;
  for (int i = 0; i < n; i++) {
    l_int32 x = 0, y = 0, width = 0, part_height = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &width, &part_height);
    g_autoptr(GdOcrPix) part = pixaGetPix(pictures, i, L_CLONE);
    pixCountPixels(part, &area, NULL);
    if (area >= GD_SMALL_PART * GD_DIGIT_AREA * height * height)
      continue;
    gd_ink_paint_over(ink, part, x, y);
  }
  pixaDestroy(&pictures);
}
