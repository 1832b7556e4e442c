/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Words of the head, from left to right, joined to the labels of the form that
 *     they make: the longest first.
 *
 *        自然人 | 法人或其他组织 | 总计      →  column 0, group, column 6
 *        商业 企业 | 科研 机构 | …          →  column 1, column 2 …
 *
 *  2. Labels of one depth are printed in one line, so that those found must come in
 *     the form's order. A head that a page repeats comes again from its beginning.
 */
#include "tables/text_head.h"

#include "tables/score.h"

/* Words that one label of a head may be cut into. */
#define HEAD_WORDS 6
/* A label this near is that label; more may be any word. */
#define SURE_DISTANCE 0.25
/* Words of a head that are looked at: some 60 are printed. */
#define MOST_WORDS 400

typedef struct {
  const GdItem *item;
  const GdPlan *plan;
  const GdFormBlock *block;
  GPtrArray *words; /* of GdLabelText*, lent */
} Head;

static GPtrArray *words_of(const GdStream *stream, guint from, guint to)
{
  GPtrArray *words = g_ptr_array_new();
  for (guint u = from; u < to && words->len < MOST_WORDS; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    if (!unit->boxless || unit->furniture || unit->tokens->len == 0)
      continue;
    GdLabelText *label = gd_unit_token(unit, 0)->label;
    if (label != NULL)
      g_ptr_array_add(words, label);
  }
  return words;
}

/* The label of the head that the words from `at` on make, and how many they are;
 * NULL if they make none. */
static const GdLabelMatcher *label_at(const Head *head, guint at, guint *n, GdFolded *text,
                                      double *distance)
{
  const GdLabelMatcher *best = NULL;
  GdLabelText joined;
  *distance = SURE_DISTANCE;
  for (guint k = 0; k < HEAD_WORDS && at + k < head->words->len; k++) {
    const GdLabelText *word = head->words->pdata[at + k];
    joined = k == 0 ? *word : gd_label_text_join(&joined, word);
    for (guint l = 0; l < head->item->labels->len; l++) {
      double d = gd_label_match(head->item->labels->pdata[l], &joined, *distance);
      if (d > *distance || (best != NULL && d == *distance))
        continue;
      best = head->item->labels->pdata[l];
      *distance = d;
      *n = k + 1;
      *text = joined.full.text;
    }
  }
  return best;
}

static const GdFormLine *column_of(const Head *head, guint i)
{
  return head->block->columns->pdata[i % head->block->columns->len];
}

/* The next printed column with that label behind the last of its depth; the first
 * with it if there is none behind; n if it is no column's label. */
static guint next_column(const Head *head, const GdLabelMatcher *label, guint n,
                         const guint *next_of_depth)
{
  guint first = n;
  for (guint i = 0; i < n; i++) {
    const GdFormLabel *of_column = column_of(head, i)->label;
    if (gd_plan_matcher(head->plan, of_column) != label)
      continue;
    if (i >= next_of_depth[of_column->depth])
      return i;
    first = MIN(first, i);
  }
  return first;
}

static guint depths(const Head *head)
{
  guint most = 0;
  for (guint i = 0; i < head->block->columns->len; i++)
    most = MAX(most, column_of(head, i)->label->depth);
  return most + 1;
}

/* Takes one label that was found; FALSE if it stands out of order. */
static gboolean take_label(const Head *head, const GdLabelMatcher *label, double distance,
                           const GdFolded *text, guint *next_of_depth, GdColumns *columns)
{
  guint n = columns->ranges->len;
  guint i = next_column(head, label, n, next_of_depth);
  if (i == n)
    return TRUE;
  guint *next = &next_of_depth[column_of(head, i)->label->depth];
  gboolean again = i < *next;
  GdColumnRange *range = gd_column(columns, i);
  if (range->distance >= 1) {
    range->distance = distance;
    range->label = *text;
  }
  gboolean complete = *next >= n;
  *next = i + 1;
  return !again || (i == 0 && complete);
}

void gd_text_columns_find(const GdHit *hit, guint head_item, const GdStream *stream, guint from,
                          guint to, GdColumns *columns)
{
  const GdPlan *plan = hit->plan;
  const GdFormTable *table = plan->form->tables->pdata[plan->table];
  const GdItem *item = &g_array_index(plan->items, GdItem, head_item);
  g_autoptr(GPtrArray) words = words_of(stream, from, to);
  Head head = {item, plan, table->blocks->pdata[item->block], words};
  g_autofree guint *next_of_depth = g_new0(guint, depths(&head));
  gboolean in_order = TRUE;
  for (guint at = 0; at < words->len;) {
    guint n = 1;
    double distance;
    GdFolded text;
    const GdLabelMatcher *label = label_at(&head, at, &n, &text, &distance);
    if (label != NULL)
      in_order &= take_label(&head, label, distance, &text, next_of_depth, columns);
    at += label != NULL ? n : 1;
  }
  for (guint i = 0; i < columns->ranges->len && !in_order; i++)
    gd_column(columns, i)->why = "the labels of the columns stand in another order";
}

void gd_text_columns_learn(GdColumns *columns, const GPtrArray *tokens)
{
  const GdToken *first = tokens->pdata[0];
  if (gd_column(columns, 0)->grid != NULL)
    return; /* drawn columns are known by x */
  for (guint i = 0; i < tokens->len; i++)
    if (((const GdToken *)tokens->pdata[i])->line != first->line)
      return;
  for (guint i = 0; i < tokens->len; i++) {
    GdColumnRange *range = gd_column(columns, i);
    double field = ((const GdToken *)tokens->pdata[i])->field;
    range->x0 = range->learned ? fmin(range->x0, field) : field;
    range->x1 = range->learned ? fmax(range->x1, field) : field;
    range->learned = TRUE;
  }
}
