/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row is certain if its label is near to the form's and to no other's, or if it stands in
 * an unbroken sequence of certain rows; never if another row's label is nearer, if the
 * label turns the meaning, or stands twice with different numbers.
 */
#include "tables/row_doubt.h"

#include "tables/text_order.h"

#include "tables/score.h"
#include "tables/text_runs.h"

/* Another label of the block must be farther by this to be no rival. */
#define RIVAL_MARGIN 0.08
/* Characters from which a label can be called foreign: pieces have fewer. */
#define FOREIGN_CHARS 4

/* The distance of the unit's label from the nearest other row of the table. */
static double rival_distance(const GdPlacing *w, guint i)
{
  const GArray *units = w->units[i];
  g_autofree GdUnit **run = gd_placing_units_of(w, i);
  double least = 1;
  for (guint k = 0; k < gd_placing_items(w); k++)
    if (k != i && gd_placing_item(w, k)->kind == GD_ITEM_ROW && gd_placing_is_active(w, k))
      least = fmin(least, gd_run_distance(gd_placing_item(w, k), run, units->len));
  return least;
}

/* A text that may be one of the table's labels, or a piece of one. */
static gboolean is_own(const GdPlacing *w, const GdLabelText *text)
{
  for (guint i = 0; i < gd_placing_items(w); i++)
    for (guint l = 0; l < gd_placing_item(w, i)->labels->len; l++) {
      const GdLabelMatcher *matcher = gd_placing_item(w, i)->labels->pdata[l];
      if (gd_label_match(matcher, text, GD_LABEL_WORST) < 1 ||
          gd_label_is_piece(text, &g_array_index(matcher->variants, GdLabelText, 0)))
        return TRUE;
    }
  return FALSE;
}

/* The word of a text input right before the unit, if no row has taken it; else NULL. */
static const GdLabelText *word_before(const GdPlacing *w, guint unit)
{
  const GdUnit *before = unit > 0 ? gd_placing_unit(w, unit - 1) : NULL;
  if (before == NULL || !before->boxless || before->furniture || gd_placing_has_values(before) ||
      gd_placing_is_claimed(w, unit - 1) || w->pieces[unit - 1])
    return NULL;
  return gd_unit_token(before, 0)->label;
}

/* Words of a text input right before numbers, that no row has taken. */
static guint count_words_before(const GdPlacing *w, guint unit)
{
  guint n = 0;
  while (n < GD_TEXT_RUN && n < unit && word_before(w, unit - n) != NULL)
    n++;
  return n;
}

/* Numbers have a label that can be none of the table's: that of a row which the form
 * does not know. */
gboolean gd_placing_is_foreign(const GdPlacing *w, guint unit)
{
  GdLabelText label;
  guint n = count_words_before(w, unit);
  const GdLabelText *last = word_before(w, unit);
  if (n == 0 || is_own(w, last))
    return FALSE;
  gd_units_label((GdUnit *const *)&w->stream->units->pdata[unit - n], n, &label);
  return label.full.text.length >= FOREIGN_CHARS && !is_own(w, &label);
}

/* How far the label of a stranger is from the item's: of a text input, the words before
 * its numbers, as many as fit best. */
static double stranger_distance(const GdPlacing *w, guint i, guint unit)
{
  if (!gd_placing_unit(w, unit)->boxless)
    return gd_row_distance(gd_placing_item(w, i), gd_placing_unit(w, unit), NULL);
  double best = 1;
  guint words = count_words_before(w, unit);
  for (guint n = 1; n <= words; n++) {
    GdLabelText label;
    gd_units_label((GdUnit *const *)&w->stream->units->pdata[unit - n], n, &label);
    best = fmin(best,
                gd_label_match(gd_placing_item(w, i)->labels->pdata[0], &label, GD_SURE_DISTANCE));
  }
  return best;
}

/* The texts of all numbers of a row's units, or of one unit; where cells have borders, with
 * the empty ones, since their places count. Caller frees. */
static char *numbers_of(const GdPlacing *w, const GArray *units)
{
  GString *text = g_string_new(NULL);
  for (guint u = 0; u < units->len; u++) {
    const GdUnit *unit = gd_placing_unit(w, g_array_index(units, guint, u));
    for (guint t = 0; t < unit->tokens->len; t++)
      if (gd_unit_token(unit, t)->kind == GD_TOKEN_VALUE ||
          (gd_unit_token(unit, t)->kind == GD_TOKEN_EMPTY && !unit->boxless))
        g_string_append_printf(text, "%s\n", gd_unit_token(unit, t)->text);
  }
  return g_string_free(text, FALSE);
}

static gboolean have_same_numbers(const GdPlacing *w, guint i, guint unit)
{
  g_autoptr(GArray) only = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(only, unit);
  g_autofree char *own = numbers_of(w, w->units[i]), *other = numbers_of(w, only);
  return g_str_equal(own, other);
}

/* The row of the table that is printed once more there, with the same label and the same
 * numbers; G_MAXUINT if none is. */
guint gd_placing_repeated_row(const GdPlacing *w, guint unit)
{
  for (guint i = 0; i < gd_placing_items(w); i++)
    if (gd_placing_item(w, i)->kind == GD_ITEM_ROW && w->units[i]->len > 0 &&
        have_same_numbers(w, i, unit) && stranger_distance(w, i, unit) <= GD_SURE_DISTANCE)
      return i;
  return G_MAXUINT;
}

/* A stranger with numbers has the same label: which of the two is the row? With the
 * same numbers, the row is printed twice. */
static gboolean stands_twice(const GdPlacing *w, guint i)
{
  const GArray *strangers = w->hit->strangers;
  for (guint s = 0; s < strangers->len; s++) {
    guint unit = g_array_index(strangers, guint, s);
    if (!gd_placing_is_claimed(w, unit) && gd_placing_has_values(gd_placing_unit(w, unit)) &&
        stranger_distance(w, i, unit) <= GD_SURE_DISTANCE && !have_same_numbers(w, i, unit))
      return TRUE;
  }
  return FALSE;
}

/* The same for the words of a text input, and the word before them that is of no other
 * label: it may be the beginning of this one. */
static gboolean text_turns_meaning(const GdPlacing *w, guint i, const GdLabelText *words)
{
  const GdLabelMatcher *label = gd_placing_item(w, i)->labels->pdata[0];
  guint first = gd_placing_first_unit(w, i);
  while (first > 0 && w->pieces[first - 1])
    first--;
  const GdLabelText *before = word_before(w, first);
  if (!gd_label_matches_sense(label, words))
    return TRUE;
  if (before == NULL || is_own(w, before))
    return FALSE;
  GdLabelText whole = gd_label_text_join(before, words);
  return !gd_label_matches_sense(label, &whole);
}

/* The label holds a character that turns the meaning of the form's. */
static gboolean turns_meaning(const GdPlacing *w, guint i)
{
  const GdItem *item = gd_placing_item(w, i);
  const GdUnit *unit = gd_placing_unit(w, gd_placing_first_unit(w, i));
  GdLabelText words;
  g_autofree GdUnit **run = gd_placing_units_of(w, i);
  if (unit->boxless && gd_units_label(run, w->units[i]->len, &words) > 0)
    return text_turns_meaning(w, i, &words);
  guint token = gd_placing_label_token(w, i, unit);
  return token != G_MAXUINT &&
         !gd_label_matches_sense(item->labels->pdata[0], gd_unit_token(unit, token)->label);
}

/* The neighbour is found next to it, with no stranger's numbers between. */
static gboolean in_sequence(const GdPlacing *w, guint i, int direction)
{
  guint k = gd_placing_neighbour(w, i, direction);
  if (k == G_MAXUINT)
    return TRUE;
  if (w->units[k]->len == 0 || w->moved[k])
    return FALSE;
  guint low = MIN(gd_placing_first_unit(w, i), gd_placing_first_unit(w, k)),
        high = MAX(gd_placing_first_unit(w, i), gd_placing_first_unit(w, k));
  for (guint s = 0; s < w->hit->strangers->len; s++) {
    guint unit = g_array_index(w->hit->strangers, guint, s);
    if (unit > low && unit < high && gd_placing_has_values(gd_placing_unit(w, unit)))
      return FALSE;
  }
  return gd_placing_item(w, k)->kind != GD_ITEM_ROW || w->distance[k] <= GD_SURE_DISTANCE;
}

/* Of the option of an alternative that the item belongs to, a row was not found: it
 * may be that the other option is printed, with a label like this one's. */
static gboolean is_of_torn_option(const GdPlacing *w, guint i)
{
  const GdFormLine *line = gd_placing_item(w, i)->line;
  for (guint k = 0; k < gd_placing_items(w) && line->alternative != GD_NO_ALTERNATIVE; k++) {
    const GdFormLine *other = gd_placing_item(w, k)->line;
    if (other != NULL && other->alternative == line->alternative && other->option == line->option &&
        w->units[k]->len == 0)
      return TRUE;
  }
  return FALSE;
}

/* Step 4. NULL if the row is certain. */
static const char *row_doubt(const GdPlacing *w, guint i)
{
  if (gd_placing_item(w, i)->kind != GD_ITEM_ROW)
    return NULL;
  if (w->distance[i] > GD_LABEL_WORST)
    return "the label of the row could not be read";
  double rival = rival_distance(w, i);
  if (rival < w->distance[i] || turns_meaning(w, i))
    return "the label of the row is not the form's";
  if (w->distance[i] > 0 && is_of_torn_option(w, i))
    return "another row of its group was not found";
  if (stands_twice(w, i))
    return "another row has the same label";
  if (w->distance[i] <= GD_SURE_DISTANCE && rival >= w->distance[i] + RIVAL_MARGIN)
    return NULL;
  if (!w->moved[i] && in_sequence(w, i, -1) && in_sequence(w, i, +1))
    return NULL;
  return "the label of the row is not certain";
}

/* Without a head nobody knows which edition's columns these are; a row without a
 * label has nothing but its head. Where that may be turned, half of its labels may be found
 * in the wrong order too. */
static const char *head_doubt(const GdPlan *plan, const GdItem *item, const GdColumns *columns)
{
  guint found = 0, n = columns->ranges->len;
  for (guint c = 0; c < n; c++)
    found += gd_column(columns, c)->distance < 1;
  guint wanted = item->kind != GD_ITEM_UNLABELLED ? 1 : plan->either ? n / 2 + 1 : (n + 1) / 2;
  return found < wanted ? "the head of the table was not found" : NULL;
}

/* What leaves all cells of an item in doubt; NULL if nothing does. */
const char *gd_item_doubt(const GdPlacing *w, guint i, const GdColumns *columns)
{
  const char *doubt = w->units[i]->len ? row_doubt(w, i) : NULL;
  if (doubt == NULL)
    doubt = gd_text_order_doubt(w, i);
  if (doubt == NULL && w->shifted)
    doubt = "numbers without a label stand between the rows";
  return doubt != NULL ? doubt : head_doubt(w->hit->plan, gd_placing_item(w, i), columns);
}
