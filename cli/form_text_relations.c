/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations in readable form. The loader has expanded each into equations, one for each row
 * or column (models/form_relations.c); those of one relation follow each other. Equations
 * that read alike are told once, with the lines they are for, if these are not all.
 */
#include "cli/form_text.h"

/* Adds one term: " + carried_out (year before)". side: the sign that needs no minus. */
static void add_term(GString *out, const GdForm *form, const GdEquation *equation,
                     const GdTerm *term, int side, gboolean first, GdLang lang)
{
  const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, term->leaf);
  const GdFormLine *line = equation->by_row ? leaf->column : leaf->row;
  gboolean minus = term->sign != side;
  g_string_append(out, minus ? (first ? "-" : " - ") : first ? "" : " + ");
  g_string_append(out, line->id);
  if (term->year != 0)
    g_string_append_printf(out, " (%s)", gd_text(lang, GD_TEXT_FORM_YEAR_BEFORE));
}

/* "new + carried_in = processed + carried_out". */
static char *write_equation(const GdForm *form, const GdEquation *equation, GdLang lang)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < equation->terms->len; i++) {
    const GdTerm *term = &g_array_index(equation->terms, GdTerm, i);
    if (i == equation->n_left)
      g_string_append(out, " = ");
    gboolean first = i == 0 || i == equation->n_left;
    add_term(out, form, equation, term, i < equation->n_left ? 1 : -1, first, lang);
  }
  if (!gd_number_is_zero(equation->tolerance)) {
    g_autofree char *within = gd_number_to_string(equation->tolerance);
    g_string_append(out, "  ");
    g_string_append_printf(out, gd_text(lang, GD_TEXT_FORM_WITHIN), within);
  }
  return g_string_free(out, FALSE);
}

/* Number of lines of that direction in all blocks of the table that have an equation in
 * [from, to). */
static guint count_lines(const GdForm *form, guint from, guint to)
{
  const GdEquation *first = g_ptr_array_index(form->equations, from);
  const GdFormTable *table = g_ptr_array_index(form->tables, first->table);
  guint n = 0;
  for (guint b = 0; b < table->blocks->len; b++) {
    const GdFormBlock *block = g_ptr_array_index(table->blocks, b);
    const GPtrArray *lines = first->by_row ? block->rows : block->columns;
    gboolean met = FALSE;
    for (guint i = from; i < to && !met; i++)
      met = g_ptr_array_find((GPtrArray *)lines,
                             ((GdEquation *)g_ptr_array_index(form->equations, i))->line, NULL);
    n += met ? lines->len : 0;
  }
  return n;
}

static void add_relation(GString *out, const GdForm *form, guint from, guint to, GdLang lang)
{
  const GdEquation *first = g_ptr_array_index(form->equations, from);
  gboolean all = count_lines(form, from, to) == to - from;
  g_string_append_printf(out, "  %s", first->id);
  if (all)
    g_string_append_printf(
        out, ", %s",
        gd_text(lang, first->by_row ? GD_TEXT_FORM_EACH_ROW : GD_TEXT_FORM_EACH_COLUMN));
  for (guint i = from; i < to && !all; i++)
    g_string_append_printf(out, ", %s",
                           ((GdEquation *)g_ptr_array_index(form->equations, i))->line->id);
  g_string_append_printf(out, ": %s", first->label);
  if (first->severity != GD_SEVERITY_ERROR)
    g_string_append_printf(out, " (%s)", gd_text(lang, GD_TEXT_FORM_WARNING));
  g_string_append_c(out, '\n');
  g_autofree char *before = NULL;
  for (guint i = from; i < to; i++) {
    char *text = write_equation(form, g_ptr_array_index(form->equations, i), lang);
    if (g_strcmp0(text, before) != 0)
      g_string_append_printf(out, "    %s\n", text);
    g_free(before);
    before = text;
  }
}

void gd_form_text_relations(GString *out, const GdForm *form, GdLang lang)
{
  if (form->equations->len > 0)
    g_string_append_printf(out, "\n%s\n", gd_text(lang, GD_TEXT_FORM_RELATIONS));
  for (guint from = 0, to; from < form->equations->len; from = to) {
    const char *id = ((GdEquation *)g_ptr_array_index(form->equations, from))->id;
    for (to = from + 1; to < form->equations->len &&
                        ((GdEquation *)g_ptr_array_index(form->equations, to))->id == id;
         to++)
      ;
    add_relation(out, form, from, to, lang);
  }
}
