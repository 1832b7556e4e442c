/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cutter.h"

#include <leptonica/allheaders.h>

#include "cli/pictures.h"
#include "raster/scan.h"

/* Pixels of an inch: digits of 9 points are 15 pixels high, easily read. */
#define CUT_DPI 150

struct GdCutter {
  const GdSource *source;
  GdPictures *pictures;
  GdPicture *picture; /* of the page that was cut last; NULL if it cannot be shown */
  guint page;
};

GdCutter *gd_cutter_new(const GdSource *source, const char *password)
{
  GdCutter *cutter = g_new0(GdCutter, 1);
  cutter->source = source;
  cutter->pictures = gd_pictures_new(source, password);
  return cutter;
}

void gd_cutter_free(GdCutter *cutter)
{
  if (cutter == NULL)
    return;
  g_clear_pointer(&cutter->picture, gd_picture_free);
  g_clear_pointer(&cutter->pictures, gd_pictures_free);
  g_free(cutter);
}

static gboolean turn_to(GdCutter *cutter, guint number)
{
  if (cutter->page == number)
    return cutter->picture != NULL;
  g_clear_pointer(&cutter->picture, gd_picture_free);
  cutter->page = number;
  const GdPage *page = gd_source_page(cutter->source, number);
  if (page == NULL)
    return FALSE;
  cutter->picture = gd_pictures_page(cutter->pictures, number, CUT_DPI);
  if (cutter->picture != NULL)
    gd_picture_follow(cutter->picture, page);
  return cutter->picture != NULL;
}

GBytes *gd_cutter_cut(guint page, GdBox box, gpointer data)
{
  GdCutter *cutter = data;
  const GdCrop crop = {.plain = TRUE};
  if (!turn_to(cutter, page))
    return NULL;
  PIX *pix = gd_picture_region(cutter->picture, box, &crop, NULL);
  if (pix == NULL)
    return NULL;
  l_uint8 *png = NULL;
  size_t size = 0;
  gboolean good = pixWriteMemPng(&png, &size, pix, 0) == 0;
  pixDestroy(&pix);
  if (!good)
    return NULL;
  return g_bytes_new_with_free_func(png, size, free, png);
}
