/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a page:
 *   1. Visible words, by the height of their middle.
 *   2. Each word joins the line whose band it shares most of, if that is half of
 *      the lower one of the two or more; else it opens a line. The band of a
 *      line is the mean of its words, so that it does not creep down a page
 *      that stands askew. Vertical words stay alone.
 *   3. Words of a line by x; a space where the gap is wide.
 */
#include "models/lines.h"

#include "models/furniture.h"

/* Share of the lower of a word and a line's band that both must have in common.
 * Marks raised or lowered by a third of their height still belong to the line;
 * lines set solid share nothing. */
#define BAND_SHARE 0.5

/* Lines that are looked at for a word, from the last one back: cells of one
 * table row hold different numbers of lines, whose bands interleave. */
#define OPEN_LINES 8

/* Height in widths from which a word of several characters is vertical: two
 * characters below each other reach 2, two Latin letters beside each other in a
 * tall box 1. */
#define VERTICAL_ASPECT 1.5

/* Gap, in characters, from which a space is put. See models/lines.h. */
#define SPACE_GAP 0.5

/* A line while words are added to it. */
typedef struct {
  GdLine *line;
  double top, bottom; /* sums over its words, points */
  gboolean closed;    /* takes no further word */
} Band;

void gd_line_free(GdLine *line)
{
  if (line == NULL)
    return;
  g_free(line->text);
  g_ptr_array_unref(line->words);
  g_free(line);
}

static int compare(double a, double b)
{
  return (a > b) - (a < b);
}

static double middle(GdBox box)
{
  return (box.y0 + box.y1) / 2;
}

static int by_middle(gconstpointer a, gconstpointer b)
{
  const GdBox x = (*(const GdWord *const *)a)->box, y = (*(const GdWord *const *)b)->box;
  int order = compare(middle(x), middle(y));
  return order != 0 ? order : compare(x.x0, y.x0);
}

static int by_left(gconstpointer a, gconstpointer b)
{
  const GdBox x = (*(const GdWord *const *)a)->box, y = (*(const GdWord *const *)b)->box;
  int order = compare(x.x0, y.x0);
  return order != 0 ? order : compare(x.y0, y.y0);
}

static double band_middle(const Band *band)
{
  return (band->top + band->bottom) / 2 / band->line->words->len;
}

static int by_band(gconstpointer a, gconstpointer b)
{
  const Band *x = a, *y = b;
  int order = compare(band_middle(x), band_middle(y));
  return order != 0 ? order : compare(x->line->box.x0, y->line->box.x0);
}

static gboolean is_vertical(const GdWord *word)
{
  return gd_box_height(word->box) > VERTICAL_ASPECT * gd_box_width(word->box) &&
         g_utf8_strlen(word->text, -1) > 1;
}

/* The part of the lower one of box and band that both share, 0..1. */
static double share(const Band *band, GdBox box)
{
  guint n = band->line->words->len;
  double top = band->top / n, bottom = band->bottom / n;
  double lower = fmin(bottom - top, gd_box_height(box));
  return lower > 0 ? gd_overlap(top, bottom, box.y0, box.y1) / lower : 0;
}

/* The open band that a word belongs to, NULL if it opens one. */
static Band *find_band(const GArray *bands, GdBox box)
{
  Band *best = NULL;
  double most = BAND_SHARE;
  guint last = bands->len > OPEN_LINES ? bands->len - OPEN_LINES : 0;
  for (guint i = bands->len; i > last; i--) {
    Band *band = &g_array_index(bands, Band, i - 1);
    double shared = band->closed ? 0 : share(band, box);
    if (shared >= most && (best == NULL || shared > most)) {
      best = band;
      most = shared;
    }
  }
  return best;
}

static void add_word(GArray *bands, GdWord *word)
{
  gboolean vertical = is_vertical(word);
  Band *band = vertical ? NULL : find_band(bands, word->box);
  if (band == NULL) {
    Band fresh = {.line = g_new0(GdLine, 1), .closed = vertical};
    fresh.line->words = g_ptr_array_new();
    g_array_append_val(bands, fresh);
    band = &g_array_index(bands, Band, bands->len - 1);
  }
  g_ptr_array_add(band->line->words, word);
  band->top += word->box.y0;
  band->bottom += word->box.y1;
  band->line->box = gd_box_union(band->line->box, word->box);
}

/* The size of a word's characters, points. */
static double character(const GdWord *word)
{
  return word->size > 0 ? word->size : gd_box_height(word->box);
}

static void finish(GdLine *line)
{
  g_ptr_array_sort(line->words, by_left);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < line->words->len; i++) {
    const GdWord *word = g_ptr_array_index(line->words, i);
    const GdWord *before = i > 0 ? g_ptr_array_index(line->words, i - 1) : NULL;
    if (before != NULL &&
        word->box.x0 - before->box.x1 > SPACE_GAP * fmin(character(before), character(word)))
      g_string_append_c(text, ' ');
    g_string_append(text, word->text);
  }
  line->text = g_string_free(text, FALSE);
}

GPtrArray *gd_page_lines(const GdPage *page)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < page->words->len; i++) {
    GdWord *word = g_ptr_array_index(page->words, i);
    if (word->source != GD_SOURCE_HIDDEN)
      g_ptr_array_add(words, word);
  }
  g_ptr_array_sort(words, by_middle);
  g_autoptr(GArray) bands = g_array_new(FALSE, FALSE, sizeof(Band));
  for (guint i = 0; i < words->len; i++)
    add_word(bands, g_ptr_array_index(words, i));
  g_array_sort(bands, by_band);

  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)gd_line_free);
  for (guint i = 0; i < bands->len; i++) {
    GdLine *line = g_array_index(bands, Band, i).line;
    finish(line);
    g_ptr_array_add(lines, line);
  }
  return lines;
}

GPtrArray *gd_pages_lines(const GPtrArray *pages)
{
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_add(all, gd_page_lines(g_ptr_array_index(pages, i)));
  gd_mark_furniture(pages, all);
  return all;
}
