/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/json_text.h"

#include <math.h>
#include <stdlib.h>

static void put_escaped(GString *out, guchar c)
{
  switch (c) {
  case '"':
    g_string_append(out, "\\\"");
    break;
  case '\\':
    g_string_append(out, "\\\\");
    break;
  case '\n':
    g_string_append(out, "\\n");
    break;
  case '\r':
    g_string_append(out, "\\r");
    break;
  case '\t':
    g_string_append(out, "\\t");
    break;
  default:
    g_string_append_printf(out, "\\u%04x", c);
  }
}

void gd_json_put_text(GString *out, const char *text)
{
  if (text == NULL)
    text = "";
  g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
  if (valid != NULL)
    text = valid;
  g_string_append_c(out, '"');
  const char *plain = text;
  for (const char *p = text;; p++) {
    guchar c = (guchar)*p;
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
      continue;
    g_string_append_len(out, plain, p - plain);
    if (c == '\0')
      break;
    put_escaped(out, c);
    plain = p + 1;
  }
  g_string_append_c(out, '"');
}

void gd_json_put_double(GString *out, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite(number))
    number = 0;
  g_ascii_formatd(digits, sizeof digits, "%.15g", number);
  if (g_ascii_strtod(digits, NULL) != number)
    g_ascii_formatd(digits, sizeof digits, "%.17g", number);
  g_string_append(out, digits);
}
