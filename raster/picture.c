/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/picture.h"

#include <leptonica/allheaders.h>

GdPicture *gd_picture_new(PIX *pix, double page_width, double page_height)
{
  GdPicture *picture = g_new0(GdPicture, 1);
  double sx = page_width / pixGetWidth(pix), sy = page_height / pixGetHeight(pix);
  picture->pix = pix;
  picture->dpi = 72 / sqrt(sx * sy);
  picture->to_page = gd_homography_scale(sx, sy, 0, 0);
  return picture;
}

void gd_picture_free(GdPicture *picture)
{
  if (picture == NULL)
    return;
  pixDestroy(&picture->pix);
  pixDestroy(&picture->small);
  pixDestroy(&picture->plain);
  pixDestroy(&picture->green);
  if (picture->kept != NULL) {
    pixDestroy(&picture->kept->ink);
    pixDestroy(&picture->kept->uprights);
  }
  g_free(picture->kept);
  pixDestroy(&picture->cleared);
  pixDestroy(&picture->uncleared);
  g_clear_pointer(&picture->seals, g_array_unref);
  g_free(picture);
}

guint gd_picture_width(const GdPicture *picture)
{
  return (guint)pixGetWidth(picture->pix);
}

guint gd_picture_height(const GdPicture *picture)
{
  return (guint)pixGetHeight(picture->pix);
}

void gd_picture_follow(GdPicture *picture, const GdPage *page)
{
  GdHomography rectify;
  if (gd_homography_invert(&page->displayed, &rectify))
    picture->to_page = gd_homography_then(&picture->to_page, &rectify);
}

/* A sheet of that size turned clockwise by quarters. */
static GdHomography quarter_turn(guint quarters, double width, double height)
{
  switch (quarters % 4) {
  case 1:
    return (GdHomography){{0, -1, height, 1, 0, 0, 0, 0, 1}};
  case 2:
    return (GdHomography){{-1, 0, width, 0, -1, height, 0, 0, 1}};
  case 3:
    return (GdHomography){{0, 1, 0, -1, 0, width, 0, 0, 1}};
  default:
    return GD_HOMOGRAPHY_NONE;
  }
}

/* Seals (NULL: none) of a picture that is turned. Caller owns. */
static GArray *turned_seals(const GArray *seals, const GdHomography *turn)
{
  GArray *turned = seals != NULL ? g_array_copy((GArray *)seals) : NULL;
  for (guint i = 0; turned != NULL && i < turned->len; i++) {
    GdSeal *seal = &g_array_index(turned, GdSeal, i);
    const GdPoint at = gd_homography_apply(turn, (GdPoint){seal->x, seal->y});
    seal->x = at.x;
    seal->y = at.y;
  }
  return turned;
}

/* NULL stays NULL. */
static PIX *turned_pix(PIX *pix, guint quarters)
{
  return pix != NULL ? pixRotateOrth(pix, (int)(quarters % 4)) : NULL;
}

GdPicture *gd_picture_turned(const GdPicture *picture, guint quarters, double *page_width,
                             double *page_height)
{
  PIX *pix = pixRotateOrth(picture->pix, (int)(quarters % 4));
  if (pix == NULL)
    return NULL;
  GdPicture *turned = g_memdup2(picture, sizeof *picture);
  turned->pix = pix;
  turned->kept = picture->kept != NULL ? g_new0(GdKeptInk, 1) : NULL;
  turned->small = turned_pix(picture->small, quarters);
  turned->plain = turned_pix(picture->plain, quarters);
  turned->green = turned_pix(picture->green, quarters);
  turned->cleared = turned_pix(picture->cleared, quarters);
  turned->uncleared = turned_pix(picture->uncleared, quarters);
  GdHomography turn = quarter_turn(quarters, gd_picture_width(picture), gd_picture_height(picture));
  GdHomography page_turn = quarter_turn(quarters, *page_width, *page_height), back;
  gd_homography_invert(&turn, &back);
  turned->seals = turned_seals(picture->seals, &turn);
  turned->to_page = gd_homography_then(&back, &picture->to_page);
  turned->to_page = gd_homography_then(&turned->to_page, &page_turn);
  if (quarters % 2 == 1) {
    double width = *page_width;
    *page_width = *page_height;
    *page_height = width;
  }
  return turned;
}
