/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/text_runs.h"

#include "tables/score.h"
#include "tables/text_group.h"

/* What each number too few or too many costs, up to MOST of them: enough that a run
 * takes all numbers of its row and none of the next one, little enough that the
 * label decides which row it is. */
#define WRONG_COUNT 0.05
#define MOST_WRONG 6
/* A label without numbers: they may all be lost, but it is rather a group, or a
 * label of a head. */
#define NO_NUMBERS 0.7
/* Characters from which a word can be called a group's: shorter ones stand in any label. */
#define GROUP_CHARS 3
/* Distance of a label in two pieces, the second of which stands first: less than that of one with
 * another number, which may be another row's (（六）其他 for 3.其他). */
#define SWAPPED 0.01
/* The same of one that is misprinted as well: how far it may be, and what that adds. */
#define SWAPPED_WORST 0.12
#define SWAPPED_MISPRINT 0.1
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
  run->first = index;
  run->n_words = rest->n_words + (word != NULL);
  run->n_values = rest->n_values + count_values(unit);
  run->values_first = word == NULL;
  run->shaped = FALSE;
  run->has_digits = rest->has_digits || unit->digits;
  if (run->n_words == 0)
    return;
  run->pieces[0] = word != NULL ? &word->full : rest->pieces[0];
  run->pieces[1] = word != NULL && rest->n_words > 0 ? rest->pieces[0] : rest->pieces[1];
  run->words = word == NULL         ? rest->words
               : rest->n_words == 0 ? word->full
                                    : gd_shape_join(&word->full, &rest->words);
}

/* Whether the word's characters stand in the label in their order, perhaps with others between. */
static gboolean holds_spread(const GdFolded *label, const GdFolded *word)
{
  guint found = 0;
  for (guint i = 0; i < label->length && found < word->length; i++)
    found += label->chars[i] == word->chars[found];
  return found == word->length;
}

typedef gboolean (*Holds)(const GdFolded *label, const GdFolded *word);

static gboolean any_holds(const GdLabelMatcher *matcher, const GdLabelText *word, Holds holds)
{
  for (guint v = 0; v < matcher->variants->len; v++)
    if (holds(&g_array_index(matcher->variants, GdLabelText, v).full.text, &word->full.text))
      return TRUE;
  return FALSE;
}

/* Whether the word is a piece of a group's label, and can be none of a row's own, misprinted. */
static gboolean is_of_group(const GdPlan *plan, const GdLabelText *word)
{
  gboolean group = FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const GdItem *item = &g_array_index(plan->items, GdItem, i);
    if (item->kind != GD_ITEM_ROW && item->kind != GD_ITEM_TITLE)
      continue;
    if (any_holds(item->labels->pdata[0], word, holds_spread))
      return FALSE;
    for (guint l = 1; l < item->labels->len && !group; l++) {
      const GdLabelMatcher *matcher = item->labels->pdata[l];
      group = !matcher->label->own_row && any_holds(matcher, word, gd_folded_contains);
    }
  }
  return group;
}

static void add_unit(GArray *units, const char *text)
{
  GdFolded folded = gd_folded(text ? text : "");
  for (guint i = 0; i < units->len; i++)
    if (gd_folded_equal(&g_array_index(units, GdFolded, i), &folded))
      return;
  if (folded.length > 0)
    g_array_append_val(units, folded);
}

/* What may stand in columns of units beside the labels (of GdFolded). Caller owns. */
static GArray *units_beside(const GdPlan *plan)
{
  GArray *units = g_array_new(FALSE, FALSE, sizeof(GdFolded));
  for (guint i = 0; i < plan->items->len; i++) {
    const GdFormLeaf *leaf = g_array_index(plan->items, GdItem, i).unit;
    if (leaf == NULL)
      continue;
    add_unit(units, leaf->unit);
    for (guint u = 0; u < leaf->cell_units->len; u++)
      add_unit(units, leaf->cell_units->pdata[u]);
  }
  return units;
}

static gboolean is_unit(const GArray *units, const GdLabelText *word)
{
  for (guint i = 0; i < units->len; i++)
    if (gd_folded_equal(&g_array_index(units, GdFolded, i), &word->full.text))
      return TRUE;
  return FALSE;
}

gboolean *gd_text_passed_over(const GdPlan *plan, const GdStream *stream)
{
  gboolean *passed = g_new0(gboolean, stream->units->len + 1);
  g_autoptr(GArray) units = units_beside(plan);
  g_autofree gboolean *pieces = gd_text_group_pieces(plan, stream);
  for (guint u = 0; u < stream->units->len; u++) {
    const GdUnit *unit = stream->units->pdata[u];
    const GdLabelText *word = unit->boxless ? word_of(unit) : NULL;
    gboolean group =
        word != NULL && word->full.text.length >= GROUP_CHARS && is_of_group(plan, word);
    passed[u] = unit->furniture || pieces[u] || group || (word != NULL && is_unit(units, word));
  }
  return passed;
}

/* The unit before, with what is passed over left out; G_MAXUINT if prose or a grid is. */
static guint unit_before(const GdStream *stream, const gboolean *passed, guint unit)
{
  while (unit-- > 0) {
    const GdUnit *before = stream->units->pdata[unit];
    if (!passed[unit])
      return before->boxless ? unit : G_MAXUINT;
  }
  return G_MAXUINT;
}

guint gd_text_runs(const GdStream *stream, const gboolean *passed, guint unit, guint longest,
                   GdTextRun runs[GD_TEXT_RUN])
{
  const GdUnit *last = stream->units->pdata[unit];
  GdTextRun none = {.n_words = 0};
  guint n = 0;
  if (!last->boxless || passed[unit])
    return 0;
  for (guint at = unit; n < GD_TEXT_RUN && at != G_MAXUINT; at = unit_before(stream, passed, at)) {
    prepend(&runs[n], n > 0 ? &runs[n - 1] : &none, stream->units->pdata[at], at);
    if (runs[n].n_words > 0 && runs[n].words.text.length > longest)
      break;
    n++;
  }
  return n;
}

guint gd_text_run_first(const GdStream *stream, const gboolean *passed, guint unit, guint n)
{
  for (guint k = 1; k < n; k++)
    unit = unit_before(stream, passed, unit);
  return unit;
}

double gd_text_label_distance(const GdItem *item, const GdLabelText *label, guint n_words)
{
  double d = gd_label_match(item->labels->pdata[0], label, GD_LABEL_WORST);
  return d < 1 || n_words < 2 ? d : gd_label_match_shuffled(item->labels->pdata[0], &label->full);
}

/* The distance of a run of two words, the second before the first. */
static double swapped_distance(const GdLabelMatcher *matcher, const GdTextRun *run)
{
  if (run->n_words != 2)
    return 1;
  GdShape swapped = gd_shape_join(run->pieces[1], run->pieces[0]);
  GdLabelText label = gd_label_text_of_shape(&swapped);
  double d = gd_label_match(matcher, &label, SWAPPED_WORST);
  return d > 0 ? d + SWAPPED_MISPRINT : SWAPPED;
}

/* gd_text_label_distance() of a run; its label is shaped only if it can be near. */
static double run_distance(const GdItem *item, GdTextRun *run)
{
  const GdLabelMatcher *matcher = item->labels->pdata[0];
  if (!gd_label_may_match(matcher, &run->words, GD_LABEL_WORST))
    return 1;
  if (!run->shaped)
    run->label = gd_label_text_of_shape(&run->words);
  run->shaped = TRUE;
  double d = gd_text_label_distance(item, &run->label, run->n_words);
  return d > SWAPPED ? fmin(d, swapped_distance(matcher, run)) : d;
}

double gd_score_text_run(const GdItem *item, GdTextRun *run)
{
  if (item->kind == GD_ITEM_TITLE && run->n_words > 0 && !run->has_digits && !run->values_first) {
    double t = run_distance(item, run);
    return t >= 1 ? GD_SCORE_NEVER : GD_SCORE_TITLE * (1 - SCORE_PER_DISTANCE * t);
  }
  if (item->kind != GD_ITEM_ROW || run->n_words == 0 || run->values_first)
    return GD_SCORE_NEVER; /* numbers never stand before their whole label: a row whose own are
                              lost would take those of the row before */
  gboolean down = run->n_values > 0 && run->n_values <= item->n_values + MOST_WRONG;
  double d = item->needs_values && !down ? 1 : run_distance(item, run);
  if (d >= 1)
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
