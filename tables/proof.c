/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For each part of the tables that relations join:
 *
 * 1. The likeliest answer (localise.h). If there is none, nothing is settled.
 * 2. Numbers that it changes are put in where the rule allows it, and taken back until every
 *    relation through each of them holds.
 * 3. What stands there now, and what the answer wants, is proved if nothing rivals it. A lost cell
 *    that must be 0 counts as one for the others.
 * 4. Once more without the relations through cells whose place is in doubt. A row whose label could
 *    not be read may be another one, and then it is that as a whole: its columns say nothing of the
 *    other rows, whatever they add up to. So what the others prove without these columns is proved.
 *    Only for cells that readers are sure of and that the likeliest answer leaves as they are;
 *    nothing is changed then.
 */
#include "tables/proof.h"

#include <math.h>
#include <string.h>

#include "tables/choices.h"
#include "tables/localise.h"
#include "tables/proof_puzzle.h"

/* Ten to the power of GD_POINT_PLACES. */
#define LARGEST_SHIFT 1000

/* One part while it is settled. Indices are those of the part's cells. */
typedef struct {
  GdValueSet *set;
  GdProof *proof;
  const GdProofPart *part;
  GdLocaliser *localiser;
  GdPuzzleResult *stands; /* what the table holds */
  gboolean *changed;      /* taken from the answer */
  gboolean doubt;         /* relations through cells in doubt are among the part's */
} Work;

void gd_proof_free(GdProof *proof)
{
  if (proof == NULL)
    return;
  g_free(proof->proved);
  g_free(proof->answered);
  g_free(proof->misprint);
  g_free(proof->loose);
  g_free(proof->open);
  g_free(proof);
}

static guint leaf_of(const Work *w, guint cell)
{
  return g_array_index(w->part->leaves, guint, cell);
}

static GdTrust trust_of(const Work *w, guint cell)
{
  return w->set->trust[leaf_of(w, cell)];
}

static GdValue *value_of(const Work *w, guint cell)
{
  return g_ptr_array_index(w->set->by_leaf, leaf_of(w, cell));
}

static guint count_cells(const Work *w)
{
  return w->part->leaves->len;
}

/* How an equation of the part stands. */
static GdRelationOutcome outcome_of(const Work *w, const GdPuzzleEquation *equation)
{
  gint64 sum = 0;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
    if (!w->stands[term->cell].known)
      return GD_RELATION_OPEN;
    sum += term->sign * w->stands[term->cell].number;
  }
  if (ABS(sum) <= equation->tolerance) /* within its tolerance only it proves no digit */
    return sum == 0 ? GD_RELATION_HOLDS : GD_RELATION_OPEN;
  gboolean silent = equation->total != G_MAXUINT && w->stands[equation->total].blank;
  return silent ? GD_RELATION_OPEN : GD_RELATION_BROKEN;
}

static gboolean is_through(const GdPuzzleEquation *equation, guint cell)
{
  for (guint i = 0; i < equation->terms->len; i++)
    if (g_array_index(equation->terms, GdPuzzleTerm, i).cell == cell)
      return TRUE;
  return FALSE;
}

static GdRelationTally tally_of(const Work *w, guint cell)
{
  GdRelationTally tally = {0};
  for (guint e = 0; e < w->part->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(w->part->puzzle, e);
    if (!is_through(equation, cell))
      continue;
    GdRelationOutcome outcome = outcome_of(w, equation);
    tally.holds += outcome == GD_RELATION_HOLDS;
    tally.broken += outcome == GD_RELATION_BROKEN;
    tally.open += outcome == GD_RELATION_OPEN;
  }
  return tally;
}

/* Whether a reader made anything like the number of the ink. Where none did, the ink may be that of
 * a seal across a cell left empty. */
static gboolean has_trace(const Work *w, guint cell, gint64 number)
{
  const guint leaf = leaf_of(w, cell);
  const GPtrArray *readings = w->set->readings[leaf];
  const GdFormLeaf *of = &g_array_index(w->set->form->leaves, GdFormLeaf, leaf);
  g_autofree char *wanted = gd_number_to_string(gd_proof_number(w->part, of, number));
  return readings != NULL && gd_choices_have_like(readings, wanted);
}

/* Whether the rule allows to put the answer's number into the cell. */
static gboolean may_change(Work *w, guint cell)
{
  const GdPuzzleResult *result = gd_localiser_result(w->localiser, cell);
  if (!result->known || result->number == 0) /* to sums a mark for none is as good as 0 */
    return FALSE;
  gboolean read = result->choice != GD_FREE_CHOICE;
  gboolean other = trust_of(w, cell) == GD_TRUST_READ && read && result->choice != 0;
  gboolean lost =
      trust_of(w, cell) == GD_TRUST_LOST && (read || has_trace(w, cell, result->number));
  return (other || lost) && gd_localiser_is_proved(w->localiser, cell);
}

/* What is shown in a cell; a mark that readers are not sure of is no number, as for relations. */
static GdPuzzleResult shown_in(const Work *w, guint cell)
{
  const GdPuzzleCell *c = gd_puzzle_cell(w->part->puzzle, cell);
  GdTrust trust = trust_of(w, cell);
  if (c->n_choices == 0 || trust == GD_TRUST_LOST ||
      (!gd_trust_is_sure(trust) && trust != GD_TRUST_TEXT && c->choices[0].blank))
    return (GdPuzzleResult){.choice = GD_FREE_CHOICE};
  return (GdPuzzleResult){TRUE, c->choices[0].blank, c->choices[0].number, 0};
}

/* What nobody could read, and the relations prove to be a 0 or no number at all, which are one to
 * them: it stays in doubt itself, without a number that it cannot be, and supports others. */
static void put_zeros(Work *w)
{
  for (guint c = 0; c < count_cells(w); c++) {
    const GdPuzzleResult *result = gd_localiser_result(w->localiser, c);
    if (!w->stands[c].known && trust_of(w, c) == GD_TRUST_LOST && result->known &&
        result->number == 0 && gd_localiser_is_proved(w->localiser, c)) {
      w->stands[c] = (GdPuzzleResult){TRUE, TRUE, 0, result->choice};
      value_of(w, c)->has_number = FALSE;
    }
  }
}

/* Step 2. */
static void put_changes(Work *w)
{
  for (guint c = 0; c < count_cells(w); c++) {
    w->changed[c] = may_change(w, c);
    w->stands[c] = w->changed[c] ? *gd_localiser_result(w->localiser, c) : shown_in(w, c);
  }
  for (gboolean again = TRUE; again;) {
    again = FALSE;
    for (guint c = 0; c < count_cells(w); c++) {
      GdRelationTally tally = w->changed[c] ? tally_of(w, c) : (GdRelationTally){.holds = 1};
      if (tally.holds > 0 && tally.broken == 0 && tally.open == 0)
        continue;
      w->changed[c] = FALSE;
      w->stands[c] = shown_in(w, c);
      again = TRUE;
    }
  }
}

static void write_change(Work *w, guint cell)
{
  GdValue *value = value_of(w, cell);
  guint leaf = leaf_of(w, cell);
  GdNumber number = gd_proof_number(w->part, &g_array_index(w->set->form->leaves, GdFormLeaf, leaf),
                                    w->stands[cell].number);
  gboolean repaired = w->stands[cell].choice != GD_FREE_CHOICE;
  g_autofree char *text = gd_number_to_string(number);
  value->status = repaired ? GD_STATUS_REPAIRED : GD_STATUS_INFERRED;
  value->has_number = TRUE;
  value->number = number;
  value->evidence = GD_EVIDENCE_SUMS;
  value->confidence = 1 - exp(-GD_PROOF_MARGIN);
  g_free(value->note);
  value->note = repaired
                    ? g_strdup_printf("of the readings only %s satisfies the relations", text)
                    : g_strdup("the ink could not be read; the relations leave only this number");
  w->proof->proved[leaf] = TRUE;
}

/* Whether the numbers of a relation show where they stand: all are there, none is a blank, and
 * they are not all 0. */
static gboolean shows_place(const Work *w, const GdPuzzleEquation *equation)
{
  gint64 sum = 0;
  gboolean any = FALSE;
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
    const GdPuzzleResult *stands = &w->stands[term->cell];
    if (!stands->known || stands->blank)
      return FALSE;
    sum += term->sign * stands->number;
    any |= stands->number != 0;
  }
  return sum == 0 && any;
}

/* A place without rulings is proved by two relations at least, its row's and its column's, and by
 * all that run through it. */
static gboolean is_placed(const Work *w, guint cell)
{
  guint shown = 0;
  for (guint e = 0; e < w->part->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(w->part->puzzle, e);
    if (!is_through(equation, cell))
      continue;
    if (!shows_place(w, equation))
      return FALSE;
    shown++;
  }
  return shown >= 2;
}

/* Step 3, of a cell whose reading stays. A relation through it may be broken, as long as the only
 * likely answers mend it by another cell, and a relation that holds supports this one. */
/* Whether a relation through the cell holds that says more than that two numbers are alike. The
 * only number of a row and its total are printed with the same digits, and what the scan did to the
 * one it did to the other: 34 and 34 become 31 and 31, surely. */
static gboolean holds_by_more(const Work *w, guint cell)
{
  for (guint e = 0; e < w->part->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(w->part->puzzle, e);
    if (!is_through(equation, cell) || outcome_of(w, equation) != GD_RELATION_HOLDS)
      continue;
    guint n = 0;
    for (guint i = 0; i < equation->terms->len; i++)
      n += w->stands[g_array_index(equation->terms, GdPuzzleTerm, i).cell].number != 0;
    if (n > 2)
      return TRUE;
  }
  return FALSE;
}

/* Whether what holds is enough: while other relations through the cell are broken or say nothing,
 * it takes one that does not just repeat the number. */
static gboolean is_supported(const Work *w, guint cell, GdRelationTally tally)
{
  if (tally.holds == 0)
    return FALSE;
  const gboolean all = tally.broken == 0 && tally.open == 0 && w->doubt;
  return all || w->stands[cell].number == 0 || holds_by_more(w, cell);
}

static void prove(Work *w, guint cell)
{
  GdTrust trust = trust_of(w, cell);
  const GdPuzzleResult *stands = &w->stands[cell];
  gboolean open = trust == GD_TRUST_OPEN, settled = stands->known && stands->number != 0;
  if (open ? !is_placed(w, cell) : !gd_trust_is_sure(trust) && (trust != GD_TRUST_READ || !settled))
    return;
  if (gd_localiser_result(w->localiser, cell)->choice != 0)
    return;
  GdRelationTally tally = tally_of(w, cell);
  w->proof->proved[leaf_of(w, cell)] = is_supported(w, cell, tally) &&
                                       (!open || tally.broken == 0) &&
                                       gd_localiser_is_proved(w->localiser, cell);
}

/* Names a cell that the likeliest answer changes, and that stays as it is. */
static void add_suspect(Work *w, guint cell, GdDocument *document)
{
  const GdPuzzleResult *result = gd_localiser_result(w->localiser, cell);
  GdTrust trust = trust_of(w, cell);
  if (!w->stands[cell].known || !result->known || result->choice == 0 ||
      result->number == w->stands[cell].number)
    return;
  gboolean sure = trust == GD_TRUST_CONFIRMED || trust == GD_TRUST_TEXT;
  GdValue *value = value_of(w, cell);
  const GdFormLeaf *leaf = &g_array_index(w->set->form->leaves, GdFormLeaf, leaf_of(w, cell));
  gint64 difference = w->stands[cell].number - result->number;
  g_autofree char *found =
      gd_number_to_string(gd_proof_number(w->part, leaf, w->stands[cell].number));
  g_autofree char *wanted = gd_number_to_string(gd_proof_number(w->part, leaf, result->number));
  g_autofree char *by = gd_number_to_string(gd_proof_number(w->part, leaf, difference));
  GdFinding *finding =
      sure ? gd_finding_new(GD_SEVERITY_WARNING, "printed totals do not agree", value->page,
                            "%s, %s, %s: printed %s, the sums would hold with %s (difference %s)",
                            value->table_label, value->row_label, value->column_label, found,
                            wanted, by)
           : gd_finding_new(GD_SEVERITY_WARNING, "cell suspected", value->page,
                            "%s, %s, %s: read %s, the sums would hold with %s (difference %s)",
                            value->table_label, value->row_label, value->column_label, found,
                            wanted, by);
  finding->table = g_strdup(value->table);
  finding->row = g_strdup(value->row);
  finding->column = g_strdup(value->column);
  finding->cells = g_strdup_printf("%s/%s/%s", value->table, value->row, value->column);
  finding->expected = g_steal_pointer(&wanted);
  finding->found = g_steal_pointer(&found);
  g_ptr_array_add(document->findings, finding);
}

/* Of a text that is no number, the likeliest reading that is one. */
static void show_best(Work *w, guint cell)
{
  const GdPuzzleCell *c = gd_puzzle_cell(w->part->puzzle, cell);
  if (trust_of(w, cell) != GD_TRUST_LOST || c->n_choices == 0)
    return;
  GdValue *value = value_of(w, cell);
  const GdFormLeaf *leaf = &g_array_index(w->set->form->leaves, GdFormLeaf, leaf_of(w, cell));
  value->has_number = !c->choices[0].blank;
  if (value->has_number)
    value->number = gd_proof_number(w->part, leaf, c->choices[0].number);
}

/* Whether the answer wants another number in a cell than stands there. */
static gboolean is_suspect(const Work *w, guint cell)
{
  const GdPuzzleResult *result = gd_localiser_result(w->localiser, cell);
  const GdPuzzleResult *stands = &w->stands[cell];
  return !stands->known || !result->known || result->number != stands->number;
}

/* Whether two numbers have the same digits with the point elsewhere, within a tolerance. Products
 * of larger numbers would not fit; no report prints such. */
static gboolean is_shifted(gint64 a, gint64 b, gint64 tolerance)
{
  const gint64 most = G_MAXINT64 / 4 / LARGEST_SHIFT;
  gint64 factor = 1;
  if (MAX(MAX(ABS(a), ABS(b)), tolerance) > most)
    return FALSE;
  for (guint i = 0; i < GD_POINT_PLACES && MIN(ABS(a), ABS(b)) > tolerance; i++) {
    factor *= 10;
    if (ABS(a - b * factor) <= tolerance * factor || ABS(a * factor - b) <= tolerance * factor)
      return TRUE;
  }
  return FALSE;
}

/* Whether a broken equation would hold if one of its numbers had the point elsewhere: readers may
 * have lost it, or have taken a speck for one. */
static gboolean may_lack_point(const Work *w)
{
  for (guint e = 0; e < w->part->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(w->part->puzzle, e);
    gint64 sum = 0;
    for (guint i = 0; i < equation->terms->len; i++) {
      const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
      sum += term->sign * w->stands[term->cell].number;
    }
    if (outcome_of(w, equation) != GD_RELATION_BROKEN)
      continue;
    for (guint i = 0; i < equation->terms->len; i++) {
      const GdPuzzleTerm *term = &g_array_index(equation->terms, GdPuzzleTerm, i);
      const GdFormLeaf *leaf =
          &g_array_index(w->set->form->leaves, GdFormLeaf, leaf_of(w, term->cell));
      const gint64 number = w->stands[term->cell].number;
      if (leaf->type == GD_TYPE_DECIMAL &&
          is_shifted(number, number - term->sign * sum, equation->tolerance))
        return TRUE;
    }
  }
  return FALSE;
}

/* Whether what the answer wants otherwise may be misprints: no more than GD_MISPRINTS cells, and
 * none of them holds the number that another one wants: such a number stands in the wrong cell. */
static gboolean may_be_misprints(const Work *w)
{
  guint suspects[GD_MISPRINTS], n = 0;
  if (may_lack_point(w))
    return FALSE;
  for (guint c = 0; c < count_cells(w); c++) {
    if (!is_suspect(w, c))
      continue;
    if (n == GD_MISPRINTS)
      return FALSE;
    suspects[n++] = c;
  }
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      if (i != k &&
          gd_localiser_result(w->localiser, suspects[i])->number == w->stands[suspects[k]].number)
        return FALSE;
  return TRUE;
}

/* Whether relations run through the cell, and all of them have a tolerance. */
static gboolean is_loose(const Work *w, guint cell)
{
  guint n = 0;
  for (guint e = 0; e < w->part->equations->len; e++) {
    const GdPuzzleEquation *equation = gd_puzzle_equation(w->part->puzzle, e);
    if (!is_through(equation, cell))
      continue;
    if (equation->tolerance == 0)
      return FALSE;
    n++;
  }
  return n > 0;
}

static void settle_part(Work *w, GdDocument *document)
{
  for (guint c = 0; c < count_cells(w); c++)
    show_best(w, c);
  if (!gd_localiser_solve(w->localiser)) {
    for (guint c = 0; c < count_cells(w); c++)
      w->proof->open[leaf_of(w, c)] = TRUE;
    return;
  }
  gd_localiser_prove(w->localiser, GD_PROOF_MARGIN);
  put_changes(w);
  put_zeros(w);
  gboolean misprint = may_be_misprints(w);
  for (guint c = 0; c < count_cells(w); c++) {
    w->proof->misprint[leaf_of(w, c)] = misprint;
    w->proof->loose[leaf_of(w, c)] = is_loose(w, c);
    w->proof->answered[leaf_of(w, c)] = TRUE;
    w->proof->open[leaf_of(w, c)] = gd_localiser_result(w->localiser, c)->choice == 0;
    if (w->changed[c])
      write_change(w, c);
    else
      prove(w, c);
    add_suspect(w, c, document);
  }
}

/* Whether the relations without those in doubt may prove the cell. */
static gboolean is_open(const Work *w, guint cell)
{
  const guint leaf = leaf_of(w, cell);
  return w->proof->open[leaf] && !w->proof->proved[leaf] && gd_trust_is_sure(trust_of(w, cell));
}

static gboolean has_open(const Work *w)
{
  for (guint c = 0; c < count_cells(w); c++)
    if (is_open(w, c))
      return TRUE;
  return FALSE;
}

/* Step 4. */
static void settle_open(Work *w, GdDocument *document)
{
  (void)document; /* of suspects only the whole table may speak */
  if (!has_open(w) || !gd_localiser_solve(w->localiser))
    return;
  gd_localiser_prove(w->localiser, GD_PROOF_MARGIN);
  for (guint c = 0; c < count_cells(w); c++)
    w->stands[c] = shown_in(w, c);
  for (guint c = 0; c < count_cells(w); c++)
    if (is_open(w, c))
      prove(w, c);
}

/* The parts that relations join, one after the other; doubt: see gd_proof_parts(). */
static void for_each_part(GdValueSet *set, GdProof *proof, gboolean doubt, GdDocument *document,
                          void (*settle)(Work *w, GdDocument *document))
{
  g_autoptr(GPtrArray) parts = gd_proof_parts(set, doubt);
  for (guint i = 0; i < parts->len; i++) {
    const GdProofPart *part = g_ptr_array_index(parts, i);
    g_autoptr(GdLocaliser) localiser = gd_localiser_new(part->puzzle);
    g_autofree GdPuzzleResult *stands = g_new0(GdPuzzleResult, part->leaves->len + 1);
    g_autofree gboolean *changed = g_new0(gboolean, part->leaves->len + 1);
    Work work = {set, proof, part, localiser, stands, changed, doubt};
    settle(&work, document);
  }
}

GdProof *gd_proof_settle(GdValueSet *set, GdDocument *document)
{
  GdProof *proof = g_new0(GdProof, 1);
  const guint n = set->form->leaves->len + 1;
  proof->proved = g_new0(guint8, n);
  proof->answered = g_new0(guint8, n);
  proof->misprint = g_new0(guint8, n);
  proof->loose = g_new0(guint8, n);
  proof->open = g_new0(guint8, n);
  for_each_part(set, proof, TRUE, document, settle_part);
  if (memchr(set->trust, GD_TRUST_DOUBT, set->form->leaves->len) != NULL)
    for_each_part(set, proof, FALSE, document, settle_open);
  return proof;
}
