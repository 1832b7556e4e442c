/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/prepared.h"

#include "raster/bilevel.h"
#include "raster/grey_seals.h"
#include "raster/red_lines.h"
#include "raster/show_through.h"

#include <leptonica/allheaders.h>

/* Scales that are so near to a half are one: the mean of four pixels is had ten times as fast. */
#define HALF 0.02

/* Every so many pixels of a colour picture are looked at for light at GD_PLAIN_DPI. */
#define PLAIN_STEP 2

static PIX *scaled(PIX *grey, double scale)
{
  return fabs(scale - 0.5) < HALF ? pixScaleAreaMap2(grey)
                                  : pixScaleGeneral(grey, (float)scale, (float)scale, 0, 0);
}

PIX *gd_picture_small(const GdPicture *picture)
{
  if (picture->small != NULL)
    return pixClone(picture->small);
  PIX *grey = gd_grey_without_seal(picture);
  PIX *small = grey != NULL ? scaled(grey, GD_SMALL_DPI / picture->dpi) : NULL;
  pixDestroy(&grey);
  return small;
}

/* Of a picture of colours. */
static PIX *plain_of_colours(const GdPicture *picture)
{
  PIX *fewer = pixScaleByIntSampling(picture->pix, PLAIN_STEP);
  PIX *green = fewer != NULL ? pixGetRGBComponent(fewer, COLOR_GREEN) : NULL;
  PIX *plain = green != NULL ? scaled(green, GD_PLAIN_DPI * PLAIN_STEP / picture->dpi) : NULL;
  pixDestroy(&fewer);
  pixDestroy(&green);
  return plain;
}

PIX *gd_picture_plain(const GdPicture *picture)
{
  if (picture->plain != NULL)
    return pixClone(picture->plain);
  if (pixGetDepth(picture->pix) == 32)
    return plain_of_colours(picture);
  PIX *small = gd_picture_small(picture);
  const double dpi =
      small != NULL ? picture->dpi * pixGetWidth(small) / pixGetWidth(picture->pix) : 1;
  PIX *plain = small != NULL ? scaled(small, GD_PLAIN_DPI / dpi) : NULL;
  pixDestroy(&small);
  return plain;
}

void gd_picture_make_grey(GdPicture *picture)
{
  PIX *grey = gd_grey_without_seal(picture);
  if (grey == NULL)
    return;
  pixDestroy(&picture->pix);
  picture->pix = grey;
}

/* Clears the seals of a grey picture whose smaller copy is made. */
static void clear_seals(GdPicture *picture)
{
  if (picture->small == NULL)
    return;
  const double scale = (double)pixGetWidth(picture->small) / pixGetWidth(picture->pix);
  g_autoptr(GArray) seals = gd_grey_seals_find(picture->small, picture->dpi * scale);
  if (seals->len == 0)
    return;
  for (guint i = 0; i < seals->len; i++) {
    GdSeal *seal = &g_array_index(seals, GdSeal, i);
    *seal = (GdSeal){seal->x / scale, seal->y / scale, seal->radius / scale};
  }
  gd_grey_seals_clear(picture->pix, picture->dpi, seals);
  picture->seals = g_steal_pointer(&seals);
  pixDestroy(&picture->small);
  picture->small = gd_picture_small(picture);
}

void gd_picture_prepare(GdPicture *picture, gboolean with_red)
{
  GdPicture *green = with_red ? gd_picture_in_green(picture) : NULL;
  if (green != NULL)
    picture->green = pixClone(green->pix);
  gd_picture_free(green);
  PIX *plain = pixGetDepth(picture->pix) == 32 ? gd_picture_plain(picture) : NULL;
  const gboolean colours = pixGetDepth(picture->pix) == 32;
  gd_picture_make_grey(picture);
  picture->kept = g_new0(GdKeptInk, 1);
  picture->small = gd_picture_small(picture);
  if (!colours && !picture->bilevel)
    clear_seals(picture);
  if (!picture->bilevel)
    gd_show_through_clear(picture);
  picture->plain = plain != NULL ? plain : gd_picture_plain(picture);
}
