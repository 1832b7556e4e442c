/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tesseract by its C API. */
#include "ocr/tess.h"

#include "ocr/tess_library.h"

/* Of OpenMP's run-time library, which Tesseract is built with. Declared here since
 * clang has no omp.h of gcc's. 0: parallel regions are run by one thread. */
void omp_set_max_active_levels(int levels);

/* Pictures are read as if of this resolution: it decides only what Tesseract takes
 * for specks. */
#define GD_TESS_DPI "300"

/* Osd's own measure of how much better the best direction is. Its program takes 2; pages
 * of tables stay below, wrong ones below half of this. */
#define GD_TESS_TURN_SURE 1.0F

/* Least characters that osd tries, first and where these few do not say that the sheet is upright,
 * its own usual number. What it is sure of grows with the number: upright prose has 3 to 5 with the
 * few, 17 to 21 with the usual. */
#define GD_TESS_OSD_FEW "12"
#define GD_TESS_OSD_USUAL "50"

struct GdTess {
  const GdTessLibrary *lib; /* lent */
  TessBaseAPI *api;
};

/* Options of Tesseract, name and value. No second try on the inverted picture:
 * cells are dark on light. */
static const char *const options[][2] = {
    {"tessedit_do_invert", "0"},
    {"user_defined_dpi", GD_TESS_DPI},
    {"debug_file", "/dev/null"},
};

GdTess *gd_tess_new(const char *folder, const char *language, GError **error)
{
  /* Cores are used by pages and documents; with its own threads too, a page takes
   * three times as long. The setting is the calling thread's. */
  omp_set_max_active_levels(0);
  const GdTessLibrary *lib = gd_tess_library(error);
  if (lib == NULL)
    return NULL;
  g_autoptr(GdTess) tess = g_new0(GdTess, 1);
  tess->lib = lib;
  tess->api = lib->BaseAPICreate();
  for (guint i = 0; i < G_N_ELEMENTS(options); i++)
    lib->BaseAPISetVariable(tess->api, options[i][0], options[i][1]);
  if (lib->BaseAPIInit2(tess->api, folder, language, OEM_LSTM_ONLY) != 0) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "cannot load %s.traineddata from %s", language,
                folder != NULL ? folder : "Tesseract's folder");
    return NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS(options); i++)
    lib->BaseAPISetVariable(tess->api, options[i][0], options[i][1]);
  return g_steal_pointer(&tess);
}

void gd_tess_free(GdTess *tess)
{
  if (tess == NULL)
    return;
  tess->lib->BaseAPIEnd(tess->api);
  tess->lib->BaseAPIDelete(tess->api);
  g_free(tess);
}

static void read_symbol(const GdTessLibrary *lib, TessResultIterator *at, GArray *symbols)
{
  char *text = lib->ResultIteratorGetUTF8Text(at, RIL_SYMBOL);
  GdTessSymbol symbol = {.text = ""};
  if (text != NULL)
    g_strlcpy(symbol.text, text, sizeof symbol.text);
  lib->DeleteText(text);
  if (symbol.text[0] == '\0' || symbol.text[0] == ' ' || !g_utf8_validate(symbol.text, -1, NULL))
    return;
  const TessPageIterator *page = lib->ResultIteratorGetPageIteratorConst(at);
  lib->PageIteratorBoundingBox(page, RIL_SYMBOL, &symbol.x0, &symbol.y0, &symbol.x1, &symbol.y1);
  symbol.confidence = lib->ResultIteratorConfidence(at, RIL_SYMBOL) / 100;
  symbol.starts_line = lib->PageIteratorIsAtBeginningOf(page, RIL_TEXTLINE);
  symbol.starts_word = lib->PageIteratorIsAtBeginningOf(page, RIL_WORD);
  g_array_append_val(symbols, symbol);
}

GArray *gd_tess_read(GdTess *tess, PIX *picture, GdTessLayout layout)
{
  const GdTessLibrary *lib = tess->lib;
  GArray *symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  omp_set_max_active_levels(0);
  lib->BaseAPISetPageSegMode(tess->api, (TessPageSegMode)layout);
  lib->BaseAPISetImage2(tess->api, picture);
  if (lib->BaseAPIRecognize(tess->api, NULL) == 0) {
    TessResultIterator *at = lib->BaseAPIGetIterator(tess->api);
    if (at != NULL) {
      do
        read_symbol(lib, at, symbols);
      while (lib->ResultIteratorNext(at, RIL_SYMBOL));
      lib->ResultIteratorDelete(at);
    }
  }
  lib->BaseAPIClear(tess->api);
  return symbols;
}

/* Osd by so many characters (it takes five times the least, where there are so many). FALSE if it
 * is not sure. */
static gboolean detect(const GdTessLibrary *lib, TessBaseAPI *api, PIX *picture, const char *least,
                       guint *quarters)
{
  int degrees = 0;
  float sure = 0;
  lib->BaseAPISetVariable(api, "min_characters_to_try", least);
  lib->BaseAPISetImage2(api, picture);
  if (!lib->BaseAPIDetectOrientationScript(api, &degrees, &sure, NULL, NULL) ||
      sure < GD_TESS_TURN_SURE)
    return FALSE;
  *quarters = (guint)(360 - degrees) / 90 % 4;
  return TRUE;
}

gboolean gd_tess_orientation(PIX *picture, guint *quarters)
{
  const GdTessLibrary *lib = gd_tess_library(NULL);
  if (lib == NULL)
    return FALSE;
  omp_set_max_active_levels(0);
  TessBaseAPI *api = lib->BaseAPICreate();
  lib->BaseAPISetVariable(api, "debug_file", "/dev/null");
  gboolean found = lib->BaseAPIInit2(api, NULL, "osd", OEM_TESSERACT_ONLY) == 0;
  if (found) {
    lib->BaseAPISetVariable(api, "user_defined_dpi", "150");
    lib->BaseAPISetPageSegMode(api, PSM_OSD_ONLY);
    guint turn = 0;
    const gboolean upright = detect(lib, api, picture, GD_TESS_OSD_FEW, &turn) && turn == 0;
    if (!upright)
      found = detect(lib, api, picture, GD_TESS_OSD_USUAL, &turn);
    if (found)
      *quarters = turn;
  }
  lib->BaseAPIEnd(api);
  lib->BaseAPIDelete(api);
  return found;
}
