/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels of a head → printed columns.
 *
 *  1. Collect the label tokens of the head's units; where a page break or a
 *     line cuts a label, the pieces one below the other count as one more token.
 *  2. Group labels (法人或其他组织) are found first: each is the token nearest to
 *     it; its x range says which columns it can head.
 *  3. Tokens in order of x are aligned with the columns in order (dynamic
 *     programming), so that a label that stands three times (总计) goes where
 *     its neighbours say.
 */
#include "tables/columns.h"

#include "models/limits.h"
#include "tables/alignment.h"
#include "tables/score.h"
#include "tables/text_head.h"

/* A column under its own group is worth this much more; under another it is none. */
#define UNDER_GROUP 0.3
/* Pieces of one label share this part of the narrower width, and so many at
 * most stand one below the other. */
#define STACK_DEPTH 8
#define PIECE_SHARE 0.8
/* The beginning or a piece of a label, as where the print broke off (现行有效件),
 * counts as this far from it. */
#define PIECE_DISTANCE 0.3
/* Characters of one spaced label stand this close, in heights. */
#define PAIR_GAP 2.0
/* Lines of text that a head may take, notes included. */
#define HEAD_LINES 20
/* Words of a text input before its first row that are looked at for a head. */
#define HEAD_WORDS 60
/* A line with so many numbers is the row of another table. */
#define ROW_NUMBERS 2
/* A label this near stands for itself, even out of order. */
#define SURE_DISTANCE 0.25

typedef struct {
  GdLabelText label;
  GdBox box;
  const GdGrid *grid;
  guint16 parts[STACK_DEPTH]; /* numbers of the tokens it was made of */
  guint n_parts;              /* 1: a token as it stands */
  gboolean used;              /* for a column */
} HeadToken;

typedef struct {
  GArray *tokens;     /* of HeadToken, by x */
  GPtrArray *labels;  /* per printed column: its GdLabelMatcher* */
  GPtrArray *parents; /* per printed column: GPtrArray of const GdFormLabel* of its groups */
  GHashTable *groups; /* GdFormLabel* → HeadToken* (lent by tokens) */
} Head;

static int compare_x(gconstpointer a, gconstpointer b)
{
  const HeadToken *x = a, *y = b;
  double p = x->box.x0 + x->box.x1, q = y->box.x0 + y->box.x1;
  return (p > q) - (p < q);
}

static void add_parts(HeadToken *token, const HeadToken *more)
{
  token->label = gd_label_text_join(&token->label, &more->label);
  token->box = gd_box_union(token->box, more->box);
  for (guint p = 0; p < more->n_parts && token->n_parts < STACK_DEPTH; p++)
    token->parts[token->n_parts++] = more->parts[p];
}

/* Adds what two single characters side by side make: 结 果, spaced out. */
static void add_pairs(GArray *tokens)
{
  guint n = tokens->len;
  for (guint i = 0; i + 1 < n; i++) {
    HeadToken pair = g_array_index(tokens, HeadToken, i);
    const HeadToken *next = &g_array_index(tokens, HeadToken, i + 1);
    double height = gd_box_height(pair.box);
    if (pair.label.full.text.length != 1 || next->label.full.text.length != 1 ||
        !gd_grid_is_lines(pair.grid) || pair.grid != next->grid ||
        fabs(pair.box.y0 - next->box.y0) > height / 2 ||
        next->box.x0 - pair.box.x1 > PAIR_GAP * height)
      continue;
    HeadToken right = *next;
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
    HeadToken stack = g_array_index(tokens, HeadToken, i);
    gboolean pairs = stack.n_parts > 1;
    for (guint j = pairs ? 0 : i + 1; j < n && stack.n_parts < STACK_DEPTH; j++) {
      HeadToken below = g_array_index(tokens, HeadToken, j);
      double shared = gd_overlap(stack.box.x0, stack.box.x1, below.box.x0, below.box.x1);
      if (pairs != (below.n_parts > 1) ||
          shared < PIECE_SHARE * fmin(gd_box_width(stack.box), gd_box_width(below.box)))
        continue;
      if (stack.grid == below.grid && below.box.y0 < stack.box.y1 - gd_box_height(below.box) / 2)
        continue;
      add_parts(&stack, &below);
      if (tokens->len < GD_CAP_HEAD_TOKENS)
        g_array_append_val(tokens, stack);
    }
  }
}

/* The first unit behind the head that is a row of its block; behind the head's
 * last unit if no row was found; 0 if neither was. */
static guint end_of_head(const GdHit *hit, guint head_item)
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

static gboolean is_matched(const GdHit *hit, guint unit)
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
  while (start > 0 && end - start < HEAD_LINES && !is_matched(hit, start - 1) &&
         is_head_above(hit, head_item, stream->units->pdata[end], stream->units->pdata[start - 1]))
    start--;
  return start;
}

/* Label tokens of the head's units and of the pieces between them. */
static GArray *collect(const GdHit *hit, guint head_item, const GdStream *stream)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(HeadToken));
  const GArray *units = gd_hit_units(hit, head_item);
  guint to = end_of_head(hit, head_item);
  guint from = units->len ? g_array_index(units, guint, 0) : to;
  from = start_of_head(hit, head_item, stream, from, to);
  for (guint i = from; i < to; i++) {
    const GdUnit *unit = stream->units->pdata[i];
    for (guint t = 0; t < unit->tokens->len && tokens->len < GD_CAP_GRID_LINES; t++) {
      const GdToken *token = gd_unit_token(unit, t);
      if (token->label == NULL || unit->grid == NULL)
        continue;
      HeadToken head_token = {*token->label,          token->box, unit->grid,
                              {(guint16)tokens->len}, 1,          FALSE};
      g_array_append_val(tokens, head_token);
    }
  }
  add_pairs(tokens);
  add_stacks(tokens);
  g_array_sort(tokens, compare_x);
  return tokens;
}

/* Printed columns of a block. */
static guint block_columns(const GdPlan *plan, const GdFormBlock *block)
{
  gboolean across = gd_plan_is_across(plan, block);
  return (across ? block->rows->len : 1) * block->columns->len;
}

/* The groups of printed column i, of the row tree above it and of its own tree. */
static void describe_columns(Head *head, const GdPlan *plan, const GdFormBlock *block)
{
  gboolean across = gd_plan_is_across(plan, block);
  guint n_rows = across ? block->rows->len : 1;
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < block->columns->len; c++) {
      const GdFormLine *column = block->columns->pdata[c];
      GPtrArray *parents = g_ptr_array_new();
      for (const GdFormLabel *l = column->label->parent; l != NULL; l = l->parent)
        g_ptr_array_add(parents, (gpointer)l);
      if (across)
        for (const GdFormLabel *l = ((GdFormLine *)block->rows->pdata[r])->label; l; l = l->parent)
          g_ptr_array_add(parents, (gpointer)l);
      g_ptr_array_add(head->labels, (gpointer)gd_plan_matcher(plan, column->label));
      g_ptr_array_add(head->parents, parents);
    }
}

static void find_groups(Head *head, const GdPlan *plan)
{
  for (guint i = 0; i < head->parents->len; i++) {
    GPtrArray *parents = head->parents->pdata[i];
    for (guint p = 0; p < parents->len; p++) {
      const GdLabelMatcher *matcher = gd_plan_matcher(plan, parents->pdata[p]);
      if (matcher == NULL || g_hash_table_contains(head->groups, parents->pdata[p]))
        continue;
      HeadToken *best = NULL;
      double least = 1;
      for (guint t = 0; t < head->tokens->len; t++) {
        HeadToken *token = &g_array_index(head->tokens, HeadToken, t);
        double d = gd_label_match(matcher, &token->label, GD_LABEL_WORST);
        if (d < least) {
          least = d;
          best = token;
        }
      }
      g_hash_table_insert(head->groups, parents->pdata[p], best);
    }
  }
}

static double column_distance(const GdLabelMatcher *matcher, const GdLabelText *text)
{
  double d = gd_label_match(matcher, text, GD_LABEL_WORST);
  if (d > PIECE_DISTANCE &&
      gd_label_is_piece(text, &g_array_index(matcher->variants, GdLabelText, 0)))
    d = PIECE_DISTANCE;
  return d;
}

static double score_pair(const Head *head, const HeadToken *token, guint column, double *distance)
{
  *distance = column_distance(head->labels->pdata[column], &token->label);
  if (*distance >= 1 || !gd_label_matches_sense(head->labels->pdata[column], &token->label))
    return GD_SCORE_NEVER;
  double score = 1 - 2 * *distance;
  GPtrArray *parents = head->parents->pdata[column];
  double x = gd_box_centre(token->box).x;
  for (guint p = 0; p < parents->len; p++) {
    const HeadToken *group = g_hash_table_lookup(head->groups, parents->pdata[p]);
    if (group == token)
      return GD_SCORE_NEVER;
    if (group == NULL || gd_grid_is_lines(group->grid)) /* its box is only that of its words */
      continue;
    if (x < group->box.x0 || x > group->box.x1)
      return GD_SCORE_NEVER;
    score += UNDER_GROUP;
  }
  return score;
}

static GdColumnRange range_of(const HeadToken *token, double distance)
{
  return (GdColumnRange){.grid = token->grid,
                         .x0 = token->box.x0,
                         .x1 = token->box.x1,
                         .distance = distance,
                         .centre = gd_box_centre(token->box).x,
                         .label = token->label.full.text};
}

/* Step 3: the best monotone assignment of tokens to columns. */
static void assign(const Head *head, GArray *ranges)
{
  guint n = head->tokens->len, m = ranges->len;
  g_autofree double *h = g_new0(double, (gsize)(n + 1) * (m + 1));
  g_autofree guint8 *step = g_new0(guint8, (gsize)(n + 1) * (m + 1));
  double distance;
  for (guint i = 1; i <= n; i++)
    for (guint j = 1; j <= m; j++) {
      gsize at = (gsize)i * (m + 1) + j;
      const HeadToken *token = &g_array_index(head->tokens, HeadToken, i - 1);
      double pair = h[at - m - 2] + score_pair(head, token, j - 1, &distance);
      double up = h[at - m - 1], left = h[at - 1];
      h[at] = fmax(pair, fmax(up, left));
      step[at] = pair >= up && pair >= left ? 1 : up >= left ? 2 : 3;
    }
  for (guint i = n, j = m; i > 0 && j > 0;) {
    guint8 s = step[(gsize)i * (m + 1) + j];
    if (s == 1) {
      HeadToken *token = &g_array_index(head->tokens, HeadToken, i - 1);
      score_pair(head, token, j - 1, &distance);
      token->used = TRUE;
      g_array_index(ranges, GdColumnRange, j - 1) = range_of(token, distance);
    }
    i -= s != 3;
    j -= s != 2;
  }
}

/* A piece of text heads one column: of two that got it, or a stack with it, the
 * one whose label is farther from the form's is unknown. */
static void drop_shared(GArray *ranges)
{
  for (guint c = 0; c + 1 < ranges->len; c++) {
    GdColumnRange *left = &g_array_index(ranges, GdColumnRange, c);
    GdColumnRange *right = &g_array_index(ranges, GdColumnRange, c + 1);
    double narrower = fmin(left->x1 - left->x0, right->x1 - right->x0);
    if (left->grid == NULL || left->grid != right->grid || !gd_grid_is_lines(left->grid) ||
        gd_overlap(left->x0, left->x1, right->x0, right->x1) < PIECE_SHARE * narrower)
      continue;
    GdColumnRange *worse = left->distance > right->distance ? left : right;
    *worse = (GdColumnRange){.distance = 1};
  }
}

/* Step 4. */
static void find_moved_columns(const Head *head, GArray *ranges)
{
  for (guint c = 0; c < ranges->len; c++) {
    HeadToken *best = NULL;
    double least = SURE_DISTANCE, d;
    for (guint t = 0; t < head->tokens->len && g_array_index(ranges, GdColumnRange, c).grid == NULL;
         t++) {
      HeadToken *token = &g_array_index(head->tokens, HeadToken, t);
      if (token->used || token->n_parts > 1 || score_pair(head, token, c, &d) <= 0 || d >= least)
        continue;
      least = d;
      best = token;
    }
    if (best == NULL)
      continue;
    best->used = TRUE;
    g_array_index(ranges, GdColumnRange, c) = range_of(best, least);
  }
}

/* A token whose stack is a column is used as well. */
static void use_parts(const Head *head)
{
  for (guint t = 0; t < head->tokens->len; t++) {
    const HeadToken *stack = &g_array_index(head->tokens, HeadToken, t);
    for (guint p = 0; p < stack->n_parts && stack->used && stack->n_parts > 1; p++)
      for (guint k = 0; k < head->tokens->len; k++) {
        HeadToken *token = &g_array_index(head->tokens, HeadToken, k);
        token->used |= token->n_parts == 1 && token->parts[0] == stack->parts[p];
      }
  }
}

static gboolean is_part_of(const GdLabelMatcher *matcher, const GdLabelText *text)
{
  const GdLabelText *label = &g_array_index(matcher->variants, GdLabelText, 0);
  return gd_folded_contains(&label->full.text, &text->full.text);
}

/* Whether a token that heads no column may stand in the head all the same: as a
 * group, corner or heading or, where labels are cut by lines of text, as a piece. */
static gboolean has_business(const Head *head, const GdItem *item, const HeadToken *token)
{
  for (guint l = 0; l < item->labels->len; l++) {
    const GdLabelMatcher *matcher = item->labels->pdata[l];
    gboolean column = g_ptr_array_find(head->labels, matcher, NULL);
    if (!column && gd_label_match(matcher, &token->label, GD_LABEL_WORST) < 1)
      return TRUE;
    if (gd_grid_is_lines(token->grid) && is_part_of(matcher, &token->label))
      return TRUE;
  }
  return FALSE;
}

/* Step 5. */
static void find_strange(const Head *head, const GdItem *item, GArray *strange)
{
  for (guint t = 0; t < head->tokens->len; t++) {
    const HeadToken *token = &g_array_index(head->tokens, HeadToken, t);
    if (token->used || token->n_parts > 1 || has_business(head, item, token))
      continue;
    GdColumnRange range = {
        .grid = token->grid, .x0 = token->box.x0, .x1 = token->box.x1, .distance = 1};
    g_array_append_val(strange, range);
  }
}

/* Step 6. */
static void find_doubts(const Head *head, const GdFormBlock *block, gboolean across, GArray *ranges)
{
  for (guint c = 0; c < ranges->len; c++) {
    GdColumnRange *range = &g_array_index(ranges, GdColumnRange, c);
    double d;
    for (guint t = 0; t < head->tokens->len; t++) {
      const HeadToken *token = &g_array_index(head->tokens, HeadToken, t);
      if (!token->used && token->n_parts == 1 && token->grid == range->grid &&
          !gd_grid_is_lines(token->grid) && score_pair(head, token, c, &d) > 0 &&
          d <= SURE_DISTANCE)
        range->why = "the label of the column stands twice";
    }
    if (!across)
      continue;
    const GdFormLine *row = block->rows->pdata[c / block->columns->len];
    if (g_hash_table_lookup(head->groups, row->label) == NULL)
      range->why = "the label above the column was not found";
  }
}

/* A word of a text input, no numbers. */
static gboolean is_word(const GdUnit *unit)
{
  return unit->boxless && unit->tokens->len > 0 && gd_unit_token(unit, 0)->kind == GD_TOKEN_LABEL;
}

/* The head of a text input: from the first unit that is like it to its first row. */
static gboolean find_text_columns(const GdHit *hit, guint head_item, const GdStream *stream,
                                  GdColumns *columns)
{
  const GArray *units = gd_hit_units(hit, head_item);
  guint to = end_of_head(hit, head_item);
  if (to == 0 || to >= stream->units->len || !((GdUnit *)stream->units->pdata[to])->boxless)
    return FALSE;
  guint above = units->len > 0 ? MIN(to, g_array_index(units, guint, 0)) : to, from = above;
  while (above > 0 && to - above < HEAD_WORDS && !is_matched(hit, above - 1) &&
         is_word(stream->units->pdata[above - 1]))
    above--;
  from = units->len > 0 ? from : above;
  gd_text_columns_find(hit, head_item, stream, (GdTextHead){above, from, to}, columns);
  return TRUE;
}

static void find_drawn_columns(const GdHit *hit, guint head_item, const GdStream *stream,
                               GdColumns *columns)
{
  const GdPlan *plan = hit->plan;
  const GdFormTable *table = plan->form->tables->pdata[plan->table];
  const GdItem *item = &g_array_index(plan->items, GdItem, head_item);
  const GdFormBlock *block = table->blocks->pdata[item->block];
  Head head = {collect(hit, head_item, stream), g_ptr_array_new(),
               g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
               g_hash_table_new(NULL, NULL)};
  describe_columns(&head, plan, block);
  find_groups(&head, plan);

  assign(&head, columns->ranges);
  drop_shared(columns->ranges);
  find_moved_columns(&head, columns->ranges);
  use_parts(&head);
  find_strange(&head, item, columns->strange);
  find_doubts(&head, block, gd_plan_is_across(plan, block), columns->ranges);

  g_array_unref(head.tokens);
  g_ptr_array_unref(head.labels);
  g_ptr_array_unref(head.parents);
  g_hash_table_unref(head.groups);
}

GdColumns *gd_columns_find(const GdHit *hit, guint head_item, const GdStream *stream)
{
  const GdFormTable *table = hit->plan->form->tables->pdata[hit->plan->table];
  guint block = g_array_index(hit->plan->items, GdItem, head_item).block;
  GdColumns *columns = g_new0(GdColumns, 1);
  columns->ranges = g_array_new(FALSE, TRUE, sizeof(GdColumnRange));
  columns->strange = g_array_new(FALSE, TRUE, sizeof(GdColumnRange));
  g_array_set_size(columns->ranges, block_columns(hit->plan, table->blocks->pdata[block]));
  for (guint i = 0; i < columns->ranges->len; i++)
    gd_column(columns, i)->distance = 1;
  if (!find_text_columns(hit, head_item, stream, columns))
    find_drawn_columns(hit, head_item, stream, columns);
  return columns;
}

void gd_columns_free(GdColumns *columns)
{
  if (columns == NULL)
    return;
  g_array_unref(columns->ranges);
  g_array_unref(columns->strange);
  g_free(columns);
}
