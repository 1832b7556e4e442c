/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF through Poppler's private headers: an OutputDev that draws nothing and
 * writes down what it is told to draw. It loads no font file and decodes no
 * picture, so a page takes a few milliseconds.
 *
 * Where a later Poppler breaks this file, configure with -DGUIDANG_POPPLER_PRIVATE=OFF.
 */
#include "ingest/pdf.h"
#include "ingest/pdf_private_font.h"

#include <vector>

#include <Annot.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>

// Poppler 22.12 brought the constructor of PDFDoc that takes optional passwords.
static_assert(std::is_constructible_v<PDFDoc, std::unique_ptr<GooString> &&,
                                      const std::optional<GooString> &>,
              "Poppler 22.12 or newer is needed");

namespace
{

constexpr double kSeen = 0.05;  // opacity below which ink is not seen
constexpr double kHides = 0.95; // opacity from which an area hides what it covers

struct Group {
  bool soft_mask; // its content is a mask, not ink
  double opacity; // of the group as a whole
};

// What Poppler may ask and tell, one line each.
// clang-format off
class Recorder final : public OutputDev
{
public:
  explicit Recorder(GdPdfPage *pageA) : page(pageA) {}
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void fill(GfxState *state) override { fill_path(state); }
  void eoFill(GfxState *state) override { fill_path(state); }
  void stroke(GfxState *state) override;
  void drawChar(GfxState *state, double x, double y, double dx, double dy, double, double,
                CharCode code, int n_bytes, const Unicode *u, int n) override;

  // Patterns and shadings are areas here; Poppler would cut them into thousands.
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool tilingPatternFill(GfxState *state, Gfx *, Catalog *, GfxTilingPattern *, const double *,
                         int, int, int, int, double, double) override { return fill_path(state); }
  bool functionShadedFill(GfxState *s, GfxFunctionShading *) override { return shade(s); }
  bool axialShadedFill(GfxState *s, GfxAxialShading *, double, double) override { return shade(s); }
  bool radialShadedFill(GfxState *s, GfxRadialShading *, double, double) override { return shade(s); }
  bool gouraudTriangleShadedFill(GfxState *s, GfxGouraudTriangleShading *) override { return shade(s); }
  bool patchMeshShadedFill(GfxState *s, GfxPatchMeshShading *) override { return shade(s); }

  void beginTransparencyGroup(GfxState *state, const double *, GfxColorSpace *, bool, bool,
                              bool soft) override
  { groups.push_back({soft || masked(), opacity() * state->getFillOpacity()}); }
  void endTransparencyGroup(GfxState *) override { if (!groups.empty()) groups.pop_back(); }

  // The base class skips the data of pictures that stand in the content stream.
  void drawImageMask(GfxState *state, Object *ref, Stream *str, int w, int h, bool invert,
                     bool smooth, bool inlined) override
  { image(state, false); OutputDev::drawImageMask(state, ref, str, w, h, invert, smooth, inlined); }
  void drawImage(GfxState *state, Object *ref, Stream *str, int w, int h, GfxImageColorMap *map,
                 bool smooth, const int *mask, bool inlined) override
  { image(state, !mask); OutputDev::drawImage(state, ref, str, w, h, map, smooth, mask, inlined); }
  void drawMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *, bool,
                       Stream *, int, int, bool, bool) override { image(state, false); }
  void drawSoftMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *, bool,
                           Stream *, int, int, GfxImageColorMap *, bool) override
  { image(state, false); }

private:
  bool masked() const { return !groups.empty() && groups.back().soft_mask; }
  double opacity() const { return groups.empty() ? 1.0 : groups.back().opacity; }
  bool hides(const GfxState *state) const
  { return opacity() * state->getFillOpacity() >= kHides && state->getBlendMode() == gfxBlendNormal; }
  bool fill_path(GfxState *state);
  bool shade(const GfxState *state);
  void image(GfxState *state, bool opaque);

  GdPdfPage *page;
  std::vector<Group> groups;
};
// clang-format on

GdBox clip_box(const GfxState *state)
{
  GdBox box;
  state->getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
  return box;
}

GdPoint at(const GfxState *state, double x, double y)
{
  GdPoint p;
  state->transform(x, y, &p.x, &p.y);
  return p;
}

// 0xRRGGBB; a pattern counts as a middle grey.
guint32 colour(GfxColorSpace *space, const GfxColor *of)
{
  if (space->getMode() == csPattern)
    return 0x808080;
  GfxRGB rgb{0, 0, 0};
  space->getRGB(of, &rgb);
  return (guint32)colToByte(rgb.r) << 16 | (guint32)colToByte(rgb.g) << 8 | colToByte(rgb.b);
}

void Recorder::image(GfxState *state, bool opaque)
{
  if (masked() || opacity() * state->getFillOpacity() < kSeen)
    return;
  GdPoint corners[] = {at(state, 0, 0), at(state, 1, 0), at(state, 1, 1), at(state, 0, 1)};
  GdPdfPart part = gd_pdf_part(corners, 4, false);
  gd_pdf_page_add_image(page, part.box, opaque && part.rectangle && hides(state), clip_box(state));
}

bool Recorder::shade(const GfxState *state)
{
  if (!masked() && opacity() * state->getFillOpacity() >= kSeen)
    gd_pdf_page_add_shading(page, clip_box(state));
  return true;
}

void Recorder::stroke(GfxState *state)
{
  if (masked() || opacity() * state->getStrokeOpacity() < kSeen)
    return;
  guint32 ink = colour(state->getStrokeColorSpace(), state->getStrokeColor());
  double width = state->getTransformedLineWidth();
  GdBox clip = clip_box(state);
  const GfxPath *path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths() && page->over == nullptr; i++) {
    const GfxSubpath *sub = path->getSubpath(i);
    GdPoint from = at(state, sub->getX(0), sub->getY(0));
    for (int k = 1; k < sub->getNumPoints() && page->over == nullptr; k++) {
      bool curve = sub->getCurve(k); // then two control points and an end
      k = curve ? MIN(k + 2, sub->getNumPoints() - 1) : k;
      GdPoint to = at(state, sub->getX(k), sub->getY(k));
      if (!curve)
        gd_pdf_page_add_line(page, from, to, width, ink, clip);
      from = to;
    }
  }
}

bool Recorder::fill_path(GfxState *state)
{
  if (masked() || opacity() * state->getFillOpacity() < kSeen)
    return true;
  std::vector<GdPdfPart> parts;
  std::vector<GdPoint> corners;
  const GfxPath *path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); i++) {
    const GfxSubpath *sub = path->getSubpath(i);
    bool curved = false;
    corners.clear();
    for (int k = 0; k < sub->getNumPoints(); k++) {
      corners.push_back(at(state, sub->getX(k), sub->getY(k)));
      curved = curved || sub->getCurve(k);
    }
    parts.push_back(gd_pdf_part(corners.data(), corners.size(), curved));
  }
  GfxColorSpace *space = state->getFillColorSpace();
  gd_pdf_page_add_fill(page, parts.data(), parts.size(), colour(space, state->getFillColor()),
                       hides(state) && space->getMode() != csPattern, clip_box(state));
  return true;
}

void Recorder::drawChar(GfxState *state, double x, double y, double dx, double dy, double, double,
                        CharCode code, int n_bytes, const Unicode *u, int n)
{
  const GfxFont *font = state->getFont().get();
  if (masked() || font == nullptr)
    return;
  // The advance, without the spacing that the text state adds to it.
  double spacing = state->getCharSpace();
  if (n_bytes == 1 && code == 0x20)
    spacing += state->getWordSpace();
  bool down = font->getWMode() != 0;
  double sx, sy, ux, uy;
  state->textTransformDelta(down ? 0 : spacing * state->getHorizScaling(), down ? spacing : 0, &sx,
                            &sy);
  double em =
      font->getType() == fontType3 ? gd_type3_em(font->getFontMatrix(), font->getFontBBox()) : 1;
  state->textTransformDelta(0, em * state->getFontSize(), &ux, &uy);
  GdPoint advance, up;
  state->transformDelta(dx - sx, dy - sy, &advance.x, &advance.y);
  state->transformDelta(ux, uy, &up.x, &up.y);

  GdGlyph glyph = {};
  gd_glyph_place(&glyph, at(state, x, y), advance, up, down);
  glyph.n_chars = n > 0 && n <= GD_GLYPH_CHARS ? n : 0;
  for (guint i = 0; i < glyph.n_chars; i++)
    glyph.chars[i] = u[i];
  glyph.font = font->hasToUnicodeCMap() ? font->getID()->num : 0;
  glyph.code = code;
  glyph.suspect = n > 0 && gd_font_is_suspect(font, code, u[0]);
  guint32 filled = colour(state->getFillColorSpace(), state->getFillColor());
  int mode = state->getRender(); // ISO 32000-1, table 106; of white with an edge, that is seen
  bool outline = mode % 4 == 1 || (mode % 4 == 2 && filled == 0xFFFFFF);
  double seen = opacity() * (outline ? state->getStrokeOpacity() : state->getFillOpacity());
  glyph.invisible = mode == 3 || mode == 7 || seen < kSeen;
  gd_glyph_clip(&glyph, clip_box(state));
  glyph.colour = outline ? colour(state->getStrokeColorSpace(), state->getStrokeColor()) : filled;
  gd_pdf_page_add_glyph(page, &glyph);
}

// Errors name no document: a page's are those of this thread while it is displayed.
thread_local GdPdfPage *displayed = nullptr;

void hear(ErrorCategory category, Goffset, const char *message)
{
  if (displayed != nullptr && (category == errSyntaxError || category == errInternal))
    gd_pdf_page_add_error(displayed, message);
}

struct Document {
  GlobalParamsIniter init{hear};
  PDFDoc doc;
  Document(const char *path, const std::optional<GooString> &password)
      : doc(std::make_unique<GooString>(path), password, password)
  {
  }
};

gpointer open_document(const char *path, const char *password, GError **error)
{
  std::optional<GooString> key;
  if (password != nullptr)
    key.emplace(password);
  auto document = std::make_unique<Document>(path, key);
  if (document->doc.isOk())
    return document.release();
  int why = document->doc.getErrorCode();
  GdErrorCode code = why == errEncrypted ? GD_ERROR_ENCRYPTED : GD_ERROR_DAMAGED;
  gd_pdf_open_error(why == errOpenFile ? GD_ERROR_IO : code, password != nullptr, error);
  return nullptr;
}

guint n_pages(gpointer handle)
{
  return MAX(0, static_cast<Document *>(handle)->doc.getNumPages());
}

gboolean page_size(gpointer handle, guint number, double *width, double *height)
{
  Page *page = static_cast<Document *>(handle)->doc.getPage(number);
  if (page == nullptr || !page->isOk())
    return FALSE;
  bool turned = page->getRotate() % 180 != 0;
  *width = turned ? page->getCropHeight() : page->getCropWidth();
  *height = turned ? page->getCropWidth() : page->getCropHeight();
  return TRUE;
}

// Annotations that are part of what the page shows; frames of links and notes are not.
bool is_shown(Annot *annotation, void *)
{
  Annot::AnnotSubtype type = annotation->getType();
  return type != Annot::typeLink && type != Annot::typePopup && type != Annot::typeText;
}

GdPdfPage *read_page(gpointer handle, guint number)
{
  double width, height;
  if (!page_size(handle, number, &width, &height))
    return nullptr;
  GdPdfPage *record = gd_pdf_page_new(width, height);
  Recorder recorder(record);
  auto enough = [](void *data) { return static_cast<GdPdfPage *>(data)->over != nullptr; };
  displayed = record;
  static_cast<Document *>(handle)->doc.displayPage(&recorder, number, 72, 72, 0, false, true, false,
                                                   enough, record, is_shown, nullptr);
  displayed = nullptr;
  return record;
}

void close_document(gpointer handle)
{
  delete static_cast<Document *>(handle);
}

} // namespace

const GdPdfBackend gd_pdf_private = {"poppler-private", open_document, n_pages,
                                     page_size,         read_page,     close_document};
