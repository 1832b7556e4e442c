/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps, for a page:
 *  1. A glyph is hidden if it is drawn without ink, in the colour of what lies
 *     beneath it, or slanted (a watermark); or if a later picture or area covers
 *     it. One that is covered in part is unreadable.
 *  2. A glyph is unreadable if it has no Unicode value, or a private or control
 *     character; if the backend found that its font contradicts itself; or if its
 *     font gives the same digit to two of its glyphs, since one of them is wrong. So is
 *     a space as wide as a digit that is not its font's own: it may be a digit.
 *  3. The page is judged by what is left: pictures, hidden text, unreadable
 *     glyphs, and whether the text looks like something that people write.
 *
 * What this cannot see: a font whose ToUnicode map exchanges common characters,
 * or digits one for one, in a font that names no glyphs (a subset of TrueType
 * outlines with Identity-H); several small areas that cover a glyph only
 * together; a picture of the same colour as text over it; ActualText that says
 * otherwise. Only a look at the picture can, and sums that do not hold.
 */
#include "ingest/trust.h"

#include "ingest/covers.h"
#include "ingest/hanzi.h"

#include <string.h>

/* Share of a glyph's core that is covered: nobody can read it; or it may be
 * another one than it seems. */
#define COVERED 0.9
#define COVERED_PART 0.25

/* Share of the em box above and below the ink of digits: 0.88 - 0.72 of a digit's
 * height, and the 0.12 below the baseline. */
#define CORE_ABOVE 0.17
#define CORE_BELOW 0.13

/* 0..255. Least contrast of text that is seen: a tenth. */
#define LEAST_CONTRAST 24

/* Font sizes. Advance of digits: 0.5 in SimSun, 0.56 in Arial, 0.46 in narrow faces;
 * spaces are narrower (0.25), or as wide. */
#define DIGIT_LEAST 0.4
#define DIGIT_MOST 0.7

/* Degrees off the axes from which text is slanted. Pages are fed askew by up to 5. */
#define SLANTED 7.0

/* Share of the page that pictures cover, from which it is a picture; and from
 * which pictures may hold something that is to be read. */
#define PICTURE_PAGE 0.6
#define PICTURE_OF_NOTE 0.05

/* Characters. Less visible text than this is no text of note: page numbers, what
 * scanning apps print on the page. */
#define TEXT_OF_NOTE 30

/* Share of unreadable glyphs from which none is trusted; bullets in private
 * characters stay below it. And the number that is needed to say so. */
#define UNREADABLE_SHARE 0.1
#define UNREADABLE_LEAST 5

/* Han characters that are needed to judge them, and the share that is in everyday
 * use. Reports have 0.98 and more, lists of names 0.85, a map shifted within the
 * block 0.2 to 0.35. */
#define HAN_LEAST 20
#define HAN_COMMON 0.6

/* Characters that are needed to judge others, and the share that is odd: accented
 * Latin letters (GBK read as Latin-1 has 0.9, Vietnamese 0.3), or signs that
 * hardly any text uses. */
#define ODD_LEAST 30
#define ODD_SHARE 0.35

/* Shapes as small as glyphs on a page without text: it is drawn as outlines. */
#define SHAPES_OF_NOTE 100

typedef struct {
  guint visible, hidden, unreadable; /* glyphs that are no spaces */
  guint han, common, odd;            /* of those visible and readable */
  guint shapes;
  double pictures; /* share of the page */
} Census;

struct GdTrust {
  GHashTable *codes;     /* font and digit → the code that has it */
  GHashTable *conflicts; /* set of font and digit */
  GdHanzi *hanzi;
  guint known_conflicts;
};

GdTrust *gd_trust_new(void)
{
  GdTrust *trust = g_new0(GdTrust, 1);
  trust->codes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  trust->conflicts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return trust;
}

void gd_trust_free(GdTrust *trust)
{
  if (trust == NULL)
    return;
  g_hash_table_unref(trust->codes);
  g_hash_table_unref(trust->conflicts);
  gd_hanzi_free(trust->hanzi);
  g_free(trust);
}

static gboolean is_space(const GdGlyph *glyph)
{
  return glyph->n_chars > 0 && (g_unichar_isspace(glyph->chars[0]) || glyph->chars[0] == 0x200B ||
                                glyph->chars[0] == 0xFEFF);
}

/* The part of a glyph's box that holds its ink. */
static GdBox core_of(const GdGlyph *glyph)
{
  GdBox b = glyph->box;
  if (fabs(remainder(glyph->angle, 180)) > 45)
    return b;
  double height = gd_box_height(b);
  return (GdBox){b.x0, b.y0 + CORE_ABOVE * height, b.x1, b.y1 - CORE_BELOW * height};
}

/* Step 1. */
static void see(const GdCovers *covers, GdGlyph *glyph)
{
  GdBox core = core_of(glyph);
  gboolean slanted = fabs(remainder(glyph->angle, 90)) > SLANTED;
  double covered = gd_covers_hidden(covers, core, glyph->order);
  gboolean sure = TRUE;
  gboolean faint = gd_covers_contrast(covers, gd_box_centre(core), glyph->order, glyph->colour,
                                      &sure) < LEAST_CONTRAST;
  glyph->hidden = glyph->invisible || slanted || covered >= COVERED || (faint && sure);
  if (!glyph->hidden && (covered >= COVERED_PART || faint))
    glyph->unreadable = TRUE;
}

/* Spaces are, too: what two glyphs of a font claim to be is doubtful. */
static gboolean is_digit_of_font(const GdGlyph *glyph)
{
  return glyph->font != 0 && glyph->n_chars == 1 &&
         ((glyph->chars[0] >= '0' && glyph->chars[0] <= '9') || glyph->chars[0] == ' ');
}

static gint64 digit_key(const GdGlyph *glyph)
{
  return (gint64)glyph->font << 8 | glyph->chars[0];
}

static void note_digit(GdTrust *trust, const GdGlyph *glyph)
{
  gint64 key = digit_key(glyph);
  gpointer code = NULL;
  if (!g_hash_table_lookup_extended(trust->codes, &key, NULL, &code))
    g_hash_table_insert(trust->codes, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(glyph->code));
  else if (GPOINTER_TO_UINT(code) != glyph->code)
    g_hash_table_add(trust->conflicts, g_memdup2(&key, sizeof key));
}

static gboolean has_meaning(gunichar c)
{
  if (c == 0xFFFD)
    return FALSE;
  switch (g_unichar_type(c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_UNASSIGNED:
    return FALSE;
  default:
    return TRUE;
  }
}

/* Whether the code stands among those of the digits of its font, where these follow one
 * another as the digits do. */
static gboolean is_among_digits(const GdTrust *trust, const GdGlyph *glyph)
{
  guint known = 0, zero = 0;
  for (guint digit = 0; digit <= 9; digit++) {
    gint64 key = (gint64)glyph->font << 8 | ('0' + digit);
    gpointer code = NULL;
    if (!g_hash_table_lookup_extended(trust->codes, &key, NULL, &code))
      continue;
    if (known++ > 0 && GPOINTER_TO_UINT(code) - digit != zero)
      return FALSE;
    zero = GPOINTER_TO_UINT(code) - digit;
  }
  return known >= 2 && glyph->code - zero <= 9;
}

/* A glyph that is said to be a space, but is as wide as a digit and not the space of
 * its font: one of two that claim to be it, suspect, or of a character without width. */
static gboolean is_false_space(const GdTrust *trust, const GdGlyph *glyph)
{
  gboolean flat = fabs(remainder(glyph->angle, 180)) <= 45;
  double advance = flat ? gd_box_width(glyph->box) : gd_box_height(glyph->box);
  if (advance < DIGIT_LEAST * glyph->size || advance > DIGIT_MOST * glyph->size)
    return FALSE;
  gunichar c = glyph->chars[0];
  if (glyph->suspect || c == 0x200B || c == 0xFEFF || g_unichar_type(c) == G_UNICODE_CONTROL)
    return TRUE;
  gint64 space = (gint64)glyph->font << 8 | ' ', key = digit_key(glyph);
  gpointer code = NULL;
  if (glyph->font == 0)
    return FALSE;
  if (is_among_digits(trust, glyph))
    return TRUE;
  if (c == ' ')
    return g_hash_table_contains(trust->conflicts, &key);
  return g_hash_table_lookup_extended(trust->codes, &space, NULL, &code) &&
         GPOINTER_TO_UINT(code) != glyph->code;
}

/* Step 2. */
static void read(const GdTrust *trust, GdGlyph *glyph)
{
  gboolean readable = glyph->n_chars > 0 && !glyph->suspect;
  for (guint i = 0; i < glyph->n_chars; i++)
    readable = readable && has_meaning(glyph->chars[i]);
  if (readable && is_digit_of_font(glyph)) {
    gint64 key = digit_key(glyph);
    readable = !g_hash_table_contains(trust->conflicts, &key);
  }
  if (is_space(glyph) ? is_false_space(trust, glyph) : !readable)
    glyph->unreadable = TRUE;
}

void gd_trust_glyphs(GdTrust *trust, const GdCovers *covers, GdPdfPage *record)
{
  for (guint i = 0; i < record->glyphs->len; i++) {
    GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    see(covers, glyph);
    if (!glyph->hidden && is_digit_of_font(glyph))
      note_digit(trust, glyph);
  }
  for (guint i = 0; i < record->glyphs->len; i++)
    read(trust, &g_array_index(record->glyphs, GdGlyph, i));
}

gboolean gd_trust_must_repeat(GdTrust *trust)
{
  guint conflicts = g_hash_table_size(trust->conflicts);
  gboolean more = conflicts > trust->known_conflicts;
  trust->known_conflicts = conflicts;
  return more;
}

/* Whether hardly any text has c often. */
static gboolean is_odd(gunichar c)
{
  static const char signs[] = "!#$&;<>?@[\\]^`{|}~";
  if (c < 0x80)
    return c != 0 && strchr(signs, (int)c) != NULL;
  return c >= 0xA1 && c <= 0x24F && c != 0xB7 && c != 0xD7 && c != 0xB0 && c != 0xB1;
}

static Census count(GdTrust *trust, const GdPdfPage *record)
{
  Census census = {0};
  for (guint i = 0; i < record->glyphs->len; i++) {
    const GdGlyph *glyph = &g_array_index(record->glyphs, GdGlyph, i);
    if (is_space(glyph))
      continue;
    census.hidden += glyph->hidden;
    census.visible += !glyph->hidden;
    census.unreadable += !glyph->hidden && glyph->unreadable;
    if (glyph->hidden || glyph->unreadable)
      continue;
    if (gd_is_han(glyph->chars[0])) {
      if (trust->hanzi == NULL)
        trust->hanzi = gd_hanzi_new();
      census.han++;
      census.common += gd_hanzi_is_common(trust->hanzi, glyph->chars[0]);
    }
    census.odd += is_odd(glyph->chars[0]);
  }
  double pictures = 0;
  for (guint i = 0; i < record->marks->len; i++) {
    const GdMark *mark = &g_array_index(record->marks, GdMark, i);
    if (mark->kind == GD_MARK_IMAGE)
      pictures += gd_box_area(mark->box);
    census.shapes += mark->kind == GD_MARK_SHAPE;
  }
  census.pictures = fmin(1, pictures / (record->width * record->height));
  return census;
}

static void judge(GdPage *page, GdPageKind kind, gboolean readable, const char *reason)
{
  page->kind = kind;
  page->readable = readable;
  page->reason = g_strdup(reason);
}

/* Step 3. */
void gd_trust_page(GdTrust *trust, const GdPdfPage *record, GdPage *page)
{
  Census c = count(trust, record);
  guint readable = c.visible - c.unreadable;
  GdPageKind kind = c.pictures >= PICTURE_OF_NOTE ? GD_PAGE_MIXED : GD_PAGE_TEXT_LAYER;
  if (c.pictures >= PICTURE_PAGE && c.visible < TEXT_OF_NOTE)
    judge(page, GD_PAGE_SCAN, FALSE, c.hidden > 0 ? "a picture with hidden text" : "a picture");
  else if (c.visible == 0 && c.hidden > 0)
    judge(page, kind, FALSE, "all of its text is hidden");
  else if (c.visible < TEXT_OF_NOTE && c.shapes >= SHAPES_OF_NOTE)
    judge(page, kind, FALSE, "its text is drawn as shapes");
  else if (c.visible == 0 && kind == GD_PAGE_MIXED)
    judge(page, GD_PAGE_SCAN, FALSE, "pictures and no text");
  else if (c.unreadable >= UNREADABLE_LEAST && c.unreadable > UNREADABLE_SHARE * c.visible)
    judge(page, kind, FALSE, "many of its characters have no trustworthy Unicode value");
  else if (c.han >= HAN_LEAST && c.common < HAN_COMMON * c.han)
    judge(page, kind, FALSE, "its text layer is no Chinese that is written: wrong Unicode values");
  else if (readable >= ODD_LEAST && c.odd > ODD_SHARE * readable)
    judge(page, kind, FALSE, "its text layer holds mostly odd signs: wrong Unicode values");
  else if (c.visible == 0)
    judge(page, kind, TRUE, "an empty page");
  else
    judge(page, kind, TRUE, kind == GD_PAGE_MIXED ? "drawn text beside pictures" : "drawn text");
}
