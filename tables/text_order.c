/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_order.h"

#include "tables/text_row.h"

#include <string.h>

/* Whether other numbers stand between two rows. */
static gboolean are_parted(const GdPlacing *w, guint above, guint below)
{
  const GArray *units = w->units[above];
  guint last = g_array_index(units, guint, units->len - 1);
  for (guint u = last + 1; u < gd_placing_first_unit(w, below); u++)
    if (gd_placing_has_values(gd_placing_unit(w, u)))
      return TRUE;
  return FALSE;
}

/* Columns from which a row is long: some of its numbers may stand elsewhere than the others. */
#define LONG_ROW 4

/* Bars between cells from which on what wrote the text knew the table: a program that takes text
 * out of a page sets none. */
#define ENOUGH_BARS 8

gboolean gd_text_order_knows_table(const GdPlacing *w)
{
  return w->stream->bars >= ENOUGH_BARS;
}

/* The row next to an item in one direction, if it was found; below also behind a head, above
 * which its numbers may be written, but not behind numbers of others. G_MAXUINT if there is none.
 */
static guint next_row(const GdPlacing *w, guint i, int direction)
{
  guint k = i;
  do
    k = gd_placing_neighbour(w, k, direction);
  while (direction > 0 && k != G_MAXUINT && gd_placing_item(w, k)->kind == GD_ITEM_HEAD);
  if (k == G_MAXUINT || gd_placing_item(w, k)->kind != GD_ITEM_ROW || !gd_placing_is_boxless(w, k))
    return G_MAXUINT;
  return direction > 0 && are_parted(w, i, k) ? G_MAXUINT : k;
}

/* How many numbers the row next to an item lacks, if it was found. */
static guint n_lacking(const GdPlacing *w, guint i, int direction)
{
  guint k = next_row(w, i, direction);
  if (k == G_MAXUINT)
    return 0;
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, k), w->units[k]);
  guint n = gd_placing_item(w, k)->n_values;
  return tokens->len < n ? n - tokens->len : 0;
}

/* The same, if it lacks all. */
static gboolean lacks_numbers(const GdPlacing *w, guint i, int direction)
{
  guint n = n_lacking(w, i, direction);
  return n > 0 && n == gd_placing_item(w, next_row(w, i, direction))->n_values;
}

gboolean gd_text_order_is_beside(const GdPlacing *w, guint i)
{
  guint line = 0; /* of the last word; lines count from 1 */
  for (guint u = 0; u < w->units[i]->len; u++) {
    const GdUnit *unit = gd_placing_unit(w, g_array_index(w->units[i], guint, u));
    for (guint t = 0; t < unit->tokens->len; t++) {
      const GdToken *token = gd_unit_token(unit, t);
      if (token->kind == GD_TOKEN_LABEL)
        line = token->line;
      else if (token->kind == GD_TOKEN_VALUE && token->line == line)
        return TRUE;
    }
  }
  return FALSE;
}

const char *gd_text_order_doubt(const GdPlacing *w, guint i)
{
  if (gd_text_order_knows_table(w) || gd_placing_item(w, i)->kind != GD_ITEM_ROW ||
      !gd_placing_is_boxless(w, i) || !gd_placing_has_numbers(w, i) ||
      gd_text_order_is_beside(w, i))
    return NULL;
  return lacks_numbers(w, i, -1) || lacks_numbers(w, i, +1)
             ? "a row beside it has no numbers, which these may be"
             : NULL;
}

/* A number that no row has taken stands right before the item's label: as this one, the item's own
 * may stand before a label, which is another's. */
static gboolean has_stray_before(const GdPlacing *w, guint i)
{
  guint first = gd_placing_first_unit(w, i);
  return first > 0 && first != G_MAXUINT && gd_placing_unit(w, first - 1)->boxless &&
         gd_placing_has_values(gd_placing_unit(w, first - 1)) &&
         !gd_placing_is_claimed(w, first - 1);
}

gboolean gd_text_order_is_laid_out(const GdPlacing *w, guint i)
{
  if (gd_text_order_is_beside(w, i))
    return TRUE;
  guint above = next_row(w, i, -1), below = next_row(w, i, +1);
  return (above != G_MAXUINT && gd_text_order_is_beside(w, above)) ||
         (below != G_MAXUINT && gd_text_order_is_beside(w, below));
}

/* Longest word, in characters, that stands alone between a row and the numbers behind it: a piece
 * of a group's label that is written downwards. */
#define PIECE_CHARS 2

/* Numbers stand right behind an item that no row has taken, or one that they do not stand beside:
 * more of its own, or the second lines of its cells. */
static gboolean has_stray_behind(const GdPlacing *w, guint i)
{
  guint u = g_array_index(w->units[i], guint, w->units[i]->len - 1) + 1;
  for (; u < w->stream->units->len && gd_placing_unit(w, u)->boxless; u++) {
    const GdUnit *unit = gd_placing_unit(w, u);
    const GdLabelText *word = unit->tokens->len > 0 ? gd_unit_token(unit, 0)->label : NULL;
    if (gd_placing_has_values(unit))
      break;
    if (!unit->furniture && (word == NULL || word->full.text.length > PIECE_CHARS))
      return FALSE;
  }
  if (u >= w->stream->units->len || !gd_placing_has_values(gd_placing_unit(w, u)))
    return FALSE;
  for (guint k = 0; k < gd_placing_items(w); k++)
    for (guint t = 0; t < w->units[k]->len; t++)
      if (g_array_index(w->units[k], guint, t) == u)
        return !gd_text_order_is_beside(w, k);
  return TRUE;
}

/* Whether the line of an item's last number goes on with something else: it is no row's. */
static gboolean is_followed(const GdPlacing *w, guint i)
{
  guint u = g_array_index(w->units[i], guint, w->units[i]->len - 1);
  const GdUnit *last = gd_placing_unit(w, u);
  if (u + 1 >= w->stream->units->len || last->tokens->len == 0)
    return FALSE;
  const GdUnit *next = gd_placing_unit(w, u + 1);
  return next->boxless && next->tokens->len > 0 &&
         gd_unit_token(next, 0)->line == gd_unit_token(last, last->tokens->len - 1)->line;
}

gboolean gd_text_order_is_near_lost(const GdPlacing *w, guint i)
{
  if (gd_text_order_knows_table(w))
    return FALSE;
  return has_stray_behind(w, i) ||
         (!gd_text_order_is_beside(w, i) && (is_followed(w, i) || has_stray_before(w, i) ||
                                             n_lacking(w, i, -1) + n_lacking(w, i, +1) > 0));
}

/* Whether numbers stand on the line of the last word of the label, and the others only go on: a
 * number that is higher than its row's label would stand before it. */
static gboolean goes_on(const GdPlacing *w, guint i)
{
  guint line = 0, numbers = 0, beside = 0;
  for (guint u = 0; u < w->units[i]->len; u++) {
    const GdUnit *unit = gd_placing_unit(w, g_array_index(w->units[i], guint, u));
    for (guint t = 0; t < unit->tokens->len; t++) {
      const GdToken *token = gd_unit_token(unit, t);
      if (token->kind == GD_TOKEN_LABEL && numbers > 0)
        return FALSE;
      if (token->kind == GD_TOKEN_LABEL)
        line = token->line;
      beside += token->kind == GD_TOKEN_VALUE && numbers == beside && token->line == line;
      numbers += token->kind == GD_TOKEN_VALUE;
    }
  }
  return beside > 0 && (numbers < LONG_ROW || 2 * beside >= numbers);
}

/* Whether the row above has numbers too many: its last may be this one's. */
static gboolean is_below_surplus(const GdPlacing *w, guint i)
{
  guint k = next_row(w, i, -1);
  if (k == G_MAXUINT)
    return FALSE;
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, gd_placing_item(w, k), w->units[k]);
  return tokens->len > gd_placing_item(w, k)->n_values;
}

static guint line_of(const GPtrArray *tokens, guint t)
{
  return ((const GdToken *)tokens->pdata[t])->line;
}

gboolean gd_text_order_is_parted(const GPtrArray *tokens)
{
  for (guint t = 1; t < tokens->len; t++)
    if (line_of(tokens, t) != line_of(tokens, t - 1))
      return TRUE;
  return FALSE;
}

/* Whether marks for none stand among the numbers. */
static gboolean has_marks(const GPtrArray *tokens)
{
  guint digits = 0;
  for (guint t = 0; t < tokens->len; t++)
    digits += strpbrk(((const GdToken *)tokens->pdata[t])->text, "0123456789") != NULL;
  return digits > 0 && digits < tokens->len;
}

gboolean gd_text_order_has_marks(const GdPlacing *w, guint i, const GPtrArray *tokens)
{
  return !gd_text_order_knows_table(w) && tokens->len >= LONG_ROW &&
         gd_text_order_is_parted(tokens) && has_marks(tokens) && !gd_text_order_is_beside(w, i);
}

gboolean gd_text_order_is_mixed(const GdPlacing *w, guint i, const GPtrArray *tokens)
{
  gboolean shared = FALSE;
  for (guint t = 1; t < tokens->len && !gd_text_order_knows_table(w); t++)
    shared = shared || line_of(tokens, t) == line_of(tokens, t - 1);
  return shared && gd_text_order_is_parted(tokens) &&
         (!goes_on(w, i) || has_marks(tokens) || is_followed(w, i) || is_below_surplus(w, i));
}

/* Rows of a table, and the share of them, whose numbers are too few or too many, or that were not
 * found, from which on it is torn: a text that has lost a few numbers has fewer. */
#define TORN_ROWS 3
#define TORN_SHARE 0.5

gboolean gd_text_order_is_torn(const GdPlacing *w)
{
  guint rows = 0, torn = 0;
  for (guint i = 0; i < gd_placing_items(w) && !gd_text_order_knows_table(w); i++) {
    const GdItem *item = gd_placing_item(w, i);
    if (item->kind != GD_ITEM_ROW || !gd_placing_is_active(w, i))
      continue;
    g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, item, w->units[i]);
    rows++;
    torn += tokens->len != item->n_values && !gd_text_row_is_repeated(tokens, item->n_values);
  }
  return torn >= TORN_ROWS && torn >= TORN_SHARE * rows;
}
