/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three kinds of cells are counted apart:
 *
 *   whole   the number is in the text
 *   lost    it was left out (--lost): that must show
 *   empty   it is printed as nothing, which a text does not tell from a loss
 *
 * and texts with a wrong printed total apart from the others: there, cells that explain the broken
 * relation must be doubtful.
 */
#include "bench/accuracy_texts.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MOST_DOUBTFUL 0.005    /* share of cells, nothing lost: promised */
#define LEAST_RIGHT_LOST 0.97  /* share of the other cells, where numbers are lost: promised */
#define PROSE_CHECK "prose"    /* see tables/prose.h */
#define MOST_MILLISECONDS 15.0 /* mean for a text: promised */

typedef struct {
  guint all;
  guint right;          /* ok, blank or inferred, and so it is */
  guint doubtful;       /* a person must look */
  guint missing;        /* or not in the output at all */
  guint silent;         /* ok or blank, and wrong */
  guint inferred_wrong; /* the same by relations */
} Cells;

typedef struct {
  const char *name; /* of the way. Owned by the table of groups */
  guint texts, unread, reports;
  Cells whole, lost, empty;
  guint invisible; /* lost cells that nothing points to */
  guint fields, fields_right, fields_silent;
  guint contradicted;         /* findings that prose and tables disagree: they do not */
  double milliseconds, worst; /* processor time: sum, largest */
} Group;

typedef struct {
  const GdTextsWish *wish;
  GPtrArray *ways; /* of Group*, in order of appearance */
  Group wrong_totals;
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

static Group *group_of(Bench *bench, const char *way)
{
  for (guint i = 0; i < bench->ways->len; i++)
    if (g_str_equal(((Group *)bench->ways->pdata[i])->name, way))
      return bench->ways->pdata[i];
  Group *group = g_new0(Group, 1);
  group->name = g_strdup(way);
  g_ptr_array_add(bench->ways, group);
  return group;
}

static void group_free(gpointer data)
{
  g_free((char *)((Group *)data)->name);
  g_free(data);
}

/* ---- one text -------------------------------------------------------------- */

static void list_cell(const Bench *bench, const char *what, const GdTruthCell *cell,
                      const GdValue *value)
{
  if (!bench->wish->list)
    return;
  g_autofree char *number = value && value->has_number ? gd_number_to_string(value->number) : NULL;
  printf("  %u %s %s%s printed '%s' read '%s' %s '%s': %s\n", bench->seed, bench->way, what,
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

static void count(Bench *bench, Cells *cells, const GdTruthCell *cell, const GdValue *value,
                  gboolean empty, const char *kind)
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
    list_cell(bench, what, cell, value);
}

/* Whether a cell of the same row with the same number asks for a look, in place of this one: in a
 * row of equal numbers nobody can tell which is lost. */
static gboolean row_shows(const GdTruth *truth, GHashTable *values, const GdTruthCell *lost)
{
  gsize row = (gsize)(strrchr(lost->key, '/') - lost->key) + 1;
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    const GdValue *value = g_hash_table_lookup(values, cell->key);
    if (strncmp(cell->key, lost->key, row) == 0 && g_str_equal(cell->value, lost->value) &&
        !g_hash_table_contains(truth->lost, cell->key) &&
        (value == NULL || (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK)))
      return TRUE;
  }
  return FALSE;
}

static void compare_lost(Bench *bench, Group *group, const GdTruth *truth, GHashTable *values,
                         const GdTruthCell *cell)
{
  const GdValue *value = g_hash_table_lookup(values, cell->key);
  count(bench, &group->lost, cell, value, FALSE, "lost");
  gboolean certain =
      value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK);
  if (certain && !(gd_bench_is_right(cell, value) && row_shows(truth, values, cell))) {
    group->invisible++;
    list_cell(bench, "INVISIBLE lost ", cell, value);
  }
}

/* Cells that the report does not have, read as certain, are silently wrong too. */
static void compare_others(Bench *bench, Group *group, const GdTruth *truth, GHashTable *values)
{
  for (guint i = 0; i < truth->cells->len; i++)
    g_hash_table_remove(values, ((GdTruthCell *)truth->cells->pdata[i])->key);
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &key, &value))
    if (is_sure(value)) {
      GdTruthCell none = {1, key, (char *)"nothing", FALSE};
      count(bench, &group->whole, &none, value, FALSE, "not printed");
    }
}

static void compare_fields(Bench *bench, Group *group, const GdTruth *truth,
                           const GPtrArray *documents)
{
  for (guint i = 0; i < truth->fields->len; i++) {
    const GdTruthField *printed = truth->fields->pdata[i];
    const GdField *field = documents != NULL && documents->len > 0
                               ? gd_document_field(documents->pdata[0], printed->name)
                               : NULL;
    gboolean right = field != NULL && g_strcmp0(field->value, printed->value) == 0;
    gboolean sure = field != NULL && field->status == GD_STATUS_OK;
    group->fields++;
    group->fields_right += right;
    group->fields_silent += sure && !right;
    if (bench->wish->list && !right)
      printf("  %u %s %sfield %s printed '%s' read '%s' %s\n", bench->seed, bench->way,
             sure ? "SILENT " : "", printed->name, printed->value,
             field && field->value ? field->value : "",
             field ? gd_status_name(field->status) : "absent");
  }
}

/* The prose of these texts states what the tables say, and no more. */
static void compare_prose(Bench *bench, Group *group, const GPtrArray *documents)
{
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    const GdDocument *document = documents->pdata[i];
    for (guint k = 0; k < document->findings->len; k++) {
      const GdFinding *finding = document->findings->pdata[k];
      if (!g_str_equal(finding->check, PROSE_CHECK))
        continue;
      group->contradicted++;
      if (bench->wish->list)
        printf("  %u %s FALSE WARNING %s\n", bench->seed, bench->way, finding->message);
    }
  }
}

static void compare(Bench *bench, Group *group, const GdTruth *truth, const Made *made,
                    const GPtrArray *documents)
{
  g_autoptr(GHashTable) values = gd_bench_index_new();
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    gd_bench_index(values, documents->pdata[i]);
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    const char *how = g_hash_table_lookup(truth->lost, cell->key);
    const GdValue *value = g_hash_table_lookup(values, cell->key);
    if (how == NULL)
      count(bench, &group->whole, cell, value, FALSE, "");
    else if (g_str_equal(how, "empty"))
      count(bench, &group->empty, cell, value, TRUE, "empty");
    else
      compare_lost(bench, group, truth, values, cell);
  }
  compare_others(bench, group, truth, values);
  compare_prose(bench, group, documents);
  if (!made_has(made, "traditional")) /* names come out as they are written */
    compare_fields(bench, group, truth, documents);
}

static char *text_path(const char *folder, guint seed)
{
  static const char *const endings[] = {"txt", "md", "html"};
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    char *path = g_strdup_printf("%s/%u.%s", folder, seed, endings[i]);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      return path;
    g_free(path);
  }
  return g_strdup_printf("%s/%u.txt", folder, seed);
}

static gboolean run_seed(Bench *bench, const GdBenchData *data, GError **error)
{
  const char *folder = bench->wish->folder;
  Made made = {NULL, NULL};
  g_autoptr(GdTruth) truth = gd_truth_load(folder, bench->seed, error);
  if (truth == NULL || !made_read(&made, folder, bench->seed, error)) {
    made_clear(&made);
    return FALSE;
  }
  bench->way = made.way;
  Group *group = made_has(&made, "wrong-total") ? &bench->wrong_totals : group_of(bench, made.way);
  g_autofree char *path = text_path(folder, bench->seed);
  clock_t begin = clock();
  g_autoptr(GPtrArray) documents = gd_bench_convert(path, data);
  double milliseconds = 1000.0 * (double)(clock() - begin) / CLOCKS_PER_SEC;
  group->texts++;
  group->unread += documents == NULL;
  group->reports += documents != NULL ? documents->len : 0;
  group->milliseconds += milliseconds;
  group->worst = MAX(group->worst, milliseconds);
  if (bench->wish->list && (documents == NULL || documents->len != 1))
    printf("  %u %s REPORTS 1, found %u\n", bench->seed, made.way, documents ? documents->len : 0);
  compare(bench, group, truth, &made, documents);
  made_clear(&made);
  return TRUE;
}

/* ---- all texts ------------------------------------------------------------- */

static gboolean shred(const GdTextsWish *wish, GError **error)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(argv, g_strdup(wish->program));
  g_ptr_array_add(argv, g_strdup_printf("--seed=%u", wish->first));
  g_ptr_array_add(argv, g_strdup_printf("--count=%u", wish->count));
  g_ptr_array_add(argv, g_strdup_printf("--lost=%u", wish->lost));
  g_ptr_array_add(argv, g_strdup_printf("--out=%s", wish->folder));
  if (wish->way != NULL)
    g_ptr_array_add(argv, g_strdup_printf("--way=%s", wish->way));
  for (guint i = 0; wish->options != NULL && wish->options[i] != NULL; i++)
    g_ptr_array_add(argv, g_strdup_printf("--option=%s", wish->options[i]));
  g_ptr_array_add(argv, NULL);
  int status = 0;
  return g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                      &status, error) &&
         g_spawn_check_wait_status(status, error);
}

static void remove_text(const char *folder, guint seed)
{
  static const char *const endings[] = {"txt",        "md",          "html",     "truth.csv",
                                        "facts.json", "layout.json", "lost.csv", "way"};
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strdup_printf("%s/%u.%s", folder, seed, endings[i]);
    g_unlink(path);
  }
}

static void add_cells(Cells *sum, const Cells *c)
{
  sum->all += c->all;
  sum->right += c->right;
  sum->doubtful += c->doubtful;
  sum->missing += c->missing;
  sum->silent += c->silent;
  sum->inferred_wrong += c->inferred_wrong;
}

static void add_group(Group *sum, const Group *g)
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

static void print_cells(const char *name, const Cells *c)
{
  double low, high;
  gd_bench_wilson(c->right, c->all, &low, &high);
  printf("%-14s %7u  right %8.4f %% [%.3f, %.3f]  doubtful %5u (%.3f %%)  missing %5u  silent %4u  "
         "inferred wrong %4u\n",
         name, c->all, 100.0 * c->right / MAX(c->all, 1), 100 * low, 100 * high, c->doubtful,
         100.0 * c->doubtful / MAX(c->all, 1), c->missing, c->silent, c->inferred_wrong);
}

static void print_group(const Group *g)
{
  print_cells(g->name, &g->whole);
  if (g->lost.all > 0) {
    print_cells("  lost", &g->lost);
    printf("  invisible: %u of %u lost\n", g->invisible, g->lost.all);
  }
  if (g->empty.all > 0)
    print_cells("  empty", &g->empty);
}

static void print_total(const Group *all)
{
  double none, worst;
  guint silent = all->whole.silent + all->whole.inferred_wrong;
  print_group(all);
  gd_bench_wilson(silent, all->whole.all, &none, &worst);
  printf("%u texts, %u unread, %u reports; wrong and sure: %u (< %.5f %%); header fields: %u of %u "
         "right, %u silent; false warnings on prose: %u; %.2f ms a text (worst %.1f)\n",
         all->texts, all->unread, all->reports, silent, 100 * worst, all->fields_right, all->fields,
         all->fields_silent, all->contradicted, all->milliseconds / MAX(all->texts, 1), all->worst);
}

static int judge(const GdTextsWish *wish, const Group *all, const Group *wrong_totals)
{
  const Cells *c = &all->whole;
  guint silent = c->silent + c->inferred_wrong + all->lost.silent + all->lost.inferred_wrong +
                 all->empty.silent + all->empty.inferred_wrong + wrong_totals->whole.silent +
                 wrong_totals->whole.inferred_wrong;
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
  Bench bench = {.wish = wish, .ways = ways, .wrong_totals = {.name = "wrong totals"}};
  gboolean good = shred(wish, &error);
  for (guint i = 0; i < wish->count && good; i++) {
    bench.seed = wish->first + i;
    good = run_seed(&bench, data, &error);
  }
  for (guint i = 0; i < wish->count && !wish->keep; i++)
    remove_text(wish->folder, wish->first + i);
  if (!good) {
    fprintf(stderr, "texts, seed %u: %s\n", bench.seed, error->message);
    return 2;
  }
  Group all = {.name = "all"};
  printf("texts, seeds %u to %u, %u numbers lost in each\n", wish->first,
         wish->first + wish->count - 1, wish->lost);
  for (guint i = 0; i < ways->len; i++) {
    print_group(ways->pdata[i]);
    add_group(&all, ways->pdata[i]);
  }
  if (bench.wrong_totals.texts > 0)
    print_group(&bench.wrong_totals);
  print_total(&all);
  return judge(wish, &all, &bench.wrong_totals);
}
