/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads report.json. The file may have been changed by anybody: every key and
 * every range is checked, and what is used as a file name later is checked here.
 */
#include <math.h>
#include <string.h>

#include "export/export.h"
#include "export/names.h"
#include "export/report.h"
#include "models/json.h"
#include "models/limits.h"

/* Most keys of one kind of object, with room. */
#define MAX_KEYS 32

#define MEMBER(record, type, offset) ((type *)G_STRUCT_MEMBER_P(record, offset))

static gboolean holds(const GdJson *at, GType type)
{
  return JSON_NODE_HOLDS_VALUE(at->node) && json_node_get_value_type(at->node) == type;
}

/* Any text, empty too. Lent; NULL if at is absent or wrong. */
static const char *read_text(const GdJson *at)
{
  if (at->node == NULL)
    return NULL;
  const char *text = holds(at, G_TYPE_STRING) ? json_node_get_string(at->node) : NULL;
  if (text == NULL || !g_utf8_validate(text, -1, NULL)) {
    gd_json_fail(at, "must be a string");
    return NULL;
  }
  return text;
}

static double read_double(const GdJson *at)
{
  double number = NAN;
  if (holds(at, G_TYPE_DOUBLE))
    number = json_node_get_double(at->node);
  else if (holds(at, G_TYPE_INT64))
    number = (double)json_node_get_int(at->node);
  if (isfinite(number))
    return number;
  gd_json_fail(at, "must be a number");
  return 0;
}

static GdBox read_box(const GdJson *at)
{
  double edges[4] = {0};
  if (!gd_json_is_array(at) || gd_json_length(at) != G_N_ELEMENTS(edges)) {
    gd_json_fail(at, "must be a list of four numbers");
    return GD_BOX_NONE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
    GdJson edge = gd_json_element(at, i);
    edges[i] = read_double(&edge);
  }
  if (edges[0] > edges[2] || edges[1] > edges[3])
    gd_json_fail(at, "must have x0 <= x1 and y0 <= y1");
  return (GdBox){edges[0], edges[1], edges[2], edges[3]};
}

/* The syntax of gd_number_to_string(), of any length that fits: a number that
 * was computed may have more digits than one that is read from a page. */
static GdNumber read_number(const GdJson *at)
{
  const char *text = read_text(at);
  g_auto(GStrv) parts = g_strsplit(text ? text : "", ".", 3);
  guint n_parts = g_strv_length(parts);
  gsize decimals = n_parts == 2 ? strlen(parts[1]) : 0;
  GdNumber number = {0, 0};
  if (n_parts <= 2 && decimals <= GD_NUMBER_MAX_DECIMALS) {
    g_autofree char *digits = g_strjoinv("", parts);
    number.decimals = (guint8)decimals;
    if (g_ascii_string_to_signed(digits, 10, G_MININT64, G_MAXINT64, &number.mantissa, NULL)) {
      g_autofree char *again = gd_number_to_string(number);
      if (g_str_equal(again, text))
        return number;
    }
  }
  gd_json_fail(at, "must be a number as text, like \"-12.50\"");
  return (GdNumber){0, 0};
}

static guint read_choice(const GdJson *at, const char *(*name)(guint), guint n)
{
  const char *text = read_text(at);
  for (guint i = 0; text != NULL && i < n; i++)
    if (g_str_equal(text, name(i)))
      return i;
  if (text != NULL)
    gd_json_fail(at, "is \"%s\", which is none of the names known here", text);
  return 0;
}

static guint read_evidence(const GdJson *at)
{
  const char *text = read_text(at);
  for (guint flags = 0; text != NULL && flags < GD_EVIDENCE_PERSON << 1; flags++) {
    g_autofree char *names = gd_evidence_to_string(flags);
    if (g_str_equal(names, text))
      return flags;
  }
  gd_json_fail(at, "names evidence that is not known");
  return 0;
}

static GPtrArray *read_texts(const GdJson *at)
{
  guint n = gd_json_length(at);
  if (n > GD_CAP_GRID_LINES) { /* cells of a row, or readings of one cell */
    gd_json_fail(at, "more than GD_CAP_GRID_LINES (%d)", GD_CAP_GRID_LINES);
    n = 0;
  }
  GPtrArray *texts = g_ptr_array_new_full(n, g_free);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(at, i);
    const char *text = read_text(&element);
    g_ptr_array_add(texts, g_strdup(text ? text : ""));
  }
  return texts;
}

/* Bytes from pairs of hex digits; NULL if it is wrong. Caller frees. */
static char *read_hex(const GdJson *at)
{
  const char *hex = read_text(at);
  gsize length = hex ? strlen(hex) : 0;
  GString *bytes = g_string_new(NULL);
  for (gsize i = 0; i + 1 < length; i += 2) {
    int high = g_ascii_xdigit_value(hex[i]), low = g_ascii_xdigit_value(hex[i + 1]);
    if (high < 0 || low < 0 || (high == 0 && low == 0))
      break;
    g_string_append_c(bytes, (char)(high << 4 | low));
  }
  if (bytes->len * 2 != length || length == 0) {
    gd_json_fail(at, "must be bytes as pairs of hex digits");
    g_string_free(bytes, TRUE);
    return NULL;
  }
  return g_string_free(bytes, FALSE);
}

static gboolean is_required(const GdKey *key)
{
  switch (key->kind) {
  case GD_KEY_TEXT:
    return key->required;
  case GD_KEY_UINT:
  case GD_KEY_SIZE:
  case GD_KEY_DOUBLE:
  case GD_KEY_BOOLEAN:
  case GD_KEY_CHOICE:
  case GD_KEY_EVIDENCE:
    return TRUE;
  default:
    return FALSE;
  }
}

static void replace_text(char **text, char *with)
{
  g_free(*text);
  *text = with;
}

static void read_value(const GdJson *at, void *record, const GdKey *key)
{
  gsize offset = key->offset;
  switch (key->kind) {
  case GD_KEY_TEXT:
  case GD_KEY_PATH:
    replace_text(MEMBER(record, char *, offset), g_strdup(read_text(at)));
    break;
  case GD_KEY_HEX:
    replace_text(MEMBER(record, char *, offset), read_hex(at));
    break;
  case GD_KEY_UINT:
    *MEMBER(record, guint, offset) = (guint)gd_json_integer(at, 0, G_MAXUINT, 0);
    break;
  case GD_KEY_SIZE:
    *MEMBER(record, guint64, offset) = (guint64)gd_json_integer(at, 0, G_MAXINT64, 0);
    break;
  case GD_KEY_DOUBLE:
    *MEMBER(record, double, offset) = read_double(at);
    break;
  case GD_KEY_BOOLEAN:
    *MEMBER(record, gboolean, offset) = gd_json_boolean(at);
    break;
  case GD_KEY_BOX:
    *MEMBER(record, GdBox, offset) = read_box(at);
    break;
  case GD_KEY_TEXTS:
    g_clear_pointer(MEMBER(record, GPtrArray *, offset), g_ptr_array_unref);
    *MEMBER(record, GPtrArray *, offset) = read_texts(at);
    break;
  case GD_KEY_NUMBER:
    *MEMBER(record, GdNumber, offset) = read_number(at);
    *MEMBER(record, gboolean, key->also) = TRUE;
    break;
  case GD_KEY_CHOICE:
    *MEMBER(record, guint, offset) = read_choice(at, key->name, key->n_choices);
    break;
  case GD_KEY_EVIDENCE:
    *MEMBER(record, guint, offset) = read_evidence(at);
    break;
  case GD_KEY_OTHER:
    break;
  }
}

/* All keys of an object; no key may be unknown. */
static void read_record(const GdJson *at, void *record, const GdKey *keys)
{
  const char *known[MAX_KEYS] = {NULL};
  for (guint i = 0; keys[i].key != NULL && i + 1 < MAX_KEYS; i++)
    known[i] = keys[i].key;
  gd_json_keys(at, known);
  for (const GdKey *key = keys; key->key != NULL; key++) {
    if (key->kind == GD_KEY_OTHER)
      continue;
    GdJson member = gd_json_member(at, key->key, is_required(key));
    if (gd_json_has(&member))
      read_value(&member, record, key);
  }
}

static void read_pages(const GdJson *at, GPtrArray *pages)
{
  guint n = gd_json_length(at);
  if (n > GD_CAP_PAGES) {
    gd_json_fail(at, "more than GD_CAP_PAGES (%d)", GD_CAP_PAGES);
    return;
  }
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(at, i);
    GdPage *page = gd_page_new(i + 1, 0, 0);
    g_ptr_array_add(pages, page);
    read_record(&element, page, gd_keys_page);
  }
}

static void read_source(const GdJson *root, GdSource *source)
{
  GdJson at = gd_json_member(root, "source", TRUE);
  read_record(&at, source, gd_keys_source);
  GdJson path = gd_json_member(&at, "path", TRUE);
  GdJson pages = gd_json_member(&at, "pages", TRUE);
  if (gd_json_has(&path))
    read_pages(&pages, source->pages);
}

/* Reads a list of objects; make() gives a new record, ready to be filled. */
static void read_list(const GdJson *root, const char *name, GPtrArray *list, const GdKey *keys,
                      void *(*make)(void))
{
  GdJson at = gd_json_member(root, name, TRUE);
  guint n = gd_json_length(&at);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    void *record = make();
    g_ptr_array_add(list, record);
    read_record(&element, record, keys);
  }
}

static void *make_field(void)
{
  return gd_field_new(NULL, NULL, NULL, GD_STATUS_MISSING);
}

static void *make_value(void)
{
  return gd_value_new();
}

static void *make_extra_row(void)
{
  GdExtraRow *row = g_new0(GdExtraRow, 1);
  row->cells = g_ptr_array_new_with_free_func(g_free);
  return row;
}

static void *make_finding(void)
{
  return g_new0(GdFinding, 1);
}

static void read_dividers(const GdJson *grid, const char *name, GArray *dividers)
{
  GdJson at = gd_json_member(grid, name, TRUE);
  guint n = gd_json_length(&at);
  if (n > GD_CAP_GRID_LINES + 1) {
    gd_json_fail(&at, "more than GD_CAP_GRID_LINES (%d)", GD_CAP_GRID_LINES);
    return;
  }
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    GdDivider divider = {0};
    read_record(&element, &divider, gd_keys_divider);
    g_array_append_val(dividers, divider);
  }
}

static void read_marks(const GdJson *cell_at, GdCell *cell)
{
  GdJson at = gd_json_member(cell_at, "marks", FALSE);
  guint n = gd_json_length(&at), marks = 0;
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    const char *name = read_text(&element);
    guint mark = 0;
    while (mark < GD_N_CELL_MARKS && g_strcmp0(name, gd_cell_mark_names[mark]) != 0)
      mark++;
    if (mark == GD_N_CELL_MARKS)
      gd_json_fail(&element, "is no mark of a cell");
    else
      marks |= 1u << mark;
  }
  gd_cell_set_marks(cell, marks);
}

static void read_cell(const GdJson *at, GdGrid *grid)
{
  GdCell *cell = gd_cell_new(0, 0, 1, 1, GD_BOX_NONE);
  g_ptr_array_add(grid->cells, cell);
  read_record(at, cell, gd_keys_cell);
  read_marks(at, cell);
  guint64 bottom = (guint64)cell->row + cell->row_span;
  guint64 right = (guint64)cell->column + cell->column_span;
  if (cell->row_span == 0 || cell->column_span == 0 || bottom > gd_grid_rows(grid) ||
      right > gd_grid_columns(grid))
    gd_json_fail(at, "does not lie within the grid");
}

static void read_grids(const GdJson *root, GPtrArray *grids)
{
  GdJson at = gd_json_member(root, "grids", TRUE);
  guint n = gd_json_length(&at);
  for (guint i = 0; i < n; i++) {
    GdJson element = gd_json_element(&at, i);
    GdGrid *grid = gd_grid_new(0);
    g_ptr_array_add(grids, grid);
    read_record(&element, grid, gd_keys_grid);
    read_dividers(&element, "horizontal", grid->dividers[GD_HORIZONTAL]);
    read_dividers(&element, "vertical", grid->dividers[GD_VERTICAL]);
    GdJson cells = gd_json_member(&element, "cells", TRUE);
    guint n_cells = gd_json_length(&cells);
    for (guint j = 0; j < n_cells; j++) {
      GdJson cell = gd_json_element(&cells, j);
      read_cell(&cell, grid);
    }
  }
}

/* Ids become names of files and folders. */
static void check_ids(const GdJson *root, const GdDocument *document)
{
  GdJson id = gd_json_member(root, "id", TRUE);
  if (!gd_name_is_document_id(document->id))
    gd_json_fail(&id, "is no document id");
  GdJson form = gd_json_member(root, "form", FALSE);
  g_auto(GStrv) forms = g_strsplit(document->form ? document->form : "", " ", -1);
  for (guint i = 0; forms[i] != NULL; i++)
    if (!gd_name_is_form_id(forms[i]))
      gd_json_fail(&form, "must be form ids of a-z, 0-9 and -");
  GdJson values = gd_json_member(root, "values", TRUE);
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    GdJson at = gd_json_element(&values, i);
    GdJson value_form = gd_json_member(&at, "form", FALSE);
    if (value->form != NULL && !gd_name_is_form_id(value->form))
      gd_json_fail(&value_form, "must be a form id of a-z, 0-9 and -");
  }
}

/* What this version cannot read is said first, before its keys are found wrong. */
static void read_head(const GdJson *root, char **recipe)
{
  GdJson format = gd_json_member(root, "format", TRUE);
  const char *name = gd_json_has(&format) ? read_text(&format) : NULL;
  if (name != NULL && !g_str_equal(name, GD_REPORT_FORMAT))
    gd_json_fail(&format, "is \"%s\"; this version reads " GD_REPORT_FORMAT, name);
  GdJson version = gd_json_member(root, "version", TRUE);
  read_text(&version);
  GdJson made_by = gd_json_member(root, "recipe", FALSE);
  *recipe = g_strdup(read_text(&made_by));
}

GdDocument *gd_export_load(const char *path, char **recipe_out, GError **error)
{
  g_autoptr(GdJsonFile) file = gd_json_file_load(path, GD_CAP_REPORT_BYTES, error);
  if (file == NULL)
    return NULL;
  GdJson root = gd_json_root(file);
  g_autoptr(GdSource) source = gd_source_new(NULL);
  g_autoptr(GdDocument) document = gd_document_new(source);
  g_autofree char *recipe = NULL;
  read_head(&root, &recipe);
  read_record(&root, document, gd_keys_document);
  read_source(&root, source);
  read_list(&root, "fields", document->fields, gd_keys_field, make_field);
  read_list(&root, "values", document->values, gd_keys_value, make_value);
  read_list(&root, "extra_rows", document->extra_rows, gd_keys_extra_row, make_extra_row);
  read_list(&root, "findings", document->findings, gd_keys_finding, make_finding);
  read_grids(&root, document->grids);
  if (file->error == NULL)
    check_ids(&root, document);
  if (!gd_json_file_ok(file, error))
    return NULL;
  if (recipe_out != NULL)
    *recipe_out = g_steal_pointer(&recipe);
  return g_steal_pointer(&document);
}
