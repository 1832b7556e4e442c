/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Lines that can be trusted and stand in no table, without furniture.
 * 2. A paragraph goes on from line to line, also over a page break:
 *
 *        二、依申请公开情况               ends before the margin: its own paragraph
 *           2024年，我局共收到政府信息公|  reaches the margin: goes on
 *        开申请12件。                    ends with a full stop: ends
 *
 *    Without boxes, a line goes on if it ends in the middle of running text and is
 *    as long as a line of print, and the next has a full stop or is as long.
 * 3. Each paragraph is parted at 。；！？, and every sentence carries the year that
 *    the last sentence to begin with a year gave.
 */
#include "tables/sentences.h"

#include <string.h>

#include "models/lines.h"
#include "models/traditional.h"
#include "tables/text_table.h"

/* Bytes of a sentence (some 400 characters) and of a paragraph; longer ones are no
 * prose, or say too many things at once. */
#define SENTENCE_BYTES_MAX 1200
#define PARAGRAPH_BYTES_MAX 60000

/* Sentences of one report: one of 60 pages has some 1500. */
#define SENTENCES_MAX 6000

/* A line that ends this many characters before the rightmost text of its page is the
 * last of its paragraph. */
#define SHORT_CHARS 2.5

/* Distance of the tops of two lines, in heights of the upper one, up to which they may
 * belong to one paragraph: leading is at most about 2. */
#define NEAR_LINES 3.0

/* Sizes of letters within this ratio are the same. */
#define SAME_SIZE 1.12

/* Characters from which a line without a box may be one of several lines of print. */
#define LONG_CHARS 18

/* The middle part of a line's height that must not lie at the height of a value. */
#define CORE 0.25

/* A line of the report. */
typedef struct {
  char *text; /* plain */
  GdBox box;  /* GD_BOX_NONE in text inputs */
  double size;
  guint page;
  gboolean broken; /* something was left out before it */
  gboolean full;   /* reaches the right margin */
} Line;

static void line_free(gpointer data)
{
  Line *line = data;
  g_free(line->text);
  g_free(line);
}

static void sentence_free(gpointer data)
{
  GdSentence *sentence = data;
  g_free(sentence->text);
  g_free(sentence);
}

static gboolean is_digit(gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* Quotes and the marks of Markdown. */
static gboolean is_dropped(gunichar c)
{
  return g_unichar_isspace(c) || g_unichar_iscntrl(c) || (c >= 0x200B && c <= 0x200F) ||
         c == 0xFEFF || (c >= 0x2018 && c <= 0x201F) || c == '"' || c == '\'' || c == '*' ||
         c == '`' || (c >= 0x300C && c <= 0x300F);
}

static gunichar plain_char(gunichar c, gunichar before, gunichar after)
{
  static const char narrow[] = ",;:()!?", wide[] = "，；：（）！？";
  if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A))
    return c - 0xFEE0;
  if ((c == ',' || c == 0xFF0C) && is_digit(before) && is_digit(after))
    return ',';
  const char *found = c != 0 && c < 0x80 ? strchr(narrow, (int)c) : NULL;
  if (found == NULL)
    return gd_simplified(c);
  return g_utf8_get_char(g_utf8_offset_to_pointer(wide, found - narrow));
}

char *gd_plain_text(const char *utf8)
{
  g_autofree char *valid = g_utf8_make_valid(utf8, -1);
  GString *out = g_string_sized_new(strlen(valid) + 1);
  gunichar before = 0;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_dropped(c))
      g_string_append_unichar(out, plain_char(c, before, g_utf8_get_char(g_utf8_next_char(p))));
    before = c;
  }
  return g_string_free(out, FALSE);
}

static gboolean is_trusted(const GdWord *word)
{
  return (word->source == GD_SOURCE_TEXT_LAYER || word->source == GD_SOURCE_TEXT) &&
         !word->unreadable && !word->uneven;
}

/* Heights on pages where values stand: page → GArray of double pairs. */
static GHashTable *value_heights(const GdDocument *document)
{
  GHashTable *pages = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = document->values->pdata[i];
    if (gd_box_is_none(value->box))
      continue;
    GArray *heights = g_hash_table_lookup(pages, GUINT_TO_POINTER(value->page));
    if (heights == NULL) {
      heights = g_array_new(FALSE, FALSE, sizeof(double[2]));
      g_hash_table_insert(pages, GUINT_TO_POINTER(value->page), heights);
    }
    double pair[2] = {value->box.y0, value->box.y1};
    g_array_append_val(heights, pair);
  }
  return pages;
}

static gboolean beside_value(const GdLine *line, const GArray *heights)
{
  double core = CORE * gd_box_height(line->box);
  for (guint i = 0; heights != NULL && i < heights->len; i++) {
    const double *pair = (const double *)(void *)heights->data + (gsize)2 * i;
    if (line->box.y0 + core < pair[1] && line->box.y1 - core > pair[0])
      return TRUE;
  }
  return FALSE;
}

static Line *add_line(GPtrArray *lines, const char *text, GdBox box, guint page, gboolean *broken)
{
  Line *line = g_new0(Line, 1);
  line->text = gd_plain_text(text);
  line->box = box;
  line->page = page;
  line->broken = *broken;
  *broken = FALSE;
  g_ptr_array_add(lines, line);
  return line;
}

/* Lines of a text input: its words. */
static void add_text_lines(GPtrArray *lines, const GdPage *page, gboolean *broken)
{
  g_autofree gboolean *in_table = gd_rows_of_text(page->words);
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    if (!is_trusted(word) || in_table[i] || strlen(word->text) > PARAGRAPH_BYTES_MAX)
      *broken = TRUE;
    else
      add_line(lines, word->text, GD_BOX_NONE, page->number, broken);
  }
}

static void add_page_lines(GPtrArray *lines, const GdPage *page, const GPtrArray *page_lines,
                           const GArray *heights, gboolean *broken)
{
  guint first = lines->len;
  double right = 0;
  for (guint i = 0; i < page_lines->len; i++) {
    const GdLine *line = page_lines->pdata[i];
    if (line->furniture)
      continue;
    gboolean trusted = !beside_value(line, heights);
    for (guint k = 0; k < line->words->len && trusted; k++)
      trusted = is_trusted(line->words->pdata[k]);
    if (!trusted || line->words->len == 0) {
      *broken = TRUE;
      continue;
    }
    Line *added = add_line(lines, line->text, line->box, page->number, broken);
    added->size = ((const GdWord *)line->words->pdata[0])->size;
    right = fmax(right, line->box.x1);
  }
  for (guint i = first; i < lines->len; i++) {
    Line *line = lines->pdata[i];
    line->full = line->box.x1 > right - SHORT_CHARS * line->size;
  }
}

static gboolean is_boxless(const GdPage *page)
{
  return page->words->len > 0 && gd_box_is_none(((const GdWord *)page->words->pdata[0])->box);
}

/* All lines that count. Caller owns the array. */
static GPtrArray *read_lines(const GdDocument *document, guint first, guint last)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  g_autoptr(GHashTable) heights = value_heights(document);
  g_autoptr(GPtrArray) pages = g_ptr_array_new();
  for (guint i = 0; i < document->source->pages->len; i++) {
    GdPage *page = document->source->pages->pdata[i];
    if (page->number >= first && page->number <= last)
      g_ptr_array_add(pages, page);
  }
  g_autoptr(GPtrArray) all = gd_pages_lines(pages);
  gboolean broken = TRUE;
  for (guint i = 0; i < pages->len; i++) {
    const GdPage *page = pages->pdata[i];
    if (!page->readable)
      broken = TRUE;
    else if (is_boxless(page))
      add_text_lines(lines, page, &broken);
    else
      add_page_lines(lines, page, all->pdata[i],
                     g_hash_table_lookup(heights, GUINT_TO_POINTER(page->number)), &broken);
  }
  return lines;
}

/* Length of the mark that ends a sentence at p, 0 if none does. */
static gsize end_length(const char *p)
{
  static const char *const ends[] = {"。", "；", "！", "？"};
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
    if (g_str_has_prefix(p, ends[i]))
      return strlen(ends[i]);
  return 0;
}

static gboolean ends_paragraph(const char *text)
{
  return g_str_has_suffix(text, "。") || g_str_has_suffix(text, "！") ||
         g_str_has_suffix(text, "？") || g_str_has_suffix(text, "：");
}

/* Whether it is running text: titles and headings have none of these marks. */
static gboolean has_stop(const char *text)
{
  return strstr(text, "。") != NULL || strstr(text, "，") != NULL || strstr(text, "；") != NULL;
}

static gboolean goes_on(const Line *line, const Line *next)
{
  if (next->broken || ends_paragraph(line->text))
    return FALSE;
  if (gd_box_is_none(line->box) || gd_box_is_none(next->box))
    return g_utf8_strlen(line->text, -1) >= LONG_CHARS && has_stop(line->text) &&
           (strstr(next->text, "。") != NULL || g_utf8_strlen(next->text, -1) >= LONG_CHARS);
  double larger = fmax(line->size, next->size), smaller = fmin(line->size, next->size);
  if (!line->full || larger > SAME_SIZE * smaller)
    return FALSE;
  return line->page != next->page ||
         (next->box.y0 > line->box.y0 &&
          next->box.y0 - line->box.y0 <= NEAR_LINES * gd_box_height(line->box));
}

/* Length of the year that text begins with (2023年, 在2023年度, 截至2023年底), 0 if it does not. */
static gsize leading_year(const char *text)
{
  const char *p = text;
  if (g_str_has_prefix(p, "在"))
    p += strlen("在");
  else if (g_str_has_prefix(p, "截至") || g_str_has_prefix(p, "截止"))
    p += strlen("截至");
  if (strspn(p, "0123456789") != 4 || !g_str_has_prefix(p + 4, "年"))
    return 0;
  return (gsize)(p - text) + 4 + strlen("年");
}

/* Where a line begins in its paragraph, in bytes, and its page. */
typedef struct {
  gsize offset;
  guint page;
} Start;

/* Adds a sentence; *year is that of the last one that began with a year (may be NULL). */
static void add_sentence(GPtrArray *all, const char *text, gsize length, char **year, guint page,
                         gboolean title)
{
  if (length == 0 || length > SENTENCE_BYTES_MAX || all->len >= SENTENCES_MAX)
    return;
  g_autofree char *own = g_strndup(text, length);
  gsize leading = leading_year(own);
  if (leading > 0) {
    g_free(*year);
    *year = g_strndup(own, leading);
  }
  GdSentence *sentence = g_new0(GdSentence, 1);
  sentence->topic = leading == 0 && *year != NULL ? (guint)strlen(*year) : 0;
  sentence->text = sentence->topic > 0 ? g_strconcat(*year, own, NULL) : g_strdup(own);
  sentence->page = page;
  sentence->title = title;
  g_ptr_array_add(all, sentence);
}

/* Parts a paragraph into sentences. starts: of Start, one for each of its lines. */
static void part(GPtrArray *all, const char *paragraph, const GArray *starts)
{
  g_autofree char *year = NULL;
  guint line = 0;
  const char *from = paragraph, *p = paragraph;
  for (;;) {
    gsize mark = *p != '\0' ? end_length(p) : 0;
    if (*p != '\0' && mark == 0) {
      p = g_utf8_next_char(p);
      continue;
    }
    while (line + 1 < starts->len &&
           g_array_index(starts, Start, line + 1).offset <= (gsize)(from - paragraph))
      line++;
    add_sentence(all, from, (gsize)(p - from), &year, g_array_index(starts, Start, line).page,
                 *p == '\0');
    if (*p == '\0')
      return;
    from = p += mark;
  }
}

GPtrArray *gd_sentences(const GdDocument *document, guint first, guint last)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func(sentence_free);
  g_autoptr(GPtrArray) lines = read_lines(document, first, last);
  g_autoptr(GString) paragraph = g_string_new(NULL);
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(Start));
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = lines->pdata[i];
    Start start = {paragraph->len, line->page};
    g_array_append_val(starts, start);
    g_string_append(paragraph, line->text);
    if (i + 1 < lines->len && paragraph->len < PARAGRAPH_BYTES_MAX &&
        goes_on(line, lines->pdata[i + 1]))
      continue;
    part(sentences, paragraph->str, starts);
    g_string_truncate(paragraph, 0);
    g_array_set_size(starts, 0);
  }
  return sentences;
}
