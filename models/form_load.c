/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form, its tables and blocks, and the leaves of each block: rows times
 * columns, row by row. Of type and units, the row says first, then the column,
 * then the block.
 */
#include <string.h>

#include "models/form_build.h"
#include "models/limits.h"

void gd_form_count(GdFormBuilder *builder, const GdJson *at)
{
  if (++builder->items > GD_CAP_FORM_ITEMS)
    gd_json_fail(at, "more rows, columns and relations than GD_CAP_FORM_ITEMS (%d)",
                 GD_CAP_FORM_ITEMS);
}

const char *gd_form_keep(GdForm *form, const char *text)
{
  char *copy = g_strdup(text);
  if (copy != NULL)
    g_ptr_array_add(form->strings, copy);
  return copy;
}

const char *gd_form_id(const GdJson *at, const char *also)
{
  const char *id = gd_json_string(at);
  if (id == NULL)
    return NULL;
  gboolean good = g_ascii_islower(id[0]) && strlen(id) <= GD_FORM_ID_MAX;
  for (const char *p = id; *p != '\0' && good; p++)
    good = g_ascii_islower(*p) || g_ascii_isdigit(*p) || strchr(also, *p) != NULL;
  if (good)
    return id;
  gd_json_fail(at,
               "\"%s\" is not an id: a lower-case letter, then letters, digits and %s; %d at most",
               id, also, GD_FORM_ID_MAX);
  return NULL;
}

/* A heading or corner: a string, or an object with "label" and "also". */
static GdFormLabel *read_text(GdFormBuilder *builder, const GdJson *at)
{
  static const char *const keys[] = {"label", "also", NULL};
  if (gd_json_is_object(at)) {
    gd_json_keys(at, keys);
    return gd_form_label(builder, at, NULL);
  }
  GdFormLabel *label = g_new0(GdFormLabel, 1);
  label->text = g_strdup(gd_json_string(at));
  label->folded = g_array_new(FALSE, FALSE, sizeof(GdFolded));
  g_ptr_array_add(builder->form->labels, label);
  GdFolded folded = gd_folded(label->text ? label->text : "");
  if (folded.length == 0)
    gd_json_fail(at, "nothing remains of it when it is folded");
  g_array_append_val(label->folded, folded);
  return label;
}

static void read_texts(GdFormBuilder *builder, const GdJson *list, GPtrArray *labels)
{
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson one = gd_json_element(list, i);
    gd_form_count(builder, &one);
    g_ptr_array_add(labels, read_text(builder, &one));
  }
}

/* What is said of the cell in row and column. */
static GdFormLeaf make_leaf(GdFormManner block, GdFormManner row, GdFormManner column,
                            GPtrArray *no_units)
{
  int type = row.type >= 0 ? row.type : column.type >= 0 ? column.type : block.type;
  GPtrArray *units = row.cell_units      ? row.cell_units
                     : column.cell_units ? column.cell_units
                     : block.cell_units  ? block.cell_units
                                         : no_units;
  return (GdFormLeaf){.type = type >= 0 ? (GdLeafType)type : GD_TYPE_COUNT,
                      .unit = row.unit      ? row.unit
                              : column.unit ? column.unit
                                            : block.unit,
                      .cell_units = g_ptr_array_ref(units)};
}

/* Adds the leaves of the block that is last in the last table. */
static void add_leaves(GdFormBuilder *builder, const GdJson *at, GdFormBlock *block,
                       const GdFormTree *rows, const GdFormTree *columns, GdFormManner manner,
                       GHashTable *cells)
{
  GdForm *form = builder->form;
  const GdFormTable *table = g_ptr_array_index(form->tables, form->tables->len - 1);
  GPtrArray *no_units = g_ptr_array_index(builder->unit_lists, 0);
  block->first_leaf = form->leaves->len;
  if (form->leaves->len + (guint64)rows->lines->len * columns->lines->len > GD_CAP_FORM_LEAVES) {
    gd_json_fail(at, "more cells than GD_CAP_FORM_LEAVES (%d)", GD_CAP_FORM_LEAVES);
    return;
  }
  for (guint r = 0; r < rows->lines->len; r++)
    for (guint c = 0; c < columns->lines->len; c++) {
      GdFormLeaf leaf = make_leaf(manner, g_array_index(rows->manners, GdFormManner, r),
                                  g_array_index(columns->manners, GdFormManner, c), no_units);
      leaf.index = form->leaves->len;
      leaf.table = form->tables->len - 1;
      leaf.block = table->blocks->len - 1;
      leaf.row = g_ptr_array_index(rows->lines, r);
      leaf.column = g_ptr_array_index(columns->lines, c);
      g_array_append_val(form->leaves, leaf);
      if (!g_hash_table_add(cells, g_strconcat(leaf.row->id, "/", leaf.column->id, NULL)))
        gd_json_fail(at, "the cell %s/%s stands in two blocks of the table", leaf.row->id,
                     leaf.column->id);
    }
}

static gboolean has_alternatives(const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (((const GdFormLine *)g_ptr_array_index(lines, i))->alternative != GD_NO_ALTERNATIVE)
      return TRUE;
  return FALSE;
}

/* The block with rows and columns exchanged, if the form says that some print it so. */
static void read_turned(const GdJson *at, GdFormBlock *block)
{
  if (!gd_json_boolean(at))
    return;
  if (block->layout != GD_LAYOUT_ACROSS)
    gd_json_fail(at, "goes with \"layout\": \"across\" only");
  if (has_alternatives(block->rows))
    gd_json_fail(at, "must not be true where rows have alternatives");
  GdFormBlock *turned = g_new(GdFormBlock, 1);
  *turned = *block;
  turned->is_turned = TRUE;
  turned->headings = g_ptr_array_ref(block->headings);
  turned->rows = g_ptr_array_ref(block->columns);
  turned->columns = g_ptr_array_ref(block->rows);
  turned->titles = g_array_ref(block->titles);
  block->turned = turned;
}

static void read_block(GdFormBuilder *builder, const GdJson *at, GdFormTable *table,
                       GHashTable *cells)
{
  static const char *const keys[] = {
      "heading", "headings",   "corner",      "layout",         "columns", "rows", "type",
      "unit",    "cell_units", "unit_column", "column_numbers", "turned",  NULL};
  static const char *const layouts[] = {"down", "across", NULL};
  gd_json_keys(at, keys);
  GdFormBlock *block = g_new0(GdFormBlock, 1);
  block->headings = g_ptr_array_new();
  g_ptr_array_add(table->blocks, block);

  GdJson heading = gd_json_member(at, "heading", FALSE);
  GdJson headings = gd_json_member(at, "headings", FALSE);
  GdJson corner = gd_json_member(at, "corner", FALSE);
  GdJson layout = gd_json_member(at, "layout", FALSE);
  if (gd_json_has(&heading) && gd_json_has(&headings))
    gd_json_fail(&headings, "stands beside \"heading\"; one of them is enough");
  if (gd_json_has(&heading))
    g_ptr_array_add(block->headings, read_text(builder, &heading));
  read_texts(builder, &headings, block->headings);
  if (gd_json_has(&corner))
    block->corner = read_text(builder, &corner);
  block->layout = (GdBlockLayout)gd_json_choice(&layout, layouts, GD_LAYOUT_DOWN);

  GdJson unit_column = gd_json_member(at, "unit_column", FALSE);
  GdJson column_numbers = gd_json_member(at, "column_numbers", FALSE);
  if (gd_json_has(&unit_column))
    block->unit_column = read_text(builder, &unit_column);
  block->column_numbers = gd_json_boolean(&column_numbers);

  GdFormManner manner = gd_form_manner(builder, at, GD_MANNER_UNSAID);
  GdJson columns_at = gd_json_member(at, "columns", TRUE);
  GdJson rows_at = gd_json_member(at, "rows", TRUE);
  GdFormTree columns = gd_form_tree(builder, &columns_at, "columns");
  GdFormTree rows = gd_form_tree(builder, &rows_at, "rows");
  block->columns = columns.lines;
  block->rows = rows.lines;
  block->titles = rows.titles;
  g_array_unref(columns.titles);
  gboolean own_rows = block->titles->len > 0;
  for (guint i = 0; i < block->rows->len; i++)
    own_rows |= ((const GdFormLine *)g_ptr_array_index(block->rows, i))->label->own_row;
  if (block->layout == GD_LAYOUT_ACROSS && own_rows)
    gd_json_fail(&layout, "must not be across where groups have rows of their own");
  if (gd_form_going_on(at))
    add_leaves(builder, at, block, &rows, &columns, manner, cells);
  GdJson turned = gd_json_member(at, "turned", FALSE);
  read_turned(&turned, block);
  g_array_unref(columns.manners);
  g_array_unref(rows.manners);
}

static void read_units_above(GdFormBuilder *builder, const GdJson *list, GdFormTable *table)
{
  static const char *const keys[] = {"text", "unit", NULL};
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson one = gd_json_element(list, i);
    gd_form_count(builder, &one);
    gd_json_keys(&one, keys);
    GdJson text_at = gd_json_member(&one, "text", TRUE);
    GdJson unit_at = gd_json_member(&one, "unit", TRUE);
    const char *text = gd_json_string(&text_at);
    GdUnitAbove above = {gd_folded(text ? text : ""), gd_form_keep(builder->form, text),
                         gd_form_keep(builder->form, gd_json_string(&unit_at))};
    if (above.text.length == 0)
      gd_json_fail(&text_at, "nothing remains of it when it is folded");
    g_array_append_val(table->units_above, above);
  }
}

static void read_table(GdFormBuilder *builder, const GdJson *at)
{
  static const char *const keys[] = {"id", "label", "headings", "unit_above", "blocks", NULL};
  GdForm *form = builder->form;
  gd_json_keys(at, keys);
  GdJson id_at = gd_json_member(at, "id", TRUE);
  GdJson label = gd_json_member(at, "label", TRUE);
  GdJson headings = gd_json_member(at, "headings", FALSE);
  GdJson blocks = gd_json_member(at, "blocks", TRUE);
  const char *id = gd_form_id(&id_at, "_");
  for (guint i = 0; i < form->tables->len; i++)
    if (g_strcmp0(((GdFormTable *)g_ptr_array_index(form->tables, i))->id, id) == 0)
      gd_json_fail(&id_at, "\"%s\" stands twice in this form", id);

  GdFormTable *table = gd_form_table_new(id, gd_json_string(&label));
  g_ptr_array_add(form->tables, table);
  read_texts(builder, &headings, table->headings);
  GdJson unit_above = gd_json_member(at, "unit_above", FALSE);
  read_units_above(builder, &unit_above, table);
  g_autoptr(GHashTable) cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint n = gd_json_length(&blocks);
  if (n == 0)
    gd_json_fail(&blocks, "must not be empty");
  for (guint i = 0; i < n && gd_form_going_on(at); i++) {
    GdJson block = gd_json_element(&blocks, i);
    read_block(builder, &block, table, cells);
  }
}

static void read_family(GdForm *form, const GdJson *at)
{
  static const char *const keys[] = {"id", "titles", NULL};
  if (!gd_json_has(at))
    return;
  gd_json_keys(at, keys);
  GdJson id = gd_json_member(at, "id", TRUE);
  GdJson titles = gd_json_member(at, "titles", TRUE);
  form->family = g_strdup(gd_form_id(&id, "-"));
  guint n = gd_json_length(&titles);
  for (guint i = 0; i < n && gd_form_going_on(at); i++) {
    GdJson title = gd_json_element(&titles, i);
    const char *text = gd_json_string(&title);
    char *folded = gd_fold(text ? text : "");
    g_ptr_array_add(form->family_titles, folded);
    if (*folded == '\0')
      gd_json_fail(&title, "nothing remains of it when it is folded");
  }
}

static void read_form(GdFormBuilder *builder, const GdJson *root)
{
  static const char *const keys[] = {"$schema", "id",     "title",     "notice", "draft",
                                     "family",  "tables", "relations", "prose",  NULL};
  GdForm *form = builder->form;
  gd_json_keys(root, keys);
  GdJson id = gd_json_member(root, "id", TRUE);
  GdJson title = gd_json_member(root, "title", TRUE);
  GdJson notice = gd_json_member(root, "notice", FALSE);
  GdJson draft = gd_json_member(root, "draft", FALSE);
  GdJson family = gd_json_member(root, "family", FALSE);
  GdJson tables = gd_json_member(root, "tables", TRUE);
  GdJson relations = gd_json_member(root, "relations", FALSE);
  GdJson prose = gd_json_member(root, "prose", FALSE);
  form->id = g_strdup(gd_form_id(&id, "-"));
  form->title = g_strdup(gd_json_string(&title));
  form->notice = g_strdup(gd_json_string(&notice));
  form->draft = gd_json_boolean(&draft);
  read_family(form, &family);
  guint n = gd_json_length(&tables);
  if (n == 0)
    gd_json_fail(&tables, "must not be empty");
  for (guint i = 0; i < n && gd_form_going_on(root); i++) {
    GdJson table = gd_json_element(&tables, i);
    read_table(builder, &table);
  }
  if (gd_form_going_on(root))
    gd_form_relations(builder, &relations);
  if (gd_form_going_on(root))
    gd_form_prose(builder, &prose);
}

static GdForm *load(const char *path, gboolean trusted, GError **error)
{
  g_autoptr(GdJsonFile) file = gd_json_file_load(path, GD_CAP_FORM_BYTES, error);
  if (file == NULL)
    return NULL;
  g_autoptr(GdForm) form = gd_form_new();
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_add(lists, g_ptr_array_new()); /* of leaves that no unit may stand in */
  GdFormBuilder builder = {.form = form, .unit_lists = lists, .trusted = trusted};
  GdJson root = gd_json_root(file);
  read_form(&builder, &root);
  return gd_json_file_ok(file, error) ? g_steal_pointer(&form) : NULL;
}

GdForm *gd_form_load(const char *path, GError **error)
{
  return load(path, FALSE, error);
}

GdForm *gd_form_load_trusted(const char *path, GError **error)
{
  return load(path, TRUE, error);
}
