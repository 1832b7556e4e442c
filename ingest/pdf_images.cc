/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An OutputDev that decodes the pictures of a page while the page is displayed, as long
 * as there is nothing on the page but pictures, white areas under them and text that is
 * not seen:
 *
 *   DCT (8 bits, grey or RGB)   undecoded data → gd_jpeg_decode(), scaled on the way
 *   JPX                         undecoded data → gd_jpx_decode(), by its own levels
 *   CCITT, JBIG2, Flate … and   Poppler's own filters, row by row, through the picture's
 *   other colour spaces         colour space
 */
#include "ingest/pdf_images.h"

#include "ingest/image_decode.h"
#include "models/limits.h"

#include <vector>

#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

namespace
{

constexpr double kSeen = 0.05;   // opacity below which ink is not seen
constexpr double kHides = 0.95;  // opacity from which a picture is what is seen
constexpr double kWhite = 0.98;  // of an area that may lie under pictures
constexpr double kDark = 0.25;   // of the colour that a stencil is painted in
constexpr double kDecode = 0.01; // difference from the plain Decode array

const char kMore[] = "the page draws more than pictures";

// clang-format off
class Decoder final : public OutputDev
{
public:
  Decoder(GPtrArray *partsA, double dpiA) : parts(partsA), dpi(dpiA) {}
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void fill(GfxState *state) override { area(state); }
  void eoFill(GfxState *state) override { area(state); }
  void stroke(GfxState *state) override
  { if (state->getStrokeOpacity() >= kSeen) give_up(GD_ERROR_UNSUPPORTED, kMore); }
  void drawChar(GfxState *state, double, double, double, double, double, double, CharCode,
                int, const Unicode *, int) override
  { if (state->getRender() % 4 != 3 && state->getFillOpacity() >= kSeen)
      give_up(GD_ERROR_UNSUPPORTED, kMore); }
  bool tilingPatternFill(GfxState *, Gfx *, Catalog *, GfxTilingPattern *, const double *, int, int,
                         int, int, double, double) override { return more(); }
  bool functionShadedFill(GfxState *, GfxFunctionShading *) override { return more(); }
  bool axialShadedFill(GfxState *, GfxAxialShading *, double, double) override { return more(); }
  bool radialShadedFill(GfxState *, GfxRadialShading *, double, double) override { return more(); }
  bool gouraudTriangleShadedFill(GfxState *, GfxGouraudTriangleShading *) override { return more(); }
  bool patchMeshShadedFill(GfxState *, GfxPatchMeshShading *) override { return more(); }
  void beginTransparencyGroup(GfxState *, const double *, GfxColorSpace *, bool, bool, bool) override
  { more(); }

  void drawImageMask(GfxState *state, Object *ref, Stream *stream, int width, int height, bool invert,
                     bool smooth, bool inlined) override;
  void drawImage(GfxState *state, Object *ref, Stream *stream, int width, int height,
                 GfxImageColorMap *map, bool smooth, const int *mask, bool inlined) override;
  void drawMaskedImage(GfxState *, Object *, Stream *, int, int, GfxImageColorMap *, bool, Stream *,
                       int, int, bool, bool) override { more(); }
  void drawSoftMaskedImage(GfxState *, Object *, Stream *, int, int, GfxImageColorMap *, bool,
                           Stream *, int, int, GfxImageColorMap *, bool) override { more(); }

  GError *error = nullptr; // why the pictures are not the page

private:
  void give_up(GdErrorCode code, const char *why)
  { if (error == nullptr) g_set_error_literal(&error, GD_ERROR, code, why); }
  bool more() { give_up(GD_ERROR_UNSUPPORTED, kMore); return true; }
  void area(GfxState *state);
  bool place(GfxState *state, int width, int height);
  Pix *decode(Stream *stream, int width, int height, GfxImageColorMap *map);
  Pix *decode_rows(Stream *stream, int width, int height, GfxImageColorMap *map);
  void keep(Pix *pix, bool bilevel);

  gboolean damaged = FALSE; // the picture at hand
  GPtrArray *parts;
  double dpi;
  GdHomography where{}; // of the picture at hand: unit square, y down → page
  guint reduction = 1;
};
// clang-format on

// White areas under pictures do no harm; a white area over one hides it.
void Decoder::area(GfxState *state)
{
  GfxGray grey;
  state->getFillGray(&grey);
  if (state->getFillOpacity() < kSeen)
    return;
  if (parts->len > 0 || colToDbl(grey) < kWhite ||
      state->getFillColorSpace()->getMode() == csPattern)
    more();
}

bool Decoder::place(GfxState *state, int width, int height)
{
  if (error != nullptr)
    return false;
  if (state->getFillOpacity() < kHides || state->getBlendMode() != gfxBlendNormal) {
    more();
    return false;
  }
  const double *m = state->getCTM(); // unit square, y up → page
  where = {{m[0], -m[2], m[2] + m[4], m[1], -m[3], m[3] + m[5], 0, 0, 1}};
  double across = hypot(m[0], m[1]), down = hypot(m[2], m[3]);
  if (!(across > 0 && down > 0) || width <= 0 || height <= 0 || parts->len >= GD_CAP_PAGE_IMAGES) {
    more();
    return false;
  }
  damaged = FALSE;
  reduction = gd_rows_reduction(72 * MIN(width / across, height / down), dpi);
  return true;
}

void Decoder::keep(Pix *pix, bool bilevel)
{
  if (pix != nullptr)
    g_ptr_array_add(parts, gd_part_new(pix, bilevel, damaged, &where));
}

// The data of a stream below its last filter. NULL if there is too much of it.
GByteArray *undecoded(Stream *stream)
{
  Stream *raw = stream->getNextStream();
  if (raw == nullptr)
    return nullptr;
  GByteArray *data = g_byte_array_new();
  raw->reset();
  for (;;) {
    guint8 chunk[4096];
    guint n = 0;
    int c = 0;
    while (n < sizeof chunk && (c = raw->getChar()) != EOF)
      chunk[n++] = (guint8)c;
    g_byte_array_append(data, chunk, n);
    if (c == EOF || data->len > GD_CAP_IMAGE_BYTES)
      break;
  }
  raw->close();
  if (data->len <= GD_CAP_IMAGE_BYTES)
    return data;
  g_byte_array_unref(data);
  return nullptr;
}

bool is_plain(GfxImageColorMap *map)
{
  for (int i = 0; i < map->getNumPixelComps(); i++)
    if (fabs(map->getDecodeLow(i)) > kDecode || fabs(map->getDecodeHigh(i) - 1) > kDecode)
      return false;
  GfxColorSpaceMode mode = map->getColorSpace()->getMode();
  return mode == csDeviceGray || mode == csCalGray || mode == csDeviceRGB || mode == csCalRGB ||
         (mode == csICCBased && map->getNumPixelComps() != 4);
}

Pix *Decoder::decode_rows(Stream *stream, int width, int height, GfxImageColorMap *map)
{
  GfxColorSpaceMode mode = map->getColorSpace()->getMode();
  bool grey = map->getNumPixelComps() == 1 &&
              (mode == csDeviceGray || mode == csCalGray || mode == csICCBased);
  GdRows *rows = gd_rows_new(width, height, grey ? 1 : 3, reduction, &error);
  if (rows == nullptr)
    return nullptr;
  std::vector<guint8> line((gsize)width * 3);
  ImageStream pixels(stream, width, map->getNumPixelComps(), map->getBits());
  pixels.reset();
  for (int y = 0; y < height; y++) {
    guint8 *in = pixels.getLine();
    if (in == nullptr)
      break;
    if (grey)
      map->getGrayLine(in, line.data(), width);
    else if (map->useRGBLine())
      map->getRGBLine(in, line.data(), width);
    else
      for (int x = 0; x < width; x++) {
        GfxRGB rgb;
        map->getRGB(in + (gsize)x * map->getNumPixelComps(), &rgb);
        line[3 * x] = colToByte(rgb.r);
        line[3 * x + 1] = colToByte(rgb.g);
        line[3 * x + 2] = colToByte(rgb.b);
      }
    gd_rows_add(rows, line.data());
  }
  pixels.close();
  return gd_rows_finish(rows, &damaged);
}

Pix *Decoder::decode(Stream *stream, int width, int height, GfxImageColorMap *map)
{
  StreamKind kind = stream->getKind();
  if ((kind == strDCT || kind == strJPX) && is_plain(map)) {
    GByteArray *data = undecoded(stream);
    Pix *pix = nullptr;
    if (data == nullptr)
      give_up(GD_ERROR_CAP, "a picture of more data than guidang reads");
    else if (kind == strDCT)
      pix = gd_jpeg_decode(data->data, data->len, reduction, &damaged, &error);
    else
      pix = gd_jpx_decode(data->data, data->len, reduction, &error);
    if (data != nullptr)
      g_byte_array_unref(data);
    return pix;
  }
  if (kind == strJPX && (gint64)width * height > GD_CAP_IMAGE_SAMPLES / 4) {
    give_up(GD_ERROR_CAP, "a JPEG 2000 picture larger than guidang reads");
    return nullptr;
  }
  return decode_rows(stream, width, height, map);
}

void Decoder::drawImage(GfxState *state, Object *ref, Stream *stream, int width, int height,
                        GfxImageColorMap *map, bool smooth, const int *mask, bool inlined)
{
  if (mask != nullptr || inlined)
    more();
  if (place(state, width, height))
    keep(decode(stream, width, height, map), map->getNumPixelComps() == 1 && map->getBits() == 1);
  if (inlined)
    OutputDev::drawImage(state, ref, stream, width, height, map, smooth, mask, inlined);
}

// A stencil is painted where its bits are 0, or 1 if inverted.
void Decoder::drawImageMask(GfxState *state, Object *ref, Stream *stream, int width, int height,
                            bool invert, bool smooth, bool inlined)
{
  GfxGray grey;
  state->getFillGray(&grey);
  if (inlined || colToDbl(grey) > kDark)
    more();
  GdRows *rows =
      place(state, width, height) ? gd_rows_new(width, height, 1, reduction, &error) : nullptr;
  if (rows != nullptr) {
    std::vector<guint8> line(width);
    ImageStream bits(stream, width, 1, 1);
    bits.reset();
    for (int y = 0; y < height; y++) {
      const guint8 *in = bits.getLine();
      if (in == nullptr)
        break;
      for (int x = 0; x < width; x++)
        line[x] = (in[x] != 0) != invert ? 255 : 0;
      gd_rows_add(rows, line.data());
    }
    bits.close();
    keep(gd_rows_finish(rows, &damaged), true);
  }
  if (inlined)
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, smooth, inlined);
}

// Errors name no document: a page's are those of this thread while it is displayed.
thread_local bool broken = false;

void hear(ErrorCategory category, Goffset, const char *)
{
  broken = broken || category == errSyntaxError || category == errInternal;
}

} // namespace

struct GdPdfImages {
  GlobalParamsIniter init{hear};
  PDFDoc doc;
  GdPdfImages(const char *path, const std::optional<GooString> &key)
      : doc(std::make_unique<GooString>(path), key, key)
  {
  }
};

GdPdfImages *gd_pdf_images_open(const char *path, const char *password)
{
  std::optional<GooString> key;
  if (password != nullptr)
    key.emplace(password);
  auto images = std::make_unique<GdPdfImages>(path, key);
  return images->doc.isOk() ? images.release() : nullptr;
}

void gd_pdf_images_close(GdPdfImages *images)
{
  delete images;
}

gboolean gd_pdf_images_size(GdPdfImages *images, guint number, double *width, double *height)
{
  Page *page = images->doc.getPage((int)number);
  if (page == nullptr || !page->isOk())
    return FALSE;
  bool turned = page->getRotate() % 180 != 0;
  *width = turned ? page->getCropHeight() : page->getCropWidth();
  *height = turned ? page->getCropWidth() : page->getCropHeight();
  return TRUE;
}

GPtrArray *gd_pdf_images_page(GdPdfImages *images, guint number, double dpi, GError **error)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)gd_part_free);
  Decoder decoder(parts, dpi);
  auto enough = [](void *data) { return static_cast<Decoder *>(data)->error != nullptr; };
  broken = false;
  images->doc.displayPage(&decoder, (int)number, 72, 72, 0, false, true, false, enough, &decoder);
  if (decoder.error == nullptr && parts->len == 0)
    g_set_error_literal(&decoder.error, GD_ERROR, GD_ERROR_UNSUPPORTED, "the page has no picture");
  for (guint i = 0; broken && i < parts->len; i++)
    static_cast<GdPart *>(parts->pdata[i])->damaged = TRUE;
  if (decoder.error == nullptr)
    return parts;
  g_propagate_error(error, decoder.error);
  g_ptr_array_unref(parts);
  return nullptr;
}
