/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet before it is scanned: the typeset page as Poppler renders it, what
 * shines through from its other side, coloured bands, red seals.
 */
#pragma once

#include "tests/degrade/poppler_auto.h"

#include "tests/degrade/levels.h"
#include "tests/degrade/picture.h"

G_BEGIN_DECLS

/* Page number (from 1) of the PDF, in width x height px, grey or colour by params
 * (a bilevel device sees grey). Caller owns. */
DgPicture *dg_sheet_draw(PopplerDocument *pdf, guint number, const DgParams *params, guint64 seed,
                         guint width, guint height);

/* Draws the seals on a surface whose user space is the page (points). */
void dg_seals_draw(cairo_t *cr, PopplerPage *page, const DgParams *params, guint64 seed,
                   guint number);

G_END_DECLS
