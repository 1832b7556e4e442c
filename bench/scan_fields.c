/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/scan_fields.h"

#include <stdio.h>

typedef struct {
  char *name; /* owned */
  guint all, right, sure, flagged, silent, missing, extra;
} Counts;

struct _GdScanFields {
  GPtrArray *by_name; /* of Counts*, in the order in which they were met. Owned */
};

static void counts_free(gpointer data)
{
  Counts *counts = data;
  g_free(counts->name);
  g_free(counts);
}

GdScanFields *gd_scan_fields_new(void)
{
  GdScanFields *fields = g_new0(GdScanFields, 1);
  fields->by_name = g_ptr_array_new_with_free_func(counts_free);
  return fields;
}

void gd_scan_fields_free(GdScanFields *fields)
{
  g_ptr_array_unref(fields->by_name);
  g_free(fields);
}

static Counts *counts_of(GdScanFields *fields, const char *name)
{
  for (guint i = 0; i < fields->by_name->len; i++) {
    Counts *counts = fields->by_name->pdata[i];
    if (g_str_equal(counts->name, name))
      return counts;
  }
  Counts *counts = g_new0(Counts, 1);
  counts->name = g_strdup(name);
  g_ptr_array_add(fields->by_name, counts);
  return counts;
}

static void list(const char *where, const char *name, const char *printed, const GdField *field,
                 gboolean silent)
{
  if (where != NULL)
    printf("  %s %sfield %s printed '%s' read '%s' %s: %s\n", where, silent ? "SILENT " : "", name,
           printed, field && field->value ? field->value : "",
           field ? gd_status_name(field->status) : "absent", field && field->raw ? field->raw : "");
}

static gboolean is_printed(const GdTruth *truth, guint d, const char *name)
{
  for (guint i = 0; i < truth->fields->len; i++) {
    const GdTruthField *printed = truth->fields->pdata[i];
    if (printed->document == d && g_str_equal(printed->name, name))
      return TRUE;
  }
  return FALSE;
}

/* Fields that were read and are not printed. */
static void compare_others(GdScanFields *fields, const GdTruth *truth, guint d,
                           const GdDocument *document, const char *where)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const GdField *field = document->fields->pdata[i];
    if (field->value == NULL || is_printed(truth, d, field->name))
      continue;
    Counts *counts = counts_of(fields, field->name);
    gboolean sure = field->status == GD_STATUS_OK;
    counts->extra++;
    counts->sure += sure;
    counts->silent += sure;
    list(where, field->name, "", field, sure);
  }
}

void gd_scan_fields_compare(GdScanFields *fields, const GdTruth *truth, guint d,
                            const GdDocument *document, const char *where)
{
  for (guint i = 0; i < truth->fields->len; i++) {
    const GdTruthField *printed = truth->fields->pdata[i];
    if (printed->document != d)
      continue;
    const GdField *field = document != NULL ? gd_document_field(document, printed->name) : NULL;
    Counts *counts = counts_of(fields, printed->name);
    gboolean right = field != NULL && g_strcmp0(field->value, printed->value) == 0;
    gboolean sure = field != NULL && field->status == GD_STATUS_OK;
    gboolean missing = field == NULL || field->value == NULL;
    counts->all++;
    counts->right += right;
    counts->sure += sure;
    counts->missing += missing;
    counts->silent += !right && sure;
    counts->flagged += !right && !sure && !missing;
    if (!right)
      list(where, printed->name, printed->value, field, sure);
  }
  if (document != NULL)
    compare_others(fields, truth, d, document, where);
}

static void print_counts(const Counts *c)
{
  printf("    %-16s %5u  right %5u  sure %5u  flagged %4u  silent %3u  missing %4u  not printed "
         "%3u\n",
         c->name, c->all, c->right, c->sure, c->flagged, c->silent, c->missing, c->extra);
}

void gd_scan_fields_print(const GdScanFields *fields)
{
  Counts sum = {0};
  for (guint i = 0; i < fields->by_name->len; i++) {
    const Counts *c = fields->by_name->pdata[i];
    sum.all += c->all;
    sum.right += c->right;
    sum.sure += c->sure;
    sum.flagged += c->flagged;
    sum.silent += c->silent;
    sum.missing += c->missing;
    sum.extra += c->extra;
  }
  double low, high;
  gd_bench_wilson(sum.right, sum.all, &low, &high);
  printf("  header fields  %7u  right %8.4f %% [%.4f, %.4f]  sure %7u  flagged %6u  silent %4u  "
         "missing %6u  not printed %u\n",
         sum.all, 100.0 * sum.right / MAX(sum.all, 1), 100 * low, 100 * high, sum.sure, sum.flagged,
         sum.silent, sum.missing, sum.extra);
  for (guint i = 0; i < fields->by_name->len; i++)
    print_counts(fields->by_name->pdata[i]);
}
