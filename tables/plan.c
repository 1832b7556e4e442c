/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form table as the sequence of items that the alignment reads. */
#include "tables/align.h"
#include "tables/score.h"

static GdLabelMatcher *matcher_of(GdPlan *plan, const GdFormLabel *label)
{
  GdLabelMatcher *matcher = g_hash_table_lookup(plan->by_label, label);
  if (matcher == NULL) {
    matcher = gd_label_matcher_new(label);
    g_hash_table_insert(plan->by_label, (gpointer)label, matcher);
    g_ptr_array_add(plan->matchers, matcher);
    for (guint v = 0; v < matcher->variants->len; v++)
      plan->longest_label = MAX(plan->longest_label,
                                g_array_index(matcher->variants, GdLabelText, v).full.text.length);
  }
  return matcher;
}

static void add_label(GdPlan *plan, GPtrArray *labels, const GdFormLabel *label)
{
  GdLabelMatcher *matcher = matcher_of(plan, label);
  if (!g_ptr_array_find(labels, matcher, NULL))
    g_ptr_array_add(labels, matcher);
}

/* A label and the groups it stands in, innermost first. */
static void add_path(GdPlan *plan, GPtrArray *labels, const GdFormLabel *label)
{
  for (; label != NULL; label = label->parent)
    add_label(plan, labels, label);
}

static void add_lines(GdPlan *plan, GPtrArray *labels, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    add_path(plan, labels, ((const GdFormLine *)lines->pdata[i])->label);
}

static void add_head(GdPlan *plan, const GdFormBlock *block, guint index)
{
  GdItem item = {.kind = GD_ITEM_HEAD, .block = index, .labels = g_ptr_array_new()};
  for (guint i = 0; i < block->headings->len; i++)
    add_label(plan, item.labels, block->headings->pdata[i]);
  if (block->corner != NULL)
    add_label(plan, item.labels, block->corner);
  if (block->unit_column != NULL)
    add_label(plan, item.labels, block->unit_column);
  add_lines(plan, item.labels, block->columns);
  if (gd_plan_is_across(plan, block))
    add_lines(plan, item.labels, block->rows);
  g_array_append_val(plan->items, item);
  plan->best_score += GD_SCORE_HEAD;
}

/* The titles that stand above row r; behind the last row there is none. */
static void add_titles(GdPlan *plan, const GdFormBlock *block, guint index, guint r)
{
  for (guint t = 0; t < block->titles->len; t++) {
    const GdFormTitle *title = &g_array_index(block->titles, GdFormTitle, t);
    if (title->before != r)
      continue;
    GdItem item = {.kind = GD_ITEM_TITLE, .block = index, .labels = g_ptr_array_new()};
    add_path(plan, item.labels, title->label);
    g_array_append_val(plan->items, item);
    plan->has_titles = TRUE;
    plan->best_score += GD_SCORE_TITLE;
  }
}

static void add_rows(GdPlan *plan, const GdFormBlock *block, guint index)
{
  plan->has_column_numbers |= block->column_numbers;
  if (gd_plan_is_across(plan, block)) {
    GdItem item = {.kind = GD_ITEM_UNLABELLED,
                   .block = index,
                   .labels = g_ptr_array_new(),
                   .n_values = block->rows->len * block->columns->len,
                   .column_numbers = block->column_numbers};
    g_array_append_val(plan->items, item);
    plan->best_score += GD_SCORE_ROW;
    return;
  }
  for (guint r = 0; r < block->rows->len; r++) {
    const GdFormLine *line = block->rows->pdata[r];
    plan->has_rows = TRUE;
    add_titles(plan, block, index, r);
    GdItem item = {.kind = GD_ITEM_ROW,
                   .block = index,
                   .row = r,
                   .line = line,
                   .labels = g_ptr_array_new(),
                   .n_values = block->columns->len,
                   .unit = block->unit_column ? gd_form_leaf(plan->form, block, r, 0) : NULL,
                   .needs_values = block->layout == GD_LAYOUT_ACROSS};
    add_path(plan, item.labels, line->label);
    g_array_append_val(plan->items, item);
    if (line->alternative == GD_NO_ALTERNATIVE || line->option == 0)
      plan->best_score += GD_SCORE_ROW;
  }
}

static void item_clear(gpointer item)
{
  g_ptr_array_unref(((GdItem *)item)->labels);
}

gboolean gd_plan_is_across(const GdPlan *plan, const GdFormBlock *block)
{
  return block->layout == GD_LAYOUT_ACROSS && !plan->down;
}

const GdFormBlock *gd_plan_block(const GdPlan *plan, guint i)
{
  const GdFormTable *table = plan->form->tables->pdata[plan->table];
  const GdFormBlock *block = table->blocks->pdata[i];
  return plan->turned && block->turned != NULL ? block->turned : block;
}

GdPlan *gd_plan_new(const GdForm *form, guint table, gboolean down, gboolean turned)
{
  GdPlan *plan = g_new0(GdPlan, 1);
  plan->form = form;
  plan->table = table;
  plan->down = down;
  plan->turned = turned;
  plan->items = g_array_new(FALSE, FALSE, sizeof(GdItem));
  g_array_set_clear_func(plan->items, item_clear);
  plan->matchers = g_ptr_array_new_with_free_func((GDestroyNotify)gd_label_matcher_free);
  plan->by_label = g_hash_table_new(NULL, NULL);
  const GdFormTable *form_table = form->tables->pdata[table];
  for (guint b = 0; b < form_table->blocks->len; b++) {
    const GdFormBlock *block = gd_plan_block(plan, b);
    plan->either |= block->turned != NULL || block->is_turned;
    add_head(plan, block, b);
    add_rows(plan, block, b);
  }
  return plan;
}

void gd_plan_free(GdPlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref(plan->items);
  g_hash_table_unref(plan->by_label);
  g_ptr_array_unref(plan->matchers);
  g_free(plan);
}

const GdLabelMatcher *gd_plan_matcher(const GdPlan *plan, const GdFormLabel *label)
{
  return g_hash_table_lookup(plan->by_label, label);
}
