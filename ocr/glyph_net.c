/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The classifier of glyphs: a patch through three layers. */
#include "ocr/glyph_net.h"

#include <math.h>
#include <string.h>

#define GD_NET_WEIGHTS (sizeof(GdGlyphNet) / sizeof(float))

/* First bytes of a file of weights: name and version of its layout. */
static const char magic[8] = "gdglyph1";

static guint32 crc32_of(const guint8 *data, gsize size)
{
  guint32 crc = 0xFFFFFFFF;
  for (gsize i = 0; i < size; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

static void put_u32(guint8 *to, guint32 v)
{
  for (int i = 0; i < 4; i++)
    to[i] = (guint8)(v >> (8 * i));
}

static guint32 get_u32(const guint8 *from)
{
  return from[0] | (guint32)from[1] << 8 | (guint32)from[2] << 16 | (guint32)from[3] << 24;
}

/* Layout: magic, CRC-32 of the rest, number of weights, weights. */
#define GD_NET_HEAD (sizeof magic + 8)

gboolean gd_glyph_net_save(const GdGlyphNet *net, const char *path, GError **error)
{
  const gsize size = GD_NET_HEAD + 2 * GD_NET_WEIGHTS;
  g_autofree guint8 *data = g_malloc0(size);
  memcpy(data, magic, sizeof magic);
  put_u32(data + sizeof magic + 4, GD_NET_WEIGHTS);
  const float *weights = (const float *)net;
  for (gsize i = 0; i < GD_NET_WEIGHTS; i++) {
    guint32 bits = 0;
    memcpy(&bits, weights + i, sizeof bits);
    bits += 0x8000;
    data[GD_NET_HEAD + 2 * i] = (guint8)(bits >> 16);
    data[GD_NET_HEAD + 2 * i + 1] = (guint8)(bits >> 24);
  }
  put_u32(data + sizeof magic, crc32_of(data + sizeof magic + 4, size - sizeof magic - 4));
  return g_file_set_contents(path, (const char *)data, (gssize)size, error);
}

GdGlyphNet *gd_glyph_net_load(const char *path, GError **error)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  g_autoptr(GError) failed = NULL;
  if (!g_file_get_contents(path, &content, &size, &failed)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", failed->message);
    return NULL;
  }
  const guint8 *data = (const guint8 *)content;
  if (size != GD_NET_HEAD + 2 * GD_NET_WEIGHTS || memcmp(data, magic, sizeof magic) != 0 ||
      get_u32(data + sizeof magic + 4) != GD_NET_WEIGHTS ||
      get_u32(data + sizeof magic) != crc32_of(data + sizeof magic + 4, size - sizeof magic - 4)) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not a file of glyph weights: %s", path);
    return NULL;
  }
  GdGlyphNet *net = g_new0(GdGlyphNet, 1);
  float *weights = (float *)net;
  for (gsize i = 0; i < GD_NET_WEIGHTS; i++) {
    const guint8 *at = data + GD_NET_HEAD + 2 * i;
    const guint32 bits = (guint32)at[0] << 16 | (guint32)at[1] << 24;
    memcpy(weights + i, &bits, sizeof bits);
  }
  return net;
}

void gd_glyph_net_run(const GdGlyphNet *net, const float patch[GD_PATCH_SIZE],
                      float log_p[GD_GLYPH_CLASSES])
{
  float first[GD_NET_FIRST], second[GD_NET_SECOND];
  memcpy(first, net->first_bias, sizeof first);
  for (int i = 0; i < GD_PATCH_SIZE; i++)
    for (int k = 0; patch[i] != 0 && k < GD_NET_FIRST; k++)
      first[k] += patch[i] * net->first[i][k];
  memcpy(second, net->second_bias, sizeof second);
  for (int i = 0; i < GD_NET_FIRST; i++)
    for (int k = 0; first[i] > 0 && k < GD_NET_SECOND; k++)
      second[k] += first[i] * net->second[i][k];
  memcpy(log_p, net->last_bias, sizeof net->last_bias);
  for (int i = 0; i < GD_NET_SECOND; i++)
    for (int k = 0; second[i] > 0 && k < GD_GLYPH_CLASSES; k++)
      log_p[k] += second[i] * net->last[i][k];
  float top = log_p[0], sum = 0;
  for (int k = 1; k < GD_GLYPH_CLASSES; k++)
    top = MAX(top, log_p[k]);
  for (int k = 0; k < GD_GLYPH_CLASSES; k++)
    sum += expf(log_p[k] - top);
  for (int k = 0; k < GD_GLYPH_CLASSES; k++)
    log_p[k] -= top + logf(sum);
}
