/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/scan_text and tables/choices: what was read from a picture in the light of the form.
 */
#include "tables/choices.h"
#include "tables/scan_text.h"

static void test_mended(void)
{
  static const struct {
    GdLeafType type;
    const char *read, *grouped; /* NULL: as it is */
  } rows[] = {
      {GD_TYPE_COUNT, "25.377", "25,377"},
      {GD_TYPE_COUNT, "30.,404", "30,404"},
      {GD_TYPE_COUNT, "1,068.286", "1,068,286"},
      {GD_TYPE_COUNT, "6.115件", "6,115件"},
      {GD_TYPE_SIGNED, "-1.250", "-1,250"},
      {GD_TYPE_SIGNED, "一17", "-17"},
      {GD_TYPE_SIGNED, "一634宗", "-634宗"},
      {GD_TYPE_SIGNED, "一1.250", "-1,250"},
      {GD_TYPE_SIGNED, "一", NULL},
      {GD_TYPE_SIGNED, "一件", NULL},
      {GD_TYPE_COUNT, "一17", NULL},   /* has no signs: anything may stand there */
      {GD_TYPE_COUNT, "25,377", NULL}, /* nothing to mend */
      {GD_TYPE_COUNT, "2.5993", NULL}, /* not in threes: which mark is wrong is open */
      {GD_TYPE_COUNT, "25.37", NULL},
      {GD_TYPE_COUNT, "1234.567", NULL},
      {GD_TYPE_COUNT, "25.377.", NULL},
      {GD_TYPE_COUNT, ".377", NULL},
      {GD_TYPE_COUNT, ".", NULL},
      {GD_TYPE_COUNT, "", NULL},
      {GD_TYPE_DECIMAL, "25.377", NULL}, /* has fractions */
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const GdFormLeaf leaf = {.type = rows[i].type};
    g_autofree char *grouped = gd_scan_text_mended(rows[i].read, &leaf);
    g_assert_cmpstr(grouped, ==, rows[i].grouped);
  }
}

/* Amounts of which the point was lost behind a 0. */
static void test_pointed(void)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
  static const char *const considered[] = {"7085", "70.85", "703.5", "70.35", "12.34万元", "25.99"};
  for (guint i = 0; i < G_N_ELEMENTS(considered); i++)
    g_ptr_array_add(others, gd_alternative_new(considered[i], 0.01));
  for (guint i = 0; i < others->len; i++) /* the last one is a reader's own */
    ((GdAlternative *)others->pdata[i])->pointed = i + 1 < others->len;
  static const struct {
    GdLeafType type;
    const char *read, *pointed; /* NULL: as it is */
  } rows[] = {
      {GD_TYPE_DECIMAL, "002", "0.02"},
      {GD_TYPE_DECIMAL, "000", "0.00"},
      {GD_TYPE_DECIMAL, "017元", "0.17元"},
      {GD_TYPE_DECIMAL, "05", NULL},
      {GD_TYPE_DECIMAL, "0123", NULL},
      {GD_TYPE_DECIMAL, "102", NULL},
      {GD_TYPE_DECIMAL, "0.02", NULL},
      {GD_TYPE_DECIMAL, "012,3", NULL},
      {GD_TYPE_DECIMAL, "", NULL},
      {GD_TYPE_COUNT, "002", NULL},
      {GD_TYPE_DECIMAL, "7035", "70.35"},
      {GD_TYPE_DECIMAL, "70355", NULL},
      {GD_TYPE_DECIMAL, "1234", NULL},
      {GD_TYPE_DECIMAL, "2599", NULL},
      {GD_TYPE_DECIMAL, "1234万元", "12.34万元"},
      {GD_TYPE_COUNT, "7035", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const GdFormLeaf leaf = {.type = rows[i].type};
    g_autofree char *pointed = gd_scan_text_pointed(rows[i].read, &leaf, others);
    g_assert_cmpstr(pointed, ==, rows[i].pointed);
  }
}

/* What an amount may have been whose readers saw no point. */
static void test_amount_choices(void)
{
  static const struct {
    const char *read, *pointed, *other; /* other: NULL: none */
    gboolean likelier;                  /* than what was read */
  } rows[] = {{"002", "0.02", "0.02", TRUE},  {"7035", "70.35", "70.35", TRUE},
              {"7035", NULL, "70.35", FALSE}, {"7035元", NULL, "70.35元", FALSE},
              {"70.35", NULL, NULL, FALSE},   {"35", NULL, NULL, FALSE},
              {"0123", NULL, NULL, FALSE},    {"1,234", NULL, NULL, FALSE},
              {"-", NULL, NULL, FALSE},       {"", NULL, NULL, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func((GDestroyNotify)gd_alternative_free);
    g_ptr_array_add(read, gd_alternative_new(rows[i].read, 0.9));
    g_autoptr(GPtrArray) choices = gd_choices_of_amount(read, rows[i].read, rows[i].pointed);
    g_assert_cmpuint(choices->len, ==, rows[i].other != NULL ? 2 : 1);
    const GdAlternative *first = choices->pdata[0], *last = choices->pdata[choices->len - 1];
    double sum = first->probability + (first != last ? last->probability : 0);
    g_assert_cmpfloat(sum, <=, 1);
    g_assert_cmpstr((rows[i].likelier ? last : first)->text, ==, rows[i].read);
    if (rows[i].other != NULL)
      g_assert_cmpstr((rows[i].likelier ? first : last)->text, ==, rows[i].other);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scan-text/mended", test_mended);
  g_test_add_func("/scan-text/pointed", test_pointed);
  g_test_add_func("/choices/amounts", test_amount_choices);
  return g_test_run();
}
