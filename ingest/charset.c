/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes → text:
 *   1. The encoding is chosen (charset.h says in which order).
 *   2. ICU converts; what it cannot convert becomes U+FFFD.
 *   3. Line ends become "\n"; characters without a shape go.
 */
#include "ingest/charset.h"

#include "ingest/hanzi.h"
#include "ingest/icu_detector.h"
#include "models/error.h"

#include <string.h>
#include <unicode/ucnv.h>

/* Bytes at the start of an HTML file that may declare its encoding; WHATWG's standard says 1024,
 * but pages that were saved carry comments before their head. */
#define DECLARATION_BYTES 4096

/* Bytes by which an encoding is guessed, from the first that is not ASCII. */
#define SAMPLE_BYTES (16 * 1024)

/* Share of the characters of a sample that must be everyday Chinese for GB18030 or Big5 to be
 * believed: true text has over 0.8, the wrong one of the two below 0.4. */
#define COMMON_SHARE 0.6

/* Confidence (0..100) from which ICU's guess is taken. */
#define DETECTOR_CONFIDENCE 30

/* Share of sequences that may be invalid in UTF-8 before it is taken for something else. */
#define BROKEN_UTF8_SHARE 0.02

/* Share of characters without a meaning from which a file is no text, and how many there must be:
 * a damaged line in a short text is still read. */
#define SENSELESS_SHARE 0.1
#define SENSELESS_MIN 20

#define REPLACEMENT 0xFFFD

static gboolean starts(const char *bytes, gsize n, const char *mark, gsize length)
{
  return n >= length && memcmp(bytes, mark, length) == 0;
}

/* The encoding that a byte order mark names, NULL if there is none. */
static const char *marked(const char *bytes, gsize n, gsize *length)
{
  static const struct {
    const char *mark;
    gsize length;
    const char *name;
  } marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
               {"\xFF\xFE\0\0", 4, "UTF-32LE"},
               {"\xFF\xFE", 2, "UTF-16LE"},
               {"\xFE\xFF", 2, "UTF-16BE"}};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (starts(bytes, n, marks[i].mark, marks[i].length)) {
      *length = marks[i].length;
      return marks[i].name;
    }
  *length = 0;
  return NULL;
}

char *gd_charset_declared(const char *bytes, gsize n)
{
  static const char *const words[] = {"charset", "encoding"};
  g_autofree char *copy = g_strndup(bytes, MIN(n, DECLARATION_BYTES));
  g_autofree char *head = g_ascii_strdown(copy, -1);
  for (guint w = 0; w < G_N_ELEMENTS(words); w++)
    for (const char *p = strstr(head, words[w]); p != NULL; p = strstr(p, words[w])) {
      p += strlen(words[w]);
      p += strspn(p, " \t\r\n");
      if (*p != '=')
        continue;
      p++;
      p += strspn(p, " \t\r\n\"'");
      gsize length = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-_:");
      if (length > 0)
        return g_strndup(p, length);
    }
  return NULL;
}

/* The converter's name for what a file declares, NULL if it is not to be believed: a Chinese page
 * that says Latin-1 had nobody to set it right. */
static const char *known(const char *declared)
{
  static const char *const chinese[] = {"gb2312",  "gbk",   "gb18030",   "x-gbk", "gb_2312-80",
                                        "chinese", "cp936", "gb2312-80", "ms936", "windows-936"};
  if (declared == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(chinese); i++)
    if (g_ascii_strcasecmp(declared, chinese[i]) == 0)
      return "GB18030";
  if (g_ascii_strncasecmp(declared, "iso-8859", 8) == 0 ||
      g_ascii_strncasecmp(declared, "utf", 3) == 0 ||
      g_ascii_strncasecmp(declared, "windows-125", 11) == 0 ||
      g_ascii_strcasecmp(declared, "us-ascii") == 0)
    return NULL;
  return declared;
}

/* The bytes by a converter of ICU. NULL if there is no such converter. Caller frees. */
static char *convert(const char *bytes, gsize n, const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status))
    return NULL;
  gsize room = n + 16; /* no encoding in use makes two units of one byte */
  g_autofree UChar *units = g_new(UChar, room);
  int32_t length = ucnv_toUChars(converter, units, (int32_t)room, bytes, (int32_t)n, &status);
  ucnv_close(converter);
  if (U_FAILURE(status) && status != U_STRING_NOT_TERMINATED_WARNING)
    return NULL;
  for (int32_t i = 0; i < length; i++) { /* what GLib takes for an end or refuses */
    gboolean paired = U16_IS_LEAD(units[i]) && i + 1 < length && U16_IS_TRAIL(units[i + 1]);
    if (paired)
      i++;
    else if (units[i] == 0 || U16_IS_SURROGATE(units[i]))
      units[i] = REPLACEMENT;
  }
  return g_utf16_to_utf8(units, length, NULL, NULL, NULL);
}

/* Share of the characters beyond ASCII that are everyday Chinese, 0 if name is unknown. */
static double common_share(const GdHanzi *hanzi, const char *bytes, gsize n, const char *name)
{
  g_autofree char *text = convert(bytes, n, name);
  guint common = 0, all = 0;
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean punctuation = (c >= 0x3000 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF5E) ||
                           (c >= 0x2010 && c <= 0x201F);
    if (c >= 0x80 && !punctuation) {
      all++;
      common += gd_hanzi_is_common(hanzi, c);
    }
  }
  return all > 0 ? (double)common / all : 0;
}

/* ICU's guess, NULL if it has none. Static. */
static const char *detected(const char *bytes, gsize n)
{
  static const char *const names[] = {"GB18030",      "Big5",         "EUC-JP",
                                      "Shift_JIS",    "EUC-KR",       "ISO-2022-CN",
                                      "windows-1251", "windows-1252", "ISO-8859-1"};
  const char *found = NULL;
  const GdIcuDetector *icu = gd_icu_detector();
  if (icu == NULL)
    return NULL;
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = icu->ucsdet_open(&status);
  icu->ucsdet_setText(detector, bytes, (int32_t)n, &status);
  const UCharsetMatch *match = icu->ucsdet_detect(detector, &status);
  if (U_SUCCESS(status) && match != NULL &&
      icu->ucsdet_getConfidence(match, &status) >= DETECTOR_CONFIDENCE) {
    const char *name = icu->ucsdet_getName(match, &status);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
      if (U_SUCCESS(status) && strcmp(name, names[i]) == 0)
        found = names[i];
  }
  icu->ucsdet_close(detector);
  return found;
}

static const char *guessed(const char *bytes, gsize n)
{
  gsize at = 0;
  while (at < n && (guint8)bytes[at] < 0x80)
    at++;
  gsize size = MIN(n - at, SAMPLE_BYTES);
  g_autoptr(GdHanzi) hanzi = gd_hanzi_new();
  double gb = common_share(hanzi, bytes + at, size, "GB18030");
  double big5 = common_share(hanzi, bytes + at, size, "Big5");
  if (gb >= COMMON_SHARE && gb >= big5)
    return "GB18030";
  if (big5 >= COMMON_SHARE)
    return "Big5";
  const char *name = detected(bytes + at, size);
  return name != NULL ? name : "GB18030";
}

/* Whether the bytes are UTF-8 but for a few. */
static gboolean is_nearly_utf8(const char *bytes, gsize n)
{
  gsize good = 0, bad = 0;
  for (gsize i = 0; i < n;) {
    if ((guint8)bytes[i] < 0x80) {
      i++;
      continue;
    }
    gunichar c = g_utf8_get_char_validated(bytes + i, (gssize)(n - i));
    gboolean valid = c < (gunichar)-2;
    good += valid;
    bad += !valid;
    i += valid ? (gsize)g_unichar_to_utf8(c, NULL) : 1;
  }
  return (double)bad <= BROKEN_UTF8_SHARE * (double)(good + bad);
}

/* What a character becomes: itself, "\n", U+FFFD or 0 for nothing. */
static gunichar plain(gunichar c)
{
  if (c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7F))
    return c;
  if (c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return '\n';
  if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0))
    return REPLACEMENT;
  if (c < 0x200B)
    return c == 0xAD ? 0 : c;
  if (c == 0x202B || c == 0x202E || c == 0x2067) /* right to left: embedding, override, isolate */
    return REPLACEMENT;
  if (c <= 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF)
    return 0;
  return c;
}

/* text with plain characters only; counts those without a meaning. Caller frees. */
static char *cleaned(const char *text, gsize *senseless, gsize *chars)
{
  GString *out = g_string_sized_new(strlen(text));
  *senseless = *chars = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\r')
      c = p[1] == '\n' ? 0 : '\n';
    else
      c = plain(c);
    if (c == 0)
      continue;
    (*chars)++;
    *senseless += c == REPLACEMENT;
    if (c < 0x80)
      g_string_append_c(out, (char)c);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

char *gd_charset_decode(const char *bytes, gsize n, const char *declared, GError **error)
{
  gsize mark;
  const char *name = marked(bytes, n, &mark);
  bytes += mark;
  n -= mark;
  gboolean utf8 = name != NULL ? strcmp(name, "UTF-8") == 0 : is_nearly_utf8(bytes, n);
  g_autofree char *text = NULL;
  if (!utf8) {
    if (name == NULL)
      name = known(declared);
    text = name != NULL ? convert(bytes, n, name) : NULL;
    if (text == NULL) /* nothing declared, or nothing that ICU knows */
      text = convert(bytes, n, guessed(bytes, n));
  }
  if (text == NULL)
    text = g_utf8_make_valid(bytes, (gssize)n);
  gsize senseless, chars;
  g_autofree char *plain_text = cleaned(text, &senseless, &chars);
  if (senseless >= SENSELESS_MIN && (double)senseless > SENSELESS_SHARE * (double)chars) {
    g_set_error(error, GD_ERROR, GD_ERROR_DAMAGED,
                "not a text in an encoding that guidang knows: %" G_GSIZE_FORMAT
                " of %" G_GSIZE_FORMAT " characters are unreadable",
                senseless, chars);
    return NULL;
  }
  return g_steal_pointer(&plain_text);
}
