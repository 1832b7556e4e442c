/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of weights, little endian:
 *
 *     magic (8 bytes) | CRC-32 of the rest | sizes (4 × 32 bits) | bytes of letters (32 bits) |
 *     letters, UTF-8 | weights, the upper 16 bits of each float
 */
#include <string.h>

#include "ocr/net.h"

/* First bytes of a file: name and version of its layout. */
static const char magic[8] = "gdnet  2";

#define HEAD_SUM sizeof magic
#define HEAD_SIZES (HEAD_SUM + 4)
#define HEAD_LETTERS (HEAD_SIZES + 4 * (GD_NET_LAYERS + 1))
#define HEAD (HEAD_LETTERS + 4)

static guint32 crc32_of(const guint8 *data, gsize size)
{
  guint32 table[256], crc = 0xFFFFFFFF;
  for (guint32 i = 0; i < 256; i++) {
    table[i] = i;
    for (int bit = 0; bit < 8; bit++)
      table[i] = (table[i] >> 1) ^ ((table[i] & 1) != 0 ? 0xEDB88320 : 0);
  }
  for (gsize i = 0; i < size; i++)
    crc = (crc >> 8) ^ table[(crc ^ data[i]) & 0xFF];
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

gboolean gd_net_save(const GdNet *net, const char *path, GError **error)
{
  const gsize letters = strlen(net->letters), size = HEAD + letters + 2 * net->n_weights;
  g_autofree guint8 *data = g_malloc0(size);
  memcpy(data, magic, sizeof magic);
  for (guint i = 0; i <= GD_NET_LAYERS; i++)
    put_u32(data + HEAD_SIZES + (gsize)4 * i, net->sizes[i]);
  put_u32(data + HEAD_LETTERS, (guint32)letters);
  memcpy(data + HEAD, net->letters, letters);
  guint8 *at = data + HEAD + letters;
  for (gsize i = 0; i < net->n_weights; i++, at += 2) {
    guint32 bits = 0;
    memcpy(&bits, net->weights + i, sizeof bits);
    bits += 0x8000;
    at[0] = (guint8)(bits >> 16);
    at[1] = (guint8)(bits >> 24);
  }
  put_u32(data + HEAD_SUM, crc32_of(data + HEAD_SIZES, size - HEAD_SIZES));
  return g_file_set_contents(path, (const char *)data, (gssize)size, error);
}

/* Magic, sum and sizes fit the file. */
static gboolean is_sound(const guint8 *data, gsize size)
{
  if (size < HEAD || memcmp(data, magic, sizeof magic) != 0 ||
      get_u32(data + HEAD_SUM) != crc32_of(data + HEAD_SIZES, size - HEAD_SIZES))
    return FALSE;
  const gsize letters = get_u32(data + HEAD_LETTERS);
  gsize weights = 0, before = 0;
  for (guint i = 0; i <= GD_NET_LAYERS; i++) {
    const gsize units = get_u32(data + HEAD_SIZES + (gsize)4 * i);
    if (units == 0 || units > GD_NET_WIDEST)
      return FALSE;
    weights += i > 0 ? (before + 1) * units : 0;
    before = units;
  }
  return letters < GD_NET_LETTERS && size == HEAD + letters + 2 * weights &&
         g_utf8_validate((const char *)data + HEAD, (gssize)letters, NULL) &&
         (gsize)g_utf8_strlen((const char *)data + HEAD, (gssize)letters) <= before;
}

GdNet *gd_net_load(const char *path, GError **error)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  g_autoptr(GError) failed = NULL;
  if (!g_file_get_contents(path, &content, &size, &failed)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "%s", failed->message);
    return NULL;
  }
  const guint8 *data = (const guint8 *)content;
  if (!is_sound(data, size)) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED, "not a file of weights: %s", path);
    return NULL;
  }
  guint sizes[GD_NET_LAYERS + 1];
  for (guint i = 0; i <= GD_NET_LAYERS; i++)
    sizes[i] = get_u32(data + HEAD_SIZES + (gsize)4 * i);
  const gsize n_letters = get_u32(data + HEAD_LETTERS);
  g_autofree char *letters = g_strndup(content + HEAD, n_letters);
  GdNet *net = gd_net_new(sizes, letters);
  const guint8 *at = data + HEAD + n_letters;
  for (gsize i = 0; i < net->n_weights; i++, at += 2) {
    const guint32 bits = (guint32)at[0] << 16 | (guint32)at[1] << 24;
    memcpy(net->weights + i, &bits, sizeof bits);
  }
  return net;
}
