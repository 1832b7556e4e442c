/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Characters → a sheet of rows and columns; full-width ones take two.
 *  2. Horizontal runs, then vertical runs of ruling characters → rulings; their
 *     characters are taken off the sheet.
 *  3. What is left → words.
 */
#include "tests/drawing.h"

#include <string.h>

/* Second column of a full-width character. */
#define WIDE_REST 1
/* A run of - without + is a ruling from this length on; shorter ones are text. */
#define BARE_RUN 4
/* A run with a + at one end only. */
#define STUMP_RUN 3
/* Gap between the box of a word and its line, above and below, points. */
#define WORD_INSET 1.0
#define FONT_SIZE 12.0

typedef struct {
  guint rows, columns;
  gunichar *chars;
  gboolean *ruled; /* the character is part of a ruling */
} Sheet;

static gunichar *at(const Sheet *sheet, guint row, guint column)
{
  return &sheet->chars[row * sheet->columns + column];
}

static gboolean *ruled_at(const Sheet *sheet, guint row, guint column)
{
  return &sheet->ruled[row * sheet->columns + column];
}

static double x_of(double column)
{
  return DRAWING_MARGIN + column * DRAWING_COLUMN;
}

static double y_of(double row)
{
  return DRAWING_MARGIN + row * DRAWING_ROW;
}

static guint width_of(const char *line)
{
  guint width = 0;
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p))
    width += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
  return width;
}

static Sheet sheet_of(GPtrArray *lines)
{
  Sheet sheet = {.rows = lines->len, .columns = 1};
  for (guint r = 0; r < lines->len; r++)
    sheet.columns = MAX(sheet.columns, width_of(lines->pdata[r]));
  sheet.chars = g_new(gunichar, (gsize)sheet.rows * sheet.columns + 1);
  sheet.ruled = g_new0(gboolean, (gsize)sheet.rows * sheet.columns + 1);
  for (guint i = 0; i < sheet.rows * sheet.columns; i++)
    sheet.chars[i] = ' ';
  for (guint r = 0; r < lines->len; r++) {
    guint column = 0;
    for (const char *p = lines->pdata[r]; *p != '\0'; p = g_utf8_next_char(p)) {
      gunichar c = g_utf8_get_char(p);
      *at(&sheet, r, column++) = c;
      if (g_unichar_iswide(c))
        *at(&sheet, r, column++) = WIDE_REST;
    }
  }
  return sheet;
}

static void add_ruling(GdPage *page, GdDirection direction, double position, double from, double to)
{
  GdRuling ruling = {direction, position, from, to, 0.5, FALSE, FALSE};
  g_array_append_val(page->rulings, ruling);
}

/* Whether the characters [from,to) of a row, all - or +, are a ruling. */
static gboolean is_horizontal(const Sheet *sheet, guint row, guint from, guint to)
{
  guint dashes = 0;
  for (guint c = from; c < to; c++)
    dashes += *at(sheet, row, c) == '-';
  gboolean starts = *at(sheet, row, from) == '+', ends = *at(sheet, row, to - 1) == '+';
  if (dashes == 0)
    return FALSE;
  return dashes >= BARE_RUN || (starts && ends) || ((starts || ends) && to - from >= STUMP_RUN);
}

static void draw_horizontal(const Sheet *sheet, GdPage *page)
{
  for (guint r = 0; r < sheet->rows; r++)
    for (guint c = 0; c < sheet->columns;) {
      guint from = c;
      while (c < sheet->columns && (*at(sheet, r, c) == '-' || *at(sheet, r, c) == '+'))
        c++;
      if (c == from) {
        c++;
        continue;
      }
      if (!is_horizontal(sheet, r, from, c))
        continue;
      double start = *at(sheet, r, from) == '+' ? 0.5 : 0;
      double end = *at(sheet, r, c - 1) == '+' ? 0.5 : 0;
      add_ruling(page, GD_HORIZONTAL, y_of(r + 0.5), x_of(from + start), x_of(c - end));
      for (guint i = from; i < c; i++)
        *ruled_at(sheet, r, i) = TRUE;
    }
}

/* A | or a corner of a vertical ruling. */
static gboolean is_vertical(const Sheet *sheet, guint row, guint column)
{
  if (*at(sheet, row, column) == '|')
    return TRUE;
  if (*at(sheet, row, column) != '+')
    return FALSE;
  return *ruled_at(sheet, row, column) || (row > 0 && *at(sheet, row - 1, column) == '|') ||
         (row + 1 < sheet->rows && *at(sheet, row + 1, column) == '|');
}

static void draw_vertical(const Sheet *sheet, GdPage *page)
{
  for (guint c = 0; c < sheet->columns; c++)
    for (guint r = 0; r < sheet->rows;) {
      guint from = r, bars = 0;
      for (; r < sheet->rows && is_vertical(sheet, r, c); r++)
        bars += *at(sheet, r, c) == '|';
      if (r == from) {
        r++;
        continue;
      }
      if (bars == 0)
        continue;
      double start = *at(sheet, from, c) == '+' ? 0.5 : 0;
      double end = *at(sheet, r - 1, c) == '+' ? 0.5 : 0;
      add_ruling(page, GD_VERTICAL, x_of(c + 0.5), y_of(from + start), y_of(r - end));
      for (guint i = from; i < r; i++)
        *ruled_at(sheet, i, c) = TRUE;
    }
}

static void add_words(const Sheet *sheet, GdPage *page)
{
  for (guint r = 0; r < sheet->rows; r++) {
    g_autoptr(GString) text = g_string_new(NULL);
    guint from = 0;
    for (guint c = 0; c <= sheet->columns; c++) {
      gunichar character = ' ';
      if (c < sheet->columns && !*ruled_at(sheet, r, c))
        character = *at(sheet, r, c);
      if (character == WIDE_REST)
        continue;
      if (character != ' ') {
        from = text->len == 0 ? c : from;
        g_string_append_unichar(text, character);
        continue;
      }
      if (text->len == 0)
        continue;
      GdBox box = gd_box(x_of(from), y_of(r) + WORD_INSET, x_of(c), y_of(r + 1) - WORD_INSET);
      GdWord *word = gd_word_new(box, text->str, GD_SOURCE_TEXT_LAYER);
      word->size = FONT_SIZE;
      g_ptr_array_add(page->words, word);
      g_string_truncate(text, 0);
    }
  }
}

static void obey(GdPage *page, const char *order)
{
  g_auto(GStrv) parts = g_strsplit(order, " ", 2);
  gboolean done = g_str_equal(parts[0], "%unreadable");
  if (done) {
    page->readable = FALSE;
    page->reason = g_strdup("the case says so");
  }
  for (guint i = 0; i < page->words->len && parts[1] != NULL; i++) {
    GdWord *word = page->words->pdata[i];
    if (!g_str_equal(word->text, parts[1]))
      continue;
    done = TRUE;
    if (g_str_equal(parts[0], "%uneven"))
      word->uneven = TRUE;
    else if (g_str_equal(parts[0], "%unknown"))
      word->unreadable = TRUE;
    else if (g_str_equal(parts[0], "%hidden"))
      word->source = GD_SOURCE_HIDDEN;
    else
      g_error("no such order: %s", order);
  }
  if (!done)
    g_error("the order has no effect: %s", order);
}

GdPage *drawing_page(const char *text, guint number)
{
  g_auto(GStrv) all = g_strsplit(text, "\n", -1);
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  for (char **line = all; *line != NULL; line++)
    if ((*line)[0] != '%' && (line[1] != NULL || (*line)[0] != '\0'))
      g_ptr_array_add(lines, *line);
  Sheet sheet = sheet_of(lines);
  GdPage *page =
      gd_page_new(number, x_of(sheet.columns) + DRAWING_MARGIN, y_of(sheet.rows) + DRAWING_MARGIN);
  draw_horizontal(&sheet, page);
  draw_vertical(&sheet, page);
  add_words(&sheet, page);
  g_free(sheet.chars);
  g_free(sheet.ruled);
  for (char **line = all; *line != NULL; line++)
    if ((*line)[0] == '%')
      obey(page, *line);
  return page;
}

GdSource *drawing_source(const char *text)
{
  GdSource *source = gd_source_new("drawing.pdf");
  source->kind = g_strdup("pdf");
  g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
  for (char **page = pages; *page != NULL; page++) {
    const char *drawing = page > pages && (*page)[0] == '\n' ? *page + 1 : *page;
    g_ptr_array_add(source->pages, drawing_page(drawing, source->pages->len + 1));
  }
  source->n_pages = source->pages->len;
  return source;
}
