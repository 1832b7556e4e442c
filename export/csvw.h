/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OUT/csv-metadata.json: what the CSV files beside it hold, for programs. It is
 * "Metadata Vocabulary for Tabular Data" (CSVW, W3C Recommendation of 17 December
 * 2015): dialect, and for each file its columns with name, titles in both header
 * languages, datatype, meaning and unit, keys, and which file a key points to.
 *
 * Types promise no more than every output keeps: a cell of a form is a decimal
 * even where the form counts whole things, since a doubtful reading may be "2.5".
 *
 *     g_autoptr(GString) json = gd_csvw_new(FALSE);
 *     gd_csvw_add(json, "values.csv", "cells", "数据", gd_columns_values);
 *     gd_csvw_end(json);
 */
#pragma once

#include "export/columns.h"
#include "models/form.h"

G_BEGIN_DECLS

/* Context and dialect; gb18030: the encoding of the files. Caller frees. */
GString *gd_csvw_new(gboolean gb18030);

/* A file with fixed columns; its title in English and Chinese. */
void gd_csvw_add(GString *json, const char *url, const char *title_en, const char *title_zh,
                 const GdColumn *columns);

/* FORM.csv: one column for each cell of the form. */
void gd_csvw_add_form(GString *json, const char *url, const GdForm *form);

void gd_csvw_end(GString *json);

G_END_DECLS
