/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line by line:
 *   1. <table … </table>, over as many lines as it takes, goes to the HTML reader.
 *   2. An empty line, a rule, a line of one bar alone: the next line stands behind a BLOCK.
 *   3. In Markdown: marks of headings, quotations and lists go; in a code fence all stays.
 *   4. The line is split into pieces (text_line.h); as a whole it is one word.
 */
#include "ingest/text_lines.h"

#include "ingest/html.h"
#include "ingest/markdown.h"
#include "ingest/text_line.h"
#include "models/limits.h"

#include <string.h>

typedef struct {
  GdTextPage *page;
  gboolean markdown;
  gboolean fenced;
  guint number;         /* of the line, from 1 */
  guint rows;           /* lines with bars that stand directly above this one */
  guint n_tables;       /* of HTML */
  gboolean tables_over; /* no <table of the rest is closed */
} Reader;

/* Whether any line of a text is the rule below the head of a Markdown table. */
static gboolean has_table_rule(const char *text)
{
  for (const char *p = strstr(text, "|-"); p != NULL; p = strstr(p + 1, "|-")) {
    const char *end = p + 2 + strspn(p + 2, "-: |\t");
    if ((*end == '\n' || *end == '\0') && (p == text || p[-1] == '\n') && p[2] == '-')
      return TRUE;
  }
  return FALSE;
}

static char *unmarked(const char *text)
{
  return gd_markdown_clean(text);
}

/* The word of a line: its cells with bars between them, or the line without marks. */
static void add_word(Reader *reader, const char *line, gboolean plain)
{
  guint bars;
  g_autoptr(GPtrArray) cells = gd_line_cells(line, !plain, &bars);
  if (plain || bars == 0) {
    g_autofree char *clean = plain ? g_strdup(line) : gd_markdown_clean(line);
    g_autoptr(GPtrArray) whole = g_ptr_array_new_with_free_func((GDestroyNotify)gd_line_field_free);
    gd_line_add(whole, clean, clean + strlen(clean), GD_SEPARATOR_LINE);
    const char *text = ((const GdLineField *)whole->pdata[0])->text;
    if (cells->len > 0 && text[strspn(text, "| \t")] != '\0')
      gd_text_page_word(reader->page, text);
    return;
  }
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = 0; i < cells->len; i++) {
    g_autofree char *clean = gd_markdown_clean(((const GdLineField *)cells->pdata[i])->text);
    if (clean[0] != '\0')
      g_string_append_printf(joined, "%s%s", joined->len > 0 ? " | " : "", clean);
  }
  gd_text_page_word(reader->page, joined->str);
}

static void add_line(Reader *reader, const char *line)
{
  if (line[0] == '\0') {
    gd_text_page_gap(reader->page, GD_SEPARATOR_BLOCK);
    reader->rows = 0;
    return;
  }
  gboolean plain = !reader->markdown || reader->fenced;
  const char *body = line;
  gboolean has_bars = strchr(line, '|') != NULL;
  if (!plain && has_bars)
    body += strspn(body, "> ");
  else
    body = gd_markdown_body(body);
  g_autoptr(GPtrArray) fields = gd_line_split(body, !plain, plain ? NULL : unmarked);
  gboolean rule = gd_markdown_is_rule(body, reader->markdown && reader->rows == 1);
  reader->rows = has_bars && !rule ? reader->rows + 1 : rule ? reader->rows : 0;
  if (fields->len == 0 || rule) {
    if (!rule || !has_bars)
      gd_text_page_gap(reader->page, GD_SEPARATOR_BLOCK);
    return;
  }
  gd_text_page_open(reader->page, reader->number);
  gd_text_page_fields(reader->page, fields, line);
  add_word(reader, body, plain);
}

/* The first "<table" or "</table" from p to end, NULL if there is none; *close: which. */
static const char *table_tag(const char *p, const char *end, gboolean *close)
{
  for (; p < end && (p = memchr(p, '<', (gsize)(end - p))) != NULL; p++) {
    const char *name = p + 1 + (p[1] == '/');
    *close = p[1] == '/';
    if (g_ascii_strncasecmp(name, "table", 5) == 0 && !g_ascii_isalnum(name[5]))
      return p;
  }
  return NULL;
}

static gboolean has_cell(const char *start, const char *end)
{
  for (const char *p = memchr(start, '<', (gsize)(end - start)); p != NULL && p < end;
       p = memchr(p + 1, '<', (gsize)(end - p - 1)))
    if (g_ascii_strncasecmp(p, "<td", 3) == 0 || g_ascii_strncasecmp(p, "<th", 3) == 0)
      return TRUE;
  return FALSE;
}

/* The end of the table of HTML that begins at start; NULL if there is none, or no cells in it. */
static const char *table_end(Reader *reader, const char *start)
{
  guint depth = 0;
  gboolean close = FALSE;
  const char *last = start + strlen(start);
  for (const char *p = start; p != NULL; p = table_tag(p + 1, last, &close)) {
    depth += close ? -1U : 1U;
    if (depth > 0)
      continue;
    const char *end = strchr(p, '>');
    end = end != NULL ? end + 1 : last;
    return has_cell(start, end) ? end : NULL;
  }
  if (has_cell(start, last)) /* never closed */
    return last;
  reader->tables_over = TRUE;
  return NULL;
}

/* A table of HTML that begins in the line from start to end: what stands before it is a line, and
 * the place behind it is given. NULL if there is none. */
static const char *read_table(Reader *reader, const char *start, const char *end)
{
  gboolean close = FALSE;
  if (reader->fenced || reader->tables_over)
    return NULL;
  const char *at = table_tag(start, end, &close);
  while (at != NULL && close)
    at = table_tag(at + 1, end, &close);
  const char *stop = at != NULL ? table_end(reader, at) : NULL;
  if (stop == NULL)
    return NULL;
  if (++reader->n_tables > GD_CAP_TEXT_TABLES)
    gd_text_page_over(reader->page, "tables", GD_CAP_TEXT_TABLES, "GD_CAP_TEXT_TABLES");
  g_autofree char *before = g_strndup(start, (gsize)(at - start));
  if (before[strspn(before, " \t")] != '\0')
    add_line(reader, before);
  reader->rows = 0;
  gd_text_page_open(reader->page, reader->number);
  gd_html_read(reader->page, at, (gsize)(stop - at), TRUE);
  for (const char *p = at; p < stop; p++)
    reader->number += *p == '\n';
  reader->number = MAX(reader->number, reader->page->line + 1);
  return stop;
}

void gd_text_lines_read(GdTextPage *page, const char *text, gboolean markdown)
{
  Reader reader = {.page = page, .markdown = markdown || has_table_rule(text), .number = 1};
  for (const char *p = text; *p != '\0' && page->error == NULL;) {
    const char *end = p + strcspn(p, "\n");
    const char *behind = read_table(&reader, p, end);
    if (behind != NULL) {
      p = behind;
      continue;
    }
    g_autofree char *line = g_strndup(p, (gsize)(end - p));
    if (end - p > GD_CAP_TEXT_LINE_BYTES)
      gd_text_page_over(page, "bytes in a line", GD_CAP_TEXT_LINE_BYTES, "GD_CAP_TEXT_LINE_BYTES");
    else if (reader.markdown && gd_markdown_is_fence(line))
      reader.fenced = !reader.fenced;
    else
      add_line(&reader, line);
    reader.number++;
    p = end + (*end == '\n');
  }
}
