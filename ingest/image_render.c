/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/image_render.h"

#include "ingest/pdf.h"
#include "ingest/poppler_library.h"
#include "models/limits.h"

#include <leptonica/allheaders.h>

#if !POPPLER_CHECK_VERSION(23, 5, 0)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
#endif

/* 0..255. Channels that differ by less are grey: rounding. */
#define GREY 4

struct GdRender {
  gpointer document; /* of gd_pdf_glib */
};

GdRender *gd_render_open(const char *path, const char *password, GError **error)
{
  gpointer document = gd_pdf_glib.open(path, password, error);
  if (document == NULL)
    return NULL;
  GdRender *render = g_new0(GdRender, 1);
  render->document = document;
  return render;
}

void gd_render_close(GdRender *render)
{
  if (render == NULL)
    return;
  gd_pdf_glib.close(render->document);
  g_free(render);
}

static gboolean is_grey(const guint32 *row, int n)
{
  for (int x = 0; x < n; x++) {
    int r = row[x] >> 16 & 0xFF, g = row[x] >> 8 & 0xFF, b = row[x] & 0xFF;
    if (ABS(r - g) > GREY || ABS(g - b) > GREY)
      return FALSE;
  }
  return TRUE;
}

/* cairo's 0x00RRGGBB as a picture of 8 or 32 bits. NULL without memory. */
static PIX *pix_of(cairo_surface_t *surface)
{
  gd_poppler()->cairo_surface_flush(surface);
  int width = gd_poppler()->cairo_image_surface_get_width(surface);
  int height = gd_poppler()->cairo_image_surface_get_height(surface);
  const guint8 *data = gd_poppler()->cairo_image_surface_get_data(surface);
  gsize stride = (gsize)gd_poppler()->cairo_image_surface_get_stride(surface);
  gboolean grey = TRUE;
  for (int y = 0; grey && y < height; y++)
    grey = is_grey((const guint32 *)(const void *)(data + (gsize)y * stride), width);
  PIX *pix = pixCreate(width, height, grey ? 8 : 32);
  for (int y = 0; pix != NULL && y < height; y++) {
    const guint32 *row = (const guint32 *)(const void *)(data + (gsize)y * stride);
    l_uint32 *line = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
    for (int x = 0; x < width; x++)
      if (grey)
        SET_DATA_BYTE(line, x, row[x] >> 8 & 0xFF);
      else
        line[x] = row[x] << 8;
  }
  return pix;
}

GdPicture *gd_render_page(GdRender *render, guint number, double dpi, GError **error)
{
  g_autoptr(PopplerPage) page =
      gd_poppler()->poppler_document_get_page(render->document, (int)number - 1);
  double width = 0, height = 0;
  if (page != NULL)
    gd_poppler()->poppler_page_get_size(page, &width, &height);
  if (!(width > 0 && height > 0 && width <= GD_CAP_PAGE_POINTS && height <= GD_CAP_PAGE_POINTS)) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "the page is damaged");
    return NULL;
  }
  double scale = fmin(dpi / 72, sqrt((double)GD_CAP_PICTURE_PIXELS / 1.01 / (width * height)));
  int w = MAX(1, (int)lround(width * scale)), h = MAX(1, (int)lround(height * scale));
  cairo_surface_t *surface = gd_poppler()->cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
  cairo_t *cr = gd_poppler()->cairo_create(surface);
  gd_poppler()->cairo_set_source_rgb(cr, 1, 1, 1);
  gd_poppler()->cairo_paint(cr);
  gd_poppler()->cairo_scale(cr, w / width, h / height);
  gd_poppler()->poppler_page_render(page, cr);
  gboolean good = gd_poppler()->cairo_status(cr) == CAIRO_STATUS_SUCCESS;
  gd_poppler()->cairo_destroy(cr);
  PIX *pix = good ? pix_of(surface) : NULL;
  gd_poppler()->cairo_surface_destroy(surface);
  if (pix == NULL) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_CAP, "a page too large to be rendered");
    return NULL;
  }
  return gd_picture_new(pix, width, height);
}
