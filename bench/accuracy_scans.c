/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each report is typeset once and degraded at every level. A cell is
 *
 *   right    its value is the printed one (a blank stays blank)
 *   flagged  read wrongly, and its status says that a person must look
 *   silent   read wrongly, and its status says that nobody must
 *   missing  not read at all, and said so
 *
 * counted over all cells, over those that are not 0, over those that stand in a
 * relation of a form, and over the others.
 */
#include "bench/accuracy_scans.h"

#include "bench/making.h"
#include "bench/scan_fields.h"
#include "bench/scan_prose.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef enum { CELLS_ALL, CELLS_NON_ZERO, CELLS_RELATED, CELLS_OTHER, N_CELLS } Kind;

static const char *const kind_names[N_CELLS] = {"cells", "non-zero", "in relations", "others"};

typedef struct {
  guint all, right, sure, flagged, silent, missing;
} Counts;

typedef struct {
  const char *name;
  Counts counts[N_CELLS];
  GdScanFields *fields; /* owned */
  GdProseCounts prose;
  guint reports, found, files, unread;
  double seconds; /* processor time of converting */
} Level;

typedef struct {
  const GdScansWish *wish;
  GHashTable *related; /* "table/row/column" of cells in relations of one report */
  guint seed;
} Bench;

static const char *const usual_levels[] = {
    "clean",   "office",       "worn",          "phone",  "fax", "sealed", "dark-border",
    "low-dpi", "colour-paper", "bleed-through", "turned", "any", NULL};

/* Shares of right cells that are promised. */
static const struct {
  const char *level;
  double right;
} promises[] = {
    {"clean", 0.999}, {"office", 0.999}, {"phone", 0.999}, {"worn", 0.997}, {"fax", 0.96}};

/* ---- counting ---------------------------------------------------------------- */

static GHashTable *find_related(const GdFormSet *set)
{
  GHashTable *related = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint f = 0; f < set->forms->len; f++) {
    const GdForm *form = set->forms->pdata[f];
    for (guint e = 0; e < form->equations->len; e++) {
      const GdEquation *equation = form->equations->pdata[e];
      for (guint t = 0; t < equation->terms->len && !equation->across; t++) {
        guint index = g_array_index(equation->terms, GdTerm, t).leaf;
        const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, index);
        const GdFormTable *table = form->tables->pdata[leaf->table];
        g_hash_table_add(related,
                         g_strdup_printf("%s/%s/%s", table->id, leaf->row->id, leaf->column->id));
      }
    }
  }
  return related;
}

static gboolean is_sure(const GdValue *value)
{
  return value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK ||
                           value->status == GD_STATUS_INFERRED);
}

static void count(Counts *counts, gboolean right, gboolean sure, gboolean missing)
{
  counts->all++;
  counts->right += right;
  counts->sure += sure;
  counts->missing += missing;
  counts->silent += !right && sure;
  counts->flagged += !right && !sure && !missing;
}

static void list_cell(const Bench *bench, const Level *level, guint document, const char *key,
                      const char *printed, const GdValue *value)
{
  g_autofree char *number = value && value->has_number ? gd_number_to_string(value->number) : NULL;
  printf("  %s %u.%u %s%s printed '%s' read '%s' %s %s: %s\n", level->name, bench->seed, document,
         is_sure(value) ? "SILENT " : "", key, printed, number ? number : "",
         value ? gd_status_name(value->status) : "absent", value && value->raw ? value->raw : "",
         value && value->note ? value->note : "");
}

static void compare_cell(const Bench *bench, Level *level, const GdTruthCell *cell,
                         const GdValue *value)
{
  gboolean right = gd_bench_is_right(cell, value), sure = is_sure(value);
  gboolean missing = value == NULL || value->status == GD_STATUS_MISSING;
  gboolean zero = cell->is_blank || strspn(cell->value, "0.-") == strlen(cell->value);
  gboolean related = g_hash_table_contains(bench->related, cell->key);
  count(&level->counts[CELLS_ALL], right, sure, missing);
  if (!zero)
    count(&level->counts[CELLS_NON_ZERO], right, sure, missing);
  count(&level->counts[related ? CELLS_RELATED : CELLS_OTHER], right, sure, missing);
  if (bench->wish->list && (!right || !sure))
    list_cell(bench, level, cell->document, cell->key, cell->value, value);
}

/* A cell that the report does not print, read as certain, is silently wrong too. */
static void compare_extra(const Bench *bench, Level *level, guint document, const char *key,
                          const GdValue *value)
{
  if (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK)
    return;
  gboolean related = g_hash_table_contains(bench->related, key);
  count(&level->counts[CELLS_ALL], FALSE, TRUE, FALSE);
  count(&level->counts[related ? CELLS_RELATED : CELLS_OTHER], FALSE, TRUE, FALSE);
  if (bench->wish->list)
    list_cell(bench, level, document, key, "", value);
}

static void compare_report(const Bench *bench, Level *level, const GdTruth *truth, guint d,
                           const GdDocument *document)
{
  g_autoptr(GHashTable) values = gd_bench_index_new();
  if (document != NULL)
    gd_bench_index(values, document);
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    if (cell->document != d)
      continue;
    compare_cell(bench, level, cell, g_hash_table_lookup(values, cell->key));
    g_hash_table_remove(values, cell->key);
  }
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &key, &value))
    compare_extra(bench, level, d, key, value);
  g_autofree char *where = g_strdup_printf("%s %u.%u", level->name, bench->seed, d);
  gd_scan_fields_compare(level->fields, truth, d, document, bench->wish->list ? where : NULL);
}

/* text: NULL if prose is not compared. */
static void compare_prose(const Bench *bench, Level *level, const GdProseTruth *text,
                          const GPtrArray *documents)
{
  if (text == NULL || documents == NULL || documents->len == 0)
    return;
  g_autofree char *where = g_strdup_printf("%s %u", level->name, bench->seed);
  const GdDocument *first = documents->pdata[0];
  gd_prose_compare(&level->prose, text, first->source->pages, bench->wish->list ? where : NULL);
}

static void compare(const Bench *bench, Level *level, const GdTruth *truth,
                    const GPtrArray *documents)
{
  level->files++;
  level->unread += documents == NULL;
  level->reports += truth->n_reports;
  for (guint d = 1; d <= truth->n_reports; d++) {
    const GdDocument *document = gd_made_document(documents, truth, d);
    level->found += document != NULL;
    compare_report(bench, level, truth, d, document);
  }
}

/* ---- making and converting --------------------------------------------------- */

static gboolean run_level(const Bench *bench, const GdMaking *making, Level *level,
                          const GdTruth *truth, const GdProseTruth *text, const GdBenchData *data,
                          GError **error)
{
  g_autofree char *scan = NULL;
  if (!gd_make_scan(making, bench->seed, level->name, &scan, error))
    return FALSE;
  clock_t start = clock();
  g_autoptr(GPtrArray) documents = gd_bench_convert(scan, data, NULL);
  level->seconds += (double)(clock() - start) / CLOCKS_PER_SEC;
  compare(bench, level, truth, documents);
  compare_prose(bench, level, text, documents);
  if (!bench->wish->keep)
    gd_made_remove_scan(scan);
  return TRUE;
}

/* The text of the PDF; NULL if it cannot be read. */
static GdProseTruth *read_text(const char *pdf, const GdBenchData *data)
{
  g_autoptr(GPtrArray) grids = NULL;
  g_autoptr(GPtrArray) documents = gd_bench_convert(pdf, data, &grids);
  if (documents == NULL || documents->len == 0)
    return NULL;
  const GdDocument *first = documents->pdata[0];
  return gd_prose_truth_new(first->source->pages, grids);
}

static gboolean run_seed(const Bench *bench, const GdMaking *making, Level *levels, guint n_levels,
                         const GdBenchData *data, GError **error)
{
  if (!gd_make_report(making, bench->seed, error))
    return FALSE;
  g_autoptr(GdTruth) truth = gd_truth_load(making->folder, bench->seed, error);
  g_autofree char *pdf = g_strdup_printf("%s/%u.pdf", making->folder, bench->seed);
  g_autoptr(GdProseTruth) text = data->prose == GD_PROSE_ALL ? read_text(pdf, data) : NULL;
  gboolean good = truth != NULL;
  for (guint i = 0; i < n_levels && good; i++)
    good = run_level(bench, making, &levels[i], truth, text, data, error);
  if (!bench->wish->keep)
    gd_made_remove(making, bench->seed);
  return good;
}

/* ---- figures ------------------------------------------------------------------- */

static void print_counts(const char *name, const Counts *c)
{
  double low, high, none, worst;
  gd_bench_wilson(c->right, c->all, &low, &high);
  gd_bench_wilson(c->silent, c->all, &none, &worst);
  printf("  %-14s %7u  right %8.4f %% [%.4f, %.4f]  sure %7u  flagged %6u  silent %4u "
         "(< %.4f %%)  missing %6u\n",
         name, c->all, 100.0 * c->right / MAX(c->all, 1), 100 * low, 100 * high, c->sure,
         c->flagged, c->silent, 100 * worst, c->missing);
}

static void print_level(const Level *level, const GdBenchData *data)
{
  printf("%s: %u reports in %u files, %u found, %u files not read, %.0f ms of processor a file\n",
         level->name, level->reports, level->files, level->found, level->unread,
         1000 * level->seconds / MAX(level->files, 1));
  for (guint k = 0; k < N_CELLS; k++)
    print_counts(kind_names[k], &level->counts[k]);
  if (data->prose != GD_PROSE_NONE)
    gd_scan_fields_print(level->fields);
  if (data->prose == GD_PROSE_ALL)
    gd_prose_print(&level->prose);
}

static gboolean keeps_promise(const Level *level)
{
  const Counts *all = &level->counts[CELLS_ALL], *non_zero = &level->counts[CELLS_NON_ZERO];
  for (guint i = 0; i < G_N_ELEMENTS(promises); i++)
    if (g_str_equal(promises[i].level, level->name) &&
        (all->right < promises[i].right * all->all ||
         non_zero->right < promises[i].right * non_zero->all))
      return FALSE;
  return TRUE;
}

static int judge(const GdScansWish *wish, const Level *levels, guint n)
{
  gboolean good = TRUE, silent = FALSE;
  for (guint i = 0; i < n; i++) {
    good = good && keeps_promise(&levels[i]);
    silent = silent || levels[i].counts[CELLS_RELATED].silent > 0;
  }
  return (wish->gate && (!good || silent)) || (wish->gate_silent && silent) ? 1 : 0;
}

int gd_accuracy_scans(const GdScansWish *wish, const GdBenchData *data)
{
  const char *const *names = wish->levels != NULL ? wish->levels : usual_levels;
  guint n = g_strv_length((char **)names);
  g_autofree Level *levels = g_new0(Level, n);
  for (guint i = 0; i < n; i++) {
    levels[i].name = names[i];
    levels[i].fields = gd_scan_fields_new();
  }
  g_autoptr(GHashTable) related = find_related(data->forms);
  Bench bench = {.wish = wish, .related = related};
  const GdMaking making = {.typeset = wish->typeset,
                           .degrade = wish->degrade,
                           .folder = wish->folder,
                           .form = wish->form,
                           .set = wish->set,
                           .scan_set = wish->scan_set};
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < wish->count && error == NULL; i++) {
    bench.seed = wish->first + i;
    run_seed(&bench, &making, levels, n, data, &error);
  }
  if (error == NULL)
    printf("scans, seeds %u to %u\n", wish->first, wish->first + wish->count - 1);
  else
    fprintf(stderr, "seed %u: %s\n", bench.seed, error->message);
  for (guint i = 0; i < n; i++) {
    if (error == NULL)
      print_level(&levels[i], data);
    gd_scan_fields_free(levels[i].fields);
  }
  return error == NULL ? judge(wish, levels, n) : 2;
}
