/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/head_tokens.h"

#include "models/limits.h"
#include "tables/alignment.h"
#include "tables/score.h"

/* Characters of one spaced label stand this close, in heights. */
#define PAIR_GAP 2.0
/* Lines of text that a head may take, notes included. */
#define HEAD_LINES 20
/* A line with so many numbers is the row of another table. */
#define ROW_NUMBERS 2

static int compare_x(gconstpointer a, gconstpointer b)
{
  const GdHeadToken *x = a, *y = b;
  double p = x->box.x0 + x->box.x1, q = y->box.x0 + y->box.x1;
  return (p > q) - (p < q);
}

static void add_parts(GdHeadToken *token, const GdHeadToken *more)
{
  token->label = gd_label_text_join(&token->label, &more->label);
  token->box = gd_box_union(token->box, more->box);
  for (guint p = 0; p < more->n_parts && token->n_parts < GD_STACK_DEPTH; p++)
    token->parts[token->n_parts++] = more->parts[p];
}

/* Adds what two single characters side by side make: 结 果, spaced out. */
static void add_pairs(GArray *tokens)
{
  guint n = tokens->len;
  for (guint i = 0; i + 1 < n; i++) {
    GdHeadToken pair = g_array_index(tokens, GdHeadToken, i);
    const GdHeadToken *next = &g_array_index(tokens, GdHeadToken, i + 1);
    double height = gd_box_height(pair.box);
    if (pair.label.full.text.length != 1 || next->label.full.text.length != 1 ||
        !gd_grid_is_lines(pair.grid) || pair.grid != next->grid ||
        fabs(pair.box.y0 - next->box.y0) > height / 2 ||
        next->box.x0 - pair.box.x1 > PAIR_GAP * height)
      continue;
    GdHeadToken right = *next;
    add_parts(&pair, &right);
    if (tokens->len < GD_CAP_HEAD_TOKENS)
      g_array_append_val(tokens, pair);
  }
}

/* Adds, for each token, what it makes with the tokens below it, one after the
 * other: 社会 + 公益 + 组织. */
static void add_stacks(GArray *tokens)
{
  guint n = tokens->len;
  for (guint i = 0; i < n; i++) {
    GdHeadToken stack = g_array_index(tokens, GdHeadToken, i);
    gboolean pairs = stack.n_parts > 1;
    for (guint j = pairs ? 0 : i + 1; j < n && stack.n_parts < GD_STACK_DEPTH; j++) {
      GdHeadToken below = g_array_index(tokens, GdHeadToken, j);
      double shared = gd_overlap(stack.box.x0, stack.box.x1, below.box.x0, below.box.x1);
      if (pairs != (below.n_parts > 1) ||
          shared < GD_PIECE_SHARE * fmin(gd_box_width(stack.box), gd_box_width(below.box)))
        continue;
      if (stack.grid == below.grid && below.box.y0 < stack.box.y1 - gd_box_height(below.box) / 2)
        continue;
      add_parts(&stack, &below);
      if (tokens->len < GD_CAP_HEAD_TOKENS)
        g_array_append_val(tokens, stack);
    }
  }
}

guint gd_head_end(const GdHit *hit, guint head_item)
{
  const GArray *units = gd_hit_units(hit, head_item);
  guint block = g_array_index(hit->plan->items, GdItem, head_item).block;
  guint end = G_MAXUINT;
  for (guint i = head_item + 1; i < hit->plan->items->len; i++)
    if (g_array_index(hit->plan->items, GdItem, i).block == block && gd_hit_units(hit, i)->len > 0)
      end = MIN(end, g_array_index(gd_hit_units(hit, i), guint, 0));
  if (end == G_MAXUINT && units->len > 0)
    end = g_array_index(units, guint, units->len - 1) + 1;
  return end == G_MAXUINT ? 0 : end;
}

gboolean gd_hit_has_row(const GdHit *hit, guint unit)
{
  for (guint i = 0; i < hit->matched->len; i++)
    for (guint u = 0; u < gd_hit_units(hit, i)->len; u++)
      if (g_array_index(gd_hit_units(hit, i), guint, u) == unit &&
          g_array_index(hit->plan->items, GdItem, i).kind != GD_ITEM_HEAD)
        return TRUE;
  return FALSE;
}

static guint count_numbers(const GdUnit *unit)
{
  guint n = 0;
  for (guint t = 0; t < unit->tokens->len; t++) {
    const GdToken *token = gd_unit_token(unit, t);
    n += token->kind == GD_TOKEN_VALUE && token->label == NULL;
  }
  return n;
}

/* Whether the unit above may belong to the head: lines of text above the first
 * row do (cut labels and notes make most of them like no label at all) if they are no
 * rows of numbers themselves, rows of
 * a ruled grid if their labels are the head's. */
static gboolean is_head_above(const GdHit *hit, guint head_item, const GdUnit *row,
                              const GdUnit *above)
{
  const GdItem *item = &g_array_index(hit->plan->items, GdItem, head_item);
  if (above->grid == NULL)
    return above->furniture;
  if (row->grid != NULL && gd_grid_is_lines(row->grid) && above->grid == row->grid)
    return count_numbers(above) < ROW_NUMBERS;
  return gd_unit_label_end(above) == above->tokens->len && gd_score_unit(item, above) > 0;
}

static guint start_of_head(const GdHit *hit, guint head_item, const GdStream *stream, guint first,
                           guint end)
{
  if (end >= stream->units->len)
    return first;
  guint start = MIN(first, end);
  while (start > 0 && end - start < HEAD_LINES && !gd_hit_has_row(hit, start - 1) &&
         is_head_above(hit, head_item, stream->units->pdata[end], stream->units->pdata[start - 1]))
    start--;
  return start;
}

GArray *gd_head_tokens(const GdHit *hit, guint head_item, const GdStream *stream)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(GdHeadToken));
  const GArray *units = gd_hit_units(hit, head_item);
  guint to = gd_head_end(hit, head_item);
  guint from = units->len ? g_array_index(units, guint, 0) : to;
  from = start_of_head(hit, head_item, stream, from, to);
  for (guint i = from; i < to; i++) {
    const GdUnit *unit = stream->units->pdata[i];
    for (guint t = 0; t < unit->tokens->len && tokens->len < GD_CAP_GRID_LINES; t++) {
      const GdToken *token = gd_unit_token(unit, t);
      if (token->label == NULL || unit->grid == NULL)
        continue;
      GdHeadToken head_token = {*token->label,          token->box, unit->grid,
                                {(guint16)tokens->len}, 1,          FALSE};
      g_array_append_val(tokens, head_token);
    }
  }
  add_pairs(tokens);
  add_stacks(tokens);
  g_array_sort(tokens, compare_x);
  return tokens;
}
