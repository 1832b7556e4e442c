/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ocr/chi_reader.h"

#include "ocr/line_boxes.h"
#include "ocr/line_decode.h"
#include "ocr/line_known.h"

#include "models/text.h"

/* Where Tesseract looks for its files first, and where Debian puts them. */
#define FOLDER_VARIABLE "TESSDATA_PREFIX"
#define DEBIAN_FOLDER "/usr/share/tesseract-ocr/5/tessdata"

#define LANGUAGE "chi_sim"

struct GdChiReader {
  GdLineNet *net;     /* NULL until needed, or if it is of another kind. Owned */
  gboolean is_tried;  /* to load it */
  GdTess *tess;       /* NULL until needed. Owned */
  GPtrArray *labels;  /* of char*; may be NULL. Owned */
  GdLineKnown *known; /* NULL until needed. Owned */
};

GdChiReader *gd_chi_reader_new(GPtrArray *labels)
{
  GdChiReader *reader = g_new0(GdChiReader, 1);
  reader->labels = labels != NULL ? g_ptr_array_ref(labels) : NULL;
  return reader;
}

void gd_chi_reader_free(GdChiReader *reader)
{
  if (reader == NULL)
    return;
  gd_line_known_free(reader->known);
  g_clear_pointer(&reader->labels, g_ptr_array_unref);
  gd_line_net_free(reader->net);
  gd_tess_free(reader->tess);
  g_free(reader);
}

static void load_net(GdChiReader *reader)
{
  if (reader->is_tried)
    return;
  const char *folder = g_getenv(FOLDER_VARIABLE);
  g_autofree char *path =
      g_build_filename(folder != NULL ? folder : DEBIAN_FOLDER, LANGUAGE ".traineddata", NULL);
  reader->net = gd_line_net_load(path, NULL);
  reader->is_tried = TRUE;
}

GArray *gd_chi_reader_picture(GdChiReader *reader, PIX *picture, GdTessLayout layout,
                              GError **error)
{
  if (reader->tess == NULL)
    reader->tess = gd_tess_new(NULL, LANGUAGE, error);
  return reader->tess != NULL ? gd_tess_read(reader->tess, picture, layout) : NULL;
}

/* The letters as Tesseract would give them. Caller owns (of GdTessSymbol). */
static GArray *symbols_of(const GdLineNet *net, const GdLineColumns *columns, PIX *line)
{
  g_autoptr(GArray) letters = gd_line_decode(net, columns, FALSE);
  g_autofree GdLineBox *boxes = gd_line_boxes(line, letters);
  GArray *symbols = g_array_sized_new(FALSE, TRUE, sizeof(GdTessSymbol), letters->len);
  for (guint i = 0; i < letters->len; i++) {
    const GdLineLetter *letter = &g_array_index(letters, GdLineLetter, i);
    GdTessSymbol symbol = {.x0 = boxes[i].x0,
                           .y0 = boxes[i].y0,
                           .x1 = boxes[i].x1,
                           .y1 = boxes[i].y1,
                           .confidence = letter->confidence,
                           .starts_line = i == 0,
                           .starts_word = i == 0 || letter->spaced};
    g_strlcpy(symbol.text, letter->text, sizeof symbol.text);
    g_array_append_val(symbols, symbol);
  }
  return symbols;
}

static gboolean read_by_tess(GdChiReader *reader, PIX *const *lines, guint n, GArray **symbols,
                             GError **error)
{
  for (guint i = 0; i < n; i++) {
    symbols[i] = gd_chi_reader_picture(reader, lines[i], GD_TESS_RAW_LINE, error);
    if (symbols[i] == NULL) {
      while (i-- > 0)
        g_clear_pointer(&symbols[i], g_array_unref);
      return FALSE;
    }
  }
  return TRUE;
}

gboolean gd_chi_reader_lines(GdChiReader *reader, PIX *const *lines, guint n, GArray **symbols,
                             GdLineColumns *columns, GError **error)
{
  if (n == 0)
    return TRUE;
  load_net(reader);
  if (reader->net == NULL)
    return read_by_tess(reader, lines, n, symbols, error);
  g_autofree GdLineColumns *own = g_new0(GdLineColumns, n);
  gd_line_net_run(reader->net, lines, n, own);
  for (guint i = 0; i < n; i++) {
    symbols[i] = symbols_of(reader->net, &own[i], lines[i]);
    if (columns != NULL)
      columns[i] = own[i];
    else
      gd_line_columns_clear(&own[i]);
  }
  return TRUE;
}

const char *gd_chi_reader_known(GdChiReader *reader, const GdLineColumns *lines, guint n,
                                const char *read)
{
  if (reader->net == NULL || reader->labels == NULL)
    return NULL;
  if (reader->known == NULL)
    reader->known = gd_line_known_new(reader->net, reader->labels);
  if (gd_line_known_has(reader->known, read))
    return NULL;
  const GdFolded folded = gd_folded(read);
  guint letters = 0;
  for (guint i = 0; i < folded.length; i++)
    letters += g_unichar_isalnum(folded.chars[i]);
  return gd_line_known_find(reader->known, lines, n, letters);
}
