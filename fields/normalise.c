/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/normalise.h"
#include <string.h>

/* Years that documents are dated in. */
#define YEAR_MIN 1900
#define YEAR_MAX 2099

/* Characters of one person's name in Chinese characters: 2 to 4 (double surnames);
 * names with a middle dot (阿不都热合曼·买买提) are taken as they are. */
#define NAME_CHARS_MIN 2
#define NAME_CHARS_MAX 4

void gd_normalised_clear(GdNormalised *normalised)
{
  g_clear_pointer(&normalised->value, g_free);
  g_clear_pointer(&normalised->note, g_free);
}

/* The value of a digit, -1 if c is none. Circles stand for zero in Chinese years. */
static int digit_value(gunichar c)
{
  static const char digits[] = "〇一二三四五六七八九";
  if (c >= '0' && c <= '9')
    return (int)(c - '0');
  if (c == 0x25CB || c == 0x25EF || c == 0x96F6 || c == 'O' || c == 'o' || c == 0x039F ||
      c == 0x041E) /* ○ ◯ 零 and letters typed for them */
    return 0;
  const char *found = g_utf8_strchr(digits, -1, c);
  return c != 0 && found != NULL ? (int)g_utf8_pointer_to_offset(digits, found) : -1;
}

guint gd_year_parse(const char *text, gsize *length)
{
  guint year = 0;
  const char *p = text;
  for (int i = 0; i < 4; i++) {
    int digit = *p != '\0' ? digit_value(g_utf8_get_char(p)) : -1;
    if (digit < 0)
      return 0;
    year = year * 10 + (guint)digit;
    p = g_utf8_next_char(p);
  }
  if (length != NULL)
    *length = (gsize)(p - text);
  return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

/* Reads 1..99 in Arabic or Chinese (十二, 二十一, 廿一, 卅); 0 if there is none.
 * *end is set behind it. */
static guint small_number(const char *p, const char **end)
{
  guint tens = 0, ones = 0;
  gboolean ten_seen = FALSE;
  for (; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    int digit = digit_value(c);
    if (c == 0x5341 || c == 0x5EFF || c == 0x5345) { /* 十 廿 卅 */
      if (ten_seen)
        return 0;
      ten_seen = TRUE;
      tens = c == 0x5EFF ? 2 : c == 0x5345 ? 3 : ones != 0 ? ones : 1;
      ones = 0;
    } else if (digit >= 0) {
      ones = (ten_seen ? 0 : ones * 10) + (guint)digit;
      if (ones > 99)
        return 0;
    } else {
      break;
    }
  }
  *end = p;
  return tens * 10 + ones;
}

/* Skips anything that is no digit; NULL at the end of text. */
static const char *to_number(const char *p)
{
  while (*p != '\0' && digit_value(g_utf8_get_char(p)) < 0 && g_utf8_get_char(p) != 0x5341 &&
         g_utf8_get_char(p) != 0x5EFF && g_utf8_get_char(p) != 0x5345)
    p = g_utf8_next_char(p);
  return *p != '\0' ? p : NULL;
}

/* The text has nothing of a date: no digit, nor 年, nor a character that nobody could read. 日期
 * may head a column of a table, and what stands beside it is then the next label. */
static gboolean is_no_date(const char *text)
{
  return to_number(text) == NULL && strstr(text, "年") == NULL && strstr(text, "\uFFFD") == NULL;
}

static void normalise_date(const char *text, GdNormalised *out)
{
  if (is_no_date(text)) {
    out->nothing = TRUE;
    return;
  }
  gsize length;
  guint year = gd_year_parse(text, &length);
  const char *p = year != 0 ? to_number(text + length) : NULL;
  guint month = p != NULL ? small_number(p, &p) : 0;
  p = p != NULL ? to_number(p) : NULL;
  guint day = p != NULL ? small_number(p, &p) : 0;
  if (month > 12 || day > 31 ||
      !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    out->note = g_strdup("the calendar has no such date");
  else
    out->value = g_strdup_printf("%04u-%02u-%02u", year, month, day);
}

/* text without the punctuation listed at its end. Caller frees. */
static char *without_end(const char *text, const char *punctuation)
{
  const char *end = text + strlen(text);
  while (end > text) {
    const char *last = g_utf8_find_prev_char(text, end);
    if (last == NULL || g_utf8_strchr(punctuation, -1, g_utf8_get_char(last)) == NULL)
      break;
    end = last;
  }
  return g_strndup(text, (gsize)(end - text));
}

static void normalise_text(const char *text, GdNormalised *out)
{
  static const char *const nothing[] = {"无", "暂无", "-", "--", "—", "——", "－", "/", NULL};
  g_autofree char *value = without_end(text, "。；，、;,:：");
  out->nothing = *value == '\0' || g_strv_contains(nothing, value);
  if (!out->nothing)
    out->value = g_steal_pointer(&value);
}

static void normalise_year(const char *text, GdNormalised *out)
{
  guint year = gd_year_parse(text, NULL);
  if (year != 0)
    out->value = g_strdup_printf("%u", year);
}

static void normalise_document_number(const GdFieldPatterns *patterns, const char *text,
                                      GdNormalised *out)
{
  normalise_text(text, out);
  g_autoptr(GMatchInfo) match = NULL;
  if (out->nothing)
    return;
  if (!gd_shape_match(patterns, GD_SHAPE_DOCUMENT_NUMBER, text, &match)) {
    /* 2021年第5号, 第711号: numbers of orders and announcements are kept as they are. */
    out->certain = g_str_has_suffix(text, "号");
    if (!out->certain)
      out->note = g_strdup("is no document number of a known form");
    return;
  }
  g_autofree char *code = g_match_info_fetch_named(match, "code");
  g_autofree char *year_text = g_match_info_fetch_named(match, "year");
  g_autofree char *serial = g_match_info_fetch_named(match, "serial");
  g_clear_pointer(&out->value, g_free);
  if (*serial == '\0') {
    out->note = g_strdup("the number itself is left open");
    return;
  }
  guint year = gd_year_parse(year_text, NULL);
  g_autofree char *year_digits = year != 0 ? g_strdup_printf("%u", year) : g_strdup(year_text);
  const char *number = serial;
  while (number[0] == '0' && g_ascii_isdigit(number[1]))
    number++;
  out->value = g_strdup_printf("%s〔%s〕%s号", code, year_digits, number);
  out->certain = year != 0; /* two digits of a year do not say which */
  if (!g_str_equal(out->value, text))
    out->note = g_strdup("not printed as GB/T 9704-2012 asks, code〔YYYY〕N号");
}

/* Names while they are put together. */
typedef struct {
  const GdFieldPatterns *patterns;
  GPtrArray *names; /* of char* */
  GString *single;  /* characters that stood alone and are not used up yet */
  gboolean certain;
} Names;

static void add_name(Names *all, const char *name)
{
  glong length = g_utf8_strlen(name, -1);
  if (strstr(name, "·") == NULL && (length < NAME_CHARS_MIN || length > NAME_CHARS_MAX))
    all->certain = FALSE;
  g_ptr_array_add(all->names, g_strdup(name));
}

/* Uses up the single characters at the end of a list item: several are a name spaced out
 * (张 三), one alone belongs to the name before it (欧阳 岩). */
static void end_singles(Names *all)
{
  glong n = g_utf8_strlen(all->single->str, -1);
  if (n == 1 && all->names->len > 0) {
    char *last = g_ptr_array_steal_index(all->names, all->names->len - 1);
    g_autofree char *whole = g_strconcat(last, all->single->str, NULL);
    g_free(last);
    all->certain = all->certain && all->names->len == 0;
    add_name(all, whole);
  } else if (n > 0) {
    all->certain = all->certain && n < NAME_CHARS_MAX; /* 张 三 李 四 */
    add_name(all, all->single->str);
  }
  g_string_truncate(all->single, 0);
}

/* Adds a word of one item; a single character before it is its surname (王 建新). */
static void add_word(Names *all, const char *word)
{
  glong length = g_utf8_strlen(word, -1), n = g_utf8_strlen(all->single->str, -1);
  if (length == 0)
    return;
  gboolean double_surname = gd_shape_is(all->patterns, GD_SHAPE_DOUBLE_SURNAME, all->single->str);
  if (length == 1) {
    g_string_append(all->single, word);
  } else if (n == 0 && gd_shape_is(all->patterns, GD_SHAPE_DOUBLE_SURNAME, word)) {
    g_string_append(all->single, word);
  } else if (n == 1 || double_surname) {
    /* 李四 王 建新, 欧阳 明远: likely, yet two names could be meant */
    all->certain = all->certain && all->names->len == 0 && !double_surname;
    g_string_append(all->single, word);
    add_name(all, all->single->str);
    g_string_truncate(all->single, 0);
  } else {
    end_singles(all);
    add_name(all, word);
  }
}

/* Names stand apart by white space or 、, and are spaced out themselves: one
 * character is never a name. */
static void normalise_names(const GdFieldPatterns *patterns, const char *raw, GdNormalised *out)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) single = g_string_new(NULL);
  Names all = {patterns, names, single, TRUE};
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *p = raw;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean comma = c == 0x3001 || c == 0xFF0C || c == ','; /* 、 ， */
    if (c != 0 && !comma && !g_unichar_isspace(c)) {
      g_string_append_unichar(word, c);
      continue;
    }
    add_word(&all, word->str);
    g_string_truncate(word, 0);
    if (comma || c == 0)
      end_singles(&all);
    if (c == 0)
      break;
  }
  g_ptr_array_add(names, NULL);
  out->value = names->len > 1 ? g_strjoinv("、", (char **)names->pdata) : NULL;
  out->nothing = out->value == NULL;
  out->certain = all.certain;
  if (!out->certain)
    out->note = g_strdup("it is not clear whose names these are");
}

GdNormalised gd_normalise(const GdFieldPatterns *patterns, GdNormaliser normaliser,
                          const GdReading *reading)
{
  GdNormalised out = {.certain = TRUE};
  switch (normaliser) {
  case GD_NORMALISE_DATE:
    /* 2021-01-06 10:20 needs the space that squeezing removes. */
    normalise_date(strstr(reading->text, "月") != NULL ? reading->text : reading->raw, &out);
    break;
  case GD_NORMALISE_YEAR:
    normalise_year(reading->text, &out);
    break;
  case GD_NORMALISE_DOCUMENT_NUMBER:
    normalise_document_number(patterns, reading->text, &out);
    break;
  case GD_NORMALISE_NAMES:
    normalise_names(patterns, reading->raw, &out);
    break;
  case GD_NORMALISE_LIST:
  case GD_NORMALISE_TEXT:
  case GD_N_NORMALISERS:
    normalise_text(reading->text, &out);
    break;
  }
  return out;
}
