/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Titles of further reports in a scanned file. Where prose is left out, it is read on the first and
 * the last page only; a report that begins between them is told from the one before it by its
 * title.
 *
 *     page 1         2          3           4         5
 *     title, prose   table      title       table     prose, date
 *     read           cells      not read    cells     read        the same table twice: read 2 to 4
 */
#pragma once

#include "cli/scans.h"

G_BEGIN_DECLS

/* Whether a table stands in the source twice without a title between. The documents: of
 * GdDocument*, of one source, as tables/ recognised them. */
gboolean gd_titles_are_missing(const GPtrArray *documents);

/* Reads the prose of the pages between the first and the last; pages on which nothing was read so
 * far may become readable. */
void gd_titles_read(GdSource *source, const GdScansOptions *options, GdOcr *ocr);

G_END_DECLS
