/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/text_page.h"

#include "ingest/text_line.h"
#include "models/error.h"
#include "models/limits.h"
#include "models/text.h"

#include <string.h>

#define UNREADABLE "\xEF\xBF\xBD" /* U+FFFD */

GdTextPage *gd_text_page_new(void)
{
  GdTextPage *text = g_new0(GdTextPage, 1);
  text->page = gd_page_new(1, 0, 0);
  text->page->kind = GD_PAGE_TEXT;
  text->page->pieces = g_ptr_array_new_with_free_func((GDestroyNotify)gd_piece_free);
  text->page->grids = g_ptr_array_new_with_free_func((GDestroyNotify)gd_grid_free);
  text->metas = g_ptr_array_new_with_free_func((GDestroyNotify)gd_meta_free);
  text->gap = GD_SEPARATOR_BLOCK;
  return text;
}

void gd_text_page_over(GdTextPage *text, const char *what, gint64 cap, const char *name)
{
  if (text->error == NULL)
    g_set_error(&text->error, GD_ERROR, GD_ERROR_CAP, "more than %" G_GINT64_FORMAT " %s (%s)", cap,
                what, name);
}

void gd_text_page_open(GdTextPage *text, guint line)
{
  text->line = line;
}

void gd_text_page_gap(GdTextPage *text, GdSeparator gap)
{
  text->gap = MAX(text->gap, gap);
}

void gd_text_page_word(GdTextPage *text, const char *line)
{
  if (text->error != NULL || line[0] == '\0')
    return;
  if (text->page->words->len >= GD_CAP_TEXT_LINES) {
    gd_text_page_over(text, "lines", GD_CAP_TEXT_LINES, "GD_CAP_TEXT_LINES");
    return;
  }
  g_autofree char *nfc = gd_nfc(line);
  GdWord *word = gd_word_new(GD_BOX_NONE, nfc, GD_SOURCE_TEXT);
  word->unreadable = strstr(nfc, UNREADABLE) != NULL;
  g_ptr_array_add(text->page->words, word);
}

GdPiece *gd_text_page_piece(GdTextPage *text, const char *piece, GdSeparator before, guint field)
{
  if (text->error != NULL)
    return NULL;
  if (text->page->pieces->len >= GD_CAP_TEXT_PIECES) {
    gd_text_page_over(text, "pieces of text", GD_CAP_TEXT_PIECES, "GD_CAP_TEXT_PIECES");
    return NULL;
  }
  g_autofree char *nfc = gd_nfc(piece);
  GdPiece *made = gd_piece_new(nfc, field == 0 ? text->gap : before, text->line, field);
  text->gap = GD_SEPARATOR_LINE;
  g_ptr_array_add(text->page->pieces, made);
  return made;
}

/* How far a line has been followed; p is NULL once it holds something else than its fields. */
typedef struct {
  const char *p;
  guint at; /* characters before p */
} Followed;

/* The place of the next character of a field. What parts fields does not count. */
static guint follow(Followed *line, gunichar c)
{
  gunichar here = g_utf8_get_char(line->p);
  for (; here != c && (gd_is_blank(here) || here == '|'); here = g_utf8_get_char(line->p)) {
    line->p = g_utf8_next_char(line->p);
    line->at++;
  }
  line->p = here == c ? g_utf8_next_char(line->p) : NULL;
  return line->at++;
}

/* The places of a field's words in its line, which is followed to behind it; NULL if they are not
 * those of the line. Caller frees. */
static guint *places_of(Followed *line, const char *field)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
  gboolean inside = FALSE;
  for (const char *f = field; *f != '\0' && line->p != NULL; f = g_utf8_next_char(f)) {
    gunichar c = g_utf8_get_char(f);
    guint at = gd_is_blank(c) ? 0 : follow(line, c);
    if (c != ' ' && !inside)
      g_array_append_val(places, at);
    inside = c != ' ';
  }
  return line->p != NULL && places->len > 0 ? g_array_steal(places, NULL) : NULL;
}

void gd_text_page_fields(GdTextPage *text, const GPtrArray *fields, const char *line)
{
  Followed followed = {.p = line};
  for (guint i = 0; i < fields->len; i++) {
    const GdLineField *field = fields->pdata[i];
    GdPiece *piece = gd_text_page_piece(text, field->text, field->before, i);
    if (piece != NULL)
      piece->at = places_of(&followed, field->text);
  }
}

gboolean gd_text_page_grid(GdTextPage *text, GdGrid *grid)
{
  g_ptr_array_add(text->page->grids, grid);
  if (text->page->grids->len <= GD_CAP_TEXT_TABLES)
    return TRUE;
  gd_text_page_over(text, "tables", GD_CAP_TEXT_TABLES, "GD_CAP_TEXT_TABLES");
  return FALSE;
}

void gd_text_page_meta(GdTextPage *text, const char *name, const char *content)
{
  if (text->metas->len >= GD_CAP_HTML_METAS) {
    gd_text_page_over(text, "entries of page metadata", GD_CAP_HTML_METAS, "GD_CAP_HTML_METAS");
    return;
  }
  g_autofree char *nfc = gd_nfc(content);
  g_ptr_array_add(text->metas, gd_meta_new(name, nfc));
}

GdPage *gd_text_page_finish(GdTextPage *text, GPtrArray **metas, GError **error)
{
  GdPage *page = NULL;
  if (text->error != NULL) {
    g_propagate_error(error, g_steal_pointer(&text->error));
  } else {
    page = g_steal_pointer(&text->page);
    if (metas != NULL)
      *metas = g_steal_pointer(&text->metas);
  }
  gd_text_page_free(text);
  return page;
}

void gd_text_page_free(GdTextPage *text)
{
  if (text == NULL)
    return;
  gd_page_free(text->page);
  g_clear_pointer(&text->metas, g_ptr_array_unref);
  g_clear_error(&text->error);
  g_free(text);
}
