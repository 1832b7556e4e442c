/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/fuzz_page.h"

#include "ingest/text.h"
#include "models/error.h"
#include "models/piece.h"

#include <string.h>

static void check_text(const char *text)
{
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_assert_null(strchr(text, '\n'));
}

static void check_grid(const GdGrid *grid)
{
  guint rows = gd_grid_rows(grid), columns = gd_grid_columns(grid);
  g_assert_cmpuint(rows, >, 0);
  g_assert_cmpuint(columns, >, 0);
  g_autofree guint8 *taken = g_malloc0((gsize)rows * columns);
  for (guint i = 0; i < grid->cells->len; i++) {
    const GdCell *cell = grid->cells->pdata[i];
    check_text(cell->text);
    g_assert_cmpuint(cell->row_span, >, 0);
    g_assert_cmpuint(cell->column_span, >, 0);
    g_assert_cmpuint(cell->row + cell->row_span, <=, rows);
    g_assert_cmpuint(cell->column + cell->column_span, <=, columns);
    for (guint r = cell->row; r < cell->row + cell->row_span; r++)
      for (guint c = cell->column; c < cell->column + cell->column_span; c++)
        g_assert_cmpuint(taken[(gsize)r * columns + c]++, ==, 0);
  }
}

static void check_pieces(const GdPage *page)
{
  const GdPiece *last = NULL;
  for (guint i = 0; i < page->pieces->len; i++) {
    const GdPiece *piece = page->pieces->pdata[i];
    gboolean same = last != NULL && last->line == piece->line;
    check_text(piece->text);
    g_assert_true(last == NULL || piece->line >= last->line);
    g_assert_cmpuint(piece->field, ==, same ? last->field + 1 : 0);
    g_assert_true((piece->field == 0) == (piece->before >= GD_SEPARATOR_LINE));
    g_assert_true((piece->grid == NULL) == (piece->cell == NULL));
    if (piece->cell != NULL)
      g_assert_cmpstr(piece->text, ==, piece->cell->text);
    last = piece;
  }
}

void fuzz_page(const void *data, size_t size, GdKind kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) metas = NULL;
  GdPage *page = gd_text_page(data, size, kind, &metas, &error);
  g_assert_true((page == NULL) == (error != NULL));
  if (page == NULL)
    return;
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *word = page->words->pdata[i];
    check_text(word->text);
    g_assert_true(word->text[0] != '\0');
  }
  check_pieces(page);
  for (guint i = 0; i < page->grids->len; i++)
    check_grid(page->grids->pdata[i]);
  for (guint i = 0; i < metas->len; i++)
    check_text(((const GdMeta *)metas->pdata[i])->content);
  gd_page_free(page);
}
