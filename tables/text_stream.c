/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_stream.h"

#include "models/furniture.h"
#include "models/limits.h"
#include "models/piece.h"
#include "tables/cell_text.h"

#include <string.h>

/* Size that a row and a column of an HTML grid are given, so that distances meant
 * for points mean something. */
#define COLUMN_POINTS 60.0
#define ROW_POINTS 20.0

/* What is longer, in characters without a space, is prose: the longest label has 40, and may have a
 * note. */
#define LABEL_CHARS 72

#define FULL_STOP "\xE3\x80\x82"

/* Shortest running head: six Han characters. Shorter words come again as labels. */
#define RUNNING_HEAD_BYTES 18

/* Longest line that is a page number, in bytes. */
#define PAGE_NUMBER_BYTES 64

typedef struct {
  GdStream *stream;
  const GdPage *page;
  GdGrid *grid;    /* of the cells of all boxless units; no columns */
  GdUnit *numbers; /* the unit that further numbers go to; NULL: none is open */
  guint n_tokens;  /* so far */
} Reader;

static GdUnit *new_unit(Reader *r, const GdPiece *piece)
{
  guint row = r->stream->units->len;
  GdUnit *unit = gd_unit_new(r->page->number, r->grid, row);
  unit->boxless = TRUE;
  unit->line = piece->text;
  g_ptr_array_add(r->stream->units, unit);
  return unit;
}

/* word: which of the piece's the text begins with. */
static void add_cell(Reader *r, GdUnit *unit, const char *text, const GdPiece *piece, guint word)
{
  GdCell *cell = gd_cell_new(unit->row, unit->tokens->len, 1, 1, GD_BOX_NONE);
  g_free(cell->text);
  cell->text = g_strdup(text);
  cell->n_lines = 1;
  cell->unreadable = strstr(text, "\xEF\xBF\xBD") != NULL;
  g_ptr_array_add(r->grid->cells, cell);
  GdToken *token = gd_unit_add(unit, cell->text, GD_BOX_NONE, cell);
  token->line = piece->line;
  token->field = piece->field;
  token->at = piece->at == NULL ? GD_NO_PLACE : piece->at[word];
  r->n_tokens++;
}

/* No letter, digit or mark for none: what OCR made of a ruling or a speck. */
static gboolean is_debris(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c) || c == 0xFFFD)
      return FALSE;
  }
  return *text != '\0' && gd_text_kind(text) == GD_TEXT_WORDS;
}

/* A sentence, or more characters without white space than a label has. */
static gboolean is_prose(const char *text)
{
  guint length = 0;
  if (strstr(text, FULL_STOP) != NULL)
    return TRUE;
  for (const char *p = text; *p != '\0' && length <= LABEL_CHARS; p = g_utf8_next_char(p))
    length = *p == ' ' ? 0 : length + 1;
  return length > LABEL_CHARS;
}

static void add_prose(Reader *r, const GdPiece *piece)
{
  GdUnit *unit = gd_unit_new(r->page->number, NULL, 0);
  unit->prose = TRUE;
  unit->line = piece->text;
  GdToken token = {.kind = GD_TOKEN_LABEL, .text = piece->text, .box = GD_BOX_NONE};
  g_array_append_val(unit->tokens, token);
  g_ptr_array_add(r->stream->units, unit);
}

/* Parts a label at white space, but never beside a number: 2024 年. */
static void add_label(Reader *r, const GdPiece *piece)
{
  g_auto(GStrv) words = g_strsplit(piece->text, " ", -1);
  g_autoptr(GString) word = g_string_new(NULL);
  guint first = 0, n = 0; /* of the words that the label begins with, and so far */
  for (guint i = 0; words[i] != NULL; i++) {
    if (words[i][0] == '\0')
      continue;
    gboolean number = gd_text_kind(words[i]) == GD_TEXT_NUMBER;
    if (word->len > 0 && !number && gd_text_kind(word->str) != GD_TEXT_NUMBER) {
      add_cell(r, new_unit(r, piece), word->str, piece, first);
      g_string_truncate(word, 0);
    }
    first = word->len == 0 ? n : first;
    n++;
    g_string_append(word, words[i]);
  }
  if (word->len > 0)
    add_cell(r, new_unit(r, piece), word->str, piece, first);
}

/* The pieces of one line together are a page number; bare digits are rather a cell. */
static gboolean is_page_number(const GPtrArray *pieces, guint from)
{
  g_autoptr(GString) line = g_string_new(NULL);
  const GdPiece *first = pieces->pdata[from];
  for (guint i = from; i < pieces->len && line->len < PAGE_NUMBER_BYTES; i++) {
    const GdPiece *piece = pieces->pdata[i];
    if (piece->line != first->line)
      break;
    if (i > from && piece->before != GD_SEPARATOR_SPACE)
      return FALSE; /* cells: 8 | / | 17 */
    g_string_append(line, piece->text);
  }
  gboolean bare;
  return gd_is_page_number(line->str, &bare) && !bare;
}

/* A line of the input. */
typedef struct {
  guint from, to;  /* pieces, to before `to` */
  gboolean number; /* it is a page number */
} Line;

static GArray *lines_of(const GPtrArray *pieces)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  for (guint i = 0; i < pieces->len; i++) {
    const GdPiece *piece = pieces->pdata[i];
    if (i > 0 && piece->before < GD_SEPARATOR_LINE) {
      g_array_index(lines, Line, lines->len - 1).to = i + 1;
      continue;
    }
    Line line = {.from = i, .to = i + 1, .number = is_page_number(pieces, i)};
    g_array_append_val(lines, line);
  }
  return lines;
}

/* The text of a line that may be a running head: one piece of words. NULL if it may not. Lent. */
static const char *head_text(const GPtrArray *pieces, const Line *line)
{
  const char *text = ((const GdPiece *)pieces->pdata[line->from])->text;
  gboolean may_be = !line->number && line->to == line->from + 1 &&
                    strlen(text) >= RUNNING_HEAD_BYTES && gd_text_kind(text) == GD_TEXT_WORDS;
  return may_be ? text : NULL;
}

/* How often a text stands in a line of its own. */
typedef struct {
  guint all, beside; /* beside a page number */
} Times;

/* All texts that may be running heads → Times. Caller owns; keys are lent. */
static GHashTable *count_heads(const GPtrArray *pieces, const GArray *lines)
{
  GHashTable *heads = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint l = 0; l < lines->len; l++) {
    const Line *line = &g_array_index(lines, Line, l);
    const char *text = head_text(pieces, line);
    if (text == NULL)
      continue;
    Times *times = g_hash_table_lookup(heads, text);
    if (times == NULL)
      g_hash_table_insert(heads, (gpointer)text, times = g_new0(Times, 1));
    times->all++;
    times->beside += (l > 0 && line[-1].number) || (l + 1 < lines->len && line[1].number);
  }
  return heads;
}

/* Which pieces stand in lines that are page numbers, or running heads: what comes again beside
 * another page number, or three times and once beside one. Caller frees. */
static gboolean *find_furniture(const GPtrArray *pieces)
{
  gboolean *furniture = g_new0(gboolean, pieces->len + 1);
  g_autoptr(GArray) lines = lines_of(pieces);
  g_autoptr(GHashTable) heads = count_heads(pieces, lines);
  for (guint l = 0; l < lines->len; l++) {
    const Line *line = &g_array_index(lines, Line, l);
    const char *text = head_text(pieces, line);
    const Times *times = text != NULL ? g_hash_table_lookup(heads, text) : NULL;
    gboolean head = times != NULL && times->beside > 0 && (times->beside > 1 || times->all > 2);
    for (guint i = line->from; i < line->to; i++)
      furniture[i] = line->number || head;
  }
  return furniture;
}

static void add_furniture(Reader *r, const GdPiece *piece)
{
  GdUnit *unit = new_unit(r, piece);
  unit->furniture = TRUE;
  add_cell(r, unit, piece->text, piece, 0);
}

/* A piece with numbers, which may be several: 822 / 38. */
static void add_numbers(Reader *r, const GdPiece *piece)
{
  g_auto(GStrv) words = g_strsplit(piece->text, " ", -1);
  gboolean several = words[1] != NULL;
  for (guint i = 0; words[i] != NULL; i++)
    several = several && gd_text_kind(words[i]) == GD_TEXT_NUMBER;
  if (r->numbers == NULL)
    r->numbers = new_unit(r, piece);
  if (!several)
    add_cell(r, r->numbers, piece->text, piece, 0);
  for (guint i = 0; several && words[i] != NULL; i++)
    add_cell(r, r->numbers, words[i], piece, i);
}

static void add_piece(Reader *r, const GdPiece *piece)
{
  GdTextKind kind = gd_text_kind(piece->text);
  if (piece->text[0] == '\0') {
    if (r->numbers != NULL)
      add_cell(r, r->numbers, "", piece, 0);
  } else if (kind != GD_TEXT_WORDS) {
    add_numbers(r, piece);
  } else if (!is_debris(piece->text)) {
    r->numbers = NULL;
    if (is_prose(piece->text))
      add_prose(r, piece);
    else
      add_label(r, piece);
  }
}

static void scale(GArray *dividers, double by)
{
  for (guint i = 0; i < dividers->len; i++)
    g_array_index(dividers, GdDivider, i).at *= by;
}

/* A copy of an HTML grid in points. */
static GdGrid *scaled(const GdGrid *grid)
{
  GdGrid *copy = gd_grid_new(grid->page);
  for (int d = 0; d < 2; d++)
    g_array_append_vals(copy->dividers[d], grid->dividers[d]->data, grid->dividers[d]->len);
  scale(copy->dividers[GD_HORIZONTAL], ROW_POINTS);
  scale(copy->dividers[GD_VERTICAL], COLUMN_POINTS);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *from = grid->cells->pdata[i];
    GdBox box = gd_box(from->box.x0 * COLUMN_POINTS, from->box.y0 * ROW_POINTS,
                       from->box.x1 * COLUMN_POINTS, from->box.y1 * ROW_POINTS);
    GdCell *cell = gd_cell_new(from->row, from->column, from->row_span, from->column_span, box);
    g_free(cell->text);
    cell->text = g_strdup(from->text);
    cell->n_lines = from->n_lines;
    cell->ragged = from->ragged;
    cell->unreadable = from->unreadable || strstr(from->text, "\xEF\xBF\xBD") != NULL;
    copy->box = gd_box_union(copy->box, box);
    g_ptr_array_add(copy->cells, cell);
  }
  return copy;
}

/* How many columns of each row are covered by cells. Caller frees. */
static guint *cover(const GdGrid *grid)
{
  guint rows = gd_grid_rows(grid);
  guint *covered = g_new0(guint, rows + 1);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    for (guint r = 0; r < cell->row_span && cell->row + r < rows; r++)
      covered[cell->row + r] += cell->column_span;
  }
  return covered;
}

/* The coverage that most rows have: a grid may have columns that hardly any row
 * reaches. */
static guint usual(const guint *covered, guint rows)
{
  guint best = 0, most = 0;
  for (guint r = 0; r < rows; r++) {
    guint n = 0;
    for (guint k = 0; k < rows; k++)
      n += covered[k] == covered[r];
    if (n > most) {
      most = n;
      best = covered[r];
    }
  }
  return best;
}

static void add_html_grid(Reader *r, const GdGrid *html)
{
  GdGrid *grid = scaled(html);
  g_autofree guint *covered = cover(html);
  guint rows = gd_grid_rows(grid), next = 0, enough = usual(covered, rows);
  r->numbers = NULL;
  r->n_tokens += grid->cells->len;
  g_ptr_array_add(r->stream->grids, grid);
  for (guint row = 0; row < rows; row++) {
    gd_stream_add_row(r->stream, grid, row, &next);
    GdUnit *unit = r->stream->units->pdata[r->stream->units->len - 1];
    unit->is_short = covered[row] < enough;
  }
}

guint gd_stream_add_pieces(GdStream *stream, const GdPage *page, GdCoarse coarse)
{
  Reader r = {.stream = stream, .page = page, .grid = gd_grid_new(page->number)};
  GdDivider only = {0, FALSE, 0};
  g_array_append_val(r.grid->dividers[GD_HORIZONTAL], only);
  g_ptr_array_add(stream->grids, r.grid);
  const GdGrid *last = NULL;
  gboolean keep = FALSE; /* last as a grid */
  g_autofree gboolean *furniture = find_furniture(page->pieces);
  for (guint i = 0; i < page->pieces->len; i++) {
    const GdPiece *piece = page->pieces->pdata[i];
    if (r.n_tokens >= GD_CAP_TEXT_TOKENS) {
      stream->cut_at = piece->line;
      break;
    }
    gboolean new_grid = piece->grid != last;
    if (new_grid && piece->grid != NULL &&
        piece->grid->cells->len > GD_CAP_TEXT_TOKENS - r.n_tokens) {
      stream->cut_at = piece->line;
      break;
    }
    if (new_grid)
      keep = piece->grid != NULL && coarse == GD_COARSE_KEEP;
    last = piece->grid;
    stream->bars += piece->before == GD_SEPARATOR_BAR;
    if (keep && new_grid)
      add_html_grid(&r, piece->grid);
    else if (!keep && furniture[i])
      add_furniture(&r, piece);
    else if (!keep)
      add_piece(&r, piece);
  }
  return page->grids != NULL ? page->grids->len : 0;
}
