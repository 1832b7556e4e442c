/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/numeral.h"

#include <string.h>

/* Digits of a group between commas. */
#define GROUP 3

static gboolean parse_digits(const char *text, GdNumber *out)
{
  if (strchr(text, ',') == NULL)
    return gd_number_parse(text, out) && out->decimals == 0 && *text != '-';
  g_auto(GStrv) groups = g_strsplit(text, ",", -1);
  for (guint i = 0; groups[i] != NULL; i++) {
    gsize length = strspn(groups[i], "0123456789");
    if (groups[i][length] != '\0' || (i > 0 && length != GROUP) || length == 0 || length > GROUP)
      return FALSE;
  }
  g_autofree char *joined = g_strjoinv("", groups);
  return gd_number_parse(joined, out);
}

/* The value of a digit, -1 if c is none. */
static int digit_of(gunichar c)
{
  static const char digits[] = "零一二三四五六七八九";
  if (c == 0x3007) /* 〇 */
    return 0;
  if (c == 0x4E24) /* 两 */
    return 2;
  const char *found = c != 0 ? g_utf8_strchr(digits, -1, c) : NULL;
  return found != NULL ? (int)g_utf8_pointer_to_offset(digits, found) : -1;
}

static gint64 unit_of(gunichar c)
{
  switch (c) {
  case 0x5341: /* 十 */
    return 10;
  case 0x767E: /* 百 */
    return 100;
  case 0x5343: /* 千 */
    return 1000;
  default:
    return 0;
  }
}

/* Reads a number below 10,000 up to 万 or the end. -1 if it is none. *p is set behind it. */
static gint64 parse_section(const char **p)
{
  gint64 sum = 0, last_unit = 10000;
  int digit = -1;
  gboolean zero = FALSE, any = FALSE;
  for (; **p != '\0' && g_utf8_get_char(*p) != 0x4E07; *p = g_utf8_next_char(*p)) {
    gunichar c = g_utf8_get_char(*p);
    gint64 unit = unit_of(c);
    if (c == 0x5EFF && !any) { /* 廿 */
      sum = 20;
      last_unit = 10;
    } else if (unit > 0) {
      if (unit >= last_unit || digit == 0 || (digit < 0 && (unit != 10 || any)))
        return -1;
      sum += (digit < 0 ? 1 : digit) * unit;
      last_unit = unit;
      digit = -1;
      zero = FALSE;
    } else {
      int next = digit_of(c);
      if (next < 0 || digit > 0 || (digit == 0 && next == 0))
        return -1;
      zero = zero || next == 0;
      digit = next;
    }
    any = TRUE;
  }
  if (digit > 0 && last_unit > 10 && last_unit < 10000 && !zero)
    return -1; /* 一百二 */
  return !any || (digit == 0 && sum > 0) ? -1 : sum + MAX(digit, 0);
}

gboolean gd_numeral_parse(const char *text, GdNumber *out)
{
  if (g_ascii_isdigit(*text))
    return parse_digits(text, out);
  const char *p = text;
  gint64 sum = parse_section(&p);
  if (sum < 0)
    return FALSE;
  if (*p != '\0') { /* 万 */
    p = g_utf8_next_char(p);
    gint64 rest = *p != '\0' ? parse_section(&p) : 0;
    if (sum == 0 || rest < 0 || *p != '\0')
      return FALSE;
    sum = sum * 10000 + rest;
  }
  *out = gd_number(sum);
  return TRUE;
}
