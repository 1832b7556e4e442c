/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are known by the alignment, columns by their labels (columns.c). Here:
 *
 *  1. Which option of each alternative is printed: the one with more rows.
 *  2. Rows that stand out of order: a stranger whose label is that of a missing
 *     row is that row.
 *  3. The cells of each row go to the columns: as many cells as columns go one
 *     to one, if no column's label speaks against it; otherwise by x range, and
 *     what has no range of its own is in doubt.
 *  4. Whether the row is certain: its label is near to the form's and to no
 *     other's, or it stands in an unbroken sequence of certain rows; never if
 *     another row's label is nearer, if the label turns the meaning, or stands
 *     twice.
 *  5. Strangers with numbers are extra rows.
 */
#include "tables/place.h"

#include "tables/alignment.h"
#include "tables/columns.h"
#include "tables/row_cells.h"
#include "tables/score.h"
#include "tables/text_head.h"
#include "tables/text_row.h"
#include "tables/text_runs.h"

#include <string.h>

/* A label this near (a share of its characters) is that label, misprinted. */
#define SURE_DISTANCE 0.25
/* Another label of the block must be farther by this to be no rival. */
#define RIVAL_MARGIN 0.08

/* Characters from which a label can be called foreign: pieces have fewer. */
#define FOREIGN_CHARS 4
/* Units behind the last row of a block that are looked at for numbers of nobody: a
 * piece of a label, the numbers. */
#define LOOSE_UNITS 3

typedef struct {
  const GdHit *hit;
  const GdStream *stream;
  const GdFormTable *table;
  GdPlacement *out;
  GArray **units;   /* per item: the hit's units, and what step 2 adds */
  gboolean *moved;  /* per item: found out of order */
  double *distance; /* per item: of its label */
  gboolean shifted; /* of the block that is placed: rows may have numbers of others */
} Work;

static const GdItem *item_at(const Work *w, guint i)
{
  return &g_array_index(w->hit->plan->items, GdItem, i);
}

static guint n_items(const Work *w)
{
  return w->hit->plan->items->len;
}

static const GdUnit *unit_at(const Work *w, guint i)
{
  return w->stream->units->pdata[i];
}

static guint first_unit(const Work *w, guint item)
{
  return w->units[item]->len ? g_array_index(w->units[item], guint, 0) : G_MAXUINT;
}

/* Numbers of its own; those of page furniture are no table's. */
static gboolean has_values(const GdUnit *unit)
{
  if (unit->furniture)
    return FALSE;
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind == GD_TOKEN_VALUE)
      return TRUE;
  return FALSE;
}

static gboolean has_numbers(const Work *w, guint i)
{
  for (guint u = 0; u < w->units[i]->len; u++)
    if (has_values(unit_at(w, g_array_index(w->units[i], guint, u))))
      return TRUE;
  return FALSE;
}

/* How much speaks for an option of an alternative: a row with numbers counts more
 * than all rows without, which may be words of a head (其他) printed again. */
static guint option_weight(const Work *w, guint alternative, guint option)
{
  guint weight = 0;
  for (guint i = 0; i < n_items(w); i++) {
    const GdFormLine *line = item_at(w, i)->line;
    if (line == NULL || line->alternative != alternative || line->option != option)
      continue;
    weight += has_numbers(w, i) ? n_items(w) : w->units[i]->len > 0;
  }
  return weight;
}

/* Step 1. */
static void choose_options(Work *w)
{
  const GdForm *form = w->hit->plan->form;
  w->out->options = g_new0(guint, form->n_options->len + 1);
  for (guint a = 0; a < form->n_options->len; a++) {
    guint most = 0;
    for (guint o = 0; o < g_array_index(form->n_options, guint, a); o++) {
      guint weight = option_weight(w, a, o);
      if (weight > most) {
        most = weight;
        w->out->options[a] = o;
      }
    }
  }
}

static gboolean is_active(const Work *w, guint i)
{
  const GdFormLine *line = item_at(w, i)->line;
  return line == NULL || gd_form_line_active(line, w->out->options);
}

/* The units of an item. Caller frees the array, not the units. */
static GdUnit **units_of(const Work *w, guint i)
{
  const GArray *units = w->units[i];
  GdUnit **run = g_new(GdUnit *, units->len + 1);
  for (guint u = 0; u < units->len; u++)
    run[u] = w->stream->units->pdata[g_array_index(units, guint, u)];
  return run;
}

static void measure(Work *w, guint i)
{
  const GArray *units = w->units[i];
  w->distance[i] = 1;
  if (item_at(w, i)->kind != GD_ITEM_ROW || units->len == 0)
    return;
  g_autofree GdUnit **run = units_of(w, i);
  w->distance[i] = gd_run_distance(item_at(w, i), run, units->len);
  if (!run[0]->boxless)
    w->distance[i] = fmin(w->distance[i], gd_row_distance(item_at(w, i), run[0], NULL));
}

/* Step 2. */
static void find_moved_rows(Work *w, GArray *strangers)
{
  for (guint s = 0; s < strangers->len; s++) {
    guint unit = g_array_index(strangers, guint, s);
    guint best = G_MAXUINT;
    double least = SURE_DISTANCE;
    for (guint i = 0; i < n_items(w) && has_values(unit_at(w, unit)); i++) {
      if (item_at(w, i)->kind != GD_ITEM_ROW || !is_active(w, i) || w->units[i]->len > 0)
        continue;
      double d = gd_row_distance(item_at(w, i), unit_at(w, unit), NULL);
      if (d < least) {
        least = d;
        best = i;
      }
    }
    if (best == G_MAXUINT)
      continue;
    g_array_append_val(w->units[best], unit);
    w->moved[best] = TRUE;
    w->distance[best] = least;
    g_array_remove_index(strangers, s--);
    GdFinding *finding =
        gd_finding_new(GD_SEVERITY_WARNING, "row out of order", unit_at(w, unit)->page,
                       "the row %s stands out of order", item_at(w, best)->line->path);
    finding->table = g_strdup(w->table->id);
    finding->row = g_strdup(item_at(w, best)->line->id);
    g_ptr_array_add(w->out->findings, finding);
  }
}

static gboolean is_claimed(const Work *w, guint unit)
{
  for (guint i = 0; i < n_items(w); i++)
    for (guint u = 0; u < w->units[i]->len; u++)
      if (g_array_index(w->units[i], guint, u) == unit)
        return TRUE;
  return FALSE;
}

/* The token of the unit that is the item's label; G_MAXUINT if none is. */
static guint label_token(const Work *w, guint i, const GdUnit *unit)
{
  guint token = G_MAXUINT;
  if (item_at(w, i)->kind != GD_ITEM_ROW || gd_row_distance(item_at(w, i), unit, &token) >= 1)
    return G_MAXUINT;
  return token;
}

/* The distance of the unit's label from the nearest other row of the table. */
static double rival_distance(const Work *w, guint i)
{
  const GArray *units = w->units[i];
  g_autofree GdUnit **run = units_of(w, i);
  double least = 1;
  for (guint k = 0; k < n_items(w); k++)
    if (k != i && item_at(w, k)->kind == GD_ITEM_ROW && is_active(w, k))
      least = fmin(least, gd_run_distance(item_at(w, k), run, units->len));
  return least;
}

/* A text that may be one of the table's labels, or a piece of one. */
static gboolean is_own(const Work *w, const GdLabelText *text)
{
  for (guint i = 0; i < n_items(w); i++)
    for (guint l = 0; l < item_at(w, i)->labels->len; l++) {
      const GdLabelMatcher *matcher = item_at(w, i)->labels->pdata[l];
      if (gd_label_match(matcher, text, GD_LABEL_WORST) < 1 ||
          gd_label_is_piece(text, &g_array_index(matcher->variants, GdLabelText, 0)))
        return TRUE;
    }
  return FALSE;
}

/* The word of a text input right before the unit, if no row has taken it; else NULL. */
static const GdLabelText *word_before(const Work *w, guint unit)
{
  const GdUnit *before = unit > 0 ? unit_at(w, unit - 1) : NULL;
  if (before == NULL || !before->boxless || before->furniture || has_values(before) ||
      is_claimed(w, unit - 1))
    return NULL;
  return gd_unit_token(before, 0)->label;
}

/* Words of a text input right before numbers, that no row has taken. */
static guint count_words_before(const Work *w, guint unit)
{
  guint n = 0;
  while (n < GD_TEXT_RUN && n < unit && word_before(w, unit - n) != NULL)
    n++;
  return n;
}

/* Numbers have a label that can be none of the table's: that of a row which the form
 * does not know. */
static gboolean is_foreign(const Work *w, guint unit)
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
static double stranger_distance(const Work *w, guint i, guint unit)
{
  if (!unit_at(w, unit)->boxless)
    return gd_row_distance(item_at(w, i), unit_at(w, unit), NULL);
  double best = 1;
  guint words = count_words_before(w, unit);
  for (guint n = 1; n <= words; n++) {
    GdLabelText label;
    gd_units_label((GdUnit *const *)&w->stream->units->pdata[unit - n], n, &label);
    best = fmin(best, gd_label_match(item_at(w, i)->labels->pdata[0], &label, SURE_DISTANCE));
  }
  return best;
}

/* The texts of all numbers of a row's units, or of one unit; where cells have borders, with
 * the empty ones, since their places count. Caller frees. */
static char *numbers_of(const Work *w, const GArray *units)
{
  GString *text = g_string_new(NULL);
  for (guint u = 0; u < units->len; u++) {
    const GdUnit *unit = unit_at(w, g_array_index(units, guint, u));
    for (guint t = 0; t < unit->tokens->len; t++)
      if (gd_unit_token(unit, t)->kind == GD_TOKEN_VALUE ||
          (gd_unit_token(unit, t)->kind == GD_TOKEN_EMPTY && !unit->boxless))
        g_string_append_printf(text, "%s\n", gd_unit_token(unit, t)->text);
  }
  return g_string_free(text, FALSE);
}

static gboolean have_same_numbers(const Work *w, guint i, guint unit)
{
  g_autoptr(GArray) only = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(only, unit);
  g_autofree char *own = numbers_of(w, w->units[i]), *other = numbers_of(w, only);
  return g_str_equal(own, other);
}

/* A stranger with numbers has the same label: which of the two is the row? With the
 * same numbers, the row is printed twice. */
static gboolean stands_twice(const Work *w, guint i)
{
  const GArray *strangers = w->hit->strangers;
  for (guint s = 0; s < strangers->len; s++) {
    guint unit = g_array_index(strangers, guint, s);
    if (!is_claimed(w, unit) && has_values(unit_at(w, unit)) &&
        stranger_distance(w, i, unit) <= SURE_DISTANCE && !have_same_numbers(w, i, unit))
      return TRUE;
  }
  return FALSE;
}

/* The same for the words of a text input, and the word before them that is of no other
 * label: it may be the beginning of this one. */
static gboolean text_turns_meaning(const Work *w, guint i, const GdLabelText *words)
{
  const GdLabelMatcher *label = item_at(w, i)->labels->pdata[0];
  const GdLabelText *before = word_before(w, first_unit(w, i));
  if (!gd_label_matches_sense(label, words))
    return TRUE;
  if (before == NULL || is_own(w, before))
    return FALSE;
  GdLabelText whole = gd_label_text_join(before, words);
  return !gd_label_matches_sense(label, &whole);
}

/* The label holds a character that turns the meaning of the form's. */
static gboolean turns_meaning(const Work *w, guint i)
{
  const GdItem *item = item_at(w, i);
  const GdUnit *unit = unit_at(w, first_unit(w, i));
  GdLabelText words;
  g_autofree GdUnit **run = units_of(w, i);
  if (unit->boxless && gd_units_label(run, w->units[i]->len, &words) > 0)
    return text_turns_meaning(w, i, &words);
  guint token = label_token(w, i, unit);
  return token != G_MAXUINT &&
         !gd_label_matches_sense(item->labels->pdata[0], gd_unit_token(unit, token)->label);
}

/* The next active item in one direction; G_MAXUINT at the end. */
static guint neighbour(const Work *w, guint i, int direction)
{
  for (guint k = i + (guint)direction; k < n_items(w); k += (guint)direction)
    if (is_active(w, k))
      return k;
  return G_MAXUINT;
}

/* The neighbour is found next to it, with no stranger's numbers between. */
static gboolean in_sequence(const Work *w, guint i, int direction)
{
  guint k = neighbour(w, i, direction);
  if (k == G_MAXUINT)
    return TRUE;
  if (w->units[k]->len == 0 || w->moved[k])
    return FALSE;
  guint low = MIN(first_unit(w, i), first_unit(w, k)),
        high = MAX(first_unit(w, i), first_unit(w, k));
  for (guint s = 0; s < w->hit->strangers->len; s++) {
    guint unit = g_array_index(w->hit->strangers, guint, s);
    if (unit > low && unit < high && has_values(unit_at(w, unit)))
      return FALSE;
  }
  return item_at(w, k)->kind != GD_ITEM_ROW || w->distance[k] <= SURE_DISTANCE;
}

/* Of the option of an alternative that the item belongs to, a row was not found: it
 * may be that the other option is printed, with a label like this one's. */
static gboolean is_of_torn_option(const Work *w, guint i)
{
  const GdFormLine *line = item_at(w, i)->line;
  for (guint k = 0; k < n_items(w) && line->alternative != GD_NO_ALTERNATIVE; k++) {
    const GdFormLine *other = item_at(w, k)->line;
    if (other != NULL && other->alternative == line->alternative && other->option == line->option &&
        w->units[k]->len == 0)
      return TRUE;
  }
  return FALSE;
}

/* Step 4. NULL if the row is certain. */
static const char *row_doubt(const Work *w, guint i)
{
  if (item_at(w, i)->kind != GD_ITEM_ROW)
    return NULL;
  double rival = rival_distance(w, i);
  if (rival < w->distance[i] || turns_meaning(w, i))
    return "the label of the row is not the form's";
  if (w->distance[i] > 0 && is_of_torn_option(w, i))
    return "another row of its group was not found";
  if (stands_twice(w, i))
    return "another row has the same label";
  if (w->distance[i] <= SURE_DISTANCE && rival >= w->distance[i] + RIVAL_MARGIN)
    return NULL;
  if (!w->moved[i] && in_sequence(w, i, -1) && in_sequence(w, i, +1))
    return NULL;
  return "the label of the row is not certain";
}

static gboolean has_label(const GdUnit *unit)
{
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind == GD_TOKEN_LABEL)
      return TRUE;
  return FALSE;
}

static gboolean is_loose(const Work *w, guint unit)
{
  return unit < w->stream->units->len && unit_at(w, unit)->grid != NULL &&
         has_values(unit_at(w, unit)) && !has_label(unit_at(w, unit)) && !is_claimed(w, unit);
}

/* The next row behind the unit on a later page; G_MAXUINT if prose stands between. */
static guint next_on_page(const Work *w, guint unit)
{
  guint page = unit_at(w, unit)->page;
  for (guint k = unit + 1; k < w->stream->units->len; k++) {
    const GdUnit *next = unit_at(w, k);
    if (next->grid == NULL && !next->furniture)
      return G_MAXUINT;
    if (next->grid != NULL && (next->page == page || has_values(next)))
      return next->page == page ? G_MAXUINT : k;
  }
  return G_MAXUINT;
}

/* Numbers of their own that no row has claimed may be the rest of this row's: in
 * the line above or below where lines of text are rows, below a value row that
 * has no label, on the next page behind a row without numbers. */
static gboolean has_loose_neighbour(const Work *w, guint i, guint unit)
{
  const GdGrid *grid = unit_at(w, unit)->grid;
  gboolean unlabelled = item_at(w, i)->kind == GD_ITEM_UNLABELLED;
  if (!has_values(unit_at(w, unit)) && is_loose(w, next_on_page(w, unit)))
    return TRUE;
  if (!gd_grid_is_lines(grid) && !unlabelled)
    return FALSE;
  gboolean above = unit > 0 && unit_at(w, unit - 1)->grid == grid && is_loose(w, unit - 1);
  gboolean below = is_loose(w, unit + 1) && unit_at(w, unit + 1)->grid == grid;
  return above || below;
}

/* Step 3 for one item: places of its columns into out (n_values of them). */
static void place_row(Work *w, guint i, const GdColumns *columns, GdPlace *out)
{
  const GArray *units = w->units[i];
  gboolean values = FALSE, lines = FALSE;
  for (guint u = 0; u < units->len; u++) {
    const GdUnit *unit = unit_at(w, g_array_index(units, guint, u));
    values |= has_values(unit);
    lines |= unit->grid != NULL && gd_grid_is_lines(unit->grid);
    g_autofree GdPlace *places = g_new0(GdPlace, columns->ranges->len);
    gd_row_cells(unit, label_token(w, i, unit), columns, places);
    gboolean loose = has_loose_neighbour(w, i, g_array_index(units, guint, u));
    for (guint c = 0; c < columns->ranges->len && loose; c++)
      places[c].why = "numbers in the next line belong to no row";
    for (guint c = 0; c < columns->ranges->len; c++)
      gd_place_merge(&out[c], &places[c]);
  }
  for (guint c = 0; c < columns->ranges->len && lines && !values; c++)
    out[c].why = "no number stands beside the label";
}

/* Without a head nobody knows which edition's columns these are; a row without a
 * label has nothing but its head. */
static const char *head_doubt(const GdItem *item, const GdColumns *columns)
{
  guint found = 0;
  for (guint c = 0; c < columns->ranges->len; c++)
    found += gd_column(columns, c)->distance < 1;
  guint wanted = item->kind == GD_ITEM_UNLABELLED ? (columns->ranges->len + 1) / 2 : 1;
  return found < wanted ? "the head of the table was not found" : NULL;
}

/* What leaves all cells of an item in doubt; NULL if nothing does. */
static const char *item_doubt(const Work *w, guint i, const GdColumns *columns)
{
  const char *doubt = w->units[i]->len ? row_doubt(w, i) : NULL;
  if (doubt == NULL && w->shifted)
    doubt = "numbers without a label stand between the rows";
  return doubt != NULL ? doubt : head_doubt(item_at(w, i), columns);
}

static gboolean is_boxless(const Work *w, guint i)
{
  return w->units[i]->len > 0 && unit_at(w, first_unit(w, i))->boxless;
}

/* The row of the table that is printed once more there, with the same label and the same
 * numbers; G_MAXUINT if none is. */
static guint repeated_row(const Work *w, guint unit)
{
  for (guint i = 0; i < n_items(w); i++)
    if (item_at(w, i)->kind == GD_ITEM_ROW && w->units[i]->len > 0 &&
        have_same_numbers(w, i, unit) && stranger_distance(w, i, unit) <= SURE_DISTANCE)
      return i;
  return G_MAXUINT;
}

/* A row of a text input has swallowed the numbers of another one, which is not the one
 * above or below it. */
static gboolean has_numbers_of_two(const Work *w, guint i)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, w->units[i]);
  guint n = item_at(w, i)->n_values;
  guint above = neighbour(w, i, -1), below = neighbour(w, i, +1);
  gboolean beside =
      (above != G_MAXUINT && item_at(w, above)->kind == GD_ITEM_ROW && !has_numbers(w, above)) ||
      (below != G_MAXUINT && item_at(w, below)->kind == GD_ITEM_ROW && !has_numbers(w, below));
  return tokens->len >= 2 * n && !beside && !gd_text_row_is_repeated(tokens, n);
}

/* Numbers of a text input that no row has taken, many enough for one, and with no
 * label of their own: the rows around may have the numbers of others. */
static gboolean has_row_of_nobody(const Work *w, guint head, guint end)
{
  for (guint i = head + 1; i < end; i++)
    if (is_boxless(w, i) && has_numbers_of_two(w, i))
      return TRUE;
  guint low = G_MAXUINT, high = 0, n_values = item_at(w, head + 1)->n_values;
  for (guint i = head; i < end; i++)
    for (guint u = 0; u < w->units[i]->len; u++) {
      low = MIN(low, g_array_index(w->units[i], guint, u));
      high = MAX(high, g_array_index(w->units[i], guint, u));
    }
  for (guint u = low; low != G_MAXUINT && u <= high + LOOSE_UNITS && u < w->stream->units->len;
       u++) {
    const GdUnit *unit = unit_at(w, u);
    if (!unit->boxless || unit->furniture || is_claimed(w, u) || !has_values(unit) ||
        unit->tokens->len < n_values)
      continue;
    if (!is_foreign(w, u) && repeated_row(w, u) == G_MAXUINT)
      return TRUE;
  }
  return FALSE;
}

static void add_repeated(Work *w, guint i, guint page)
{
  const GdFormLine *line = item_at(w, i)->line;
  GdFinding *finding =
      gd_finding_new(GD_SEVERITY_WARNING, "row repeated", page,
                     "the numbers of a row are printed again, and are the same: %s",
                     line != NULL ? line->path : w->table->label);
  finding->table = g_strdup(w->table->id);
  finding->row = g_strdup(line != NULL ? line->id : NULL);
  g_ptr_array_add(w->out->findings, finding);
}

/* Step 3 for the tokens of one item of a text input. */
static void place_tokens(Work *w, guint i, const GPtrArray *tokens, const GdColumns *columns,
                         GdPlace *out)
{
  guint page = unit_at(w, first_unit(w, i))->page;
  g_autoptr(GdLooseRow) loose = gd_text_row_place(tokens, columns, page, out);
  if (loose == NULL && tokens->len > columns->ranges->len)
    add_repeated(w, i, page);
  if (loose == NULL)
    return;
  loose->first_place = w->out->places->len;
  loose->why = item_doubt(w, i, columns);
  g_ptr_array_add(w->out->loose, g_steal_pointer(&loose));
}

static void place_text_row(Work *w, guint i, const GdColumns *columns, GdPlace *out)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, w->units[i]);
  place_tokens(w, i, tokens, columns, out);
}

static guint count_kind(const GPtrArray *tokens, GdTokenKind kind)
{
  guint n = 0;
  for (guint t = 0; t < tokens->len; t++)
    n += ((const GdToken *)tokens->pdata[t])->kind == kind;
  return n;
}

/* A row of HTML that has fewer cells than its grid: with as many numbers as the block
 * has columns, it only lacks what fills it up; with fewer cells, it has lost some.
 * Otherwise an empty cell may be one of the form's, or fill up. FALSE if the row is no
 * such row. */
static gboolean place_short_row(Work *w, guint i, const GdColumns *columns, GdPlace *out)
{
  const GdUnit *unit = w->units[i]->len == 1 ? unit_at(w, first_unit(w, i)) : NULL;
  if (unit == NULL || !unit->is_short)
    return FALSE;
  g_autoptr(GPtrArray) tokens = gd_row_tokens(unit, label_token(w, i, unit), columns);
  guint n = columns->ranges->len;
  if (count_kind(tokens, GD_TOKEN_EMPTY) == 0 && tokens->len >= n)
    return FALSE;
  place_tokens(w, i, tokens, columns, out);
  for (guint c = 0; c < n && tokens->len >= n; c++)
    out[c].why = "the row has lost a cell";
  return TRUE;
}

/* The unit that the printed label says where the form's label says another. */
static const char *printed_unit(const GdColumnRange *range, const GdFormLeaf *leaf)
{
  const char *best = NULL;
  for (guint i = 0; leaf->unit != NULL && i < leaf->cell_units->len; i++) {
    const char *unit = leaf->cell_units->pdata[i];
    GdFolded folded = gd_folded(unit);
    if (gd_folded_contains(&range->label, &folded) && (best == NULL || strlen(unit) > strlen(best)))
      best = unit;
  }
  return g_strcmp0(best, leaf->unit) == 0 ? NULL : best;
}

/* The printed row of a block → the table's places. */
static void add_places(Work *w, guint i, const GdColumns *columns, const GdPlace *row)
{
  const GdItem *item = item_at(w, i);
  const GdForm *form = w->hit->plan->form;
  const GdFormBlock *block = w->table->blocks->pdata[item->block];
  gboolean across = gd_plan_is_across(w->hit->plan, block);
  const char *doubt = item_doubt(w, i, columns);
  for (guint c = 0; c < item->n_values; c++) {
    GdPlace place = row[c];
    guint form_row = across ? c / block->columns->len : item->row;
    guint form_column = across ? c % block->columns->len : c;
    place.leaf = gd_form_leaf(form, block, form_row, form_column);
    place.unit = printed_unit(gd_column(columns, c), place.leaf);
    if (place.cell != NULL && place.why == NULL)
      place.why = doubt;
    g_array_append_val(w->out->places, place);
  }
}

static void learn_text_row(const Work *w, guint i, GdColumns *columns)
{
  g_autoptr(GPtrArray) tokens = gd_text_row_tokens(w->stream, w->units[i]);
  if (tokens->len > 0 && tokens->len == columns->ranges->len)
    gd_text_columns_learn(columns, tokens);
}

static void place_block(Work *w, guint head)
{
  g_autoptr(GdColumns) columns = gd_columns_find(w->hit, head, w->stream);
  guint end = head + 1;
  while (end < n_items(w) && item_at(w, end)->block == item_at(w, head)->block)
    end++;
  for (guint i = head + 1; i < end; i++)
    for (guint u = 0; u < w->units[i]->len && is_active(w, i); u++) {
      if (is_boxless(w, i)) {
        learn_text_row(w, i, columns);
        break;
      }
      const GdUnit *unit = unit_at(w, g_array_index(w->units[i], guint, u));
      gd_columns_learn(columns, unit, label_token(w, i, unit));
    }
  w->shifted = has_row_of_nobody(w, head, end);
  for (guint i = head + 1; i < end; i++) {
    if (!is_active(w, i))
      continue;
    g_autofree GdPlace *row = g_new0(GdPlace, columns->ranges->len);
    if (is_boxless(w, i))
      place_text_row(w, i, columns, row);
    else if (!place_short_row(w, i, columns, row))
      place_row(w, i, columns, row);
    add_places(w, i, columns, row);
  }
}

/* The words of a text input that stand before a row of numbers. */
static void add_words_before(const Work *w, guint unit, GString *label)
{
  for (guint u = unit; unit_at(w, unit)->boxless && u-- > 0 && unit - u < GD_TEXT_RUN;) {
    const GdUnit *before = unit_at(w, u);
    if (!before->boxless || has_values(before) || is_claimed(w, u))
      return;
    g_string_prepend(label, gd_unit_token(before, 0)->text);
  }
}

/* Step 5. */
static void add_extra_row(Work *w, guint unit_index)
{
  const GdUnit *unit = unit_at(w, unit_index);
  if (unit->grid == NULL || !has_values(unit))
    return;
  guint again = repeated_row(w, unit_index);
  if (again != G_MAXUINT) {
    add_repeated(w, again, unit->page);
    return;
  }
  GdExtraRow *row = g_new0(GdExtraRow, 1);
  row->table = g_strdup(w->table->id);
  row->page = unit->page;
  row->cells = g_ptr_array_new_with_free_func(g_free);
  guint end = 0;
  while (gd_unit_token(unit, end)->kind != GD_TOKEN_VALUE)
    end++;
  GString *label = g_string_new(NULL);
  for (guint t = 0; t < unit->tokens->len; t++) {
    const char *text = gd_unit_token(unit, t)->text;
    if (t < end)
      g_string_append_printf(label, "%s%s", label->len && *text ? " " : "", text);
    else
      g_ptr_array_add(row->cells, g_strdup(text));
  }
  add_words_before(w, unit_index, label);
  row->label = g_string_free(label, FALSE);
  guint nearest = 0;
  for (guint i = 0; i < n_items(w); i++)
    if (item_at(w, i)->line != NULL && w->units[i]->len > 0 && first_unit(w, i) < unit_index &&
        first_unit(w, i) >= nearest) {
      nearest = first_unit(w, i);
      g_free(row->after);
      row->after = g_strdup(item_at(w, i)->line->id);
    }
  GdFinding *finding = gd_finding_new(GD_SEVERITY_WARNING, "unknown row", unit->page,
                                      "a row that the form does not know: %s", row->label);
  finding->table = g_strdup(w->table->id);
  g_ptr_array_add(w->out->findings, finding);
  g_ptr_array_add(w->out->extra_rows, row);
}

GdPlacement *gd_place(const GdHit *hit, const GdStream *stream)
{
  GdPlacement *out = g_new0(GdPlacement, 1);
  out->hit = hit;
  out->places = g_array_new(FALSE, TRUE, sizeof(GdPlace));
  out->extra_rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_extra_row_free);
  out->findings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  out->loose = g_ptr_array_new_with_free_func((GDestroyNotify)gd_loose_row_free);
  guint n = hit->plan->items->len;
  Work w = {hit,
            stream,
            hit->plan->form->tables->pdata[hit->plan->table],
            out,
            g_new0(GArray *, n),
            g_new0(gboolean, n),
            g_new0(double, n),
            FALSE};
  for (guint i = 0; i < n; i++)
    w.units[i] = g_array_copy(hit->matched->pdata[i]);
  choose_options(&w);
  for (guint i = 0; i < n; i++)
    measure(&w, i);
  g_autoptr(GArray) strangers = g_array_copy(hit->strangers);
  find_moved_rows(&w, strangers);
  for (guint i = 0; i < n; i++)
    if (item_at(&w, i)->kind == GD_ITEM_HEAD)
      place_block(&w, i);
  for (guint s = 0; s < strangers->len; s++)
    add_extra_row(&w, g_array_index(strangers, guint, s));
  gd_loose_settle(out);
  for (guint i = 0; i < n; i++)
    g_array_unref(w.units[i]);
  g_free(w.units);
  g_free(w.moved);
  g_free(w.distance);
  return out;
}

void gd_placement_free(GdPlacement *placement)
{
  if (placement == NULL)
    return;
  g_array_unref(placement->places);
  g_free(placement->options);
  g_ptr_array_unref(placement->extra_rows);
  g_ptr_array_unref(placement->findings);
  g_ptr_array_unref(placement->loose);
  g_free(placement);
}
