/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/glyph_net.h"

#include <string.h>

GdNet *gd_glyph_net_load(const char *path, GError **error)
{
  g_autofree GdNet *net = gd_net_load(path, error);
  if (net == NULL)
    return NULL;
  if (net->sizes[0] != GD_PATCH_SIZE || net->sizes[GD_NET_LAYERS] != GD_GLYPH_CLASSES ||
      strcmp(net->letters, GD_GLYPH_ALPHABET) != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not the weights of glyphs: %s", path);
    return NULL;
  }
  return g_steal_pointer(&net);
}
