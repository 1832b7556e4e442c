/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws lines of a layout as text, as outlines, or as text whose characters a
 * reader of the PDF gets wrong (parameters text, tounicode).
 */
#pragma once

#include <pango/pangocairo.h>

#include "params.h"

G_BEGIN_DECLS

/* See ts_paper_lines(). */
void ts_glyphs_lines(cairo_t *cr, PangoLayout *layout, const TsParams *params, double x, double y,
                     guint first, guint count);

G_END_DECLS
