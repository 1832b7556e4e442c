/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/score_scan.h"

/* What a row of the right shape scores whose label has every second character, about: enough to
 * be placed between its neighbours, too little to make a table of such rows alone. */
#define WORN_ROW 0.3
/* Of its cells, at least this share are read as values or are empty. */
#define SHAPE_SHARE 0.6
/* A row of values without a label: all cells are there, this is what it scores. */
#define WORN_VALUES 0.6
/* Of the cells of a row of which others hold ink that nobody could read, at least this share have a
 * number: a row of a head may be unread too. */
#define READ_SHARE 0.3
/* What stands for such ink (tables/requests.h). */
#define UNREADABLE 0xFFFD
/* Distance at which a token of a head counts nothing. */
#define WORN_HEAD 0.6

/* Whether the last n tokens of a unit are mostly values. */
static gboolean ends_with_values(const GdUnit *unit, guint n)
{
  guint values = 0;
  for (guint i = unit->tokens->len - n; i < unit->tokens->len; i++)
    values += gd_unit_token(unit, i)->kind != GD_TOKEN_LABEL;
  return values >= SHAPE_SHARE * n;
}

/* Distance of the item's label from the nearest of the first `end` tokens. */
static double label_distance(const GdItem *item, const GdUnit *unit, guint end)
{
  double best = 1;
  for (guint i = 0; i < end; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    if (t->label != NULL)
      best = fmin(best, gd_label_match(item->labels->pdata[0], t->label, GD_WORN_WORST));
  }
  return best;
}

double gd_score_worn_row(const GdItem *item, const GdUnit *unit)
{
  guint n = item->n_values;
  if (n == 0 || unit->tokens->len <= n || !ends_with_values(unit, n))
    return GD_SCORE_NEVER;
  return WORN_ROW * (1 - label_distance(item, unit, unit->tokens->len - n));
}

gboolean gd_token_is_unread(const GdToken *token)
{
  const char *p = token->text;
  while (g_utf8_get_char(p) == UNREADABLE || *p == ' ')
    p = g_utf8_next_char(p);
  return token->text[0] != '\0' && *p == '\0';
}

/* No cell has words, and enough of them have numbers that were read. */
static gboolean has_values_alone(const GdUnit *unit, guint n)
{
  guint values = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *token = gd_unit_token(unit, i);
    if (token->kind == GD_TOKEN_LABEL && !gd_token_is_unread(token))
      return FALSE;
    values += token->kind == GD_TOKEN_VALUE;
  }
  return unit->digits && values >= READ_SHARE * n && 2 * unit->tokens->len >= n &&
         unit->tokens->len <= n;
}

double gd_score_worn_values(const GdItem *item, const GdUnit *unit)
{
  guint n = item->n_values;
  if (n == 0)
    return GD_SCORE_NEVER;
  gboolean whole = unit->tokens->len == n && ends_with_values(unit, n);
  return whole || has_values_alone(unit, n) ? WORN_VALUES : GD_SCORE_NEVER;
}

/* The whole number that a token is, 0 if it is none. */
static guint whole_number(const GdToken *token)
{
  guint64 number;
  if (token->kind != GD_TOKEN_VALUE ||
      !g_ascii_string_to_unsigned(token->text, 10, 1, G_MAXUINT16, &number, NULL))
    return 0;
  return (guint)number;
}

gboolean gd_unit_numbers_columns_worn(const GdUnit *unit)
{
  guint fit = 0, last = 0, n = unit->tokens->len;
  for (guint i = 0; i < n; i++) {
    guint number = whole_number(gd_unit_token(unit, i));
    gboolean near = number >= i && number <= i + 2;
    if (number <= last || !near)
      continue;
    fit++;
    last = number;
  }
  return fit >= GD_FEWEST_COLUMN_NUMBERS && fit >= SHAPE_SHARE * n;
}

double gd_score_worn_head(double distance)
{
  return fmax(0, 1 - distance / WORN_HEAD);
}
