/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cutter.h"

#include <leptonica/allheaders.h>

#include "ingest/image_render.h"
#include "ingest/ingest.h"
#include "raster/scan.h"

/* Pixels of an inch: digits of 9 points are 15 pixels high, easily read. */
#define CUT_DPI 150

struct GdCutter {
  const GdSource *source;
  char *password;
  gboolean tried;
  GdRender *render;   /* NULL if the file cannot be shown */
  GdPicture *picture; /* of the page that was cut last */
  guint page;
};

GdCutter *gd_cutter_new(const GdSource *source, const char *password)
{
  GdCutter *cutter = g_new0(GdCutter, 1);
  cutter->source = source;
  cutter->password = g_strdup(password);
  return cutter;
}

void gd_cutter_free(GdCutter *cutter)
{
  if (cutter == NULL)
    return;
  g_clear_pointer(&cutter->picture, gd_picture_free);
  g_clear_pointer(&cutter->render, gd_render_close);
  g_free(cutter->password);
  g_free(cutter);
}

/* Opens the file if it is still the one that was read. */
static void open_source(GdCutter *cutter)
{
  const GdSource *source = cutter->source;
  cutter->tried = TRUE;
  if (g_strcmp0(source->kind, "pdf") != 0 || source->path == NULL || source->sha256 == NULL)
    return;
  g_autoptr(GdSource) now = gd_source_new(source->path);
  if (gd_ingest_identify(now, NULL) && g_strcmp0(now->sha256, source->sha256) == 0)
    cutter->render = gd_render_open(source->path, cutter->password, NULL);
}

static const GdPage *page_of(const GdSource *source, guint number)
{
  for (guint i = 0; i < source->pages->len; i++)
    if (((const GdPage *)g_ptr_array_index(source->pages, i))->number == number)
      return g_ptr_array_index(source->pages, i);
  return NULL;
}

static gboolean turn_to(GdCutter *cutter, guint number)
{
  if (cutter->page == number)
    return cutter->picture != NULL;
  g_clear_pointer(&cutter->picture, gd_picture_free);
  cutter->page = number;
  const GdPage *page = page_of(cutter->source, number);
  if (page == NULL)
    return FALSE;
  cutter->picture = gd_render_page(cutter->render, number, CUT_DPI, NULL);
  if (cutter->picture != NULL)
    gd_picture_follow(cutter->picture, page);
  return cutter->picture != NULL;
}

GBytes *gd_cutter_cut(guint page, GdBox box, gpointer data)
{
  GdCutter *cutter = data;
  const GdCrop crop = {.plain = TRUE};
  if (!cutter->tried)
    open_source(cutter);
  if (cutter->render == NULL || !turn_to(cutter, page))
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
