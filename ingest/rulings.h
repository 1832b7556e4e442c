/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawn lines and shaded areas → rulings: the straight lines that a reader
 * sees, each once, however many pieces it was drawn in.
 */
#pragma once

#include "ingest/covers.h"

G_BEGIN_DECLS

/* The rulings of a page, merged: horizontal first, then by at. Caller owns (of
 * GdRuling). NULL if there are more than GD_CAP_PAGE_RULINGS. */
GArray *gd_rulings_from_marks(const GdPdfPage *page, const GdCovers *covers);

G_END_DECLS
