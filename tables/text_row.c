/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_row.h"

#include "models/furniture.h"
#include "models/text.h"
#include "tables/score.h"

#include <string.h>

GPtrArray *gd_text_row_tokens(const GdStream *stream, const GdItem *item, const GArray *units)
{
  GPtrArray *tokens = g_ptr_array_new();
  for (guint u = 0; u < units->len; u++) {
    const GdUnit *unit = stream->units->pdata[g_array_index(units, guint, u)];
    for (guint t = 0; t < unit->tokens->len; t++)
      if (gd_unit_token(unit, t)->kind == GD_TOKEN_VALUE)
        g_ptr_array_add(tokens, (gpointer)gd_unit_token(unit, t));
  }
  const GdUnit *first =
      units->len > 0 ? stream->units->pdata[g_array_index(units, guint, 0)] : NULL;
  if (first != NULL && item->column_numbers &&
      gd_unit_begins_with_column_numbers(first, item->n_values))
    g_ptr_array_remove_range(tokens, 0, item->n_values);
  return tokens;
}

/* The one column in whose field the token stands; columns->ranges->len if there is
 * none, or more than one. */
static guint column_of_field(const GdColumns *columns, const GdToken *token)
{
  guint n = columns->ranges->len, found = n;
  for (guint c = 0; c < n; c++) {
    const GdColumnRange *range = gd_column(columns, c);
    if (range->grid != NULL || !range->learned || token->field < range->x0 ||
        token->field > range->x1)
      continue;
    if (found != n)
      return n;
    found = c;
  }
  return found;
}

/* Fields say which column each token is, if all stand in one line and each in the
 * field of another column, in order. */
static void prefer_fields(GdLooseRow *row, const GPtrArray *tokens, const GdColumns *columns)
{
  guint last = 0;
  g_autofree guint *token_of = g_new0(guint, row->n_columns);
  for (guint t = 0; t < tokens->len; t++) {
    const GdToken *token = tokens->pdata[t];
    guint c = column_of_field(columns, token);
    if (c == columns->ranges->len || (t > 0 && c <= last) ||
        token->line != ((const GdToken *)tokens->pdata[0])->line)
      return;
    token_of[c] = t + 1;
    last = c;
  }
  memcpy(row->preferred, token_of, row->n_columns * sizeof *token_of);
  row->has_preferred = TRUE;
}

/* Numbers that stand twice next to each other, if they are as many as are too many,
 * are rather one number printed twice. */
static void prefer_without_doubles(GdLooseRow *row, const GPtrArray *tokens)
{
  guint kept = 0, surplus = tokens->len - row->n_columns;
  g_autofree guint *token_of = g_new0(guint, row->n_columns);
  for (guint t = 0; t < tokens->len; t++) {
    const char *text = ((const GdToken *)tokens->pdata[t])->text;
    const char *next = t + 1 < tokens->len ? ((const GdToken *)tokens->pdata[t + 1])->text : NULL;
    if (surplus > 0 && g_strcmp0(text, next) == 0)
      surplus--;
    else if (kept == row->n_columns)
      return;
    else
      token_of[kept++] = t + 1;
  }
  if (kept != row->n_columns)
    return;
  memcpy(row->preferred, token_of, row->n_columns * sizeof *token_of);
  row->has_preferred = TRUE;
}

gboolean gd_text_row_is_repeated(const GPtrArray *tokens, guint n)
{
  if (n == 0 || tokens->len < n || tokens->len % n != 0)
    return FALSE;
  for (guint t = n; t < tokens->len; t++)
    if (!g_str_equal(((const GdToken *)tokens->pdata[t])->text,
                     ((const GdToken *)tokens->pdata[t - n])->text))
      return FALSE;
  return TRUE;
}

/* Whether a cell alone on its line may be a page number: bare digits, and no more than lines so
 * far, since a page has one at least. */
static gboolean may_be_page_number(const GdToken *token)
{
  gboolean bare;
  if (token->field > 0 || !gd_is_page_number(token->text, &bare) || !bare)
    return FALSE;
  g_autofree char *digits = gd_fold(token->text); /* full-width ones, too */
  guint64 number = g_ascii_strtoull(digits, NULL, 10);
  return number > 0 && number <= token->line;
}

/* A number stands alone on its line, while others of the row share one, or (laid_out) that of a
 * label: it may be a page number, and the row have lost one. */
static gboolean has_lone_number(const GPtrArray *tokens, gboolean laid_out)
{
  gboolean alone = FALSE, shared = laid_out;
  for (guint t = 0; t < tokens->len; t++) {
    guint line = ((const GdToken *)tokens->pdata[t])->line;
    gboolean above = t > 0 && ((const GdToken *)tokens->pdata[t - 1])->line == line;
    gboolean below = t + 1 < tokens->len && ((const GdToken *)tokens->pdata[t + 1])->line == line;
    shared |= above || below;
    alone |= !above && !below && may_be_page_number(tokens->pdata[t]);
  }
  return alone && shared;
}

GdLooseRow *gd_text_row_place(const GPtrArray *tokens, const GdColumns *columns, guint page,
                              gboolean laid_out, GdPlace *places)
{
  guint n = columns->ranges->len;
  if (tokens->len == n || gd_text_row_is_repeated(tokens, n)) {
    gboolean lone = has_lone_number(tokens, laid_out);
    for (guint c = 0; c < n; c++)
      places[c] = (GdPlace){.cell = ((const GdToken *)tokens->pdata[c])->cell,
                            .page = page,
                            .text = {.sums = lone},
                            .why = gd_column(columns, c)->why};
    return NULL;
  }
  GdLooseRow *row = gd_loose_row_new(n, page);
  for (guint t = 0; t < tokens->len; t++)
    g_ptr_array_add(row->cells, ((const GdToken *)tokens->pdata[t])->cell);
  if (tokens->len < n)
    prefer_fields(row, tokens, columns);
  else
    prefer_without_doubles(row, tokens);
  return row;
}
