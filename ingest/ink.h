/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink in the cells of a table that is no text: numbers drawn as outlines or
 * placed as small pictures. Nobody can read it here, but a cell that holds it is
 * not empty.
 */
#pragma once

#include "ingest/pdf.h"

G_BEGIN_DECLS

/* Adds a glyph without a Unicode value for each small shape or picture that stands
 * between rulings on all four sides and on which no text lies. Outside of tables
 * such ink is bullets, logos and charts, and is left alone. Sets record->over if
 * there is too much of it to tell. */
void gd_ink_add(GdPdfPage *record, const GArray *rulings);

G_END_DECLS
