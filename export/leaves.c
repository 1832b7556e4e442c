/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/leaves.h"

static gboolean is_leaf(const GdForm *form, guint index, const GdValue *value)
{
  if (index >= form->leaves->len)
    return FALSE;
  const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, index);
  const GdFormTable *table = g_ptr_array_index(form->tables, leaf->table);
  return g_strcmp0(leaf->column->id, value->column) == 0 &&
         g_strcmp0(leaf->row->id, value->row) == 0 && g_strcmp0(table->id, value->table) == 0;
}

const GdValue **gd_leaves_find(const GdForm *form, const GdDocument *document)
{
  g_autofree const GdValue **found = g_new0(const GdValue *, form->leaves->len);
  gboolean any = FALSE;
  guint next = 0; /* values come in form order: most often it is the next leaf */
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    if (g_strcmp0(value->form, form->id) != 0 || value->table == NULL || value->row == NULL ||
        value->column == NULL)
      continue;
    guint index = is_leaf(form, next, value)
                      ? next
                      : gd_form_find(form, value->table, value->row, value->column);
    if (index >= form->leaves->len)
      continue;
    if (found[index] == NULL)
      found[index] = value;
    next = index + 1;
    any = TRUE;
  }
  return any ? g_steal_pointer(&found) : NULL;
}

GPtrArray *gd_leaves_forms(const GdFormSet *forms, const GdDocument *document)
{
  GPtrArray *found = g_ptr_array_new();
  const char *last = NULL;
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    if (value->form == NULL || g_strcmp0(value->form, last) == 0)
      continue;
    last = value->form;
    const GdForm *form = gd_form_set_lookup(forms, value->form);
    if (form != NULL && !g_ptr_array_find(found, form, NULL))
      g_ptr_array_add(found, (gpointer)form);
  }
  return found;
}
