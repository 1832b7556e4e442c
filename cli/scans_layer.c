/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scans_layer.h"

#include "models/number.h"
#include "raster/homography.h"

#include <string.h>

/* What stands for ink that nobody could read. */
#define UNREADABLE "\xEF\xBF\xBD"

/* A word made for a cell is this much smaller than it on each side. Share of the cell. */
#define INSET_SHARE 0.25

/* How far a hidden word may reach over the borders of its cell, points: layers are placed by the
 * boxes of their engine, which are off by some pixels. */
#define OVER 2.0

/* text as a number, without separators of thousands. */
static gboolean number_of(const char *text, GdNumber *number)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == ',' || c == 0xFF0C || g_unichar_isspace(c) || (c == '+' && plain->len == 0))
      continue;
    g_string_append_unichar(plain, c);
  }
  return gd_number_parse(plain->str, number);
}

/* The number that the hidden words in a cell are. FALSE if there is none, or it cannot be told. */
static gboolean hidden_number(const GdPage *page, GdBox cell, GdNumber *number)
{
  const GdBox there = gd_homography_box(&page->displayed, cell);
  const GdWord *found = NULL;
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    if (word->source != GD_SOURCE_HIDDEN || !gd_box_has(there, gd_box_centre(word->box)))
      continue;
    if (found != NULL || word->box.x0 < there.x0 - OVER || word->box.x1 > there.x1 + OVER)
      return FALSE;
    found = word;
  }
  return found != NULL && number_of(found->text, number);
}

gboolean gd_layer_contradicts(const GdPage *page, GdBox cell, const char *text)
{
  GdNumber hidden, read;
  if (!hidden_number(page, cell, &hidden))
    return FALSE;
  return !number_of(text, &read) || gd_number_compare(hidden, read) != 0;
}

void gd_layer_doubt_blanks(GdPage *page, const GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++) {
    const GdReadAnswer *answer = values->pdata[i];
    const GdBox cell = answer->request.box;
    if (answer->request.open || answer->reading == NULL || answer->reading->kind != GD_CELL_BLANK ||
        !gd_layer_contradicts(page, cell, ""))
      continue;
    const double dx = INSET_SHARE * gd_box_width(cell), dy = INSET_SHARE * gd_box_height(cell);
    GdWord *word = gd_word_new(gd_box(cell.x0 + dx, cell.y0 + dy, cell.x1 - dx, cell.y1 - dy),
                               UNREADABLE, GD_SOURCE_OCR);
    word->unreadable = TRUE;
    word->confidence = 0;
    g_ptr_array_add(page->words, word);
  }
}
