/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processor time of guidang beside that of Poppler's own tools.
 *
 * 1. A round runs, one after the other, `guidang convert` of each build,
 *    `pdftotext -layout` and `pdftoppm -r 100 -gray`: whatever slows the machine
 *    down slows all of them. The first round only warms the caches.
 * 2. Of each run: user + system time of the process and all it waited for, and the
 *    largest resident set among them (wait4; a worker is waited for by guidang).
 * 3. The median over the rounds; the ratio of the medians against the limit. A busy
 *    host at times slows one program and not the others for seconds on end (seen: 30 %):
 *    a gate that is exceeded is measured once more.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* Most processor time against pdftotext + pdftoppm, with Poppler's private headers
 * and without, and most resident memory, MB: what the project promises. */
#define LIMIT_PRIVATE 0.6
#define LIMIT_RENDER 1.2
#define LIMIT_MEMORY 80.0

/* Rounds that count; odd, for a median. */
#define ROUNDS 15
#define CAP_ROUNDS 1000

/* What CTest takes for a skipped test. */
#define EXIT_SKIP 77

/* The report that the limits are stated for, in the folder $GUIDANG_SHARED. */
#define REFERENCE "reports/huaian-2024.pdf"

typedef struct {
  const char *name;
  char **argv;      /* owned */
  double limit;     /* of the ratio; 0: one of Poppler's tools */
  GArray *seconds;  /* of double, one for each round that counts. Owned */
  double megabytes; /* most of all rounds */
} Program;

typedef struct {
  char *build, *build_render;
  int rounds;
  gboolean gate;
  char **files;
} Options;

static Program *program_new(const char *name, double limit, const char *const *argv)
{
  Program *program = g_new0(Program, 1);
  program->name = name;
  program->argv = g_strdupv((char **)argv);
  program->limit = limit;
  program->seconds = g_array_new(FALSE, FALSE, sizeof(double));
  return program;
}

static void program_free(Program *program)
{
  g_strfreev(program->argv);
  g_array_unref(program->seconds);
  g_free(program);
}

/* Runs the program once. FALSE if it cannot be started or fails; guidang's exit
 * status 1 (something to review) is none. */
static gboolean run_once(Program *program, gboolean counts)
{
  GPid pid;
  g_autoptr(GError) error = NULL;
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL;
  if (!g_spawn_async(NULL, program->argv, NULL, flags, NULL, NULL, &pid, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return FALSE;
  }
  int status = 0;
  struct rusage used;
  if (wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) ||
      WEXITSTATUS(status) > (program->limit > 0 ? 1 : 0)) {
    fprintf(stderr, "%s failed\n", program->argv[0]);
    return FALSE;
  }
  double seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                   (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / G_USEC_PER_SEC;
  if (counts)
    g_array_append_val(program->seconds, seconds);
  program->megabytes = MAX(program->megabytes, (double)used.ru_maxrss / 1024); /* in KiB */
  return TRUE;
}

static int compare_doubles(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(const Program *program)
{
  g_array_sort(program->seconds, compare_doubles);
  guint n = program->seconds->len;
  const double *s = (const double *)(const void *)program->seconds->data;
  return (s[(n - 1) / 2] + s[n / 2]) / 2;
}

/* The programs of a round; those of Poppler come last. */
static GPtrArray *programs_new(const Options *options, const char *file, const char *folder)
{
  const char *const builds[] = {options->build, options->build_render};
  static const char *const names[] = {"guidang", "guidang, without private headers"};
  static const double limits[] = {LIMIT_PRIVATE, LIMIT_RENDER};
  GPtrArray *programs = g_ptr_array_new_with_free_func((GDestroyNotify)program_free);
  for (guint i = 0; i < G_N_ELEMENTS(builds); i++) {
    if (builds[i] == NULL)
      continue;
    g_autofree char *executable = g_build_filename(builds[i], "guidang", NULL);
    g_autofree char *out = g_strdup_printf("%s/out%u", folder, i);
    const char *argv[] = {executable, "convert", file, "-o", out, "--force", "--quiet", NULL};
    g_ptr_array_add(programs, program_new(names[i], limits[i], argv));
  }
  g_autofree char *page = g_build_filename(folder, "page", NULL);
  const char *text[] = {"pdftotext", "-layout", file, "/dev/null", NULL};
  const char *ppm[] = {"pdftoppm", "-r", "100", "-gray", file, page, NULL};
  g_ptr_array_add(programs, program_new("pdftotext -layout", 0, text));
  g_ptr_array_add(programs, program_new("pdftoppm -r 100 -gray", 0, ppm));
  return programs;
}

/* Prints the medians; FALSE if one exceeds its limit. */
static gboolean report(const GPtrArray *programs)
{
  double poppler = 0;
  gboolean good = TRUE;
  for (guint i = 0; i < programs->len; i++) {
    const Program *program = programs->pdata[i];
    poppler += program->limit > 0 ? 0 : median(program);
  }
  for (guint i = 0; i < programs->len; i++) {
    const Program *program = programs->pdata[i];
    double seconds = median(program), ratio = seconds / poppler;
    printf("  %-34s %7.1f ms  %6.1f MB", program->name, 1000 * seconds, program->megabytes);
    if (program->limit > 0) {
      gboolean within = ratio <= program->limit && program->megabytes < LIMIT_MEMORY;
      printf("  ratio %.2f (limit %.1f, %.0f MB)%s", ratio, program->limit, LIMIT_MEMORY,
             within ? "" : "  EXCEEDED");
      good = good && within;
    }
    printf("\n");
  }
  return good;
}

static void remove_tree(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child);
  }
  g_remove(path);
}

/* 0: within the limits, 1: not, 2: something could not be run. */
static int measure(const Options *options, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("guidang-speed-XXXXXX", &error);
  if (folder == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  g_autoptr(GPtrArray) programs = programs_new(options, file, folder);
  gboolean ok = TRUE;
  for (int round = 0; round <= options->rounds; round++)
    for (guint i = 0; i < programs->len && ok; i++)
      ok = run_once(programs->pdata[i], round > 0);
  remove_tree(folder);
  if (!ok)
    return 2;
  printf("%s: processor time, median of %d rounds\n", file, options->rounds);
  return report(programs) ? 0 : 1;
}

static gboolean has_tools(void)
{
  static const char *const tools[] = {"pdftotext", "pdftoppm"};
  for (guint i = 0; i < G_N_ELEMENTS(tools); i++) {
    g_autofree char *path = g_find_program_in_path(tools[i]);
    if (path == NULL) {
      printf("SKIP %s is not installed\n", tools[i]);
      return FALSE;
    }
  }
  return TRUE;
}

/* The reference report, if it is there. */
static void add_reference(GPtrArray *files)
{
  const char *shared = g_getenv("GUIDANG_SHARED");
  g_autofree char *reference = shared ? g_build_filename(shared, REFERENCE, NULL) : NULL;
  if (reference != NULL && g_file_test(reference, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add(files, g_steal_pointer(&reference));
  else
    printf("SKIP $GUIDANG_SHARED/%s is not there\n", REFERENCE);
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_samples(GPtrArray *files)
{
  g_autoptr(GPtrArray) samples = g_ptr_array_new();
  g_autoptr(GDir) dir = g_dir_open(SAMPLES_DIR, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    if (g_str_has_suffix(name, ".pdf") && !g_str_has_suffix(name, "-scan.pdf")) /* has no text */
      g_ptr_array_add(samples, g_build_filename(SAMPLES_DIR, name, NULL));
  g_ptr_array_sort(samples, compare_paths);
  g_ptr_array_extend_and_steal(files, g_steal_pointer(&samples));
}

/* Those named; else the reference report and, unless they are to be judged, the
 * samples: the limits are stated for the reference report only. */
static GPtrArray *find_files(const Options *options)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  if (!has_tools())
    return files;
  for (char **file = options->files; file != NULL && *file != NULL; file++)
    g_ptr_array_add(files, g_strdup(*file));
  if (options->files == NULL)
    add_reference(files);
  if (options->files == NULL && !options->gate)
    add_samples(files);
  return files;
}

static gboolean parse(Options *options, int argc, char **argv)
{
  const GOptionEntry entries[] = {
      {"build", 0, 0, G_OPTION_ARG_FILENAME, &options->build, "build folder of guidang", "DIR"},
      {"build-render", 0, 0, G_OPTION_ARG_FILENAME, &options->build_render,
       "build folder of guidang without Poppler's private headers", "DIR"},
      {"rounds", 0, 0, G_OPTION_ARG_INT, &options->rounds, "rounds (default 15)", "N"},
      {"gate", 0, 0, G_OPTION_ARG_NONE, &options->gate,
       "exit status 1 if a limit is exceeded, 77 without the reference report or Poppler's tools",
       NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, "FILE…"},
      {NULL}};
  g_autoptr(GOptionContext) context =
      g_option_context_new("- processor time beside pdftotext + pdftoppm");
  g_option_context_add_main_entries(context, entries, NULL);
  g_autoptr(GError) error = NULL;
  if (!g_option_context_parse(context, &argc, &argv, &error))
    fprintf(stderr, "%s\n", error->message);
  else if (options->build == NULL && options->build_render == NULL)
    fprintf(stderr, "--build or --build-render is needed\n");
  else if (options->rounds < 1 || options->rounds > CAP_ROUNDS)
    fprintf(stderr, "--rounds must be from 1 to %d\n", CAP_ROUNDS);
  else
    return TRUE;
  return FALSE;
}

static int run(const Options *options)
{
  g_autoptr(GPtrArray) files = find_files(options);
  int worst = 0;
  for (guint i = 0; i < files->len; i++) {
    int result = measure(options, files->pdata[i]);
    if (result == 1 && options->gate) {
      printf("measured once more: exceeded is what two measurements in a row exceed\n");
      result = measure(options, files->pdata[i]);
    }
    worst = MAX(worst, result);
  }
  if (files->len == 0)
    return EXIT_SKIP;
  return worst == 1 && !options->gate ? 0 : worst;
}

int main(int argc, char **argv)
{
  Options options = {.rounds = ROUNDS};
  int status = parse(&options, argc, argv) ? run(&options) : 64;
  g_free(options.build);
  g_free(options.build_render);
  g_strfreev(options.files);
  return status;
}
