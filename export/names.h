/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that become file names, and the caps of this folder. Ids are made by
 * guidang, but a report.json or a form file on disk can be changed by anybody:
 * no such name may lead out of its folder or hide a file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a report.json. The longest seen has 0.3 MB; a bound volume of 2000
 * pages of dense text and grids stays below this. Read back it takes about ten
 * times as much memory. */
#define GD_CAP_REPORT_BYTES ((gsize)32 * 1024 * 1024)

/* Bytes of written.json: a few lines for each file. */
#define GD_CAP_MANIFEST_BYTES ((gsize)4 * 1024 * 1024)

/* Letters of any script, digits, _ . - and the like: UTF-8, 1 to 240 bytes, no
 * slash, no control character, no leading dot. NULL is none. */
gboolean gd_name_is_document_id(const char *id);

/* [a-z0-9-]+, at most 100 bytes. NULL is none. */
gboolean gd_name_is_form_id(const char *id);

/* [A-Za-z0-9_-]+, at most 100 bytes. NULL is none. */
gboolean gd_name_is_table_id(const char *id);

/* A file name inside its folder: as a document id, but a leading dot is allowed
 * when more follows ("." and ".." are not names). */
gboolean gd_name_is_file(const char *name);

G_END_DECLS
