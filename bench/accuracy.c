/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Typesets reports, converts them and compares every cell with what was
 * printed.
 *
 *   right    the value is the printed one (a blank stays blank)
 *   flagged  not right, and the status says that a person must look
 *   silent   not right, and marked ok or blank: the worst bug there is
 */
#include "bench/accuracy_scans.h"
#include "bench/accuracy_texts.h"
#include "bench/making.h"
#include "bench/measure.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  guint all, right, flagged, silent, ok;
} Counts;

typedef struct {
  Counts cells, non_zero, fields;
  guint reports, reports_found, totals_wrong, totals_named, false_errors, silent_fields;
  gboolean list;
  guint seed;
} Bench;

static void count(Counts *counts, gboolean right, gboolean sure)
{
  counts->all++;
  counts->ok += sure;
  counts->right += right;
  counts->flagged += !right && !sure;
  counts->silent += !right && sure;
}

static void compare_cell(Bench *bench, const GdTruthCell *cell, const GdValue *value)
{
  gboolean right = gd_bench_is_right(cell, value);
  gboolean sure =
      value != NULL && (value->status == GD_STATUS_OK || value->status == GD_STATUS_BLANK ||
                        value->status == GD_STATUS_INFERRED);
  count(&bench->cells, right, sure);
  if (!cell->is_blank && strspn(cell->value, "0.-") != strlen(cell->value))
    count(&bench->non_zero, right, sure);
  if (bench->list && (!right || !sure)) {
    g_autofree char *number =
        value && value->has_number ? gd_number_to_string(value->number) : NULL;
    printf("  %u.%u %s%s printed '%s' read '%s' %s %s: %s\n", bench->seed, cell->document,
           right  ? ""
           : sure ? "SILENT "
                  : "wrong ",
           cell->key, cell->value, number ? number : "",
           value ? gd_status_name(value->status) : "absent", value && value->raw ? value->raw : "",
           value && value->note ? value->note : "");
  }
}

/* A cell that the report does not print, read as certain, is silently wrong too. */
static void compare_extra(Bench *bench, const GdTruth *truth, guint d, GHashTable *values)
{
  for (guint i = 0; i < truth->cells->len; i++) {
    const GdTruthCell *cell = truth->cells->pdata[i];
    if (cell->document == d)
      g_hash_table_remove(values, cell->key);
  }
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    GdStatus status = ((const GdValue *)value)->status;
    if (status != GD_STATUS_OK && status != GD_STATUS_BLANK)
      continue;
    count(&bench->cells, FALSE, TRUE);
    if (bench->list)
      printf("  %u.%u SILENT %s not printed, read as certain\n", bench->seed, d, (char *)key);
  }
}

static void compare_findings(Bench *bench, const GdTruth *truth, const GdDocument *document,
                             guint number)
{
  guint wrong = 0;
  for (guint i = 0; i < truth->errors->len; i++) {
    const GdTruthError *error = truth->errors->pdata[i];
    if (error->document != number)
      continue;
    wrong++;
    gboolean named = gd_bench_names_cell(document, error->key);
    bench->totals_named += named;
    if (!named && bench->list)
      printf("  %u.%u NOT NAMED %s\n", bench->seed, number, error->key);
  }
  bench->totals_wrong += wrong;
  for (guint i = 0; i < document->findings->len && wrong == 0; i++) {
    const GdFinding *finding = document->findings->pdata[i];
    if (finding->severity != GD_SEVERITY_ERROR)
      continue;
    bench->false_errors++;
    if (bench->list)
      printf("  %u.%u FALSE ERROR %s: %s\n", bench->seed, number, finding->check, finding->message);
  }
}

static void compare_fields(Bench *bench, const GdTruth *truth, const GdDocument *document,
                           guint number)
{
  for (guint i = 0; i < truth->fields->len; i++) {
    const GdTruthField *printed = truth->fields->pdata[i];
    if (printed->document != number)
      continue;
    const GdField *field = gd_document_field(document, printed->name);
    gboolean sure = field != NULL && field->status == GD_STATUS_OK;
    gboolean right = field != NULL && g_strcmp0(field->value, printed->value) == 0;
    count(&bench->fields, right, sure);
    if (bench->list && (!right || !sure))
      printf("  %u.%u %sfield %s printed '%s' read '%s' %s\n", bench->seed, number,
             right  ? ""
             : sure ? "SILENT "
                    : "wrong ",
             printed->name, printed->value, field && field->value ? field->value : "",
             field ? gd_status_name(field->status) : "absent");
  }
}

static gboolean is_printed(const GdTruth *truth, const char *name, guint number)
{
  for (guint i = 0; i < truth->fields->len; i++) {
    const GdTruthField *printed = truth->fields->pdata[i];
    if (printed->document == number && g_str_equal(printed->name, name))
      return TRUE;
  }
  return FALSE;
}

/* Header fields that the report does not have. */
static void compare_other_fields(Bench *bench, const GdTruth *truth, const GdDocument *document,
                                 guint number)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const GdField *field = document->fields->pdata[i];
    if (field->value == NULL || is_printed(truth, field->name, number))
      continue;
    gboolean sure = field->status == GD_STATUS_OK;
    count(&bench->fields, FALSE, sure);
    if (bench->list)
      printf("  %u.%u %sfield %s not printed, read '%s' %s\n", bench->seed, number,
             sure ? "SILENT " : "wrong ", field->name, field->value, gd_status_name(field->status));
  }
}

static void compare(Bench *bench, const GdTruth *truth, GPtrArray *documents)
{
  bench->reports += truth->n_reports;
  bench->reports_found += documents ? MIN(documents->len, truth->n_reports) : 0;
  if (bench->list && (documents == NULL || documents->len != truth->n_reports))
    printf("  %u REPORTS %u, found %u\n", bench->seed, truth->n_reports,
           documents ? documents->len : 0);
  for (guint d = 1; d <= truth->n_reports; d++) {
    const GdDocument *document = gd_made_document(documents, truth, d);
    g_autoptr(GHashTable) values = gd_bench_index_new();
    if (document != NULL)
      gd_bench_index(values, document);
    for (guint i = 0; i < truth->cells->len; i++) {
      const GdTruthCell *cell = truth->cells->pdata[i];
      if (cell->document == d)
        compare_cell(bench, cell, g_hash_table_lookup(values, cell->key));
    }
    compare_extra(bench, truth, d, values);
    if (document != NULL) {
      compare_findings(bench, truth, document, d);
      compare_fields(bench, truth, document, d);
      compare_other_fields(bench, truth, document, d);
    }
  }
}

static void print_counts(const char *name, const Counts *c)
{
  double low, high, worst, none;
  gd_bench_wilson(c->right, c->all, &low, &high);
  gd_bench_wilson(c->silent, c->all, &none, &worst);
  printf("%-16s %8u  right %8u  %.4f %% [%.4f, %.4f]  sure %8u  flagged %5u  silent %3u "
         "(< %.5f %%)\n",
         name, c->all, c->right, 100.0 * c->right / MAX(c->all, 1), 100 * low, 100 * high, c->ok,
         c->flagged, c->silent, 100 * worst);
}

/* What the command line asks for. */
typedef struct {
  int first, count, lost;
  gboolean tables_only, no_prose, list, gate, gate_silent, texts, scans;
  char *program, *out, *way, *form;
  char **set, **option, **level, **scan_set;
} Arguments;

static gboolean run_seed(Bench *bench, const GdMaking *making, const GdBenchData *data,
                         GError **error)
{
  if (!gd_make_report(making, bench->seed, error))
    return FALSE;
  g_autoptr(GdTruth) truth = gd_truth_load(making->folder, bench->seed, error);
  if (truth == NULL)
    return FALSE;
  g_autofree char *pdf = g_strdup_printf("%s/%u.pdf", making->folder, bench->seed);
  g_autoptr(GPtrArray) documents = gd_bench_convert(pdf, data, NULL);
  compare(bench, truth, documents);
  return TRUE;
}

static void report(const Bench *bench, const Arguments *a)
{
  printf("born-digital, seeds %d to %d: %u reports in the files, %u found\n", a->first,
         a->first + a->count - 1, bench->reports, bench->reports_found);
  print_counts("cells", &bench->cells);
  print_counts("non-zero cells", &bench->non_zero);
  print_counts("header fields", &bench->fields);
  printf("wrong totals: %u printed, %u named by a finding; error findings where totals are right: "
         "%u\n",
         bench->totals_wrong, bench->totals_named, bench->false_errors);
}

static int judge(const Bench *bench, const Arguments *a)
{
  gboolean good = bench->cells.silent == 0 && bench->cells.right >= 0.9995 * bench->cells.all &&
                  bench->non_zero.right >= 0.9995 * bench->non_zero.all &&
                  bench->totals_named == bench->totals_wrong && bench->false_errors == 0;
  return (a->gate && !good) || (a->gate_silent && bench->cells.silent > 0) ? 1 : 0;
}

static int run_pdfs(const Arguments *a, const GdBenchData *data, const char *folder)
{
  g_autoptr(GError) error = NULL;
  Bench bench = {.list = a->list};
  const GdMaking making = {
      .typeset = a->program, .folder = folder, .form = a->form, .set = (const char *const *)a->set};
  for (int i = 0; i < a->count && error == NULL; i++) {
    bench.seed = (guint)(a->first + i);
    run_seed(&bench, &making, data, &error);
    if (a->out == NULL)
      gd_made_remove(&making, bench.seed);
  }
  if (error != NULL) {
    fprintf(stderr, "seed %u: %s\n", bench.seed, error->message);
    return 2;
  }
  report(&bench, a);
  return judge(&bench, a);
}

static int run_texts(const Arguments *a, const GdBenchData *data, const char *folder)
{
  GdTextsWish wish = {
      a->program,      folder,          a->form,        a->way,  (const char *const *)a->option,
      (guint)a->first, (guint)a->count, (guint)a->lost, a->list, a->out != NULL,
      a->gate,         a->gate_silent};
  return gd_accuracy_texts(&wish, data);
}

static int run_scans(const Arguments *a, const GdBenchData *data, const char *folder,
                     const char *self)
{
  g_autofree char *degrade = gd_bench_tool(self, "degrade");
  GdScansWish wish = {.typeset = a->program,
                      .degrade = degrade,
                      .folder = folder,
                      .form = a->form,
                      .levels = (const char *const *)a->level,
                      .set = (const char *const *)a->set,
                      .scan_set = (const char *const *)a->scan_set,
                      .first = (guint)a->first,
                      .count = (guint)a->count,
                      .list = a->list,
                      .keep = a->out != NULL,
                      .gate = a->gate,
                      .gate_silent = a->gate_silent};
  return gd_accuracy_scans(&wish, data);
}

static int run(Arguments *a, const char *self)
{
  g_autoptr(GError) error = NULL;
  GdBenchData data = {.prose = a->no_prose      ? GD_PROSE_NONE
                               : a->tables_only ? GD_PROSE_FIELDS
                                                : GD_PROSE_ALL};
  if (a->program == NULL)
    a->program = gd_bench_tool(self, a->texts ? "shred" : "typeset");
  g_autofree char *folder = NULL;
  if (gd_bench_load(&data, &error))
    folder = a->out != NULL ? g_strdup(a->out) : g_dir_make_tmp("guidang-accuracy-XXXXXX", &error);
  int status = 2;
  if (folder == NULL)
    fprintf(stderr, "%s\n", error->message);
  else
    status = a->texts   ? run_texts(a, &data, folder)
             : a->scans ? run_scans(a, &data, folder, self)
                        : run_pdfs(a, &data, folder);
  if (folder != NULL && a->out == NULL)
    g_rmdir(folder);
  gd_bench_clear(&data);
  return status;
}

int main(int argc, char **argv)
{
  Arguments a = {.first = 10000, .count = 500};
  GOptionEntry entries[] = {
      {"first", 0, 0, G_OPTION_ARG_INT, &a.first, "first seed (default 10000)", "N"},
      {"count", 0, 0, G_OPTION_ARG_INT, &a.count, "number of reports (default 500)", "N"},
      {"tables-only", 0, 0, G_OPTION_ARG_NONE, &a.tables_only, "of scans: as convert --tables-only",
       NULL},
      {"no-prose", 0, 0, G_OPTION_ARG_NONE, &a.no_prose, "of scans: no prose on any page", NULL},
      {"list", 0, 0, G_OPTION_ARG_NONE, &a.list, "print every cell that is not right or not sure",
       NULL},
      {"keep", 0, 0, G_OPTION_ARG_FILENAME, &a.out, "keep the reports in this folder", "DIR"},
      {"form", 0, 0, G_OPTION_ARG_STRING, &a.form, "typeset this form (default: any edition)",
       "ID"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.set, "force a parameter of the typesetter",
       "KEY=VALUE"},
      {"typeset", 0, 0, G_OPTION_ARG_FILENAME, &a.program,
       "the typesetter (with --texts: the shredder)", "PATH"},
      {"texts", 0, 0, G_OPTION_ARG_NONE, &a.texts, "measure on texts, not on PDFs", NULL},
      {"scans", 0, 0, G_OPTION_ARG_NONE, &a.scans, "measure on scans, not on PDFs with text", NULL},
      {"level", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.level, "scans: a level of the degrader",
       "NAME"},
      {"scan-set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.scan_set,
       "scans: force a parameter of the degrader", "KEY=VALUE"},
      {"way", 0, 0, G_OPTION_ARG_STRING, &a.way, "texts: only this way of breaking tables", "WAY"},
      {"option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &a.option, "texts: force an option",
       "[not-]NAME"},
      {"lost", 0, 0, G_OPTION_ARG_INT, &a.lost, "texts: numbers left out of each", "0..3"},
      {"gate", 0, 0, G_OPTION_ARG_NONE, &a.gate,
       "fail below the shares promised (PDFs: 99.95 % right), or if one cell is silently wrong",
       NULL},
      {"gate-silent", 0, 0, G_OPTION_ARG_NONE, &a.gate_silent, "fail if one cell is silently wrong",
       NULL},
      {NULL}};
  g_autoptr(GOptionContext) context = g_option_context_new("- accuracy over typeset reports");
  g_option_context_add_main_entries(context, entries, NULL);
  g_autoptr(GError) error = NULL;
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 64;
  }
  int status = run(&a, argv[0]);
  g_free(a.program);
  g_free(a.out);
  g_free(a.way);
  g_free(a.form);
  g_strfreev(a.set);
  g_strfreev(a.option);
  g_strfreev(a.level);
  g_strfreev(a.scan_set);
  return status;
}
