/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads CSV that a person may have saved from a spreadsheet: RFC 4180 with any line
 * ends, UTF-8 with or without a byte order mark, else GB18030 (what a Chinese Excel
 * saves). Rows that are wholly empty are passed over.
 *
 * Columns are found by the names of a list (columns.h), in either language and any
 * order. The ' that guards text against being run as a formula is taken off again.
 */
#pragma once

#include "export/columns.h"

G_BEGIN_DECLS

typedef struct GdCsvReader GdCsvReader;

/* Bytes of a CSV file that is read back: a million decisions of 60 bytes. */
#define GD_CAP_CSV_BYTES ((gsize)64 * 1024 * 1024)

/* Cells of one row: ten times as many as any of our lists has. */
#define GD_CAP_CSV_COLUMNS 400

/* Opens the file and reads its head row. columns ends with an id of NULL. A column that
 * is in the file twice is an error; one that the list does not have is an error if
 * strict, else it is not looked at. Errors: GD_ERROR_IO, _CAP, _EMPTY, _FORM. Caller owns. */
GdCsvReader *gd_csv_reader_open(const char *path, const GdColumn *columns, gboolean strict,
                                GError **error);
void gd_csv_reader_free(GdCsvReader *reader);

/* Whether the file has that column (an id). */
gboolean gd_csv_reader_has(const GdCsvReader *reader, const char *id);

/* The next row. FALSE at the end, and on an error (GD_ERROR_FORM, names the line). */
gboolean gd_csv_reader_next(GdCsvReader *reader, GError **error);

/* The line on which the row begins, from 1. */
guint gd_csv_reader_line(const GdCsvReader *reader);

/* The cell of a column (an id of the list) without white space around it; "" if the
 * file does not have the column. Lent until the next row. */
const char *gd_csv_reader_cell(const GdCsvReader *reader, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCsvReader, gd_csv_reader_free)

G_END_DECLS
