/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations, written once for many lines, become equations over leaves:
 *   1. Each block of the relation's table is taken by itself. Its lines that the
 *      relation is for ("each", "only") get one equation each.
 *   2. The terms name lines of the other direction. They are looked up once for
 *      a block: an id is one line, "refused.*" every line that begins so. A term
 *      that names none is a mistake, and so is a line named twice.
 *   3. Each equation is these terms at its own line. Lines of all options of an
 *      alternative are in; evaluation leaves out those that are not printed.
 */
#include <string.h>

#include "models/form_build.h"
#include "models/limits.h"

/* A term as looked up in one block. */
typedef struct {
  guint line; /* index among the lines of the other direction */
  int sign, year;
} Place;

typedef struct {
  GdFormBuilder *builder;
  const GdJson *at;
  GdEquation model; /* what all its equations have in common */
  GdJson only, left, right;
  gboolean *only_met; /* for each element of only: whether any block has such a line */
} Relation;

gboolean gd_form_id_matches(const char *pattern, const char *id)
{
  gsize length = strlen(pattern);
  if (length > 0 && pattern[length - 1] == '*')
    return strncmp(pattern, id, length - 1) == 0;
  return g_str_equal(pattern, id);
}

static const char *line_id(const GPtrArray *lines, guint i)
{
  return ((const GdFormLine *)g_ptr_array_index(lines, i))->id;
}

static gboolean wants_line(Relation *relation, const char *id)
{
  if (!gd_json_has(&relation->only))
    return TRUE;
  gboolean wanted = FALSE;
  guint n = gd_json_length(&relation->only);
  for (guint i = 0; i < n; i++) {
    GdJson one = gd_json_element(&relation->only, i);
    const char *pattern = gd_json_string(&one);
    if (pattern != NULL && gd_form_id_matches(pattern, id))
      wanted = relation->only_met[i] = TRUE;
  }
  return wanted;
}

static int by_line(gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  return (y->year > x->year) - (y->year < x->year); /* this year first */
}

/* Looks one term up and adds its places. */
static void add_places(Relation *relation, const GdJson *term, int side, const GPtrArray *lines,
                       GArray *places)
{
  static const char *const keys[] = {"id", "year", "negative", NULL};
  GdJson id_at = *term;
  Place place = {.sign = side};
  if (gd_json_is_object(term)) {
    gd_json_keys(term, keys);
    id_at = gd_json_member(term, "id", TRUE);
    GdJson year = gd_json_member(term, "year", FALSE);
    GdJson negative = gd_json_member(term, "negative", FALSE);
    place.year = (int)gd_json_integer(&year, -1, 0, 0);
    if (gd_json_boolean(&negative))
      place.sign = -side;
  }
  const char *pattern = gd_json_string(&id_at);
  guint before = places->len;
  for (guint i = 0; i < lines->len && pattern != NULL; i++)
    if (gd_form_id_matches(pattern, line_id(lines, i))) {
      place.line = i;
      g_array_append_val(places, place);
    }
  if (places->len == before && pattern != NULL)
    gd_json_fail(&id_at, "the block has no %s \"%s\"", relation->model.by_row ? "column" : "row",
                 pattern);
}

/* The places of one side, in form order, appended to places. */
static void look_up_side(Relation *relation, const GdJson *list, int side, const GPtrArray *lines,
                         GArray *places)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Place));
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson term = gd_json_element(list, i);
    add_places(relation, &term, side, lines, found);
  }
  g_array_sort(found, by_line);
  g_array_append_vals(places, found->data, found->len);
}

/* Wrong if a line of the same year stands twice among the places. */
static void check_twice(Relation *relation, const GArray *places, const GPtrArray *lines)
{
  g_autoptr(GArray) sorted = g_array_sized_new(FALSE, FALSE, sizeof(Place), places->len);
  g_array_append_vals(sorted, places->data, places->len);
  g_array_sort(sorted, by_line);
  for (guint i = 1; i < sorted->len; i++) {
    const Place *place = &g_array_index(sorted, Place, i);
    if (by_line(place - 1, place) == 0)
      gd_json_fail(relation->at, "\"%s\" is counted twice", line_id(lines, place->line));
  }
}

static void add_equation(Relation *relation, const GdFormBlock *block, guint line,
                         const GArray *places)
{
  GdEquation *equation = g_memdup2(&relation->model, sizeof(GdEquation));
  const GPtrArray *lines = equation->by_row ? block->rows : block->columns;
  equation->line = g_ptr_array_index(lines, line);
  equation->terms = g_array_sized_new(FALSE, FALSE, sizeof(GdTerm), places->len);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    guint row = equation->by_row ? line : place->line;
    guint column = equation->by_row ? place->line : line;
    GdTerm term = {block->first_leaf + row * block->columns->len + column, place->sign,
                   place->year};
    g_array_append_val(equation->terms, term);
    equation->across |= place->year != 0;
  }
  g_ptr_array_add(relation->builder->form->equations, equation);
}

static void expand_block(Relation *relation, const GdFormBlock *block)
{
  const GPtrArray *lines = relation->model.by_row ? block->rows : block->columns;
  const GPtrArray *others = relation->model.by_row ? block->columns : block->rows;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < lines->len; i++)
    if (wants_line(relation, line_id(lines, i)))
      g_array_append_val(wanted, i);
  if (wanted->len == 0)
    return;
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
  look_up_side(relation, &relation->left, 1, others, places);
  relation->model.n_left = places->len;
  look_up_side(relation, &relation->right, -1, others, places);
  check_twice(relation, places, others);
  if (!gd_form_going_on(relation->at))
    return;
  relation->builder->terms += (guint64)wanted->len * places->len;
  if (relation->builder->terms > GD_CAP_FORM_TERMS) {
    gd_json_fail(relation->at, "more terms than GD_CAP_FORM_TERMS (%d)", GD_CAP_FORM_TERMS);
    return;
  }
  for (guint i = 0; i < wanted->len; i++)
    add_equation(relation, block, g_array_index(wanted, guint, i), places);
}

static GdNumber read_tolerance(const GdJson *at)
{
  GdNumber tolerance = gd_number(0);
  const char *text = gd_json_string(at);
  if (text != NULL && (!gd_number_parse(text, &tolerance) || gd_number_is_negative(tolerance)))
    gd_json_fail(at, "\"%s\" is not a decimal number such as 0.01", text);
  return tolerance;
}

guint gd_form_table_named(const GdForm *form, const GdJson *at)
{
  const char *name = gd_json_string(at);
  for (guint i = 0; i < form->tables->len && name != NULL; i++)
    if (g_str_equal(((const GdFormTable *)g_ptr_array_index(form->tables, i))->id, name))
      return i;
  if (name != NULL)
    gd_json_fail(at, "the form has no table \"%s\"", name);
  return 0;
}

void gd_form_count_list(GdFormBuilder *builder, const GdJson *list)
{
  guint n = gd_json_length(list);
  if (gd_json_has(list) && n == 0)
    gd_json_fail(list, "must not be empty");
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson element = gd_json_element(list, i);
    gd_form_count(builder, &element);
  }
}

static void read_relation(GdFormBuilder *builder, const GdJson *at, GHashTable *ids)
{
  static const char *const keys[] = {"id",   "label", "severity", "table",     "each",
                                     "only", "left",  "right",    "tolerance", NULL};
  static const char *const severities[] = {"error", "warning", "info", NULL};
  static const char *const directions[] = {"column", "row", NULL};
  gd_form_count(builder, at);
  gd_json_keys(at, keys);
  GdJson id_at = gd_json_member(at, "id", TRUE);
  GdJson label = gd_json_member(at, "label", TRUE);
  GdJson severity = gd_json_member(at, "severity", FALSE);
  GdJson table_at = gd_json_member(at, "table", TRUE);
  GdJson each = gd_json_member(at, "each", TRUE);
  GdJson tolerance = gd_json_member(at, "tolerance", FALSE);
  Relation relation = {.builder = builder,
                       .at = at,
                       .only = gd_json_member(at, "only", FALSE),
                       .left = gd_json_member(at, "left", TRUE),
                       .right = gd_json_member(at, "right", TRUE)};
  const char *id = gd_form_id(&id_at, "_.");
  if (id != NULL && !g_hash_table_add(ids, (gpointer)id))
    gd_json_fail(&id_at, "\"%s\" stands twice in this form", id);
  relation.model =
      (GdEquation){.id = gd_form_keep(builder->form, id),
                   .label = gd_form_keep(builder->form, gd_json_string(&label)),
                   .severity = (GdSeverity)gd_json_choice(&severity, severities, GD_SEVERITY_ERROR),
                   .table = gd_form_table_named(builder->form, &table_at),
                   .by_row = gd_json_choice(&each, directions, 0) == 1,
                   .tolerance = read_tolerance(&tolerance)};
  gd_form_count_list(builder, &relation.only);
  gd_form_count_list(builder, &relation.left);
  gd_form_count_list(builder, &relation.right);
  if (!gd_form_going_on(at))
    return;

  guint n_only = gd_json_length(&relation.only);
  g_autofree gboolean *only_met = relation.only_met = g_new0(gboolean, n_only + 1);
  const GdFormTable *table = g_ptr_array_index(builder->form->tables, relation.model.table);
  for (guint b = 0; b < table->blocks->len && gd_form_going_on(at); b++)
    expand_block(&relation, g_ptr_array_index(table->blocks, b));
  for (guint i = 0; i < n_only; i++)
    if (!only_met[i]) {
      GdJson one = gd_json_element(&relation.only, i);
      const char *pattern = gd_json_string(&one);
      gd_json_fail(&one, "the table has no %s \"%s\"", relation.model.by_row ? "row" : "column",
                   pattern ? pattern : "");
    }
}

void gd_form_relations(GdFormBuilder *builder, const GdJson *list)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  guint n = gd_json_length(list);
  for (guint i = 0; i < n && gd_form_going_on(list); i++) {
    GdJson relation = gd_json_element(list, i);
    read_relation(builder, &relation, ids);
  }
}
