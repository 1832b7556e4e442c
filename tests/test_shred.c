/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shredder's own promises: the same seed gives the same bytes; what is not lost is in the
 * text; what is lost, and nothing else, is not.
 */
#include <string.h>

#include "cli_support.h"

#define FIRST_SEED 700
#define SEEDS 24       /* over all ways: each about twice */
#define MOST_LOST 3    /* numbers left out */
#define SEEDS_OF_WAY 3 /* of each way alone */

/* Options that change characters, or print a number more often than the truth says. */
#define AS_PRINTED " --option not-traditional --option not-gb18030 --option not-table-twice"

static void run_shred(const char *folder, guint seed, guint count, guint lost, const char *more)
{
  g_autofree char *command = g_strdup_printf("%s --seed %u --count %u --lost %u --out %s%s", SHRED,
                                             seed, count, lost, folder, more);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  expect_status(run, 0);
}

/* NULL if there is no such file. */
static char *part(const char *folder, guint seed, const char *suffix)
{
  g_autofree char *path = g_strdup_printf("%s/%u.%s", folder, seed, suffix);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

/* The text of a seed whatever its kind, without tags and no-break spaces. */
static char *read_shredded(const char *folder, guint seed)
{
  static const char *const suffixes[] = {"txt", "md", "html"};
  g_autofree char *text = NULL;
  for (guint i = 0; text == NULL && i < G_N_ELEMENTS(suffixes); i++)
    text = part(folder, seed, suffixes[i]);
  g_assert_nonnull(text);
  g_autoptr(GRegex) tags = g_regex_new("<[^>]*>|&nbsp;", 0, 0, NULL);
  return g_regex_replace_literal(tags, text, -1, 0, " ", 0, NULL);
}

static char **names_of_ways(void)
{
  g_autofree char *command = g_strdup_printf("%s --list", SHRED);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  for (guint i = 1; lines[i] != NULL && lines[i][0] == ' '; i++) {
    g_auto(GStrv) words = g_strsplit(g_strstrip(lines[i]), " ", 2);
    g_strv_builder_add(names, words[0]);
  }
  return g_strv_builder_end(names);
}

/* ---- the same seed --------------------------------------------------------- */

static void test_same_bytes(void)
{
  char *root = enter_folder();
  g_autofree char *a = g_build_filename(root, "a", NULL), *b = g_build_filename(root, "b", NULL);
  run_shred(a, FIRST_SEED, SEEDS, 1, "");
  run_shred(b, FIRST_SEED, SEEDS, 1, "");
  g_autoptr(GDir) dir = g_dir_open(a, 0, NULL);
  guint n = 0;
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir), n++) {
    g_autofree char *x = g_build_filename(a, name, NULL), *y = g_build_filename(b, name, NULL);
    g_autofree char *of_a = NULL, *of_b = NULL;
    gsize length_a, length_b;
    g_assert_true(g_file_get_contents(x, &of_a, &length_a, NULL));
    g_assert_true(g_file_get_contents(y, &of_b, &length_b, NULL));
    g_assert_cmpmem(of_a, length_a, of_b, length_b);
  }
  g_assert_cmpuint(n, ==, 6 * SEEDS);
  leave_folder(root);
}

/* ---- nothing lost ---------------------------------------------------------- */

static void add(GHashTable *counts, const char *key, int n)
{
  int old = GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
  g_hash_table_insert(counts, g_strdup(key), GINT_TO_POINTER(old + n));
}

/* The numbers of a text, prose left out, and how often each stands there. */
static GHashTable *numbers_in(const char *text)
{
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GRegex) separators = g_regex_new("(?<=[0-9]),(?=[0-9]{3})", 0, 0, NULL);
  g_autoptr(GRegex) number = g_regex_new("[0-9]+(?:\\.[0-9]+)?", 0, 0, NULL);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (strstr(lines[i], "。") != NULL)
      continue;
    g_autofree char *narrow = g_utf8_normalize(lines[i], -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *plain = g_regex_replace_literal(separators, narrow, -1, 0, "", 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(number, plain, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
      g_autofree char *found = g_match_info_fetch(match, 0);
      add(counts, found, 1);
    }
  }
  return counts;
}

static GHashTable *numbers_of_truth(const char *truth)
{
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(truth, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_auto(GStrv) f = g_strsplit(lines[i], ",", -1);
    g_assert_cmpuint(g_strv_length(f), ==, 6);
    if (g_str_equal(f[5], "number"))
      add(counts, f[4] + (f[4][0] == '-'), 1);
  }
  return counts;
}

static void check_whole(const char *folder, guint seed, const char *way)
{
  g_autofree char *text = read_shredded(folder, seed), *truth = part(folder, seed, "truth.csv");
  g_autoptr(GHashTable) printed = numbers_in(text), wanted = numbers_of_truth(truth);
  g_assert_cmpuint(g_hash_table_size(wanted), >, 10);
  GHashTableIter iter;
  gpointer number, n;
  g_hash_table_iter_init(&iter, wanted);
  while (g_hash_table_iter_next(&iter, &number, &n)) {
    int found = GPOINTER_TO_INT(g_hash_table_lookup(printed, number));
    if (found < GPOINTER_TO_INT(n))
      g_error("%s, seed %u: %s stands there %d times, not %d", way, seed, (char *)number, found,
              GPOINTER_TO_INT(n));
  }
}

static void test_whole(void)
{
  char *root = enter_folder();
  g_auto(GStrv) ways = names_of_ways();
  g_assert_cmpuint(g_strv_length(ways), >=, 14);
  for (guint w = 0; ways[w] != NULL; w++) {
    g_autofree char *more = g_strdup_printf(AS_PRINTED " --way %s", ways[w]);
    g_autofree char *folder = g_build_filename(root, ways[w], NULL);
    run_shred(folder, FIRST_SEED, SEEDS_OF_WAY, 0, more);
    for (guint s = 0; s < SEEDS_OF_WAY; s++)
      check_whole(folder, FIRST_SEED + s, ways[w]);
  }
  leave_folder(root);
}

/* ---- some lost ------------------------------------------------------------- */

/* Counts characters, up or down; blanks and bars do not count. */
static void add_characters(GHashTable *counts, const char *text, int sign)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c) || c == '|')
      continue;
    gpointer key = GUINT_TO_POINTER(c);
    int n = GPOINTER_TO_INT(g_hash_table_lookup(counts, key)) + sign;
    if (n != 0)
      g_hash_table_insert(counts, key, GINT_TO_POINTER(n));
    else
      g_hash_table_remove(counts, key);
  }
}

/* Takes the texts that lost.csv names away from counts; how many it names. */
static guint take_lost(GHashTable *counts, const char *lost)
{
  g_auto(GStrv) lines = g_strsplit(lost, "\n", -1);
  guint n = 0;
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_auto(GStrv) f = g_strsplit(lines[i], ",", 5);
    g_assert_cmpuint(g_strv_length(f), ==, 5);
    if (g_str_equal(f[3], "empty"))
      continue;
    g_auto(GStrv) quoted = g_strsplit(f[4], "\"", 3);
    add_characters(counts, quoted[1], -1);
    n++;
  }
  return n;
}

static void check_lost(const char *whole, const char *cut, guint seed, guint lost, const char *way)
{
  g_autofree char *all = read_shredded(whole, seed), *rest = read_shredded(cut, seed);
  g_autofree char *list = part(cut, seed, "lost.csv");
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  add_characters(counts, all, 1);
  add_characters(counts, rest, -1);
  g_assert_cmpuint(g_hash_table_size(counts), >, 0);
  g_assert_cmpuint(take_lost(counts, list), ==, lost);
  if (g_hash_table_size(counts) != 0)
    g_error("%s, seed %u: not only the %u numbers are lost", way, seed, lost);
}

static void test_lost(void)
{
  char *root = enter_folder();
  g_auto(GStrv) ways = names_of_ways();
  for (guint w = 0; ways[w] != NULL; w++) {
    g_autofree char *more = g_strdup_printf(AS_PRINTED " --way %s", ways[w]);
    g_autofree char *whole = g_build_filename(root, ways[w], NULL);
    run_shred(whole, FIRST_SEED, SEEDS_OF_WAY, 0, more);
    for (guint lost = 1; lost <= MOST_LOST; lost += 2) {
      g_autofree char *cut = g_strdup_printf("%s-%u", whole, lost);
      run_shred(cut, FIRST_SEED, SEEDS_OF_WAY, lost, more);
      for (guint s = 0; s < SEEDS_OF_WAY; s++)
        check_lost(whole, cut, FIRST_SEED + s, lost, ways[w]);
    }
  }
  leave_folder(root);
}

/* ---- wrong usage ----------------------------------------------------------- */

static void test_usage(void)
{
  static const char *const wrong[] = {"--way none", "--lost 4", "--option none", "--count 0"};
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autofree char *command = g_strdup_printf("%s --out /nowhere %s", SHRED, wrong[i]);
    g_autoptr(Run) run = run_program(command);
    g_assert_nonnull(run);
    expect_status(run, 64);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shred/same-bytes", test_same_bytes);
  g_test_add_func("/shred/whole", test_whole);
  g_test_add_func("/shred/lost", test_lost);
  g_test_add_func("/shred/usage", test_usage);
  return g_test_run();
}
