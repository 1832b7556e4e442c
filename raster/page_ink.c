/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/page_ink.h"

#include "raster/prepared.h"
#include "raster/scan.h"
#include "raster/sheet_edges.h"

#include <leptonica/allheaders.h>

#define POINTS_OF_INCH 72.0

/* Grey level of ink: paper is 255 in a region, pale strokes have 170, thin ones of small digits,
 * scaled down, 215. */
#define INK_LEVEL 222

/* Inches: longer runs are rulings; what is so near to one is its rim. */
#define RULING_ACROSS 0.6
#define RULING_DOWN 0.4

/* Inches from the edge of the page where nothing is looked at: printers leave twice as much. */
#define EDGE 0.12

/* The page at dpi, straight, and levelled unless plain; *to_page maps its pixels. Scaled before it
 * is laid straight: at full size a page is more than a region may have. NULL without memory. */
static PIX *page_at_dpi(const GdPicture *picture, const GdPage *page, double dpi, gboolean plain,
                        GdHomography *to_page)
{
  const GdCrop crop = {.height = dpi, .points = POINTS_OF_INCH, .plain = plain};
  GdPicture small = *picture;
  small.pix = plain ? gd_picture_plain(picture) : gd_picture_small(picture);
  if (small.pix == NULL)
    return NULL;
  double x = (double)pixGetWidth(picture->pix) / pixGetWidth(small.pix);
  double y = (double)pixGetHeight(picture->pix) / pixGetHeight(small.pix);
  GdHomography up = gd_homography_scale(x, y, 0, 0);
  small.to_page = gd_homography_then(&up, &picture->to_page);
  small.dpi = picture->dpi / x;
  PIX *grey = gd_picture_region(&small, gd_box(0, 0, page->width, page->height), &crop, to_page);
  pixDestroy(&small.pix);
  return grey;
}

/* Long runs are rulings, and go; *uprights: the upright ones. NULL without memory. */
static PIX *ink_of(PIX *grey, double dpi, PIX **uprights)
{
  PIX *ink = pixThresholdToBinary(grey, INK_LEVEL);
  PIX *across = pixOpenCompBrick(NULL, ink, (int)(RULING_ACROSS * dpi), 1);
  PIX *down = pixOpenCompBrick(NULL, ink, 1, (int)(RULING_DOWN * dpi));
  if (across != NULL && down != NULL) {
    pixOr(across, across, down);
    pixDilateBrick(across, across, 3, 3);
    pixSubtract(ink, ink, across);
  }
  pixDestroy(&across);
  *uprights = down;
  return ink;
}

/* What stands at the edges is no writing: their shadows, the sheet below. */
static void clear_edges(PIX *ink, double dpi)
{
  const int edge = (int)(EDGE * dpi), width = pixGetWidth(ink), height = pixGetHeight(ink);
  pixRasterop(ink, 0, 0, width, edge, PIX_CLR, NULL, 0, 0);
  pixRasterop(ink, 0, height - edge, width, edge, PIX_CLR, NULL, 0, 0);
  pixRasterop(ink, 0, 0, edge, height, PIX_CLR, NULL, 0, 0);
  pixRasterop(ink, width - edge, 0, edge, height, PIX_CLR, NULL, 0, 0);
}

static void clear_taken(PIX *ink, const GdHomography *to_page, const GArray *taken)
{
  GdHomography back;
  if (!gd_homography_invert(to_page, &back))
    return;
  for (guint i = 0; i < taken->len; i++) {
    GdBox b = gd_homography_box(&back, g_array_index(taken, GdBox, i));
    BOX *box = boxCreate((int)b.x0 - 1, (int)b.y0 - 1, (int)gd_box_width(b) + 3,
                         (int)gd_box_height(b) + 3);
    if (box != NULL)
      pixClearInRect(ink, box);
    boxDestroy(&box);
  }
}

/* With everything that is on the page. */
static PIX *whole_ink(const GdPicture *picture, const GdPage *page, GdHomography *to_page,
                      PIX **uprights)
{
  PIX *grey = page_at_dpi(picture, page, GD_PAGE_INK_DPI, FALSE, to_page);
  PIX *ink = grey != NULL ? ink_of(grey, GD_PAGE_INK_DPI, uprights) : NULL;
  pixDestroy(&grey);
  if (ink == NULL)
    return NULL;
  clear_edges(ink, GD_PAGE_INK_DPI);
  PIX *plain = picture->bilevel ? NULL : page_at_dpi(picture, page, GD_PLAIN_DPI, TRUE, NULL);
  if (plain != NULL)
    gd_sheet_edges_clear(ink, plain);
  pixDestroy(&plain);
  return ink;
}

static gboolean is_same(const GdHomography *a, const GdHomography *b)
{
  for (guint i = 0; i < G_N_ELEMENTS(a->m); i++)
    if (a->m[i] != b->m[i])
      return FALSE;
  return TRUE;
}

/* whole_ink(), made anew only if the picture was laid otherwise since. */
static PIX *kept_ink(const GdPicture *picture, const GdPage *page, GdHomography *to_page,
                     PIX **uprights)
{
  GdKeptInk *kept = picture->kept;
  if (kept == NULL)
    return whole_ink(picture, page, to_page, uprights);
  if (kept->ink == NULL || !is_same(&kept->laid, &picture->to_page)) {
    pixDestroy(&kept->ink);
    pixDestroy(&kept->uprights);
    kept->ink = whole_ink(picture, page, &kept->to_page, &kept->uprights);
    kept->laid = picture->to_page;
  }
  *to_page = kept->to_page;
  *uprights = kept->uprights != NULL ? pixCopy(NULL, kept->uprights) : NULL;
  return kept->ink != NULL ? pixCopy(NULL, kept->ink) : NULL;
}

struct Pix *gd_page_ink_new(const GdPicture *picture, const GdPage *page, const GArray *taken,
                            GdHomography *to_page, struct Pix **uprights)
{
  PIX *down = NULL;
  PIX *ink = kept_ink(picture, page, to_page, &down);
  if (uprights != NULL)
    *uprights = down;
  else
    pixDestroy(&down);
  if (ink != NULL)
    clear_taken(ink, to_page, taken);
  return ink;
}
