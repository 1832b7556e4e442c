/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Words of the head, from left to right, joined to the labels of the form that
 *     they make: the longest first.
 *
 *        自然人 | 法人或其他组织 | 总计      →  column 0, group, column 6
 *        商业 企业 | 科研 机构 | …          →  column 1, column 2 …
 *
 *  2. Labels of one depth are printed in one line, so that those found must come in
 *     the form's order; so must the row labels of a block printed across. A head that
 *     a page repeats comes again from its beginning.
 *
 *     Where a block may be turned, the labels of its columns have to come more than once: those
 *     that come once may be the rows' of the other way.
 *
 *  3. Where labels are missing or seem to stand in another order, they may be wrapped, piece below
 *     piece (text_stack.h).
 */
#include "tables/text_head.h"

#include "tables/score.h"
#include "tables/text_stack.h"

/* Words that one label of a head may be cut into. */
#define HEAD_WORDS 6
/* A label this near is that label; more may be any word. */
#define SURE_DISTANCE 0.25
/* Words of a head that are looked at: some 60 are printed. */
#define MOST_WORDS 400

/* How far the labels of one depth have come. */
typedef struct {
  guint next;          /* printed column behind the last one found */
  const GdToken *last; /* that one's label */
  gboolean from_first; /* it began with the first column of the depth */
} Progress;

typedef struct {
  const GdItem *item;
  const GdPlan *plan;
  const GdFormBlock *block;
  GPtrArray *words;   /* of const GdToken*, each a word, lent */
  Progress *of_depth; /* of the columns. Owned */
  Progress *of_rows;  /* the same of the rows of a block printed across. Owned */
  guint n_columns;    /* labels of columns that were found, each as often as it came */
} Head;

static GPtrArray *words_of(const GdStream *stream, guint from, guint to)
{
  GPtrArray *words = g_ptr_array_new();
  for (guint u = from; u < to && words->len < MOST_WORDS; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    if (!unit->boxless || unit->furniture || unit->tokens->len == 0)
      continue;
    const GdToken *token = gd_unit_token(unit, 0);
    if (token->label != NULL)
      g_ptr_array_add(words, (gpointer)token);
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
    const GdLabelText *word = ((const GdToken *)head->words->pdata[at + k])->label;
    joined = k == 0 ? *word : gd_label_text_join(&joined, word);
    for (guint l = 0; l < head->item->labels->len; l++) {
      double d = gd_label_match(head->item->labels->pdata[l], &joined, *distance);
      if (d > *distance || (best != NULL && d == *distance) ||
          !gd_label_matches_sense(head->item->labels->pdata[l], &joined))
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
static guint next_column(const Head *head, const GdLabelMatcher *label, guint n)
{
  guint first = n;
  for (guint i = 0; i < n; i++) {
    const GdFormLabel *of_column = column_of(head, i)->label;
    if (gd_plan_matcher(head->plan, of_column) != label)
      continue;
    if (i >= head->of_depth[of_column->depth].next)
      return i;
    first = MIN(first, i);
  }
  return first;
}

static guint depths(const GPtrArray *lines)
{
  guint most = 0;
  for (guint i = 0; i < lines->len; i++)
    most = MAX(most, ((const GdFormLine *)lines->pdata[i])->label->depth);
  return most + 1;
}

/* Whether column i is the first, or the last, of its depth. */
static gboolean is_edge(const Head *head, guint i, guint n, gboolean first)
{
  guint depth = column_of(head, i)->label->depth;
  for (guint k = first ? 0 : i + 1; k < (first ? i : n); k++)
    if (column_of(head, k)->label->depth == depth)
      return FALSE;
  return TRUE;
}

/* Fields of two lines, or places in them, say that a stands left of b, though it comes later: OCR
 * puts a merged label now in its upper line, now in its lower one. */
static gboolean is_left_of(const GdToken *a, const GdToken *b)
{
  gboolean placed = a->at != GD_NO_PLACE && b->at != GD_NO_PLACE;
  return a->line != b->line &&
         (a->field < b->field || (placed && a->at + (guint)g_utf8_strlen(a->text, -1) <= b->at));
}

/* Takes a label above the columns of a block printed across: of a row, or of a group of
 * rows. FALSE if it stands out of order. */
static gboolean take_row(Head *head, const GdLabelMatcher *label, const GdToken *word)
{
  guint n = head->block->rows->len;
  for (guint r = 0; r < n; r++) {
    const GdFormLine *row = head->block->rows->pdata[r];
    for (const GdFormLabel *l = row->label; l != NULL; l = l->parent) {
      if (gd_plan_matcher(head->plan, l) != label)
        continue;
      Progress *progress = &head->of_rows[l->depth];
      gboolean again = r < progress->next;
      if (again && is_left_of(word, progress->last))
        return TRUE;
      progress->next = r + 1;
      progress->last = word;
      return !again;
    }
  }
  return TRUE;
}

/* Takes one label that was found; FALSE if it stands out of order. */
static gboolean take_label(Head *head, const GdLabelMatcher *label, const GdToken *word,
                           double distance, const GdFolded *text, GdColumns *columns)
{
  guint n = columns->ranges->len, i = next_column(head, label, n);
  head->n_columns++;
  Progress *progress = &head->of_depth[column_of(head, i)->label->depth];
  gboolean again = i < progress->next, first = is_edge(head, i, n, TRUE);
  gboolean complete =
      progress->from_first && progress->next > 0 && is_edge(head, progress->next - 1, n, FALSE);
  GdColumnRange *range = gd_column(columns, i);
  if (range->distance >= 1) {
    range->distance = distance;
    range->label = *text;
  }
  if (again && is_left_of(word, progress->last))
    return TRUE;
  if (progress->next == 0 || again)
    progress->from_first = first;
  progress->next = i + 1;
  progress->last = word;
  return !again || (first && complete);
}

/* A word so near to a column's label that it would be it, if its meaning were not turned
 * (上年 for 本年): the column is another, whose label takes its place. */
static void doubt_turned(const Head *head, GdColumns *columns)
{
  for (guint w = 0; w < head->words->len; w++)
    for (guint i = 0; i < columns->ranges->len; i++) {
      const GdLabelMatcher *label = gd_plan_matcher(head->plan, column_of(head, i)->label);
      const GdLabelText *word = ((const GdToken *)head->words->pdata[w])->label;
      if (gd_column(columns, i)->distance >= 1 &&
          gd_label_match(label, word, SURE_DISTANCE) <= SURE_DISTANCE &&
          !gd_label_matches_sense(label, word))
        gd_column(columns, i)->why = "the label of the column is not the form's";
    }
}

static gboolean lacks_label(const GdColumns *columns)
{
  for (guint i = 0; i < columns->ranges->len; i++)
    if (gd_column(columns, i)->distance >= 1)
      return TRUE;
  return FALSE;
}

/* Labels of the head that are none of its columns'. Caller owns the array. */
static GPtrArray *other_labels(const Head *head, GPtrArray *columns)
{
  GPtrArray *others = g_ptr_array_new();
  for (guint l = 0; l < head->item->labels->len; l++)
    if (!g_ptr_array_find(columns, head->item->labels->pdata[l], NULL))
      g_ptr_array_add(others, head->item->labels->pdata[l]);
  return others;
}

/* Whether two of the columns stand the other way round. Labels that the form prints more than once
 * tell nothing. */
static gboolean is_turned(const GPtrArray *words, const GPtrArray *labels, const GPtrArray *others)
{
  for (guint i = 0; i < labels->len; i++)
    for (guint k = i + 1; k < labels->len; k++)
      if (labels->pdata[i] == labels->pdata[k])
        return FALSE;
  for (guint i = 0; i < labels->len; i++)
    for (guint k = i + 1; k < labels->len; k++)
      if (gd_text_stack_stands_left(words, labels->pdata[k], labels->pdata[i], others) &&
          !gd_text_stack_stands_left(words, labels->pdata[i], labels->pdata[k], others))
        return TRUE;
  return FALSE;
}

/* Step 3: what the labels say of the order if they may be wrapped; in_order: what they seemed to
 * say. Marks those that are found. */
static gboolean are_stacked_in_order(const Head *head, const GPtrArray *words, GdColumns *columns,
                                     gboolean in_order)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (guint i = 0; i < columns->ranges->len; i++)
    g_ptr_array_add(labels, (gpointer)gd_plan_matcher(head->plan, column_of(head, i)->label));
  g_autoptr(GPtrArray) others = other_labels(head, labels);
  if (!gd_text_stack_has_all(words, labels, others))
    return in_order && !is_turned(words, labels, others);
  for (guint i = 0; i < columns->ranges->len; i++)
    gd_column(columns, i)->distance = 0;
  return TRUE;
}

void gd_text_columns_find(const GdHit *hit, guint head_item, const GdStream *stream,
                          GdTextHead units, GdColumns *columns)
{
  const GdPlan *plan = hit->plan;
  const GdItem *item = &g_array_index(plan->items, GdItem, head_item);
  g_autoptr(GPtrArray) words = words_of(stream, units.from, units.to);
  g_autoptr(GPtrArray) all = words_of(stream, units.above, units.to);
  Head head = {
      .item = item, .plan = plan, .block = gd_plan_block(plan, item->block), .words = words};
  g_autofree Progress *of_depth = g_new0(Progress, depths(head.block->columns));
  g_autofree Progress *of_rows = g_new0(Progress, depths(head.block->rows));
  head.of_depth = of_depth;
  head.of_rows = of_rows;
  gboolean columns_in_order = TRUE, rows_in_order = TRUE;
  for (guint at = 0; at < words->len;) {
    guint n = 1;
    double distance;
    GdFolded text;
    const GdLabelMatcher *label = label_at(&head, at, &n, &text, &distance);
    if (label != NULL && next_column(&head, label, columns->ranges->len) < columns->ranges->len)
      columns_in_order &= take_label(&head, label, words->pdata[at], distance, &text, columns);
    else if (label != NULL && gd_plan_is_across(plan, head.block))
      rows_in_order &= take_row(&head, label, words->pdata[at]);
    at += label != NULL ? n : 1;
  }
  if (!columns_in_order || lacks_label(columns))
    columns_in_order = are_stacked_in_order(&head, all, columns, columns_in_order);
  for (guint i = 0; i < columns->ranges->len && !(columns_in_order && rows_in_order); i++)
    gd_column(columns, i)->why = "the labels of the columns stand in another order";
  gboolean either = plan->either && gd_plan_is_across(plan, head.block);
  for (guint i = 0; i < columns->ranges->len && either; i++)
    if (head.n_columns <= head.block->columns->len)
      gd_column(columns, i)->why = "the head does not say in which order its columns stand";
  doubt_turned(&head, columns);
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
