/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink in the cells of a table that is no text: numbers drawn as outlines or
 * placed as small pictures. Nobody can read it here, but a cell that holds it is
 * not empty.
 */
#pragma once

#include "ingest/covers.h"

G_BEGIN_DECLS

/* Adds an unreadable glyph without a Unicode value for each small shape or picture that stands
 * between rulings on all four sides and on which no text lies that is seen. Outside of tables
 * such ink is bullets, logos and charts, and is left alone. Glyphs carry hidden
 * (see ingest/trust.h). Sets record->over if
 * there is too much of it to tell. */
void gd_ink_add(GdPdfPage *record, const GdCovers *covers, const GArray *rulings);

G_END_DECLS
