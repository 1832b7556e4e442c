/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "models/error.h"

static const GdFormLeaf *leaf_of(const TsTable *table, guint leaf)
{
  return &g_array_index(table->figures->values->form->leaves, GdFormLeaf, leaf);
}

static gboolean has_text_layer(const TsParams *params)
{
  return ts_param_is(params, "text", "text") && ts_param_is(params, "tounicode", "right");
}

static void append_quoted(GString *out, const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, "\"", -1);
  g_autofree char *joined = g_strjoinv("\"\"", parts);
  g_string_append_printf(out, "\"%s\"", joined);
}

static void append_ids(GString *out, guint document, const TsTable *table, guint leaf)
{
  g_string_append_printf(out, "%u,%s,%s,%s,", document, ts_table_form(table)->id,
                         leaf_of(table, leaf)->row->id, leaf_of(table, leaf)->column->id);
}

static int compare_places(gconstpointer a, gconstpointer b)
{
  guint x = ((const TsPlace *)a)->leaf, y = ((const TsPlace *)b)->leaf;
  return (x > y) - (x < y);
}

static void append_cells(GString *truth, GString *cells, guint document, const TsTable *table,
                         GArray *places, gboolean readable)
{
  g_array_sort(places, compare_places);
  for (guint i = 0; i < places->len; i++) {
    const TsPlace *place = &g_array_index(places, TsPlace, i);
    const TsFigure *figure = &table->figures->figures[place->leaf];
    g_autofree char *value = figure->blank ? g_strdup("") : gd_number_to_string(figure->number);
    append_ids(truth, document, table, place->leaf);
    g_string_append_printf(truth, "%s,%s\n", value,
                           !readable       ? "lost"
                           : figure->blank ? "blank"
                                           : "number");
    append_ids(cells, document, table, place->leaf);
    append_quoted(cells, figure->text);
    g_string_append_printf(cells, ",%u", place->page);
    double edges[] = {place->box.x0, place->box.y0, place->box.x1, place->box.y1};
    for (guint k = 0; k < G_N_ELEMENTS(edges); k++) {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf(cells, ",%s", g_ascii_formatd(text, sizeof text, "%.2f", edges[k]));
    }
    g_string_append_c(cells, '\n');
  }
}

/* ---- facts ----------------------------------------------------------------- */

static void add_string(JsonBuilder *json, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name(json, name);
  json_builder_add_string_value(json, value);
}

static void add_int(JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name(json, name);
  json_builder_add_int_value(json, value);
}

static void begin_list(JsonBuilder *json, const char *name)
{
  json_builder_set_member_name(json, name);
  json_builder_begin_array(json);
}

static void write_header(JsonBuilder *json, const TsFacts *f)
{
  json_builder_set_member_name(json, "header");
  json_builder_begin_object(json);
  g_autofree char *year = g_strdup_printf("%u", f->year);
  add_string(json, "agency", f->agency);
  add_string(json, "report_year", year);
  add_string(json, "title", f->title);
  add_string(json, "document_number", f->document_number);
  add_string(json, "date", f->date);
  add_string(json, "signer", f->signer);
  add_string(json, "urgency", f->urgency);
  add_string(json, "index_number", f->index_number);
  add_string(json, "addressee", f->addressee);
  add_string(json, "openness", f->openness);
  add_string(json, "copied_to", f->copied_to);
  add_string(json, "printed_by", f->printed_by);
  add_string(json, "printed_on", f->printed_on);
  json_builder_end_object(json);
  add_string(json, "document_number_printed", f->document_number_printed);
}

static void write_ids(JsonBuilder *json, const TsTable *table, guint leaf)
{
  add_string(json, "table", ts_table_form(table)->id);
  add_string(json, "row", leaf_of(table, leaf)->row->id);
  add_string(json, "column", leaf_of(table, leaf)->column->id);
}

static void write_wrong(JsonBuilder *json, const TsTable *table)
{
  const TsFigures *f = table->figures;
  for (guint i = 0; i < f->wrong->len; i++) {
    guint leaf = g_array_index(f->wrong, guint, i);
    if (leaf_of(table, leaf)->table != table->table)
      continue;
    g_autofree char *printed = gd_number_to_string(f->figures[leaf].number);
    g_autofree char *right = gd_number_to_string(f->values->numbers[leaf]);
    json_builder_begin_object(json);
    write_ids(json, table, leaf);
    add_string(json, "printed", printed);
    add_string(json, "right", right);
    json_builder_end_object(json);
  }
}

/* Relations that the printed numbers break; blank: a cell of it is blank. */
static void write_broken(JsonBuilder *json, const TsTable *table)
{
  const TsFigures *f = table->figures;
  g_autofree GdNumber *numbers = ts_figures_numbers(f);
  for (guint e = 0; e < f->values->form->equations->len; e++) {
    const GdEquation *equation = f->values->form->equations->pdata[e];
    if (equation->table != table->table || !ts_equation_active(f->values, equation) ||
        gd_number_is_zero(ts_equation_difference(f->values, equation, numbers)))
      continue;
    gboolean blank = FALSE;
    for (guint i = 0; i < equation->terms->len; i++)
      blank |= f->figures[g_array_index(equation->terms, GdTerm, i).leaf].blank;
    json_builder_begin_object(json);
    add_string(json, "relation", equation->id);
    add_string(json, "table", ts_table_form(table)->id);
    add_string(json, equation->by_row ? "row" : "column", equation->line->id);
    json_builder_set_member_name(json, "blank");
    json_builder_add_boolean_value(json, blank);
    json_builder_end_object(json);
  }
}

static void write_strange(JsonBuilder *json, const TsTable *table)
{
  if (table->strange == NULL)
    return;
  json_builder_begin_object(json);
  add_string(json, "table", ts_table_form(table)->id);
  add_string(json, "after", table->strange->after);
  add_string(json, "label", table->strange->label);
  begin_list(json, "cells");
  for (guint i = 0; i < table->strange->cells->len; i++)
    json_builder_add_string_value(json, table->strange->cells->pdata[i]);
  json_builder_end_array(json);
  json_builder_end_object(json);
}

static void write_units(JsonBuilder *json, const TsTable *table)
{
  for (guint i = 0; i < table->cells->len; i++) {
    const TsCell *cell = table->cells->pdata[i];
    const char *unit = cell->leaf != G_MAXUINT ? table->figures->figures[cell->leaf].unit : NULL;
    if (unit == NULL)
      continue;
    json_builder_begin_object(json);
    write_ids(json, table, cell->leaf);
    add_string(json, "unit", unit);
    json_builder_end_object(json);
  }
}

static void write_list(JsonBuilder *json, const char *name, const TsReport *report,
                       void (*write)(JsonBuilder *, const TsTable *))
{
  begin_list(json, name);
  for (guint t = 0; t < report->tables->len; t++)
    write(json, report->tables->pdata[t]);
  json_builder_end_array(json);
}

static void write_stated(JsonBuilder *json, const GPtrArray *all)
{
  begin_list(json, "stated");
  for (guint i = 0; i < all->len; i++) {
    const TsStated *stated = all->pdata[i];
    json_builder_begin_object(json);
    add_string(json, "statement", stated->statement);
    add_string(json, "sentence", stated->sentence);
    add_int(json, "says", stated->says);
    add_int(json, "holds", stated->holds);
    json_builder_end_object(json);
  }
  json_builder_end_array(json);
}

static void write_facts(JsonBuilder *json, const TsReport *report)
{
  json_builder_begin_object(json);
  write_header(json, report->facts);
  json_builder_set_member_name(json, "forms");
  json_builder_begin_object(json);
  for (guint t = 0; t < report->tables->len; t++) {
    const TsTable *table = report->tables->pdata[t];
    add_string(json, ts_table_form(table)->id, table->figures->values->form->id);
  }
  json_builder_end_object(json);
  add_int(json, "first_page", report->first_page);
  add_int(json, "last_page", report->last_page);
  json_builder_set_member_name(json, "readable");
  json_builder_add_boolean_value(json, has_text_layer(report->params));
  write_list(json, "wrong_totals", report, write_wrong);
  write_list(json, "broken_relations", report, write_broken);
  write_list(json, "unknown_rows", report, write_strange);
  write_list(json, "units", report, write_units);
  if (report->stated->len > 0)
    write_stated(json, report->stated);
  json_builder_end_object(json);
}

/* ---- layout ---------------------------------------------------------------- */

static void write_layout(JsonBuilder *json, const TsReport *report)
{
  json_builder_begin_object(json);
  ts_params_write(report->params, json);
  begin_list(json, "tables");
  for (guint t = 0; t < report->tables->len; t++) {
    const TsTable *table = report->tables->pdata[t];
    const TsCut *cut = &g_array_index(report->cuts, TsCut, t);
    json_builder_begin_object(json);
    add_string(json, "table", ts_table_form(table)->id);
    json_builder_set_member_name(json, "text_size");
    json_builder_add_double_value(json, table->size);
    add_int(json, "wrapped_numbers", table->wrapped_numbers);
    if (cut->set) {
      add_int(json, "cut_before_row", cut->row);
      add_int(json, "cut_label_lines", cut->lines);
    }
    json_builder_end_object(json);
  }
  json_builder_end_array(json);
  json_builder_end_object(json);
}

static gboolean write_json(const char *folder, guint64 seed, const char *suffix,
                           const GPtrArray *reports, void (*write)(JsonBuilder *, const TsReport *),
                           GError **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new();
  json_builder_begin_object(json);
  add_int(json, "seed", (gint64)seed);
  begin_list(json, "reports");
  for (guint i = 0; i < reports->len; i++)
    write(json, reports->pdata[i]);
  json_builder_end_array(json);
  json_builder_end_object(json);
  g_autoptr(JsonGenerator) generator = json_generator_new();
  g_autoptr(JsonNode) root = json_builder_get_root(json);
  json_generator_set_root(generator, root);
  json_generator_set_pretty(generator, TRUE);
  json_generator_set_indent(generator, 1);
  g_autofree char *path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".%s", folder, seed, suffix);
  g_autofree char *text = json_generator_to_data(generator, NULL);
  return g_file_set_contents(path, text, -1, error);
}

gboolean ts_output_write(const char *folder, guint64 seed, const GPtrArray *reports, GError **error)
{
  g_autoptr(GString) truth = g_string_new("document,table,row,column,value,kind\n");
  g_autoptr(GString) cells = g_string_new("document,table,row,column,printed,page,x0,y0,x1,y1\n");
  for (guint i = 0; i < reports->len; i++) {
    const TsReport *report = reports->pdata[i];
    for (guint t = 0; t < report->tables->len; t++)
      append_cells(truth, cells, i + 1, report->tables->pdata[t], report->places->pdata[t],
                   has_text_layer(report->params));
  }
  g_autofree char *truth_path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".truth.csv", folder, seed);
  g_autofree char *cells_path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".cells.csv", folder, seed);
  return g_file_set_contents(truth_path, truth->str, -1, error) &&
         g_file_set_contents(cells_path, cells->str, -1, error) &&
         write_json(folder, seed, "facts.json", reports, write_facts, error) &&
         write_json(folder, seed, "layout.json", reports, write_layout, error);
}
