/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels of a head → printed columns.
 *
 *  1. Collect the label tokens of the head (head_tokens.h).
 *  2. Group labels (法人或其他组织) are found first: each is the token nearest to
 *     it; its x range says which columns it can head.
 *  3. Tokens in order of x are aligned with the columns in order (dynamic
 *     programming), so that a label that stands three times (总计) goes where
 *     its neighbours say.
 */
#include "tables/columns.h"

#include "tables/alignment.h"
#include "tables/head_tokens.h"
#include "tables/score.h"
#include "tables/text_head.h"

/* A column under its own group is worth this much more; under another it is none. */
#define UNDER_GROUP 0.3
/* The beginning or a piece of a label, as where the print broke off (现行有效件),
 * counts as this far from it. */
#define PIECE_DISTANCE 0.3
/* Words of a text input before its first row that are looked at for a head. */
#define HEAD_WORDS 60
/* A label this near stands for itself, even out of order. */
#define SURE_DISTANCE 0.25

/* A group label above columns. Where a block is printed across, the groups of its columns
 * stand once below each of its rows' labels. */
typedef struct {
  const GdFormLabel *label;
  const GdFormLabel *below; /* the row's label that it stands below; NULL: none */
  GdHeadToken *token;       /* NULL: not found. Lent by the head's tokens */
  double distance;          /* of the token's label from the group's; meaningless without one */
} Group;

typedef struct {
  GArray *tokens;     /* of GdHeadToken, by x */
  GPtrArray *labels;  /* per printed column: its GdLabelMatcher* */
  GPtrArray *parents; /* per printed column: GPtrArray of Group* */
  GPtrArray *groups;  /* of Group*: owns them */
} Head;

/* Printed columns of a block. */
static guint block_columns(const GdPlan *plan, const GdFormBlock *block)
{
  gboolean across = gd_plan_is_across(plan, block);
  return (across ? block->rows->len : 1) * block->columns->len;
}

/* The group of that label, made if there is none yet. */
static Group *group_of(Head *head, const GdFormLabel *label, const GdFormLabel *below)
{
  for (guint i = 0; i < head->groups->len; i++) {
    Group *group = head->groups->pdata[i];
    if (group->label == label && group->below == below)
      return group;
  }
  Group *group = g_new0(Group, 1);
  *group = (Group){label, below, NULL, 1};
  g_ptr_array_add(head->groups, group);
  return group;
}

/* The groups of printed column i, of the row tree above it and of its own tree. */
static void describe_columns(Head *head, const GdPlan *plan, const GdFormBlock *block)
{
  gboolean across = gd_plan_is_across(plan, block);
  guint n_rows = across ? block->rows->len : 1;
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < block->columns->len; c++) {
      const GdFormLine *column = block->columns->pdata[c];
      const GdFormLabel *row = across ? ((GdFormLine *)block->rows->pdata[r])->label : NULL;
      GPtrArray *parents = g_ptr_array_new();
      for (const GdFormLabel *l = row; l != NULL; l = l->parent)
        g_ptr_array_add(parents, group_of(head, l, NULL));
      for (const GdFormLabel *l = column->label->parent; l != NULL; l = l->parent)
        g_ptr_array_add(parents, group_of(head, l, row));
      g_ptr_array_add(head->labels, (gpointer)gd_plan_matcher(plan, column->label));
      g_ptr_array_add(head->parents, parents);
    }
}

/* Whether a token stands below the label of the row of a group, as far as borders tell. */
static gboolean is_below_row(Head *head, const Group *group, const GdHeadToken *token)
{
  const GdHeadToken *row = group->below ? group_of(head, group->below, NULL)->token : NULL;
  double x = gd_box_centre(token->box).x;
  return row == NULL || gd_grid_is_lines(row->grid) || (x >= row->box.x0 && x <= row->box.x1);
}

/* A label heads one group: of two that got it, the one that is farther from it is unknown. */
static void drop_shared_group(Head *head, guint i)
{
  Group *group = head->groups->pdata[i];
  for (guint k = 0; k < i && group->token != NULL; k++) {
    Group *other = head->groups->pdata[k];
    if (other->token != group->token || other->below != group->below)
      continue;
    (other->distance > group->distance ? other : group)->token = NULL;
  }
}

/* Groups of rows come before those below them in the list. */
static void find_groups(Head *head, const GdPlan *plan)
{
  for (guint i = 0; i < head->groups->len; i++) {
    Group *group = head->groups->pdata[i];
    const GdLabelMatcher *matcher = gd_plan_matcher(plan, group->label);
    double least = 1;
    for (guint t = 0; matcher != NULL && t < head->tokens->len; t++) {
      GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, t);
      double d = gd_label_match(matcher, &token->label, GD_LABEL_WORST);
      if (d < least && is_below_row(head, group, token)) {
        least = d;
        group->token = token;
        group->distance = d;
      }
    }
    drop_shared_group(head, i);
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

static double score_pair(const Head *head, const GdHeadToken *token, guint column, double *distance)
{
  *distance = column_distance(head->labels->pdata[column], &token->label);
  if (*distance >= 1 || !gd_label_matches_sense(head->labels->pdata[column], &token->label))
    return GD_SCORE_NEVER;
  double score = 1 - 2 * *distance;
  GPtrArray *parents = head->parents->pdata[column];
  double x = gd_box_centre(token->box).x;
  for (guint p = 0; p < parents->len; p++) {
    const GdHeadToken *group = ((const Group *)parents->pdata[p])->token;
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

static GdColumnRange range_of(const GdHeadToken *token, double distance)
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
      const GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, i - 1);
      double pair = h[at - m - 2] + score_pair(head, token, j - 1, &distance);
      double up = h[at - m - 1], left = h[at - 1];
      h[at] = fmax(pair, fmax(up, left));
      step[at] = pair >= up && pair >= left ? 1 : up >= left ? 2 : 3;
    }
  for (guint i = n, j = m; i > 0 && j > 0;) {
    guint8 s = step[(gsize)i * (m + 1) + j];
    if (s == 1) {
      GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, i - 1);
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
        gd_overlap(left->x0, left->x1, right->x0, right->x1) < GD_PIECE_SHARE * narrower)
      continue;
    GdColumnRange *worse = left->distance > right->distance ? left : right;
    *worse = (GdColumnRange){.distance = 1};
  }
}

/* Step 4. */
static void find_moved_columns(const Head *head, GArray *ranges)
{
  for (guint c = 0; c < ranges->len; c++) {
    GdHeadToken *best = NULL;
    double least = SURE_DISTANCE, d;
    for (guint t = 0; t < head->tokens->len && g_array_index(ranges, GdColumnRange, c).grid == NULL;
         t++) {
      GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, t);
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
    const GdHeadToken *stack = &g_array_index(head->tokens, GdHeadToken, t);
    for (guint p = 0; p < stack->n_parts && stack->used && stack->n_parts > 1; p++)
      for (guint k = 0; k < head->tokens->len; k++) {
        GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, k);
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
static gboolean has_business(const Head *head, const GdItem *item, const GdHeadToken *token)
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
    const GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, t);
    if (token->used || token->n_parts > 1 || has_business(head, item, token))
      continue;
    GdColumnRange range = {
        .grid = token->grid, .x0 = token->box.x0, .x1 = token->box.x1, .distance = 1};
    g_array_append_val(strange, range);
  }
}

/* Step 6. */
static void find_doubts(Head *head, const GdFormBlock *block, gboolean across, GArray *ranges)
{
  for (guint c = 0; c < ranges->len; c++) {
    GdColumnRange *range = &g_array_index(ranges, GdColumnRange, c);
    double d;
    for (guint t = 0; t < head->tokens->len; t++) {
      const GdHeadToken *token = &g_array_index(head->tokens, GdHeadToken, t);
      if (!token->used && token->n_parts == 1 && token->grid == range->grid &&
          !gd_grid_is_lines(token->grid) && score_pair(head, token, c, &d) > 0 &&
          d <= SURE_DISTANCE)
        range->why = "the label of the column stands twice";
    }
    if (!across)
      continue;
    const GdFormLine *row = block->rows->pdata[c / block->columns->len];
    if (group_of(head, row->label, NULL)->token == NULL)
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
  guint to = gd_head_end(hit, head_item);
  if (to == 0 || to >= stream->units->len || !((GdUnit *)stream->units->pdata[to])->boxless)
    return FALSE;
  guint above = units->len > 0 ? MIN(to, g_array_index(units, guint, 0)) : to, from = above;
  while (above > 0 && to - above < HEAD_WORDS && !gd_hit_has_row(hit, above - 1) &&
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
  const GdItem *item = &g_array_index(plan->items, GdItem, head_item);
  const GdFormBlock *block = gd_plan_block(plan, item->block);
  Head head = {gd_head_tokens(hit, head_item, stream), g_ptr_array_new(),
               g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
               g_ptr_array_new_with_free_func(g_free)};
  describe_columns(&head, plan, block);
  find_groups(&head, plan);

  assign(&head, columns->ranges);
  drop_shared(columns->ranges);
  if (!plan->either) /* there, labels out of order may be those of the other way */
    find_moved_columns(&head, columns->ranges);
  use_parts(&head);
  find_strange(&head, item, columns->strange);
  find_doubts(&head, block, gd_plan_is_across(plan, block), columns->ranges);

  g_array_unref(head.tokens);
  g_ptr_array_unref(head.labels);
  g_ptr_array_unref(head.parents);
  g_ptr_array_unref(head.groups);
}

GdColumns *gd_columns_find(const GdHit *hit, guint head_item, const GdStream *stream)
{
  const GdItem *item = &g_array_index(hit->plan->items, GdItem, head_item);
  const GdFormBlock *block = gd_plan_block(hit->plan, item->block);
  GdColumns *columns = g_new0(GdColumns, 1);
  columns->ranges = g_array_new(FALSE, TRUE, sizeof(GdColumnRange));
  columns->strange = g_array_new(FALSE, TRUE, sizeof(GdColumnRange));
  g_array_set_size(columns->ranges, block_columns(hit->plan, block));
  columns->across = gd_plan_is_across(hit->plan, block);
  for (guint i = 0; i < columns->ranges->len; i++)
    gd_column(columns, i)->distance = 1;
  if (!find_text_columns(hit, head_item, stream, columns))
    find_drawn_columns(hit, head_item, stream, columns);
  return columns;
}

double gd_columns_fit(const GdHit *hit, const GdStream *stream)
{
  guint found = 0, n = 0;
  for (guint i = 0; i < hit->plan->items->len; i++) {
    if (g_array_index(hit->plan->items, GdItem, i).kind != GD_ITEM_HEAD)
      continue;
    g_autoptr(GdColumns) columns = gd_columns_find(hit, i, stream);
    n += columns->ranges->len;
    for (guint c = 0; c < columns->ranges->len; c++)
      found += gd_column(columns, c)->distance < 1 && gd_column(columns, c)->why == NULL;
  }
  return n > 0 ? (double)found / n : 0;
}

void gd_columns_free(GdColumns *columns)
{
  if (columns == NULL)
    return;
  g_array_unref(columns->ranges);
  g_array_unref(columns->strange);
  g_free(columns);
}
