/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line, split from the strongest separator to the weakest:
 *   1. At bars. An empty field before the first or behind the last bar is the frame of the row.
 *   2. Each field at its tabs.
 *   3. Each of those at wide gaps outside of brackets; single Han characters behind each other
 *      are then put together again: they are a word that was spaced out (总　计).
 *   4. Each of those at single spaces beside numbers (text_numbers.c).
 *
 *     | 规章 |  | 1  2 |   →   规章 · "" · 1 · 2
 */
#include "ingest/text_line.h"

#include "ingest/hanzi.h"
#include "ingest/text_numbers.h"

#include <string.h>

/* Columns of a gap from which it parts fields; an ideographic space is two columns wide. */
#define WIDE_GAP 2

void gd_line_field_free(GdLineField *field)
{
  if (field == NULL)
    return;
  g_free(field->text);
  g_free(field);
}

static GPtrArray *fields_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)gd_line_field_free);
}

gboolean gd_is_blank(gunichar c)
{
  return c == ' ' || c == '\t' || c == 0x3000 || (c >= 0x80 && g_unichar_isspace(c));
}

/* Moves start and end over white space; tabs only if told. */
static void trim(const char **start, const char **end, gboolean tabs)
{
  while (*start < *end) {
    gunichar c = g_utf8_get_char(*start);
    if (!gd_is_blank(c) || (c == '\t' && !tabs))
      break;
    *start = g_utf8_next_char(*start);
  }
  while (*end > *start) {
    const char *last = g_utf8_prev_char(*end);
    gunichar c = g_utf8_get_char(last);
    if (!gd_is_blank(c) || (c == '\t' && !tabs))
      break;
    *end = last;
  }
}

void gd_line_add(GPtrArray *fields, const char *start, const char *end, GdSeparator before)
{
  trim(&start, &end, TRUE);
  GdLineField *field = g_new(GdLineField, 1);
  field->text = g_strndup(start, (gsize)(end - start));
  field->before = before;
  g_ptr_array_add(fields, field);
}

char *gd_line_collapsed(const char *text)
{
  GString *out = g_string_new(NULL);
  gboolean gap = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    if (g_ascii_isspace(*p) || gd_is_blank(g_utf8_get_char(p))) {
      gap = out->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c(out, ' ');
    gap = FALSE;
    g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

static gboolean is_bar(gunichar c)
{
  return c == '|' || c == 0xFF5C || c == 0x2502 || c == 0x2503 || c == 0x2551;
}

guint8 *gd_line_brackets(const char *start, const char *end)
{
  gsize n = (gsize)(end - start);
  guint8 *inside = g_malloc0(n + 1);
  g_autofree gint32 *change = g_new0(gint32, n + 2);
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '(' || c == 0xFF08 || c == 0x3014) {
      gsize at = (gsize)(p - start);
      g_array_append_val(open, at);
    } else if ((c == ')' || c == 0xFF09 || c == 0x3015) && open->len > 0) {
      change[g_array_index(open, gsize, open->len - 1)]++;
      change[p - start]--;
      g_array_set_size(open, open->len - 1);
    }
  }
  gint32 depth = 0;
  for (gsize i = 0; i < n; i++) {
    depth += change[i];
    inside[i] = depth > 0;
  }
  return inside;
}

/* Whether text is one Han character, and not 无, which may be a whole cell. */
static gboolean is_letter(const GdLineField *field)
{
  return field->text[0] != '\0' && *g_utf8_next_char(field->text) == '\0' &&
         gd_is_han(g_utf8_get_char(field->text)) && strcmp(field->text, "无") != 0;
}

/* Adds the parts of a spaced-out text, those of one word put together. A note in brackets goes with
 * its number, and a row's own number with the stop behind it. */
static void add_joined(GPtrArray *fields, const GPtrArray *parts, GdSeparator before)
{
  for (guint i = 0; i < parts->len;) {
    g_autoptr(GString) whole = g_string_new(((const GdLineField *)parts->pdata[i])->text);
    guint k = i + 1;
    for (; k < parts->len; k++) {
      const GdLineField *last = parts->pdata[k - 1], *next = parts->pdata[k];
      gboolean word = is_letter(last) && is_letter(next);
      if (!word && !gd_is_note_of(whole->str, next->text) && !gd_is_stop_of(whole->str, next->text))
        break;
      g_string_append_printf(whole, " %s", next->text);
    }
    gd_numbers_split(fields, whole->str, i == 0 ? before : GD_SEPARATOR_TAB);
    i = k;
  }
}

/* Step 3 and 4: a text without bars or tabs. */
static void split_gaps(GPtrArray *fields, const char *start, const char *end, GdSeparator before)
{
  g_autoptr(GPtrArray) parts = fields_new();
  g_autofree guint8 *inside = gd_line_brackets(start, end);
  const char *from = start;
  for (const char *p = start; p < end;) {
    guint width = 0;
    const char *next = p;
    while (next < end && gd_is_blank(g_utf8_get_char(next))) {
      width += g_utf8_get_char(next) == 0x3000 ? 2 : 1;
      next = g_utf8_next_char(next);
    }
    if (width >= WIDE_GAP && !inside[p - start]) {
      gd_line_add(parts, from, p, GD_SEPARATOR_TAB);
      from = next;
    }
    p = width > 0 ? next : g_utf8_next_char(p);
  }
  gd_line_add(parts, from, end, GD_SEPARATOR_TAB);
  add_joined(fields, parts, before);
}

/* Step 2 to 4: a text without bars. frame: tabs around it are its frame. */
static void split_tabs(GPtrArray *fields, const char *start, const char *end, GdSeparator before,
                       gboolean frame)
{
  trim(&start, &end, frame);
  const char *text = start;
  while (text < end && (*text == '\t' || *text == ' '))
    text++;
  if (memchr(text, '\t', (gsize)(end - text)) == NULL)
    start = text; /* tabs at its left alone are an indent */
  for (gboolean more = TRUE; more;) {
    const char *tab = memchr(start, '\t', (gsize)(end - start));
    const char *stop = tab != NULL ? tab : end;
    const char *from = start, *to = stop;
    trim(&from, &to, TRUE);
    if (from < to)
      split_gaps(fields, from, to, before);
    else
      gd_line_add(fields, from, to, before);
    more = tab != NULL;
    start = stop + 1;
    before = GD_SEPARATOR_TAB;
  }
}

GPtrArray *gd_line_cells(const char *line, gboolean escapes, guint *bars)
{
  GPtrArray *cells = fields_new();
  const char *from = line, *end = line + strlen(line);
  guint n = 0;
  for (const char *p = line; p < end; p = g_utf8_next_char(p)) {
    if (escapes && *p == '\\' && p[1] == '|') {
      p++;
    } else if (is_bar(g_utf8_get_char(p))) {
      gd_line_add(cells, from, p, n == 0 ? GD_SEPARATOR_LINE : GD_SEPARATOR_BAR);
      n++;
      from = g_utf8_next_char(p);
    }
  }
  gd_line_add(cells, from, end, n == 0 ? GD_SEPARATOR_LINE : GD_SEPARATOR_BAR);
  if (bars != NULL)
    *bars = n;
  if (n > 0 && ((GdLineField *)cells->pdata[cells->len - 1])->text[0] == '\0')
    g_ptr_array_set_size(cells, (gint)cells->len - 1);
  if (n > 0 && cells->len > 0 && ((GdLineField *)cells->pdata[0])->text[0] == '\0')
    g_ptr_array_remove_index(cells, 0);
  return cells;
}

GPtrArray *gd_line_split(const char *line, gboolean escapes, GdLineClean clean)
{
  guint bars;
  g_autoptr(GPtrArray) cells = gd_line_cells(line, escapes, &bars);
  GPtrArray *fields = fields_new();
  for (guint i = 0; i < cells->len; i++) {
    const char *text = bars > 0 ? ((const GdLineField *)cells->pdata[i])->text : line;
    g_autofree char *cleaned = clean != NULL ? clean(text) : g_strdup(text);
    split_tabs(fields, cleaned, cleaned + strlen(cleaned),
               i == 0 ? GD_SEPARATOR_LINE : GD_SEPARATOR_BAR, bars > 0);
  }
  if (bars == 0 && fields->len == 1 && ((GdLineField *)fields->pdata[0])->text[0] == '\0')
    g_ptr_array_set_size(fields, 0);
  return fields;
}
