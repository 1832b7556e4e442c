/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding, in two steps:
 *   1. ICU's NFKC_Casefold: compatibility forms, full width, case; what has no
 *      width of its own (joiners, soft hyphens) goes. Text that only holds
 *      characters whose folding is known without ICU skips this step.
 *   2. Character by character: brackets, quotes and dashes to one kind, circled
 *      numbers to (1), white space and controls away, traditional to simplified.
 * Circled numbers are kept apart from digits before step 1, which would melt
 * them into the digits beside them.
 */
#include "models/text.h"

#include <string.h>
#include <uchar.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "models/traditional.h"

#define REPLACEMENT 0xfffd

/* CJK ideographs that no normalization changes (the compatibility ideographs
 * stand elsewhere). */
static gboolean is_plain_ideograph(gunichar c)
{
  return c >= 0x4e00 && c <= 0x9fff;
}

/* Full-width ASCII: ！ to ～. */
static gboolean is_full_width(gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e;
}

/* Characters that step 1 leaves alone or changes in a way step 2 knows: ASCII,
 * ideographs, Chinese punctuation, full-width ASCII, ’ ‘ ” “ — –. */
static gboolean folds_without_icu(gunichar c)
{
  return c < 0x80 || is_plain_ideograph(c) || (c >= 0x3000 && c <= 0x3020) || is_full_width(c) ||
         (c >= 0x2018 && c <= 0x201f) || (c >= 0x2010 && c <= 0x2015 && c != 0x2011);
}

/* Characters that are in normal form C wherever they stand. */
static gboolean is_always_nfc(gunichar c)
{
  return c < 0x300 || is_plain_ideograph(c) || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x3000 && c <= 0x3020) || is_full_width(c) || c == REPLACEMENT;
}

static gboolean all_are(const char *utf8, gboolean (*test)(gunichar))
{
  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char(p))
    if (!test(g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
}

/* Valid UTF-8 through a normalizer of ICU. Caller frees. A failure of ICU (its
 * data is missing, memory is out) gives the text as it was. */
static char *normalize(const char *utf8, const UNormalizer2 *normalizer, UErrorCode status)
{
  glong n = 0;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16(utf8, -1, NULL, &n, NULL);
  if (U_FAILURE(status) || utf16 == NULL || n > G_MAXINT32 / 32)
    return g_strdup(utf8);
  int32_t room = (int32_t)n * 2 + 16;
  g_autofree UChar *out = g_new(UChar, room);
  int32_t length = unorm2_normalize(normalizer, utf16, (int32_t)n, out, room, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) { /* ICU told the length it needs */
    status = U_ZERO_ERROR;
    room = length;
    out = g_renew(UChar, g_steal_pointer(&out), room);
    length = unorm2_normalize(normalizer, utf16, (int32_t)n, out, room, &status);
  }
  char *result = U_FAILURE(status) ? NULL : g_utf16_to_utf8(out, length, NULL, NULL, NULL);
  return result != NULL ? result : g_strdup(utf8);
}

static gboolean is_among(gunichar c, const char *set)
{
  return g_utf8_strchr(set, -1, c) != NULL;
}

/* The character in full or half width alike. */
static gunichar plain_width(gunichar c)
{
  gunichar plain[2];
  const gboolean wide = c >= 0xFF01 && c <= 0xFF5E;
  return wide && g_unichar_fully_decompose(c, TRUE, plain, 2) == 1 ? plain[0] : c;
}

gboolean gd_same_character(const char *a, const char *b)
{
  static const char open[] = "(〔【［[", close[] = ")〕】］]";
  if (*a == '\0' || *b == '\0')
    return FALSE;
  const gunichar x = plain_width(g_utf8_get_char(a)), y = plain_width(g_utf8_get_char(b));
  return x == y || (is_among(x, open) && is_among(y, open)) ||
         (is_among(x, close) && is_among(y, close));
}

char *gd_nfc(const char *utf8)
{
  g_autofree char *valid = g_utf8_make_valid(utf8, -1);
  if (all_are(valid, is_always_nfc))
    return g_steal_pointer(&valid);
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
  return normalize(valid, nfc, status);
}

/* ① ⓵ ❶ ➀ ➊ ⓫ ㉑ ㊱ and ㊀: numbers in a circle. */
static gboolean is_circled_number(gunichar c)
{
  return (c >= 0x2460 && c <= 0x2473) || c == 0x24ea || (c >= 0x24eb && c <= 0x24fe) ||
         (c >= 0x2776 && c <= 0x2793) || (c >= 0x3251 && c <= 0x325f) ||
         (c >= 0x3280 && c <= 0x3289) || (c >= 0x32b1 && c <= 0x32bf);
}

/* Circled numbers as numbers in brackets: ① is (1), ㊀ is (一). Caller frees. */
static char *uncircle(const char *utf8)
{
  static const char *const chinese[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  GString *out = g_string_new(NULL);
  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_circled_number(c))
      g_string_append_unichar(out, c);
    else if (c >= 0x3280 && c <= 0x3289)
      g_string_append_printf(out, "(%s)", chinese[c - 0x3280]);
    else
      g_string_append_printf(out, "(%d)", (int)u_getNumericValue((UChar32)c));
  }
  return g_string_free(out, FALSE);
}

/* Parts of characters that some PDF writers put for the whole character
 * (CJK Radicals Supplement; normalization does not know them), by the part. */
static gunichar whole_ideograph(gunichar c)
{
  static const char16_t pairs[] =
      u"⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟"
      u"⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";
  if (c < 0x2e80 || c > 0x2eff)
    return c;
  for (gsize i = 0; i + 1 < G_N_ELEMENTS(pairs); i += 2)
    if (pairs[i] == c)
      return pairs[i + 1];
  return c;
}

/* Whether c is one of the characters of a list; c is not 0. */
static gboolean is_one_of(gunichar c, const char16_t *list)
{
  for (; *list != 0; list++)
    if (*list == c)
      return TRUE;
  return FALSE;
}

/* Step 2 for ASCII; 0 if the character goes. */
static gunichar fold_ascii(gunichar c)
{
  if (c <= ' ' || c == 0x7f)
    return 0;
  switch (c) {
  case '[':
  case '{':
    return '(';
  case ']':
  case '}':
    return ')';
  case '\'':
  case '`':
    return '"';
  default:
    return (gunichar)g_ascii_tolower((char)c);
  }
}

/* Step 2 for one character; 0 if it goes. */
static gunichar fold_char(gunichar c)
{
  if (is_full_width(c))
    c -= 0xfee0;
  if (c < 0x80)
    return fold_ascii(c);
  c = whole_ideograph(c);
  if (is_plain_ideograph(c))
    return gd_simplified(c);
  if (is_one_of(c, u"〔【〖〘〚"))
    return '(';
  if (is_one_of(c, u"〕】〗〙〛"))
    return ')';
  if (is_one_of(c, u"“”„‟‘’‚‛‹›«»「」『』〝〞〟′″´"))
    return '"';
  if (is_one_of(c, u"−─━˗⁃"))
    return '-';
  if (is_one_of(c, u"〜")) /* a tilde, though Unicode counts it among the dashes */
    return '~';
  switch (g_unichar_type(c)) {
  case G_UNICODE_DASH_PUNCTUATION:
    return '-';
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
    return 0;
  default:
    return gd_simplified(c); /* rare ideographs */
  }
}

char *gd_fold(const char *utf8)
{
  g_autofree char *text = g_utf8_make_valid(utf8, -1);
  if (!all_are(text, folds_without_icu)) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    g_autofree char *uncircled = uncircle(text);
    g_free(text);
    text = normalize(uncircled, nfkc, status);
  }
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = fold_char(g_utf8_get_char(p));
    if (c != 0)
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}
