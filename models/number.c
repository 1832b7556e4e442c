/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/number.h"

static const gint64 powers_of_ten[GD_NUMBER_MAX_DECIMALS + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

gboolean gd_number_parse(const char *text, GdNumber *out)
{
  const char *p = text;
  gboolean negative = *p == '-';
  if (negative)
    p++;

  gint64 mantissa = 0;
  guint digits = 0, decimals = 0;
  gboolean point = FALSE;
  if (!g_ascii_isdigit(*p))
    return FALSE;
  for (; *p != '\0'; p++) {
    if (*p == '.') {
      if (point || !g_ascii_isdigit(p[1]))
        return FALSE;
      point = TRUE;
      continue;
    }
    if (!g_ascii_isdigit(*p) || ++digits > GD_NUMBER_MAX_DIGITS)
      return FALSE;
    if (point && ++decimals > GD_NUMBER_MAX_DECIMALS)
      return FALSE;
    mantissa = mantissa * 10 + (*p - '0');
  }
  *out = (GdNumber){negative ? -mantissa : mantissa, (guint8)decimals};
  return TRUE;
}

char *gd_number_to_string(GdNumber n)
{
  const char *sign = n.mantissa < 0 ? "-" : "";
  guint64 magnitude = n.mantissa < 0 ? (guint64)0 - (guint64)n.mantissa : (guint64)n.mantissa;
  if (n.decimals == 0)
    return g_strdup_printf("%s%" G_GUINT64_FORMAT, sign, magnitude);
  guint64 power = (guint64)powers_of_ten[n.decimals];
  return g_strdup_printf("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, magnitude / power,
                         n.decimals, magnitude % power);
}

/* Brings n to the given number of decimals, which is not less than its own. */
static gboolean widen(GdNumber n, guint decimals, gint64 *mantissa)
{
  return !__builtin_mul_overflow(n.mantissa, powers_of_ten[decimals - n.decimals], mantissa);
}

gboolean gd_number_add(GdNumber a, GdNumber b, int sign, GdNumber *out)
{
  guint decimals = MAX(a.decimals, b.decimals);
  gint64 x, y, sum;
  if (!widen(a, decimals, &x) || !widen(b, decimals, &y) ||
      __builtin_mul_overflow(y, (gint64)sign, &y) || __builtin_add_overflow(x, y, &sum))
    return FALSE;
  *out = (GdNumber){sum, (guint8)decimals};
  return TRUE;
}

int gd_number_compare(GdNumber a, GdNumber b)
{
  GdNumber difference;
  if (!gd_number_add(a, b, -1, &difference)) /* of different scale by far */
    return (a.mantissa / powers_of_ten[a.decimals]) < (b.mantissa / powers_of_ten[b.decimals]) ? -1
                                                                                               : 1;
  return (difference.mantissa > 0) - (difference.mantissa < 0);
}

gboolean gd_number_is_integral(GdNumber n)
{
  return n.mantissa % powers_of_ten[n.decimals] == 0;
}
