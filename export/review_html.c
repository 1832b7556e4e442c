/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/review_html.h"

/* What is shown around a cell, points: the neighbours on both sides, half a row above
 * and below. */
#define MARGIN_X 60.0
#define MARGIN_Y 16.0

/* Width of a picture on the sheet for each point of the page, CSS pixels: 1.6 is 120 dpi. */
#define PIXELS_PER_POINT 1.6

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
    "style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";

static const char style[] =
    "</title>\n<style>\n"
    "body{font:14px/1.5 sans-serif;margin:2em auto;max-width:60em;color:#111}\n"
    "h1{font-size:1.4em}h2{font-size:1.05em;margin:0 0 .3em}\n"
    "section{border:1px solid #999;padding:.7em 1em;margin:1em 0;break-inside:avoid}\n"
    "dl{display:grid;grid-template-columns:14em 1fr;gap:.1em 1em;margin:.5em 0}\n"
    "dd.english{grid-column:2}.english{color:#555}\n"
    "dt{color:#555}dd{margin:0;overflow-wrap:anywhere}\n"
    ".status{display:inline-block;border:1px solid #111;padding:0 .5em;margin-right:.7em;"
    "font-weight:normal}\n"
    ".picture{position:relative;display:inline-block;max-width:100%;border:1px solid #ccc;"
    "line-height:0}\n"
    ".picture img{max-width:100%}\n"
    ".picture span{position:absolute;outline:2px solid #c00}\n"
    ".fill{margin-top:.6em;display:grid;grid-template-columns:2fr 2fr 2fr 3fr;gap:1em;color:#555}\n"
    ".fill span{border-bottom:1px solid #555;padding-bottom:1.2em}\n"
    ".number{font-size:1.3em;font-weight:bold}\n.note{color:#555}\n"
    ".tick{display:inline-block;width:1em;height:1em;border:1px solid #111;margin:0 .4em 0 1.5em;"
    "vertical-align:middle}\n"
    "@media print{body{margin:0;max-width:none;font-size:11px}}\n"
    "</style>\n</head>\n<body>\n";

/* Marks that turn the direction of writing, or that nobody sees; and what XML forbids. */
static gboolean is_steering(gunichar c)
{
  return (c & 0xFFFE) == 0xFFFE || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void gd_html_put(GString *html, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid(text, -1) : NULL;
  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '&')
      g_string_append(html, "&amp;");
    else if (c == '<')
      g_string_append(html, "&lt;");
    else if (c == '>')
      g_string_append(html, "&gt;");
    else if (c == '"')
      g_string_append(html, "&quot;");
    else if (c == '\'')
      g_string_append(html, "&#39;");
    else if (c == '\n' || c == '\t')
      g_string_append_c(html, ' ');
    else
      g_string_append_unichar(html, g_unichar_iscntrl(c) || is_steering(c) ? 0xFFFD : c);
  }
}

void gd_html_put_element(GString *html, const char *tag, const char *klass, const char *text)
{
  if (klass != NULL)
    g_string_append_printf(html, "<%s class=\"%s\">", tag, klass);
  else
    g_string_append_printf(html, "<%s>", tag);
  gd_html_put(html, text);
  g_string_append_printf(html, "</%s>\n", tag);
}

void gd_html_begin(GString *html, const char *title)
{
  g_string_append(html, head);
  gd_html_put(html, title);
  g_string_append(html, style);
  gd_html_put_element(html, "h1", NULL, title);
}

void gd_html_end(GString *html)
{
  g_string_append(html, "</body>\n</html>\n");
}

static const GdPage *page_of(const GdDocument *document, guint number)
{
  const GPtrArray *pages = document->source->pages;
  for (guint i = 0; i < pages->len; i++)
    if (((const GdPage *)g_ptr_array_index(pages, i))->number == number)
      return g_ptr_array_index(pages, i);
  return NULL;
}

/* name:share% of a CSS place. */
static void put_share(GString *html, const char *name, double part, double whole)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(digits, sizeof digits, "%.2f", 100 * part / whole);
  g_string_append_printf(html, "%s:%s%%;", name, digits);
}

static void put_frame(GString *html, GdBox box, GdBox around)
{
  double width = around.x1 - around.x0, height = around.y1 - around.y0;
  g_string_append(html, "<span style=\"");
  put_share(html, "left", box.x0 - around.x0, width);
  put_share(html, "top", box.y0 - around.y0, height);
  put_share(html, "width", box.x1 - box.x0, width);
  put_share(html, "height", box.y1 - box.y0, height);
  g_string_append(html, "\"></span>");
}

gboolean gd_html_put_picture(GString *html, const GdDocument *document, guint number, GdBox box,
                             GdCutPicture cut, gpointer data)
{
  const GdPage *page = page_of(document, number);
  if (cut == NULL || page == NULL || gd_box_is_none(box))
    return FALSE;
  GdBox inside = {MAX(box.x0, 0), MAX(box.y0, 0), MIN(box.x1, page->width),
                  MIN(box.y1, page->height)};
  GdBox around = {MAX(box.x0 - MARGIN_X, 0), MAX(box.y0 - MARGIN_Y, 0),
                  MIN(box.x1 + MARGIN_X, page->width), MIN(box.y1 + MARGIN_Y, page->height)};
  if (!(inside.x0 < inside.x1 && inside.y0 < inside.y1))
    return FALSE;
  g_autoptr(GBytes) png = cut(number, around, data);
  if (png == NULL)
    return FALSE;
  gsize length;
  const guchar *bytes = g_bytes_get_data(png, &length);
  g_autofree char *base64 = g_base64_encode(bytes, length);
  g_string_append_printf(
      html, "<div class=\"picture\"><img width=\"%d\" alt=\"\" src=\"data:image/png;base64,",
      (int)((around.x1 - around.x0) * PIXELS_PER_POINT + 0.5));
  g_string_append(html, base64);
  g_string_append(html, "\">");
  put_frame(html, inside, around);
  g_string_append(html, "</div>\n");
  return TRUE;
}
