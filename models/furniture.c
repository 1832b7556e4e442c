/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Furniture is looked for in the margins only, and never where the vertical
 * rulings of a table pass: rows of a table may well repeat from page to page.
 *   1. Lines that read alike but for digits, stand equally far from the edge,
 *      and do so on half of the pages: running heads and feet. Half, because
 *      heads of odd and even pages may differ.
 *   2. Numbers with dashes, 第…页, or a count of pages.
 *   3. Bare digits, where nothing but running heads stands nearer to the edge.
 *   4. Beyond the margin, where it is wide: the outermost line, if it is a number
 *      and that of its page.
 */
#include "models/furniture.h"

#include <string.h>

#include "models/text.h"
#include "models/traditional.h"

/* Share of the page's height at its top and bottom that is margin. GB/T 9704
 * puts the page number 25 mm above the edge of a page of 297 mm. */
#define MARGIN 0.1

/* Share of the height in which the outermost line may be the page's own number. */
#define WIDE_MARGIN 0.25

/* Pages on which a running head must stand: two alike may be chance. */
#define LEAST_PAGES 3

/* Distance, in points, by which a running head may wander: rounding and skew. */
#define WANDER 3.0

typedef enum { NO_MARGIN, TOP, BOTTOM } Margin;

/* A line in a margin. */
typedef struct {
  GdLine *line;
  guint page;
  double distance; /* of its middle from the edge, points */
} Spot;

static gboolean in_ruled_table(const GdPage *page, double y)
{
  for (guint i = 0; i < page->rulings->len; i++) {
    const GdRuling *ruling = &g_array_index(page->rulings, GdRuling, i);
    if (ruling->direction == GD_VERTICAL && ruling->from <= y && y <= ruling->to)
      return TRUE;
  }
  return FALSE;
}

static Margin margin_of(const GdPage *page, const GdLine *line)
{
  double y = gd_box_centre(line->box).y;
  Margin margin = y <= MARGIN * page->height         ? TOP
                  : y >= (1 - MARGIN) * page->height ? BOTTOM
                                                     : NO_MARGIN;
  return margin != NO_MARGIN && in_ruled_table(page, y) ? NO_MARGIN : margin;
}

/* What a running head has in common from page to page: margin and text without
 * its digits. NULL if it holds no letter: numbers alone are no head. */
static char *running_key(Margin margin, const char *text)
{
  g_autofree char *folded = gd_fold(text);
  gboolean letters = FALSE;
  GString *key = g_string_new(margin == TOP ? "top " : "bottom ");
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    letters |= g_unichar_isalpha(c);
    if (!g_ascii_isdigit(*p))
      g_string_append_unichar(key, c);
    else if (key->str[key->len - 1] != '#')
      g_string_append_c(key, '#');
  }
  return g_string_free(key, !letters);
}

static int by_distance(gconstpointer a, gconstpointer b)
{
  const Spot *x = a, *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->page > y->page) - (x->page < y->page);
}

/* Marks the largest set of spots that lie within WANDER, if it is on enough pages. */
static void mark_running(GArray *spots, guint least)
{
  g_array_sort(spots, by_distance);
  guint best_from = 0, best_to = 0;
  for (guint from = 0, to = 0; from < spots->len; from++) {
    double reach = g_array_index(spots, Spot, from).distance + WANDER;
    while (to < spots->len && g_array_index(spots, Spot, to).distance <= reach)
      to++;
    if (to - from > best_to - best_from) {
      best_from = from;
      best_to = to;
    }
  }
  g_autoptr(GHashTable) pages = g_hash_table_new(NULL, NULL);
  for (guint i = best_from; i < best_to; i++)
    g_hash_table_add(pages, GUINT_TO_POINTER(g_array_index(spots, Spot, i).page));
  if (g_hash_table_size(pages) < least)
    return;
  for (guint i = best_from; i < best_to; i++)
    g_array_index(spots, Spot, i).line->furniture = TRUE;
}

static void mark_all_running(const GPtrArray *pages, const GPtrArray *lines)
{
  if (pages->len < LEAST_PAGES)
    return;
  g_autoptr(GHashTable) heads =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  guint n_pages = 0;
  for (guint p = 0; p < pages->len; p++) {
    const GdPage *page = g_ptr_array_index(pages, p);
    const GPtrArray *on_page = g_ptr_array_index(lines, p);
    n_pages += on_page->len > 0;
    for (guint i = 0; i < on_page->len; i++) {
      GdLine *line = g_ptr_array_index(on_page, i);
      Margin margin = margin_of(page, line);
      g_autofree char *key = margin == NO_MARGIN ? NULL : running_key(margin, line->text);
      if (key == NULL)
        continue;
      double y = gd_box_centre(line->box).y;
      Spot spot = {line, p, margin == TOP ? y : page->height - y};
      GArray *spots = g_hash_table_lookup(heads, key);
      if (spots == NULL) {
        spots = g_array_new(FALSE, FALSE, sizeof(Spot));
        g_hash_table_insert(heads, g_steal_pointer(&key), spots);
      }
      g_array_append_val(spots, spot);
    }
  }
  guint least = MAX(LEAST_PAGES, (n_pages + 1) / 2);
  GHashTableIter iter;
  gpointer spots;
  g_hash_table_iter_init(&iter, heads);
  while (g_hash_table_iter_next(&iter, NULL, &spots))
    mark_running(spots, least);
}

/* Digits up to which a number that stands alone is taken for a page number; four
 * are a year. */
#define BARE_DIGITS 3

/* Whether two runs of digits stand side by side, parted by spaces only. */
static gboolean has_two_numbers(const char *text)
{
  gboolean digit = FALSE, parted = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c) && digit && parted)
      return TRUE;
    parted = g_unichar_isspace(c);
    digit = g_unichar_isdigit(c) || (digit && parted);
  }
  return FALSE;
}

/* Whether the text has a Han character that no page number has: most lines do. */
static gboolean has_other_han(const char *text)
{
  static const gunichar of_numbers[] = {
      0x7B2C, 0x9875, 0x5171,                                         /* 第 页 共 */
      0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, /* 〇零一二三四五六 */
      0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E,                         /* 七八九十百 */
  };
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = gd_simplified(g_utf8_get_char(p));
    gboolean known = c < 0x4E00 || c > 0x9FFF;
    for (guint i = 0; i < G_N_ELEMENTS(of_numbers) && !known; i++)
      known = c == of_numbers[i];
    if (!known)
      return TRUE;
  }
  return FALSE;
}

gboolean gd_is_page_number(const char *text, gboolean *bare)
{
  static gsize compiled = 0; /* a GRegex, never changed once it is there */
  if (g_once_init_enter(&compiled)) {
    const char *number = "(?:(?:第|page|p\\.?)?\\d{1,4}页?|第[〇零一二三四五六七八九十百]{1,4}页)"
                         "(?:(?:/|[,、/]?共|of)\\d{1,4}页?)?"
                         "|共\\d{1,4}页[,、/]?第\\d{1,4}页";
    g_autofree char *pattern = g_strdup_printf("^(?:%s|[-~·•_]+(?:%s)[-~·•_]+)$", number, number);
    g_once_init_leave(&compiled, (gsize)g_regex_new(pattern, 0, 0, NULL));
  }
  *bare = FALSE;
  if (has_other_han(text))
    return FALSE;
  g_autofree char *folded = gd_fold(text);
  gsize digits = strspn(folded, "0123456789");
  *bare = digits > 0 && folded[digits] == '\0';
  if (has_two_numbers(text))
    return FALSE;
  if (*bare)
    return digits <= BARE_DIGITS;
  return g_regex_match((const GRegex *)compiled, folded, 0, NULL);
}

/* Marks page numbers in one margin; step is 1 from the top down, -1 from the
 * bottom up. */
static void mark_numbers(const GdPage *page, const GPtrArray *lines, Margin margin, int step)
{
  gboolean bare_may_be = TRUE; /* only furniture so far, and no page number */
  for (guint k = 0; k < lines->len; k++) {
    GdLine *line = g_ptr_array_index(lines, step > 0 ? k : lines->len - 1 - k);
    if (margin_of(page, line) != margin)
      return;
    gboolean bare = FALSE;
    gboolean number = gd_is_page_number(line->text, &bare) && (!bare || bare_may_be);
    line->furniture |= number;
    bare_may_be = bare_may_be && line->furniture && !number;
  }
}

/* The outermost line that is no furniture yet, if it is the page's own number. */
static void mark_own_number(const GdPage *page, const GPtrArray *lines, int step)
{
  for (guint k = 0; k < lines->len; k++) {
    GdLine *line = g_ptr_array_index(lines, step > 0 ? k : lines->len - 1 - k);
    if (line->furniture)
      continue;
    double y = gd_box_centre(line->box).y;
    double from_edge = step > 0 ? y : page->height - y;
    gboolean bare;
    if (from_edge > WIDE_MARGIN * page->height || in_ruled_table(page, y) ||
        !gd_is_page_number(line->text, &bare))
      return;
    g_autofree char *folded = gd_fold(line->text);
    const char *digits = strpbrk(folded, "0123456789");
    line->furniture = digits != NULL && g_ascii_strtoull(digits, NULL, 10) == page->number;
    return;
  }
}

void gd_mark_furniture(const GPtrArray *pages, const GPtrArray *lines)
{
  mark_all_running(pages, lines);
  for (guint p = 0; p < pages->len; p++) {
    mark_numbers(g_ptr_array_index(pages, p), g_ptr_array_index(lines, p), TOP, 1);
    mark_numbers(g_ptr_array_index(pages, p), g_ptr_array_index(lines, p), BOTTOM, -1);
    mark_own_number(g_ptr_array_index(pages, p), g_ptr_array_index(lines, p), 1);
    mark_own_number(g_ptr_array_index(pages, p), g_ptr_array_index(lines, p), -1);
  }
}
