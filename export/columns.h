/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the CSV files, in order: ids are contract, the Chinese names
 * are for --headers zh. All that is said of a column elsewhere (csv-metadata.json,
 * the workbook) derives from here.
 */
#pragma once

#include "export/csv.h"
#include "models/value.h"

G_BEGIN_DECLS

/* What the cells of a column hold, unless they are empty. */
typedef enum {
  GD_COLUMN_TEXT,
  GD_COLUMN_COUNT,           /* a whole number from 0 */
  GD_COLUMN_PAGE,            /* a whole number from 1 */
  GD_COLUMN_YEAR,            /* four digits */
  GD_COLUMN_DATE,            /* YYYY-MM-DD */
  GD_COLUMN_NUMBER,          /* a decimal number, as printed */
  GD_COLUMN_SHARE,           /* 0..1 */
  GD_COLUMN_POINTS,          /* a length in points, 1/72 inch */
  GD_COLUMN_STATUS,          /* a name of GdStatus */
  GD_COLUMN_DOCUMENT_STATUS, /* a name of GdDocumentStatus */
  GD_COLUMN_SEVERITY,        /* a name of GdSeverity */
  GD_COLUMN_SHA256,          /* 64 lower-case hex digits */
} GdColumnType;

typedef struct {
  const char *id, *zh;
  gboolean is_field; /* documents.csv: the header field of that name */
  GdColumnType type;
  const char *about_en, *about_zh; /* what it means, for people */
} GdColumn;

/* Each list ends with an id of NULL. */
extern const GdColumn gd_columns_documents[];
extern const GdColumn gd_columns_headers[];
extern const GdColumn gd_columns_values[];
extern const GdColumn gd_columns_findings[];
extern const GdColumn gd_columns_form[]; /* before the cells */
extern const GdColumn gd_column_doubts;  /* behind the cells */

/* Writes the names of the list as cells; does not end the row. */
void gd_columns_put(GdCsv *csv, const GdColumn *columns, gboolean zh);

/* A status in Chinese. Static. */
const char *gd_status_zh(GdStatus status);

G_END_DECLS
