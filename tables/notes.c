/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/notes.h"

#include "tables/cell_text.h"

/* Lines that a note may take, and lines of other columns between two of them. */
#define NOTE_LINES 14
#define LINES_BETWEEN 3
/* A line of a note stands this close below the one before, in heights. */
#define NEXT_LINE 0.7
/* It shares this part of the narrower width. */
#define SHARED_WIDTH 0.5

/* Longest unit that wraps by itself, in characters: 件, 万元. */
#define UNIT_CHARS 2
/* A number goes on this close below, in heights: lines of one cell, at a pitch of
 * 1.45 at most; rows stand farther apart. */
#define WRAPPED_GAP 0.45

/* Brackets opened less brackets closed. */
static int open_brackets(const char *text)
{
  int open = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    open += c == '(' || c == 0xFF08 || c == 0x3014 || c == 0x3010;
    open -= c == ')' || c == 0xFF09 || c == 0x3015 || c == 0x3011;
  }
  return open;
}

static gboolean is_below(GdBox upper, GdBox lower)
{
  double height = gd_box_height(lower);
  double narrower = fmin(gd_box_width(upper), gd_box_width(lower));
  return lower.y0 > upper.y0 && lower.y0 - upper.y1 < NEXT_LINE * height &&
         gd_overlap(upper.x0, upper.x1, lower.x0, lower.x1) >= SHARED_WIDTH * narrower;
}

/* The row, from `from` on, that holds the piece right below box; *index is the
 * piece in it. rows->len if there is none. */
static guint find_below(GPtrArray *rows, guint from, GdBox box, guint *index)
{
  for (guint r = from; r < rows->len && r <= from + LINES_BETWEEN; r++) {
    const GdTextRow *row = rows->pdata[r];
    for (guint p = 0; row->pieces != NULL && p < row->pieces->len; p++)
      if (is_below(box, ((const GdCell *)row->pieces->pdata[p])->box)) {
        *index = p;
        return r;
      }
  }
  return rows->len;
}

/* Rows and pieces that end the note of a piece of row r; FALSE if it does not end. */
static gboolean follow(GPtrArray *rows, guint r, const GdCell *piece, guint *row_of,
                       guint *piece_of, guint *n)
{
  int open = open_brackets(piece->text);
  GdBox box = piece->box;
  for (*n = 0; open > 0 && *n < NOTE_LINES; (*n)++) {
    guint index = 0;
    r = find_below(rows, r + 1, box, &index);
    if (r == rows->len)
      return FALSE;
    const GdCell *below = ((const GdTextRow *)rows->pdata[r])->pieces->pdata[index];
    row_of[*n] = r;
    piece_of[*n] = index;
    open += open_brackets(below->text);
    box = below->box;
  }
  return open == 0 && *n > 0;
}

static void absorb(GdCell *piece, GPtrArray *rows, const guint *row_of, const guint *piece_of,
                   guint n)
{
  GString *text = g_string_new(piece->text);
  for (guint i = 0; i < n; i++) {
    GdTextRow *row = rows->pdata[row_of[i]];
    const GdCell *below = row->pieces->pdata[piece_of[i]];
    g_string_append(text, below->text);
    piece->box = gd_box_union(piece->box, below->box);
    piece->unreadable |= below->unreadable;
    piece->uneven |= below->uneven;
    piece->n_lines++;
    g_ptr_array_remove_index(row->pieces, piece_of[i]);
    if (row->pieces->len == 0) {
      g_clear_pointer(&row->pieces, g_ptr_array_unref);
      row->absorbed = TRUE;
    }
  }
  g_free(piece->text);
  piece->text = g_string_free(text, FALSE);
}

void gd_join_notes(GPtrArray *rows)
{
  guint row_of[NOTE_LINES], piece_of[NOTE_LINES], n;
  for (guint r = 0; r < rows->len; r++) {
    const GdTextRow *row = rows->pdata[r];
    for (guint p = 0; row->pieces != NULL && p < row->pieces->len; p++) {
      GdCell *piece = row->pieces->pdata[p];
      if (follow(rows, r, piece, row_of, piece_of, &n))
        absorb(piece, rows, row_of, piece_of, n);
    }
  }
}

/* What may be left of a number on its next line: digits, a unit, or both. */
typedef enum { REST_NONE, REST_UNIT, REST_DIGITS } Rest;

static Rest rest_of(const char *text)
{
  guint letters = 0;
  const char *p = text;
  while (g_unichar_isdigit(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  gboolean digits = p != text;
  for (; *p != '\0'; p = g_utf8_next_char(p), letters++)
    if (!g_unichar_isalpha(g_utf8_get_char(p)))
      return REST_NONE;
  if (letters > UNIT_CHARS)
    return REST_NONE;
  return digits ? REST_DIGITS : letters > 0 ? REST_UNIT : REST_NONE;
}

/* The number of the upper row right above the piece; NULL if there is none. */
static GdCell *number_above(const GdTextRow *upper, const GdCell *piece)
{
  for (guint p = 0; upper->pieces != NULL && p < upper->pieces->len; p++) {
    GdCell *above = upper->pieces->pdata[p];
    double gap = piece->box.y0 - above->box.y1;
    if (gd_text_kind(above->text) == GD_TEXT_NUMBER && is_below(above->box, piece->box) &&
        gap < WRAPPED_GAP * gd_box_height(piece->box))
      return above;
  }
  return NULL;
}

/* Each piece of rows[r] is the rest of a number of its own in the lines above, and
 * one at least has digits: the numbers into above. FALSE if one is not. */
static gboolean find_wrapped(GPtrArray *rows, guint r, GdCell **above)
{
  const GdTextRow *lower = rows->pdata[r];
  gboolean digits = FALSE;
  for (guint p = 0; p < lower->pieces->len; p++) {
    const GdCell *piece = lower->pieces->pdata[p];
    Rest rest = rest_of(piece->text);
    for (guint k = 1; k <= LINES_BETWEEN && k <= r && above[p] == NULL && rest != REST_NONE; k++)
      above[p] = number_above(rows->pdata[r - k], piece);
    if (above[p] == NULL || (p > 0 && above[p] == above[p - 1]))
      return FALSE;
    digits |= rest == REST_DIGITS;
  }
  return digits;
}

static void append_rest(GdCell *above, const GdCell *piece)
{
  char *joined = g_strconcat(above->text, piece->text, NULL);
  g_free(above->text);
  above->text = joined;
  above->split_number |= rest_of(piece->text) == REST_DIGITS;
  above->n_lines++;
}

void gd_join_wrapped(GPtrArray *rows)
{
  for (guint r = 1; r < rows->len; r++) {
    GdTextRow *lower = rows->pdata[r];
    if (lower->pieces == NULL)
      continue;
    g_autofree GdCell **above = g_new0(GdCell *, lower->pieces->len);
    if (!find_wrapped(rows, r, above))
      continue;
    for (guint p = 0; p < lower->pieces->len; p++)
      append_rest(above[p], lower->pieces->pdata[p]);
    g_clear_pointer(&lower->pieces, g_ptr_array_unref);
    lower->absorbed = TRUE;
  }
}
