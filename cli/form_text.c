/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/form_text.h"

/* Spaces for each level of a tree. */
#define INDENT 2

/* Levels at which things stand in the text. */
enum { LEVEL_TABLE = 0, LEVEL_BLOCK = 1, LEVEL_TREE = 2, LEVEL_LINE = 3 };

static void add_line(GString *out, guint level, const char *text)
{
  g_string_append_printf(out, "%*s%s\n", (int)level * INDENT, "", text);
}

static guint count_cells(const GdForm *form)
{
  g_autofree guint *first = g_new0(guint, form->n_options->len + 1);
  guint n = 0;
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, i);
    n += gd_form_line_active(leaf->row, first) && gd_form_line_active(leaf->column, first);
  }
  return n;
}

char *gd_form_text_list(const GdFormSet *forms, GdLang lang)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < forms->forms->len; i++) {
    const GdForm *form = g_ptr_array_index(forms->forms, i);
    g_string_append_printf(out, "%s  %s  ", form->id, form->title);
    g_string_append_printf(out, gd_text(lang, GD_TEXT_FORM_CELLS), form->tables->len,
                           count_cells(form));
    if (form->draft)
      g_string_append_printf(out, "  %s", gd_text(lang, GD_TEXT_FORM_DRAFT));
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

/* What is the same for all cells of a line: " 万元, decimal". Nothing for plain counts. */
static char *describe_cells(const GdForm *form, const GdFormBlock *block, const GdFormLine *line,
                            GdLang lang)
{
  static const GdText names[] = {
      [GD_TYPE_SIGNED] = GD_TEXT_FORM_SIGNED, [GD_TYPE_DECIMAL] = GD_TEXT_FORM_DECIMAL};
  const GdFormLeaf *first = NULL;
  gboolean same_type = TRUE, same_unit = TRUE;
  for (guint i = 0; i < block->rows->len * block->columns->len; i++) {
    const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, block->first_leaf + i);
    if (leaf->row != line && leaf->column != line)
      continue;
    first = first ? first : leaf;
    same_type = same_type && leaf->type == first->type;
    same_unit = same_unit && g_strcmp0(leaf->unit, first->unit) == 0;
  }
  GString *out = g_string_new(NULL);
  if (first != NULL && same_unit && first->unit != NULL)
    g_string_append_printf(out, "  %s", first->unit);
  if (first != NULL && same_type && first->type != GD_TYPE_COUNT)
    g_string_append_printf(out, "  %s", gd_text(lang, names[first->type]));
  return g_string_free(out, FALSE);
}

/* The groups around a label, outermost first, that are not on the way to before. A dash behind
 * one says that it has a row of its own, without cells. */
static void add_groups(GString *out, guint level, const GdFormLabel *label,
                       const GdFormLabel *before)
{
  if (label == NULL)
    return;
  for (const GdFormLabel *l = before; l != NULL; l = l->parent)
    if (l == label)
      return;
  add_groups(out, level, label->parent, before);
  g_autofree char *text = label->own_row ? g_strconcat(label->text, "  —", NULL) : NULL;
  add_line(out, level + label->depth, text ? text : label->text);
}

static void add_tree(GString *out, const GdForm *form, const GdFormBlock *block,
                     const GPtrArray *lines, GdLang lang)
{
  const GdFormLabel *before = NULL;
  guint alternative = GD_NO_ALTERNATIVE, option = 0;
  for (guint i = 0; i < lines->len; i++) {
    const GdFormLine *line = g_ptr_array_index(lines, i);
    guint level = LEVEL_LINE;
    gboolean inside = line->alternative != GD_NO_ALTERNATIVE;
    if (inside && (line->alternative != alternative || line->option != option))
      add_line(out, level + line->label->depth,
               gd_text(lang, line->option == 0 ? GD_TEXT_FORM_EITHER : GD_TEXT_FORM_OR));
    alternative = line->alternative;
    option = line->option;
    add_groups(out, level + inside, line->label->parent, before);
    g_autofree char *cells = describe_cells(form, block, line, lang);
    g_autofree char *text = g_strdup_printf("%s  [%s]%s", line->label->text, line->id, cells);
    add_line(out, level + inside + line->label->depth, text);
    before = line->label;
  }
}

static void add_said(GString *out, guint level, GdLang lang, GdText text, const char *what)
{
  g_autofree char *line = g_strdup_printf(gd_text(lang, text), what);
  add_line(out, level, line);
}

static void add_block(GString *out, const GdForm *form, const GdFormBlock *block, GdLang lang)
{
  for (guint i = 0; i < block->headings->len; i++)
    add_said(out, LEVEL_TREE, lang, GD_TEXT_FORM_HEADING,
             ((const GdFormLabel *)g_ptr_array_index(block->headings, i))->text);
  if (block->corner != NULL)
    add_said(out, LEVEL_TREE, lang, GD_TEXT_FORM_CORNER, block->corner->text);
  if (block->unit_column != NULL)
    add_said(out, LEVEL_TREE, lang, GD_TEXT_FORM_UNIT_COLUMN, block->unit_column->text);
  if (block->column_numbers)
    add_line(out, LEVEL_TREE, gd_text(lang, GD_TEXT_FORM_NUMBERED));
  add_line(out, LEVEL_TREE, gd_text(lang, GD_TEXT_FORM_COLUMNS));
  add_tree(out, form, block, block->columns, lang);
  GdText where = block->turned != NULL               ? GD_TEXT_FORM_TURNED
                 : block->layout == GD_LAYOUT_ACROSS ? GD_TEXT_FORM_ACROSS
                                                     : GD_TEXT_FORM_ROWS;
  add_line(out, LEVEL_TREE, gd_text(lang, where));
  add_tree(out, form, block, block->rows, lang);
}

static void add_table(GString *out, const GdForm *form, const GdFormTable *table, GdLang lang)
{
  g_autofree char *head =
      g_strdup_printf(gd_text(lang, GD_TEXT_FORM_TABLE), table->id, table->label);
  g_string_append_c(out, '\n');
  add_line(out, LEVEL_TABLE, head);
  for (guint i = 0; i < table->headings->len; i++)
    add_said(out, LEVEL_BLOCK, lang, GD_TEXT_FORM_HEADING,
             ((const GdFormLabel *)g_ptr_array_index(table->headings, i))->text);
  for (guint i = 0; i < table->units_above->len; i++)
    add_said(out, LEVEL_BLOCK, lang, GD_TEXT_FORM_UNIT_ABOVE,
             g_array_index(table->units_above, GdUnitAbove, i).printed);
  for (guint b = 0; b < table->blocks->len; b++) {
    g_autofree char *which =
        g_strdup_printf(gd_text(lang, GD_TEXT_FORM_BLOCK), b + 1, table->blocks->len);
    if (table->blocks->len > 1)
      add_line(out, LEVEL_BLOCK, which);
    add_block(out, form, g_ptr_array_index(table->blocks, b), lang);
  }
}

char *gd_form_text(const GdForm *form, GdLang lang)
{
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%s  %s\n", form->id, form->title);
  if (form->notice != NULL)
    add_said(out, 0, lang, GD_TEXT_FORM_NOTICE, form->notice);
  if (form->draft)
    add_line(out, 0, gd_text(lang, GD_TEXT_FORM_DRAFT));
  for (guint i = 0; i < form->tables->len; i++)
    add_table(out, form, g_ptr_array_index(form->tables, i), lang);
  gd_form_text_relations(out, form, lang);
  for (guint i = 0; i < form->statements->len; i++) {
    const GdStatement *statement = g_ptr_array_index(form->statements, i);
    if (i == 0)
      g_string_append_printf(out, "\n%s\n", gd_text(lang, GD_TEXT_FORM_STATED));
    g_string_append_printf(out, "%*s%s: %s\n", INDENT, "", statement->id, statement->label);
  }
  return g_string_free(out, FALSE);
}
