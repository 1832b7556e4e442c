/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/scan_text.h"

#include <string.h>

/* Digits between marks that part thousands, and before the first of them. */
#define GROUP 3

char *gd_scan_text_grouped(const char *text, const GdFormLeaf *leaf)
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
