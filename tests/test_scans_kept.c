/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures kept for a second look: which ones, and that they share their pixels. */
#include <leptonica/allheaders.h>

#include "cli/scans_kept.h"

static GdPicture *picture_new(int width, int height, int depth)
{
  GdPicture *picture = gd_picture_new(pixCreate(width, height, depth), 595, 842);
  picture->bilevel = TRUE;
  picture->to_page.m[2] = 17;
  return picture;
}

static void test_kept(void)
{
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  GdPicture *picture = picture_new(600, 800, 8);
  const PIX *pix = picture->pix;
  gd_kept_pictures_add(kept, 3, picture);
  g_autoptr(GdPicture) once = gd_kept_pictures_get(kept, 3);
  g_autoptr(GdPicture) twice = gd_kept_pictures_get(kept, 3);
  g_assert_true(once->pix == pix && twice->pix == pix && once != twice);
  g_assert_true(once->bilevel && !once->damaged);
  g_assert_cmpfloat(once->to_page.m[2], ==, 17);
  g_assert_cmpfloat(once->dpi, ==, twice->dpi);
  g_assert_null(gd_kept_pictures_get(kept, 4));
}

/* What was taken out of a picture is known of its copy too. */
static void test_seals(void)
{
  const GdSeal seal = {300, 400, 90};
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  GdPicture *picture = picture_new(600, 800, 8);
  picture->seals = g_array_new(FALSE, FALSE, sizeof(GdSeal));
  g_array_append_val(picture->seals, seal);
  gd_kept_pictures_add(kept, 1, picture);
  g_autoptr(GdPicture) again = gd_kept_pictures_get(kept, 1);
  g_assert_nonnull(again->seals);
  g_assert_cmpuint(again->seals->len, ==, 1);
  g_assert_cmpfloat(g_array_index(again->seals, GdSeal, 0).radius, ==, 90);
}

/* A page that is read once more takes no more room. */
static void test_again(void)
{
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  for (guint i = 0; i < 20; i++) {
    GdPicture *picture = picture_new(2480, 3508, 8);
    const PIX *pix = picture->pix;
    gd_kept_pictures_add(kept, 7, picture);
    g_autoptr(GdPicture) copy = gd_kept_pictures_get(kept, 7);
    g_assert_nonnull(copy);
    g_assert_true(copy->pix == pix);
  }
}

static void test_not_kept(void)
{
  g_autoptr(GdKeptPictures) kept = gd_kept_pictures_new();
  gd_kept_pictures_add(kept, 1, picture_new(600, 800, 32));
  g_assert_null(gd_kept_pictures_get(kept, 1));
  gd_kept_pictures_add(NULL, 1, picture_new(600, 800, 8));
  g_assert_null(gd_kept_pictures_get(NULL, 1));
  guint n = 0;
  for (guint page = 1; page <= 20; page++) {
    gd_kept_pictures_add(kept, page, picture_new(2480, 3508, 8));
    g_autoptr(GdPicture) one = gd_kept_pictures_get(kept, page);
    n += one != NULL;
  }
  g_assert_cmpuint(n, ==, 4);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scans_kept/kept", test_kept);
  g_test_add_func("/scans_kept/seals", test_seals);
  g_test_add_func("/scans_kept/not_kept", test_not_kept);
  g_test_add_func("/scans_kept/again", test_again);
  return g_test_run();
}
