/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/stream.h"

#include "tables/alignment.h"
#include "tables/cell_text.h"
#include "tables/lattice.h"
#include "tables/text_stream.h"

static void token_clear(gpointer token)
{
  g_free(((GdToken *)token)->label);
}

static GdLabelText *fold_label(const char *text)
{
  GdLabelText label = gd_label_text(text);
  return g_memdup2(&label, sizeof label);
}

static void unit_free(GdUnit *unit)
{
  g_array_unref(unit->tokens);
  g_free(unit);
}

GdUnit *gd_unit_new(guint page, GdGrid *grid, guint row)
{
  GdUnit *unit = g_new0(GdUnit, 1);
  unit->page = page;
  unit->grid = grid;
  unit->row = row;
  unit->tokens = g_array_new(FALSE, TRUE, sizeof(GdToken));
  g_array_set_clear_func(unit->tokens, token_clear);
  return unit;
}

/* Digits of any script: full-width ones too. */
static gboolean has_digit(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_isdigit(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

GdToken *gd_unit_add(GdUnit *unit, const char *text, GdBox box, GdCell *cell)
{
  GdToken token = {.text = text, .box = box, .cell = cell};
  if (text[0] == '\0')
    token.kind = GD_TOKEN_EMPTY;
  else if (gd_text_kind(text) != GD_TEXT_WORDS)
    token.kind = GD_TOKEN_VALUE;
  unit->digits |= token.kind == GD_TOKEN_VALUE && has_digit(text);
  if (token.kind != GD_TOKEN_EMPTY && gd_text_kind(text) != GD_TEXT_NUMBER)
    token.label = fold_label(text);
  g_array_append_val(unit->tokens, token);
  return &g_array_index(unit->tokens, GdToken, unit->tokens->len - 1);
}

void gd_stream_add_row(GdStream *stream, GdGrid *grid, guint row, guint *next)
{
  GdUnit *unit = gd_unit_new(grid->page, grid, row);
  unit->first = row == 0;
  unit->last = row + 1 == gd_grid_rows(grid);
  for (; *next < grid->cells->len; (*next)++) {
    GdCell *cell = grid->cells->pdata[*next];
    if (cell->row != row)
      break;
    gd_unit_add(unit, cell->text, cell->box, cell);
  }
  g_ptr_array_add(stream->units, unit);
}

static void add_grid(GdStream *stream, GdGrid *grid)
{
  guint rows = gd_grid_rows(grid), next = 0;
  for (guint r = 0; r < rows; r++)
    gd_stream_add_row(stream, grid, r, &next);
}

/* A line of text that is no table row. */
static void add_line(GdStream *stream, const GdTextRow *row, guint page, gboolean furniture)
{
  GdUnit *unit = gd_unit_new(page, NULL, 0);
  GdCell *line = gd_cell_new(0, 0, 1, 1, row->box);
  gd_cell_set_words(line, row->words);
  g_ptr_array_add(stream->texts, line);
  unit->furniture = furniture;
  GdToken token = {.kind = GD_TOKEN_LABEL, .text = line->text, .box = row->box};
  unit->prose = g_utf8_strlen(line->text, -1) > GD_PROSE_CHARS;
  if (!unit->prose)
    token.label = fold_label(line->text);
  g_array_append_val(unit->tokens, token);
  g_ptr_array_add(stream->units, unit);
}

static int compare_grid_top(gconstpointer a, gconstpointer b)
{
  const GdGrid *x = *(GdGrid *const *)a, *y = *(GdGrid *const *)b;
  return (x->box.y0 > y->box.y0) - (x->box.y0 < y->box.y0);
}

static int compare_cells(gconstpointer a, gconstpointer b)
{
  const GdCell *x = *(GdCell *const *)a, *y = *(GdCell *const *)b;
  return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
                          : (x->column > y->column) - (x->column < y->column);
}

/* The ruled grids of a page, from top to bottom; words that stand in none, or in
 * one that is dissolved, go to rest. */
static GPtrArray *ruled_grids(const GdPage *page, GdCoarse coarse, GPtrArray *rest, guint *n_coarse)
{
  GPtrArray *grids = gd_lattice_find(page);
  gd_cells_fill(grids, page, rest);
  const guint all = grids->len;
  for (guint g = grids->len; g-- > 0;) {
    if (!gd_grid_is_coarse(grids->pdata[g]))
      continue;
    if (coarse >> MIN(*n_coarse, GD_COARSE_BITS - 1) & 1)
      g_ptr_array_remove_index(grids, g);
    (*n_coarse)++;
  }
  if (grids->len < all) {
    g_ptr_array_set_size(rest, 0);
    gd_cells_fill(grids, page, rest);
  }
  g_ptr_array_sort(grids, compare_grid_top);
  for (guint g = 0; g < grids->len; g++)
    g_ptr_array_sort(((GdGrid *)grids->pdata[g])->cells, compare_cells);
  return grids;
}

/* The row stands on a line that gd_pages_lines() found to be furniture. */
static gboolean is_furniture(const GdTextRow *row, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const GdLine *line = lines->pdata[i];
    if (line->furniture && gd_box_has(line->box, gd_box_centre(row->box)))
      return TRUE;
  }
  return FALSE;
}

/* Grids and lines of one page, from top to bottom. */
static void add_page(GdStream *stream, const GdPage *page, GPtrArray *lines, GdCoarse coarse,
                     guint *n_coarse)
{
  g_autoptr(GPtrArray) rest = g_ptr_array_new();
  g_autoptr(GPtrArray) grids = ruled_grids(page, coarse, rest, n_coarse);
  g_autoptr(GPtrArray) rows = gd_text_rows(rest);
  g_ptr_array_set_free_func(grids, NULL);
  for (guint i = 0; i < rows->len; i++)
    if (is_furniture(rows->pdata[i], lines))
      g_clear_pointer(&((GdTextRow *)rows->pdata[i])->pieces, g_ptr_array_unref);
  GdGrid *line_grid = gd_line_grid(rows, page->number);
  for (guint g = 0; g < grids->len; g++)
    g_ptr_array_add(stream->grids, grids->pdata[g]);
  if (line_grid != NULL)
    g_ptr_array_add(stream->grids, line_grid);

  guint g = 0, text_row = 0, next = 0, from = stream->units->len;
  for (guint i = 0; i < rows->len; i++) {
    const GdTextRow *row = rows->pdata[i];
    for (; g < grids->len && ((GdGrid *)grids->pdata[g])->box.y0 < row->box.y0; g++)
      add_grid(stream, grids->pdata[g]);
    if (row->pieces != NULL && line_grid != NULL)
      gd_stream_add_row(stream, line_grid, text_row++, &next);
    else if (!row->absorbed)
      add_line(stream, row, page->number, is_furniture(row, lines));
  }
  for (; g < grids->len; g++)
    add_grid(stream, grids->pdata[g]);
  for (guint u = from; u < stream->units->len; u++)
    ((GdUnit *)stream->units->pdata[u])->scanned = page->kind == GD_PAGE_SCAN;
}

GdStream *gd_stream_new(const GdSource *source, GdCoarse coarse, guint *n_coarse)
{
  guint found = 0;
  GdStream *stream = g_new0(GdStream, 1);
  stream->units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  stream->grids = g_ptr_array_new_with_free_func((GDestroyNotify)gd_grid_free);
  stream->texts = g_ptr_array_new_with_free_func((GDestroyNotify)gd_cell_free);
  g_autoptr(GPtrArray) lines = gd_pages_lines(source->pages);
  for (guint i = 0; i < source->pages->len; i++) {
    const GdPage *page = source->pages->pdata[i];
    if (page->readable && page->pieces != NULL)
      found += gd_stream_add_pieces(stream, page, coarse);
    else if (page->readable)
      add_page(stream, page, lines->pdata[i], coarse, &found);
  }
  if (n_coarse != NULL)
    *n_coarse = found;
  return stream;
}

void gd_stream_free(GdStream *stream)
{
  if (stream == NULL)
    return;
  g_ptr_array_unref(stream->units);
  g_ptr_array_unref(stream->grids);
  g_ptr_array_unref(stream->texts);
  g_free(stream);
}
