/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the CSV files, in order: ids are contract, the Chinese names
 * are for --headers zh.
 */
#pragma once

#include "export/csv.h"
#include "models/value.h"

G_BEGIN_DECLS

typedef struct {
  const char *id, *zh;
  gboolean is_field; /* documents.csv: the header field of that name */
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
