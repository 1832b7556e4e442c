/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of labels and prose: symbols in order; a new line, or a gap wider
 * than a character is high, begins a new word. Tesseract's own words count only
 * between Latin letters and digits: it puts spaces between Chinese characters at will.
 */
#include "ocr/text_reader.h"

#include "ocr/label_net.h"
#include "ocr/label_reader.h"
#include "ocr/label_rivals.h"
#include "ocr/models_folder.h"
#include "ocr/prose_mend.h"
#include "ocr/tess.h"

#include <string.h>

/* A gap that divides words, in heights of the characters beside it: wider than the
 * spaces of justified text, as wide as the columns of a table without rulings. */
#define GD_WORD_GAP 1.2

/* Mean confidence of a label's symbols from which it is not read a second time: of
 * labels read rightly nine in ten have more. */
#define GD_LABEL_CONVINCING 0.8

struct GdTextReader {
  const char *models; /* may be NULL. Lent */
  GdNet *net;         /* NULL until needed. Owned */
  GdTess *tess;       /* NULL until needed. Owned */
};

GdTextReader *gd_text_reader_new(const char *models)
{
  GdTextReader *reader = g_new0(GdTextReader, 1);
  reader->models = models;
  return reader;
}

void gd_text_reader_free(GdTextReader *reader)
{
  if (reader == NULL)
    return;
  g_free(reader->net);
  gd_tess_free(reader->tess);
  g_free(reader);
}

static gboolean load_net(GdTextReader *reader, GError **error)
{
  if (reader->net != NULL)
    return TRUE;
  g_autofree char *folder = gd_models_folder(reader->models, error);
  g_autofree char *path = folder != NULL ? g_build_filename(folder, "gd_labels.net", NULL) : NULL;
  reader->net = path != NULL ? gd_label_net_load(path, error) : NULL;
  return reader->net != NULL;
}

/* The symbols as chi_sim reads them; NULL and an error if it cannot be loaded. */
static GArray *read_tess(GdTextReader *reader, PIX *picture, GdTessLayout layout, GError **error)
{
  if (reader->tess == NULL)
    reader->tess = gd_tess_new(NULL, "chi_sim", error);
  return reader->tess != NULL ? gd_tess_read(reader->tess, picture, layout) : NULL;
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

static gboolean has_rivals(const GdTessSymbol *symbols, guint n)
{
  for (guint i = 0; i < n; i++)
    if (symbols[i].rivals[0] != '\0')
      return TRUE;
  return FALSE;
}

/* For each character of a word what it may be instead; NULL if none has any, or normal form joins
 * characters. */
static GPtrArray *rivals_of(const GdTessSymbol *symbols, guint n, const char *word)
{
  if (!has_rivals(symbols, n))
    return NULL;
  g_autoptr(GPtrArray) rivals = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < n; i++) {
    const GdTessSymbol *s = &symbols[i];
    glong more = g_utf8_strlen(s->text, -1) + (i > 0 && needs_space(&symbols[i - 1], s));
    for (; more > 1; more--)
      g_ptr_array_add(rivals, NULL);
    g_ptr_array_add(rivals, s->rivals[0] != '\0' ? g_strdup(s->rivals) : NULL);
  }
  return (glong)rivals->len == g_utf8_strlen(word, -1) ? g_steal_pointer(&rivals) : NULL;
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
  const double height = box.y1 - box.y0, size = gd_symbols_size(symbols, n);
  word->size = gd_box_height(word->box) * (size > 0 && height > 0 ? size / height : 1);
  word->rivals = rivals_of(symbols, n, word->text);
  return word;
}

/* number: its commas are those of numbers. */
static GArray *as_tess_symbols(const GArray *read, gboolean number)
{
  GArray *symbols = g_array_sized_new(FALSE, TRUE, sizeof(GdTessSymbol), read->len);
  for (guint i = 0; i < read->len; i++) {
    const GdLabelSymbol *from = &g_array_index(read, GdLabelSymbol, i);
    GdTessSymbol symbol = {.x0 = from->x0,
                           .y0 = from->y0,
                           .x1 = from->x1,
                           .y1 = from->y1,
                           .confidence = from->probability};
    g_strlcpy(symbol.text, number && g_str_equal(from->text, GD_LABEL_COMMA) ? "," : from->text,
              sizeof symbol.text);
    g_array_append_val(symbols, symbol);
  }
  return symbols;
}

/* seen: gets what the net made of the line. */
static GArray *read_line(GdTextReader *reader, const GdLabelLine *line, GArray *seen,
                         guint *upright, GError **error)
{
  g_autoptr(GArray) read = gd_label_read(reader->net, line);
  const gboolean sure = gd_label_is_sure(read), number = gd_label_is_number(read);
  *upright += sure;
  g_array_append_vals(seen, read->data, read->len);
  return sure || number ? as_tess_symbols(read, number)
                        : read_tess(reader, line->pix, GD_TESS_RAW_LINE, error);
}

/* The symbols of one line of a label, at their places in the label's picture. */
static gboolean add_line(GdTextReader *reader, const GdLabelLine *line, GArray *symbols,
                         GArray *seen, guint *upright, GError **error)
{
  g_autoptr(GArray) read = read_line(reader, line, seen, upright, error);
  for (guint i = 0; read != NULL && i < read->len; i++) {
    GdTessSymbol *s = &g_array_index(read, GdTessSymbol, i);
    s->x0 = (int)((s->x0 + line->x0) / line->scale);
    s->x1 = (int)((s->x1 + line->x0) / line->scale);
    s->y0 = (int)((s->y0 + line->y0) / line->scale);
    s->y1 = (int)((s->y1 + line->y0) / line->scale);
    s->starts_line = i == 0;
  }
  if (read != NULL)
    g_array_append_vals(symbols, read->data, read->len);
  return read != NULL;
}

/* Mean over the symbols; 0 if there are none. */
static double confidence_of(const GArray *symbols)
{
  double sum = 0;
  for (guint i = 0; i < symbols->len; i++)
    sum += g_array_index(symbols, GdTessSymbol, i).confidence;
  return symbols->len > 0 ? sum / symbols->len : 0;
}

/* Line by line; NULL and an error if a model cannot be loaded, empty if the picture does not
 * fall into lines. What the net saw is added to seen (of GdLabelSymbol). */
static GArray *read_lines(GdTextReader *reader, PIX *picture, double dpi, GArray *seen,
                          guint *upright, GError **error)
{
  g_autoptr(GArray) symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  if (!load_net(reader, error))
    return NULL;
  g_autoptr(GArray) lines = gd_label_lines_find(picture, dpi);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!add_line(reader, &g_array_index(lines, GdLabelLine, i), symbols, seen, upright, error))
      return NULL;
  return g_steal_pointer(&symbols);
}

/* Line by line; where that gives nothing convincing, as Tesseract itself parts the picture, if that
 * convinces more. */
static GArray *read_label(GdTextReader *reader, PIX *picture, double dpi, guint *upright,
                          GError **error)
{
  g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  g_autoptr(GArray) symbols = read_lines(reader, picture, dpi, seen, upright, error);
  if (symbols == NULL)
    return NULL;
  if (confidence_of(symbols) < GD_LABEL_CONVINCING) {
    g_autoptr(GArray) block = read_tess(reader, picture, GD_TESS_BLOCK, error);
    if (block == NULL)
      return NULL;
    if (confidence_of(block) > confidence_of(symbols)) {
      g_array_unref(symbols);
      symbols = g_steal_pointer(&block);
    }
  }
  gd_label_add_rivals(symbols, seen);
  return g_steal_pointer(&symbols);
}

static double area_of(const GdLabelLine *line)
{
  return (double)pixGetWidth(line->pix) * pixGetHeight(line->pix);
}

/* The largest of the lines in a picture of one: what else is there reaches in from its neighbours.
 * NULL if there is none. */
static const GdLabelLine *main_line(const GArray *lines)
{
  const GdLabelLine *best = NULL;
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const GdLabelLine *line = &g_array_index(lines, GdLabelLine, i);
    if (best == NULL || area_of(line) > area_of(best))
      best = line;
  }
  return best;
}

/* A line of prose is not read twice: nothing hangs on it that readers of values would need. */
static GArray *read_prose(GdTextReader *reader, PIX *picture, double dpi, guint *upright,
                          GError **error)
{
  if (!load_net(reader, error))
    return NULL;
  g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  g_autoptr(GArray) symbols = g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  g_autoptr(GArray) lines = gd_label_lines_find(picture, dpi);
  const GdLabelLine *line = main_line(lines);
  if (line == NULL)
    return read_tess(reader, picture, GD_TESS_LINE, error);
  if (!add_line(reader, line, symbols, seen, upright, error))
    return NULL;
  gd_prose_mend(symbols);
  return g_steal_pointer(&symbols);
}

gboolean gd_text_reader_line(GdTextReader *reader, PIX *picture, double dpi, GArray **tess,
                             GArray **net, GError **error)
{
  if (!load_net(reader, error))
    return FALSE;
  g_autoptr(GArray) lines = gd_label_lines_find(picture, dpi);
  const GdLabelLine *line = main_line(lines);
  g_autoptr(GArray) read = line != NULL ? read_tess(reader, line->pix, GD_TESS_RAW_LINE, error)
                                        : g_array_new(FALSE, TRUE, sizeof(GdTessSymbol));
  if (read == NULL)
    return FALSE;
  gd_prose_mend(read);
  *net = line != NULL ? gd_label_read(reader->net, line)
                      : g_array_new(FALSE, TRUE, sizeof(GdLabelSymbol));
  *tess = g_steal_pointer(&read);
  return TRUE;
}

static GPtrArray *to_words(const GArray *symbols, const GdHomography *to_page)
{
  GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  const GdTessSymbol *at = (const GdTessSymbol *)symbols->data;
  guint first = 0;
  for (guint i = 1; i <= symbols->len; i++)
    if (i == symbols->len || begins_word(&at[i - 1], &at[i])) {
      g_ptr_array_add(words, make_word(at + first, i - first, to_page));
      first = i;
    }
  return words;
}

GPtrArray *gd_text_reader_read(GdTextReader *reader, PIX *picture, double dpi,
                               const GdHomography *to_page, GdContent content, guint *upright,
                               GError **error)
{
  *upright = 0;
  g_autoptr(GArray) symbols = content == GD_CONTENT_LABEL
                                  ? read_label(reader, picture, dpi, upright, error)
                                  : read_prose(reader, picture, dpi, upright, error);
  return symbols != NULL ? to_words(symbols, to_page) : NULL;
}

/* Resolution at which osd looks: enough for characters of 9 points, fast. */
#define GD_OSD_DPI 150.0

gboolean gd_text_upright(PIX *picture, double dpi, guint *quarters)
{
  const float scale = (float)(dpi > GD_OSD_DPI ? GD_OSD_DPI / dpi : 1);
  g_autoptr(GdOcrPix) small = pixScale(picture, scale, scale);
  return small != NULL && gd_tess_orientation(small, quarters);
}
