/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations over two reports of one agency.
 */
#include "tables/tables.h"
#include "tables/values.h"

typedef struct {
  const GdForm *form;
  GHashTable *years[2]; /* "table/row/column" → GdValue*: this year, the year before */
} Pair;

static char *cell_key(const char *table, const char *row, const char *column)
{
  return g_strdup_printf("%s/%s/%s", table, row, column);
}

static GHashTable *index_values(const GdDocument *document)
{
  GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < document->values->len; i++) {
    GdValue *value = document->values->pdata[i];
    g_hash_table_insert(index, cell_key(value->table, value->row, value->column), value);
  }
  return index;
}

static const GdValue *value_in_pair(guint leaf_index, int year, gpointer data)
{
  const Pair *pair = data;
  const GdFormLeaf *leaf = &g_array_index(pair->form->leaves, GdFormLeaf, leaf_index);
  const GdFormTable *table = pair->form->tables->pdata[leaf->table];
  g_autofree char *key = cell_key(table->id, leaf->row->id, leaf->column->id);
  return g_hash_table_lookup(pair->years[year != 0], key);
}

/* Every operand of the equation is in one of the reports. */
static gboolean is_complete(const GdEquation *equation, Pair *pair)
{
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    if (value_in_pair(term->leaf, term->year, pair) == NULL)
      return FALSE;
  }
  return TRUE;
}

GPtrArray *gd_tables_relate(const GdDocument *later, const GdDocument *earlier,
                            const GdFormSet *forms)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  g_auto(GStrv) ids = g_strsplit(later->form ? later->form : "", " ", 2);
  const GdForm *form = ids[0] ? gd_form_set_lookup(forms, ids[0]) : NULL;
  if (form == NULL)
    return findings;
  Pair pair = {form, {index_values(later), index_values(earlier)}};
  for (guint e = 0; e < form->equations->len; e++) {
    const GdEquation *equation = form->equations->pdata[e];
    if (!equation->across || !is_complete(equation, &pair))
      continue;
    GdRelationResult result = gd_equation_evaluate(equation, value_in_pair, &pair);
    if (result.any && result.outcome == GD_RELATION_BROKEN)
      g_ptr_array_add(findings, gd_equation_finding(form, equation, &result, value_in_pair, &pair));
  }
  g_hash_table_unref(pair.years[0]);
  g_hash_table_unref(pair.years[1]);
  return findings;
}
