/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of labels and prose: Tesseract's symbols in order; a new line, or a gap wider
 * than a character is high, begins a new word. Tesseract's own words count only
 * between Latin letters and digits: it puts spaces between Chinese characters at will.
 */
#include "ocr/text_reader.h"

#include "ocr/tess.h"

/* A gap that divides words, in heights of the characters beside it: wider than the
 * spaces of justified text, as wide as the columns of a table without rulings. */
#define GD_WORD_GAP 1.2

struct GdTextReader {
  GdTess *tess;
};

GdTextReader *gd_text_reader_new(GError **error)
{
  g_autoptr(GdTextReader) reader = g_new0(GdTextReader, 1);
  reader->tess = gd_tess_new(NULL, "chi_sim", error);
  return reader->tess != NULL ? g_steal_pointer(&reader) : NULL;
}

void gd_text_reader_free(GdTextReader *reader)
{
  if (reader == NULL)
    return;
  gd_tess_free(reader->tess);
  g_free(reader);
}

static gboolean begins_word(const GdTessSymbol *before, const GdTessSymbol *symbol)
{
  const int height = MAX(symbol->y1 - symbol->y0, before->y1 - before->y0);
  return symbol->starts_line || symbol->x0 - before->x1 > height * GD_WORD_GAP;
}

static gboolean needs_space(const GdTessSymbol *before, const GdTessSymbol *symbol)
{
  return symbol->starts_word && g_ascii_isalnum(before->text[0]) &&
         g_ascii_isalnum(symbol->text[0]);
}

/* The word of n symbols (at least one). */
static GdWord *make_word(const GdTessSymbol *symbols, guint n, const GdHomography *to_page)
{
  g_autoptr(GString) text = g_string_new(NULL);
  GdBox box = GD_BOX_NONE;
  double confidence = 0;
  for (guint i = 0; i < n; i++) {
    const GdTessSymbol *s = &symbols[i];
    if (i > 0 && needs_space(&symbols[i - 1], s))
      g_string_append_c(text, ' ');
    g_string_append(text, s->text);
    box = gd_box_union(box, gd_box(s->x0, s->y0, s->x1, s->y1));
    confidence += CLAMP(s->confidence, 0, 1) / n;
  }
  g_autofree char *nfc = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFC);
  GdWord *word = gd_word_new(gd_homography_box(to_page, box), nfc, GD_SOURCE_OCR);
  word->confidence = confidence;
  word->size = gd_box_height(word->box);
  return word;
}

GPtrArray *gd_text_reader_read(GdTextReader *reader, PIX *picture, const GdHomography *to_page,
                               GdContent content)
{
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  const GdTessLayout layout = content == GD_CONTENT_TEXT ? GD_TESS_PAGE : GD_TESS_BLOCK;
  g_autoptr(GArray) symbols = gd_tess_read(reader->tess, picture, layout, FALSE);
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  guint first = 0;
  for (guint i = 1; i <= symbols->len; i++)
    if (i == symbols->len || begins_word(&at[i - 1], &at[i])) {
      g_ptr_array_add(words, make_word(at + first, i - first, to_page));
      first = i;
    }
  return words;
}

/* Resolution at which osd looks: enough for characters of 9 points, fast. */
#define GD_OSD_DPI 150.0

gboolean gd_text_upright(PIX *picture, double dpi, guint *quarters)
{
  const float scale = (float)(dpi > GD_OSD_DPI ? GD_OSD_DPI / dpi : 1);
  g_autoptr(GdOcrPix) small = pixScale(picture, scale, scale);
  return small != NULL && gd_tess_orientation(small, quarters);
}
