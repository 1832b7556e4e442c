/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the proof by the sums makes of readings that are wrong in a few cells, over random tables.
 *
 *   found     of the misread cells: not called right (ok, blank)
 *   repaired  repaired or inferred, and right; wrongly: and wrong, of all cells
 *   people    of the misread cells: left to people (doubtful)
 *   silent    called right, and wrong, of all cells
 *   proved    of the cells in relations that were read rightly: called right
 */
#include <stdio.h>
#include <time.h>

#include "bench/corrupt.h"
#include "bench/measure.h"

typedef struct {
  guint tables, wrong, found, settled, settled_wrongly, tables_wrongly, people, silent, right,
      proved;
  double seconds, slowest;
} Counts;

static gboolean is_called_right(const GdValue *value)
{
  return value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK;
}

static gboolean is_settled(const GdValue *value)
{
  return value->status == GD_STATUS_REPAIRED || value->status == GD_STATUS_INFERRED;
}

static gboolean has_relation(const GdForm *form, guint leaf)
{
  for (guint e = 0; e < form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(form->equations, e);
    for (guint i = 0; i < equation->terms->len && !equation->across; i++)
      if (g_array_index(equation->terms, GdTerm, i).leaf == leaf)
        return TRUE;
  }
  return FALSE;
}

static void list_cell(const GdCorrupted *table, guint number, guint leaf)
{
  const GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
  g_autofree char *now = value->has_number ? gd_number_to_string(value->number) : g_strdup("");
  printf("  table %u: %s/%s/%s printed %" G_GINT64_FORMAT "%s, read '%s', now '%s' %s%s%s\n",
         number, value->table, value->row, value->column, table->printed[leaf],
         table->blank[leaf] ? " (blank)" : "", value->raw, now, gd_status_name(value->status),
         table->wrong[leaf] ? ", misread" : "", table->sure[leaf] ? ", sure" : "");
}

static void count_table(const GdCorrupted *table, Counts *counts, gboolean list)
{
  guint before = counts->settled_wrongly;
  counts->tables++;
  for (guint leaf = 0; leaf < table->form->leaves->len; leaf++) {
    const GdValue *value = g_ptr_array_index(table->set->by_leaf, leaf);
    if (value == NULL || !has_relation(table->form, leaf))
      continue;
    gboolean right = gd_corrupted_is_right(table, leaf);
    gboolean wrong = table->wrong[leaf];
    counts->wrong += wrong;
    counts->found += wrong && (!is_called_right(value) || right);
    counts->settled += wrong && is_settled(value) && right;
    counts->settled_wrongly += is_settled(value) && !right;
    counts->people += wrong && value->status == GD_STATUS_DOUBTFUL;
    counts->silent += is_called_right(value) && !right;
    counts->right += !wrong;
    counts->proved += !wrong && is_called_right(value);
    if (list && !right && (is_called_right(value) || is_settled(value)))
      list_cell(table, counts->tables, leaf);
  }
  counts->tables_wrongly += counts->settled_wrongly > before;
}

static double run(const GdFormSet *forms, GRand *random, const GdCorruption *how, guint tables,
                  gboolean list, Counts *counts)
{
  for (guint i = 0; i < tables; i++) {
    g_autoptr(GdCorrupted) table = gd_corrupted_new(forms, random, how);
    clock_t start = clock();
    gd_relations_check(table->set, table->document);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    counts->seconds += seconds;
    counts->slowest = MAX(counts->slowest, seconds);
    count_table(table, counts, list);
  }
  return counts->seconds;
}

static void report(const char *name, const Counts *c)
{
  double low, high, none, worst, silent;
  gd_bench_wilson(c->settled, c->wrong, &low, &high);
  gd_bench_wilson(c->tables_wrongly, c->tables, &none, &worst);
  gd_bench_wilson(c->silent, c->right + c->wrong, &none, &silent);
  printf("%-28s %6u tables  misread %6u  found %8.4f %%  settled %6.2f %% [%.2f, %.2f]  wrongly %u "
         "in %u tables (< %.5f %%)  people %6.2f %%  silent %u (< %.6f %%)  proved %6.2f %%  "
         "%.2f ms, slowest %.1f\n",
         name, c->tables, c->wrong, 100.0 * c->found / MAX(c->wrong, 1),
         100.0 * c->settled / MAX(c->wrong, 1), 100 * low, 100 * high, c->settled_wrongly,
         c->tables_wrongly, 100 * worst, 100.0 * c->people / MAX(c->wrong, 1), c->silent,
         100 * silent, 100.0 * c->proved / MAX(c->right, 1), 1000 * c->seconds / MAX(c->tables, 1),
         1000 * c->slowest);
}

int main(int argc, char **argv)
{
  int tables = 1000, seed = 1;
  double unsure = 0.15;
  gboolean list = FALSE;
  GOptionEntry entries[] = {
      {"tables", 0, 0, G_OPTION_ARG_INT, &tables, "tables for each figure (default 1000)", "N"},
      {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "seed (default 1)", "N"},
      {"unsure", 0, 0, G_OPTION_ARG_DOUBLE, &unsure,
       "share of the right readings that readers are not sure of (default 0.15)", "SHARE"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &list, "print what is wrong and called right or settled",
       NULL},
      {NULL}};
  g_autoptr(GOptionContext) context = g_option_context_new("- proof by the sums on wrong readings");
  g_option_context_add_main_entries(context, entries, NULL);
  g_autoptr(GError) error = NULL;
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 64;
  }
  GdBenchData data = {0};
  if (!gd_bench_load(&data, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  static const guint numbers[] = {0, 1, 2, 3, 5};
  guint bad = 0;
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)seed);
  for (guint variant = 0; variant < 3; variant++)
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
      GdCorruption how = {numbers[i], variant == 1, unsure, variant == 2, GD_PLACES_RULED};
      Counts counts = {0};
      run(data.forms, random, &how, (guint)tables, list, &counts);
      g_autofree char *name = g_strdup_printf("%u misread%s", numbers[i],
                                              variant == 1   ? ", a misprint"
                                              : variant == 2 ? ", some surely"
                                                             : "");
      report(name, &counts);
      bad += counts.settled_wrongly * 10000u > counts.tables ||
             (numbers[i] <= 1 && counts.settled_wrongly > 0);
    }
  gd_bench_clear(&data);
  return bad > 0 ? 1 : 0;
}
