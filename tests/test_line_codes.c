/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ocr/line_codes: every code leads to its letter and nothing else to one. */
#include <string.h>

#include "ocr/line_codes.h"

#define LETTERS 300
#define CLASSES 9

/* The letter at the end of n classes; GD_LINE_NONE if they lead to none. */
static guint follow(const GdLineCodes *codes, const guint16 *classes, guint n)
{
  guint branch = GD_LINE_ROOT, letter = GD_LINE_NONE;
  for (guint i = 0; i < n; i++) {
    if (branch == GD_LINE_NONE)
      return GD_LINE_NONE;
    const GdLineTwig *twig = gd_line_codes_find(codes, branch, classes[i]);
    if (twig == NULL)
      return GD_LINE_NONE;
    letter = twig->letter;
    branch = twig->branch;
  }
  return letter;
}

/* The first letter that has these classes, by looking at all. */
static guint look_up(const GdLineCode *all, const guint16 *classes, guint n)
{
  for (guint i = 0; i < LETTERS; i++)
    if (all[i].n == n && memcmp(all[i].classes, classes, n * sizeof *classes) == 0)
      return all[i].letter;
  return GD_LINE_NONE;
}

static void test_random(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);
  GdLineCode all[LETTERS], sorted[LETTERS];
  guint longest = 0;
  memset(all, 0, sizeof all);
  for (guint i = 0; i < LETTERS; i++) {
    all[i].letter = i;
    all[i].n = (guint)g_rand_int_range(rand, 1, 5);
    longest = MAX(longest, all[i].n);
    for (guint k = 0; k < all[i].n; k++)
      all[i].classes[k] = (guint16)g_rand_int_range(rand, 0, CLASSES);
  }
  memcpy(sorted, all, sizeof all);
  GdLineCodes *codes = gd_line_codes_new(sorted, LETTERS);
  g_assert_cmpuint(gd_line_codes_depth(codes), ==, longest);
  for (guint i = 0; i < LETTERS; i++)
    g_assert_cmpuint(follow(codes, all[i].classes, all[i].n), ==,
                     look_up(all, all[i].classes, all[i].n));
  for (guint i = 0; i < 5000; i++) {
    guint16 classes[6];
    const guint n = (guint)g_rand_int_range(rand, 1, 7);
    for (guint k = 0; k < n; k++)
      classes[k] = (guint16)g_rand_int_range(rand, 0, CLASSES + 1);
    g_assert_cmpuint(follow(codes, classes, n), ==, look_up(all, classes, n));
  }
  gd_line_codes_free(codes);
}

static void test_none(void)
{
  GdLineCode one = {0};
  GdLineCodes *codes = gd_line_codes_new(&one, 0);
  g_assert_null(gd_line_codes_find(codes, GD_LINE_ROOT, 0));
  g_assert_cmpuint(gd_line_codes_depth(codes), ==, 0);
  gd_line_codes_free(codes);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line_codes/random", test_random);
  g_test_add_func("/line_codes/none", test_none);
  return g_test_run();
}
