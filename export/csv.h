/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A writer of CSV by RFC 4180: comma, CRLF, quotes where they are needed.
 *
 * UTF-8 files open with a byte order mark (Excel takes them for the local
 * encoding otherwise); GB18030 files have none. GB18030 holds every Unicode
 * character. Text that is not UTF-8 gets U+FFFD for what is broken in it.
 *
 * Text that a spreadsheet would run as a formula (it begins with = + - @ tab CR
 * LF, or a full-width = + - @, which Chinese Excel takes as well) gets a
 * leading ', unless it is a plain number (+8, -3, 1,234.5) or a bare dash.
 *
 * Rows stream to the file; the writer holds no more than one buffer. The first
 * error sticks: later calls do nothing, gd_csv_close() tells it.
 */
#pragma once

#include "models/geometry.h"

G_BEGIN_DECLS

typedef struct GdCsv GdCsv;

/* Creates path, which must not exist. Errors: GD_ERROR_IO, GD_ERROR_NO_SPACE. */
GdCsv *gd_csv_new(const char *path, gboolean gb18030, GError **error);

/* The next cell of the row. NULL is an empty cell. */
void gd_csv_text(GdCsv *csv, const char *text);
void gd_csv_uint(GdCsv *csv, guint64 number);

/* With that many decimals and a point, whatever the locale; empty if not finite. */
void gd_csv_double(GdCsv *csv, double number, guint decimals);

/* A page number: empty if 0. */
void gd_csv_page(GdCsv *csv, guint page);

/* Four cells x0, y0, x1, y1 in points with 2 decimals; all empty for GD_BOX_NONE. */
void gd_csv_box(GdCsv *csv, GdBox box);

/* Ends the row. A row of one empty cell is written as "", not as an empty line. */
void gd_csv_end_row(GdCsv *csv);

/* FALSE and the first error, if anything failed so far. */
gboolean gd_csv_check(const GdCsv *csv, GError **error);

/* Writes what is left, syncs and closes; sha256 (may be NULL): lower-case hex
 * digest of the file, caller frees. The writer itself is freed by gd_csv_free(). */
gboolean gd_csv_close(GdCsv *csv, char **sha256, GError **error);

/* Also closes without syncing, if gd_csv_close() was not called. */
void gd_csv_free(GdCsv *csv);

/* TRUE if a spreadsheet might run text as a formula: see above. */
gboolean gd_csv_is_formula(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCsv, gd_csv_free)

G_END_DECLS
