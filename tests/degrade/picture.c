/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/picture.h"

DgPicture *dg_picture_new(guint width, guint height, guint channels)
{
  DgPicture *picture = g_new0(DgPicture, 1);
  picture->width = width;
  picture->height = height;
  picture->channels = channels;
  picture->data = g_malloc0((gsize)width * height * channels);
  return picture;
}

void dg_picture_free(DgPicture *picture)
{
  if (picture == NULL)
    return;
  g_free(picture->data);
  g_free(picture);
}

DgPicture *dg_picture_from_surface(cairo_surface_t *surface, guint channels)
{
  cairo_surface_flush(surface);
  guint width = (guint)cairo_image_surface_get_width(surface);
  guint height = (guint)cairo_image_surface_get_height(surface);
  gsize stride = (gsize)cairo_image_surface_get_stride(surface);
  const guint8 *data = cairo_image_surface_get_data(surface);
  DgPicture *picture = dg_picture_new(width, height, channels);
  for (guint y = 0; y < height; y++) {
    const guint32 *from = (const guint32 *)(const void *)(data + y * stride);
    guint8 *to = dg_picture_row(picture, y);
    for (guint x = 0; x < width; x++) {
      guint r = (from[x] >> 16) & 255, g = (from[x] >> 8) & 255, b = from[x] & 255;
      if (channels == 1) {
        to[x] = (guint8)((r * 77 + g * 150 + b * 29) >> 8);
      } else {
        to[3 * x] = (guint8)r;
        to[3 * x + 1] = (guint8)g;
        to[3 * x + 2] = (guint8)b;
      }
    }
  }
  return picture;
}

PIX *dg_picture_to_pix(const DgPicture *picture)
{
  gint depth = picture->channels == 1 ? 8 : 32;
  PIX *pix = pixCreateNoInit((gint)picture->width, (gint)picture->height, depth);
  g_assert_nonnull(pix);
  gint words = pixGetWpl(pix);
  for (guint y = 0; y < picture->height; y++) {
    const guint8 *from = dg_picture_row(picture, y);
    l_uint32 *to = pixGetData(pix) + (gsize)y * (gsize)words;
    if (depth == 32) {
      for (guint x = 0; x < picture->width; x++)
        to[x] = (l_uint32)from[3 * x] << 24 | (l_uint32)from[3 * x + 1] << 16 |
                (l_uint32)from[3 * x + 2] << 8;
      continue;
    }
    to[words - 1] = 0;
    for (guint x = 0; x < picture->width; x++)
      SET_DATA_BYTE(to, x, from[x]);
  }
  return pix;
}
