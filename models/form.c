/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/form.h"

#include "models/form_build.h"
#include "models/pattern.h"

static void label_free(GdFormLabel *label)
{
  g_free(label->text);
  g_array_unref(label->folded);
  g_free(label);
}

void gd_form_line_free(GdFormLine *line)
{
  g_free(line->id);
  g_free(line->path);
  g_free(line);
}

void gd_form_equation_free(GdEquation *equation)
{
  g_array_unref(equation->terms);
  g_free(equation);
}

void gd_form_statement_free(GdStatement *statement)
{
  g_ptr_array_unref(statement->words);
  g_ptr_array_unref(statement->patterns);
  g_ptr_array_unref(statement->zero_patterns);
  g_ptr_array_unref(statement->not_before);
  g_ptr_array_unref(statement->sums);
  g_free(statement);
}

static void block_free(GdFormBlock *block)
{
  g_ptr_array_unref(block->headings);
  g_ptr_array_unref(block->rows);
  g_ptr_array_unref(block->columns);
  g_array_unref(block->titles);
  g_clear_pointer(&block->turned, block_free);
  g_free(block);
}

static void table_free(GdFormTable *table)
{
  g_free(table->id);
  g_free(table->label);
  g_ptr_array_unref(table->headings);
  g_ptr_array_unref(table->blocks);
  g_array_unref(table->units_above);
  g_free(table);
}

static void leaf_clear(GdFormLeaf *leaf)
{
  g_ptr_array_unref(leaf->cell_units);
}

GdForm *gd_form_new(void)
{
  GdForm *form = g_new0(GdForm, 1);
  form->family_titles = g_ptr_array_new_with_free_func(g_free);
  form->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
  form->leaves = g_array_new(FALSE, TRUE, sizeof(GdFormLeaf));
  g_array_set_clear_func(form->leaves, (GDestroyNotify)leaf_clear);
  form->equations = g_ptr_array_new_with_free_func((GDestroyNotify)gd_form_equation_free);
  form->statements = g_ptr_array_new_with_free_func((GDestroyNotify)gd_form_statement_free);
  form->not_in = g_ptr_array_new_with_free_func((GDestroyNotify)gd_lazy_pattern_free);
  form->n_options = g_array_new(FALSE, TRUE, sizeof(guint));
  form->labels = g_ptr_array_new_with_free_func((GDestroyNotify)label_free);
  form->strings = g_ptr_array_new_with_free_func(g_free);
  return form;
}

GdFormTable *gd_form_table_new(const char *id, const char *label)
{
  GdFormTable *table = g_new0(GdFormTable, 1);
  table->id = g_strdup(id);
  table->label = g_strdup(label);
  table->headings = g_ptr_array_new();
  table->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
  table->units_above = g_array_new(FALSE, FALSE, sizeof(GdUnitAbove));
  return table;
}

void gd_form_free(GdForm *form)
{
  if (form == NULL)
    return;
  g_free(form->id);
  g_free(form->title);
  g_free(form->notice);
  g_free(form->family);
  g_ptr_array_unref(form->family_titles);
  g_array_unref(form->leaves);
  g_ptr_array_unref(form->equations);
  g_ptr_array_unref(form->statements);
  g_ptr_array_unref(form->not_in);
  g_clear_pointer(&form->subject, gd_lazy_pattern_free);
  g_ptr_array_unref(form->tables);
  g_array_unref(form->n_options);
  g_ptr_array_unref(form->labels);
  g_ptr_array_unref(form->strings);
  g_free(form);
}

const GdFormLeaf *gd_form_leaf(const GdForm *form, const GdFormBlock *block, guint row,
                               guint column)
{
  guint at =
      block->is_turned ? column * block->rows->len + row : row * block->columns->len + column;
  return &g_array_index(form->leaves, GdFormLeaf, block->first_leaf + at);
}

/* Index of the line of that id, lines->len if there is none. */
static guint find_line(const GPtrArray *lines, const char *id)
{
  guint i = 0;
  while (i < lines->len && !g_str_equal(((GdFormLine *)g_ptr_array_index(lines, i))->id, id))
    i++;
  return i;
}

guint gd_form_find(const GdForm *form, const char *table, const char *row, const char *column)
{
  for (guint t = 0; t < form->tables->len; t++) {
    const GdFormTable *candidate = g_ptr_array_index(form->tables, t);
    if (!g_str_equal(candidate->id, table))
      continue;
    for (guint b = 0; b < candidate->blocks->len; b++) {
      const GdFormBlock *block = g_ptr_array_index(candidate->blocks, b);
      guint r = find_line(block->rows, row);
      guint c = find_line(block->columns, column);
      if (r < block->rows->len && c < block->columns->len)
        return gd_form_leaf(form, block, r, c)->index;
    }
  }
  return G_MAXUINT;
}

gboolean gd_form_line_active(const GdFormLine *line, const guint *options)
{
  return line->alternative == GD_NO_ALTERNATIVE || options[line->alternative] == line->option;
}
