/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of a page are aligned as wholes by dynamic programming (R. A. Wagner and M. J. Fischer,
 * J. ACM 21, 1974), which carries along how many of the errors on the way lie in prose: those at
 * its characters, and what is put in between two of them.
 */
#include "bench/scan_prose.h"

#include "models/furniture.h"
#include "models/text.h"

#include <stdio.h>
#include <string.h>

/* Of a page. */
typedef struct {
  GArray *characters;   /* of gunichar. Owned */
  GArray *prose;        /* of guint8: 1 for each of them that is prose. Owned */
  GPtrArray *furniture; /* of char*: keys of its lines of furniture. Owned */
} PageText;

struct _GdProseTruth {
  GPtrArray *pages; /* of PageText*. Owned */
};

/* The cheapest way to a place: errors in all, those of them in prose. */
typedef struct {
  guint all, prose;
} Cost;

static void page_text_free(gpointer data)
{
  PageText *page = data;
  g_array_unref(page->characters);
  g_array_unref(page->prose);
  g_ptr_array_unref(page->furniture);
  g_free(page);
}

static PageText *page_text_new(void)
{
  PageText *page = g_new0(PageText, 1);
  page->characters = g_array_new(FALSE, FALSE, sizeof(gunichar));
  page->prose = g_array_new(FALSE, FALSE, 1);
  page->furniture = g_ptr_array_new_with_free_func(g_free);
  return page;
}

/* Without white space, full and half width alike. Caller frees. */
static char *squeezed(const char *text)
{
  g_autofree char *alike = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new(NULL);
  for (const char *p = alike != NULL ? alike : ""; *p != '\0'; p = g_utf8_next_char(p))
    if (!g_unichar_isspace(g_utf8_get_char(p)))
      g_string_append_unichar(out, g_utf8_get_char(p));
  return g_string_free(out, FALSE);
}

static void add_text(PageText *page, const char *text, guint8 prose)
{
  g_autofree char *plain = squeezed(text);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_array_append_val(page->characters, c);
    g_array_append_val(page->prose, prose);
  }
}

static gboolean in_table(const GPtrArray *grids, const GdPage *page, const GdLine *line)
{
  double y = gd_box_centre(line->box).y;
  for (guint i = 0; grids != NULL && i < grids->len; i++) {
    const GdGrid *grid = grids->pdata[i];
    if (grid->page == page->number && grid->box.y0 <= y && y <= grid->box.y1)
      return TRUE;
  }
  return FALSE;
}

/* The number of a page number, whatever marks stand around it; else all of the line. Caller frees.
 */
static char *furniture_key(const char *text)
{
  g_autofree char *folded = gd_fold(text);
  gboolean bare = FALSE;
  const char *digits = strpbrk(folded, "0123456789");
  if (!gd_is_page_number(text, &bare) || digits == NULL)
    return g_steal_pointer(&folded);
  return g_strndup(digits, strspn(digits, "0123456789"));
}

static GPtrArray *texts_of(const GPtrArray *pages, const GPtrArray *grids)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func(page_text_free);
  g_autoptr(GPtrArray) all = gd_pages_lines(pages);
  for (guint p = 0; p < pages->len; p++) {
    PageText *page = page_text_new();
    const GPtrArray *lines = all->pdata[p];
    for (guint i = 0; i < lines->len; i++) {
      const GdLine *line = lines->pdata[i];
      add_text(page, line->text, !in_table(grids, pages->pdata[p], line));
      if (line->furniture)
        g_ptr_array_add(page->furniture, furniture_key(line->text));
    }
    g_ptr_array_add(texts, page);
  }
  return texts;
}

GdProseTruth *gd_prose_truth_new(const GPtrArray *pages, const GPtrArray *grids)
{
  GdProseTruth *truth = g_new0(GdProseTruth, 1);
  truth->pages = texts_of(pages, grids);
  return truth;
}

void gd_prose_truth_free(GdProseTruth *truth)
{
  if (truth == NULL)
    return;
  g_ptr_array_unref(truth->pages);
  g_free(truth);
}

static Cost plus(Cost cost, guint8 prose)
{
  return (Cost){cost.all + 1, cost.prose + prose};
}

static Cost cheaper(Cost a, Cost b)
{
  return b.all < a.all || (b.all == a.all && b.prose < a.prose) ? b : a;
}

/* Errors in prose of the text `read`, aligned with the page. */
static guint count_errors(const PageText *page, const GArray *read)
{
  const guint n = page->characters->len, m = read->len;
  const gunichar *printed = (const gunichar *)(const void *)page->characters->data;
  const gunichar *other = (const gunichar *)(const void *)read->data;
  const guint8 *prose = (const guint8 *)page->prose->data;
  g_autofree Cost *row = g_new0(Cost, n + 1);
  for (guint i = 1; i <= n; i++)
    row[i] = plus(row[i - 1], prose[i - 1]);
  for (guint k = 1; k <= m; k++) {
    Cost before = row[0];
    row[0] = plus(row[0], n > 0 ? prose[0] : 1);
    for (guint i = 1; i <= n; i++) {
      guint8 between = prose[i - 1] && (i == n || prose[i]);
      Cost same = printed[i - 1] == other[k - 1] ? before : plus(before, prose[i - 1]);
      before = row[i];
      row[i] = cheaper(same, cheaper(plus(row[i], between), plus(row[i - 1], prose[i - 1])));
    }
  }
  return row[n].prose;
}

static guint count_prose(const PageText *page)
{
  guint n = 0;
  for (guint i = 0; i < page->prose->len; i++)
    n += g_array_index(page->prose, guint8, i);
  return n;
}

static void compare_furniture(GdProseCounts *counts, const PageText *page, const PageText *read)
{
  guint marked = 0;
  for (guint i = 0; i < read->furniture->len; i++)
    marked += g_ptr_array_find_with_equal_func(page->furniture, read->furniture->pdata[i],
                                               g_str_equal, NULL);
  marked = MIN(marked, page->furniture->len);
  counts->furniture += page->furniture->len;
  counts->marked += marked;
  counts->furniture_not += read->furniture->len - marked;
}

void gd_prose_compare(GdProseCounts *counts, const GdProseTruth *truth, const GPtrArray *pages,
                      const char *where)
{
  g_autoptr(GPtrArray) texts = texts_of(pages, NULL);
  for (guint p = 0; p < truth->pages->len; p++) {
    const PageText *page = truth->pages->pdata[p];
    guint characters = count_prose(page), errors = characters;
    if (p < texts->len) {
      const PageText *read = texts->pdata[p];
      errors = count_errors(page, read->characters);
      compare_furniture(counts, page, read);
    }
    counts->characters += characters;
    counts->errors += errors;
    if (where != NULL)
      printf("  %s page %u: %u errors in %u characters of prose\n", where, p + 1, errors,
             characters);
  }
}

void gd_prose_compare_text(GdProseCounts *counts, const GdProseTruth *truth, guint page,
                           const char *text)
{
  if (page >= truth->pages->len)
    return;
  PageText *read = page_text_new();
  add_text(read, text, 1);
  counts->characters += count_prose(truth->pages->pdata[page]);
  counts->errors += count_errors(truth->pages->pdata[page], read->characters);
  page_text_free(read);
}

void gd_prose_print(const GdProseCounts *counts)
{
  printf("  prose          %7u  CER %.3f %%  furniture marked %u of %u, wrongly %u\n",
         counts->characters, 100.0 * counts->errors / MAX(counts->characters, 1), counts->marked,
         counts->furniture, counts->furniture_not);
}
