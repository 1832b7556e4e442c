/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * peers FOLDER SEED LEVEL [TOOL…]: the scan FOLDER/SEED.LEVEL.pdf and its truth (made by
 * `accuracy --scans --keep FOLDER`) through guidang and through other tools, in one run:
 * cells read rightly, processor time, memory.
 *
 *   guidang    tables only; then once more only the pages on which it found cells
 *   prose      guidang, prose too
 *   psm3, psm4 tesseract (chi_sim) on each page at 300 dpi; its text goes through guidang's
 *              reader of texts, which puts broken tables back
 *   ocrmypdf   its text layer by pdftotext -layout, the same
 *
 * Of the last three CER, the character error rate in prose (scan_prose.h). Making pages for
 * tesseract and reading texts is not counted. What the pages with tables cost stands behind the
 * rest if guidang was run before.
 */
#include "bench/measure.h"
#include "bench/scan_prose.h"
#include "bench/truth.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define DPI "300"
#define MOST_PAGES 40

typedef struct {
  const char *folder, *level;
  guint seed;
  char *scan; /* owned */
  GdTruth *truth;
  GdProseTruth *text; /* of the PDF; NULL if it is not there. Owned */
  GdBenchData data;
  guint64 tables; /* pages with cells of a form, as data.pages; 0 if guidang was not run */
  double seconds; /* of processor, guidang's for these pages */
} Bench;

/* What a tool made of the scan. */
typedef struct {
  guint right;    /* cells */
  guint64 tables; /* as in Bench */
  GdProseCounts prose;
} Result;

typedef struct {
  double seconds; /* of processor */
  double megabytes;
  gboolean failed;
} Cost;

static void add_cost(Cost *cost, int status, const struct rusage *usage)
{
  cost->seconds += (double)usage->ru_utime.tv_sec + (double)usage->ru_utime.tv_usec / 1e6 +
                   (double)usage->ru_stime.tv_sec + (double)usage->ru_stime.tv_usec / 1e6;
  cost->megabytes = MAX(cost->megabytes, (double)usage->ru_maxrss / 1024);
  cost->failed |= !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

/* Runs a program and adds what it took; *cost may be NULL. */
static gboolean run(const char *const *argv, Cost *cost)
{
  Cost nobody = {0}, *to = cost != NULL ? cost : &nobody;
  pid_t child = fork();
  if (child == 0) {
    if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
      _exit(126);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child)
    return FALSE;
  add_cost(to, status, &usage);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static guint64 page_bit(guint page)
{
  return page >= 1 && page <= MOST_PAGES ? G_GUINT64_CONSTANT(1) << (page - 1) : 0;
}

static guint64 pages_with_tables(const GPtrArray *documents)
{
  guint64 pages = 0;
  for (guint d = 0; documents != NULL && d < documents->len; d++) {
    const GPtrArray *values = ((const GdDocument *)documents->pdata[d])->values;
    for (guint i = 0; i < values->len; i++)
      pages |= page_bit(((const GdValue *)values->pdata[i])->page);
  }
  return pages;
}

/* What of the truth a file's documents have. */
static Result measure(const Bench *bench, const char *path)
{
  g_autoptr(GPtrArray) documents = gd_bench_convert(path, &bench->data, NULL);
  Result result = {.tables = pages_with_tables(documents)};
  if (bench->data.prose == GD_PROSE_ALL && documents != NULL && documents->len > 0)
    gd_prose_compare(&result.prose, bench->text,
                     ((const GdDocument *)documents->pdata[0])->source->pages, NULL);
  for (guint d = 1; d <= bench->truth->n_reports; d++) {
    g_autoptr(GHashTable) values = gd_bench_index_new();
    if (documents != NULL && d <= documents->len)
      gd_bench_index(values, documents->pdata[d - 1]);
    for (guint i = 0; i < bench->truth->cells->len; i++) {
      const GdTruthCell *cell = bench->truth->cells->pdata[i];
      result.right +=
          cell->document == d && gd_bench_is_right(cell, g_hash_table_lookup(values, cell->key));
    }
  }
  return result;
}

/* measure() in a process of its own, whose cost is told. */
static Result convert(const Bench *bench, const char *path, Cost *cost)
{
  int ends[2];
  Result result = {0};
  if (pipe(ends) != 0)
    return result;
  pid_t child = fork();
  if (child == 0) {
    result = measure(bench, path);
    _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
  }
  close(ends[1]);
  if (child > 0 && read(ends[0], &result, sizeof result) != sizeof result)
    result = (Result){0};
  close(ends[0]);
  int status = 0;
  struct rusage usage;
  if (child > 0 && wait4(child, &status, 0, &usage) == child)
    add_cost(cost, status, &usage);
  return result;
}

static void report(const Bench *bench, const char *name, const Result *result, const Cost *cost)
{
  guint n = bench->truth->cells->len;
  printf("%-9s %5u of %u cells right (%.1f %%)  %6.1f s of processor  %4.0f MB%s", name,
         result->right, n, 100.0 * result->right / MAX(n, 1), cost->seconds, cost->megabytes,
         cost->failed ? "  FAILED" : "");
  if (result->prose.characters > 0)
    printf("  CER %.3f %% of %u", 100.0 * result->prose.errors / result->prose.characters,
           result->prose.characters);
  printf("\n");
  fflush(stdout);
}

static Result run_guidang(const Bench *bench, const char *name, GdScansProse prose)
{
  Cost cost = {0};
  Bench other = *bench;
  other.data.prose = prose;
  const Result result = convert(&other, bench->scan, &cost);
  report(bench, name, &result, &cost);
  return result;
}

static guint count_pages(guint64 pages)
{
  guint n = 0;
  for (; pages != 0; pages &= pages - 1)
    n++;
  return n;
}

/* Tables only, and what the pages with tables cost. */
static void run_tables(Bench *bench)
{
  const Result result = run_guidang(bench, "guidang", GD_PROSE_NONE);
  if (result.tables == 0)
    return;
  Cost cost = {0};
  Bench other = *bench;
  other.data.pages = bench->tables = result.tables;
  convert(&other, bench->scan, &cost);
  bench->seconds = cost.seconds;
  printf("          %u pages with tables: %.2f s\n", count_pages(result.tables), cost.seconds);
  fflush(stdout); /* or each process begun later prints it again */
}

/* Text of tesseract for all pages → FOLDER/peers.txt. */
static void run_tesseract(const Bench *bench, const char *name, const char *psm)
{
  g_autofree char *base = g_build_filename(bench->folder, "peers", NULL);
  g_autofree char *text = g_strconcat(base, ".txt", NULL);
  g_autoptr(GString) all = g_string_new(NULL);
  Cost cost = {0}, tables = {0}, reading = {0};
  GdProseCounts prose = {0};
  for (guint page = 1; page <= MOST_PAGES; page++) {
    g_autofree char *number = g_strdup_printf("%u", page), *png = g_strconcat(base, ".png", NULL);
    const char *render[] = {"pdftoppm", "-r", DPI,    "-gray",     "-png", "-singlefile", "-f",
                            number,     "-l", number, bench->scan, base,   NULL};
    const char *read[] = {"tesseract", png, base, "-l", "chi_sim", "--psm", psm, NULL};
    g_autofree char *contents = NULL;
    g_unlink(png);
    if (!run(render, NULL) || !g_file_test(png, G_FILE_TEST_EXISTS))
      break;
    const double before = cost.seconds;
    if (run(read, &cost) && g_file_get_contents(text, &contents, NULL, NULL))
      g_string_append(all, contents);
    if ((bench->tables & page_bit(page)) != 0)
      tables.seconds += cost.seconds - before;
    if (bench->text != NULL)
      gd_prose_compare_text(&prose, bench->text, page - 1, contents != NULL ? contents : "");
    g_unlink(png);
  }
  g_file_set_contents(text, all->str, (gssize)all->len, NULL);
  Result result = convert(bench, text, &reading);
  result.prose = prose;
  report(bench, name, &result, &cost);
  if (bench->tables != 0)
    printf("          pages with tables: %.2f s, %.1f times guidang's\n", tables.seconds,
           tables.seconds / bench->seconds);
  fflush(stdout);
  g_unlink(text);
}

static void run_ocrmypdf(const Bench *bench)
{
  g_autofree char *pdf = g_build_filename(bench->folder, "peers.pdf", NULL);
  g_autofree char *text = g_build_filename(bench->folder, "peers.txt", NULL);
  const char *read[] = {"ocrmypdf",    "-l",        "chi_sim", "-j", "1",
                        "--force-ocr", bench->scan, pdf,       NULL};
  const char *layout[] = {"pdftotext", "-layout", pdf, text, NULL};
  Cost cost = {0}, reading = {0};
  g_autofree char *found = g_find_program_in_path("ocrmypdf");
  if (found == NULL) {
    printf("ocrmypdf  SKIP: not installed\n");
    return;
  }
  Result result = {0};
  if (run(read, &cost) && run(layout, NULL))
    result = convert(bench, text, &reading);
  report(bench, "ocrmypdf", &result, &cost);
  g_unlink(pdf);
  g_unlink(text);
}

static gboolean is_wanted(char *const *tools, const char *name)
{
  return tools[0] == NULL || g_strv_contains((const char *const *)tools, name);
}

/* The text of FOLDER/SEED.pdf, NULL if it cannot be read. */
static GdProseTruth *read_text(const Bench *bench)
{
  g_autofree char *pdf = g_strdup_printf("%s/%u.pdf", bench->folder, bench->seed);
  g_autoptr(GPtrArray) grids = NULL;
  g_autoptr(GPtrArray) documents = gd_bench_convert(pdf, &bench->data, &grids);
  if (documents == NULL || documents->len == 0)
    return NULL;
  return gd_prose_truth_new(((const GdDocument *)documents->pdata[0])->source->pages, grids);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "C.UTF-8");
  if (argc < 4) {
    fprintf(stderr, "usage: peers FOLDER SEED LEVEL [guidang|prose|psm3|psm4|ocrmypdf]…\n");
    return 64;
  }
  /* the others' threads off, as guidang has none */
  g_setenv("OMP_THREAD_LIMIT", "1", TRUE);
  Bench bench = {argv[1], argv[3], (guint)strtoul(argv[2], NULL, 10), NULL, NULL, NULL, {0}, 0, 0};
  bench.scan = g_strdup_printf("%s/%u.%s.pdf", bench.folder, bench.seed, bench.level);
  g_autoptr(GError) error = NULL;
  bench.truth = gd_truth_load(bench.folder, bench.seed, &error);
  bench.data.prose = GD_PROSE_NONE;
  if (bench.truth == NULL || !gd_bench_load(&bench.data, &error)) {
    fprintf(stderr, "peers: %s\n", error->message);
    return 2;
  }
  bench.text = read_text(&bench);
  if (is_wanted(argv + 4, "guidang"))
    run_tables(&bench);
  if (bench.text != NULL && is_wanted(argv + 4, "prose"))
    run_guidang(&bench, "prose", GD_PROSE_ALL);
  if (is_wanted(argv + 4, "psm3"))
    run_tesseract(&bench, "psm3", "3");
  if (is_wanted(argv + 4, "psm4"))
    run_tesseract(&bench, "psm4", "4");
  if (is_wanted(argv + 4, "ocrmypdf"))
    run_ocrmypdf(&bench);
  gd_prose_truth_free(bench.text);
  gd_bench_clear(&bench.data);
  gd_truth_free(bench.truth);
  g_free(bench.scan);
  return 0;
}
