/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/html_flow.h"

#include "ingest/hanzi.h"
#include "ingest/text_line.h"
#include "models/limits.h"

#include <libxml/parserInternals.h>
#include <string.h>

#define UNREADABLE "\xEF\xBF\xBD" /* U+FFFD */

void gd_html_stop(GdHtml *html)
{
  xmlStopParser(html->parser);
}

GdHtmlTable *gd_html_innermost(const GdHtml *html)
{
  return html->tables->len > 0 ? html->tables->pdata[html->tables->len - 1] : NULL;
}

GdHtmlCell *gd_html_container(const GdHtml *html)
{
  for (guint i = html->tables->len; i > 0; i--) {
    const GdHtmlTable *table = html->tables->pdata[i - 1];
    if (table->cell != NULL)
      return table->cell;
  }
  return NULL;
}

/* Takes an item to the innermost open cell, or writes it. */
static void add_item(GdHtml *html, GdHtmlItem *item)
{
  GdHtmlCell *cell = gd_html_container(html);
  if (cell != NULL) {
    g_ptr_array_add(cell->items, item);
    return;
  }
  gd_html_item_write(item, html->page);
  gd_html_item_free(item);
  if (html->page->error != NULL)
    gd_html_stop(html);
}

void gd_html_flush(GdHtml *html, GdSeparator before)
{
  const char *text = html->run->str;
  while (*text != '\0' && gd_is_blank(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  if (*text != '\0') {
    add_item(html, gd_html_item_new(text, html->before));
    html->before = GD_SEPARATOR_LINE;
  }
  html->before = MAX(html->before, before);
  g_string_truncate(html->run, 0);
  html->space = html->broken = FALSE;
}

static gboolean is_white(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* White space that was put off, before c: none at the start of a line, and none where a line of
 * the source was broken between Han characters. */
static void put_space(GdHtml *html, gunichar c)
{
  GString *run = html->run;
  if (html->space && run->len > 0) {
    gunichar last = g_utf8_get_char(g_utf8_prev_char(run->str + run->len));
    if (!html->broken || !gd_is_han(last) || !gd_is_han(c))
      g_string_append_c(run, ' ');
  }
  html->space = html->broken = FALSE;
}

static void put(GdHtml *html, gunichar c)
{
  static const char *const high[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (html->struck > 0 && g_unichar_isdigit(c))
    g_string_append(html->run, UNREADABLE);
  else if (html->raised > 0 && c >= '0' && c <= '9')
    g_string_append(html->run, high[c - '0']);
  else if (c == 0xA0)
    g_string_append_c(html->run, ' ');
  else if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF)
    return; /* from character references: no shape */
  else if (c == 0x202B || c == 0x202E || c == 0x2067 || (c < 0x20 && c != '\t') ||
           (c >= 0x7F && c < 0xA0))
    g_string_append(html->run, UNREADABLE);
  else
    g_string_append_unichar(html->run, c);
}

void gd_html_add_text(GdHtml *html, const char *text, gsize n)
{
  gboolean lines = html->pre > 0 || (html->fragment && html->tables->len == 0);
  for (const char *p = text, *end = text + n; p < end; p = g_utf8_next_char(p)) {
    if (is_white(*p) && (!lines || *p == '\r' || *p == '\n')) {
      html->space = TRUE;
      html->broken = html->broken || *p == '\n';
      if (lines && *p == '\n')
        gd_html_flush(html, GD_SEPARATOR_LINE);
      continue;
    }
    gunichar c = g_utf8_get_char(p);
    put_space(html, c);
    put(html, c);
  }
  if (html->run->len > 2 * GD_CAP_TEXT_LINE_BYTES) {
    gd_text_page_over(html->page, "bytes in a line", GD_CAP_TEXT_LINE_BYTES,
                      "GD_CAP_TEXT_LINE_BYTES");
    gd_html_stop(html);
  }
}

void gd_html_close_cell(GdHtml *html, GdHtmlTable *table)
{
  if (table == NULL || table->cell == NULL)
    return;
  gd_html_flush(html, GD_SEPARATOR_LINE);
  table->cell = NULL;
}

void gd_html_close_table(GdHtml *html)
{
  GdHtmlTable *table = gd_html_innermost(html);
  gd_html_close_cell(html, table);
  gd_html_flush(html, GD_SEPARATOR_BLOCK);
  g_ptr_array_remove_index(html->tables, html->tables->len - 1); /* no free function */
  if (table->n_cells == 0 || html->page->error != NULL) {
    gd_html_table_free(table);
  } else if (gd_html_table_lays_out(table)) {
    g_autoptr(GPtrArray) items = gd_html_table_unwrap(table);
    for (guint i = 0; i < items->len; i++)
      add_item(html, g_steal_pointer(&items->pdata[i]));
  } else {
    GdHtmlItem *item = gd_html_item_new(NULL, GD_SEPARATOR_BLOCK);
    item->table = table;
    add_item(html, item);
  }
  html->before = GD_SEPARATOR_BLOCK;
}
