/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The typesetter's truth is what stands on the page: in the box of each cell,
 * Poppler reads the text that the truth gives it, and nothing else. No two
 * characters stand on one spot.
 */
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "cli_support.h"

#define FIRST_SEED 600
#define SEEDS 12
#define ONE_SPOT 1.5 /* points between the middles of characters; the smallest are 5 high */

static void typeset(const char *arguments)
{
  g_autofree char *command = g_strdup_printf("%s %s", TYPESET, arguments);
  g_autoptr(Run) run = run_program(command);
  g_assert_nonnull(run);
  expect_status(run, 0);
}

static char *read_part(const char *folder, guint seed, const char *suffix)
{
  g_autofree char *path = g_strdup_printf("%s/%u.%s", folder, seed, suffix);
  return read_text(path);
}

static char *without_space(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (!g_unichar_isspace(g_utf8_get_char(p)))
      g_string_append_unichar(out, g_utf8_get_char(p));
  return g_string_free(out, FALSE);
}

/* The characters of a page, with their boxes (displayed, origin top left). */
typedef struct {
  char *text;
  PopplerRectangle *boxes;
  guint n;
} Glyphs;

static void free_glyphs(gpointer data)
{
  Glyphs *glyphs = data;
  g_free(glyphs->text);
  g_free(glyphs->boxes);
  g_free(glyphs);
}

static GPtrArray *read_pages(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri(path, NULL, NULL);
  PopplerDocument *pdf = poppler_document_new_from_file(uri, NULL, &error);
  g_assert_no_error(error);
  GPtrArray *pages = g_ptr_array_new_with_free_func(free_glyphs);
  for (int i = 0; i < poppler_document_get_n_pages(pdf); i++) {
    PopplerPage *page = poppler_document_get_page(pdf, i);
    Glyphs *glyphs = g_new0(Glyphs, 1);
    glyphs->text = poppler_page_get_text(page);
    g_assert_true(poppler_page_get_text_layout(page, &glyphs->boxes, &glyphs->n));
    g_ptr_array_add(pages, glyphs);
    g_object_unref(page);
  }
  g_object_unref(pdf);
  return pages;
}

/* Characters whose middle lies in the box, in reading order. */
static char *text_in(const Glyphs *glyphs, const double *box)
{
  GString *out = g_string_new(NULL);
  const char *p = glyphs->text;
  for (guint i = 0; *p != '\0' && i < glyphs->n; p = g_utf8_next_char(p), i++) {
    const PopplerRectangle *place = &glyphs->boxes[i];
    double x = (place->x1 + place->x2) / 2, y = (place->y1 + place->y2) / 2;
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3])
      g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

/* Fails if two characters of a page stand on one spot. */
static void check_apart(const Glyphs *glyphs)
{
  g_autofree gunichar *text = g_utf8_to_ucs4_fast(glyphs->text, -1, NULL);
  for (guint i = 0; i < glyphs->n && text[i] != 0; i++)
    for (guint k = 0; k < i; k++) {
      const PopplerRectangle *a = &glyphs->boxes[i], *b = &glyphs->boxes[k];
      if (fabs(a->x1 + a->x2 - b->x1 - b->x2) / 2 < ONE_SPOT &&
          fabs(a->y1 + a->y2 - b->y1 - b->y2) / 2 < ONE_SPOT && !g_unichar_isspace(text[i]) &&
          !g_unichar_isspace(text[k]))
        g_error("%.1f %.1f: two characters on one spot", a->x1, a->y1);
    }
}

static void check_cell(const GPtrArray *pages, const char *line)
{
  const char *quote = strchr(line, '"'), *end = strrchr(line, '"');
  g_assert_true(quote != NULL && end != NULL && end > quote);
  g_autofree char *quoted = g_strndup(quote + 1, (gsize)(end - quote - 1));
  g_auto(GStrv) rest = g_strsplit(end + 2, ",", -1);
  g_assert_cmpuint(g_strv_length(rest), ==, 5);
  guint page = (guint)g_ascii_strtoull(rest[0], NULL, 10);
  g_assert_cmpuint(page - 1, <, pages->len);
  double box[4];
  for (guint i = 0; i < 4; i++)
    box[i] = g_ascii_strtod(rest[i + 1], NULL);
  g_autofree char *found = text_in(pages->pdata[page - 1], box);
  g_autofree char *printed = without_space(quoted), *seen = without_space(found);
  g_autofree char *wanted = g_utf8_normalize(printed, -1, G_NORMALIZE_NFKC);
  g_autofree char *got = g_utf8_normalize(seen, -1, G_NORMALIZE_NFKC);
  g_assert_cmpstr(got, ==, wanted);
}

static void check_pages(guint seed)
{
  g_autofree char *folder = g_get_current_dir();
  g_autofree char *path = g_strdup_printf("%s/o/%u.pdf", folder, seed);
  g_autoptr(GPtrArray) pages = read_pages(path);
  g_autofree char *cells = read_part("o", seed, "cells.csv");
  g_auto(GStrv) lines = g_strsplit(cells, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    check_cell(pages, lines[i]);
  for (guint i = 0; i < pages->len; i++)
    check_apart(pages->pdata[i]);
}

static void test_pages(void)
{
  static const char *const turned[] = {"rotate=90 --set crop=yes", "rotate=180",
                                       "rotate=270 --set crop=yes"};
  char *folder = enter_folder();
  /* text drawn twice is dropped by Poppler in ways that are not ours to test */
  g_autofree char *arguments =
      g_strdup_printf("--seed %d --count %d --out o --set twice=no", FIRST_SEED, SEEDS);
  typeset(arguments);
  for (guint i = 0; i < SEEDS; i++)
    check_pages(FIRST_SEED + i);
  for (guint i = 0; i < G_N_ELEMENTS(turned); i++) {
    guint seed = FIRST_SEED + SEEDS + i;
    g_autofree char *one =
        g_strdup_printf("--seed %u --out o --set twice=no --set %s", seed, turned[i]);
    typeset(one);
    check_pages(seed);
  }
  leave_folder(folder);
}

/* Labels set downwards, in every face. */
static void test_vertical(void)
{
  static const char *const faces[] = {"song", "hei", "kai"};
  char *folder = enter_folder();
  for (guint i = 0; i < G_N_ELEMENTS(faces); i++) {
    guint seed = FIRST_SEED + i;
    g_autofree char *one =
        g_strdup_printf("--seed %u --out o --set twice=no --set group_label=vertical --set face=%s",
                        seed, faces[i]);
    typeset(one);
    check_pages(seed);
  }
  leave_folder(folder);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typeset/pages", test_pages);
  g_test_add_func("/typeset/vertical", test_vertical);
  return g_test_run();
}
