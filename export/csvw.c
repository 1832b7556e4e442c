/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csvw.h"

#include "export/json_text.h"
#include "export/rows.h"
#include "models/document.h"

/* What opens the file; CSVW fixes these names and defaults (null is "" where
 * nothing else is said, but readers should not have to know). */
static const char HEAD[] =
    "{\n"
    "\"@context\": \"http://www.w3.org/ns/csvw\",\n"
    "\"dialect\": {\"encoding\": \"%s\", \"delimiter\": \",\", \"quoteChar\": \"\\\"\", "
    "\"doubleQuote\": true, \"lineTerminators\": [\"\\r\\n\"], \"header\": true, "
    "\"headerRowCount\": 1},\n"
    "\"null\": \"\",\n"
    "\"dc:description\": [{\"@value\": \"Text that a spreadsheet would run as a formula begins "
    "with an apostrophe.\", \"@language\": \"en\"}, {\"@value\": "
    "\"电子表格会当作公式执行的文本，前加单引号。\", \"@language\": \"zh\"}],\n"
    "\"tables\": [";

/* The file that lists all documents, and its key. */
#define DOCUMENTS_URL "documents.csv"
#define DOCUMENT_KEY "document"

GString *gd_csvw_new(gboolean gb18030)
{
  GString *json = g_string_new(NULL);
  g_string_append_printf(json, HEAD, gb18030 ? "gb18030" : "utf-8");
  return json;
}

/* One of the names of an enumeration that has n. */
static void put_choice(GString *json, guint n, const char *(*name)(guint))
{
  g_string_append(json, "{\"base\": \"string\", \"format\": \"^(");
  for (guint i = 0; i < n; i++)
    g_string_append_printf(json, "%s%s", i > 0 ? "|" : "", name(i));
  g_string_append(json, ")$\"}");
}

static const char *status_name(guint i)
{
  return gd_status_name((GdStatus)i);
}

static const char *document_status_name(guint i)
{
  return gd_document_status_name((GdDocumentStatus)i);
}

static const char *severity_name(guint i)
{
  return gd_severity_name((GdSeverity)i);
}

static void put_type(GString *json, GdColumnType type)
{
  static const char *const types[] = {
      [GD_COLUMN_TEXT] = "\"string\"",
      [GD_COLUMN_COUNT] = "\"nonNegativeInteger\"",
      [GD_COLUMN_PAGE] = "\"positiveInteger\"",
      [GD_COLUMN_YEAR] = "\"gYear\"",
      [GD_COLUMN_DATE] = "{\"base\": \"date\", \"format\": \"yyyy-MM-dd\"}",
      [GD_COLUMN_NUMBER] = "\"decimal\"",
      [GD_COLUMN_SHARE] = "{\"base\": \"decimal\", \"minimum\": \"0\", \"maximum\": \"1\"}",
      [GD_COLUMN_POINTS] = "\"decimal\"",
      [GD_COLUMN_SHA256] = "{\"base\": \"string\", \"format\": \"^[0-9a-f]{64}$\"}",
  };
  g_string_append(json, ", \"datatype\": ");
  if (type == GD_COLUMN_STATUS)
    put_choice(json, GD_N_STATUSES, status_name);
  else if (type == GD_COLUMN_DOCUMENT_STATUS)
    put_choice(json, GD_DOCUMENT_FAILED + 1, document_status_name);
  else if (type == GD_COLUMN_SEVERITY)
    put_choice(json, GD_SEVERITY_INFO + 1, severity_name);
  else
    g_string_append(json, types[type]);
}

static void put_titles(GString *json, const char *en, const char *zh)
{
  g_string_append(json, "\"titles\": {\"en\": ");
  gd_json_put_text(json, en);
  g_string_append(json, ", \"zh\": ");
  gd_json_put_text(json, zh);
  g_string_append(json, "}");
}

static void put_about(GString *json, const char *key, const char *en, const char *zh)
{
  g_string_append_printf(json, ", \"%s\": [{\"@value\": ", key);
  gd_json_put_text(json, en);
  g_string_append(json, ", \"@language\": \"en\"}, {\"@value\": ");
  gd_json_put_text(json, zh);
  g_string_append(json, ", \"@language\": \"zh\"}]");
}

static void put_unit(GString *json, const char *unit)
{
  if (unit == NULL || *unit == '\0')
    return;
  g_string_append(json, ", \"schema:unitText\": ");
  gd_json_put_text(json, unit);
}

static void put_column(GString *json, const GdColumn *column, gboolean first)
{
  g_string_append(json, first ? "\n  {\"name\": " : ",\n  {\"name\": ");
  gd_json_put_text(json, column->id);
  g_string_append(json, ", ");
  put_titles(json, column->id, column->zh);
  put_type(json, column->type);
  if (g_str_equal(column->id, DOCUMENT_KEY))
    g_string_append(json, ", \"required\": true");
  if (column->type == GD_COLUMN_POINTS)
    put_unit(json, "pt");
  put_about(json, "dc:description", column->about_en, column->about_zh);
  g_string_append(json, "}");
}

/* A column of FORM.csv. Its unit is the label's: a cell that prints another one
 * keeps its number, and values.csv has the unit. */
static void put_leaf(GString *json, const GdForm *form, guint index)
{
  const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, index);
  g_autofree char *name = gd_rows_leaf_name(form, index, FALSE);
  g_autofree char *label = gd_rows_leaf_name(form, index, TRUE);
  g_string_append(json, ",\n  {\"name\": ");
  gd_json_put_text(json, name);
  g_string_append(json, ", ");
  put_titles(json, name, label);
  put_type(json, GD_COLUMN_NUMBER);
  put_unit(json, leaf->unit);
  g_string_append(json, "}");
}

static void begin_table(GString *json, const char *url, const char *title_en, const char *title_zh)
{
  gboolean first = json->str[json->len - 1] == '[';
  g_string_append(json, first ? "\n{\"url\": " : ",\n{\"url\": ");
  gd_json_put_text(json, url);
  put_about(json, "dc:title", title_en, title_zh);
  g_string_append(json, ", \"tableSchema\": {\"columns\": [");
}

/* unique: no two rows are about one document. */
static void end_table(GString *json, const char *url, gboolean unique)
{
  g_string_append(json, "]");
  if (unique)
    g_string_append(json, ", \"primaryKey\": \"" DOCUMENT_KEY "\"");
  if (!g_str_equal(url, DOCUMENTS_URL))
    g_string_append(json, ", \"foreignKeys\": [{\"columnReference\": \"" DOCUMENT_KEY
                          "\", \"reference\": {\"resource\": \"" DOCUMENTS_URL
                          "\", \"columnReference\": \"" DOCUMENT_KEY "\"}}]");
  g_string_append(json, "}}");
}

void gd_csvw_add(GString *json, const char *url, const char *title_en, const char *title_zh,
                 const GdColumn *columns)
{
  begin_table(json, url, title_en, title_zh);
  for (const GdColumn *column = columns; column->id != NULL; column++)
    put_column(json, column, column == columns);
  end_table(json, url, g_str_equal(url, DOCUMENTS_URL));
}

void gd_csvw_add_form(GString *json, const char *url, const GdForm *form)
{
  begin_table(json, url, form->id, form->title);
  for (const GdColumn *column = gd_columns_form; column->id != NULL; column++)
    put_column(json, column, column == gd_columns_form);
  for (guint i = 0; i < form->leaves->len; i++)
    put_leaf(json, form, i);
  put_column(json, &gd_column_doubts, FALSE);
  end_table(json, url, TRUE);
}

void gd_csvw_end(GString *json)
{
  g_string_append(json, "\n]\n}\n");
}
