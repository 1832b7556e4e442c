/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields/reading.h"
#include "fields/table_row.h"
#include <string.h>

/* Bytes of a line that are kept, about 1300 characters: lines of a page have
 * some 40 characters; in text inputs a whole paragraph is one line. */
#define LINE_BYTES_MAX 4000

/* Lines of one document that are looked at; a report of 60 pages has 1500. */
#define LINES_MAX 6000

/* Pages looked at, from the front and from the back: a report's header, body
 * and signature are within them even where attachments make it long. */
#define FRONT_PAGES 60
#define BACK_PAGES 20

/* The character that a radical stands for, c if it is none. Kangxi radicals
 * (U+2F00..U+2FD5) have a decomposition; of the supplement, those in use as whole
 * characters are listed (Unicode, EquivalentUnifiedIdeograph.txt). */
static gunichar without_radical(gunichar c)
{
  static const char pairs[] = "⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食"
                              "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";
  gunichar plain[8];
  if (c < 0x2E80 || c > 0x2FDF)
    return c;
  if (g_unichar_fully_decompose(c, TRUE, plain, G_N_ELEMENTS(plain)) == 1 && plain[0] != c)
    return plain[0];
  const char *found = g_utf8_strchr(pairs, -1, c);
  return found != NULL ? g_utf8_get_char(g_utf8_next_char(found)) : c;
}

/* White space and characters without a shape. */
static gboolean is_gap(gunichar c)
{
  return g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0x00AD || c == 0x3000 ||
         (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

static gunichar squeezed_char(gunichar c)
{
  if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A))
    return c - 0xFEE0;
  return without_radical(c);
}

static gboolean is_latin(gunichar c)
{
  return c < 0x80 && g_ascii_isalpha((char)c);
}

static void put(GString *out, GArray *offsets, gunichar c, guint32 from)
{
  gsize before = out->len;
  g_string_append_unichar(out, c);
  for (gsize i = before; offsets != NULL && i < out->len; i++)
    g_array_append_val(offsets, from);
}

char *gd_squeeze(const char *utf8, GArray *offsets)
{
  g_autoptr(GString) out = g_string_sized_new(strlen(utf8) + 1);
  gunichar last = 0;
  gboolean gap = FALSE;
  const char *p = utf8;
  while (*p != '\0') {
    gunichar c = g_utf8_get_char_validated(p, -1);
    const char *next = p + 1;
    if (c >= (gunichar)-2)
      c = 0xFFFD;
    else
      next = g_utf8_next_char(p);
    if (is_gap(c)) {
      gap = TRUE;
    } else {
      c = squeezed_char(c);
      if (gap && is_latin(last) && is_latin(c))
        put(out, offsets, ' ', (guint32)(p - utf8));
      put(out, offsets, c, (guint32)(p - utf8));
      last = c;
      gap = FALSE;
    }
    p = next;
  }
  guint32 end = (guint32)(p - utf8);
  if (offsets != NULL)
    g_array_append_val(offsets, end);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

void gd_field_line_free(GdFieldLine *line)
{
  if (line == NULL)
    return;
  g_free(line->raw);
  g_free(line->text);
  g_array_unref(line->offsets);
  g_free(line);
}

/* text cut to LINE_BYTES_MAX; of a text input without the marks of Markdown (heading, list, quote,
 * bold, table) around it. */
static char *cleaned(const char *text, gboolean is_text_input, gboolean *cut)
{
  static const char marks[] = "#*>|- \t_";
  const char *start = text;
  gsize length = strlen(text);
  if (is_text_input) {
    while (*start != '\0' && strchr(marks, *start) != NULL)
      start++;
    length = strlen(start);
    while (length > 0 && strchr("#*| \t_", start[length - 1]) != NULL)
      length--;
  }
  *cut = length > LINE_BYTES_MAX;
  if (*cut) {
    length = LINE_BYTES_MAX;
    while (length > 0 && (start[length] & 0xC0) == 0x80)
      length--;
  }
  return g_strndup(start, length);
}

/* Font size that most of the line's bytes have; 0 if unknown. */
static double line_size(const GdLine *line)
{
  double size = 0;
  gsize most = 0;
  for (guint i = 0; i < line->words->len; i++) {
    const GdWord *word = line->words->pdata[i];
    gsize bytes = strlen(word->text);
    if (bytes > most) {
      most = bytes;
      size = word->size;
    }
  }
  return size;
}

/* Adds a line with that text, taken over, unless it is blank. */
static void add_line(GPtrArray *lines, const GdPage *page, const GdLine *line, const GdWord *word,
                     char *raw, gboolean cut)
{
  GdFieldLine *added = g_new0(GdFieldLine, 1);
  added->page = page;
  added->line = line;
  added->word = word;
  added->offsets = g_array_new(FALSE, FALSE, sizeof(guint32));
  added->raw = raw;
  added->cut = cut;
  added->text = gd_squeeze(added->raw, added->offsets);
  added->box = line != NULL ? line->box : word->box;
  added->size = line != NULL ? line_size(line) : word->size;
  if (*added->text != '\0')
    g_ptr_array_add(lines, added);
  else
    gd_field_line_free(added);
}

/* Adds a line of a text input: a word, or what the row of a table says. */
static void add_text_line(GPtrArray *lines, const GdPage *page, const GdWord *word)
{
  gboolean cut;
  g_autofree char *text = cleaned(word->text, page->kind == GD_PAGE_TEXT, &cut);
  g_autoptr(GPtrArray) parts = gd_table_row_parts(text);
  for (guint i = 0; i < parts->len && lines->len < LINES_MAX; i++)
    add_line(lines, page, NULL, word, g_strdup(parts->pdata[i]), cut && i + 1 == parts->len);
}

/* Adds a line that has a place. */
static void add_page_line(GPtrArray *lines, const GdPage *page, const GdLine *line)
{
  gboolean cut;
  char *text = cleaned(line->text, page->kind == GD_PAGE_TEXT, &cut);
  add_line(lines, page, line, NULL, text, cut);
}

/* In text inputs each word is a line of its own, and nothing has a box. */
static gboolean is_boxless(const GdPage *page)
{
  return page->kind == GD_PAGE_TEXT && page->words->len > 0 &&
         gd_box_is_none(((const GdWord *)page->words->pdata[0])->box);
}

/* The pages of the report that are looked at. Caller owns the array. */
static GPtrArray *pages_of(const GdSource *source, guint first, guint last)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < source->pages->len; i++) {
    const GdPage *page = source->pages->pdata[i];
    if (first == 0 || (page->number >= first && page->number <= last))
      g_ptr_array_add(all, source->pages->pdata[i]);
  }
  GPtrArray *pages = g_ptr_array_new();
  for (guint i = 0; i < all->len; i++)
    if (i < FRONT_PAGES || i + BACK_PAGES >= all->len)
      g_ptr_array_add(pages, all->pdata[i]);
  return pages;
}

GPtrArray *gd_field_lines(const GdSource *source, guint first, guint last, GPtrArray **page_lines)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)gd_field_line_free);
  g_autoptr(GPtrArray) pages = pages_of(source, first, last);
  *page_lines = gd_pages_lines(pages);
  for (guint p = 0; p < pages->len; p++) {
    const GdPage *page = pages->pdata[p];
    const GPtrArray *on_page = (*page_lines)->pdata[p];
    gboolean boxless = is_boxless(page);
    guint n = boxless ? page->words->len : on_page->len;
    for (guint i = 0; i < n && lines->len < LINES_MAX; i++) {
      if (boxless)
        add_text_line(lines, page, page->words->pdata[i]);
      else if (!((const GdLine *)on_page->pdata[i])->furniture)
        add_page_line(lines, page, on_page->pdata[i]);
    }
  }
  return lines;
}

/* Whether every character among the bytes start..end of a word that was read in a picture was seen
 * again. */
static gboolean was_seen_again(const GdWord *word, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (word->seen_again == NULL || word->seen_again[i] != '1')
      return FALSE;
  return TRUE;
}

/* Of the word the bytes start..end are part of the reading. */
static void take_word(GdReading *reading, const GdWord *word, gsize start, gsize end)
{
  reading->box = gd_box_union(reading->box, word->box);
  reading->confidence = MIN(reading->confidence, word->confidence);
  reading->pictured = reading->pictured || word->source == GD_SOURCE_OCR;
  const gboolean text = word->source == GD_SOURCE_TEXT_LAYER || word->source == GD_SOURCE_TEXT;
  const gboolean seen = word->source == GD_SOURCE_OCR && was_seen_again(word, start, end);
  if ((!text && !seen) || word->unreadable)
    reading->trusted = FALSE;
}

/* Box, trust and confidence from the words of the line that raw bytes start..end touch. */
static void take_words(GdReading *reading, const GdFieldLine *line, gsize start, gsize end)
{
  if (line->word != NULL) {
    take_word(reading, line->word, 0, strlen(line->word->text));
    return;
  }
  gsize at = 0;
  for (guint i = 0; i < line->line->words->len; i++) {
    const GdWord *word = line->line->words->pdata[i];
    const char *found = at < strlen(line->raw) ? strstr(line->raw + at, word->text) : NULL;
    if (found == NULL) { /* cut or cleaned away: keep on the safe side */
      take_word(reading, word, 0, strlen(word->text));
      continue;
    }
    gsize from = (gsize)(found - line->raw);
    at = from + strlen(word->text);
    if (from < end && at > start)
      take_word(reading, word, MAX(start, from) - from, MIN(end, at) - from);
  }
}

GdReading *gd_reading_new(const GdFieldLine *line, gsize start, gsize end)
{
  GdReading *reading = g_new0(GdReading, 1);
  guint32 from = g_array_index(line->offsets, guint32, start);
  guint32 to = g_array_index(line->offsets, guint32, end);
  reading->raw = g_strstrip(g_strndup(line->raw + from, to - from));
  reading->text = g_strndup(line->text + start, end - start);
  reading->page = line->page->number;
  reading->confidence = 1;
  reading->trusted = line->page->readable;
  reading->certain = TRUE;
  take_words(reading, line, from, to);
  return reading;
}

GdReading *gd_reading_of_group(const GdFieldLine *line, const GMatchInfo *match, const char *group)
{
  int start, end;
  if (!g_match_info_fetch_named_pos(match, group, &start, &end) || start < 0 || end <= start)
    return NULL;
  return gd_reading_new(line, (gsize)start, (gsize)end);
}

char *gd_lines_joined(const GPtrArray *lines, guint first, guint last)
{
  GString *joined = g_string_new(NULL);
  for (guint i = first; i < last; i++)
    g_string_append(joined, ((const GdFieldLine *)lines->pdata[i])->text);
  return g_string_free(joined, FALSE);
}

GdReading *gd_reading_span(const GPtrArray *lines, guint first, guint last, gsize start, gsize end)
{
  GdReading *whole = NULL;
  gsize at = 0; /* of the line in the joined text */
  for (guint i = first; i < last && at < end; i++) {
    const GdFieldLine *line = lines->pdata[i];
    gsize length = strlen(line->text);
    if (at + length > start) {
      GdReading *piece = gd_reading_new(line, start > at ? start - at : 0, MIN(length, end - at));
      if (whole == NULL)
        whole = piece;
      else
        gd_reading_append(whole, piece, "");
    }
    at += length;
  }
  return whole;
}

void gd_reading_append(GdReading *reading, GdReading *next, const char *separator)
{
  char *raw = g_strconcat(reading->raw, separator, next->raw, NULL);
  char *text = g_strconcat(reading->text, separator, next->text, NULL);
  g_free(reading->raw);
  g_free(reading->text);
  reading->raw = raw;
  reading->text = text;
  if (reading->page == next->page)
    reading->box = gd_box_union(reading->box, next->box);
  reading->confidence = MIN(reading->confidence, next->confidence);
  reading->trusted = reading->trusted && next->trusted;
  reading->certain = reading->certain && next->certain;
  reading->pictured = reading->pictured || next->pictured;
  gd_reading_free(next);
}

GdReading *gd_reading_copy(const GdReading *reading)
{
  GdReading *copy = g_memdup2(reading, sizeof *reading);
  copy->raw = g_strdup(reading->raw);
  copy->text = g_strdup(reading->text);
  return copy;
}

void gd_reading_free(GdReading *reading)
{
  if (reading == NULL)
    return;
  g_free(reading->raw);
  g_free(reading->text);
  g_free(reading);
}
