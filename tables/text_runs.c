/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_runs.h"

#include "tables/score.h"

/* What each number too few or too many costs, up to MOST of them: enough that a run
 * takes all numbers of its row and none of the next one, little enough that the
 * label decides which row it is. */
#define WRONG_COUNT 0.05
#define MOST_WRONG 6
/* A label without numbers: they may all be lost, but it is rather a group, or a
 * label of a head. */
#define NO_NUMBERS 0.7
/* Score lost with each tenth of distance; see score.c. */
#define SCORE_PER_DISTANCE 2.0

static guint count_values(const GdUnit *unit)
{
  guint n = 0;
  for (guint i = 0; i < unit->tokens->len; i++)
    n += gd_unit_token(unit, i)->kind == GD_TOKEN_VALUE;
  return n;
}

static const GdLabelText *word_of(const GdUnit *unit)
{
  const GdToken *token = unit->tokens->len > 0 ? gd_unit_token(unit, 0) : NULL;
  return token != NULL && token->kind == GD_TOKEN_LABEL ? token->label : NULL;
}

/* Puts a unit before a run. */
static void prepend(GdTextRun *run, const GdTextRun *rest, const GdUnit *unit, guint index)
{
  const GdLabelText *word = word_of(unit);
  *run = *rest;
  run->first = index;
  run->n_values += count_values(unit);
  run->values_first = word == NULL;
  if (word == NULL)
    return;
  run->label = run->n_words > 0 ? gd_label_text_join(word, &rest->label) : *word;
  run->n_words++;
}

/* The unit before, page furniture passed over; G_MAXUINT if prose or a grid is. */
static guint unit_before(const GdStream *stream, guint unit)
{
  while (unit-- > 0) {
    const GdUnit *before = stream->units->pdata[unit];
    if (!before->furniture)
      return before->boxless ? unit : G_MAXUINT;
  }
  return G_MAXUINT;
}

guint gd_text_runs(const GdStream *stream, guint unit, guint longest, GdTextRun runs[GD_TEXT_RUN])
{
  const GdUnit *last = stream->units->pdata[unit];
  GdTextRun none = {.n_words = 0};
  guint n = 0;
  if (!last->boxless || last->furniture)
    return 0;
  for (guint at = unit; n < GD_TEXT_RUN && at != G_MAXUINT; at = unit_before(stream, at)) {
    prepend(&runs[n], n > 0 ? &runs[n - 1] : &none, stream->units->pdata[at], at);
    if (runs[n].n_words > 0 && runs[n].label.full.text.length > longest)
      break;
    n++;
  }
  return n;
}

guint gd_text_run_first(const GdStream *stream, guint unit, guint n)
{
  for (guint k = 1; k < n; k++)
    unit = unit_before(stream, unit);
  return unit;
}

double gd_text_label_distance(const GdItem *item, const GdLabelText *label, guint n_words)
{
  double d = gd_label_match(item->labels->pdata[0], label, GD_LABEL_WORST);
  return d < 1 || n_words < 2 ? d : gd_label_match_shuffled(item->labels->pdata[0], label);
}

double gd_score_text_run(const GdItem *item, const GdTextRun *run)
{
  if (item->kind != GD_ITEM_ROW || run->n_words == 0 || run->values_first)
    return GD_SCORE_NEVER; /* numbers never stand before their whole label: a row whose own are
                              lost would take those of the row before */
  double d = gd_text_label_distance(item, &run->label, run->n_words);
  gboolean down = run->n_values > 0 && run->n_values <= item->n_values + MOST_WRONG;
  if (d >= 1 || (item->needs_values && !down))
    return GD_SCORE_NEVER;
  guint wrong = run->n_values > item->n_values ? run->n_values - item->n_values
                                               : item->n_values - run->n_values;
  double cost = run->n_values == 0 ? NO_NUMBERS : WRONG_COUNT * MIN(wrong, MOST_WRONG);
  return GD_SCORE_ROW - SCORE_PER_DISTANCE * d - cost;
}

guint gd_units_label(GdUnit *const *units, guint n, GdLabelText *label)
{
  guint words = 0;
  for (guint u = 0; u < n; u++) {
    const GdLabelText *word = units[u]->boxless ? word_of(units[u]) : NULL;
    if (word != NULL)
      *label = words > 0 ? gd_label_text_join(label, word) : *word;
    words += word != NULL;
  }
  return words;
}
