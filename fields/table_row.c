/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/table_row.h"

#include <string.h>

static gboolean ends_with_colon(const char *cell)
{
  return g_str_has_suffix(cell, ":") || g_str_has_suffix(cell, "：");
}

static gboolean has_colon(const char *row)
{
  return strchr(row, ':') != NULL || strstr(row, "：") != NULL;
}

GPtrArray *gd_table_row_parts(const char *row)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  if (strchr(row, '|') == NULL || !has_colon(row)) {
    g_ptr_array_add(parts, g_strdup(row));
    return parts;
  }
  g_auto(GStrv) cells = g_strsplit(row, "|", -1);
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip(cells[i]);
  for (guint i = 0; cells[i] != NULL; i++) {
    const char *next = cells[i + 1];
    if (*cells[i] == '\0')
      continue;
    if (ends_with_colon(cells[i]) && next != NULL && *next != '\0' && !ends_with_colon(next)) {
      g_ptr_array_add(parts, g_strconcat(cells[i], " ", next, NULL));
      i++;
    } else {
      g_ptr_array_add(parts, g_strdup(cells[i]));
    }
  }
  return parts;
}
