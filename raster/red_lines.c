/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/red_lines.h"

#include "raster/page_ink.h"
#include "raster/prose_lines.h"

#include <leptonica/allheaders.h>

/* Share of the height of the page in which heads stand. */
#define UPPER 0.4

/* A line is at least this many times as long as high, paper around it included. */
#define LONG 2.5

/* The picture is looked at this much smaller; levels by which a pixel is redder than grey, and the
 * share of such pixels: a head of eight characters has 0.3 %. */
#define SMALLER 0.1F
#define RED 40
#define LEAST_SHARE 0.0005

/* Heads are set in up to 60 points, three times as large as what ink_bands.h takes for characters:
 * their ink is made this much smaller, the second time if the first finds none. */
#define FIRST_SIZE 2
#define SECOND_SIZE 4

static gboolean has_red(PIX *pix)
{
  PIX *small = pixScaleGeneral(pix, SMALLER, SMALLER, 0, 0);
  const int width = small != NULL ? pixGetWidth(small) : 0;
  const int height = small != NULL ? pixGetHeight(small) : 0;
  int n = 0;
  for (int y = 0; y < height; y++) {
    const l_uint32 *line = pixGetData(small) + (gsize)y * (gsize)pixGetWpl(small);
    for (int x = 0; x < width; x++) {
      l_int32 r, g, b;
      extractRGBValues(line[x], &r, &g, &b);
      n += r - (g + b) / 2 >= RED;
    }
  }
  pixDestroy(&small);
  return n > LEAST_SHARE * width * height;
}

GdPicture *gd_picture_in_green(const GdPicture *picture)
{
  PIX *grey = NULL;
  if (picture->green != NULL)
    grey = pixClone(picture->green);
  else if (pixGetDepth(picture->pix) == 32 && has_red(picture->pix))
    grey = pixConvertRGBToGray(picture->pix, 0, 1, 0);
  if (grey == NULL)
    return NULL;
  GdPicture *green = g_memdup2(picture, sizeof *picture);
  green->pix = grey;
  green->small = green->green = NULL;
  green->kept = NULL;
  green->seals = NULL; /* red ones are found by their colour */
  green->cleared = green->uncleared = NULL;
  green->plain = picture->plain != NULL ? pixClone(picture->plain) : NULL;
  return green;
}

/* Ink that only green light sees, without the rims of other ink. NULL without memory. */
static PIX *red_ink(const GdPicture *picture, const GdPicture *green, const GdPage *page,
                    const GArray *taken, GdHomography *to_page)
{
  PIX *ink = gd_page_ink_new(green, page, taken, to_page, NULL);
  PIX *black = ink != NULL ? gd_page_ink_new(picture, page, taken, to_page, NULL) : NULL;
  if (black != NULL) {
    pixDilateBrick(black, black, 3, 3);
    pixSubtract(ink, ink, black);
    pixOpenBrick(ink, ink, 2, 2);
  }
  pixDestroy(&black);
  return ink;
}

/* Lines in ink that is made `times` smaller. Caller owns. */
static GArray *lines_at_size(PIX *ink, int times, const GArray *taken, const GdHomography *to_page)
{
  const GdHomography up = gd_homography_scale(times, times, 0, 0);
  const GdHomography map = gd_homography_then(&up, to_page);
  PIX *small = pixReduceRankBinaryCascade(ink, 1, times > 2 ? 1 : 0, 0, 0);
  GArray *lines = gd_prose_lines_of_ink(small, taken, &map);
  pixDestroy(&small);
  for (guint i = lines->len; i-- > 0;) {
    const GdBox box = g_array_index(lines, GdBox, i);
    if (gd_box_width(box) < LONG * gd_box_height(box))
      g_array_remove_index(lines, i);
  }
  return lines;
}

GArray *gd_red_lines_find(const GdPicture *picture, const GdPicture *green, const GdPage *page,
                          const GArray *taken)
{
  GdHomography to_page;
  g_autoptr(GArray) around = g_array_copy((GArray *)taken);
  const GdBox lower = gd_box(0, UPPER * page->height, page->width, page->height);
  g_array_append_val(around, lower);
  PIX *ink = red_ink(picture, green, page, around, &to_page);
  if (ink == NULL)
    return g_array_new(FALSE, FALSE, sizeof(GdBox));
  GArray *lines = lines_at_size(ink, FIRST_SIZE, taken, &to_page);
  if (lines->len == 0) {
    g_array_unref(lines);
    lines = lines_at_size(ink, SECOND_SIZE, taken, &to_page);
  }
  pixDestroy(&ink);
  return lines;
}
