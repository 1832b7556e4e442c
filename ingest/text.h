/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inputs (plain text, Markdown, HTML) → one page of kind GD_PAGE_TEXT: lines as words without
 * boxes, pieces with their separators (models/piece.h), and for tables of HTML grids.
 *
 *     line of text or row of a table   one GdWord, for prose and header fields
 *     field of a line, cell of a row   one GdPiece, for tables
 *     <table>                          one GdGrid, its boxes in rows and columns
 */
#pragma once

#include "ingest/ingest.h"

G_BEGIN_DECLS

/* Reads an identified text input of that kind into source (pages, n_pages, metas). Errors:
 * GD_ERROR_IO, GD_ERROR_CAP, GD_ERROR_DAMAGED (bytes that are no text), GD_ERROR_EMPTY (nothing in
 * it is shown). */
gboolean gd_text_read(GdSource *source, GdKind kind, GError **error);

/* The page of n bytes; *metas (may be NULL): page metadata, see GdSource. Caller owns both. NULL
 * and an error as above. Never reads a file or the network. */
GdPage *gd_text_page(const char *bytes, gsize n, GdKind kind, GPtrArray **metas, GError **error);

G_END_DECLS
