/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/image_decode.h"

#include "models/limits.h"

#include <leptonica/allheaders.h>

/* Reductions of JPEG 2000 are powers of two; few files have more levels. */
#define MOST_LEVELS 5

PIX *gd_jpx_decode(const guint8 *data, gsize size, guint reduction, GError **error)
{
  int width = 0, height = 0, bits = 0, channels = 0;
  if (readHeaderMemJp2k(data, size, &width, &height, &bits, &channels, NULL) != 0 || width <= 0 ||
      height <= 0) {
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "damaged JPEG 2000 data");
    return NULL;
  }
  guint level = 0;
  while (level < MOST_LEVELS && (2U << level) <= reduction)
    level++;
  gint64 samples = (gint64)width * height * MAX(1, channels);
  if (samples >> (2 * level) > GD_CAP_IMAGE_SAMPLES) {
    g_set_error(error, GD_ERROR, GD_ERROR_CAP,
                "a JPEG 2000 of %d x %d pixels, more than guidang reads", width, height);
    return NULL;
  }
  PIX *pix = pixReadMemJp2k(data, size, 1U << level, NULL, 0, 0);
  if (pix == NULL && level > 0 && samples <= GD_CAP_IMAGE_SAMPLES) /* it has no such level */
    pix = pixReadMemJp2k(data, size, 1, NULL, 0, 0);
  if (pix == NULL)
    g_set_error_literal(error, GD_ERROR, GD_ERROR_DAMAGED, "damaged JPEG 2000 data");
  return pix;
}

PIX *gd_image_orient(PIX *pix, guint orientation)
{
  static const struct {
    guint8 quarters, mirrored;
  } how[] = {{0, 0}, {0, 0}, {0, 1}, {2, 0}, {2, 1}, {1, 1}, {1, 0}, {3, 1}, {3, 0}};
  if (orientation < 2 || orientation > 8)
    return pix;
  PIX *turned = pixRotateOrth(pix, how[orientation].quarters);
  pixDestroy(&pix);
  if (turned != NULL && how[orientation].mirrored)
    pixFlipLR(turned, turned);
  return turned;
}
