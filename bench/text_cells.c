/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/text_cells.h"

#include <stdio.h>
#include <string.h>

#define PROSE_CHECK "prose" /* see tables/prose.h */

static void list_cell(const GdTextCase *text, const char *what, const GdTruthCell *cell,
                      const GdValue *value)
{
  if (!text->list)
    return;
  g_autofree char *number = value && value->has_number ? gd_number_to_string(value->number) : NULL;
  printf("  %u %s %s%s printed '%s' read '%s' %s '%s': %s\n", text->seed, text->way, what,
         cell->key, cell->value, number ? number : "",
         value ? gd_status_name(value->status) : "absent", value && value->raw ? value->raw : "",
         value && value->note ? value->note : "");
}

static gboolean is_sure(const GdValue *value)
{
  return value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK ||
                           value->status == GD_STATUS_INFERRED);
}

/* An empty cell of a text: no number, or the zero that it stands for. */
static gboolean is_right(const GdTruthCell *cell, const GdValue *value, gboolean empty)
{
  return gd_bench_is_right(cell, value) ||
         (empty && value != NULL && value->has_number && gd_number_is_zero(value->number));
}

static void count(const GdTextCase *text, GdTextCells *cells, const GdTruthCell *cell,
                  const GdValue *value, gboolean empty, const char *kind)
{
  gboolean right = is_right(cell, value, empty);
  cells->all++;
  if (is_sure(value) && right)
    cells->right++;
  else if (is_sure(value) && value->status == GD_STATUS_INFERRED)
    cells->inferred_wrong++;
  else if (is_sure(value))
    cells->silent++;
  else if (value == NULL || value->status == GD_STATUS_MISSING)
    cells->missing++;
  else
    cells->doubtful++;
  g_autofree char *what =
      g_strconcat(is_sure(value) && !right ? "SILENT " : "", kind, *kind ? " " : "", NULL);
  if (!is_sure(value) || !right)
    list_cell(text, what, cell, value);
}

/* Whether a cell that is not lost has the number of the lost one, and asks for a look. */
static gboolean shows_for(const GdTruth *truth, GHashTable *values, const GdTruthCell *lost,
                          const GdTruthCell *cell)
{
  const GdValue *value = g_hash_table_lookup(values, cell->key);
  return g_str_equal(cell->value, lost->value) && !g_hash_table_contains(truth->lost, cell->key) &&
         (value == NULL || (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK));
}

/* Whether a cell of the same row with the same number asks for a look, in place of this one: in a
 * row of equal numbers nobody can tell which is lost. So may the cell before it or behind it, if
 * the rows are printed across. */
static gboolean row_shows(const GdTruth *truth, GHashTable *values, const GdTruthCell *lost)
{
  gsize row = (gsize)(strrchr(lost->key, '/') - lost->key) + 1;
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    gboolean beside = (i > 0 && truth->cells->pdata[i - 1] == lost) ||
                      (i + 1 < truth->cells->len && truth->cells->pdata[i + 1] == lost);
    if ((beside || strncmp(cell->key, lost->key, row) == 0) && shows_for(truth, values, lost, cell))
      return TRUE;
  }
  return FALSE;
}

static void compare_lost(const GdTextCase *text, GdTextGroup *group, GHashTable *values,
                         const GdTruthCell *cell)
{
  const GdValue *value = g_hash_table_lookup(values, cell->key);
  count(text, &group->lost, cell, value, FALSE, "lost");
  gboolean certain =
      value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK);
  if (certain && !(gd_bench_is_right(cell, value) && row_shows(text->truth, values, cell))) {
    group->invisible++;
    list_cell(text, "INVISIBLE lost ", cell, value);
  }
}

/* Cells that the report does not have, read as certain, are silently wrong too. */
static void compare_others(const GdTextCase *text, GdTextGroup *group, GHashTable *values)
{
  for (guint i = 0; i < text->truth->cells->len; i++)
    g_hash_table_remove(values, ((GdTruthCell *)text->truth->cells->pdata[i])->key);
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &key, &value))
    if (is_sure(value)) {
      GdTruthCell none = {1, key, (char *)"nothing", FALSE};
      count(text, &group->whole, &none, value, FALSE, "not printed");
    }
}

static void compare_fields(const GdTextCase *text, GdTextGroup *group)
{
  for (guint i = 0; i < text->truth->fields->len; i++) {
    const GdTruthField *printed = text->truth->fields->pdata[i];
    const GdField *field = text->documents != NULL && text->documents->len > 0
                               ? gd_document_field(text->documents->pdata[0], printed->name)
                               : NULL;
    gboolean right = field != NULL && g_strcmp0(field->value, printed->value) == 0;
    gboolean sure = field != NULL && field->status == GD_STATUS_OK;
    group->fields++;
    group->fields_right += right;
    group->fields_silent += sure && !right;
    if (text->list && !right)
      printf("  %u %s %sfield %s printed '%s' read '%s' %s\n", text->seed, text->way,
             sure ? "SILENT " : "", printed->name, printed->value,
             field && field->value ? field->value : "",
             field ? gd_status_name(field->status) : "absent");
  }
}

/* The prose of these texts states what the tables say, and no more. */
static void compare_prose(const GdTextCase *text, GdTextGroup *group)
{
  for (guint i = 0; text->documents != NULL && i < text->documents->len; i++) {
    const GdDocument *document = text->documents->pdata[i];
    for (guint k = 0; k < document->findings->len; k++) {
      const GdFinding *finding = document->findings->pdata[k];
      if (!g_str_equal(finding->check, PROSE_CHECK))
        continue;
      group->contradicted++;
      if (text->list)
        printf("  %u %s FALSE WARNING %s\n", text->seed, text->way, finding->message);
    }
  }
}

void gd_text_compare(const GdTextCase *text, GdTextGroup *group)
{
  g_autoptr(GHashTable) values = gd_bench_index_new();
  for (guint i = 0; text->documents != NULL && i < text->documents->len; i++)
    gd_bench_index(values, text->documents->pdata[i]);
  for (guint i = 0; i < text->truth->cells->len; i++) {
    const GdTruthCell *cell = text->truth->cells->pdata[i];
    const char *how = g_hash_table_lookup(text->truth->lost, cell->key);
    const GdValue *value = g_hash_table_lookup(values, cell->key);
    if (how == NULL)
      count(text, &group->whole, cell, value, FALSE, "");
    else if (g_str_equal(how, "empty"))
      count(text, &group->empty, cell, value, TRUE, "empty");
    else
      compare_lost(text, group, values, cell);
  }
  compare_others(text, group, values);
  compare_prose(text, group);
  if (!text->traditional)
    compare_fields(text, group);
}

static void add_cells(GdTextCells *sum, const GdTextCells *c)
{
  sum->all += c->all;
  sum->right += c->right;
  sum->doubtful += c->doubtful;
  sum->missing += c->missing;
  sum->silent += c->silent;
  sum->inferred_wrong += c->inferred_wrong;
}

void gd_text_group_add(GdTextGroup *sum, const GdTextGroup *g)
{
  sum->texts += g->texts;
  sum->unread += g->unread;
  sum->reports += g->reports;
  add_cells(&sum->whole, &g->whole);
  add_cells(&sum->lost, &g->lost);
  add_cells(&sum->empty, &g->empty);
  sum->invisible += g->invisible;
  sum->fields += g->fields;
  sum->fields_right += g->fields_right;
  sum->fields_silent += g->fields_silent;
  sum->contradicted += g->contradicted;
  sum->milliseconds += g->milliseconds;
  sum->worst = MAX(sum->worst, g->worst);
}

static void print_cells(const char *name, const GdTextCells *c)
{
  double low, high;
  gd_bench_wilson(c->right, c->all, &low, &high);
  printf("%-14s %7u  right %8.4f %% [%.3f, %.3f]  doubtful %5u (%.3f %%)  missing %5u  silent %4u  "
         "inferred wrong %4u\n",
         name, c->all, 100.0 * c->right / MAX(c->all, 1), 100 * low, 100 * high, c->doubtful,
         100.0 * c->doubtful / MAX(c->all, 1), c->missing, c->silent, c->inferred_wrong);
}

void gd_text_group_print(const GdTextGroup *g)
{
  print_cells(g->name, &g->whole);
  if (g->lost.all > 0) {
    print_cells("  lost", &g->lost);
    printf("  invisible: %u of %u lost\n", g->invisible, g->lost.all);
  }
  if (g->empty.all > 0)
    print_cells("  empty", &g->empty);
}

void gd_text_total_print(const GdTextGroup *all)
{
  double none, worst;
  guint silent = all->whole.silent + all->whole.inferred_wrong;
  gd_text_group_print(all);
  gd_bench_wilson(silent, all->whole.all, &none, &worst);
  printf("%u texts, %u unread, %u reports; wrong and sure: %u (< %.5f %%); header fields: %u of %u "
         "right, %u silent; false warnings on prose: %u; %.2f ms a text (worst %.1f)\n",
         all->texts, all->unread, all->reports, silent, 100 * worst, all->fields_right, all->fields,
         all->fields_silent, all->contradicted, all->milliseconds / MAX(all->texts, 1), all->worst);
}
