/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. The line as chi_sim reads it in the picture as it is.
 * 2. The net of labels must have the same character in the same place (line_agree.h) there and in
 *    every other picture; chi_sim in all of these but one, for it puts in a second bracket or half
 * of the next character now and then.
 * 3. Beside it there must be no room for a character that left no ink: a digit of a fax, or one
 *    under a seal, is lost in every picture.
 */
#include "ocr/line_confirm.h"

#include "ocr/label_reader.h"
#include "ocr/line_agree.h"
#include "ocr/tess.h"

#include <string.h>

typedef enum { LOOK_PLAIN, LOOK_SMALL, LOOK_LARGE, LOOK_DARK, LOOKS } Look;

/* By how much pictures are made smaller and larger. */
#define SMALLER 0.85F
#define LARGER 1.3F

/* Exponents that make strokes wider and thinner where they are grey, at their edges. */
#define DARKER 0.5F
#define PALER 1.2F

/* Confidence of chi_sim in a character, and probability of the net, below which neither confirms
 * it: in the picture as it is, and in others, which are harder. */
#define LEAST_TESS 0.8
#define LEAST_NET 0.7
#define LEAST_AGAIN 0.4

/* Of the other pictures, those in which chi_sim must read it. */
#define LEAST_PICTURES 2

/* Paper between two characters from which on a third may have stood there, in heights of the line's
 * highest: a digit takes half of one, and beside 1 there are up to 0.5 anyway. Marks stand in half
 * of their own square. */
#define ROOM 0.65
#define ROOM_OF_MARK 1.0

/* The picture with other greys; it is changed. Caller owns. */
static PIX *with_gamma(PIX *picture, float gamma)
{
  return picture != NULL ? pixGammaTRC(picture, picture, gamma, 0, 255) : NULL;
}

/* Caller owns. */
static PIX *look_at(PIX *picture, Look look, double *scale)
{
  *scale = look == LOOK_SMALL ? (double)SMALLER : look == LOOK_LARGE ? (double)LARGER : 1;
  if (look == LOOK_PLAIN)
    return pixClone(picture);
  if (look == LOOK_DARK)
    return with_gamma(pixCopy(NULL, picture), DARKER);
  if (look == LOOK_SMALL)
    return with_gamma(pixScale(picture, SMALLER, SMALLER), PALER);
  g_autoptr(GdOcrPix) large = pixScale(picture, LARGER, LARGER);
  return large != NULL ? pixBlockconv(large, 1, 1) : NULL;
}

static GArray *signs_of_tess(const GArray *symbols)
{
  GArray *signs = g_array_new(FALSE, TRUE, sizeof(GdLineSign));
  for (guint i = 0; i < symbols->len; i++) {
    const GdTessSymbol *symbol = &g_array_index(symbols, GdTessSymbol, i);
    GdLineSign sign = {.confidence = symbol->confidence};
    g_strlcpy(sign.text, symbol->text, sizeof sign.text);
    g_array_append_val(signs, sign);
  }
  return signs;
}

static gboolean is_mark(const GdLabelSymbol *symbol)
{
  return symbol->text[0] != '\0' && !g_unichar_isalnum(g_utf8_get_char(symbol->text));
}

static int height_of(const GArray *symbols)
{
  int height = 0;
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *symbol = &g_array_index(symbols, GdLabelSymbol, i);
    height = MAX(height, symbol->y1 - symbol->y0);
  }
  return height;
}

/* Whether a character may have stood before symbol i. */
static gboolean has_room_before(const GArray *symbols, guint i, int height)
{
  if (i == 0 || i >= symbols->len)
    return FALSE;
  const GdLabelSymbol *symbol = &g_array_index(symbols, GdLabelSymbol, i), *before = symbol - 1;
  const double room = is_mark(symbol) || is_mark(before) ? ROOM_OF_MARK : ROOM;
  return symbol->x0 - before->x1 >= room * height;
}

/* Beside which there is room, the net's symbols count nothing. */
static GArray *signs_of_net(const GArray *symbols)
{
  const int height = height_of(symbols);
  GArray *signs = g_array_new(FALSE, TRUE, sizeof(GdLineSign));
  for (guint i = 0; i < symbols->len; i++) {
    const GdLabelSymbol *symbol = &g_array_index(symbols, GdLabelSymbol, i);
    const gboolean room =
        has_room_before(symbols, i, height) || has_room_before(symbols, i + 1, height);
    GdLineSign sign = {.confidence = room ? 0 : symbol->probability};
    g_strlcpy(sign.text, symbol->text, sizeof sign.text);
    g_array_append_val(signs, sign);
  }
  return signs;
}

/* What pictures have said so far of the characters of the first one. */
typedef struct {
  GArray *signs;   /* of GdLineSign. Owned */
  guint8 *seen;    /* by the net in all pictures, and by chi_sim in the first. Owned */
  guint8 *by_tess; /* other pictures in which chi_sim saw it. Owned */
} Seen;

static void seen_clear(Seen *seen)
{
  g_clear_pointer(&seen->signs, g_array_unref);
  g_free(seen->seen);
  g_free(seen->by_tess);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Seen, seen_clear)

/* A flat stroke may be a dash and may be 一: readers have either, together. */
static gboolean is_flat(const GdLineSign *sign)
{
  const gunichar c = g_utf8_get_char(sign->text);
  return c == 0x4E00 || g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION;
}

static GdWord *make_word(const Seen *seen, GdBox box)
{
  g_autoptr(GString) text = g_string_new(NULL), again = g_string_new(NULL);
  for (guint i = 0; i < seen->signs->len; i++) {
    const GdLineSign *sign = &g_array_index(seen->signs, GdLineSign, i);
    const gboolean sure = seen->seen[i] && seen->by_tess[i] >= LEAST_PICTURES && !is_flat(sign);
    g_string_append(text, sign->text);
    for (gsize k = strlen(sign->text); k > 0; k--)
      g_string_append_c(again, sure ? '1' : '0');
  }
  GdWord *word = gd_word_new(box, text->str, GD_SOURCE_OCR);
  word->seen_again = g_string_free(g_steal_pointer(&again), FALSE);
  return word;
}

static void add_look(Seen *seen, const GArray *tess, const GArray *net)
{
  g_autoptr(GArray) by_tess = signs_of_tess(tess), by_net = signs_of_net(net);
  const gboolean first = seen->signs == NULL;
  if (first) {
    seen->signs = g_array_ref(by_tess);
    seen->seen = g_malloc(by_tess->len + 1);
    seen->by_tess = g_malloc0(by_tess->len + 1);
    memset(seen->seen, 1, by_tess->len + 1);
  }
  const guint n = seen->signs->len;
  g_autofree guint8 *again = g_malloc(n + 1);
  memset(again, 1, n + 1);
  gd_line_agree(seen->signs, by_net, first ? LEAST_NET : LEAST_AGAIN, seen->seen);
  gd_line_agree(seen->signs, by_tess, first ? LEAST_TESS : LEAST_AGAIN, again);
  for (guint i = 0; i < n; i++) {
    seen->seen[i] = seen->seen[i] && (again[i] || !first);
    seen->by_tess[i] += !first && again[i];
  }
}

/* FALSE and an error if a model cannot be loaded. A picture that cannot be made has seen nothing.
 */
static gboolean look_again(GdTextReader *reader, PIX *picture, double dpi, Look look, Seen *seen,
                           GError **error)
{
  double scale = 1;
  g_autoptr(GArray) tess = NULL, net = NULL;
  g_autoptr(GdOcrPix) other = look_at(picture, look, &scale);
  if (other == NULL) {
    if (seen->signs != NULL)
      memset(seen->seen, 0, seen->signs->len);
    return TRUE;
  }
  if (!gd_text_reader_line(reader, other, dpi * scale, &tess, &net, error))
    return FALSE;
  add_look(seen, tess, net);
  return TRUE;
}

GPtrArray *gd_line_confirm(GdTextReader *reader, PIX *picture, double dpi,
                           const GdHomography *to_page, GError **error)
{
  g_auto(Seen) seen = {0};
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  for (int look = 0; look < LOOKS; look++)
    if ((look == 0 || seen.signs != NULL) &&
        !look_again(reader, picture, dpi, (Look)look, &seen, error))
      return NULL;
  const GdBox whole = gd_box(0, 0, pixGetWidth(picture), pixGetHeight(picture));
  if (seen.signs != NULL && seen.signs->len > 0)
    g_ptr_array_add(words, make_word(&seen, gd_homography_box(to_page, whole)));
  return g_steal_pointer(&words);
}
