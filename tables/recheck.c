/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. For each form of the document: its values by leaf, as the relations see them.
 * 2. Evaluate every equation that stays within the report; count for each cell how
 *    many through it hold and break; make findings of the broken ones.
 * 3. Findings that are there already stay; if the others differ, all are replaced.
 * 4. `sums` supports a cell if relations through it hold and none breaks. As long as the findings
 *    are the same, what was supported stays so: the proof of a scanned cell sees more (proof.h).
 */
#include "tables/recheck.h"

#include "tables/values.h"

#define CHECK "relation"

/* The values of one form. */
typedef struct {
  const GdForm *form;
  GdValue **by_leaf;     /* lent; NULL: not printed */
  GdValue *seen;         /* by leaf: a shallow copy, confirmed blanks made plain blanks */
  guint *holds, *broken; /* relations through each leaf */
} Cells;

static void cells_clear(Cells *cells)
{
  g_free(cells->by_leaf);
  g_free(cells->seen);
  g_free(cells->holds);
  g_free(cells->broken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cells, cells_clear)

static void fill(Cells *cells, const GdForm *form, const GdDocument *document)
{
  guint n = form->leaves->len + 1;
  cells->form = form;
  cells->by_leaf = g_new0(GdValue *, n);
  cells->seen = g_new0(GdValue, n);
  cells->holds = g_new0(guint, n);
  cells->broken = g_new0(guint, n);
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = g_ptr_array_index(document->values, i);
    if (g_strcmp0(value->form, form->id) != 0 || value->table == NULL || value->row == NULL ||
        value->column == NULL)
      continue;
    guint leaf = gd_form_find(form, value->table, value->row, value->column);
    if (leaf >= form->leaves->len || cells->by_leaf[leaf] != NULL)
      continue;
    cells->by_leaf[leaf] = value;
    cells->seen[leaf] = *value;
    if (value->status == GD_STATUS_CONFIRMED && !value->has_number)
      cells->seen[leaf].status = GD_STATUS_BLANK;
  }
}

static const GdValue *value_in_cells(guint leaf, int year, gpointer data)
{
  const Cells *cells = data;
  return year == 0 && cells->by_leaf[leaf] != NULL ? &cells->seen[leaf] : NULL;
}

/* Adds the findings of the broken relations. */
static void evaluate(Cells *cells, GPtrArray *findings)
{
  for (guint e = 0; e < cells->form->equations->len; e++) {
    const GdEquation *equation = g_ptr_array_index(cells->form->equations, e);
    if (equation->across)
      continue;
    GdRelationResult result = gd_equation_evaluate(equation, value_in_cells, cells);
    if (!result.any || result.outcome == GD_RELATION_OPEN)
      continue;
    gboolean holds = result.outcome == GD_RELATION_HOLDS;
    for (guint i = 0; i < equation->terms->len; i++)
      (holds ? cells->holds : cells->broken)[g_array_index(equation->terms, GdTerm, i).leaf]++;
    if (!holds)
      g_ptr_array_add(findings,
                      gd_equation_finding(cells->form, equation, &result, value_in_cells, cells));
  }
}

static void support(const Cells *cells, gboolean same)
{
  for (guint leaf = 0; leaf < cells->form->leaves->len; leaf++) {
    GdValue *value = cells->by_leaf[leaf];
    if (value == NULL)
      continue;
    const GdValue *seen = &cells->seen[leaf];
    gboolean supported = cells->holds[leaf] > 0 && cells->broken[leaf] == 0 &&
                         (seen->has_number || seen->status == GD_STATUS_BLANK);
    if (!same)
      value->evidence &= ~(guint)GD_EVIDENCE_SUMS;
    value->evidence |= supported ? GD_EVIDENCE_SUMS : 0;
  }
}

static gboolean is_relation(const GdFinding *finding)
{
  return g_strcmp0(finding->check, CHECK) == 0;
}

/* Message and cells tell relation, line and both sums. */
static gboolean says_the_same(const GdFinding *a, const GdFinding *b)
{
  return g_strcmp0(a->relation, b->relation) == 0 && g_strcmp0(a->message, b->message) == 0 &&
         g_strcmp0(a->cells, b->cells) == 0;
}

/* Gives each new finding what the old one that says the same has. Whether all old
 * and all new ones have met. */
static gboolean inherit(GPtrArray *findings, const GPtrArray *olds)
{
  guint n_old = 0, met = 0;
  for (guint i = 0; i < olds->len; i++) {
    GdFinding *old = g_ptr_array_index(olds, i);
    if (!is_relation(old))
      continue;
    n_old++;
    for (guint k = 0; k < findings->len; k++) {
      GdFinding *finding = g_ptr_array_index(findings, k);
      if (!says_the_same(finding, old))
        continue;
      met++;
      finding->severity = MIN(finding->severity, old->severity);
      old->severity = finding->severity;
      g_free(finding->confirmed);
      finding->confirmed = g_strdup(old->confirmed);
      break;
    }
  }
  return met == n_old && met == findings->len;
}

/* Takes the findings out of fresh. */
static void replace(GdDocument *document, GPtrArray *fresh)
{
  for (guint i = document->findings->len; i-- > 0;)
    if (is_relation(g_ptr_array_index(document->findings, i)))
      g_ptr_array_remove_index(document->findings, i);
  for (guint i = 0; i < fresh->len; i++)
    g_ptr_array_insert(document->findings, (gint)i, g_ptr_array_index(fresh, i));
  g_ptr_array_set_free_func(fresh, NULL);
}

/* Step 4, for all forms of the document. */
static void support_all(GdDocument *document, const GdFormSet *forms, char **ids, gboolean same)
{
  for (guint i = 0; ids[i] != NULL; i++) {
    const GdForm *form = gd_form_set_lookup(forms, ids[i]);
    if (form == NULL)
      continue;
    g_auto(Cells) cells = {0};
    g_autoptr(GPtrArray) none = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
    fill(&cells, form, document);
    evaluate(&cells, none);
    support(&cells, same);
  }
}

void gd_tables_recheck(GdDocument *document, const GdFormSet *forms)
{
  g_auto(GStrv) ids = g_strsplit(document->form ? document->form : "", " ", -1);
  g_autoptr(GPtrArray) fresh = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  gboolean known = FALSE;
  for (guint i = 0; ids[i] != NULL; i++) {
    const GdForm *form = gd_form_set_lookup(forms, ids[i]);
    if (form == NULL)
      continue;
    g_auto(Cells) cells = {0};
    fill(&cells, form, document);
    evaluate(&cells, fresh);
    known = TRUE;
  }
  gboolean same = !known || inherit(fresh, document->findings);
  if (!same)
    replace(document, fresh);
  support_all(document, forms, ids, same);
}
