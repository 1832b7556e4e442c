/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page's text and its render, each checked against the other: for a backend
 * that does not tell what is drawn.
 */
#pragma once

#include "ingest/pdf.h"
#include "raster/rulings.h"

G_BEGIN_DECLS

/* Marks glyphs as invisible in whose place the picture has no ink: of digits the
 * place of their ink alone, since a black bar ends just beside it. */
void gd_picture_look_for_ink(GdPdfPage *record, const GdGrey *picture);

/* Drops rulings (of GdRuling) that are strokes of characters: 一, dashes, rows of
 * alike strokes. */
void gd_picture_drop_text(const GdPdfPage *record, GArray *rulings);

G_END_DECLS
