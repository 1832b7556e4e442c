/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/encode.h"

#include <gio/gio.h>
#include <string.h>

#include "models/error.h"
#include "tests/typeset/rng.h"

#define FLATE_LEVEL 3 /* noise does not pack better for more work */
#define TILE_PX 16    /* tiles begin at multiples of a JPEG block */
#define LEAST_PIECE_PX 64
#define LEAST_SNR 28 /* JPEG 2000's quality is a signal to noise ratio, dB */
#define LARGEST_SNR 45

static void piece_free(gpointer data)
{
  DgPiece *piece = data;
  if (piece->data != NULL)
    g_bytes_unref(piece->data);
  g_free(piece->entries);
  g_free(piece);
}

static const char *space_of(PIX *pix)
{
  return pixGetDepth(pix) == 32 ? "/BitsPerComponent 8 /ColorSpace /DeviceRGB"
                                : "/BitsPerComponent 8 /ColorSpace /DeviceGray";
}

/* Takes over what Leptonica allocated. */
static GBytes *take(l_uint8 *data, size_t size)
{
  return data != NULL ? g_bytes_new_with_free_func(data, size, free, data) : NULL;
}

static GBytes *code_jpeg(PIX *pix, const DgParams *params)
{
  l_uint8 *data = NULL;
  size_t size = 0;
  if (pixWriteMemJpeg(&data, &size, pix, (gint)dg_param_real(params, "quality"), 0) != 0)
    g_clear_pointer(&data, free);
  return take(data, size);
}

static GBytes *code_jpeg2000(PIX *pix, const DgParams *params)
{
  l_uint8 *data = NULL;
  size_t size = 0;
  double share = (dg_param_real(params, "quality") - 30) / 65;
  gint snr = LEAST_SNR + (gint)(share * (LARGEST_SNR - LEAST_SNR));
  gint side = MIN(pixGetWidth(pix), pixGetHeight(pix)), halvings = 1;
  while (halvings < 5 && side >> (halvings + 1) > 0)
    halvings++;
  if (pixWriteMemJp2k(&data, &size, pix, snr, halvings, 0, 0) != 0)
    g_clear_pointer(&data, free);
  return take(data, size);
}

static GBytes *code_g4(PIX *pix)
{
  L_COMP_DATA *coded = NULL;
  if (pixGenerateCIData(pix, L_G4_ENCODE, 0, 0, &coded) != 0 || coded == NULL)
    return NULL;
  GBytes *bytes = g_bytes_new(coded->datacomp, coded->nbytescomp);
  l_CIDataDestroy(&coded);
  return bytes;
}

/* Rows of samples without padding, as a PDF wants them. */
static GBytes *samples_of(PIX *pix)
{
  gsize width = (gsize)pixGetWidth(pix), depth = (gsize)pixGetDepth(pix);
  gsize bytes = depth == 1 ? (width + 7) / 8 : depth == 8 ? width : 3 * width;
  guint8 *out = g_malloc(bytes * (gsize)pixGetHeight(pix)), *to = out;
  for (gint y = 0; y < pixGetHeight(pix); y++) {
    const l_uint32 *row = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
    for (gsize i = 0; i < bytes; i++)
      *to++ = (guint8)GET_DATA_BYTE(row, depth == 32 ? i / 3 * 4 + i % 3 : i);
  }
  return g_bytes_new_take(out, bytes * (gsize)pixGetHeight(pix));
}

static GBytes *code_flate(PIX *pix)
{
  g_autoptr(GBytes) samples = samples_of(pix);
  g_autoptr(GZlibCompressor) zlib =
      g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, FLATE_LEVEL);
  gsize size;
  const guint8 *data = g_bytes_get_data(samples, &size);
  gsize room = size + size / 100 + 1024, read = 0, written = 0;
  guint8 *out = g_malloc(room);
  if (g_converter_convert(G_CONVERTER(zlib), data, size, out, room, G_CONVERTER_INPUT_AT_END, &read,
                          &written, NULL) != G_CONVERTER_FINISHED) {
    g_free(out);
    return NULL;
  }
  return g_bytes_new_take(out, written);
}

/* Bilevel: black is 1 in a Pix, and 0 in DeviceGray; a stencil paints where it is 0. */
static void code_bilevel(PIX *pix, const DgParams *params, DgPiece *piece)
{
  const char *kind = dg_param_is(params, "mask", "yes")
                         ? "/ImageMask true /BitsPerComponent 1"
                         : "/BitsPerComponent 1 /ColorSpace /DeviceGray";
  if (dg_param_is(params, "codec_bilevel", "flate")) {
    piece->data = code_flate(pix);
    piece->entries = g_strdup_printf("/Filter /FlateDecode /Decode [1 0] %s", kind);
    return;
  }
  if (dg_param_is(params, "codec_bilevel", "jbig2")) {
    piece->data = dg_jbig2_encode(pix);
    piece->entries = g_strdup_printf("/Filter /JBIG2Decode %s", kind);
    return;
  }
  piece->data = code_g4(pix);
  piece->entries =
      g_strdup_printf("/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %u /Rows %u >> %s",
                      piece->width, piece->height, kind);
}

static void code(PIX *pix, const DgParams *params, DgPiece *piece)
{
  if (pixGetDepth(pix) == 1) {
    code_bilevel(pix, params, piece);
    return;
  }
  const char *filter = "DCTDecode";
  if (dg_param_is(params, "codec", "jpeg2000")) {
    filter = "JPXDecode";
    piece->data = code_jpeg2000(pix, params);
  } else if (dg_param_is(params, "codec", "flate")) {
    filter = "FlateDecode";
    piece->data = code_flate(pix);
  } else {
    piece->data = code_jpeg(pix, params);
  }
  piece->entries = g_strdup_printf("/Filter /%s %s", filter, space_of(pix));
}

PIX *dg_encode_before(PIX *pix, const DgParams *params)
{
  l_uint8 *data = NULL;
  size_t size = 0;
  if (pixGetDepth(pix) == 1 || dg_param_is(params, "quality_before", "none") ||
      pixWriteMemJpeg(&data, &size, pix, (gint)dg_param_real(params, "quality_before"), 0) != 0)
    return pixClone(pix);
  PIX *again = pixReadMemJpeg(data, size, 0, 1, NULL, 0);
  free(data);
  return again;
}

static gboolean add_piece(GPtrArray *pieces, PIX *pix, const DgParams *params, guint x, guint y,
                          guint width, guint height)
{
  DgPiece *piece = g_new0(DgPiece, 1);
  *piece = (DgPiece){.x = x, .y = y, .width = width, .height = height};
  g_ptr_array_add(pieces, piece);
  BOX box = {.x = (gint)x, .y = (gint)y, .w = (gint)width, .h = (gint)height};
  DG_AUTO_PIX part = pixClipRectangle(pix, &box, NULL);
  code(part, params, piece);
  return piece->data != NULL;
}

/* The length of a piece that begins at that place; too small a rest is joined to it. */
static guint length_at(guint at, guint step, guint end)
{
  return end - at < step + LEAST_PIECE_PX ? end - at : step;
}

GPtrArray *dg_encode(PIX *pix, const DgParams *params, guint64 seed, GError **error)
{
  guint width = (guint)pixGetWidth(pix), height = (guint)pixGetHeight(pix);
  guint step_x = width, step_y = height;
  TsRng rng = ts_rng(seed, "pieces");
  if (!dg_param_is(params, "pieces", "whole"))
    step_y = MAX(height / (guint)ts_rng_int(&rng, 3, 24), LEAST_PIECE_PX);
  if (dg_param_is(params, "pieces", "tiles"))
    step_y = step_x = (guint)ts_rng_int(&rng, 16, 64) * TILE_PX;
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(piece_free);
  for (guint y = 0, h; y < height; y += h) {
    h = length_at(y, step_y, height);
    for (guint x = 0, w; x < width; x += w) {
      w = length_at(x, step_x, width);
      if (!add_piece(pieces, pix, params, x, y, w, h)) {
        g_set_error(error, GD_ERROR, GD_ERROR_INTERNAL, "the picture cannot be coded");
        return NULL;
      }
    }
  }
  return g_steal_pointer(&pieces);
}
