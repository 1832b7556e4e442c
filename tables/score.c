/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/score.h"

#include "tables/alignment.h"
#include "tables/score_scan.h"
#include "tables/text_runs.h"
#include "tables/units.h"

/* Score of a row: 1 for a flawless label, falling by this much for each tenth
 * of distance, so that a label at GD_LABEL_WORST is still worth something. */
#define SCORE_PER_DISTANCE 2.0
/* A group label beside the row label that fits, or that is another group's. */
#define GROUP_FITS 0.1
#define GROUP_DIFFERS (-0.25)
/* A unit with as many cells as the value row has columns; with at least half. */
#define UNLABELLED_FULL 0.9
#define UNLABELLED_PART 0.6
/* Cells that hold numbers of two rows: so much less that lines of text, without rulings, fit
 * better (recognise.c). */
#define UNLABELLED_CROWDED 0.3
/* In a text input rows of numbers are told apart by their count alone: another count
 * makes no hit without a head. */
#define UNLABELLED_TEXT 0.4
/* A token that is part of a label of the head: heads are cut by lines of text. */
#define PIECE_OF_HEAD 0.3
/* A line of text that holds nothing but a label this near to a row's is that row
 * even without numbers: all its cells are blank. */
#define BLANK_ROW_DISTANCE 0.15
#define BLANK_ROW 0.8
/* Numbers that a row may have besides its own (remarks, a number printed twice). */
#define MORE_VALUES 2
/* Of how many numbers of columns one may be another character: a 7 is read as a stroke, an 8 as a
 * Chinese character. */
#define NUMBERS_TO_ONE_MARK 6
/* And of how many one may be a longer number. */
#define NUMBERS_TO_ONE_JOINED 8
/* Costs of passing over units. */
#define PASS_FURNITURE (-0.005)
#define PASS_PROSE (-0.1)
#define PASS_PIECE (-0.02)
#define PASS_WORD (-0.03) /* of a text input */
#define PASS_LINE (-0.08)
#define PASS_LABELS (-0.3)
#define PASS_NUMBERS (-0.7)
/* Costs of items that are not printed. A head may be cut away, one option of an
 * alternative always is. */
#define MISSING_ROW (-0.5)
#define MISSING_HEAD (-0.1)
#define MISSING_OPTION (-0.01)

guint gd_unit_label_end(const GdUnit *unit)
{
  guint i = 0;
  while (i < unit->tokens->len &&
         (gd_unit_token(unit, i)->kind != GD_TOKEN_VALUE || gd_unit_token(unit, i)->label != NULL))
    i++;
  return i;
}

static const GdLabelMatcher *label_of(const GdItem *item, guint i)
{
  return item->labels->pdata[i];
}

double gd_row_distance(const GdItem *item, const GdUnit *unit, guint *token)
{
  double best = 1;
  const GdToken *before = NULL;
  guint end = gd_unit_label_end(unit);
  for (guint i = 0; i < end; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    if (t->label == NULL)
      continue;
    gboolean words = t->kind == GD_TOKEN_LABEL;
    double d = gd_label_match(label_of(item, 0), t->label, GD_LABEL_WORST);
    if (before != NULL && d > 0 && words) { /* one label cut by a line between cells */
      GdLabelText joined = gd_label_text_join(before->label, t->label);
      d = fmin(d, gd_label_match(label_of(item, 0), &joined, GD_LABEL_WORST));
    }
    if (d < best || (d == best && words)) {
      best = d;
      if (token != NULL)
        *token = i;
    }
    before = words ? t : before;
  }
  return best;
}

/* What the group labels of a unit say for the row: the sum over its other
 * label tokens. */
static double score_groups(const GdItem *item, const GdUnit *unit, guint row_token)
{
  double score = 0;
  for (guint i = 0; i < row_token; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    if (t->label == NULL || t->label->full.text.length < 2)
      continue; /* one character of a label printed downwards */
    double best = 1;
    for (guint g = 1; g < item->labels->len; g++)
      best = fmin(best, gd_label_match(label_of(item, g), t->label, GD_LABEL_WORST));
    gboolean piece = FALSE;
    for (guint g = 1; g < item->labels->len && !piece; g++)
      piece =
          gd_label_is_piece(t->label, &g_array_index(label_of(item, g)->variants, GdLabelText, 0));
    score += best < 1 ? GROUP_FITS * (1 - best) : piece ? 0 : GROUP_DIFFERS;
  }
  return score;
}

/* What stands between lines on a scan behind the row's label or behind its unit is in a cell for
 * values, whatever it was read as: the only one of its row, where the form has one column. */
static gboolean is_worn_cell(const GdItem *item, const GdUnit *unit, guint i)
{
  return unit->grid->scanned && i > 0 &&
         (gd_token_is_unread(gd_unit_token(unit, i)) ||
          (item->unit != NULL &&
           gd_unit_said(item->unit, gd_unit_token(unit, i - 1)->text) != NULL));
}

/* A row has at least one cell for values behind its label. */
static gboolean has_cells(const GdItem *item, const GdUnit *unit)
{
  for (guint i = 0; i < unit->tokens->len; i++)
    if (gd_unit_token(unit, i)->kind != GD_TOKEN_LABEL || is_worn_cell(item, unit, i))
      return TRUE;
  return FALSE;
}

/* The item's label stands in the unit more than once: below each column, it is one of the head's.
 */
static gboolean repeats_label(const GdItem *item, const GdUnit *unit)
{
  guint found = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    found += t->kind == GD_TOKEN_LABEL && t->label != NULL &&
             gd_label_match(label_of(item, 0), t->label, GD_LABEL_WORST) < 1;
  }
  return found > 1;
}

/* Where the form prints a block across, its row labels stand in the head: one of
 * them begins a row of its own only beside numbers, as many as such a row has. */
static gboolean may_be_down(const GdItem *item, GdUnit *const *units, guint n)
{
  guint values = 0;
  for (guint u = 0; u < n && item->needs_values; u++)
    if (!units[u]->boxless && repeats_label(item, units[u]))
      return FALSE;
  for (guint u = 0; u < n; u++)
    for (guint i = 0; i < units[u]->tokens->len; i++)
      values += gd_unit_token(units[u], i)->kind == GD_TOKEN_VALUE;
  return !item->needs_values || (values > 0 && values <= item->n_values + MORE_VALUES);
}

/* The row's unit stands in the line, where the form has a column of units: what else stands
 * there is a row by itself even without numbers. */
static gboolean has_unit(const GdItem *item, const GdUnit *unit)
{
  for (guint t = 0; item->unit != NULL && t < unit->tokens->len; t++)
    if (gd_unit_token(unit, t)->kind == GD_TOKEN_LABEL &&
        gd_unit_said(item->unit, gd_unit_token(unit, t)->text) != NULL)
      return TRUE;
  return FALSE;
}

/* Nothing stands behind the label but the row's unit. */
static gboolean is_last(const GdItem *item, const GdUnit *unit, guint label)
{
  guint behind = unit->tokens->len - label - 1;
  return behind == 0 || (behind == 1 && item->unit != NULL &&
                         gd_unit_said(item->unit, gd_unit_token(unit, label + 1)->text) != NULL);
}

static double score_row(const GdItem *item, GdUnit *unit)
{
  guint token = 0;
  gboolean cells = has_cells(item, unit);
  if ((!cells && !gd_grid_is_lines(unit->grid)) || !may_be_down(item, &unit, 1))
    return GD_SCORE_NEVER;
  double d = gd_row_distance(item, unit, &token);
  gboolean with_unit = !cells && has_unit(item, unit);
  if (d >= 1 && unit->grid->scanned)
    return gd_score_worn_row(item, unit);
  if (d >= 1 || (!cells && d > BLANK_ROW_DISTANCE && !with_unit))
    return GD_SCORE_NEVER;
  if (!cells) {
    gboolean alone =
        is_last(item, unit, token) && (with_unit || score_groups(item, unit, token) >= 0);
    return alone ? BLANK_ROW - SCORE_PER_DISTANCE * d : GD_SCORE_NEVER;
  }
  return GD_SCORE_ROW - SCORE_PER_DISTANCE * d + score_groups(item, unit, token);
}

/* A character that is no digit. */
static gboolean is_single_mark(const GdToken *token)
{
  return token->kind != GD_TOKEN_EMPTY && g_utf8_strlen(token->text, -1) == 1 &&
         !g_ascii_isdigit(token->text[0]);
}

/* Whole digits, those of the number among them: strokes beside it were read too (232 for 2). */
static gboolean holds_number(const GdToken *token, const char *number)
{
  return token->kind == GD_TOKEN_VALUE && strstr(token->text, number) != NULL &&
         strspn(token->text, "0123456789") == strlen(token->text);
}

gboolean gd_unit_numbers_columns(const GdUnit *unit)
{
  if (unit->scanned && gd_unit_numbers_columns_worn(unit))
    return TRUE;
  guint n = 0, others = 0, joined = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *token = gd_unit_token(unit, i);
    if (token->kind == GD_TOKEN_LABEL && n == 0)
      continue;
    n++;
    char number[16];
    g_snprintf(number, sizeof number, "%u", n);
    const gboolean fits = token->kind == GD_TOKEN_VALUE && g_str_equal(token->text, number);
    const gboolean mark = is_single_mark(token);
    if (!fits && !mark && !holds_number(token, number))
      return FALSE;
    others += !fits;
    joined += !fits && !mark;
  }
  return n >= GD_FEWEST_COLUMN_NUMBERS && others * NUMBERS_TO_ONE_MARK <= n &&
         joined * NUMBERS_TO_ONE_JOINED <= n;
}

gboolean gd_unit_begins_with_column_numbers(const GdUnit *unit, guint n)
{
  if (!unit->boxless || n < GD_FEWEST_COLUMN_NUMBERS || unit->tokens->len <= n)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    char number[16];
    g_snprintf(number, sizeof number, "%u", i + 1);
    const GdToken *token = gd_unit_token(unit, i);
    if (token->kind != GD_TOKEN_VALUE || !g_str_equal(token->text, number))
      return FALSE;
  }
  return TRUE;
}

/* A title has no numbers; marks for none may stand in its cells. */
static double score_title(const GdItem *item, const GdUnit *unit)
{
  if (unit->digits)
    return GD_SCORE_NEVER;
  guint token = 0;
  double d = gd_row_distance(item, unit, &token);
  return d >= 1 ? GD_SCORE_NEVER : GD_SCORE_TITLE * (1 - SCORE_PER_DISTANCE * d);
}

static gboolean is_head_piece(const GdItem *item, const GdLabelText *text)
{
  for (guint l = 0; l < item->labels->len; l++)
    if (gd_folded_contains(&g_array_index(label_of(item, l)->variants, GdLabelText, 0).full.text,
                           &text->full.text))
      return TRUE;
  return FALSE;
}

static double score_head(const GdItem *item, const GdUnit *unit)
{
  double sum = 0;
  guint n = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    if (t->label == NULL && t->kind == GD_TOKEN_VALUE) {
      n++;
      sum -= 1;
    }
    if (t->label == NULL)
      continue;
    double best = 1, worst = unit->grid->scanned ? GD_WORN_WORST : GD_LABEL_WORST;
    for (guint l = 0; l < item->labels->len && best > 0; l++)
      best = fmin(best, gd_label_match(label_of(item, l), t->label, fmin(best, worst)));
    if (best > GD_LABEL_WORST && unit->grid->scanned)
      sum += gd_score_worn_head(best);
    else if (best >= 1 && is_head_piece(item, t->label))
      sum += PIECE_OF_HEAD;
    else
      sum += 1 - SCORE_PER_DISTANCE * fmin(best, 1);
    n++;
  }
  double mean = n == 0 ? 0 : sum / n;
  return mean <= 0 ? GD_SCORE_NEVER : GD_SCORE_HEAD * mean;
}

/* Each cell begins with the number of its column and goes on: where no ruling parts the row
 * that numbers the columns from the numbers below it. */
static gboolean holds_two_rows(const GdUnit *unit)
{
  guint n = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *token = gd_unit_token(unit, i);
    char number[16];
    g_snprintf(number, sizeof number, "%u", ++n);
    if (token->kind != GD_TOKEN_VALUE || token->cell == NULL || !token->cell->crowded ||
        token->cell->n_lines < 2 || !g_str_has_prefix(token->text, number))
      return FALSE;
  }
  return n >= GD_FEWEST_COLUMN_NUMBERS;
}

static double score_unlabelled(const GdItem *item, const GdUnit *unit)
{
  guint values = 0, empty = 0, labels = 0;
  for (guint i = 0; i < unit->tokens->len; i++) {
    GdTokenKind kind = gd_unit_token(unit, i)->kind;
    values += kind == GD_TOKEN_VALUE;
    empty += kind == GD_TOKEN_EMPTY;
    labels += kind == GD_TOKEN_LABEL;
  }
  if (item->column_numbers && gd_unit_begins_with_column_numbers(unit, item->n_values))
    values -= item->n_values;
  if (unit->boxless) /* an empty field may be anything there */
    return labels > 0 || 2 * values < item->n_values ? GD_SCORE_NEVER
           : values == item->n_values                ? UNLABELLED_FULL * GD_SCORE_ROW
                                                     : UNLABELLED_TEXT * GD_SCORE_ROW;
  if (item->column_numbers && gd_unit_numbers_columns(unit))
    return GD_SCORE_NEVER;
  if (item->column_numbers && holds_two_rows(unit))
    return UNLABELLED_CROWDED * GD_SCORE_ROW;
  if (labels > 0 && unit->grid->scanned)
    return gd_score_worn_values(item, unit);
  if (labels > 1 && !gd_grid_is_lines(unit->grid)) /* words in cells for numbers */
    return gd_score_worn_values(item, unit);
  if (labels > 1 || values + empty == 0)
    return GD_SCORE_NEVER;
  if (values + empty == item->n_values)
    return UNLABELLED_FULL * GD_SCORE_ROW;
  if (2 * (values + empty) >= item->n_values && values > 0)
    return UNLABELLED_PART * GD_SCORE_ROW;
  return GD_SCORE_NEVER;
}

double gd_score_unit(const GdItem *item, const GdUnit *unit)
{
  gboolean of_runs = item->kind == GD_ITEM_ROW || item->kind == GD_ITEM_TITLE;
  if (unit->grid == NULL || (unit->boxless && of_runs))
    return GD_SCORE_NEVER; /* values stand in grids; rows of text are runs (text_runs.h) */
  switch (item->kind) {
  case GD_ITEM_HEAD:
    return score_head(item, unit);
  case GD_ITEM_ROW:
    return score_row(item, (GdUnit *)unit);
  case GD_ITEM_TITLE:
    return score_title(item, unit);
  default:
    return score_unlabelled(item, unit);
  }
}

/* The label that starts with a token of units[from], with the pieces below it in
 * the further units. */
static double stack_distance(const GdItem *item, GdUnit *const *units, guint n, guint from,
                             const GdToken *start)
{
  GdLabelText joined = *start->label;
  GdBox box = start->box;
  double best = gd_label_match(label_of(item, 0), &joined, GD_LABEL_WORST);
  for (guint u = from + 1; u < n; u++) {
    guint end = gd_unit_label_end(units[u]);
    for (guint t = 0; t < end; t++) {
      const GdToken *token = gd_unit_token(units[u], t);
      double shared = gd_overlap(box.x0, box.x1, token->box.x0, token->box.x1);
      if (token->label == NULL || shared < 0.5 * fmin(gd_box_width(box), gd_box_width(token->box)))
        continue;
      joined = gd_label_text_join(&joined, token->label);
      best = fmin(best, gd_label_match(label_of(item, 0), &joined, GD_LABEL_WORST));
      break;
    }
  }
  return best;
}

double gd_run_distance(const GdItem *item, GdUnit *const *units, guint n)
{
  double best = 1;
  GdLabelText words;
  guint n_words = gd_units_label(units, n, &words);
  if (n_words > 0)
    return gd_text_label_distance(item, &words, n_words);
  for (guint u = 0; u < n; u++) {
    best = fmin(best, gd_row_distance(item, units[u], NULL));
    if (n == 1 || best == 0)
      break;
    guint end = gd_unit_label_end(units[u]);
    for (guint t = 0; t < end; t++)
      if (gd_unit_token(units[u], t)->label != NULL)
        best = fmin(best, stack_distance(item, units, n, u, gd_unit_token(units[u], t)));
  }
  return best;
}

double gd_score_run(const GdItem *item, GdUnit *const *units, guint n)
{
  gboolean cells = FALSE, digits = FALSE;
  for (guint u = 0; u < n; u++) {
    cells |= has_cells(item, units[u]);
    digits |= units[u]->digits;
  }
  if (item->kind == GD_ITEM_TITLE) {
    double t = digits ? 1 : gd_run_distance(item, units, n);
    return t >= 1 ? GD_SCORE_NEVER : GD_SCORE_TITLE * (1 - SCORE_PER_DISTANCE * t);
  }
  gboolean unit = FALSE;
  for (guint u = 0; u < n && !cells; u++)
    unit |= has_unit(item, units[u]);
  if (item->kind != GD_ITEM_ROW || (!cells && !unit) || !may_be_down(item, units, n))
    return GD_SCORE_NEVER;
  double d = gd_run_distance(item, units, n);
  return d >= 1 ? GD_SCORE_NEVER : (cells ? GD_SCORE_ROW : BLANK_ROW) - SCORE_PER_DISTANCE * d;
}

/* The label of a stranger is one of the table's own, or a piece of one. */
static gboolean is_own_label(const GdPlan *plan, const GdLabelText *text)
{
  for (guint i = 0; i < plan->matchers->len; i++) {
    const GdLabelMatcher *matcher = plan->matchers->pdata[i];
    if (gd_label_is_piece(text, &g_array_index(matcher->variants, GdLabelText, 0)) ||
        gd_label_match(matcher, text, GD_LABEL_WORST) < 1)
      return TRUE;
  }
  return FALSE;
}

double gd_score_stranger(const GdPlan *plan, const GdUnit *unit)
{
  if (unit->furniture)
    return PASS_FURNITURE;
  if (unit->grid == NULL)
    return PASS_PROSE;
  if (plan->has_column_numbers && gd_unit_numbers_columns(unit))
    return PASS_PIECE;
  gboolean numbers = FALSE, labels = FALSE, own = TRUE;
  for (guint i = 0; i < unit->tokens->len; i++) {
    const GdToken *t = gd_unit_token(unit, i);
    numbers |= t->kind == GD_TOKEN_VALUE && (!plan->has_titles || unit->digits);
    if (t->label == NULL)
      continue;
    labels = TRUE;
    own = own && (t->label->full.text.length < 2 || is_own_label(plan, t->label));
  }
  if (numbers)
    return PASS_NUMBERS;
  if (!labels || own)
    return PASS_PIECE;
  if (unit->boxless)
    return PASS_WORD;
  return gd_grid_is_lines(unit->grid) ? PASS_LINE : PASS_LABELS;
}

double gd_score_missing(const GdItem *item)
{
  if (item->kind == GD_ITEM_HEAD || item->kind == GD_ITEM_TITLE)
    return MISSING_HEAD;
  if (item->line != NULL && item->line->alternative != GD_NO_ALTERNATIVE)
    return MISSING_OPTION;
  return MISSING_ROW;
}
