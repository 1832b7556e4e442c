/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes report.json. A JSON library wants a tree of nodes first, which costs more than the
 * rest of the export; this appends to one string.
 */
#include "export/json_text.h"
#include "export/report.h"

/* Bytes of the usual report: the string need not grow. */
#define USUAL_BYTES ((gsize)128 * 1024)

#define AT(record, type, offset) (*(const type *)G_STRUCT_MEMBER_P(record, offset))

/* "{" or a comma, then the key. */
static void put_key(GString *out, gboolean *first, const char *key)
{
  g_string_append_c(out, *first ? '{' : ',');
  *first = FALSE;
  g_string_append_printf(out, "\"%s\":", key);
}

static void put_texts(GString *out, const GPtrArray *texts)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < texts->len; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    gd_json_put_text(out, g_ptr_array_index(texts, i));
  }
  g_string_append_c(out, ']');
}

static void put_box(GString *out, GdBox box)
{
  const double edges[] = {box.x0, box.y0, box.x1, box.y1};
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
    g_string_append_c(out, i == 0 ? '[' : ',');
    gd_json_put_double(out, edges[i]);
  }
  g_string_append_c(out, ']');
}

static void put_hex(GString *out, const char *bytes)
{
  g_string_append_c(out, '"');
  for (const guchar *p = (const guchar *)bytes; *p != '\0'; p++)
    g_string_append_printf(out, "%02x", *p);
  g_string_append_c(out, '"');
}

/* FALSE: nothing is there, and the key is left out. */
static gboolean is_written(const void *record, const GdKey *key)
{
  switch (key->kind) {
  case GD_KEY_TEXT:
  case GD_KEY_PATH:
    return key->required || AT(record, char *, key->offset) != NULL;
  case GD_KEY_HEX: {
    const char *path = AT(record, char *, key->offset);
    return path != NULL && !g_utf8_validate(path, -1, NULL);
  }
  case GD_KEY_TEXTS:
    return AT(record, GPtrArray *, key->offset) != NULL;
  case GD_KEY_NUMBER:
    return AT(record, gboolean, key->also);
  case GD_KEY_BOX:
    return !gd_box_is_none(AT(record, GdBox, key->offset));
  default:
    return key->kind != GD_KEY_OTHER;
  }
}

static void put_value(GString *out, const void *record, const GdKey *key)
{
  g_autofree char *text = NULL;
  switch (key->kind) {
  case GD_KEY_TEXT:
  case GD_KEY_PATH:
    gd_json_put_text(out, AT(record, char *, key->offset));
    break;
  case GD_KEY_HEX:
    put_hex(out, AT(record, char *, key->offset));
    break;
  case GD_KEY_UINT:
    g_string_append_printf(out, "%u", AT(record, guint, key->offset));
    break;
  case GD_KEY_SIZE:
    g_string_append_printf(out, "%" G_GUINT64_FORMAT, AT(record, guint64, key->offset));
    break;
  case GD_KEY_DOUBLE:
    gd_json_put_double(out, AT(record, double, key->offset));
    break;
  case GD_KEY_BOOLEAN:
    g_string_append(out, AT(record, gboolean, key->offset) ? "true" : "false");
    break;
  case GD_KEY_BOX:
    put_box(out, AT(record, GdBox, key->offset));
    break;
  case GD_KEY_TEXTS:
    put_texts(out, AT(record, GPtrArray *, key->offset));
    break;
  case GD_KEY_NUMBER:
    text = gd_number_to_string(AT(record, GdNumber, key->offset));
    gd_json_put_text(out, text);
    break;
  case GD_KEY_CHOICE:
    gd_json_put_text(out, key->name(AT(record, guint, key->offset)));
    break;
  case GD_KEY_EVIDENCE:
    text = gd_evidence_to_string(AT(record, guint, key->offset));
    gd_json_put_text(out, text);
    break;
  case GD_KEY_OTHER:
    break;
  }
}

/* All keys of a record but those of GD_KEY_OTHER; leaves the object open. */
static void put_keys(GString *out, gboolean *first, const void *record, const GdKey *keys)
{
  for (const GdKey *key = keys; key->key != NULL; key++)
    if (is_written(record, key)) {
      put_key(out, first, key->key);
      put_value(out, record, key);
    }
}

static void put_record(GString *out, const void *record, const GdKey *keys)
{
  gboolean first = TRUE;
  put_keys(out, &first, record, keys);
  g_string_append(out, first ? "{}" : "}");
}

/* One record on each line. */
static void put_records(GString *out, const char *key, const GPtrArray *records, const GdKey *keys)
{
  g_string_append_printf(out, ",\n\"%s\":[", key);
  for (guint i = 0; i < records->len; i++) {
    g_string_append(out, i > 0 ? ",\n" : "\n");
    put_record(out, g_ptr_array_index(records, i), keys);
  }
  g_string_append_c(out, ']');
}

static void put_source(GString *out, const GdSource *source)
{
  gboolean first = TRUE;
  g_string_append(out, ",\n\"source\":");
  put_keys(out, &first, source, gd_keys_source);
  put_records(out, "pages", source->pages, gd_keys_page);
  g_string_append_c(out, '}');
}

static void put_dividers(GString *out, const char *key, const GArray *dividers)
{
  g_string_append_printf(out, ",\n\"%s\":[", key);
  for (guint i = 0; i < dividers->len; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    put_record(out, &g_array_index(dividers, GdDivider, i), gd_keys_divider);
  }
  g_string_append_c(out, ']');
}

static void put_cell(GString *out, const GdCell *cell)
{
  gboolean first = TRUE;
  put_keys(out, &first, cell, gd_keys_cell);
  guint marks = gd_cell_marks(cell);
  const char *separator = ",\"marks\":[";
  for (guint i = 0; i < GD_N_CELL_MARKS; i++)
    if (marks & (1u << i)) {
      g_string_append_printf(out, "%s\"%s\"", separator, gd_cell_mark_names[i]);
      separator = ",";
    }
  g_string_append(out, marks ? "]}" : "}");
}

static void put_grid(GString *out, const GdGrid *grid)
{
  gboolean first = TRUE;
  put_keys(out, &first, grid, gd_keys_grid);
  put_dividers(out, "horizontal", grid->dividers[GD_HORIZONTAL]);
  put_dividers(out, "vertical", grid->dividers[GD_VERTICAL]);
  g_string_append(out, ",\n\"cells\":[");
  for (guint i = 0; i < grid->cells->len; i++) {
    g_string_append(out, i > 0 ? ",\n" : "\n");
    put_cell(out, g_ptr_array_index(grid->cells, i));
  }
  g_string_append(out, "]}");
}

/* The keys before the lists: one on each line. */
static void put_head(GString *out, const GdDocument *document, const char *recipe)
{
  const struct {
    const char *key, *text;
  } made_by[] = {{"format", GD_REPORT_FORMAT}, {"version", GUIDANG_VERSION}, {"recipe", recipe}};
  const char *separator = "{\n";
  for (guint i = 0; i < G_N_ELEMENTS(made_by); i++)
    if (made_by[i].text != NULL) {
      g_string_append_printf(out, "%s\"%s\":", separator, made_by[i].key);
      gd_json_put_text(out, made_by[i].text);
      separator = ",\n";
    }
  for (const GdKey *key = gd_keys_document; key->key != NULL; key++)
    if (!g_str_equal(key->key, "text") && is_written(document, key)) {
      g_string_append_printf(out, ",\n\"%s\":", key->key);
      put_value(out, document, key);
    }
}

GString *gd_report_to_json(const GdDocument *document, const char *recipe)
{
  GString *out = g_string_sized_new(USUAL_BYTES);
  put_head(out, document, recipe);
  put_source(out, document->source);
  put_records(out, "fields", document->fields, gd_keys_field);
  put_records(out, "values", document->values, gd_keys_value);
  put_records(out, "extra_rows", document->extra_rows, gd_keys_extra_row);
  put_records(out, "findings", document->findings, gd_keys_finding);
  g_string_append(out, ",\n\"grids\":[");
  for (guint i = 0; i < document->grids->len; i++) {
    g_string_append(out, i > 0 ? ",\n" : "\n");
    put_grid(out, g_ptr_array_index(document->grids, i));
  }
  g_string_append_c(out, ']');
  if (document->text != NULL) { /* last: it is long, and nobody looks for it here */
    g_string_append(out, ",\n\"text\":");
    gd_json_put_text(out, document->text);
  }
  g_string_append(out, "\n}\n");
  return out;
}
