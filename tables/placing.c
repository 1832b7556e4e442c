/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/placing.h"

#include "tables/score.h"

const GdItem *gd_placing_item(const GdPlacing *w, guint i)
{
  return &g_array_index(w->hit->plan->items, GdItem, i);
}

guint gd_placing_items(const GdPlacing *w)
{
  return w->hit->plan->items->len;
}

const GdUnit *gd_placing_unit(const GdPlacing *w, guint i)
{
  return w->stream->units->pdata[i];
}

guint gd_placing_first_unit(const GdPlacing *w, guint item)
{
  return w->units[item]->len ? g_array_index(w->units[item], guint, 0) : G_MAXUINT;
}

/* Numbers of its own; those of page furniture are no table's. */
gboolean gd_placing_has_values(const GdUnit *unit)
{
  if (unit->furniture)
    return FALSE;
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind == GD_TOKEN_VALUE)
      return TRUE;
  return FALSE;
}

gboolean gd_placing_has_numbers(const GdPlacing *w, guint i)
{
  for (guint u = 0; u < w->units[i]->len; u++)
    if (gd_placing_has_values(gd_placing_unit(w, g_array_index(w->units[i], guint, u))))
      return TRUE;
  return FALSE;
}

gboolean gd_placing_is_active(const GdPlacing *w, guint i)
{
  const GdFormLine *line = gd_placing_item(w, i)->line;
  return line == NULL || gd_form_line_active(line, w->out->options);
}

/* The units of an item. Caller frees the array, not the units. */
GdUnit **gd_placing_units_of(const GdPlacing *w, guint i)
{
  const GArray *units = w->units[i];
  GdUnit **run = g_new(GdUnit *, units->len + 1);
  for (guint u = 0; u < units->len; u++)
    run[u] = w->stream->units->pdata[g_array_index(units, guint, u)];
  return run;
}

gboolean gd_placing_is_claimed(const GdPlacing *w, guint unit)
{
  for (guint i = 0; i < gd_placing_items(w); i++)
    for (guint u = 0; u < w->units[i]->len; u++)
      if (g_array_index(w->units[i], guint, u) == unit)
        return TRUE;
  return FALSE;
}

/* The token of the unit that is the item's label; G_MAXUINT if none is. */
guint gd_placing_label_token(const GdPlacing *w, guint i, const GdUnit *unit)
{
  guint token = G_MAXUINT;
  if (gd_placing_item(w, i)->kind != GD_ITEM_ROW ||
      gd_row_distance(gd_placing_item(w, i), unit, &token) >= 1)
    return G_MAXUINT;
  return token;
}

/* The next active item in one direction; G_MAXUINT at the end. */
guint gd_placing_neighbour(const GdPlacing *w, guint i, int direction)
{
  for (guint k = i + (guint)direction; k < gd_placing_items(w); k += (guint)direction)
    if (gd_placing_is_active(w, k) && gd_placing_item(w, k)->kind != GD_ITEM_TITLE)
      return k;
  return G_MAXUINT;
}

gboolean gd_placing_is_boxless(const GdPlacing *w, guint i)
{
  return w->units[i]->len > 0 && gd_placing_unit(w, gd_placing_first_unit(w, i))->boxless;
}
