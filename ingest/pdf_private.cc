/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF through Poppler's private headers: an OutputDev that draws nothing and
 * writes down what it is told to draw. It loads no font file and decodes no
 * picture, so a page takes a few milliseconds.
 *
 * These headers are no stable interface; the checks below name the versions
 * this file was compiled against. Where it fails to build, configure with
 * -DGUIDANG_POPPLER_PRIVATE=OFF.
 */
#include "ingest/pdf.h"
#include "models/error.h"

#include <vector>

#include <poppler-config.h>

#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>

static_assert(POPPLER_VERSION[0] == '2' && POPPLER_VERSION[1] >= '2' &&
                  (POPPLER_VERSION[1] > '2' ||
                   (POPPLER_VERSION[3] == '1' && POPPLER_VERSION[4] == '2')),
              "Poppler 22.12 or newer is needed; configure with -DGUIDANG_POPPLER_PRIVATE=OFF");

namespace
{

// The em box of a glyph, in font sizes above and below its baseline: the design
// box of CJK faces (GB/T 11460 and the OpenType 'ideo' baseline at -0.12).
constexpr double kAbove = 0.88, kBelow = 0.12;

// Opacity below which ink is not seen.
constexpr double kSeen = 0.05;
// Opacity from which an area hides what it covers.
constexpr double kHides = 0.95;

struct Group {
  bool soft_mask; // its content is a mask, not ink
  double opacity; // of the group as a whole
};

guint32 packed(const GfxRGB &rgb)
{
  return (guint32)colToByte(rgb.r) << 16 | (guint32)colToByte(rgb.g) << 8 | colToByte(rgb.b);
}

class Recorder final : public OutputDev
{
public:
  explicit Recorder(GdPdfPage *pageA) : page(pageA)
  {
  }

  bool upsideDown() override
  {
    return true;
  }
  bool useDrawChar() override
  {
    return true;
  }
  bool interpretType3Chars() override
  {
    return false;
  }
  // Patterns and shadings are areas here; Poppler would cut them into thousands.
  bool useTilingPatternFill() override
  {
    return true;
  }
  bool useShadedFills(int) override
  {
    return true;
  }
  bool tilingPatternFill(GfxState *state, Gfx *, Catalog *, GfxTilingPattern *, const double *, int,
                         int, int, int, double, double) override
  {
    fill_path(state, true);
    return true;
  }
  bool functionShadedFill(GfxState *, GfxFunctionShading *) override
  {
    return true;
  }
  bool axialShadedFill(GfxState *, GfxAxialShading *, double, double) override
  {
    return true;
  }
  bool radialShadedFill(GfxState *, GfxRadialShading *, double, double) override
  {
    return true;
  }
  bool gouraudTriangleShadedFill(GfxState *, GfxGouraudTriangleShading *) override
  {
    return true;
  }
  bool patchMeshShadedFill(GfxState *, GfxPatchMeshShading *) override
  {
    return true;
  }

  void beginTransparencyGroup(GfxState *state, const double *, GfxColorSpace *, bool, bool,
                              bool soft) override
  {
    groups.push_back({soft || masked(), opacity() * state->getFillOpacity()});
  }
  void endTransparencyGroup(GfxState *) override
  {
    if (!groups.empty())
      groups.pop_back();
  }

  void stroke(GfxState *state) override;
  void fill(GfxState *state) override
  {
    fill_path(state, false);
  }
  void eoFill(GfxState *state) override
  {
    fill_path(state, false);
  }
  void drawChar(GfxState *state, double x, double y, double dx, double dy, double ox, double oy,
                CharCode code, int n_bytes, const Unicode *u, int n) override;
  void drawImageMask(GfxState *state, Object *ref, Stream *str, int width, int height, bool invert,
                     bool interpolate, bool inlined) override
  {
    image(state, false);
    OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inlined);
  }
  void drawImage(GfxState *state, Object *ref, Stream *str, int width, int height,
                 GfxImageColorMap *map, bool interpolate, const int *mask, bool inlined) override
  {
    image(state, mask == nullptr);
    OutputDev::drawImage(state, ref, str, width, height, map, interpolate, mask, inlined);
  }
  void drawMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *, bool,
                       Stream *, int, int, bool, bool) override
  {
    image(state, false);
  }
  void drawSoftMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *, bool,
                           Stream *, int, int, GfxImageColorMap *, bool) override
  {
    image(state, false);
  }

private:
  bool masked() const
  {
    return !groups.empty() && groups.back().soft_mask;
  }
  double opacity() const
  {
    return groups.empty() ? 1.0 : groups.back().opacity;
  }
  static GdBox clip_box(const GfxState *state)
  {
    GdBox box;
    state->getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
    return box;
  }
  static GdPoint at(const GfxState *state, double x, double y)
  {
    GdPoint p;
    state->transform(x, y, &p.x, &p.y);
    return p;
  }
  void image(GfxState *state, bool opaque);
  void fill_path(GfxState *state, bool pattern);

  GdPdfPage *page;
  std::vector<Group> groups;
};

void Recorder::image(GfxState *state, bool opaque)
{
  double seen = opacity() * state->getFillOpacity();
  if (masked() || seen < kSeen)
    return;
  GdPoint a = at(state, 0, 0), b = at(state, 1, 0), c = at(state, 0, 1), d = at(state, 1, 1);
  GdBox box = gd_box_union(gd_box(a.x, a.y, d.x, d.y), gd_box(b.x, b.y, c.x, c.y));
  bool hides = opaque && seen >= kHides && state->getBlendMode() == gfxBlendNormal;
  gd_pdf_page_add_image(page, box, hides, clip_box(state));
}

void Recorder::stroke(GfxState *state)
{
  if (masked() || opacity() * state->getStrokeOpacity() < kSeen)
    return;
  GfxRGB rgb{0, 0, 0};
  if (state->getStrokeColorSpace()->getMode() != csPattern)
    state->getStrokeRGB(&rgb);
  double width = state->getTransformedLineWidth();
  GdBox clip = clip_box(state);
  const GfxPath *path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths() && page->over == nullptr; i++) {
    const GfxSubpath *sub = path->getSubpath(i);
    GdPoint from = at(state, sub->getX(0), sub->getY(0));
    for (int k = 1; k < sub->getNumPoints() && page->over == nullptr; k++) {
      bool curve = sub->getCurve(k);
      if (curve)
        k = MIN(k + 2, sub->getNumPoints() - 1);
      GdPoint to = at(state, sub->getX(k), sub->getY(k));
      if (!curve)
        gd_pdf_page_add_line(page, from, to, width, packed(rgb), clip);
      from = to;
    }
  }
}

// TRUE if the subpath, in page space, is a rectangle along the axes; *box is
// the box around it in any case.
static bool rectangle(const GfxState *state, const GfxSubpath *sub, GdBox *box)
{
  bool straight = true;
  *box = {G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE};
  for (int k = 0; k < sub->getNumPoints(); k++) {
    double x, y, px = 0, py = 0;
    state->transform(sub->getX(k), sub->getY(k), &x, &y);
    if (k > 0)
      state->transform(sub->getX(k - 1), sub->getY(k - 1), &px, &py);
    // A tenth of a point is less than a reader sees.
    straight =
        straight && !sub->getCurve(k) && (k == 0 || fabs(x - px) < 0.1 || fabs(y - py) < 0.1);
    *box = {fmin(box->x0, x), fmin(box->y0, y), fmax(box->x1, x), fmax(box->y1, y)};
  }
  return straight && sub->getNumPoints() >= 4 && sub->getNumPoints() <= 5;
}

void Recorder::fill_path(GfxState *state, bool pattern)
{
  double seen = opacity() * state->getFillOpacity();
  if (masked() || seen < kSeen)
    return;
  GfxRGB rgb{dblToCol(0.5), dblToCol(0.5), dblToCol(0.5)};
  if (!pattern && state->getFillColorSpace()->getMode() != csPattern)
    state->getFillRGB(&rgb);
  std::vector<GdPdfPart> parts;
  const GfxPath *path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); i++) {
    GdPdfPart part;
    part.rectangle = rectangle(state, path->getSubpath(i), &part.box);
    parts.push_back(part);
  }
  bool hides = !pattern && seen >= kHides && state->getBlendMode() == gfxBlendNormal;
  gd_pdf_page_add_fill(page, parts.data(), parts.size(), packed(rgb), hides, clip_box(state));
}

// TRUE if the Unicode value u of a code is Poppler's guess, or another letter or
// digit than the one that the font itself names for the code.
bool guessed(const GfxFont *font, CharCode code, Unicode u)
{
  if (font->isCIDFont()) {
    auto cid = static_cast<const GfxCIDFont *>(font);
    const GooString *collection = cid->getCollection();
    bool known = collection != nullptr && collection->cmp("Adobe-Identity") != 0;
    return !font->hasToUnicodeCMap() && !known;
  }
  auto simple = static_cast<const Gfx8BitFont *>(font);
  const char *name = code < 256 ? simple->getCharName(code) : nullptr;
  Unicode named = name != nullptr ? globalParams->mapNameToUnicodeText(name) : 0;
  if (font->hasToUnicodeCMap())
    return named != 0 && named != u && simple->getHasEncoding() && g_unichar_isalnum(named) &&
           font->getType() != fontType3 && named < 0x80;
  bool symbolic_truetype =
      font->getType() == fontTrueType && font->isSymbolic() && !simple->getHasEncoding();
  bool by_number = name != nullptr && g_str_has_prefix(name, "uni");
  return symbolic_truetype || (named != u && !by_number);
}

void Recorder::drawChar(GfxState *state, double x, double y, double dx, double dy, double ox,
                        double oy, CharCode code, int n_bytes, const Unicode *u, int n)
{
  if (masked())
    return;
  const GfxFont *font = state->getFont().get();
  if (font == nullptr)
    return;
  // The advance without the spacing that the text state adds to it.
  double spacing = state->getCharSpace();
  if (n_bytes == 1 && code == 0x20)
    spacing += state->getWordSpace();
  bool down = font->getWMode() != 0;
  double sx, sy;
  state->textTransformDelta(down ? 0 : spacing * state->getHorizScaling(), down ? spacing : 0, &sx,
                            &sy);
  double ax, ay, ux, uy;
  state->transformDelta(dx - sx, dy - sy, &ax, &ay);
  // A vector of one font size upwards from the baseline.
  state->textTransformDelta(0, state->getFontSize(), &sx, &sy);
  state->transformDelta(sx, sy, &ux, &uy);
  GdPoint o = at(state, x, y);
  GdGlyph glyph = {};
  glyph.size = hypot(ux, uy);
  if (down) { // x, y is the middle of the top; the em box spreads to both sides
    double hx = -uy / 2, hy = ux / 2;
    glyph.box = gd_box_union(gd_box(o.x - hx, o.y - hy, o.x + ax + hx, o.y + ay + hy),
                             gd_box(o.x + hx, o.y + hy, o.x + ax - hx, o.y + ay - hy));
  } else {
    GdBox lower = gd_box(o.x - kBelow * ux, o.y - kBelow * uy, o.x + ax - kBelow * ux,
                         o.y + ay - kBelow * uy);
    GdBox upper = gd_box(o.x + kAbove * ux, o.y + kAbove * uy, o.x + ax + kAbove * ux,
                         o.y + ay + kAbove * uy);
    glyph.box = gd_box_union(lower, upper);
  }
  bool standing = ax == 0 && ay == 0; // a combining mark: its line runs as its size stands
  glyph.angle = (standing ? atan2(ux, -uy) : atan2(ay, ax)) * 180 / G_PI;
  glyph.n_chars = n > 0 && n <= GD_GLYPH_CHARS ? n : 0;
  for (guint i = 0; i < glyph.n_chars; i++)
    glyph.chars[i] = u[i];
  glyph.font = font->getID()->num;
  glyph.code = code;
  glyph.suspect = n > 0 && guessed(font, code, u[0]);

  int mode = state->getRender();
  bool stroked = mode == 1 || mode == 5;
  double seen = opacity() * (stroked ? state->getStrokeOpacity() : state->getFillOpacity());
  glyph.invisible = mode == 3 || mode == 7 || seen < kSeen;
  GfxRGB rgb{0, 0, 0};
  GfxColorSpace *space = stroked ? state->getStrokeColorSpace() : state->getFillColorSpace();
  if (space->getMode() != csPattern)
    space->getRGB(stroked ? state->getStrokeColor() : state->getFillColor(), &rgb);
  glyph.colour = packed(rgb);
  GdBox clip = clip_box(state);
  glyph.invisible = glyph.invisible || !gd_box_has(clip, gd_box_centre(glyph.box));
  gd_pdf_page_add_glyph(page, &glyph);
}

struct Document {
  GlobalParamsIniter init;
  PDFDoc doc;
  Document(const char *path, const std::optional<GooString> &password)
      : init([](ErrorCategory, Goffset, const char *) {}), // messages on stderr are ours alone
        doc(std::make_unique<GooString>(path), password, password)
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
  int code = document->doc.getErrorCode();
  gd_pdf_open_error(code == errEncrypted  ? GD_ERROR_ENCRYPTED
                    : code == errOpenFile ? GD_ERROR_IO
                                          : GD_ERROR_DAMAGED,
                    password != nullptr, error);
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

GdPdfPage *read_page(gpointer handle, guint number)
{
  double width, height;
  if (!page_size(handle, number, &width, &height))
    return nullptr;
  GdPdfPage *record = gd_pdf_page_new(width, height);
  Recorder recorder(record);
  auto enough = [](void *data) { return static_cast<GdPdfPage *>(data)->over != nullptr; };
  auto no_annotations = [](Annot *, void *) { return false; };
  static_cast<Document *>(handle)->doc.displayPage(&recorder, number, 72, 72, 0, false, true, false,
                                                   enough, record, no_annotations, nullptr);
  return record;
}

void close_document(gpointer handle)
{
  delete static_cast<Document *>(handle);
}

} // namespace

const GdPdfBackend gd_pdf_private = {"poppler-private", open_document, n_pages,
                                     page_size,         read_page,     close_document};
