/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether guidang is ever silently wrong: one table over reports with a text layer, texts and
 * scans, printed totals wrong in a fifth of them.
 *
 *   silent     cells called ok or blank, and wrong
 *   settled    repaired or inferred; wrongly: and wrong
 *   misprints  totals printed wrong; named: by a finding; "repaired": a cell of their relations was
 *              settled as something else than what is printed
 *   people     cells left to people (doubtful, missing) in no relation that is printed wrong
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "bench/making.h"
#include "bench/measure.h"

/* One text in so many has a wrong total: the typesetter's share. */
#define TEXT_MISPRINTS 5

typedef struct {
  const char *name;
  double promised; /* share of cells left to people, at most; negative: none promised */
  guint files, cells, silent, settled, settled_wrongly, misprints, named, repaired;
  guint others, people; /* cells in no misprinted relation; of these, left to people */
} Row;

enum { PDFS, TEXTS, TORN, SCANS, N_ROWS = SCANS + 5 };

typedef struct {
  const GdBenchData *data;
  GdMaking making;
  Row rows[N_ROWS];
  gboolean list;
  guint seed;
} Bench;

/* ---- counting -------------------------------------------------------------------- */

static char *key_of(const GdForm *form, guint leaf)
{
  const GdFormLeaf *of = &g_array_index(form->leaves, GdFormLeaf, leaf);
  const GdFormTable *table = form->tables->pdata[of->table];
  return g_strdup_printf("%s/%s/%s", table->id, of->row->id, of->column->id);
}

static void add_cells(GHashTable *cells, const GdForm *form, const GdEquation *equation,
                      const char *key)
{
  gboolean runs_through = FALSE;
  for (int adding = 0; adding < 2 && (!adding || runs_through); adding++)
    for (guint i = 0; i < equation->terms->len; i++) {
      g_autofree char *other = key_of(form, g_array_index(equation->terms, GdTerm, i).leaf);
      runs_through |= g_str_equal(other, key);
      if (adding)
        g_hash_table_add(cells, g_steal_pointer(&other));
    }
}

/* The cells of all relations of report d that are printed wrong. Caller owns. */
static GHashTable *misprinted_cells(const Bench *bench, const GdTruth *truth, guint d)
{
  GHashTable *cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < truth->errors->len; i++) {
    const GdTruthError *error = truth->errors->pdata[i];
    for (guint f = 0; error->document == d && f < bench->data->forms->forms->len; f++) {
      const GdForm *form = bench->data->forms->forms->pdata[f];
      for (guint e = 0; e < form->equations->len; e++)
        if (!((const GdEquation *)form->equations->pdata[e])->across)
          add_cells(cells, form, form->equations->pdata[e], error->key);
    }
  }
  return cells;
}

static void list_cell(const Bench *bench, const Row *row, const char *what, const char *key,
                      const char *printed, const GdValue *value)
{
  if (!bench->list)
    return;
  g_autofree char *number = value && value->has_number ? gd_number_to_string(value->number) : NULL;
  printf("  %s %u %s %s printed '%s' read '%s' %s '%s': %s\n", row->name, bench->seed, what, key,
         printed, number ? number : "", value ? gd_status_name(value->status) : "absent",
         value && value->raw ? value->raw : "", value && value->note ? value->note : "");
}

static gboolean is_right(const GdTruth *truth, const GdTruthCell *cell, const GdValue *value)
{
  /* a text does not tell a zero printed as nothing from an empty cell */
  gboolean empty = g_strcmp0(g_hash_table_lookup(truth->lost, cell->key), "empty") == 0;
  return gd_bench_is_right(cell, value) ||
         (empty && value != NULL && value->has_number && gd_number_is_zero(value->number));
}

static void count_cell(const Bench *bench, Row *row, const GdTruth *truth, const GdTruthCell *cell,
                       const GdValue *value, gboolean misprinted)
{
  gboolean right = is_right(truth, cell, value);
  GdStatus status = value != NULL ? value->status : GD_STATUS_MISSING;
  gboolean sure = status == GD_STATUS_OK || status == GD_STATUS_BLANK;
  gboolean settled = status == GD_STATUS_REPAIRED || status == GD_STATUS_INFERRED;
  row->cells++;
  row->silent += sure && !right;
  row->settled += settled;
  row->settled_wrongly += settled && !right;
  row->repaired += settled && !right && misprinted;
  row->others += !misprinted;
  row->people += !misprinted && !sure && !settled;
  const char *what = (sure || settled) && !right        ? "WRONG"
                     : !misprinted && !sure && !settled ? "people"
                                                        : NULL;
  if (what != NULL)
    list_cell(bench, row, what, cell->key, cell->value, value);
}

/* What is read as certain of cells that the report does not print. */
static void count_extra(const Bench *bench, Row *row, GHashTable *values)
{
  GHashTableIter iter;
  gpointer key, data;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &key, &data)) {
    const GdValue *value = data;
    if (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK)
      continue;
    row->cells++;
    row->silent++;
    list_cell(bench, row, "WRONG", key, "(not printed)", value);
  }
}

/* documents: those in which report d may stand. */
static void count_report(const Bench *bench, Row *row, const GdTruth *truth, guint d,
                         const GdDocument *const *documents, guint n)
{
  g_autoptr(GHashTable) misprinted = misprinted_cells(bench, truth, d);
  g_autoptr(GHashTable) values = gd_bench_index_new();
  for (guint i = 0; i < n; i++)
    gd_bench_index(values, documents[i]);
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    if (cell->document != d)
      continue;
    count_cell(bench, row, truth, cell, g_hash_table_lookup(values, cell->key),
               g_hash_table_contains(misprinted, cell->key));
    g_hash_table_remove(values, cell->key);
  }
  count_extra(bench, row, values);
  for (guint i = 0; i < truth->errors->len; i++) {
    const GdTruthError *error = truth->errors->pdata[i];
    gboolean named = FALSE;
    for (guint k = 0; error->document == d && k < n; k++)
      named |= gd_bench_names_cell(documents[k], error->key);
    row->misprints += error->document == d;
    row->named += named;
    if (error->document == d && !named)
      list_cell(bench, row, "NOT NAMED", error->key, "", NULL);
  }
}

static void count_file(const Bench *bench, Row *row, const GdTruth *truth,
                       const GPtrArray *documents)
{
  row->files++;
  for (guint d = 1; d <= truth->n_reports; d++) {
    const GdDocument *document = gd_made_document(documents, truth, d);
    count_report(bench, row, truth, d, &document, document != NULL);
  }
}

/* ---- making ---------------------------------------------------------------------- */

static gboolean run_pdf(Bench *bench, GError **error)
{
  if (!gd_make_report(&bench->making, bench->seed, error))
    return FALSE;
  g_autoptr(GdTruth) truth = gd_truth_load(bench->making.folder, bench->seed, error);
  if (truth == NULL)
    return FALSE;
  g_autofree char *path = g_strdup_printf("%s/%u.pdf", bench->making.folder, bench->seed);
  g_autoptr(GPtrArray) documents = gd_bench_convert(path, bench->data, NULL);
  count_file(bench, &bench->rows[PDFS], truth, documents);
  return TRUE;
}

/* Whether the text has lost its heads, or has zeros that are printed as nothing. */
static gboolean is_torn(const Bench *bench)
{
  g_autofree char *path = g_strdup_printf("%s/%u.way", bench->making.folder, bench->seed);
  g_autofree char *way = NULL;
  return g_file_get_contents(path, &way, NULL, NULL) &&
         (strstr(way, "no-heads") != NULL || strstr(way, "empty-zeros") != NULL);
}

static gboolean run_text(Bench *bench, GError **error)
{
  const char *const options[] = {
      bench->seed % TEXT_MISPRINTS == 0 ? "wrong-total" : "not-wrong-total", NULL};
  if (!gd_make_texts(&bench->making, bench->seed, 1, 0, NULL, options, error))
    return FALSE;
  g_autoptr(GdTruth) truth = gd_truth_load(bench->making.folder, bench->seed, error);
  if (truth == NULL)
    return FALSE;
  g_autofree char *path = gd_made_text(&bench->making, bench->seed);
  g_autoptr(GPtrArray) documents = gd_bench_convert(path, bench->data, NULL);
  Row *row = &bench->rows[is_torn(bench) ? TORN : TEXTS];
  row->files++;
  count_report(bench, row, truth, 1,
               documents != NULL ? (const GdDocument *const *)documents->pdata : NULL,
               documents != NULL ? documents->len : 0);
  return TRUE;
}

static gboolean run_scans(Bench *bench, GError **error)
{
  if (!gd_make_report(&bench->making, bench->seed, error))
    return FALSE;
  g_autoptr(GdTruth) truth = gd_truth_load(bench->making.folder, bench->seed, error);
  for (guint r = SCANS; r < N_ROWS && truth != NULL; r++) {
    g_autofree char *scan = NULL;
    if (!gd_make_scan(&bench->making, bench->seed, bench->rows[r].name, &scan, error))
      return FALSE;
    g_autoptr(GPtrArray) documents = gd_bench_convert(scan, bench->data, NULL);
    count_file(bench, &bench->rows[r], truth, documents);
    gd_made_remove_scan(scan);
  }
  return truth != NULL;
}

/* ---- figures --------------------------------------------------------------------- */

static void print_row(const Row *row)
{
  double none, silent, low, high;
  gd_bench_wilson(row->silent, row->cells, &none, &silent);
  gd_bench_wilson(row->people, row->others, &low, &high);
  g_autofree char *promised =
      row->promised >= 0 ? g_strdup_printf("%.1f %%", 100 * row->promised) : g_strdup("");
  printf("| %s | %u | %u | %u (< %.4f %%) | %u | %u | %u | %u | %u | %.3f %% [%.3f, %.3f] | %s |\n",
         row->name, row->files, row->cells, row->silent, 100 * silent, row->settled,
         row->settled_wrongly, row->misprints, row->named, row->repaired,
         100.0 * row->people / MAX(row->others, 1), 100 * low, 100 * high, promised);
}

static void add_row(Row *sum, const Row *row)
{
  sum->files += row->files;
  sum->cells += row->cells;
  sum->silent += row->silent;
  sum->settled += row->settled;
  sum->settled_wrongly += row->settled_wrongly;
  sum->misprints += row->misprints;
  sum->named += row->named;
  sum->repaired += row->repaired;
  sum->others += row->others;
  sum->people += row->people;
}

/* 1 if, fax apart, a cell is silently wrong, a misprint is in no finding, or one was "repaired". Of
 * texts without heads or zeros rows may stay in doubt as a whole, so that no sum can be made. */
static int report(const Bench *bench)
{
  guint missed = 0;
  Row all = {.name = "all but fax", .promised = -1};
  printf(
      "| | files | cells | ok or blank, and wrong | settled | wrongly | misprints | in a finding "
      "| \"repaired\" | to people | promised |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (guint r = 0; r < N_ROWS; r++) {
    if (bench->rows[r].files == 0)
      continue;
    print_row(&bench->rows[r]);
    if (r + 1 < N_ROWS)
      add_row(&all, &bench->rows[r]);
    if (r + 1 < N_ROWS && r != TORN)
      missed += bench->rows[r].misprints - bench->rows[r].named;
  }
  print_row(&all);
  return all.silent > 0 || missed > 0 || all.repaired > 0 ? 1 : 0;
}

/* ---- all of it ------------------------------------------------------------------- */

typedef struct {
  int first, pdfs, texts, scans;
  double minutes;
  gboolean tables_only, list;
  char **set, **scan_set;
} Arguments;

static gboolean run(Bench *bench, const Arguments *a, GError **error)
{
  const guint counts[] = {(guint)MAX(a->pdfs, 0), (guint)MAX(a->texts, 0), (guint)MAX(a->scans, 0)};
  gboolean (*const runs[])(Bench *, GError **) = {run_pdf, run_text, run_scans};
  gint64 end = G_MAXINT64;
  for (guint kind = 0; kind < G_N_ELEMENTS(runs); kind++) {
    if (runs[kind] == run_scans && a->minutes > 0)
      end = g_get_monotonic_time() + (gint64)(a->minutes * 60 * G_USEC_PER_SEC);
    for (guint i = 0; i < counts[kind] && g_get_monotonic_time() < end; i++) {
      bench->seed = (guint)a->first + i;
      gboolean good = runs[kind](bench, error);
      gd_made_remove(&bench->making, bench->seed);
      if (!good)
        return FALSE;
    }
  }
  return TRUE;
}

static int measure(const Arguments *a, const char *self)
{
  g_autoptr(GError) error = NULL;
  GdBenchData data = {.prose = a->tables_only ? GD_PROSE_FIELDS : GD_PROSE_ALL};
  g_autofree char *typeset = gd_bench_tool(self, "typeset");
  g_autofree char *degrade = gd_bench_tool(self, "degrade");
  g_autofree char *shred = gd_bench_tool(self, "shred");
  g_autofree char *folder = NULL;
  if (gd_bench_load(&data, &error))
    folder = g_dir_make_tmp("guidang-honesty-XXXXXX", &error);
  Bench bench = {.data = &data,
                 .making = {.typeset = typeset,
                            .degrade = degrade,
                            .shred = shred,
                            .folder = folder,
                            .set = (const char *const *)a->set,
                            .scan_set = (const char *const *)a->scan_set},
                 .rows = {{.name = "born-digital", .promised = -1},
                          {.name = "texts", .promised = -1},
                          {.name = "texts without heads or zeros", .promised = -1},
                          {.name = "clean", .promised = 0.002},
                          {.name = "office", .promised = 0.002},
                          {.name = "phone", .promised = 0.002},
                          {.name = "worn", .promised = 0.01},
                          {.name = "fax", .promised = 0.08}},
                 .list = a->list};
  int status = 2;
  if (folder != NULL && run(&bench, a, &error))
    status = report(&bench);
  if (error != NULL)
    fprintf(stderr, "seed %u: %s\n", bench.seed, error->message);
  if (folder != NULL)
    g_rmdir(folder);
  gd_bench_clear(&data);
  return status;
}

int main(int argc, char **argv)
{
  Arguments a = {.first = 10000, .pdfs = 1000, .texts = 1000, .scans = 20};
  GOptionEntry entries[] = {
      {"first", 0, 0, G_OPTION_ARG_INT, &a.first, "first seed of each kind (default 10000)", "N"},
      {"pdfs", 0, 0, G_OPTION_ARG_INT, &a.pdfs, "files with a text layer (default 1000)", "N"},
      {"texts", 0, 0, G_OPTION_ARG_INT, &a.texts, "texts (default 1000)", "N"},
      {"scans", 0, 0, G_OPTION_ARG_INT, &a.scans, "files scanned at each level (default 20)", "N"},
      {"minutes", 0, 0, G_OPTION_ARG_DOUBLE, &a.minutes,
       "begin no further scan after so many minutes of scans", "N"},
      {"tables-only", 0, 0, G_OPTION_ARG_NONE, &a.tables_only, "of scans: as convert --tables-only",
       NULL},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.set, "force a parameter of the typesetter",
       "KEY=VALUE"},
      {"scan-set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.scan_set,
       "force a parameter of the degrader", "KEY=VALUE"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &a.list, "print every cell that is wrong or left to people",
       NULL},
      {NULL}};
  g_autoptr(GOptionContext) context = g_option_context_new("- is guidang ever silently wrong?");
  g_option_context_add_main_entries(context, entries, NULL);
  g_autoptr(GError) error = NULL;
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 64;
  }
  int status = measure(&a, argv[0]);
  g_strfreev(a.set);
  g_strfreev(a.scan_set);
  return status;
}
