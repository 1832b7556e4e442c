/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts are made, converted and counted one by one. Those with a wrong printed total are counted
 * apart: there, cells that explain the broken relation must be doubtful.
 */
#include "bench/accuracy_texts.h"

#include "bench/making.h"
#include "bench/text_cells.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define MOST_DOUBTFUL 0.005    /* share of cells, nothing lost: promised */
#define LEAST_RIGHT_LOST 0.97  /* share of the other cells, where numbers are lost: promised */
#define MOST_MILLISECONDS 15.0 /* mean for a text: promised */

typedef struct {
  const GdTextsWish *wish;
  GPtrArray *ways;          /* of GdTextGroup*, in order of appearance */
  GdTextGroup wrong_totals; /* texts with a printed total that is wrong */
  GdTextGroup torn;         /* texts that have lost a head, or cells that were empty */
  guint seed;
  const char *way; /* of the seed */
} Bench;

/* What SEED.way says. */
typedef struct {
  char *way;
  char **lines; /* way, way built on, options */
} Made;

static void made_clear(Made *made)
{
  g_strfreev(made->lines);
}

static gboolean made_read(Made *made, const char *folder, guint seed, GError **error)
{
  g_autofree char *path = g_strdup_printf("%s/%u.way", folder, seed);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return FALSE;
  made->lines = g_strsplit(g_strchomp(text), "\n", -1);
  made->way = made->lines[0];
  return made->way != NULL;
}

static gboolean made_has(const Made *made, const char *option)
{
  return g_strv_contains((const char *const *)made->lines, option);
}

static GdTextGroup *group_of(Bench *bench, const char *way)
{
  for (guint i = 0; i < bench->ways->len; i++)
    if (g_str_equal(((GdTextGroup *)bench->ways->pdata[i])->name, way))
      return bench->ways->pdata[i];
  GdTextGroup *group = g_new0(GdTextGroup, 1);
  group->name = g_strdup(way);
  g_ptr_array_add(bench->ways, group);
  return group;
}

static void group_free(gpointer data)
{
  g_free((char *)((GdTextGroup *)data)->name);
  g_free(data);
}

/* ---- one text -------------------------------------------------------------- */

static gboolean run_seed(Bench *bench, const GdMaking *making, const GdBenchData *data,
                         GError **error)
{
  const char *folder = bench->wish->folder;
  Made made = {NULL, NULL};
  g_autoptr(GdTruth) truth = gd_truth_load(folder, bench->seed, error);
  if (truth == NULL || !made_read(&made, folder, bench->seed, error)) {
    made_clear(&made);
    return FALSE;
  }
  bench->way = made.way;
  gboolean torn = made_has(&made, "no-heads") || made_has(&made, "empty-zeros");
  GdTextGroup *group = made_has(&made, "wrong-total") ? &bench->wrong_totals
                       : torn                         ? &bench->torn
                                                      : group_of(bench, made.way);
  g_autofree char *path = gd_made_text(making, bench->seed);
  clock_t begin = clock();
  g_autoptr(GPtrArray) documents = gd_bench_convert(path, data, NULL);
  double milliseconds = 1000.0 * (double)(clock() - begin) / CLOCKS_PER_SEC;
  group->texts++;
  group->unread += documents == NULL;
  group->reports += documents != NULL ? documents->len : 0;
  group->milliseconds += milliseconds;
  group->worst = MAX(group->worst, milliseconds);
  if (bench->wish->list && (documents == NULL || documents->len != 1))
    printf("  %u %s REPORTS 1, found %u\n", bench->seed, made.way, documents ? documents->len : 0);
  GdTextCase text = {bench->seed,      made.way, truth, documents, made_has(&made, "traditional"),
                     bench->wish->list};
  gd_text_compare(&text, group);
  made_clear(&made);
  return TRUE;
}

/* ---- all texts ------------------------------------------------------------- */

static guint count_silent(const GdTextGroup *group)
{
  const GdTextCells *cells[] = {&group->whole, &group->lost, &group->empty};
  guint silent = 0;
  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    silent += cells[i]->silent + cells[i]->inferred_wrong;
  return silent;
}

static int judge(const Bench *bench, const GdTextGroup *all)
{
  const GdTextsWish *wish = bench->wish;
  const GdTextCells *c = &all->whole;
  guint silent =
      count_silent(all) + count_silent(&bench->wrong_totals) + count_silent(&bench->torn);
  gboolean enough = wish->lost > 0
                        ? c->right >= LEAST_RIGHT_LOST * c->all && all->invisible == 0
                        : c->right + c->doubtful == c->all && c->doubtful <= MOST_DOUBTFUL * c->all;
  gboolean fast = all->milliseconds <= MOST_MILLISECONDS * MAX(all->texts, 1);
  if ((wish->gate || wish->gate_silent) && silent > 0)
    return 1;
  return wish->gate && !(enough && fast) ? 1 : 0;
}

int gd_accuracy_texts(const GdTextsWish *wish, const GdBenchData *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func(group_free);
  Bench bench = {.wish = wish,
                 .ways = ways,
                 .wrong_totals = {.name = "wrong totals"},
                 .torn = {.name = "torn"}};
  const GdMaking making = {.shred = wish->program, .folder = wish->folder, .form = wish->form};
  gboolean good = gd_make_texts(&making, wish->first, wish->count, wish->lost, wish->way,
                                wish->options, &error);
  for (guint i = 0; i < wish->count && good; i++) {
    bench.seed = wish->first + i;
    good = run_seed(&bench, &making, data, &error);
  }
  for (guint i = 0; i < wish->count && !wish->keep; i++)
    gd_made_remove(&making, wish->first + i);
  if (!good) {
    fprintf(stderr, "texts, seed %u: %s\n", bench.seed, error->message);
    return 2;
  }
  GdTextGroup all = {.name = "all"};
  printf("texts, seeds %u to %u, %u numbers lost in each\n", wish->first,
         wish->first + wish->count - 1, wish->lost);
  for (guint i = 0; i < ways->len; i++) {
    gd_text_group_print(ways->pdata[i]);
    gd_text_group_add(&all, ways->pdata[i]);
  }
  if (bench.wrong_totals.texts > 0)
    gd_text_group_print(&bench.wrong_totals);
  if (bench.torn.texts > 0)
    gd_text_group_print(&bench.torn);
  gd_text_total_print(&all);
  return judge(&bench, &all);
}
