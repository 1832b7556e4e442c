/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings and what they own. */
#include "ocr/opinion.h"

GdCellOpinion gd_cell_opinion_none(void)
{
  return (GdCellOpinion){g_strdup(""), 0,
                         g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_choice_free)};
}

void gd_cell_opinion_clear(GdCellOpinion *opinion)
{
  g_clear_pointer(&opinion->text, g_free);
  g_clear_pointer(&opinion->others, g_ptr_array_unref);
}

void gd_cell_opinion_add(GdCellOpinion *opinion, const char *text, double probability)
{
  if (*text == '\0' || g_str_equal(text, opinion->text))
    return;
  guint at = 0;
  for (guint i = 0; i < opinion->others->len; i++) {
    const GdCellChoice *other = g_ptr_array_index(opinion->others, i);
    if (g_str_equal(other->text, text))
      return;
    at += other->probability >= probability;
  }
  if (at >= GD_CELL_OTHERS)
    return;
  GdCellChoice *choice = g_new0(GdCellChoice, 1);
  *choice = (GdCellChoice){g_strdup(text), probability};
  g_ptr_array_insert(opinion->others, (gint)at, choice);
  g_ptr_array_set_size(opinion->others, MIN((gint)opinion->others->len, GD_CELL_OTHERS));
}
