/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trees of rows and columns.
 *   1. A node with children is a group. If it has an id, the ids of what stands
 *      below it begin with that id and a point.
 *   2. A node without is a leaf: it becomes a line with its label path, and with
 *      what the nearest node on that path says of type and units.
 *   3. A row group with "own_row" has a printed row besides: a line like a leaf's, or
 *      a title, which is a label without cells.
 *   4. {"one_of": [[…], […]]} among rows is an alternative; the lines of each of
 *      its lists know which option they belong to.
 */
#include "models/form_build.h"
#include "models/limits.h"

/* What the recursion carries along. */
typedef struct {
  GdFormBuilder *builder;
  const char *key; /* "rows" or "columns" */
  GdFormTree tree;
  GHashTable *ids; /* set of ids; lent by the lines */
  guint alternative, option;
} Walk;

/* The way down to a node. */
typedef struct {
  const GdFormLabel *parent;
  const char *prefix; /* of ids, "" or "refused." */
  const char *path;   /* of labels, "" or "三、本年度办理结果 / " */
  GdFormManner manner;
} Way;

GdFormLabel *gd_form_label(GdFormBuilder *builder, const GdJson *node, const GdFormLabel *parent)
{
  GdFormLabel *label = g_new0(GdFormLabel, 1);
  label->folded = g_array_new(FALSE, FALSE, sizeof(GdFolded));
  label->parent = parent;
  label->depth = parent ? parent->depth + 1 : 0;
  g_ptr_array_add(builder->form->labels, label);

  GdJson text = gd_json_member(node, "label", TRUE);
  label->text = g_strdup(gd_json_string(&text));
  GdJson also = gd_json_member(node, "also", FALSE);
  guint n = gd_json_length(&also);
  for (guint i = 0; i <= n && gd_form_going_on(node); i++) {
    GdJson variant = i == 0 ? text : gd_json_element(&also, i - 1);
    const char *string = gd_json_string(&variant);
    GdFolded folded = gd_folded(string ? string : "");
    if (folded.length == 0)
      gd_json_fail(&variant, "nothing remains of it when it is folded");
    g_array_append_val(label->folded, folded);
  }
  return label;
}

GdFormManner gd_form_manner(GdFormBuilder *builder, const GdJson *node, GdFormManner above)
{
  static const char *const types[] = {"count", "signed", "decimal", NULL};
  GdFormManner manner = above;
  GdJson type = gd_json_member(node, "type", FALSE);
  if (gd_json_has(&type))
    manner.type = (int)gd_json_choice(&type, types, GD_TYPE_COUNT);
  GdJson unit = gd_json_member(node, "unit", FALSE);
  if (gd_json_has(&unit))
    manner.unit = gd_form_keep(builder->form, gd_json_string(&unit));
  GdJson units = gd_json_member(node, "cell_units", FALSE);
  if (!gd_json_has(&units))
    return manner;
  manner.cell_units = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(builder->unit_lists, manner.cell_units);
  guint n = gd_json_length(&units);
  for (guint i = 0; i < n && gd_form_going_on(node); i++) {
    GdJson one = gd_json_element(&units, i);
    g_ptr_array_add(manner.cell_units, g_strdup(gd_json_string(&one)));
  }
  return manner;
}

/* What "own_row" of a group says. */
typedef enum { OWN_ROW_NUMBERS, OWN_ROW_LABEL, OWN_ROW_NONE } OwnRow;

static void add_title(Walk *walk, const GdFormLabel *label)
{
  GdFormTitle title = {label, walk->tree.lines->len};
  g_array_append_val(walk->tree.titles, title);
}

static void add_line(Walk *walk, const GdJson *node, const GdFormLabel *label, const Way *way,
                     GdFormManner manner)
{
  GdJson id_at = gd_json_member(node, "id", TRUE);
  const char *id = gd_form_id(&id_at, "_");
  if (id == NULL || !gd_form_going_on(node))
    return;
  GdFormLine *line = g_new0(GdFormLine, 1);
  line->id = g_strconcat(way->prefix, id, NULL);
  line->path = g_strconcat(way->path, label->text, NULL);
  line->label = label;
  line->alternative = walk->alternative;
  line->option = walk->option;
  g_ptr_array_add(walk->tree.lines, line);
  g_array_append_val(walk->tree.manners, manner);
  if (!g_hash_table_add(walk->ids, line->id))
    gd_json_fail(&id_at, "\"%s\" stands twice in this block", line->id);
}

static void read_nodes(Walk *walk, const GdJson *list, const Way *way, guint depth);

static void read_node(Walk *walk, const GdJson *node, const Way *way, guint depth)
{
  gboolean rows = g_str_equal(walk->key, "rows");
  const char *const keys[] = {"id",   "label",      "also",    "type",
                              "unit", "cell_units", walk->key, rows ? "own_row" : NULL,
                              NULL};
  static const char *const own_rows[] = {"numbers", "label", NULL};
  gd_form_count(walk->builder, node);
  gd_json_keys(node, keys);
  GdFormLabel *label = gd_form_label(walk->builder, node, way->parent);
  GdFormManner manner = gd_form_manner(walk->builder, node, way->manner);
  GdJson children = gd_json_member(node, walk->key, FALSE);
  GdJson own = gd_json_member(node, "own_row", FALSE);
  OwnRow own_row = (OwnRow)gd_json_choice(&own, own_rows, OWN_ROW_NONE);
  if (gd_json_has(&own) && !gd_json_has(&children))
    gd_json_fail(&own, "is for a group of rows");
  label->own_row = own_row != OWN_ROW_NONE;
  if (own_row == OWN_ROW_LABEL)
    add_title(walk, label);
  if (!gd_json_has(&children) || own_row == OWN_ROW_NUMBERS)
    add_line(walk, node, label, way, manner);
  if (!gd_json_has(&children))
    return;
  GdJson id_at = gd_json_member(node, "id", FALSE);
  const char *id = gd_form_id(&id_at, "_");
  if (!gd_form_going_on(node))
    return;
  g_autofree char *prefix = id ? g_strconcat(way->prefix, id, ".", NULL) : g_strdup(way->prefix);
  g_autofree char *path = g_strconcat(way->path, label->text, " / ", NULL);
  Way below = {label, prefix, path, manner};
  read_nodes(walk, &children, &below, depth + 1);
}

static void read_alternative(Walk *walk, const GdJson *node, const Way *way, guint depth)
{
  static const char *const keys[] = {"one_of", NULL};
  gd_json_keys(node, keys);
  if (walk->alternative != GD_NO_ALTERNATIVE)
    gd_json_fail(node, "an alternative must not stand inside another");
  GdJson options = gd_json_member(node, "one_of", TRUE);
  guint n = gd_json_length(&options);
  if (n < 2)
    gd_json_fail(&options, "must have two options or more");
  if (!gd_form_going_on(node))
    return;
  walk->alternative = walk->builder->form->n_options->len;
  g_array_append_val(walk->builder->form->n_options, n);
  for (guint i = 0; i < n && gd_form_going_on(node); i++) {
    GdJson option = gd_json_element(&options, i);
    walk->option = i;
    read_nodes(walk, &option, way, depth);
  }
  walk->alternative = GD_NO_ALTERNATIVE;
  walk->option = 0;
}

static void read_nodes(Walk *walk, const GdJson *list, const Way *way, guint depth)
{
  if (depth >= GD_CAP_FORM_DEPTH) {
    gd_json_fail(list, "nested deeper than GD_CAP_FORM_DEPTH (%d)", GD_CAP_FORM_DEPTH);
    return;
  }
  guint n = gd_json_length(list);
  if (n == 0)
    gd_json_fail(list, "must not be empty");
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson node = gd_json_element(list, i);
    gboolean is_alternative =
        g_str_equal(walk->key, "rows") && json_object_get(node.node, "one_of") != NULL;
    if (is_alternative)
      read_alternative(walk, &node, way, depth);
    else
      read_node(walk, &node, way, depth);
  }
}

GdFormTree gd_form_tree(GdFormBuilder *builder, const GdJson *list, const char *key)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  Walk walk = {
      .builder = builder,
      .key = key,
      .tree = {g_ptr_array_new_with_free_func((GDestroyNotify)gd_form_line_free),
               g_array_new(FALSE, FALSE, sizeof(GdFormManner)),
               g_array_new(FALSE, FALSE, sizeof(GdFormTitle))},
      .ids = ids,
      .alternative = GD_NO_ALTERNATIVE,
  };
  Way way = {NULL, "", "", GD_MANNER_UNSAID};
  read_nodes(&walk, list, &way, 0);
  return walk.tree;
}
