/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels.h"

#include <string.h>

#define SPACED_CHANCE 0.3         /* of a label, where some are spaced out */
#define SPACED_ALL_CHARACTERS 4   /* labels up to this long get a blank behind each character */
#define NOTE_CHANCE 0.12          /* of a label, where some have notes */
#define VARIANT_CHANCE 0.6        /* of a label that has variants */
#define MISPRINT_MIN_CHARACTERS 4 /* Chinese characters that a misprinted label has at least */
#define MISPRINT_TWO_CHARACTERS 8 /* and one with two misprints */
#define CUT_CHARACTERS 3          /* what is left of a head that is cut */

static char *replace_all(char *text, const char *from, const char *to)
{
  g_auto(GStrv) pieces = g_strsplit(text, from, -1);
  g_free(text);
  return g_strjoinv(to, pieces);
}

static char *dress_brackets(char *text, const TsParams *params, TsRng *rng)
{
  static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}, {"〔", "〕"}};
  const char *style = ts_param(params, "brackets");
  gint64 mixed = ts_rng_int(rng, 0, 1);
  guint pair = g_str_equal(style, "half")    ? 1
               : g_str_equal(style, "shell") ? 2
               : g_str_equal(style, "mixed") ? (guint)mixed
                                             : 0;
  if (pair == 0)
    return text;
  return replace_all(replace_all(text, "（", pairs[pair][0]), "）", pairs[pair][1]);
}

static char *dress_quotes(char *text, const TsParams *params)
{
  if (ts_param_is(params, "quotes", "straight"))
    return replace_all(replace_all(text, "“", "\""), "”", "\"");
  if (ts_param_is(params, "quotes", "corner"))
    return replace_all(replace_all(text, "“", "「"), "”", "」");
  return text;
}

/* Another numbering for labels that begin with a digit and a point. */
static char *dress_numbering(char *text, const TsParams *params)
{
  const char *style = ts_param(params, "numbering");
  if (g_str_equal(style, "own") || !g_ascii_isdigit(text[0]) || text[1] != '.')
    return text;
  g_autofree char *old = text;
  const char *rest = text + 2;
  int number = text[0] - '0';
  if (g_str_equal(style, "comma"))
    return g_strdup_printf("%d、%s", number, rest);
  if (g_str_equal(style, "bracket"))
    return g_strdup_printf("（%d）%s", number, rest);
  if (g_str_equal(style, "space"))
    return g_strdup_printf("%d. %s", number, rest);
  GString *wide = g_string_new(NULL);
  g_string_append_unichar(wide, 0xff10 + (gunichar)number); /* full-width digit */
  g_string_append_printf(wide, "．%s", rest);
  return g_string_free(wide, FALSE);
}

/* Length in bytes of leading numbering such as 一、 （三） 1. ; 0 if there is none. */
static gsize numbering_length(const char *text)
{
  static const char *const ends[] = {"）", ")", "〕", "、", ".", "．", NULL};
  const char *limit = text;
  for (guint i = 0; i < 3 && *limit != '\0'; i++)
    limit = g_utf8_next_char(limit);
  for (guint i = 0; ends[i] != NULL; i++) {
    const char *end = strstr(text, ends[i]);
    if (end != NULL && end < limit && end > text)
      return (gsize)(end - text) + strlen(ends[i]);
  }
  return 0;
}

static char *space_out(char *text, const TsParams *params, TsRng *rng)
{
  gboolean chosen = ts_rng_chance(rng, SPACED_CHANCE);
  gboolean wide = ts_rng_chance(rng, 0.3);
  glong length = g_utf8_strlen(text, -1);
  glong at = (glong)ts_rng_int(rng, 1, MAX(length - 1, 1));
  g_autofree char *old = text;
  const char *blank = wide ? "　" : " ";
  if (ts_param_is(params, "spaced", "numbers")) {
    gsize head = numbering_length(text);
    return head == 0 ? g_steal_pointer(&old)
                     : g_strdup_printf("%.*s %s", (int)head, text, text + head);
  }
  if (!ts_param_is(params, "spaced", "some") || !chosen || length < 2)
    return g_steal_pointer(&old);
  GString *out = g_string_new(NULL);
  glong i = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p), i++) {
    if (i > 0 && (length <= SPACED_ALL_CHARACTERS || i == at))
      g_string_append(out, blank);
    g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

static char *add_note(char *text, const TsParams *params, guint year, gboolean is_signed,
                      TsRng *rng)
{
  static const char *const notes[] = {
      "（本级）",           "(含派出机构)",     "（设区的市以上填写）",
      "（本级无制定权限）", "（指%u年事项数）", NULL};
  gboolean chosen = ts_rng_chance(rng, NOTE_CHANCE);
  const char *note = ts_rng_pick(rng, notes);
  if (!ts_param_is(params, "label_notes", "some"))
    return text;
  g_autofree char *old = text;
  if (is_signed)
    return g_strconcat(text, "（减少用负数表示，如-8）", NULL);
  if (!chosen)
    return g_steal_pointer(&old);
  g_auto(GStrv) around = g_strsplit(note, "%u", 2);
  if (around[1] == NULL)
    return g_strconcat(text, note, NULL);
  return g_strdup_printf("%s%s%u%s", text, around[0], year - 1, around[1]);
}

/* 本年… becomes 本年(YEAR)…. */
static char *add_year(char *text, const TsParams *params, guint year)
{
  static const char this_year[] = "本年";
  if (!ts_param_is(params, "label_year", "yes") || !g_str_has_prefix(text, this_year))
    return text;
  char *out = g_strdup_printf("%s(%u)%s", this_year, year, text + strlen(this_year));
  g_free(text);
  return out;
}

static char *variant(const GdFormLabel *label, TsRng *rng)
{
  gint64 pick = ts_rng_int(rng, 1, MAX((gint64)label->folded->len - 1, 1));
  gboolean chosen = ts_rng_chance(rng, VARIANT_CHANCE);
  if (label->folded->len < 2 || !chosen)
    return g_strdup(label->text);
  const GdFolded *folded = &g_array_index(label->folded, GdFolded, pick);
  return g_ucs4_to_utf8(folded->chars, folded->length, NULL, NULL, NULL);
}

char *ts_label_dress(const GdFormLabel *label, const TsParams *params, guint year,
                     gboolean is_signed, gboolean noted, TsRng *rng)
{
  char *text = ts_param_is(params, "variants", "yes") ? variant(label, rng) : g_strdup(label->text);
  text = dress_numbering(text, params);
  text = add_year(text, params, year);
  if (noted)
    text = add_note(text, params, year, is_signed, rng);
  text = dress_brackets(text, params, rng);
  text = dress_quotes(text, params);
  return space_out(text, params, rng);
}

char *ts_label_misprint(const char *text, TsRng *rng)
{
  static const char *const strangers[] = {"止", "己", "日", "末", "土", "人", "内",
                                          "了", "干", "千", "于", "子", NULL};
  glong length;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &length);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = (guint)numbering_length(text) > 0 ? 2 : 0; i < (guint)length; i++)
    if (g_unichar_get_script(chars[i]) == G_UNICODE_SCRIPT_HAN)
      g_array_append_val(places, i);
  if (places->len < MISPRINT_MIN_CHARACTERS)
    return NULL;
  guint count = places->len >= MISPRINT_TWO_CHARACTERS && ts_rng_chance(rng, 0.4) ? 2 : 1;
  ts_rng_shuffle(rng, (guint *)(gpointer)places->data, places->len);
  for (guint i = 0; i < count; i++) {
    gboolean drop = ts_rng_chance(rng, 0.5);
    const char *stranger = ts_rng_pick(rng, strangers);
    chars[g_array_index(places, guint, i)] = drop ? 0 : g_utf8_get_char(stranger);
  }
  GString *out = g_string_new(NULL);
  for (glong i = 0; i < length; i++)
    if (chars[i] != 0)
      g_string_append_unichar(out, chars[i]);
  return g_string_free(out, FALSE);
}

char *ts_label_cut(const char *text)
{
  return g_utf8_substring(text, 0, MIN(CUT_CHARACTERS, g_utf8_strlen(text, -1)));
}
