/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OUT/guidang.xlsx: what the CSV files hold, for people who work in a spreadsheet.
 *
 *     目录    one row for each document
 *     数据    one row for each document, one column for each cell of its form;
 *             further forms get sheets of their own behind 说明 (数据 2 …)
 *     待核    one row for each cell that a person should look at
 *     问题    one row for each finding
 *     说明    what statuses and colours mean, the sheets, what was left out
 *
 * It is made from the same documents at the same time as the CSV files, which
 * remain the complete ones: Excel has limits, and what exceeds them is left out
 * and said. The same documents give the same bytes.
 */
#pragma once

#include "export/export.h"

G_BEGIN_DECLS

typedef struct GdXlsx GdXlsx;

#define GD_XLSX_NAME "guidang.xlsx"

/* Will write path; scratch is a folder for what is not yet put together. rows_max:
 * rows of a sheet, GD_XLSX_ROWS but in tests. forms must outlive it. Errors: GD_ERROR_IO. */
GdXlsx *gd_xlsx_new(const char *path, const char *scratch, const GdFormSet *forms,
                    gboolean headers_zh, guint rows_max, GError **error);

/* Adds a document; further: see gd_collection_add(). GD_ERROR_NO_SPACE, GD_ERROR_IO. */
gboolean gd_xlsx_add(GdXlsx *xlsx, const GdDocument *document, const GPtrArray *further,
                     GdDocumentStatus status, GError **error);

/* Puts the file together and syncs it. Caller frees *sha256. Errors as above. */
gboolean gd_xlsx_close(GdXlsx *xlsx, char **sha256, GError **error);
void gd_xlsx_free(GdXlsx *xlsx);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdXlsx, gd_xlsx_free)

G_END_DECLS
