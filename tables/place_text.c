/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/place_text.h"

#include "tables/row_cells.h"
#include "tables/row_doubt.h"
#include "tables/score.h"
#include "tables/text_dealt.h"
#include "tables/text_head.h"
#include "tables/text_order.h"
#include "tables/text_row.h"

/* Units behind the last row of a block that are looked at for numbers of nobody: a
 * piece of a label, the numbers. */
#define LOOSE_UNITS 3

/* Share of a label from which a piece of it says that it is there: 行政 stands in many. */
#define PIECE_SHARE 0.6

/* A row of a text input has swallowed the numbers of another one, which is not the one
 * above or below it. */
static gboolean has_numbers_of_two(const GdPlacing *w, guint i)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, i), w->units[i]);
  guint n = gd_placing_item(w, i)->n_values;
  guint above = gd_placing_neighbour(w, i, -1), below = gd_placing_neighbour(w, i, +1);
  gboolean beside = (above != G_MAXUINT && gd_placing_item(w, above)->kind == GD_ITEM_ROW &&
                     !gd_placing_has_numbers(w, above)) ||
                    (below != G_MAXUINT && gd_placing_item(w, below)->kind == GD_ITEM_ROW &&
                     !gd_placing_has_numbers(w, below));
  return tokens->len >= 2 * n && !beside && !gd_text_row_is_repeated(tokens, n);
}

/* Where groups have rows of their own, marks for none may stand in those. */
static gboolean has_numbers(const GdPlacing *w, const GdUnit *unit)
{
  return w->hit->plan->has_titles ? unit->digits : gd_placing_has_values(unit);
}

/* Numbers of a text input that no row has taken, many enough for one, and with no
 * label of their own: the rows around may have the numbers of others. */
gboolean gd_text_has_row_of_nobody(const GdPlacing *w, guint head, guint end)
{
  gboolean lacks = FALSE; /* a row of the block has no numbers: another may have them */
  guint first_row = G_MAXUINT, n_values = 0;
  for (guint i = head + 1; i < end; i++) {
    if (gd_placing_item(w, i)->kind == GD_ITEM_TITLE)
      continue;
    n_values = gd_placing_item(w, i)->n_values;
    lacks |= gd_placing_is_active(w, i) && !gd_placing_has_numbers(w, i);
    first_row = MIN(first_row, gd_placing_first_unit(w, i));
  }
  for (guint i = head + 1; i < end && lacks; i++)
    if (gd_placing_is_boxless(w, i) && has_numbers_of_two(w, i))
      return TRUE;
  guint low = G_MAXUINT, high = 0;
  for (guint i = head; i < end; i++)
    for (guint u = 0; u < w->units[i]->len; u++) {
      low = MIN(low, g_array_index(w->units[i], guint, u));
      high = MAX(high, g_array_index(w->units[i], guint, u));
    }
  for (guint u = low; low != G_MAXUINT && u <= high + LOOSE_UNITS && u < w->stream->units->len;
       u++) {
    const GdUnit *unit = gd_placing_unit(w, u);
    if (!unit->boxless || unit->furniture || gd_placing_is_claimed(w, u) || !has_numbers(w, unit) ||
        unit->tokens->len < n_values || (!lacks && u > first_row))
      continue;
    if (!gd_placing_is_foreign(w, u) && gd_placing_repeated_row(w, u) == G_MAXUINT)
      return TRUE;
  }
  return FALSE;
}

/* The nearest row in one direction that was found; G_MAXUINT if there is none. Heads do not count:
 * of two blocks without sound rows one may have the other's. */
static guint found_neighbour(const GdPlacing *w, guint i, int direction)
{
  for (guint k = i + (guint)direction; k < gd_placing_items(w); k += (guint)direction)
    if (w->units[k]->len > 0 && gd_placing_item(w, k)->kind != GD_ITEM_HEAD)
      return k;
  return G_MAXUINT;
}

/* Whether a row has numbers that are none of its own. */
static gboolean has_surplus(const GdPlacing *w, guint i)
{
  if (i == G_MAXUINT || gd_placing_item(w, i)->kind != GD_ITEM_ROW || !gd_placing_is_boxless(w, i))
    return FALSE;
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, i), w->units[i]);
  guint n = gd_placing_item(w, i)->n_values;
  return tokens->len > n && !gd_text_row_is_repeated(tokens, n);
}

/* Whether a unit that nobody has taken may be a part of the item. */
static gboolean may_be_of(const GdPlacing *w, guint i, guint u)
{
  const GdUnit *unit = gd_placing_unit(w, u);
  if (!unit->boxless || unit->furniture || gd_placing_is_claimed(w, u))
    return FALSE;
  if (gd_placing_has_values(unit)) /* an unknown label may be its own, in pieces */
    return gd_placing_repeated_row(w, u) == G_MAXUINT;
  if (gd_placing_item(w, i)->kind != GD_ITEM_ROW)
    return FALSE;
  const GdLabelMatcher *own = gd_placing_item(w, i)->labels->pdata[0];
  const GdLabelText *form = &g_array_index(own->variants, GdLabelText, 0);
  const GdLabelText *word = gd_unit_token(unit, 0)->label;
  return word != NULL && (gd_label_match(own, word, GD_LABEL_WORST) < 1 ||
                          (gd_label_is_piece(word, form) &&
                           word->full.text.length >= PIECE_SHARE * form->full.text.length));
}

void gd_text_doubt_absent(const GdPlacing *w, guint i, GdPlace *out)
{
  guint above = found_neighbour(w, i, -1), below = found_neighbour(w, i, +1);
  gboolean there = has_surplus(w, above) || has_surplus(w, below);
  guint from = w->hit->first, to = MIN(w->hit->last + LOOSE_UNITS + 1, w->stream->units->len);
  if (above != G_MAXUINT)
    from = g_array_index(w->units[above], guint, w->units[above]->len - 1);
  if (below != G_MAXUINT)
    to = gd_placing_first_unit(w, below);
  for (guint u = from; u < to && !there; u++)
    there = may_be_of(w, i, u);
  for (guint c = 0; c < gd_placing_item(w, i)->n_values && there; c++) {
    out[c].page = gd_placing_unit(w, from)->page;
    out[c].unplaced = TRUE;
    out[c].why = "the row was not found, but what stands around may be its own";
  }
}

void gd_placing_add_repeated(GdPlacing *w, guint i, guint page)
{
  const GdFormLine *line = gd_placing_item(w, i)->line;
  GdFinding *finding =
      gd_finding_new(GD_SEVERITY_WARNING, "row repeated", page,
                     "the numbers of a row are printed again, and are the same: %s",
                     line != NULL ? line->path : w->table->label);
  finding->table = g_strdup(w->table->id);
  finding->row = g_strdup(line != NULL ? line->id : NULL);
  g_ptr_array_add(w->out->findings, finding);
}

/* Step 3 for the tokens of one item of a text input. */
static void place_tokens(GdPlacing *w, guint i, const GPtrArray *tokens, const GdColumns *columns,
                         GdPlace *out)
{
  guint page = gd_placing_unit(w, gd_placing_first_unit(w, i))->page;
  g_autoptr(GdLooseRow) loose =
      gd_text_row_place(tokens, columns, page, gd_text_order_is_laid_out(w, i), out);
  gboolean open = gd_text_order_is_near_lost(w, i) || gd_text_order_is_mixed(w, i, tokens) ||
                  (w->torn && !gd_text_order_is_beside(w, i));
  gboolean parted = gd_text_order_is_parted(tokens) && !gd_text_order_knows_table(w);
  gboolean marks = gd_text_order_has_marks(w, i, tokens);
  for (guint c = 0; c < columns->ranges->len; c++) {
    out[c].text.sums |= marks;
    out[c].text.order = open;
    out[c].text.parted = parted;
    out[c].text.row = i + 1;
  }
  if (loose == NULL && tokens->len > columns->ranges->len)
    gd_placing_add_repeated(w, i, page);
  if (loose == NULL)
    return;
  loose->first_place = w->out->places->len;
  loose->why = gd_item_doubt(w, i, columns);
  g_ptr_array_add(w->out->loose, g_steal_pointer(&loose));
}

void gd_text_row_place_item(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, i), w->units[i]);
  place_tokens(w, i, tokens, columns, out);
}

gboolean gd_text_dealt_place_item(const GdPlacing *w, guint i, GdPlace *out)
{
  g_autoptr(GPtrArray) tokens = gd_text_dealt(w, i);
  for (guint t = 0; tokens != NULL && t < tokens->len; t++)
    out[t] = (GdPlace){.cell = ((const GdToken *)tokens->pdata[t])->cell,
                       .page = gd_placing_unit(w, w->hit->first)->page,
                       .text = {.dealt = TRUE},
                       .why = "the numbers of several rows stand together behind one label"};
  return tokens != NULL;
}

static guint count_kind(const GPtrArray *tokens, GdTokenKind kind)
{
  guint n = 0;
  for (guint t = 0; t < tokens->len; t++)
    n += ((const GdToken *)tokens->pdata[t])->kind == kind;
  return n;
}

/* A row of HTML that has fewer cells than its grid: with as many numbers as the block
 * has columns, it only lacks what fills it up; with fewer cells, it has lost some.
 * Otherwise an empty cell may be one of the form's, or fill up. FALSE if the row is no
 * such row. */
gboolean gd_short_row_place_item(GdPlacing *w, guint i, const GdColumns *columns, GdPlace *out)
{
  const GdUnit *unit =
      w->units[i]->len == 1 ? gd_placing_unit(w, gd_placing_first_unit(w, i)) : NULL;
  if (unit == NULL || !unit->is_short)
    return FALSE;
  g_autoptr(GPtrArray) tokens = gd_row_tokens(unit, gd_placing_label_token(w, i, unit), columns);
  guint n = columns->ranges->len;
  if (count_kind(tokens, GD_TOKEN_EMPTY) == 0 && tokens->len >= n)
    return FALSE;
  place_tokens(w, i, tokens, columns, out);
  for (guint c = 0; c < n && tokens->len >= n; c++)
    out[c].why = "the row has lost a cell";
  return TRUE;
}

void gd_text_row_learn_item(const GdPlacing *w, guint i, GdColumns *columns)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, i), w->units[i]);
  if (tokens->len > 0 && tokens->len == columns->ranges->len)
    gd_text_columns_learn(columns, tokens);
}
