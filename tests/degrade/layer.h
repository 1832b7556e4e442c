/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody else's OCR: the page's own characters as invisible text where they
 * stand in the picture, right or with the errors that such text has.
 */
#pragma once

#include "tests/degrade/poppler_auto.h"

#include "tests/degrade/geometry.h"
#include "tests/degrade/levels.h"

G_BEGIN_DECLS

/* Operators that show the text of a page. to_page: page space (points, origin top
 * left) → points of the new page before its /Rotate, origin bottom left. NULL if no
 * layer is wanted or the page has no text. Caller frees. */
char *dg_layer_new(PopplerPage *page, const DgParams *params, guint64 seed, guint number,
                   const DgMatrix *to_page);

G_END_DECLS
