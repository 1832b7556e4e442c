/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/scan_text.h"

#include <string.h>

/* Digits between marks that part thousands, and before the first of them. */
#define GROUP 3

/* The Chinese numeral one: a stroke as long as a dash. */
#define HAN_ONE "\xE4\xB8\x80"

static char *grouped(const char *text, const GdFormLeaf *leaf)
{
  if (leaf->type == GD_TYPE_DECIMAL || strpbrk(text, ".") == NULL)
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  const char *p = text;
  if (*p == '-' || *p == '+')
    g_string_append_c(out, *p++);
  for (guint groups = 0;; groups++) {
    gsize digits = strspn(p, "0123456789"), marks = strspn(p + digits, ".,");
    gboolean sound = groups == 0 ? digits >= 1 && digits <= GROUP : digits == GROUP;
    if (!sound)
      return NULL;
    g_string_append_len(out, p, (gssize)digits);
    p += digits + marks;
    if (marks == 0)
      break;
    g_string_append_c(out, ',');
  }
  g_string_append(out, p); /* a unit */
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *gd_scan_text_mended(const char *text, const GdFormLeaf *leaf)
{
  const char *behind = text + strlen(HAN_ONE);
  if (leaf->type != GD_TYPE_SIGNED || !g_str_has_prefix(text, HAN_ONE) || !g_ascii_isdigit(*behind))
    return grouped(text, leaf);
  g_autofree char *minus = g_strconcat("-", behind, NULL);
  char *both = grouped(minus, leaf);
  return both != NULL ? both : g_steal_pointer(&minus);
}

/* The text with a point before its last digits, as amounts have it; with: the other text. */
static gboolean has_same_digits(const char *text, const char *with)
{
  const gsize digits = strspn(text, "0123456789");
  if (digits <= GD_AMOUNT_DECIMALS || strspn(with, "0123456789") != digits - GD_AMOUNT_DECIMALS ||
      with[digits - GD_AMOUNT_DECIMALS] != '.')
    return FALSE;
  return strncmp(text, with, digits - GD_AMOUNT_DECIMALS) == 0 &&
         strcmp(text + digits - GD_AMOUNT_DECIMALS, with + digits - GD_AMOUNT_DECIMALS + 1) == 0;
}

char *gd_scan_text_pointed(const char *text, const GdFormLeaf *leaf, const GPtrArray *others)
{
  const gsize digits = strspn(text, "0123456789");
  if (leaf->type != GD_TYPE_DECIMAL || digits < 1 + GD_AMOUNT_DECIMALS ||
      strpbrk(text + digits, "0123456789.,") != NULL)
    return NULL;
  if (text[0] == '0' && digits == 1 + GD_AMOUNT_DECIMALS)
    return g_strdup_printf("0.%s", text + 1);
  for (guint i = 0; others != NULL && i < others->len; i++) {
    const GdAlternative *other = g_ptr_array_index(others, i);
    if (other->pointed && has_same_digits(text, other->text))
      return g_strdup(other->text);
  }
  return NULL;
}
