/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/names.h"

#include <string.h>

/* A file name has 255 bytes on all common file systems; ".new-9999.csv" fits too. */
#define MAX_NAME_BYTES 240

#define MAX_ID_BYTES 100

gboolean gd_name_is_file(const char *name)
{
  gsize length = name ? strlen(name) : 0;
  if (length == 0 || length > MAX_NAME_BYTES || !g_utf8_validate(name, (gssize)length, NULL))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p))
    if (*p == '/' || *p == '\\' || g_unichar_iscntrl(g_utf8_get_char(p)))
      return FALSE;
  return !g_str_equal(name, ".") && !g_str_equal(name, "..");
}

gboolean gd_name_is_document_id(const char *id)
{
  return gd_name_is_file(id) && *id != '.';
}

static gboolean only(const char *id, const char *allowed)
{
  gsize length = id ? strlen(id) : 0;
  return length > 0 && length <= MAX_ID_BYTES && strspn(id, allowed) == length;
}

gboolean gd_name_is_form_id(const char *id)
{
  return only(id, G_CSET_a_2_z G_CSET_DIGITS "-");
}

gboolean gd_name_is_table_id(const char *id)
{
  return only(id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-");
}
