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

#include "ingest/html_flow.h"
#include "ingest/html_tags.h"
#include "ingest/text_line.h"
#include "models/limits.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

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

static void on_characters(void *data, const xmlChar *text, int n)
{
  GdHtml *html = data;
  if (html->page->error != NULL || n <= 0)
    return;
  if (html->title != NULL)
    g_string_append_len(html->title, (const char *)text, n);
  else if (html->hidden == 0)
    gd_html_add_text(html, (const char *)text, (gsize)n);
}

static void add_meta(GdHtml *html, const char *name, const char *content)
{
  if (name == NULL || content == NULL)
    return;
  g_autofree char *valid = g_utf8_make_valid(content, -1);
  g_autofree char *text = gd_line_collapsed(valid);
  if (text[0] != '\0' && name[0] != '\0')
    gd_text_page_meta(html->page, name, text);
}

static void open_cell(GdHtml *html, Element *element, const char *const *attributes)
{
  GdHtmlTable *table = gd_html_innermost(html);
  if (table == NULL) {
    gd_html_flush(html, GD_SEPARATOR_LINE);
    return;
  }
  gd_html_close_cell(html, table);
  gd_html_flush(html, GD_SEPARATOR_LINE);
  if (element->hides || html->hidden > 0)
    return;
  gd_html_table_open(table, gd_tag_number(attributes, "rowspan", 1, GD_CAP_TEXT_LINES),
                     MAX(gd_tag_number(attributes, "colspan", 1, SPAN_MAX), 1));
  element->cell = table->cell;
  element->row = table->row;
  if (table->n_cells > GD_CAP_TEXT_PIECES) {
    gd_text_page_over(html->page, "cells in a table", GD_CAP_TEXT_PIECES, "GD_CAP_TEXT_PIECES");
    gd_html_stop(html);
  }
}

static void open_row(GdHtml *html, Element *element, const char *const *attributes)
{
  GdHtmlTable *table = gd_html_innermost(html);
  gd_html_flush(html, GD_SEPARATOR_LINE);
  if (table == NULL)
    return;
  gd_html_close_cell(html, table);
  gd_html_table_row(table);
  element->row = table->row;
  if (gd_tag_number(attributes, "height", 1, 1) == 0)
    element->hides = TRUE; /* Word's last row: widths of columns, of no height */
  if (table->rows->len > GD_CAP_TEXT_LINES) {
    gd_text_page_over(html->page, "rows in a table", GD_CAP_TEXT_LINES, "GD_CAP_TEXT_LINES");
    gd_html_stop(html);
  }
}

static void open_table(GdHtml *html, Element *element, const char *const *attributes)
{
  gd_html_flush(html, GD_SEPARATOR_BLOCK);
  element->table = gd_html_table_new();
  const char *role = gd_tag_attribute(attributes, "role");
  element->table->lays_out =
      role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0);
  g_ptr_array_add(html->tables, element->table);
}

static void add_picture(GdHtml *html, const char *const *attributes)
{
  GdHtmlCell *cell = gd_html_container(html);
  gboolean spacer = gd_tag_number(attributes, "width", G_MAXUINT, G_MAXINT) <= SPACER_PIXELS ||
                    gd_tag_number(attributes, "height", G_MAXUINT, G_MAXINT) <= SPACER_PIXELS;
  if (cell != NULL && !spacer && html->hidden == 0)
    cell->picture = TRUE;
}

static void add_input(GdHtml *html, const char *const *attributes)
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
    gd_html_add_text(html, valid, strlen(valid));
  }
}

static void open_section(GdHtml *html)
{
  GdHtmlTable *table = gd_html_innermost(html);
  gd_html_flush(html, GD_SEPARATOR_LINE);
  gd_html_close_cell(html, table);
  if (table != NULL) {
    table->row = NULL;
    table->section++;
  }
}

/* What the start of an element does to lines and tables. */
static void begin(GdHtml *html, Element *element, const char *const *attributes)
{
  switch (element->tag) {
  case GD_TAG_BLOCK:
  case GD_TAG_PRE:
    gd_html_flush(html, GD_SEPARATOR_BLOCK);
    break;
  case GD_TAG_LINE:
    gd_html_flush(html, GD_SEPARATOR_LINE);
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
  GdHtml *html = data;
  const char *const *attributes = (const char *const *)pairs;
  if (html->page->error != NULL)
    return;
  Element element = {.tag = gd_tag((const char *)name)};
  g_strlcpy(element.name, (const char *)name, sizeof element.name);
  if (html->open->len >= GD_CAP_HTML_DEPTH) {
    gd_text_page_over(html->page, "elements inside each other", GD_CAP_HTML_DEPTH,
                      "GD_CAP_HTML_DEPTH");
    gd_html_stop(html);
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
static void end(GdHtml *html, const Element *element)
{
  GdHtmlTable *table = gd_html_innermost(html);
  switch (element->tag) {
  case GD_TAG_BLOCK:
  case GD_TAG_PRE:
    gd_html_flush(html, GD_SEPARATOR_BLOCK);
    break;
  case GD_TAG_LINE:
    if (strcmp(element->name, "br") != 0)
      gd_html_flush(html, GD_SEPARATOR_LINE);
    break;
  case GD_TAG_TABLE:
    while (element->table != NULL && html->tables->len > 0) {
      gboolean last = gd_html_innermost(html) == element->table;
      gd_html_close_table(html);
      if (last)
        break;
    }
    break;
  case GD_TAG_CELL:
    if (table != NULL && element->cell != NULL && table->cell == element->cell)
      gd_html_close_cell(html, table);
    break;
  case GD_TAG_ROW:
    if (table != NULL && element->row != NULL && table->row == element->row) {
      gd_html_close_cell(html, table);
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
static void pop(GdHtml *html)
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
  GdHtml *html = data;
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
  GdHtml *html = data;
  html->errors++;
  if (html->errors <= GD_CAP_HTML_ERRORS || html->page->error != NULL)
    return;
  gd_text_page_over(html->page, "mistakes in HTML", GD_CAP_HTML_ERRORS, "GD_CAP_HTML_ERRORS");
  gd_html_stop(html);
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

static void parse(GdHtml *html, const char *text, gsize n)
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
  GdHtml html = {.page = page, .fragment = fragment, .before = GD_SEPARATOR_BLOCK};
  html.open = g_array_new(FALSE, FALSE, sizeof(Element));
  html.tables = g_ptr_array_new();
  html.run = g_string_new(NULL);
  if (n > 0)
    parse(&html, text, n);
  while (html.open->len > 0)
    pop(&html);
  gd_html_flush(&html, GD_SEPARATOR_BLOCK);
  gd_text_page_gap(page, GD_SEPARATOR_BLOCK);
  while (html.tables->len > 0)
    gd_html_close_table(&html);
  if (html.title != NULL)
    g_string_free(html.title, TRUE);
  g_string_free(html.run, TRUE);
  g_ptr_array_unref(html.tables);
  g_array_unref(html.open);
}
