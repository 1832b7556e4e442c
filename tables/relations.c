/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations between the cells of one report, as the form states them.
 */
#include "tables/proof.h"

typedef const GdValue *(*ValueOf)(guint leaf, int year, gpointer data);

/* A value's number; blanks count as 0. FALSE if it has none. */
static gboolean operand(const GdValue *value, GdNumber *number, gboolean *blank)
{
  *blank = value->status == GD_STATUS_BLANK;
  *number = *blank ? gd_number(0) : value->number;
  return *blank || value->has_number;
}

/* A blank total whose parts are not all 0 says nothing. */
static gboolean is_blank_total(const GdEquation *equation, const GdRelationResult *result,
                               ValueOf value_of, gpointer data)
{
  guint left_terms = 0;
  const GdValue *total = NULL;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdValue *value = value_of(term->leaf, term->year, data);
    if (term->sign > 0 && value != NULL) {
      left_terms++;
      total = value;
    }
  }
  return left_terms == 1 && total->status == GD_STATUS_BLANK && !gd_number_is_zero(result->right);
}

GdRelationResult gd_equation_evaluate(const GdEquation *equation, ValueOf value_of, gpointer data)
{
  GdRelationResult result = {.outcome = GD_RELATION_OPEN};
  guint operands = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdValue *value = value_of(term->leaf, term->year, data);
    GdNumber number;
    gboolean blank;
    if (value == NULL)
      continue; /* a row of an option that is not printed */
    if (!operand(value, &number, &blank))
      return result;
    result.blanks |= blank;
    result.doubts |= value->status == GD_STATUS_DOUBTFUL;
    operands += !blank;
    GdNumber *side = term->sign > 0 ? &result.left : &result.right;
    if (!gd_number_add(*side, number, 1, side))
      return result;
  }
  result.any = operands > 0;
  GdNumber difference;
  if (is_blank_total(equation, &result, value_of, data) ||
      !gd_number_add(result.left, result.right, -1, &difference))
    return result;
  if (gd_number_is_negative(difference))
    difference.mantissa = -difference.mantissa;
  result.exact = gd_number_is_zero(difference);
  result.outcome = gd_number_compare(difference, equation->tolerance) <= 0 ? GD_RELATION_HOLDS
                                                                           : GD_RELATION_BROKEN;
  return result;
}

GdFinding *gd_equation_finding(const GdForm *form, const GdEquation *equation,
                               const GdRelationResult *result, ValueOf value_of, gpointer data)
{
  const GdFormTable *table = form->tables->pdata[equation->table];
  g_autofree char *left = gd_number_to_string(result->left);
  g_autofree char *right = gd_number_to_string(result->right);
  gboolean weak = result->blanks || result->doubts;
  GdSeverity severity = weak ? GD_SEVERITY_WARNING : equation->severity;
  GdFinding *finding =
      gd_finding_new(severity, "relation", 0, "%s, %s: printed %s, computed %s (%s)", table->label,
                     equation->line->path, left, right, equation->label);
  GString *cells = g_string_new(NULL);
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    const GdValue *value = value_of(term->leaf, term->year, data);
    if (value == NULL || term->year != 0)
      continue;
    g_string_append_printf(cells, "%s%s/%s/%s", cells->len ? " " : "", value->table, value->row,
                           value->column);
    if (finding->page == 0)
      finding->page = value->page;
  }
  finding->relation = g_strdup(equation->id);
  finding->table = g_strdup(table->id);
  *(equation->by_row ? &finding->row : &finding->column) = g_strdup(equation->line->id);
  finding->cells = g_string_free(cells, FALSE);
  finding->expected = g_strdup(right);
  finding->found = g_strdup(left);
  return finding;
}

static const GdValue *value_in_set(guint leaf, int year, gpointer data)
{
  const GdValueSet *set = data;
  return year == 0 ? set->by_leaf->pdata[leaf] : NULL;
}

/* As GdRelationTally, for each cell. */
typedef struct {
  guint8 *holds, *broken, *open, *near;
  guint8 *order; /* of those that hold, how many show the order of its row */
} Tally;

/* Whether a cell of the relation was read from a picture. */
static gboolean is_scanned(const GdValueSet *set, const GdEquation *equation)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (set->scanned[g_array_index(equation->terms, GdTerm, i).leaf])
      return TRUE;
  return FALSE;
}

/* Whether a cell of the relation has a number that may be another row's. */
static gboolean is_dealt(const GdValueSet *set, const GdEquation *equation)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (set->text[g_array_index(equation->terms, GdTerm, i).leaf].dealt)
      return TRUE;
  return FALSE;
}

static void count(guint8 *counts, guint leaf)
{
  counts[leaf] = (guint8)MIN(counts[leaf] + 1, G_MAXUINT8);
}

static void count_terms(const GdEquation *equation, guint8 *counts)
{
  for (guint i = 0; i < equation->terms->len; i++)
    count(counts, g_array_index(equation->terms, GdTerm, i).leaf);
}

/* How many terms of a relation stand in a printed row of a text. */
static guint terms_in_row(const GdValueSet *set, const GdEquation *equation, guint row)
{
  guint n = 0;
  for (guint i = 0; i < equation->terms->len; i++)
    n += set->text[g_array_index(equation->terms, GdTerm, i).leaf].row == row;
  return n;
}

/* A relation that holds shows the order of a row's numbers if it takes one of them only. */
static void count_order(const GdValueSet *set, const GdEquation *equation, guint8 *counts)
{
  for (guint i = 0; i < equation->terms->len; i++) {
    guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
    if (set->text[leaf].order && terms_in_row(set, equation, set->text[leaf].row) == 1)
      count(counts, leaf);
  }
}

void gd_value_doubt(GdValue *value, const char *why)
{
  if (value->status != GD_STATUS_OK && value->status != GD_STATUS_BLANK)
    return;
  value->status = GD_STATUS_DOUBTFUL;
  g_free(value->note);
  value->note = g_strdup(why);
}

/* In an inferred grid a broken relation may mean that a number stands in the
 * wrong cell: the cells that no other relation supports are in doubt, all of
 * them if each is supported. */
static void doubt_inferred(GdValueSet *set, const GdEquation *equation, const Tally *tally)
{
  for (int all = 0; all < 2; all++) {
    guint lowered = 0;
    for (guint i = 0; i < equation->terms->len; i++) {
      guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
      GdValue *value = set->by_leaf->pdata[leaf];
      if (value == NULL || set->place_sure[leaf] || (!all && tally->holds[leaf] > 0))
        continue;
      gd_value_doubt(value, "a relation through the cell does not hold, and its place is inferred");
      lowered++;
    }
    if (lowered > 0)
      return;
  }
}

/* Whether a relation stands within one printed row of a text. */
static gboolean is_within_row(const GdValueSet *set, const GdEquation *equation)
{
  guint row = set->text[g_array_index(equation->terms, GdTerm, 0).leaf].row;
  return row > 0 && terms_in_row(set, equation, row) == equation->terms->len;
}

/* Relations with other rows that break, from which on a row's numbers are rather in the wrong order
 * than one of them misprinted. */
#define DISORDER 2

/* Numbers of a text's row that stand on several lines are told by counting: if a relation of the
 * row breaks, or some with other rows do, none of them is where it is for certain. */
static void doubt_counted(GdValueSet *set, const GPtrArray *failed)
{
  g_autoptr(GHashTable) rows = g_hash_table_new(NULL, NULL); /* row → how many break */
  for (guint f = 0; f < failed->len; f++) {
    const GdEquation *equation = failed->pdata[f];
    gboolean within = is_within_row(set, equation);
    for (guint i = 0; i < equation->terms->len; i++) {
      guint leaf = g_array_index(equation->terms, GdTerm, i).leaf;
      gpointer row = GUINT_TO_POINTER(set->text[leaf].row);
      guint so_far = GPOINTER_TO_UINT(g_hash_table_lookup(rows, row));
      if (set->text[leaf].parted)
        g_hash_table_insert(rows, row, GUINT_TO_POINTER(within ? DISORDER : so_far + 1));
    }
  }
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++) {
    gpointer row = GUINT_TO_POINTER(set->text[leaf].row);
    if (set->text[leaf].parted && set->by_leaf->pdata[leaf] != NULL &&
        GPOINTER_TO_UINT(g_hash_table_lookup(rows, row)) >= DISORDER)
      gd_value_doubt(set->by_leaf->pdata[leaf],
                     "relations of its row do not hold, and its place is inferred");
  }
}

/* So many broken relations, and such a share of those that can be assessed, are
 * no misprint: the text layer says other digits than the page shows (a damaged
 * or scrambled ToUnicode map). Misprinted reports break up to a handful. */
#define INCREDIBLE_COUNT 6
#define INCREDIBLE_SHARE 0.3

void gd_relations_doubt_digits(GdDocument *document, guint n_broken, guint n_assessed)
{
  if (n_broken < INCREDIBLE_COUNT || n_broken < INCREDIBLE_SHARE * n_assessed)
    return;
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = document->values->pdata[i];
    if (value->has_number)
      gd_value_doubt(value,
                     "too many relations break for the digits of the text layer to be believed");
  }
  g_ptr_array_add(document->findings,
                  gd_finding_new(GD_SEVERITY_ERROR, "digits not believed", 0,
                                 "%u of %u relations do not hold: the digits of the text layer may "
                                 "not be those on the page",
                                 n_broken, n_assessed));
}

/* Opens (order = 0) the leaves of rows of which not every number is shown by a relation with other
 * rows: where two stand in each other's place, two relations must hold by chance, where one does
 * not, both may. */
static void settle_order(const GdValueSet *set, const Tally *tally)
{
  g_autoptr(GHashTable) open = g_hash_table_new(NULL, NULL); /* numbers of rows */
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++)
    if (set->text[leaf].order && (tally->order[leaf] == 0 || tally->broken[leaf] > 0))
      g_hash_table_add(open, GUINT_TO_POINTER(set->text[leaf].row));
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++)
    if (g_hash_table_contains(open, GUINT_TO_POINTER(set->text[leaf].row)))
      tally->order[leaf] = 0;
}

static void settle_value(GdValue *value, gboolean needs_sums, guint holds, guint broken)
{
  if (holds == 0 || broken > 0)
    return;
  if (value->has_number || value->status == GD_STATUS_BLANK)
    value->evidence |= GD_EVIDENCE_SUMS;
  if (needs_sums) {
    value->status = value->has_number ? GD_STATUS_OK : GD_STATUS_BLANK;
    value->confidence = 1;
    g_clear_pointer(&value->note, g_free);
  }
}

/* Marks for none among numbers of a text that had to be shown by sums, and were not, may stand in
 * each other's place. */
static void doubt_marks(GdValueSet *set)
{
  g_autoptr(GHashTable) rows = g_hash_table_new(NULL, NULL);
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++) {
    const GdValue *value = set->by_leaf->pdata[leaf];
    if (value != NULL && set->text[leaf].parted && set->text[leaf].sums &&
        value->status == GD_STATUS_DOUBTFUL)
      g_hash_table_add(rows, GUINT_TO_POINTER(set->text[leaf].row));
  }
  for (guint leaf = 0; leaf < set->form->leaves->len; leaf++) {
    GdValue *value = set->by_leaf->pdata[leaf];
    if (value != NULL && value->status == GD_STATUS_BLANK && set->text[leaf].parted &&
        g_hash_table_contains(rows, GUINT_TO_POINTER(set->text[leaf].row)))
      gd_value_doubt(value, "the order of the numbers is not certain, and no sum shows it");
  }
}

static void settle_scanned(const GdProof *proof, GdValueSet *set, guint leaf, GdRelationTally tally,
                           GdDocument *document)
{
  gd_proof_status(proof, set, leaf, tally);
  if (!gd_proof_asks(set, leaf))
    return;
  const GdValue *value = set->by_leaf->pdata[leaf];
  const GdFormLeaf *of = &g_array_index(set->form->leaves, GdFormLeaf, leaf);
  GdReadRequest look = {.page = value->page,
                        .box = value->box,
                        .content = GD_CONTENT_VALUE,
                        .effort = GD_EFFORT_CONFIRM,
                        .whole = of->type == GD_TYPE_COUNT};
  g_array_append_val(document->requests, look);
}

/* How grave it is that a relation over scanned cells does not hold, once their statuses are known:
 * as on a text layer if all its numbers are certain; a misreading may be behind it if not. */
static GdSeverity scanned_severity(const GdValueSet *set, const GdEquation *equation)
{
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdValue *value = set->by_leaf->pdata[g_array_index(equation->terms, GdTerm, i).leaf];
    if (value != NULL && value->status != GD_STATUS_OK)
      return MAX(equation->severity, GD_SEVERITY_WARNING);
  }
  return equation->severity;
}

void gd_relations_check(GdValueSet *set, GdDocument *document)
{
  const GdForm *form = set->form;
  g_autofree guint8 *holds = g_new0(guint8, form->leaves->len + 1);
  g_autofree guint8 *broken = g_new0(guint8, form->leaves->len + 1);
  g_autofree guint8 *open = g_new0(guint8, form->leaves->len + 1);
  g_autofree guint8 *near = g_new0(guint8, form->leaves->len + 1);
  g_autofree guint8 *order = g_new0(guint8, form->leaves->len + 1);
  Tally tally = {holds, broken, open, near, order};
  g_autoptr(GdProof) proof = gd_proof_settle(set, document);
  g_autoptr(GPtrArray) failed = g_ptr_array_new(); /* of GdEquation* */
  g_autoptr(GPtrArray) found = g_ptr_array_new();  /* of GdFinding*, theirs */
  guint assessed = 0, broken_strongly = 0;         /* without doubtful operands */
  for (guint e = 0; e < form->equations->len; e++) {
    const GdEquation *equation = form->equations->pdata[e];
    if (equation->across)
      continue;
    GdRelationResult result = gd_equation_evaluate(equation, value_in_set, set);
    if (is_dealt(set, equation))
      result.outcome = GD_RELATION_OPEN;
    if (result.outcome == GD_RELATION_OPEN)
      count_terms(equation, open);
    if (!result.any || result.outcome == GD_RELATION_OPEN)
      continue;
    gboolean scanned = is_scanned(set, equation);
    gboolean strong = !scanned && !result.doubts &&
                      (!gd_number_is_zero(result.left) || !gd_number_is_zero(result.right));
    assessed += strong;
    broken_strongly += strong && result.outcome == GD_RELATION_BROKEN;
    gboolean holding = result.outcome == GD_RELATION_HOLDS;
    count_terms(equation, !holding ? broken : result.exact ? holds : open);
    if (holding && !result.exact)
      count_terms(equation, near);
    if (holding && result.exact)
      count_order(set, equation, order);
    if (holding)
      continue;
    g_ptr_array_add(failed, (gpointer)equation);
    GdFinding *finding = gd_equation_finding(form, equation, &result, value_in_set, set);
    g_ptr_array_add(document->findings, finding);
    g_ptr_array_add(found, finding);
  }
  set->n_broken = broken_strongly;
  set->n_assessed = assessed;
  for (guint i = 0; i < failed->len; i++)
    doubt_inferred(set, failed->pdata[i], &tally);
  doubt_counted(set, failed);
  for (guint leaf = 0; leaf < form->leaves->len; leaf++)
    if (set->scanned[leaf] && set->by_leaf->pdata[leaf] != NULL)
      settle_scanned(proof, set, leaf,
                     (GdRelationTally){holds[leaf], broken[leaf], open[leaf], near[leaf]},
                     document);
  for (guint i = 0; i < failed->len; i++)
    if (is_scanned(set, failed->pdata[i]))
      ((GdFinding *)found->pdata[i])->severity = scanned_severity(set, failed->pdata[i]);
  settle_order(set, &tally);
  for (guint leaf = 0; leaf < form->leaves->len; leaf++)
    if (set->by_leaf->pdata[leaf] != NULL)
      settle_value(set->by_leaf->pdata[leaf], set->text[leaf].sums,
                   set->text[leaf].order ? order[leaf] : holds[leaf], broken[leaf]);
  doubt_marks(set);
}
