/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of one document, laid out as printed.
 *
 * A form table: the blocks one below the other, the form's own labels on the
 * left and on top (a merged label once, at its top left), in the cells what
 * stands on the page (raw). The last column, 备注, names the cells whose status
 * is neither ok nor blank, in Chinese; where the number is not what is printed
 * it gives the number. Rows that the form does not know stand in their place.
 */
#pragma once

#include "export/export.h"
#include "export/install.h"

G_BEGIN_DECLS

/* Writes TABLE.csv for each form table that the document has values of, and
 * table-PAGE-N.csv for each of its grids, into the batch. */
gboolean gd_tables_write(const GdDocument *document, const GdFormSet *forms,
                         const GdExportOptions *options, GdBatch *batch, GError **error);

G_END_DECLS
