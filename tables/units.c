/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/units.h"

#include "tables/alignment.h"

/* Lines and rows above a table among which the one with its unit stands: the title may take
 * two, the name of the agency one. */
#define LINES_ABOVE 6

static gboolean is_unit(const GdFolded *said, const char *unit)
{
  if (unit == NULL)
    return FALSE;
  GdFolded folded = gd_folded(unit);
  return gd_folded_equal(&folded, said);
}

const char *gd_unit_said(const GdFormLeaf *leaf, const char *text)
{
  GdFolded said = gd_folded(text);
  if (is_unit(&said, leaf->unit))
    return leaf->unit;
  for (guint u = 0; u < leaf->cell_units->len; u++)
    if (is_unit(&said, leaf->cell_units->pdata[u]))
      return leaf->cell_units->pdata[u];
  return NULL;
}

/* Whether the token stands in a cell for values, whatever was read there. */
static gboolean is_in_place(const GdToken *token, const GdPlace *places, guint n)
{
  for (guint c = 0; c < n; c++)
    if (token->cell != NULL && token->cell == places[c].cell)
      return TRUE;
  return FALSE;
}

void gd_row_unit(const GdUnit *unit, guint label_token, const GdFormLeaf *leaf, GdPlace *places,
                 guint n)
{
  const GdToken *beside = NULL;
  for (guint t = label_token < unit->tokens->len ? label_token + 1 : 1; t < unit->tokens->len;
       t++) {
    const GdToken *token = gd_unit_token(unit, t);
    if (token->kind == GD_TOKEN_VALUE || is_in_place(token, places, n))
      break;
    if (token->kind == GD_TOKEN_LABEL)
      beside = token;
  }
  if (beside == NULL)
    return;
  const char *said = gd_unit_said(leaf, beside->text);
  for (guint c = 0; c < n; c++) {
    places[c].unit = said;
    if (said == NULL && places[c].why == NULL && !gd_grid_is_lines(unit->grid))
      places[c].why = "the unit beside the row is not the form's";
  }
}

static gboolean ends_with(const GdFolded *text, const GdFolded *end)
{
  if (text->length < end->length)
    return FALSE;
  for (guint i = 0; i < end->length; i++)
    if (text->chars[text->length - end->length + i] != end->chars[i])
      return FALSE;
  return TRUE;
}

/* The unit that a text says at its end, by the longest line that fits. */
static const char *said_by(const GArray *lines, const char *text)
{
  const GdUnitAbove *best = NULL;
  GdFolded folded = gd_folded(text);
  for (guint i = 0; i < lines->len; i++) {
    const GdUnitAbove *line = &g_array_index(lines, GdUnitAbove, i);
    if (ends_with(&folded, &line->text) && (best == NULL || line->text.length > best->text.length))
      best = line;
  }
  return best != NULL ? best->unit : NULL;
}

static gboolean is_ruled(const GdUnit *unit)
{
  return unit->grid != NULL && !unit->boxless && !gd_grid_is_lines(unit->grid);
}

const char *gd_unit_above(const GdHit *hit, const GdStream *stream)
{
  const GdFormTable *table = hit->plan->form->tables->pdata[hit->plan->table];
  const GdUnit *first = stream->units->pdata[hit->first];
  guint above = 0;
  for (guint u = hit->first + 1; u-- > 0 && above <= LINES_ABOVE && table->units_above->len > 0;
       above++) {
    const GdUnit *unit = stream->units->pdata[u];
    if (unit->page != first->page || (is_ruled(unit) && unit->grid != first->grid))
      return NULL;
    for (guint t = unit->tokens->len; t-- > 0;) {
      const char *said = said_by(table->units_above, gd_unit_token(unit, t)->text);
      if (said != NULL)
        return said;
    }
  }
  return NULL;
}
