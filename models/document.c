/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/document.h"

#include "models/messages.h"

static const char *const severity_names[] = {N_("error"), N_("warning"), N_("info")};
static const char *const document_status_names[] = {N_("complete"), N_("review"), N_("failed")};

const char *gd_severity_name(GdSeverity severity)
{
  return severity_names[severity];
}

/* Index of name in names, n if it is none of them. */
static guint index_of(const char *name, const char *const *names, guint n)
{
  guint i = 0;
  while (i < n && g_strcmp0(name, names[i]) != 0)
    i++;
  return i;
}

gboolean gd_severity_parse(const char *name, GdSeverity *out)
{
  guint i = index_of(name, severity_names, G_N_ELEMENTS(severity_names));
  if (i == G_N_ELEMENTS(severity_names))
    return FALSE;
  *out = (GdSeverity)i;
  return TRUE;
}

const char *gd_document_status_name(GdDocumentStatus status)
{
  return document_status_names[status];
}

gboolean gd_document_status_parse(const char *name, GdDocumentStatus *out)
{
  guint i = index_of(name, document_status_names, G_N_ELEMENTS(document_status_names));
  if (i == G_N_ELEMENTS(document_status_names))
    return FALSE;
  *out = (GdDocumentStatus)i;
  return TRUE;
}

GdFinding *gd_finding_new(GdSeverity severity, const char *check, guint page, const char *format,
                          ...)
{
  GdFinding *finding = g_new0(GdFinding, 1);
  va_list args;
  va_start(args, format);
  finding->message = g_strdup_vprintf(format, args);
  va_end(args);
  finding->severity = severity;
  finding->check = g_strdup(check);
  finding->page = page;
  return finding;
}

gboolean gd_finding_is_open(const GdFinding *finding)
{
  return finding->severity == GD_SEVERITY_ERROR && finding->confirmed == NULL;
}

void gd_finding_free(GdFinding *finding)
{
  if (finding == NULL)
    return;
  g_free(finding->check);
  g_free(finding->relation);
  g_free(finding->table);
  g_free(finding->row);
  g_free(finding->column);
  g_free(finding->cells);
  g_free(finding->expected);
  g_free(finding->found);
  g_free(finding->message);
  g_free(finding->confirmed);
  g_free(finding);
}

GdField *gd_field_new(const char *name, const char *raw, const char *value, GdStatus status)
{
  GdField *field = g_new0(GdField, 1);
  field->name = g_strdup(name);
  field->raw = g_strdup(raw);
  field->value = g_strdup(value);
  field->status = status;
  field->confidence = 1;
  return field;
}

void gd_field_free(GdField *field)
{
  if (field == NULL)
    return;
  g_free(field->name);
  g_free(field->raw);
  g_free(field->value);
  g_free(field);
}

void gd_extra_row_free(GdExtraRow *row)
{
  if (row == NULL)
    return;
  g_free(row->table);
  g_free(row->after);
  g_free(row->label);
  g_clear_pointer(&row->cells, g_ptr_array_unref);
  g_free(row);
}

GdDocument *gd_document_new(GdSource *source)
{
  GdDocument *document = g_new0(GdDocument, 1);
  document->source = gd_source_ref(source);
  document->order = 1;
  document->fields = g_ptr_array_new_with_free_func((GDestroyNotify)gd_field_free);
  document->values = g_ptr_array_new_with_free_func((GDestroyNotify)gd_value_free);
  document->extra_rows = g_ptr_array_new_with_free_func((GDestroyNotify)gd_extra_row_free);
  document->findings = g_ptr_array_new_with_free_func((GDestroyNotify)gd_finding_free);
  document->grids = g_ptr_array_new_with_free_func((GDestroyNotify)gd_grid_free);
  document->requests = g_array_new(FALSE, FALSE, sizeof(GdReadRequest));
  return document;
}

void gd_document_free(GdDocument *document)
{
  if (document == NULL)
    return;
  g_free(document->id);
  gd_source_unref(document->source);
  g_free(document->form);
  g_free(document->error);
  g_free(document->text);
  g_ptr_array_unref(document->fields);
  g_ptr_array_unref(document->values);
  g_ptr_array_unref(document->extra_rows);
  g_ptr_array_unref(document->findings);
  g_ptr_array_unref(document->grids);
  g_array_unref(document->requests);
  g_free(document);
}

GdField *gd_document_field(const GdDocument *document, const char *name)
{
  for (guint i = 0; i < document->fields->len; i++) {
    GdField *field = g_ptr_array_index(document->fields, i);
    if (g_str_equal(field->name, name))
      return field;
  }
  return NULL;
}

guint gd_document_count(const GdDocument *document, GdStatus status)
{
  guint n = 0;
  for (guint i = 0; i < document->values->len; i++)
    n += ((const GdValue *)g_ptr_array_index(document->values, i))->status == status;
  return n;
}

void gd_document_settle(GdDocument *document)
{
  static const GdStatus open[] = {GD_STATUS_DOUBTFUL, GD_STATUS_MISSING, GD_STATUS_INFERRED,
                                  GD_STATUS_REPAIRED};
  document->status = document->error ? GD_DOCUMENT_FAILED : GD_DOCUMENT_COMPLETE;
  if (document->error != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(open); i++)
    if (gd_document_count(document, open[i]) > 0)
      document->status = GD_DOCUMENT_REVIEW;
  for (guint i = 0; i < document->findings->len; i++)
    if (gd_finding_is_open(g_ptr_array_index(document->findings, i)))
      document->status = GD_DOCUMENT_REVIEW;
}
