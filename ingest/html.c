/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser's events → lines and tables:
 *   1. Each open element is kept on a stack of our own with what it changed (hidden text, the cell
 *      it opened …), which its end puts back. The parser's own nesting is not relied on: a cell
 *      that begins inside an unclosed <span> of another cell closes that cell.
 *   2. Text is gathered until a block, a line break, a cell or a table begins or ends; then it
 *      becomes an item of the innermost open cell, or a line of the page.
 *   3. A table that ends becomes an item of the cell around it, or is written to the page; one that
 *      only lays out is taken apart into its items (html_table.h).
 */
#include "ingest/html.h"

#include "ingest/hanzi.h"
#include "ingest/html_table.h"
#include "ingest/html_tags.h"
#include "ingest/text_line.h"
#include "models/limits.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define UNREADABLE "\xEF\xBF\xBD" /* U+FFFD */

/* Pixels of a picture that is a spacer, not something to read. */
#define SPACER_PIXELS 3

/* Columns that one cell may claim to span; HTML's own limit is 1000, but no grid is that wide. */
#define SPAN_MAX GD_CAP_GRID_LINES

typedef struct {
  char name[16]; /* cut: longer names mean nothing here */
  GdTag tag;
  gboolean hides, strikes;
  GdHtmlTable *table; /* that it opened. Lent */
  GdHtmlCell *cell;   /* that it opened; may be closed by now: compared, never looked into */
  GdHtmlRow *row;     /* likewise */
} Element;

typedef struct {
  GdTextPage *page;
  xmlParserCtxt *parser;
  gboolean fragment;
  GArray *open;                      /* of Element */
  GPtrArray *tables;                 /* of GdHtmlTable*: open, outermost first. Owned */
  guint hidden, struck, raised, pre; /* open elements that are */
  GString *run;                      /* the text gathered */
  gboolean space, broken;            /* white space behind it, that holds a line break */
  GdSeparator before;                /* what stands before the text gathered */
  GString *title;                    /* NULL outside <title> */
  guint errors;
} Html;

static void stop(Html *html)
{
  xmlStopParser(html->parser);
}

static GdHtmlTable *innermost(const Html *html)
{
  return html->tables->len > 0 ? html->tables->pdata[html->tables->len - 1] : NULL;
}

/* The innermost open cell; NULL: the page. */
static GdHtmlCell *container(const Html *html)
{
  for (guint i = html->tables->len; i > 0; i--) {
    const GdHtmlTable *table = html->tables->pdata[i - 1];
    if (table->cell != NULL)
      return table->cell;
  }
  return NULL;
}

/* Takes an item to the innermost open cell, or writes it. */
static void add_item(Html *html, GdHtmlItem *item)
{
  GdHtmlCell *cell = container(html);
  if (cell != NULL) {
    g_ptr_array_add(cell->items, item);
    return;
  }
  gd_html_item_write(item, html->page);
  gd_html_item_free(item);
  if (html->page->error != NULL)
    stop(html);
}

/* Step 2: what was gathered is a line; the next one stands behind before. */
static void flush(Html *html, GdSeparator before)
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
static void put_space(Html *html, gunichar c)
{
  GString *run = html->run;
  if (html->space && run->len > 0) {
    gunichar last = g_utf8_get_char(g_utf8_prev_char(run->str + run->len));
    if (!html->broken || !gd_is_han(last) || !gd_is_han(c))
      g_string_append_c(run, ' ');
  }
  html->space = html->broken = FALSE;
}

static void put(Html *html, gunichar c)
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

static void add_text(Html *html, const char *text, gsize n)
{
  gboolean lines = html->pre > 0 || (html->fragment && html->tables->len == 0);
  for (const char *p = text, *end = text + n; p < end; p = g_utf8_next_char(p)) {
    if (is_white(*p) && (!lines || *p == '\r' || *p == '\n')) {
      html->space = TRUE;
      html->broken = html->broken || *p == '\n';
      if (lines && *p == '\n')
        flush(html, GD_SEPARATOR_LINE);
      continue;
    }
    gunichar c = g_utf8_get_char(p);
    put_space(html, c);
    put(html, c);
  }
  if (html->run->len > 2 * GD_CAP_TEXT_LINE_BYTES) {
    gd_text_page_over(html->page, "bytes in a line", GD_CAP_TEXT_LINE_BYTES,
                      "GD_CAP_TEXT_LINE_BYTES");
    stop(html);
  }
}

static void on_characters(void *data, const xmlChar *text, int n)
{
  Html *html = data;
  if (html->page->error != NULL || n <= 0)
    return;
  if (html->title != NULL)
    g_string_append_len(html->title, (const char *)text, n);
  else if (html->hidden == 0)
    add_text(html, (const char *)text, (gsize)n);
}

/* text trimmed, white space inside it one space each. Caller frees. */
static char *collapsed(const char *text)
{
  GString *out = g_string_new(NULL);
  gboolean gap = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    if (is_white(*p) || gd_is_blank(g_utf8_get_char(p))) {
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

static void add_meta(Html *html, const char *name, const char *content)
{
  if (name == NULL || content == NULL)
    return;
  g_autofree char *valid = g_utf8_make_valid(content, -1);
  g_autofree char *text = collapsed(valid);
  if (text[0] != '\0' && name[0] != '\0')
    gd_text_page_meta(html->page, name, text);
}

/* Closes the open cell of a table. */
static void close_cell(Html *html, GdHtmlTable *table)
{
  if (table == NULL || table->cell == NULL)
    return;
  flush(html, GD_SEPARATOR_LINE);
  table->cell = NULL;
}

static void open_cell(Html *html, Element *element, const char *const *attributes)
{
  GdHtmlTable *table = innermost(html);
  if (table == NULL) {
    flush(html, GD_SEPARATOR_LINE);
    return;
  }
  close_cell(html, table);
  flush(html, GD_SEPARATOR_LINE);
  if (element->hides || html->hidden > 0)
    return;
  gd_html_table_open(table, gd_tag_number(attributes, "rowspan", 1, GD_CAP_TEXT_LINES),
                     MAX(gd_tag_number(attributes, "colspan", 1, SPAN_MAX), 1));
  element->cell = table->cell;
  element->row = table->row;
  if (table->n_cells > GD_CAP_TEXT_PIECES) {
    gd_text_page_over(html->page, "cells in a table", GD_CAP_TEXT_PIECES, "GD_CAP_TEXT_PIECES");
    stop(html);
  }
}

static void open_row(Html *html, Element *element, const char *const *attributes)
{
  GdHtmlTable *table = innermost(html);
  flush(html, GD_SEPARATOR_LINE);
  if (table == NULL)
    return;
  close_cell(html, table);
  gd_html_table_row(table);
  element->row = table->row;
  if (gd_tag_number(attributes, "height", 1, 1) == 0)
    element->hides = TRUE; /* Word's last row: widths of columns, of no height */
  if (table->rows->len > GD_CAP_TEXT_LINES) {
    gd_text_page_over(html->page, "rows in a table", GD_CAP_TEXT_LINES, "GD_CAP_TEXT_LINES");
    stop(html);
  }
}

static void open_table(Html *html, Element *element, const char *const *attributes)
{
  flush(html, GD_SEPARATOR_BLOCK);
  element->table = gd_html_table_new();
  const char *role = gd_tag_attribute(attributes, "role");
  element->table->lays_out =
      role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0);
  g_ptr_array_add(html->tables, element->table);
}

/* Step 3. */
static void close_table(Html *html)
{
  GdHtmlTable *table = innermost(html);
  close_cell(html, table);
  flush(html, GD_SEPARATOR_BLOCK);
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

static void add_picture(Html *html, const char *const *attributes)
{
  GdHtmlCell *cell = container(html);
  gboolean spacer = gd_tag_number(attributes, "width", G_MAXUINT, G_MAXINT) <= SPACER_PIXELS ||
                    gd_tag_number(attributes, "height", G_MAXUINT, G_MAXINT) <= SPACER_PIXELS;
  if (cell != NULL && !spacer && html->hidden == 0)
    cell->picture = TRUE;
}

static void add_input(Html *html, const char *const *attributes)
{
  static const char *const unseen[] = {"hidden", "checkbox", "radio", "button",  "submit",
                                       "reset",  "image",    "file",  "password"};
  const char *type = gd_tag_attribute(attributes, "type");
  const char *value = gd_tag_attribute(attributes, "value");
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS(unseen); i++)
    if (g_ascii_strcasecmp(type, unseen[i]) == 0)
      return;
  if (value != NULL && html->hidden == 0) {
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    add_text(html, valid, strlen(valid));
  }
}

static void open_section(Html *html)
{
  GdHtmlTable *table = innermost(html);
  flush(html, GD_SEPARATOR_LINE);
  close_cell(html, table);
  if (table != NULL) {
    table->row = NULL;
    table->section++;
  }
}

/* What the start of an element does to lines and tables. */
static void begin(Html *html, Element *element, const char *const *attributes)
{
  switch (element->tag) {
  case GD_TAG_BLOCK:
  case GD_TAG_PRE:
    flush(html, GD_SEPARATOR_BLOCK);
    break;
  case GD_TAG_LINE:
    flush(html, GD_SEPARATOR_LINE);
    break;
  case GD_TAG_TABLE:
    open_table(html, element, attributes);
    break;
  case GD_TAG_SECTION:
    open_section(html);
    break;
  case GD_TAG_ROW:
    open_row(html, element, attributes);
    break;
  case GD_TAG_CELL:
    open_cell(html, element, attributes);
    break;
  case GD_TAG_PICTURE:
    add_picture(html, attributes);
    element->hides = TRUE;
    break;
  case GD_TAG_INPUT:
    add_input(html, attributes);
    break;
  case GD_TAG_SKIP:
    element->hides = TRUE;
    break;
  default:
    break;
  }
}

static void on_start(void *data, const xmlChar *name, const xmlChar **pairs)
{
  Html *html = data;
  const char *const *attributes = (const char *const *)pairs;
  if (html->page->error != NULL)
    return;
  Element element = {.tag = gd_tag((const char *)name)};
  g_strlcpy(element.name, (const char *)name, sizeof element.name);
  if (html->open->len >= GD_CAP_HTML_DEPTH) {
    gd_text_page_over(html->page, "elements inside each other", GD_CAP_HTML_DEPTH,
                      "GD_CAP_HTML_DEPTH");
    stop(html);
    return;
  }
  element.hides = gd_tag_hides(attributes);
  element.strikes = element.tag == GD_TAG_STRUCK || gd_tag_strikes(attributes);
  if (element.tag == GD_TAG_META) {
    const char *by_name = gd_tag_attribute(attributes, "name");
    add_meta(html, by_name != NULL ? by_name : gd_tag_attribute(attributes, "property"),
             gd_tag_attribute(attributes, "content"));
  } else if (element.tag == GD_TAG_TITLE && html->hidden == 0 && html->title == NULL) {
    html->title = g_string_new(NULL);
  }
  begin(html, &element, attributes);
  html->hidden += element.hides;
  html->struck += element.strikes;
  html->raised += element.tag == GD_TAG_RAISED;
  html->pre += element.tag == GD_TAG_PRE;
  g_array_append_val(html->open, element);
}

/* What the end of an element does to lines and tables. */
static void end(Html *html, const Element *element)
{
  GdHtmlTable *table = innermost(html);
  switch (element->tag) {
  case GD_TAG_BLOCK:
  case GD_TAG_PRE:
    flush(html, GD_SEPARATOR_BLOCK);
    break;
  case GD_TAG_LINE:
    if (strcmp(element->name, "br") != 0)
      flush(html, GD_SEPARATOR_LINE);
    break;
  case GD_TAG_TABLE:
    while (element->table != NULL && html->tables->len > 0) {
      gboolean last = innermost(html) == element->table;
      close_table(html);
      if (last)
        break;
    }
    break;
  case GD_TAG_CELL:
    if (table != NULL && element->cell != NULL && table->cell == element->cell)
      close_cell(html, table);
    break;
  case GD_TAG_ROW:
    if (table != NULL && element->row != NULL && table->row == element->row) {
      close_cell(html, table);
      table->row = NULL;
    }
    break;
  case GD_TAG_SECTION:
    open_section(html);
    break;
  case GD_TAG_TITLE:
    if (html->title != NULL) {
      g_autofree char *text = g_string_free(g_steal_pointer(&html->title), FALSE);
      add_meta(html, "title", text);
    }
    break;
  default:
    break;
  }
}

/* Closes the innermost open element. */
static void pop(Html *html)
{
  Element element = g_array_index(html->open, Element, html->open->len - 1);
  g_array_set_size(html->open, html->open->len - 1);
  end(html, &element);
  html->hidden -= element.hides;
  html->struck -= element.strikes;
  html->raised -= element.tag == GD_TAG_RAISED;
  html->pre -= element.tag == GD_TAG_PRE;
}

static void on_end(void *data, const xmlChar *name)
{
  Html *html = data;
  char cut[16];
  if (html->page->error != NULL)
    return;
  g_strlcpy(cut, (const char *)name, sizeof cut);
  for (guint i = html->open->len; i > 0; i--)
    if (strcmp(g_array_index(html->open, Element, i - 1).name, cut) == 0) {
      while (html->open->len >= i)
        pop(html);
      return;
    }
}

static void on_error(void *data, xmlError *error)
{
  Html *html = data;
  html->errors++;
  if (html->errors <= GD_CAP_HTML_ERRORS || html->page->error != NULL)
    return;
  gd_text_page_over(html->page, "mistakes in HTML", GD_CAP_HTML_ERRORS, "GD_CAP_HTML_ERRORS");
  stop(html);
}

/* A copy of text without <![if …]> and <![endif]> outside of comments, which Word writes and which
 * libxml2 takes for text. Caller frees. */
static char *without_conditions(const char *text, gsize n)
{
  char *copy = g_strndup(text, n);
  for (char *p = strstr(copy, "<!["); p != NULL; p = strstr(p, "<![")) {
    gsize length = strcspn(p + 1, "<>") + 1;
    if (p[length] == '>' && p[length - 1] == ']')
      memset(p, ' ', length + 1);
    p += length;
  }
  return copy;
}

static void parse(Html *html, const char *text, gsize n)
{
  g_autofree char *copy = without_conditions(text, n);
  htmlParserCtxt *parser = htmlCreateMemoryParserCtxt(copy, (int)n);
  if (parser == NULL)
    return;
  xmlSAXHandler events = {.startElement = on_start,
                          .endElement = on_end,
                          .characters = on_characters,
                          .ignorableWhitespace = on_characters,
                          .cdataBlock = on_characters,
                          .serror = on_error,
                          .initialized = XML_SAX2_MAGIC};
  html->parser = parser;
  *parser->sax = events;
  parser->userData = html;
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                                 HTML_PARSE_NOIMPLIED | HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser);
  htmlFreeParserCtxt(parser);
}

void gd_html_read(GdTextPage *page, const char *text, gsize n, gboolean fragment)
{
  Html html = {.page = page, .fragment = fragment, .before = GD_SEPARATOR_BLOCK};
  html.open = g_array_new(FALSE, FALSE, sizeof(Element));
  html.tables = g_ptr_array_new();
  html.run = g_string_new(NULL);
  if (n > 0)
    parse(&html, text, n);
  while (html.open->len > 0)
    pop(&html);
  flush(&html, GD_SEPARATOR_BLOCK);
  gd_text_page_gap(page, GD_SEPARATOR_BLOCK);
  while (html.tables->len > 0)
    close_table(&html);
  if (html.title != NULL)
    g_string_free(html.title, TRUE);
  g_string_free(html.run, TRUE);
  g_ptr_array_unref(html.tables);
  g_array_unref(html.open);
}
