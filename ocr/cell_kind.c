/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of texts. */
#include "ocr/cell_kind.h"

/* Digits, in groups of three behind commas, with a point inside. NULL if at is no such
 * number, else what follows. */
static const char *skip_number(const char *at)
{
  guint digits = 0, group = 0, commas = 0;
  gboolean point = FALSE;
  for (;; at++) {
    if (g_ascii_isdigit(*at)) {
      digits++;
      group++;
    } else if (*at == ',' && !point && digits > 0 && group <= 3 && (commas == 0 || group == 3)) {
      commas++;
      group = 0;
    } else if (*at == '.' && !point && digits > 0 && (commas == 0 || group == 3)) {
      point = TRUE;
      group = 0;
    } else {
      break;
    }
  }
  if (digits == 0 || group == 0 || (commas > 0 && !point && group != 3))
    return NULL;
  return at;
}

static gboolean is_number(const char *text)
{
  static const char *const units[] = {"", "%", "万元", "元", "件", "万"};
  if (*text == '-' || *text == '+')
    text++;
  const char *rest = skip_number(text);
  for (guint i = 0; rest != NULL && i < G_N_ELEMENTS(units); i++)
    if (g_str_equal(rest, units[i]))
      return TRUE;
  return FALSE;
}

GdCellKind gd_cell_kind_of(const char *text)
{
  if (*text == '\0')
    return GD_CELL_BLANK;
  gboolean dash = TRUE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    dash &= g_utf8_strchr("-—/无", -1, g_utf8_get_char(at)) != NULL;
  if (dash)
    return GD_CELL_DASH;
  return is_number(text) ? GD_CELL_NUMBER : GD_CELL_UNREADABLE;
}
