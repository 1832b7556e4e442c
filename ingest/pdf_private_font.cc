/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/pdf_private_font.h"

#include <glib.h>

#include <GlobalParams.h>

bool gd_font_is_suspect(const GfxFont *font, CharCode code, Unicode u)
{
  if (font->isCIDFont()) {
    const GooString *collection = static_cast<const GfxCIDFont *>(font)->getCollection();
    bool known = collection != nullptr && collection->cmp("Adobe-Identity") != 0;
    return !font->hasToUnicodeCMap() && !known;
  }
  auto simple = static_cast<const Gfx8BitFont *>(font);
  const char *name = code < 256 ? simple->getCharName(code) : nullptr;
  Unicode named = name != nullptr ? globalParams->mapNameToUnicodeText(name) : 0;
  if (font->hasToUnicodeCMap()) // names of Type 3 glyphs mean nothing
    return simple->getHasEncoding() && font->getType() != fontType3 && named < 0x80 &&
           g_ascii_isalnum(named) && named != u;
  bool by_code = font->getType() == fontTrueType && font->isSymbolic() && !simple->getHasEncoding();
  return by_code || (named != u && (name == nullptr || !g_str_has_prefix(name, "uni")));
}
