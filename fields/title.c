/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title, and what it says of agency and year.
 *
 * 1. A title ends with a line that ends as titles do (报告, 通知 …) and that stands
 *    before the first heading of the body.
 * 2. It is widened upwards and downwards over lines of its own font size, or,
 *    where sizes tell nothing, as long as it starts in the middle of a phrase
 *    or does not say yet whose title it is.
 * 3. A block is complete if it names an agency, a year or a subject (关于). Only
 *    complete blocks before the first running text are certain.
 * 4. Blocks that repeat one another (cover and first page) are one title: the
 *    longest. Different ones are different readings; the rules find that doubtful.
 * 5. What a title says is read by title_parts.c.
 */
#include "fields/layout.h"
#include "fields/title_parts.h"
#include <string.h>

/* Lines among which a title is looked for: index block, letterhead, cover and
 * table of contents together stay below. */
#define HEAD_LINES_MAX 150

/* Lines and characters of one title; the longest seen have 5 and about 120. */
#define TITLE_LINES_MAX 8
#define TITLE_CHARS_MAX 200

/* Titles that are kept of one document. */
#define TITLES_MAX 4

/* A title is set larger than the text (二号 22 pt over 三号 16 pt): from this ratio
 * on size alone tells it. */
#define LARGER 1.08

/* Sizes within this ratio are the same (rounding of scaled fonts). */
#define SAME_SIZE 1.06

/* A letterhead is set at least this much larger than the title below it. */
#define LETTERHEAD_RATIO 1.3

/* Distance of baselines in line heights up to which lines belong together. */
#define NEAR_LINES 2.6

typedef struct {
  guint first, last; /* lines; last excluded */
  char *text;        /* joined, squeezed */
} Block;

static const GdFieldLine *line_at(const GdLayout *layout, guint index)
{
  return layout->lines->pdata[index];
}

static gboolean could_be_title(const GdLayout *layout, guint index)
{
  const GdFieldLine *line = line_at(layout, index);
  return !line->cut && g_utf8_strlen(line->text, -1) <= TITLE_CHARS_MAX &&
         !gd_layout_is(layout, index, GD_SHAPE_NOT_TITLE) && !gd_layout_is_label(layout, index);
}

static gboolean has_agency(const GdLayout *layout, const char *text)
{
  GdTitleParts parts = gd_title_parse(layout->patterns, text);
  return parts.agency_certain;
}

static gboolean is_complete(const GdLayout *layout, const char *text)
{
  GdTitleParts parts = gd_title_parse(layout->patterns, text);
  return !gd_shape_is(layout->patterns, GD_SHAPE_TITLE_FRAGMENT, text) &&
         (parts.agency_certain || parts.about || parts.year[1] > 0);
}

/* Brackets and quotes that text opens and does not close. */
static int open_brackets(const char *text)
{
  int open = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == 0x300A || c == 0x3008 || c == 0xFF08 || c == 0x201C) /* 《〈（“ */
      open++;
    else if (c == 0x300B || c == 0x3009 || c == 0xFF09 || c == 0x201D)
      open--;
  }
  return open;
}

/* How the sizes and places of two neighbouring lines stand to one another. */
typedef struct {
  gboolean known, near, same, larger; /* larger: both larger than the text */
  double ratio;                       /* the larger size by the smaller */
} Likeness;

static Likeness compare_lines(const GdLayout *layout, guint above, guint below)
{
  const GdFieldLine *a = line_at(layout, above), *b = line_at(layout, below);
  Likeness like = {.ratio = 1};
  like.known = a->size > 0 && b->size > 0 && !gd_box_is_none(a->box) && !gd_box_is_none(b->box);
  if (!like.known) {
    like.near = a->page == b->page;
    return like;
  }
  double large = fmax(a->size, b->size), small = fmin(a->size, b->size);
  like.near = a->page == b->page && b->box.y1 - a->box.y1 <= NEAR_LINES * large;
  like.ratio = large / small;
  like.same = like.ratio <= SAME_SIZE;
  like.larger = layout->body_size > 0 && small >= LARGER * layout->body_size;
  return like;
}

/* Whether the line above the block belongs to it. */
static gboolean joins_above(const GdLayout *layout, guint above, const Block *block)
{
  if (!could_be_title(layout, above))
    return FALSE;
  Likeness like = compare_lines(layout, above, block->first);
  if (!like.near)
    return FALSE;
  const char *text = gd_layout_text(layout, above);
  gboolean fragment = gd_shape_is(layout->patterns, GD_SHAPE_TITLE_FRAGMENT, block->text) ||
                      open_brackets(block->text) < 0;
  gboolean owned = has_agency(layout, block->text);
  gboolean body = gd_layout_is(layout, above, GD_SHAPE_ORGANISATION);
  if (is_complete(layout, text) && gd_shape_is(layout->patterns, GD_SHAPE_TITLE_END, text) &&
      !fragment)
    return FALSE; /* a title of its own */
  if (like.known && like.same && like.larger)
    return !(owned && body) || fragment || !g_str_has_prefix(block->text, text);
  return fragment || gd_shape_is(layout->patterns, GD_SHAPE_PLACE, text) ||
         (!owned && body && like.ratio < LETTERHEAD_RATIO);
}

/* Whether the line below, given that a title ends later, goes on with the block. */
static gboolean joins_below(const GdLayout *layout, guint below, const Block *block)
{
  if (!could_be_title(layout, below))
    return FALSE;
  Likeness like = compare_lines(layout, below - 1, below);
  const char *text = gd_layout_text(layout, below);
  if (!like.near ||
      (like.known && !like.same && !gd_shape_is(layout->patterns, GD_SHAPE_TITLE_NOTE, text)))
    return FALSE;
  if (gd_shape_is(layout->patterns, GD_SHAPE_TITLE_FRAGMENT, text) ||
      gd_shape_is(layout->patterns, GD_SHAPE_TITLE_NOTE, text) || open_brackets(block->text) > 0)
    return TRUE;
  return like.known && like.larger && !is_complete(layout, text);
}

static void set_block(const GdLayout *layout, Block *block, guint first, guint last)
{
  g_free(block->text);
  *block = (Block){first, last, gd_lines_joined(layout->lines, first, last)};
}

static gboolean ends_title(const GdLayout *layout, const char *text)
{
  return gd_shape_is(layout->patterns, GD_SHAPE_TITLE_END, text);
}

static void widen(const GdLayout *layout, Block *block, guint floor, guint limit)
{
  while (block->first > floor && block->last - block->first < TITLE_LINES_MAX &&
         joins_above(layout, block->first - 1, block))
    set_block(layout, block, block->first - 1, block->last);
  g_autofree char *text = g_strdup(block->text);
  Block tried = {block->first, block->last, g_steal_pointer(&text)};
  while (tried.last < limit && tried.last - tried.first < TITLE_LINES_MAX &&
         joins_below(layout, tried.last, &tried)) {
    set_block(layout, &tried, tried.first, tried.last + 1);
    if (ends_title(layout, tried.text))
      set_block(layout, block, tried.first, tried.last);
  }
  g_free(tried.text);
}

/* The next title-like block that ends in from..limit. FALSE if there is none. */
static gboolean next_block(const GdLayout *layout, guint from, guint limit, Block *block)
{
  for (guint i = from; i < limit; i++) {
    if (!could_be_title(layout, i))
      continue;
    if (!ends_title(layout, gd_layout_text(layout, i))) {
      /* 年度报 / 告: a word cut by the line's end */
      g_autofree char *pair = i > from ? gd_lines_joined(layout->lines, i - 1, i + 1) : NULL;
      if (pair == NULL || g_utf8_strlen(gd_layout_text(layout, i), -1) > 2 ||
          !could_be_title(layout, i - 1) || !ends_title(layout, pair))
        continue;
      set_block(layout, block, i - 1, i + 1);
    } else {
      set_block(layout, block, i, i + 1);
    }
    widen(layout, block, from, limit);
    return g_utf8_strlen(block->text, -1) <= TITLE_CHARS_MAX;
  }
  return FALSE;
}

/* Adds a title's facts. */
static void add_title(GdLayout *layout, const Block *block, gboolean certain)
{
  GdTitleParts parts = gd_title_parse(layout->patterns, block->text);
  const GPtrArray *lines = layout->lines;
  gsize length = strlen(block->text);
  GdReading *title = gd_reading_span(lines, block->first, block->last, 0, length);
  title->certain = certain;
  gd_layout_add(layout, GD_FACT_TITLE, title);
  if (parts.agency[1] > parts.agency[0]) {
    GdReading *agency =
        gd_reading_span(lines, block->first, block->last, parts.agency[0], parts.agency[1]);
    agency->certain = certain && parts.agency_certain &&
                      (!gd_shape_is(layout->patterns, GD_SHAPE_PLACE, agency->text) ||
                       gd_shape_is(layout->patterns, GD_SHAPE_GOVERNMENT_TOPIC, block->text));
    gd_part_bodies(layout->patterns, agency);
    gd_layout_add(layout, GD_FACT_TITLE_AGENCY, agency);
  }
  if (parts.subject[1] > parts.subject[0])
    gd_layout_add(
        layout, GD_FACT_TITLE_SUBJECT,
        gd_reading_span(lines, block->first, block->last, parts.subject[0], parts.subject[1]));
  if (parts.year[1] > parts.year[0] &&
      gd_shape_is(layout->patterns, GD_SHAPE_REPORT_TITLE, block->text)) {
    GdReading *year =
        gd_reading_span(lines, block->first, block->last, parts.year[0], parts.year[1]);
    year->certain = certain && parts.year_certain;
    gd_layout_add(layout, GD_FACT_TITLE_YEAR, year);
  }
}

/* Keeps block unless one like it is kept; the longer of two alike stays. */
static void keep(Block *kept, guint *n, Block *block)
{
  for (guint i = 0; i < *n; i++) {
    if (strstr(kept[i].text, block->text) != NULL) {
      g_clear_pointer(&block->text, g_free);
      return;
    }
    if (strstr(block->text, kept[i].text) != NULL) {
      g_free(kept[i].text);
      kept[i] = *block;
      block->text = NULL;
      return;
    }
  }
  if (*n < TITLES_MAX)
    kept[(*n)++] = *block;
  else
    g_free(block->text);
  block->text = NULL;
}

/* Titles between from and limit; returns the line behind the last of them, 0 if
 * there is none. After the first one, running text ends the search. */
static guint find_titles(GdLayout *layout, guint from, guint limit, gboolean certain)
{
  Block kept[TITLES_MAX], block = {0};
  guint n = 0, end = 0;
  while (next_block(layout, from, limit, &block)) {
    from = block.last;
    gboolean after_prose = FALSE;
    for (guint i = end; n > 0 && i < block.first && !after_prose; i++)
      after_prose = gd_layout_is_prose(layout, i) || gd_layout_is(layout, i, GD_SHAPE_ADDRESSEE);
    if (after_prose)
      break;
    if (is_complete(layout, block.text)) {
      end = block.last;
      keep(kept, &n, &block);
    } else if (n == 0) {
      gd_layout_add(layout, GD_FACT_TITLE_LIKE,
                    gd_reading_span(layout->lines, block.first, block.last, 0, strlen(block.text)));
    }
  }
  g_free(block.text);
  if (n > 0)
    layout->title_start = kept[0].first;
  /* Of different ones, those that say whose they are come first: the others may be
   * headings of a web page. */
  for (guint owned = 2; owned-- > 0;)
    for (guint i = 0; i < n; i++)
      if (has_agency(layout, kept[i].text) == (owned == 1))
        add_title(layout, &kept[i], certain);
  for (guint i = 0; i < n; i++)
    g_free(kept[i].text);
  return end;
}

void gd_layout_find_title(GdLayout *layout)
{
  guint limit = 0, prose = G_MAXUINT;
  for (; limit < layout->lines->len && limit < HEAD_LINES_MAX; limit++) {
    if (gd_layout_is_heading(layout, limit))
      break;
    if (prose == G_MAXUINT && gd_layout_is_prose(layout, limit))
      prose = limit;
  }
  prose = MIN(prose, limit);
  layout->title_end = find_titles(layout, 0, prose, TRUE);
  if (layout->title_end == 0)
    layout->title_end = find_titles(layout, prose, limit, FALSE);
}
