/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/rows.h"

#include "export/columns.h"

/* Decimals of a confidence of 0..1. */
#define CONFIDENCE_DECIMALS 3

GdDocumentStatus gd_rows_status(const GdDocument *document, const GPtrArray *further)
{
  for (guint i = 0; further != NULL && i < further->len; i++) {
    const GdFinding *finding = g_ptr_array_index(further, i);
    if (gd_finding_is_open(finding) && document->status == GD_DOCUMENT_COMPLETE)
      return GD_DOCUMENT_REVIEW;
  }
  return document->status;
}

static void put_field(GdCsv *csv, const GdDocument *document, const char *name)
{
  const GdField *field = gd_document_field(document, name);
  gd_csv_text(csv, field ? field->value : NULL);
}

/* document, agency, report_year: the first columns of most files. */
static void put_key(GdCsv *csv, const GdDocument *document)
{
  gd_csv_text(csv, document->id);
  put_field(csv, document, "agency");
  put_field(csv, document, "report_year");
}

/* The columns behind the header fields up to the counts. */
static void put_counts(GdCsv *csv, const GdDocument *document, const GPtrArray *further)
{
  gd_csv_uint(csv, document->values->len);
  for (guint i = 0; i < GD_N_STATUSES; i++)
    gd_csv_uint(csv, gd_document_count(document, (GdStatus)i));
  gd_csv_uint(csv, (guint64)document->findings->len + (further ? further->len : 0));
}

void gd_rows_document(GdCsv *csv, const GdDocument *document, const GPtrArray *further,
                      GdDocumentStatus status)
{
  const GdSource *source = document->source;
  gd_csv_text(csv, document->id);
  for (const GdColumn *column = gd_columns_documents; column->id != NULL; column++)
    if (column->is_field)
      put_field(csv, document, column->id);
  gd_csv_text(csv, document->form);
  gd_csv_text(csv, gd_document_status_name(status));
  put_counts(csv, document, further);
  gd_csv_text(csv, document->error);
  gd_csv_text(csv, source->kind);
  gd_csv_uint(csv, source->n_pages);
  gd_csv_text(csv, source->path);
  gd_csv_text(csv, source->container);
  gd_csv_text(csv, source->member);
  gd_csv_text(csv, source->message_id);
  gd_csv_text(csv, source->sender);
  gd_csv_text(csv, source->received);
  gd_csv_uint(csv, source->size);
  gd_csv_text(csv, source->sha256);
  gd_csv_text(csv, GUIDANG_VERSION);
  gd_csv_end_row(csv);
}

void gd_rows_headers(GdCsv *csv, const GdDocument *document)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const GdField *field = g_ptr_array_index(document->fields, i);
    gd_csv_text(csv, document->id);
    gd_csv_text(csv, field->name);
    gd_csv_text(csv, field->raw);
    gd_csv_text(csv, field->value);
    gd_csv_text(csv, gd_status_name(field->status));
    gd_csv_double(csv, field->confidence, CONFIDENCE_DECIMALS);
    gd_csv_page(csv, field->page);
    gd_csv_box(csv, field->box);
    gd_csv_end_row(csv);
  }
}

static void put_number(GdCsv *csv, const GdValue *value)
{
  g_autofree char *number =
      value != NULL && value->has_number ? gd_number_to_string(value->number) : NULL;
  gd_csv_text(csv, number);
}

void gd_rows_values(GdCsv *csv, const GdDocument *document)
{
  for (guint i = 0; i < document->values->len; i++) {
    const GdValue *value = g_ptr_array_index(document->values, i);
    g_autofree char *evidence = gd_evidence_to_string(value->evidence);
    put_key(csv, document);
    gd_csv_text(csv, value->table);
    gd_csv_text(csv, value->row);
    gd_csv_text(csv, value->column);
    gd_csv_text(csv, value->table_label);
    gd_csv_text(csv, value->row_label);
    gd_csv_text(csv, value->column_label);
    put_number(csv, value);
    gd_csv_text(csv, value->unit);
    gd_csv_text(csv, gd_status_name(value->status));
    gd_csv_text(csv, evidence);
    gd_csv_text(csv, value->raw);
    gd_csv_double(csv, value->confidence, CONFIDENCE_DECIMALS);
    gd_csv_page(csv, value->page);
    gd_csv_box(csv, value->box);
    gd_csv_text(csv, value->form);
    gd_csv_end_row(csv);
  }
}

static void put_message(GdCsv *csv, const GdFinding *finding, GdLang lang)
{
  g_autofree char *said = gd_said(lang, finding->message);
  if (finding->confirmed == NULL) {
    gd_csv_text(csv, said);
    return;
  }
  g_autofree char *message = g_strdup_printf("%s (%s)", said ? said : "", finding->confirmed);
  gd_csv_text(csv, message);
}

void gd_rows_findings(GdCsv *csv, const GdDocument *document, const GPtrArray *findings,
                      GdLang lang)
{
  for (guint i = 0; i < findings->len; i++) {
    const GdFinding *finding = g_ptr_array_index(findings, i);
    put_key(csv, document);
    gd_csv_text(csv, gd_severity_name(finding->severity));
    gd_csv_text(csv, finding->check);
    gd_csv_text(csv, finding->relation);
    gd_csv_text(csv, finding->table);
    gd_csv_text(csv, finding->row);
    gd_csv_text(csv, finding->column);
    gd_csv_text(csv, finding->cells);
    gd_csv_text(csv, finding->expected);
    gd_csv_text(csv, finding->found);
    put_message(csv, finding, lang);
    gd_csv_page(csv, finding->page);
    gd_csv_end_row(csv);
  }
}

char *gd_rows_leaf_name(const GdForm *form, guint index, gboolean zh)
{
  const GdFormLeaf *leaf = &g_array_index(form->leaves, GdFormLeaf, index);
  const GdFormTable *table = g_ptr_array_index(form->tables, leaf->table);
  if (zh)
    return g_strjoin(" / ", table->label, leaf->row->path, leaf->column->path, NULL);
  return g_strjoin(".", table->id, leaf->row->id, leaf->column->id, NULL);
}

void gd_rows_form_head(GdCsv *csv, const GdForm *form, gboolean zh)
{
  gd_columns_put(csv, gd_columns_form, zh);
  for (guint i = 0; i < form->leaves->len; i++) {
    g_autofree char *name = gd_rows_leaf_name(form, i, zh);
    gd_csv_text(csv, name);
  }
  gd_csv_text(csv, zh ? gd_column_doubts.zh : gd_column_doubts.id);
  gd_csv_end_row(csv);
}

gboolean gd_rows_is_open(GdStatus status)
{
  return status != GD_STATUS_OK && status != GD_STATUS_BLANK && status != GD_STATUS_CONFIRMED;
}

void gd_rows_form(GdCsv *csv, const GdForm *form, const GdDocument *document,
                  const GdValue *const *values, GdDocumentStatus status)
{
  g_autoptr(GString) doubts = g_string_new(NULL);
  put_key(csv, document);
  gd_csv_text(csv, gd_document_status_name(status));
  for (guint i = 0; i < form->leaves->len; i++) {
    const GdValue *value = values[i];
    put_number(csv, value);
    if (value == NULL || !gd_rows_is_open(value->status))
      continue;
    g_autofree char *name = gd_rows_leaf_name(form, i, FALSE);
    g_string_append_printf(doubts, "%s%s:%s", doubts->len > 0 ? " " : "", name,
                           gd_status_name(value->status));
  }
  gd_csv_text(csv, doubts->str);
  gd_csv_end_row(csv);
}
