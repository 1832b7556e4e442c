/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *  1. Words → lines, by overlap of their heights.
 *  2. Words of a line that stand close are one piece; two numbers side by side
 *     never are.
 *
 *        1.属于国家秘密     12      0      3        four pieces
 *        （三）不予公开                             one piece
 *
 *  3. A line of two pieces or more, or of one number, may be a table row; so
 *     may a short line near one (a heading, or a label cut in two).
 */
#include "tables/alignment.h"

#include "models/limits.h"
#include "models/text.h"
#include "tables/cell_text.h"
#include "tables/notes.h"

/* Words closer than this share of the font size belong together. */
#define PIECE_GAP 0.45
/* What stands before a number is parted from it already at this gap. */
#define NUMBER_GAP 0.3
/* Characters set apart to fill a width (结 果 维 持): single ones may stand this
 * far from each other. */
#define SPACED_GAP 1.5
/* Characters printed downwards stand at one x and below each other, within these
 * shares of their size; lines of other columns may stand between. */
#define SAME_X 0.15
#define BELOW_GAP 0.5
#define LINES_BETWEEN 3
/* Characters of a label's number, with what ends it: （十二）. */
#define NUMBERING_CHARS 4
/* （三） and its words; farther away stands the next column. */
#define BRACKET_GAP 0.7
/* A label printed downwards stands farther than this from what is beside it;
 * closer, the two characters are one label that is spaced out and cut (结 果 above
 * 维 持). */
#define DOWNWARDS_GAP 0.8
/* Longest line that can be a label by itself, in characters. */
#define LABEL_CHARS 48
/* A short line belongs to a table if a row stands within so many lines. */
#define NEAR_LINES 8
gboolean gd_grid_is_coarse(const GdGrid *grid)
{
  for (guint i = 0; i < grid->cells->len; i++)
    if (((const GdCell *)grid->cells->pdata[i])->crowded)
      return TRUE;
  return FALSE;
}

static double size_of(const GdWord *word)
{
  return word->size > 0 ? word->size : gd_box_height(word->box);
}

static gboolean is_number(const GdWord *word)
{
  return gd_text_kind(word->text) == GD_TEXT_NUMBER;
}

static gboolean is_single_han(const GdWord *word)
{
  gunichar c = g_utf8_get_char(word->text);
  return c != 0 && *g_utf8_next_char(word->text) == '\0' &&
         g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
}

/* The number of a label, set apart from its words: 5、 or （三）. */
static gboolean is_numbering(const GdWord *word)
{
  GdFolded folded = gd_folded(word->text);
  if (folded.length < 2 || folded.length > NUMBERING_CHARS)
    return FALSE;
  gunichar first = folded.chars[0], last = folded.chars[folded.length - 1];
  return last == ')' ? first == '(' : last == '.' || last == 0x3001;
}

/* A label that begins with a number of its own: 4.保护第三方. */
static gboolean is_numbered(const GdWord *word)
{
  GdFolded folded = gd_folded(word->text), words = gd_folded_unnumbered(&folded);
  return words.length > 0 && words.length < folded.length;
}

static gboolean starts_with_stop(const GdWord *word)
{
  gunichar c = g_utf8_get_char(word->text);
  return c == '.' || c == 0xFF0E || c == 0x3001;
}

/* A number of a label and its stop, or the stop and what it numbers: ７ ．属于. */
static gboolean is_numbering_set_apart(const GdWord *a, const GdWord *b)
{
  gboolean stop = starts_with_stop(a) && *g_utf8_next_char(a->text) == '\0';
  return is_number(a) ? starts_with_stop(b) : stop;
}

/* A single character right above another one: a label printed downwards. */
static gboolean is_above(const GdWord *upper, const GdWord *lower)
{
  double size = size_of(upper);
  return is_single_han(lower) && fabs(upper->box.x0 - lower->box.x0) < SAME_X * size &&
         lower->box.y0 - upper->box.y1 < BELOW_GAP * size && lower->box.y0 > upper->box.y0;
}

/* Adds the characters of one line that stand right above characters of another;
 * both lines are in order of x. */
static void add_downwards(GHashTable *found, GPtrArray *line, GPtrArray *below)
{
  guint first = 0;
  for (guint i = 0; i < line->len; i++) {
    const GdWord *upper = line->pdata[i];
    if (!is_single_han(upper))
      continue;
    double reach = SAME_X * size_of(upper);
    while (first < below->len &&
           ((const GdWord *)below->pdata[first])->box.x0 < upper->box.x0 - reach)
      first++;
    for (guint k = first; k < below->len; k++) {
      if (((const GdWord *)below->pdata[k])->box.x0 > upper->box.x0 + reach)
        break;
      if (is_above(upper, below->pdata[k])) {
        g_hash_table_add(found, line->pdata[i]);
        g_hash_table_add(found, below->pdata[k]);
      }
    }
  }
}

/* The single characters that are part of such labels, as a set. */
static GHashTable *find_downwards(GPtrArray *lines)
{
  GHashTable *found = g_hash_table_new(NULL, NULL);
  for (guint l = 0; l < lines->len; l++)
    for (guint m = l + 1; m < lines->len && m <= l + LINES_BETWEEN; m++)
      add_downwards(found, lines->pdata[l], lines->pdata[m]);
  return found;
}

/* Whether b continues the piece that ends with a. */
static gboolean continues(const GdWord *a, const GdWord *b, GHashTable *downwards)
{
  double gap = (b->box.x0 - a->box.x1) / fmax(1, fmin(size_of(a), size_of(b)));
  if (is_numbering_set_apart(a, b))
    return gap < SPACED_GAP;
  if (is_numbering(a) && (is_numbered(b) || is_numbering(b)))
    return FALSE; /* the label of a group, and that of a row */
  if (is_numbering(a))
    return gap < (g_str_has_suffix(a->text, ")") || g_str_has_suffix(a->text, "）") ? BRACKET_GAP
                                                                                    : SPACED_GAP);
  if (is_number(b)) /* a label and its number; but 2. goes with the words behind it */
    return gap < NUMBER_GAP;
  gboolean single = is_single_han(a) && is_single_han(b);
  if (single && (g_hash_table_contains(downwards, a) || g_hash_table_contains(downwards, b)))
    return gap < DOWNWARDS_GAP;
  if (single)
    return gap < SPACED_GAP;
  return gap < PIECE_GAP;
}

static GdCell *piece_of(GPtrArray *words, guint from, guint to)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new();
  GdBox box = GD_BOX_NONE;
  for (guint i = from; i < to; i++) {
    box = gd_box_union(box, ((const GdWord *)words->pdata[i])->box);
    g_ptr_array_add(members, words->pdata[i]);
  }
  GdCell *piece = gd_cell_new(0, 0, 1, 1, box);
  gd_cell_set_words(piece, members);
  return piece;
}

static GdTextRow *row_of(GPtrArray *words, GHashTable *downwards)
{
  GdTextRow *row = g_new0(GdTextRow, 1);
  row->words = g_ptr_array_ref(words);
  row->pieces = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_free);
  for (guint from = 0; from < words->len;) {
    guint to = from + 1;
    while (to < words->len && continues(words->pdata[to - 1], words->pdata[to], downwards))
      to++;
    GdCell *piece = piece_of(words, from, to);
    row->box = gd_box_union(row->box, piece->box);
    g_ptr_array_add(row->pieces, piece);
    from = to;
  }
  return row;
}

void gd_text_row_free(GdTextRow *row)
{
  if (row == NULL)
    return;
  g_ptr_array_unref(row->words);
  g_clear_pointer(&row->pieces, g_ptr_array_unref);
  g_free(row);
}

/* A line that is a table row by itself. */
static gboolean is_row(const GdTextRow *row)
{
  const GdCell *first = row->pieces->pdata[0];
  if (row->pieces->len > GD_CAP_GRID_LINES)
    return FALSE;
  return row->pieces->len > 1 || gd_text_kind(first->text) == GD_TEXT_NUMBER;
}

static gboolean is_near_row(GPtrArray *rows, const gboolean *is_table_row, guint i)
{
  guint from = i > NEAR_LINES ? i - NEAR_LINES : 0;
  for (guint k = from; k <= i + NEAR_LINES && k < rows->len; k++)
    if (is_table_row[k])
      return TRUE;
  return FALSE;
}

GPtrArray *gd_text_rows(GPtrArray *words)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_text_row_free);
  g_autoptr(GPtrArray) lines = gd_words_to_lines(words);
  g_autoptr(GHashTable) downwards = find_downwards(lines);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add(rows, row_of(lines->pdata[i], downwards));
  g_autofree gboolean *is_table_row = g_new0(gboolean, rows->len + 1);
  for (guint i = 0; i < rows->len; i++)
    is_table_row[i] = is_row(rows->pdata[i]);
  for (guint i = 0; i < rows->len; i++) {
    GdTextRow *row = rows->pdata[i];
    const GdCell *first = row->pieces->pdata[0];
    gboolean label = row->pieces->len == 1 && g_utf8_strlen(first->text, -1) <= LABEL_CHARS;
    if (!is_table_row[i] && !(label && is_near_row(rows, is_table_row, i)))
      g_clear_pointer(&row->pieces, g_ptr_array_unref);
  }
  gd_join_notes(rows);
  gd_join_wrapped(rows);
  return rows;
}

GdGrid *gd_line_grid(GPtrArray *rows, guint page)
{
  g_autoptr(GdGrid) grid = gd_grid_new(page);
  GArray *dividers = grid->dividers[GD_HORIZONTAL];
  for (guint i = 0; i < rows->len; i++) {
    GdTextRow *row = rows->pdata[i];
    if (row->pieces == NULL)
      continue;
    GdDivider top = {row->box.y0, FALSE, 0}, bottom = {row->box.y1, FALSE, 0};
    if (dividers->len > 0)
      g_array_set_size(dividers, dividers->len - 1);
    for (guint p = 0; p < row->pieces->len; p++) {
      GdCell *piece = row->pieces->pdata[p];
      piece->row = dividers->len;
      piece->column = p;
      g_ptr_array_add(grid->cells, piece);
    }
    g_array_append_val(dividers, top);
    g_array_append_val(dividers, bottom);
    grid->box = gd_box_union(grid->box, row->box);
    g_ptr_array_set_free_func(row->pieces, NULL);
  }
  return dividers->len == 0 ? NULL : g_steal_pointer(&grid);
}

gboolean gd_grid_is_lines(const GdGrid *grid)
{
  return gd_grid_columns(grid) == 0;
}
