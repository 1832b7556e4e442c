/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/label_net.h"

GdNet *gd_label_net_load(const char *path, GError **error)
{
  g_autofree GdNet *net = gd_net_load(path, error);
  if (net == NULL)
    return NULL;
  const guint letters = (guint)g_utf8_strlen(net->letters, -1);
  if (net->sizes[0] != GD_LABEL_INPUTS || net->sizes[GD_NET_LAYERS] != GD_LABEL_CLASSES(letters)) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not the weights of labels: %s", path);
    return NULL;
  }
  return g_steal_pointer(&net);
}
