/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

/* id, source, sha256, recipe, form, error, agency; code, year, order, pages, findings,
 * status; counts. */
#define RECORD_TYPE "(sssssssiuuuuuau)"

static char *filled(const char *text)
{
  return text != NULL ? g_utf8_make_valid(text, -1) : g_strdup("");
}

static const char *field_value(const GdDocument *document, const char *name)
{
  const GdField *field = gd_document_field(document, name);
  return field != NULL ? field->value : NULL;
}

GdRecord *gd_record_new(const GdDocument *document, const char *recipe)
{
  const GdSource *source = document->source;
  GdRecord *record = g_new0(GdRecord, 1);
  record->id = filled(document->id);
  record->source = filled(source->path);
  record->sha256 = filled(source->sha256);
  record->recipe = filled(recipe);
  record->form = filled(document->form);
  record->error = filled(document->error);
  record->agency = filled(field_value(document, "agency"));
  record->code = -1;
  guint64 year;
  const char *year_text = field_value(document, "report_year");
  if (year_text != NULL && g_ascii_string_to_unsigned(year_text, 10, 1, 9999, &year, NULL))
    record->year = (guint)year;
  record->order = document->order;
  record->pages = source->n_pages;
  record->findings = document->findings->len;
  record->status = document->status;
  for (guint i = 0; i < GD_N_STATUSES; i++)
    record->counts[i] = gd_document_count(document, (GdStatus)i);
  return record;
}

void gd_record_free(GdRecord *record)
{
  if (record == NULL)
    return;
  g_free(record->id);
  g_free(record->source);
  g_free(record->sha256);
  g_free(record->recipe);
  g_free(record->form);
  g_free(record->error);
  g_free(record->agency);
  g_free(record);
}

GVariant *gd_record_to_variant(const GdRecord *r)
{
  GVariant *counts =
      g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, r->counts, GD_N_STATUSES, sizeof(guint32));
  return g_variant_new("(sssssssiuuuuu@au)", r->id, r->source, r->sha256, r->recipe, r->form,
                       r->error, r->agency, r->code, r->year, r->order, r->pages, r->findings,
                       (guint)r->status, counts);
}

GdRecord *gd_record_from_variant(GVariant *variant)
{
  if (!g_variant_is_of_type(variant, G_VARIANT_TYPE(RECORD_TYPE)))
    return NULL;
  g_autoptr(GdRecord) r = g_new0(GdRecord, 1);
  g_autoptr(GVariant) counts = NULL;
  guint status;
  g_variant_get(variant, "(sssssssiuuuuu@au)", &r->id, &r->source, &r->sha256, &r->recipe, &r->form,
                &r->error, &r->agency, &r->code, &r->year, &r->order, &r->pages, &r->findings,
                &status, &counts);
  gsize n;
  const guint32 *numbers = g_variant_get_fixed_array(counts, &n, sizeof(guint32));
  if (n != GD_N_STATUSES || status > GD_DOCUMENT_FAILED)
    return NULL;
  r->status = (GdDocumentStatus)status;
  for (guint i = 0; i < GD_N_STATUSES; i++)
    r->counts[i] = numbers[i];
  return g_steal_pointer(&r);
}
