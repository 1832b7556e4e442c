/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in value cells, with shares that teach all marks, not those of reports. */
#include "models/training/sample.h"

/* Characters that values have: the readers' alphabet. */
static const char *const alphabet = "0123456789.,-+%/—万元件无";

/* Characters of others that stand in or near such cells. */
static const char *const strangers =
    "一二三四五六七八九十年月日项个条次人户其中修订合计数本度新制发公开有效行政许可处罚强制收费"
    "金额单位机关办理结果自然法商业科研社会益务总予以部分不属于以上说明（）()：；、ABCOZIlSx";

/* Magnitudes: how many digits, of 100. Zeros and single digits fill most reports. */
static char *whole_number(TsRng *rng)
{
  const gint64 kind = ts_rng_int(rng, 0, 99);
  if (kind < 14)
    return g_strdup("0");
  const guint digits = kind < 30   ? 1
                       : kind < 50 ? 2
                       : kind < 70 ? 3
                       : kind < 84 ? 4
                       : kind < 92 ? 5
                                   : 9;
  g_autoptr(GString) text = g_string_new(NULL);
  const guint n = digits == 9 ? (guint)ts_rng_int(rng, 6, 10) : digits;
  const gboolean repeats = ts_rng_chance(rng, 0.25);
  for (guint i = 0; i < n; i++) {
    char digit = (char)('0' + ts_rng_int(rng, i == 0 ? 1 : 0, 9));
    if (i > 0 && repeats && ts_rng_chance(rng, 0.6))
      digit = text->str[i - 1];
    g_string_append_c(text, digit);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_separators(GString *number)
{
  for (gssize at = (gssize)number->len - 3; at > 0; at -= 3)
    g_string_insert_c(number, at, ',');
}

static char *number_text(TsRng *rng)
{
  g_autofree char *whole = whole_number(rng);
  g_autoptr(GString) text = g_string_new(whole);
  if (text->len > 3 && ts_rng_chance(rng, 0.2))
    add_separators(text);
  if (ts_rng_chance(rng, 0.22)) {
    g_string_append_c(text, '.');
    const gint64 n = ts_rng_int(rng, 1, 6);
    for (gint64 i = 0; i < n; i++)
      g_string_append_c(text, (char)('0' + ts_rng_int(rng, 0, 9)));
  }
  if (ts_rng_chance(rng, 0.1))
    g_string_prepend_c(text, ts_rng_chance(rng, 0.5) ? '-' : '+');
  static const char *const units[] = {"%", "万元", "元", "件", "万", NULL};
  if (ts_rng_chance(rng, 0.15))
    g_string_append(text, ts_rng_pick(rng, units));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *stranger(TsRng *rng, gint64 length)
{
  g_autoptr(GString) text = g_string_new(NULL);
  const glong n = g_utf8_strlen(strangers, -1);
  for (gint64 i = 0; i < length; i++)
    g_string_append_unichar(
        text, g_utf8_get_char(g_utf8_offset_to_pointer(strangers, ts_rng_int(rng, 0, n - 1))));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *gd_sample_text(TsRng *rng)
{
  static const char *const marks[] = {"-", "—", "/", "无", "——", "--", "-", "—", NULL};
  const double kind = ts_rng_real(rng, 0, 1);
  if (kind < 0.09)
    return g_strdup(ts_rng_pick(rng, marks));
  if (kind < 0.13)
    return stranger(rng, ts_rng_int(rng, 1, 4));
  g_autofree char *number = number_text(rng);
  if (kind < 0.17) {
    g_autofree char *other = stranger(rng, ts_rng_int(rng, 1, 2));
    return ts_rng_chance(rng, 0.7) ? g_strconcat(number, other, NULL)
                                   : g_strconcat(other, number, NULL);
  }
  return g_steal_pointer(&number);
}

char *gd_sample_truth(const char *text)
{
  g_autoptr(GString) truth = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (g_utf8_strchr(alphabet, -1, c) != NULL)
      g_string_append_unichar(truth, c);
    else
      g_string_append_c(truth, GD_SAMPLE_OTHER);
  }
  return g_string_free(g_steal_pointer(&truth), FALSE);
}

static gboolean is_mark(const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    if (g_utf8_strchr("-—/无", -1, g_utf8_get_char(at)) == NULL)
      return FALSE;
  return *text != '\0';
}

gboolean gd_sample_same(const char *reading, const char *truth)
{
  if (is_mark(reading) && is_mark(truth))
    return TRUE;
  while (*reading != '\0' || *truth != '\0') {
    if (*reading == ',' || *truth == ',') {
      reading += *reading == ',';
      truth += *truth == ',';
    } else if (*reading++ != *truth++) {
      return FALSE;
    }
  }
  return TRUE;
}

GdWear gd_sample_wear(TsRng *rng)
{
  const gint64 of_100 = ts_rng_int(rng, 0, 99);
  return of_100 < 20   ? GD_WEAR_CLEAN
         : of_100 < 45 ? GD_WEAR_OFFICE
         : of_100 < 72 ? GD_WEAR_HARD
                       : GD_WEAR_FAX;
}
